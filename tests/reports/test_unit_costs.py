"""What an activity cost each time and each attendance: the same everywhere, and left out where it would tell of few."""

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dorpsapp.figures.hidden import HIDDEN
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import parse_reference
from dorpsapp.models import Activity, Category, ParticipantRole, Shape, Side
from dorpsapp.reports.blocks import Table
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import Report, ReportOptions, build_report
from dorpsapp.reports.tables import table_of, work_out
from dorpsapp.reports.tracing import trace
from dorpsapp.services import records
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.money_lines import add_line
from dorpsapp.services.money_spread import cost_per_unit
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store
from tests.reports.reading import book_cells

YEAR = Period.of_year(2025)
OPTIONS = ReportOptions(created=date(2026, 1, 15))
INSIDE = replace(OPTIONS, exact=True)


@pytest.fixture
def hamlet(store: Store) -> Store:
    """A table for eating held twelve times for sixty-six visits, and a walk that was planned and not held."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    save_person(store, {"surname": "Kok"}, role=ParticipantRole.VOLUNTEER)
    guest = save_person(store, {"surname": "Gast"}, role=ParticipantRole.CLIENT)
    table, walk = activity(store, "Eettafel", "COMMUNITY_MEAL"), activity(store, "Wandelclub", "COMMUNITY_MEAL")
    hold(store, table, 12, guests=5, named=(guest,))
    hold(store, table, 6, guests=40, year=2024)
    for name, actual, of in (
        ("Eten", 100_000, {"activity_id": table}),
        ("Schoenen", 0, {"activity_id": walk}),
        ("Bank", 5_050, {"is_general": True}),
    ):
        add_line(store, 2025, Side.EXPENSE, name, {"budget": 100, "actual": actual, **of})
    return store


def kind_of(store: Store, code: str) -> int:
    with store.read() as session:
        return session.scalars(sa.select(Category.id).where(Category.code == code)).one()


def activity(store: Store, name: str, code: str) -> int:
    return records.save(store, Activity, {"name": name, "category_id": kind_of(store, code)})


def hold(
    store: Store, number: int | None, times: int, *, guests: int, named: Sequence[int] = (), year: int = 2025,
    code: str = "COMMUNITY_MEAL",
) -> None:  # fmt: skip
    for at in range(times):
        entry = SupportEntry(
            date(year, 2, 1) + timedelta(days=7 * at), kind_of(store, code), Shape.GROUP, 60, (1,), tuple(named),
            headcount=guests, activity_id=number,
        )  # fmt: skip
        record_support(store, entry)


def cells(report: Report) -> list[list[str]]:
    """The lines of the table as they are shown."""
    return [[cell.text for cell in row] for row in work_out(table_of(report.document, "money_units")).rows]


def test_costs_are_divided_by_how_often_and_by_who_came(hamlet: Store) -> None:
    report = build_report(hamlet, YEAR, OPTIONS)
    assert cells(report) == [
        ["Eettafel", "€ 1.025,25", "12", "72", "€ 85,44", "€ 14,24", "a1"],
        ["Wandelclub", "€ 25,25", "0", "0", "", "", "a2"],
    ]
    told = {one["name"]: one for one in json.loads(json.dumps(figures_json(report)))["money"]["activities"]}
    assert told["Eettafel"] == {
        "name": "Eettafel", "reference": "a1", "own": 1000.0, "general": 25.25, "actual": 1025.25, "budget": 1.5,
        "income": 0.0, "times": 12, "attendances": 72, "per_time": 85.44, "per_attendance": 14.24,
    }  # fmt: skip
    assert (told["Wandelclub"]["times"], told["Wandelclub"]["per_time"]) == (0, None)
    formulas = [cell for cell in book_cells(render_workbook(report.document)).values() if isinstance(cell, str)]
    assert [cell for cell in formulas if "[Kosten samen]]/" in cell and "[Deelnames]]" in cell]
    for code, shown, rows in (("E23-a1", "12", 12), ("E24-a1", "72", 12), ("E25-a1", "€ 85,44", 2)):
        found = trace(hamlet, parse_reference(code), YEAR)
        assert (found.shown, len(found.table.rows)) == (shown, rows)


def test_half_a_cent_is_rounded_up(hamlet: Store) -> None:
    """1002,30 over 12 is 83,525; as a binary fraction that is a trifle less."""
    table = table_of(build_report(hamlet, YEAR, OPTIONS).document, "money_units")
    row = ("Eettafel", 100_230, 12, 12, None, None, "a1")
    assert [cell.text for cell in work_out(replace(table, rows=(row,))).rows[0][4:6]] == ["€ 83,53", "€ 83,53"]
    assert cost_per_unit(100_230, 12) == 8353


def test_a_small_activity_takes_those_of_its_kind_along(hamlet: Store) -> None:
    """Held three times: neither that one is shown nor what it leaves of its kind."""
    other = activity(hamlet, "Kerstdiner", "COMMUNITY_MEAL")
    add_line(hamlet, 2025, Side.EXPENSE, "Kerstboom", {"budget": 100, "actual": 9_000, "activity_id": other})
    coffee = activity(hamlet, "Inloop", "DROP_IN")
    add_line(hamlet, 2025, Side.EXPENSE, "Koffie", {"budget": 100, "actual": 9_000, "activity_id": coffee})
    hold(hamlet, coffee, 9, guests=7, code="DROP_IN")
    hold(hamlet, other, 3, guests=50)
    report = build_report(hamlet, YEAR, OPTIONS)
    lines = {line[0]: line for line in cells(report)}
    assert lines["Inloop"][2:4] == ["9", "63"]
    assert lines["Eettafel"][2:6] == lines["Kerstdiner"][2:6] == ["·"] * 4
    assert lines["Wandelclub"][2:6] == ["0", "0", "", ""]
    assert "Waar een punt staat" in render_text(report.document)
    table = table_of(report.document, "money_units")
    assert table.rows[0][2] is table.rows[0][3] is HIDDEN
    told = next(one for one in figures_json(report)["money"]["activities"] if one["name"] == "Kerstdiner")
    assert (told["times"], told["attendances"], told["per_time"], told["per_attendance"]) == (None,) * 4
    assert told["shown"] == "·"
    inside = build_report(hamlet, YEAR, INSIDE)
    assert {line[0]: line[2] for line in cells(inside)}["Kerstdiner"] == "3"
    assert "Waar een punt staat" not in render_text(inside.document)


def test_help_of_the_kind_that_is_no_activity_is_a_line_too(hamlet: Store) -> None:
    hold(hamlet, None, 2, guests=9)
    report = build_report(hamlet, YEAR, OPTIONS)
    assert "money_units" not in keys(report)
    assert cells(build_report(hamlet, YEAR, INSIDE))[0][2:4] == ["12", "72"]
    hold(hamlet, None, 3, guests=9)
    assert cells(build_report(hamlet, YEAR, OPTIONS))[0][2:4] == ["12", "72"]


def test_an_activity_of_two_kinds_is_left_out(hamlet: Store) -> None:
    hold(hamlet, 1, 5, guests=9, code="DROP_IN")
    assert "money_units" not in keys(build_report(hamlet, YEAR, OPTIONS))
    assert cells(build_report(hamlet, YEAR, INSIDE))[0][2:4] == ["17", "117"]


def test_other_days_than_a_year_have_no_cost_per_unit(hamlet: Store) -> None:
    """The money is that of the year, and what was done in it would tell of other days than the report."""
    for period in (Period(date(2025, 1, 1), date(2025, 6, 30)), Period(date(2024, 7, 1), date(2025, 12, 31))):
        report = build_report(hamlet, period, INSIDE)
        assert "money_units" not in keys(report) and "money_activities" in keys(report)
        assert figures_json(report)["money"]["activities"][0]["times"] is None


def keys(report: Report) -> set[str]:
    found = set()
    for block in report.document.blocks:
        if isinstance(block, Table):
            found.add(block.key)
    return found
