"""The section about value in a real report: a range with its sources, no ratio, no sum, and off what must be off."""

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from dorpsapp.figures.period import Period
from dorpsapp.models import (
    AvoidedCost,
    BenefitDegree,
    BenefitSystem,
    BudgetLine,
    Category,
    Funder,
    Grant,
    GrantState,
    LineKind,
    Rate,
    RateKind,
    Shape,
    Side,
)
from dorpsapp.reports.blocks import Table, walk
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.references import REFERENCE
from dorpsapp.reports.report import Report, ReportOptions, all_sections, build_report
from dorpsapp.reports.tables import table_of, work_out
from dorpsapp.services import records
from dorpsapp.services.benefits import set_benefit, take_over_proposal
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people import save_person
from dorpsapp.services.rates import add_missing_start_rates, show_avoided_costs
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store

YEAR = Period.of_year(2025)
OPTIONS = ReportOptions(created=date(2026, 1, 15))
SECTION = next(one for one in all_sections() if one.key == "value")


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    """A village with a grant, income of its own, all three rates, and costs that may have been avoided."""
    store = Store.create(tmp_path_factory.mktemp("dorp") / "dorp.dorpsapp", practice=True)
    found_initiative(store, "Zegveld Zorgt", "Woerden")
    with store.read() as session:
        kinds = dict(session.execute(sa.select(Category.code, Category.id)).all())
    people = [save_person(store, {"surname": f"Voorbeeld {number}"}) for number in range(22)]
    for number in range(48):
        day, driver, client = date(2025, 1 + number % 12, 9), people[number % 6], people[6 + number % 16]
        record_support(store, SupportEntry(day, kinds["TRANSPORT"], Shape.INDIVIDUAL, 600, (driver,), (client,)))
        record_support(store, SupportEntry(day, kinds["ADVOCACY"], Shape.HOURS, 60, (people[number % 9],)))
    take_over_proposal(store)
    with store.write("Proef") as unit:
        funder = records.put(unit, Funder, {"name": "Gemeente Proefstad"}).id
        about = {"funder_id": funder, "period_from": YEAR.first, "period_to": YEAR.last}
        for name, state, amount in (
            ("Proefsubsidie", GrantState.GRANTED, 2_000_000), ("Nog gevraagd", GrantState.REQUESTED, 900_000),
        ):  # fmt: skip
            records.put(unit, Grant, {**about, "name": name, "state": state, "amount": amount})
        for name, line_kind, actual in (
            ("Proefgiften", LineKind.DONATION, 500_000), ("Proeffonds", LineKind.FUND, 1_000_000),
        ):  # fmt: skip
            line = {"year": 2025, "side": Side.INCOME, "budget": 1, "name": name, "kind": line_kind, "actual": actual}
            records.put(unit, BudgetLine, line)
        for kind, category, cents in ((RateKind.MIDDLE, None, 2200), (RateKind.HIGH, kinds["TRANSPORT"], 3500)):
            rate = {"kind": kind, "category_id": category, "amount": cents, "valid_from": YEAR.first}
            records.put(unit, Rate, {**rate, "source": "prijslijst van de proef"})
        avoided = {"year": 2025, "people": 8, "price_low": 100_000, "price_middle": 200_000, "price_high": 300_000}
        for label in ("Opname uitgesteld", "Verhuizing uitgesteld"):
            values = {**avoided, "label": label, "anyway": 50, "due_to_us": 50, "price_source": "prijslijst"}
            records.put(unit, AvoidedCost, {**values, "share_source": "schatting bestuur"})
    yield store
    store.close()


def report(store: Store) -> Report:
    return build_report(store, YEAR, OPTIONS)


def words(store: Store) -> str:
    made = report(store)
    blocks = SECTION.blocks(made.review)
    return " ".join(render_text(replace(made.document, blocks=blocks, checks=())).split())


def shown(made: Report, key: str) -> dict[str, tuple[str, ...]]:
    table = table_of(made.document, key)
    last = -1 if table.columns[-1].key == REFERENCE else None
    return {row[0].text: tuple(cell.text for cell in row[1:last]) for row in work_out(table).rows}


def test_facts_come_first_with_the_coverage(village: Store) -> None:
    text = words(village)
    assert text.index("Dekking: van alle keren") < text.index("Vervangingswaarde")
    assert "Indicatief: geen besparing, geen geldstroom." in text


