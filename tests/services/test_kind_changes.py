"""Kinds of help that are renamed, joined, moved and put out of use, while old reports stay readable."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.errors import Invalid, UserError
from dorpsapp.figures.facts import read_facts, read_years
from dorpsapp.figures.kind_names import former_names
from dorpsapp.figures.period import Period
from dorpsapp.figures.series import read_breaks
from dorpsapp.models import Activity, Category, FormerName, PolicyArea, SeriesBreak, Shape, Skill, Support
from dorpsapp.services import records
from dorpsapp.services.in_use import turn_in_use
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.kind_changes import forget_name, kept_names, policy_areas, save_kind
from dorpsapp.services.kind_joining import join_kinds, joining
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.store.store import Store
from dorpsapp.text import fold

TODAY = date(2026, 11, 23)
NEW = {"name": "Oppas", "shape": Shape.INDIVIDUAL, "unit": "keer", "units": "keer"}


@pytest.fixture
def village(store: Store) -> Store:
    """An initiative with help of one kind in two years."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeelddorp")
    days = [date(2025, 3, 1) + timedelta(days=40 * number) for number in range(15)]
    with store.write("Hulp") as unit:
        unit.insert_many(
            Support, [{"day": day, "category_id": kind(store, "GROCERIES"), "minutes": 60} for day in days]
        )
    return store


def kind(store: Store, code: str) -> int:
    with store.read() as session:
        return session.scalars(sa.select(Category.id).where(Category.code == code)).one()


def rename(store: Store, number: int, name: str, today: date) -> None:
    save_kind(store, {"name": name}, number, today=today)


def name_in(store: Store, number: int, period: Period) -> str:
    with store.read() as session:
        return read_facts(session, period).categories[number].name


def test_a_report_over_a_time_before_the_rename_keeps_the_name_of_then(village: Store) -> None:
    number = kind(village, "GROCERIES")
    records.save(village, SeriesBreak, {"day": date(2025, 6, 1), "category_id": number, "reason": "lijst"})
    rename(village, number, "  Samen   winkelen ", TODAY)
    assert name_in(village, number, Period.of_year(2025)) == "Boodschappen"
    assert name_in(village, number, Period.of_year(2026)) == "Samen winkelen"
    assert name_in(village, number, Period(date(2026, 1, 1), TODAY - timedelta(days=1))) == "Boodschappen"
    assert name_in(village, number, Period(date(2026, 1, 1), TODAY)) == "Samen winkelen"
    with village.read() as session:
        years = read_years(session, Period.of_year(2026), 2)
        assert {year.categories[number].name for year in years} == {"Samen winkelen"}
        assert [one.category_name for one in read_breaks(session, date(2025, 12, 31))] == ["Boodschappen"]
    (kept,) = kept_names(village, number)
    assert kept.sentence.startswith("Rapporten over 2025 noemen dit nog ‘Boodschappen’.")
    assert "22-11-2026" in kept.sentence
    assert village.undo() == "Soort hulp gewijzigd"
    assert kept_names(village, number) == ()
    assert name_in(village, number, Period.of_year(2026)) == "Boodschappen"


def test_after_a_typing_error_old_reports_follow(village: Store) -> None:
    number = kind(village, "GROCERIES")
    rename(village, number, "Bodschappen", TODAY)
    rename(village, number, "Winkelen", TODAY)
    (kept,) = kept_names(village, number)
    assert kept.name == "Boodschappen", "what was called so for less than a day is not kept"
    forget_name(village, kept.id)
    assert name_in(village, number, Period.of_year(2025)) == "Winkelen"


def test_the_old_name_given_back_the_same_day_leaves_nothing(village: Store) -> None:
    number = kind(village, "GROCERIES")
    rename(village, number, "Winkelen", TODAY)
    rename(village, number, "Boodschappen", TODAY)
    assert kept_names(village, number) == ()


KINDS = ("GROCERIES", "GARDEN", "ODD_JOBS")
STEPS = st.lists(
    st.tuples(st.sampled_from(KINDS), st.sampled_from(("Eén", "één", "Twee", "Drie", "Vier")), st.integers(0, 40)),
    max_size=10,
)


@settings(max_examples=10)
@given(steps=STEPS)
def test_every_day_has_the_name_of_then_and_no_two_kinds_share_one(
    village: Store, steps: list[tuple[str, str, int]]
) -> None:
    """Beside a plain account of which name stood at the end of each day; each run has kinds of its own."""
    day = date(2026, 1, 1)
    with village.read() as session:
        run = session.scalar(sa.select(sa.func.count()).select_from(Category))
    present = {
        save_kind(village, {**NEW, "name": f"{code} {run}"}, today=day - timedelta(days=9)): f"{code} {run}"
        for code in KINDS
    }
    numbers = dict(zip(KINDS, present, strict=True))
    at_end_of = {day - timedelta(days=1): dict(present)}
    for code, name, wait in steps:
        for later in range(wait):
            at_end_of[day + timedelta(days=later)] = dict(present)
        day += timedelta(days=wait)
        try:
            rename(village, numbers[code], f"{name} {run}", day)
            present[numbers[code]] = f"{name} {run}"
        except Invalid:
            assert fold(present[numbers[code]]) != fold(f"{name} {run}"), "one's own name is never refused"
        at_end_of[day] = dict(present)
    with village.read() as session:
        now = dict(session.execute(sa.select(Category.id, Category.name)).all())
        for one, expected in at_end_of.items():
            found = {**now, **former_names(session, one)}
            assert {number: found[number] for number in present} == expected
            assert len({fold(name) for name in found.values()}) == len(found)


