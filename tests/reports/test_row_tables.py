"""The rows in the workbook: they count every figure again, and say nothing of days or people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.figures import together
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.period import Period
from dorpsapp.models import Booking, BudgetLine, LineKind
from dorpsapp.models.kinds import Day
from dorpsapp.reports.blocks import Document, walk
from dorpsapp.reports.checking import broken_checks
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.report import Report, ReportOptions, build_report, compose
from dorpsapp.reports.row_tables import with_rows
from dorpsapp.reports.tables import table_of, work_out
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from tests.reports.reading import book_cells

YEAR = Period.of_year(2025)
OPTIONS = ReportOptions(created=date(2026, 1, 15), with_rows=True)


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("dorp") / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["zegveld"], VillageSize(people=80, support=150, years=1, until=date(2025, 12, 31)))
    yield store
    store.close()


@pytest.fixture(scope="module")
def report(village: Store) -> Report:
    return build_report(village, YEAR, OPTIONS)


def broken(document: Document) -> list[str]:
    """The checks that do not hold."""
    return list(broken_checks(document))


def test_the_rows_count_the_figures_again(report: Report) -> None:
    labels = [check.label for check in report.document.checks]
    assert broken(report.document) == []
    assert len([label for label in labels if label.startswith("Nageteld uit de regels")]) > 20
    assert "Nageteld uit de regels: Unieke bewoners" in labels


def test_rows_of_requests_come_only_with_their_table(report: Report) -> None:
    assert "request_rows" in {one.key for one in report.document.data}
    without = replace(report.review, options=replace(OPTIONS, left_out=frozenset({"requests"})))
    document = with_rows(compose(without), without)
    assert "request_rows" not in {one.key for one in document.data}
    assert broken(document) == []


@pytest.mark.parametrize(
    ("key", "figure"),
    [
        ("rows", "Contactmomenten"), ("money_rows", "Baten"), ("budget_rows", "Baten, begroot 2025"),
        ("value_rows", "waarde laag"), ("grant_rows", "Vrijwilligersuren per € 1.000 subsidie"),
        ("beside_rows", "Eigen inkomsten per euro subsidie"),
    ],
)  # fmt: skip
def test_a_row_that_is_gone_is_noticed(key: str, figure: str, report: Report) -> None:
    fewer = tuple(replace(one, rows=one.rows[1:]) if one.key == key else one for one in report.document.data)
    assert f"Nageteld uit de regels: {figure}" in broken(replace(report.document, data=fewer))


def test_bookings_of_few_and_of_people_stand_together(village: Store) -> None:
    """A line with fewer than five bookings, or about people, is one row; other lines show each booking."""
    with village.write("Boekingen") as unit:
        lines = {one.name: one for one in unit.scalars(sa.select(BudgetLine).where(BudgetLine.year == 2025))}
        few, people, many = (
            next(one for one in lines.values() if one.kind is kind)
            for kind in (LineKind.INSURANCE, LineKind.VOLUNTEERS, LineKind.HOUSING)
        )
        for line, count in ((few, 4), (people, 9), (many, 6)):
            line.actual = None
            for at in range(count):
                unit.add(Booking(line_id=line.id, day=date(2025, 3, 1 + at), amount=-(1000 + at), description="Proef"))
        names = (few.name, people.name, many.name)
    try:
        document = build_report(village, YEAR, OPTIONS).document
    finally:
        village.undo()
    rows = [row for row in table_of(document, "money_rows").rows if row[0] in names]
    assert [sum(row[0] == name for row in rows) for name in names] == [1, 1, 6]
    assert "Proef" not in str(rows) and not [cell for row in rows for cell in row if isinstance(cell, date)]
    assert broken(document) == []


def test_rows_have_no_days_and_no_kinds_that_are_left_out(report: Report) -> None:
    for table in report.document.data:
        assert not [column for column in table.columns if isinstance(column.kind, Day)]
    shown = {row[0] for row in table_of(report.document, "rows").rows}
    small = {
        row.label
        for figure in ("volunteer_hours", "supports", "contacts", "km", "paid_hours")
        for breakdown in report.review.now[figure].breakdowns
        if breakdown.dimension == CATEGORY.key
        for row in breakdown.rows
        if isinstance(row.value, Hidden)
    }
    assert small
    assert not shown & small
    assert [row[0] for row in table_of(report.document, "rows").rows].count(together().label) == 1


def test_the_workbook_says_that_all_is_right(report: Report) -> None:
    cells = book_cells(render_workbook(report.document), values=True)
    assert "Klopt" in cells.values()
    assert "Klopt niet" not in cells.values()


def test_only_the_workbook_has_the_rows(village: Store, report: Report) -> None:
    assert not {table.key for table in report.document.data} & {
        getattr(block, "key", "") for block in walk(report.document.blocks)
    }
    assert build_report(village, YEAR, replace(OPTIONS, with_rows=False)).document.data == ()
    assert build_report(village, YEAR, replace(OPTIONS, exact=True)).document.data == ()


def test_a_report_with_very_many_rows_has_none(village: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("dorpsapp.reports.report.MOST_ROWS", 10)
    document = build_report(village, YEAR, OPTIONS).document
    assert {"money_rows", "value_rows"} <= {table.key for table in document.data}
    assert not {"rows", "efforts", "people_rows", "request_rows"} & {table.key for table in document.data}
    assert broken(document) == []


def test_the_tables_are_worked_out_like_any_other(report: Report) -> None:
    grid = work_out(table_of(report.document, "people_rows"))
    assert grid.total is not None
    assert grid.total[2].number == report.review.now.value("clients_unique")