def test_the_range_goes_from_low_to_high_with_rates_and_sources(village: Store) -> None:
    made = report(village)
    found = shown(made, "replacement_value")
    hours = int(made.review.now.value("volunteer_hours") or 0) / 60
    assert found["laag"][0] == "€ 15,55"
    low = int(found["laag"][2].removeprefix("€ ").replace(".", ""))
    assert low == pytest.approx(hours * 15.55, rel=0.05)
    assert found["midden"][0] == "€ 22,00"
    assert found["hoog"][1:] == ("480", "€ 17.000")
    text = words(village)
    assert text.count("prijslijst van de proef") == 2
    assert "(prijspeil)" in text and "Berekend door Zegveld Zorgt met Dorpsapp" in text


def test_effort_stands_beside_the_grant_that_was_given(village: Store) -> None:
    made = report(village)
    found = shown(made, "effort_per_euro")
    assert found["Subsidie over deze periode"] == ("€ 20.000,00",)
    hours = int(made.review.now.value("volunteer_hours") or 0) / 60
    assert found["Vrijwilligersuren per € 1.000 subsidie"] == (f"{hours / 20:.1f}".replace(".", ","),)
    assert found["Eigen inkomsten per euro subsidie"] == ("0,25",)
    assert found["Geld van fondsen per euro subsidie"] == ("0,50",)
    half = build_report(village, Period(date(2025, 1, 1), date(2025, 6, 30)), OPTIONS)
    assert "Eigen inkomsten per euro subsidie" not in shown(half, "effort_per_euro")


def test_avoided_costs_show_only_when_the_board_wants_them_and_are_never_added(village: Store) -> None:
    assert "vermeden" not in words(village)
    show_avoided_costs(village, True)
    try:
        made, text = report(village), words(village)
    finally:
        village.undo()
    assert "vermeden" not in words(village)
    assert shown(made, "avoided_costs")["Opname uitgesteld"] == ("8", "50%", "50%", "€ 2.000", "€ 4.000", "€ 6.000")
    table = table_of(made.document, "avoided_costs")
    assert work_out(table).total is None
    assert "prijs € 1.000,00 – € 2.000,00 – € 3.000,00 (bron: prijslijst); delen (bron: schatting bestuur)" in text
    replacement = {value.replace("€ ", "") for row in shown(made, "replacement_value").values() for value in row}
    assert not any(f"€ {amount}" in text for amount in ("8.000", "12.000") if amount not in replacement)


def test_estimates_are_words_in_every_table_so_that_no_sheet_can_add_them(village: Store) -> None:
    show_avoided_costs(village, True)
    try:
        made = report(village)
    finally:
        village.undo()
    for key, places in (("replacement_value", [3]), ("avoided_costs", [4, 5, 6])):
        table = table_of(made.document, key)
        assert table.total_row is None
        assert all(column.total == "none" and column.formula is None for column in table.columns)
        for row in work_out(table).rows:
            assert all(row[place].number is None for place in places)
    for block in walk(made.document.blocks):
        if isinstance(block, Table) and block.key not in ("replacement_value", "avoided_costs"):
            assert "€ 22.000" not in [cell.text for row in work_out(block).rows for cell in row]


def test_there_is_no_ratio_of_value_to_grant(village: Store) -> None:
    text = words(village)
    assert not re.search(r"\b1\s*:\s*\d", text)
    claims = text.replace("geen besparing, geen geldstroom", "").replace("geen besparing.", "")
    assert not re.search(r"\b(SROI|rendement|besparing|bespaard)\b", claims)


def test_the_board_says_who_benefits(village: Store) -> None:
    assert shown(report(village), "benefits")["Vervoer"][:4] == ("direct", "direct", "–", "indirect")
    with village.read() as session:
        transport = session.scalars(sa.select(Category.id).where(Category.code == "TRANSPORT")).one()
    set_benefit(village, transport, BenefitSystem.ZVW, BenefitDegree.INDIRECT)
    set_benefit(village, transport, BenefitSystem.WMO, None)
    assert shown(report(village), "benefits")["Vervoer"][:4] == ("direct", "–", "indirect", "indirect")
    village.undo()
    village.undo()
    assert take_over_proposal(village) == "Ingevuld voor 0 soorten hulp."


def test_rates_that_a_file_lacks_can_be_added_once(village: Store) -> None:
    assert add_missing_start_rates(village) == 0
    with village.write("Weg") as unit:
        rate = unit.scalars(sa.select(Rate).where(Rate.kind == RateKind.LOW)).first()
        assert rate is not None
        unit.delete(rate)
    assert add_missing_start_rates(village) == 1
    village.undo()
    village.undo()
    assert add_missing_start_rates(village) == 0
