"""The value of the work: rates with their source, who benefits, avoided costs that stay out until asked for."""

from datetime import date

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt

from dorpsapp.models import AvoidedCost, Benefit, BenefitDegree, BenefitSystem, Rate, RateKind, SeriesBreak
from dorpsapp.services import records
from dorpsapp.services.worth_lists import benefits_of
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import UserRole
from dorpsapp.ui.editors import PickEditor
from dorpsapp.ui.pages.value import ValuePage
from dorpsapp.ui.rows import Rows
from tests.journeys.test_reports import reports_page, shown_text
from tests.window_tools import Desk, category_id


def value_page(desk: Desk, argument: object = None) -> ValuePage:
    page = desk.go("value", argument)
    assert isinstance(page, ValuePage)
    return page


def put(desk: Desk, rows: Rows, **typed: object) -> None:
    """Type in the fields of the form that shows, and choose from the lists to choose from."""
    for name, words in typed.items():
        editor = rows.form.boxes[name].editor
        if isinstance(editor, PickEditor):
            editor.set_value(words)
            continue
        editor.setFocus()
        desk.press(Qt.Key.Key_A, control=True)
        desk.type(str(words))


def test_a_middle_rate_gives_the_report_its_middle(desk: Desk, filled_store: Store) -> None:
    assert "nog geen tarief gekozen" in shown_text(reports_page(desk))
    page = value_page(desk)
    page.rates.add.click()
    put(desk, page.rates, kind=RateKind.MIDDLE, amount="20", valid_from="1-1-2026", source="Besluit gemeente")
    page.rates.save()
    desk.settle()
    assert not page.rates.is_open
    assert "Bron: Besluit gemeente" in shown_text(reports_page(desk))


@pytest.mark.parametrize(
    ("typed", "field", "why"),
    [
        ({"amount": "0"}, "amount", "groter is dan nul"),
        ({"amount": "-5"}, "amount", "groter is dan nul"),
        ({"amount": "2000"}, "amount", "meer dan € 500,00"),
        ({"amount": "twintig"}, "amount", "Vul een bedrag in"),
        ({"source": ""}, "source", "Vul in: bron"),
        ({"valid_from": "31-2-2026"}, "valid_from", "bestaat niet"),
    ],
)
def test_a_rate_that_is_a_slip_is_told_at_its_field(
    desk: Desk, filled_store: Store, typed: dict[str, str], field: str, why: str
) -> None:
    page = value_page(desk)
    page.rates.add.click()
    whole = {"amount": "20", "valid_from": "1-1-2026", "source": "gemeente", **typed}
    put(desk, page.rates, kind=RateKind.HIGH, **{name: words for name, words in whole.items() if words})
    page.rates.save()
    assert why in page.rates.form.boxes[field].error


def test_two_rates_of_one_kind_never_hold_from_the_same_day(desk: Desk, filled_store: Store) -> None:
    page = value_page(desk)
    for amount in ("20", "21"):
        page.rates.add.click()
        put(desk, page.rates, kind=RateKind.HIGH, amount=amount, valid_from="1-1-2026", source="gemeente")
        page.rates.save()
        desk.settle()
    assert "is er al zo'n tarief" in page.rates.form.boxes["valid_from"].error
    put(desk, page.rates, category_id=category_id(filled_store, "Vervoer"))
    page.rates.save()
    desk.settle()
    assert not page.rates.is_open, "a rate of its own for one kind of help is another rate"


def test_what_others_used_becomes_the_middle_rate_when_it_is_chosen(desk: Desk, filled_store: Store) -> None:
    page = value_page(desk)
    page._take_middle()
    page.rates.save()
    desk.settle()
    with filled_store.read() as session:
        made = session.scalars(sa.select(Rate).where(Rate.kind == RateKind.MIDDLE)).one()
        assert (made.amount, made.valid_from) == (2000, date(2026, 1, 1))
        assert "Fryslân" in made.source
    assert not page.order.isVisible()


