"""Money: differences that ask an explanation, years side by side, costs spread to the cent, and sorted bookings."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import (
    Activity,
    Booking,
    BudgetLine,
    Category,
    Funder,
    LineKind,
    Rate,
    RateKind,
    Reserve,
    ReserveKind,
    Setting,
    Shape,
    Side,
)
from dorpsapp.services import records
from dorpsapp.services.bookings import rule_key, save_booking, sort_bookings, unsorted_bookings
from dorpsapp.services.grants import save_grant
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.line_kinds import START_LINES, guess_line_kind, guess_side
from dorpsapp.services.money import MoneyLine, known_years, money_checks, money_year
from dorpsapp.services.money_lines import (
    LineChange,
    add_line,
    add_lines,
    add_start_lines,
    change_line,
    copy_year,
    delete_line,
    line_kinds,
    set_explained_share,
    write_cells,
)
from dorpsapp.services.money_spread import divide, spread_general_costs
from dorpsapp.services.outside_books import read_outside_books
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store


@pytest.fixture
def lines(store: Store) -> dict[str, int]:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeelddorp")
    return {
        "Subsidie gemeente": add_line(store, 2026, Side.INCOME, "Subsidie gemeente", {"budget": 1_000_000}),
        "Giften": add_line(store, 2026, Side.INCOME, "Giften", {"budget": 50_000, "actual": 72_000}),
        "Huur": add_line(store, 2026, Side.EXPENSE, "Huur", {"budget": 600_000, "actual": 612_000}),
    }


def line(store: Store, name: str, year: int = 2026) -> MoneyLine:
    return next(one for one in money_year(store, year).lines if one.name == name)


def test_a_difference_past_the_share_asks_an_explanation(store: Store, lines: dict[str, int]) -> None:
    gifts, rent, grant = line(store, "Giften"), line(store, "Huur"), line(store, "Subsidie gemeente")
    assert (gifts.difference, gifts.lacks_explanation) == (22_000, True)
    assert (rent.difference, rent.is_too_different) == (12_000, False)
    assert (grant.difference, grant.is_too_different) == (None, False)
    set_explained_share(store, 1)
    assert line(store, "Huur").lacks_explanation
    set_explained_share(store, 2)
    assert not line(store, "Huur").is_too_different
    with pytest.raises(Invalid):
        set_explained_share(store, 101)
    write_cells(store, 2026, [LineChange(gifts, "explanation", "Een legaat.")])
    assert line(store, "Giften").is_too_different and not line(store, "Giften").lacks_explanation


def test_the_share_of_the_grant_goes_before_the_general_one(store: Store, lines: dict[str, int]) -> None:
    funder = records.save(store, Funder, {"name": "Gemeente"})
    values = {"funder_id": funder, "name": "B", "period_from": date(2026, 1, 1), "period_to": date(2026, 12, 31)}
    grant = save_grant(store, {**values, "explained_from": 1})
    change_line(store, lines["Huur"], line(store, "Huur").version, {"grant_id": grant})
    assert line(store, "Huur").lacks_explanation


@given(st.integers(-(10**9), 10**9), st.one_of(st.none(), st.integers(-(10**9), 10**9)), st.integers(0, 100))
def test_the_rule_of_differences_holds_for_every_amount(actual: int, budget: int | None, share: int) -> None:
    one = MoneyLine(
        1, 1, "x", Side.EXPENSE, LineKind.HOUSING, budget, actual, None, None, None, None, None, None, False, True, 1,
        None, None, None, share,
    )  # fmt: skip
    planned = budget or 0
    assert one.difference == actual - planned
    wanted = abs(actual - planned) > abs(planned) * share / 100 if actual != planned else False
    assert one.is_too_different == wanted


@given(st.integers(-(10**10), 10**10), st.lists(st.integers(0, 10**9), min_size=1, max_size=30))
def test_an_amount_is_divided_to_the_cent(amount: int, weights: list[int]) -> None:
    if not sum(weights):
        with pytest.raises(ValueError, match="weights"):
            divide(amount, weights)
        return
    parts = divide(amount, weights)
    assert sum(parts) == amount
    total = sum(weights)
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part * total - amount * weight) < total
        assert weight or not part


def test_a_third_cent_goes_to_the_first() -> None:
    assert divide(100, [1, 1, 1]) == [34, 33, 33]
    assert divide(-100, [1, 1, 1]) == [-34, -33, -33]


@given(
    st.lists(
        st.tuples(st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from([None, 1, 2, 3]), st.booleans()),
        max_size=25,
    )
)
def test_spreading_loses_nothing(rows: list[tuple[int, int, int | None, bool]]) -> None:
    made = [
        MoneyLine(
            at, 1, str(at), Side.EXPENSE, LineKind.GENERAL, budget, actual, None, None, activity, f"A{activity}", None,
            None, general, True, at, None, None, None, 10,
        )
        for at, (budget, actual, activity, general) in enumerate(rows)
    ]  # fmt: skip
    spread = spread_general_costs(made)
    if spread.is_possible:
        assert sum(one.total_budget for one in spread.activities) + spread.unspread_budget == sum(r[0] for r in rows)
        assert sum(one.total_actual for one in spread.activities) + spread.unspread_actual == sum(r[1] for r in rows)
    else:
        assert not any(one.budget for one in spread.activities)


def test_general_costs_follow_the_budgets_of_the_activities(store: Store, lines: dict[str, int]) -> None:
    with store.read() as session:
        kind = session.scalars(sa.select(Category.id).where(Category.code == "COMMUNITY_MEAL")).one()
    table, walk = (
        records.save(store, Activity, {"name": name, "category_id": kind}) for name in ("Eettafel", "Wandel")
    )
    add_line(store, 2026, Side.EXPENSE, "Maaltijden", {"budget": 200, "actual": 300, "activity_id": table})
    add_line(store, 2026, Side.EXPENSE, "Koffie", {"budget": 100, "actual": 90, "activity_id": walk})
    add_line(store, 2026, Side.INCOME, "Eetgeld", {"budget": 50, "actual": 70, "activity_id": table})
    add_line(store, 2026, Side.EXPENSE, "Bank", {"budget": 100, "actual": 101, "is_general": True})
    spread = spread_general_costs(money_year(store, 2026).lines)
    assert [(one.name, one.budget_general, one.actual_general, one.income) for one in spread.activities] == [
        ("Eettafel", 67, 67, 70), ("Wandel", 33, 34, 0),
    ]  # fmt: skip
    assert spread.unspread_actual == 612_000


def test_years_stand_side_by_side_by_name(store: Store, lines: dict[str, int]) -> None:
    huur = line(store, "Huur")
    write_cells(store, 2026, [LineChange(huur, "next_budget", 630_000), LineChange(huur, "budget", 610_000)])
    assert line(store, "Huur").next_budget == 630_000
    later = line(store, "Huur", 2027)
    assert (later.budget, later.before, later.before_budget) == (630_000, 612_000, 610_000)
    store.undo()
    assert line(store, "Huur").budget == 600_000
    assert money_year(store, 2027).sums(Side.EXPENSE).before == 612_000
    assert known_years(store) == (2026,)


def test_a_line_of_last_year_stands_ready_and_is_made_when_it_gets_an_amount(
    store: Store, lines: dict[str, int]
) -> None:
    ready = line(store, "Giften", 2027)
    assert (ready.id, ready.budget, ready.before) == (None, None, 72_000)
    write_cells(store, 2027, [LineChange(ready, "budget", None)])
    assert line(store, "Giften", 2027).id is None
    write_cells(store, 2027, [LineChange(ready, "budget", 60_000)])
    assert line(store, "Giften", 2027).id is not None
    assert line(store, "Giften", 2027).kind is LineKind.DONATION
    assert money_year(store, 2027).result.before == 72_000 - 612_000


def test_a_stale_cell_is_refused_and_nothing_of_the_block_is_written(store: Store, lines: dict[str, int]) -> None:
    old = line(store, "Huur")
    write_cells(store, 2026, [LineChange(old, "actual", 1)])
    with pytest.raises(UserError, match="intussen gewijzigd"):
        write_cells(store, 2026, [LineChange(line(store, "Giften"), "actual", 5), LineChange(old, "actual", 2)])
    assert line(store, "Giften").typed == 72_000
    with pytest.raises(ValueError, match="no name"):
        write_cells(store, 2026, [LineChange(line(store, "Huur"), "name", "x")])


def test_a_name_is_given_to_the_line_of_all_years(store: Store, lines: dict[str, int]) -> None:
    add_line(store, 2025, Side.EXPENSE, "Huur", {"actual": 580_000})
    change_line(store, lines["Huur"], line(store, "Huur").version, {"name": "Huur van de zaal"})
    assert line(store, "Huur van de zaal").before == 580_000
    with pytest.raises(Invalid, match="al een regel"):
        change_line(store, lines["Giften"], line(store, "Giften").version, {"name": "subsidie GEMEENTE"})
    with pytest.raises(Invalid, match="Vul een naam in"):
        change_line(store, lines["Giften"], line(store, "Giften").version, {"name": " "})


def test_a_line_that_changes_sides_gets_a_kind_that_fits(store: Store, lines: dict[str, int]) -> None:
    change_line(store, lines["Huur"], line(store, "Huur").version, {"is_general": True})
    change_line(store, lines["Huur"], line(store, "Huur").version, {"side": Side.INCOME})
    assert (line(store, "Huur").kind, line(store, "Huur").is_general) == (LineKind.OTHER_INCOME, False)
    with pytest.raises(Invalid, match="past niet bij baten"):
        change_line(store, lines["Huur"], line(store, "Huur").version, {"kind": LineKind.STAFF})


def test_lines_are_taken_over_once_and_a_year_can_begin_with_the_usual_ones(
    store: Store, lines: dict[str, int]
) -> None:
    assert copy_year(store, 2027) == 3
    assert copy_year(store, 2027) == 0
    assert [(one.name, one.budget) for one in money_year(store, 2027).of(Side.EXPENSE)] == [("Huur", 600_000)]
    assert add_start_lines(store, 2030) == len(START_LINES)
    assert add_start_lines(store, 2030) == 0
    assert add_start_lines(store, 2026) == len(START_LINES) - 3
    assert {one.kind for one in money_year(store, 2030).lines} == set(LineKind)
    for side in Side:
        assert {one.kind for one in money_year(store, 2030).of(side)} == set(line_kinds(side))


def test_new_lines_need_a_name_of_their_own(store: Store, lines: dict[str, int]) -> None:
    for name in ("HUUR", "", "x" * 121):
        with pytest.raises(Invalid):
            add_line(store, 2026, Side.EXPENSE, name)
    with pytest.raises(Invalid):
        add_lines(store, 2026, Side.EXPENSE, [{"name": "Nieuw"}, {"name": "huur"}])
    assert "Nieuw" not in {one.name for one in money_year(store, 2026).lines}
    add_lines(store, 2026, Side.EXPENSE, [{"name": "Bankkosten", "budget": 5, "next_budget": 6}, {"name": "Iets"}])
    assert (line(store, "Bankkosten").kind, line(store, "Bankkosten").next_budget) == (LineKind.GENERAL, 6)
    assert line(store, "Iets").kind is LineKind.OTHER_EXPENSE


@pytest.mark.parametrize(
    ("name", "side", "kind"),
    [
        ("Subsidie gemeente Leusden", Side.INCOME, LineKind.GRANT),
        ("Oranje Fonds", Side.INCOME, LineKind.FUND),
        ("Contributie leden", Side.INCOME, LineKind.MEMBERSHIP),
        ("Huur De Schakel", Side.EXPENSE, LineKind.HOUSING),
        ("Zaalhuur door derden", Side.INCOME, LineKind.RENT),
        ("Bloemen", Side.EXPENSE, LineKind.OTHER_EXPENSE),
    ],
)
def test_a_name_tells_its_kind(name: str, side: Side, kind: LineKind) -> None:
    assert guess_line_kind(name, side) is kind


def test_a_name_tells_its_side_only_when_it_does() -> None:
    assert guess_side("Contributies") is Side.INCOME
    assert guess_side("Verzekeringen") is Side.EXPENSE
    assert guess_side("Bloemen") is None


def test_bookings_make_the_actual_of_a_line_unless_one_was_typed(store: Store, lines: dict[str, int]) -> None:
    add_line(store, 2026, Side.EXPENSE, "Energie", {"budget": 100_000})
    energy = line(store, "Energie").id
    first = save_booking(store, {"day": date(2026, 3, 1), "amount": -40_000, "description": "Stroom · maart"})
    save_booking(store, {"day": date(2026, 4, 1), "amount": -45_000, "description": "Stroom · april"})
    back = save_booking(store, {"day": date(2026, 5, 1), "amount": 5_000, "description": "Stroom · terug"})
    with pytest.raises(Invalid, match="niet nul"):
        save_booking(store, {"day": date(2026, 5, 1), "amount": 0})
    assert money_year(store, 2026).unsorted == 3
    assert sort_bookings(store, {first: energy, back: energy}) == 2
    assert line(store, "Energie").actual == 35_000
    (left,) = unsorted_bookings(store, 2026)
    assert left.proposed is not None and left.proposed.id == energy
    sort_bookings(store, {left.id: energy})
    assert line(store, "Energie").actual == 80_000
    write_cells(store, 2026, [LineChange(line(store, "Energie"), "actual", 79_000)])
    assert (line(store, "Energie").actual, line(store, "Energie").booked) == (79_000, 80_000)
    assert energy is not None
    delete_line(store, energy)
    assert money_year(store, 2026).unsorted == 3
    store.undo()
    assert line(store, "Energie").booked == 80_000


def test_a_booking_goes_under_a_line_of_its_own_year(store: Store, lines: dict[str, int]) -> None:
    booking = save_booking(store, {"day": date(2025, 12, 31), "amount": -100, "description": "Bakker"})
    with pytest.raises(UserError, match="van 2025"):
        sort_bookings(store, {booking: lines["Huur"]})
    with pytest.raises(UserError, match="bestaat niet meer"):
        sort_bookings(store, {booking: 999})


def test_parties_are_remembered_without_their_names(store: Store, lines: dict[str, int]) -> None:
    one = save_booking(store, {"day": date(2026, 3, 1), "amount": -100, "description": "P. Verzonnen 1234 · pas 5"})
    sort_bookings(store, {one: lines["Huur"]})
    with store.read() as session:
        kept = {row.key: row.value for row in session.scalars(sa.select(Setting))}
    rules = {key: value for key, value in kept.items() if key.startswith("bank_rule:")}
    assert list(rules.values()) == ["Huur"]
    assert "verzonnen" not in str(rules).casefold()
    assert rule_key("P. VERZONNEN 99 · iets", -5) in rules
    assert rule_key("P. Verzonnen 1234 · pas 5", 5) not in rules


def test_reserves_follow_on_and_take_the_whole_result(store: Store, lines: dict[str, int]) -> None:
    write_cells(store, 2026, [LineChange(line(store, "Subsidie gemeente"), "actual", 1_000_000)])
    values = {"name": "Egalisatiereserve", "kind": ReserveKind.EQUALISATION, "opening": 200_000}
    records.save(store, Reserve, {**values, "year": 2025, "added": 10_000, "withdrawn": 5_000})
    number = records.save(store, Reserve, {**values, "year": 2026, "added": 300_000})
    money = money_year(store, 2026)
    assert money.result.actual == 460_000
    assert [check.fits for check in money_checks(money)] == [False, False, False]
    assert "€ 2.050,00" in money_checks(money)[0].text and "€ 1.600,00" in money_checks(money)[1].text
    records.save(store, Reserve, {"opening": 205_000, "added": 460_000}, number)
    write_cells(store, 2026, [LineChange(line(store, "Giften"), "explanation", "Legaat")])
    assert all(check.fits for check in money_checks(money_year(store, 2026)))
    assert money_year(store, 2026).reserves[0].closing == 665_000


def test_what_passengers_pay_is_told_beside_the_books(store: Store, lines: dict[str, int]) -> None:
    from dorpsapp.services.people import save_person

    with store.read() as session:
        kind = session.scalars(sa.select(Category.id).where(Category.code == "TRANSPORT")).one()
        assert read_outside_books(session, date(2026, 1, 1), date(2026, 12, 31)) is None
    person = save_person(store, {"first_name": "Bram", "surname": "Voorbeeldman"})
    other = save_person(store, {"first_name": "Els", "surname": "Voorbeeldvrouw"})
    for day, km in ((date(2026, 2, 1), 105), (date(2026, 7, 1), 200)):
        record_support(store, SupportEntry(day, kind, Shape.INDIVIDUAL, 60, (person,), (other,), km=km))
    rate = {"kind": RateKind.PASSENGER_KM, "source": "besluit bestuur"}
    records.save(store, Rate, {**rate, "valid_from": date(2025, 1, 1), "amount": 30})
    records.save(store, Rate, {**rate, "valid_from": date(2026, 7, 1), "amount": 35})
    with store.read() as session:
        found = read_outside_books(session, date(2026, 1, 1), date(2026, 12, 31))
    assert found is not None
    assert (found.km, found.amount, [each[0] for each in found.rates]) == (305, 315 + 700, [30, 35])
    assert money_year(store, 2026).sums(Side.INCOME).actual == 72_000
    with store.read() as session:
        assert not session.scalars(sa.select(Booking)).all()
        assert len(session.scalars(sa.select(BudgetLine)).all()) == 3