def test_a_name_that_is_or_was_of_another_kind_is_refused(village: Store) -> None:
    rename(village, kind(village, "GROCERIES"), "Winkelen", TODAY)
    with pytest.raises(Invalid, match="is er al"):
        save_kind(village, {**NEW, "name": "tuinHULP"}, today=TODAY)
    with pytest.raises(Invalid, match="Zo heette ‘Winkelen’ tot en met 22-11-2026"):
        save_kind(village, {**NEW, "name": "Boodschappen"}, today=TODAY)
    with pytest.raises(Invalid, match="Vul in: naam"):
        save_kind(village, {**NEW, "name": None}, today=TODAY)


def test_a_new_kind_gets_a_code_of_its_own_and_comes_last(village: Store) -> None:
    first = save_kind(village, NEW, today=TODAY)
    second = save_kind(village, {**NEW, "name": "Oppas!"}, today=TODAY)
    signs = save_kind(village, {**NEW, "name": "???"}, today=TODAY)
    with village.read() as session:
        codes = [session.get_one(Category, number).code for number in (first, second, signs)]
    assert codes == ["OPPAS", "OPPAS_2", "KIND"]
    assert [one.name for one in kinds_of_help(village)][-3:] == ["Oppas", "Oppas!", "???"]


def test_the_order_can_be_given_and_left_as_it_is(village: Store) -> None:
    number = kind(village, "OTHER")
    save_kind(village, {"position": 0}, number, today=TODAY)
    assert kinds_of_help(village)[0].name == "Overig"
    save_kind(village, {"position": None}, number, today=TODAY)
    assert kinds_of_help(village)[0].name == "Overig"


def test_the_shape_stays_once_help_was_recorded(village: Store) -> None:
    with pytest.raises(Invalid, match="nieuwe soort"):
        save_kind(village, {"shape": Shape.GROUP}, kind(village, "GROCERIES"), today=TODAY)
    save_kind(village, {"shape": Shape.GROUP}, kind(village, "GARDEN"), today=TODAY)


def test_a_kind_moves_to_another_policy_area(village: Store) -> None:
    number, (area, name) = kind(village, "GROCERIES"), policy_areas(village)[1]
    save_kind(village, {"policy_area_id": area}, number, today=TODAY)
    with village.read() as session:
        facts = read_facts(session, Period.of_year(2025))
        assert facts.areas[facts.categories[number].area or 0] == name == session.get_one(PolicyArea, area).name
        assert session.scalars(sa.select(FormerName)).all() == []


def test_out_of_use_and_in_use_again(village: Store) -> None:
    number = kind(village, "GARDEN")
    assert not turn_in_use(village, Category, number, TODAY)
    assert "Tuinhulp" not in [one.name for one in kinds_of_help(village)]
    assert turn_in_use(village, Category, number, TODAY)
    assert village.undo() == "Weer in gebruik genomen: Tuinhulp"
    assert village.undo() == "Buiten gebruik gesteld: Tuinhulp"
    assert "Tuinhulp" in [one.name for one in kinds_of_help(village)]


def test_joining_moves_everything_after_a_summary_and_can_be_taken_back(village: Store) -> None:
    one, other = kind(village, "GROCERIES"), kind(village, "ODD_JOBS")
    records.save(village, Activity, {"name": "Marktdag", "category_id": one, "when": "zaterdag"})
    before = counts(village)
    summary = joining(village, one, other)
    assert (summary.supports, summary.activities, summary.requests) == (15, 1, 0)
    assert "15 keer hulp, 1 activiteit." in summary.sentence
    assert join_kinds(village, one, other, TODAY) == 15
    assert counts(village) == {other: 15}
    assert sum(counts(village).values()) == sum(before.values()), "no help was gained or lost"
    with village.read() as session:
        assert session.get_one(Category, one).retired_on == TODAY
        assert set(session.scalars(sa.select(Activity.category_id))) == {other}
        assert not session.scalars(sa.select(Skill).where(Skill.category_id == one)).all()
    assert village.undo() == "Samengevoegd: Boodschappen bij Klussen in huis"
    assert counts(village) == before


def counts(store: Store) -> dict[int, int]:
    with store.read() as session:
        query = sa.select(Support.category_id, sa.func.count()).group_by(Support.category_id)
        return dict(session.execute(query).all())


@pytest.mark.parametrize(
    ("into", "sentence"), [("GROCERIES", "Kies een andere"), ("EXERCISE", "andere vorm"), ("", "bestaat niet meer")]
)
def test_what_can_not_be_joined_is_refused_in_words(village: Store, into: str, sentence: str) -> None:
    number = kind(village, into) if into else 9999
    with pytest.raises(UserError, match=sentence):
        joining(village, kind(village, "GROCERIES"), number)
    with pytest.raises(UserError, match=sentence):
        join_kinds(village, kind(village, "GROCERIES"), number, TODAY)