def test_a_rate_that_was_being_typed_does_not_meet_one_that_is_taken_over(desk: Desk) -> None:
    page = value_page(desk)
    page.rates.add.click()
    put(desk, page.rates, kind=RateKind.HIGH, amount="48", source="thuiszorg")
    page._take_middle()
    assert not page.rates.together.part.is_waiting
    assert page.rates.form.value("amount") == 2000
    put(desk, page.rates, amount="19")
    page.rates.close_form()
    page.known.setCurrentIndex(1)
    page._take_middle()
    assert not page.rates.together.part.is_waiting
    assert page.rates.form.value("amount") == 1250
    page.rates.close_form()
    page.rates.add.click()
    assert page.rates.form.value("amount") == 4800, "what was typed stands there again"
    value_page(desk, "value known new")
    assert page.rates.is_open


def test_rates_that_do_not_go_up_are_noticed(desk: Desk, filled_store: Store) -> None:
    values = {"kind": RateKind.HIGH, "amount": 1000, "valid_from": date(2026, 1, 1), "source": "te laag"}
    records.save(filled_store, Rate, values)
    page = value_page(desk)
    assert "lopen niet op" in page.order.text()
    assert page.order.isVisible()


def test_who_benefits_is_the_judgement_of_the_board(desk: Desk, filled_store: Store) -> None:
    page = value_page(desk)
    card = page.benefits
    number = category_id(filled_store, "Vervoer")
    with filled_store.write("leeg") as unit:
        unit.delete_many(Benefit, list(unit.scalars(sa.select(Benefit.id))))
    card.kind.setCurrentIndex(card.kind.findData(number))
    picker = card.pickers[BenefitSystem.WMO]
    picker.setFocus()
    desk.type("i")
    desk.settle()
    assert benefits_of(filled_store, number) == {BenefitSystem.WMO: BenefitDegree.INDIRECT}
    card.proposal.click()
    desk.settle()
    assert benefits_of(filled_store, number) == {BenefitSystem.WMO: BenefitDegree.INDIRECT}, "what was filled in stays"
    other = category_id(filled_store, "Eettafel")
    assert benefits_of(filled_store, other)[BenefitSystem.RESIDENTS] is BenefitDegree.DIRECT


def test_avoided_costs_stay_out_until_the_board_wants_them(desk: Desk, filled_store: Store) -> None:
    page = value_page(desk)
    page.avoided.add.click()
    put(
        desk, page.avoided, label="Taxi naar het ziekenhuis", people="12", price_low="10", price_middle="20",
        price_high="30", price_source="taxibedrijf", anyway="40", due_to_us="50", share_source="schatting bestuur",
    )  # fmt: skip
    page.avoided.save()
    desk.settle()
    with filled_store.read() as session:
        assert session.scalars(sa.select(AvoidedCost)).one().year == 2026
    assert "Taxi naar het ziekenhuis" not in shown_text(reports_page(desk))
    page = value_page(desk)
    assert not page.shown.isChecked()
    page.shown.click()
    assert "Taxi naar het ziekenhuis" in shown_text(reports_page(desk))


def test_a_break_in_the_series_is_kept_with_its_reason(desk: Desk, filled_store: Store) -> None:
    page = value_page(desk, "value break new")
    assert page.breaks.is_open
    put(desk, page.breaks, day="1-7-2026", reason="kort")
    page.breaks.save()
    assert "paar woorden" in page.breaks.form.boxes["reason"].error
    put(desk, page.breaks, reason="Sinds juli tellen wij ook het bellen.")
    page.breaks.save()
    desk.settle()
    with filled_store.read() as session:
        assert session.scalars(sa.select(SeriesBreak)).one().day == date(2026, 7, 1)


def test_who_may_only_look_changes_nothing(desk: Desk, filled_store: Store) -> None:
    filled_store.role = UserRole.READER
    page = value_page(desk)
    page.shown.click()
    assert "lezer" in page.notice.text.text()
    assert not page.shown.isChecked()
    page.benefits.proposal.click()
    assert "lezer" in page.benefits.notice.text.text()
