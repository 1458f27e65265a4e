"""The rows in the workbook: they count every figure again, and say nothing of days or people."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.figures import together
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.period import Period
from dorpsapp.models.kinds import Day
from dorpsapp.reports.blocks import Document, walk
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.report import Report, ReportOptions, build_report
from dorpsapp.reports.tables import operand_value, table_of, work_out
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
    return [
        check.label
        for check in document.checks
        if abs(operand_value(document, check.left) - operand_value(document, check.right)) > 1e-6
    ]


def test_the_rows_count_the_figures_again(report: Report) -> None:
    labels = [check.label for check in report.document.checks]
    assert broken(report.document) == []
    assert len([label for label in labels if label.startswith("Nageteld uit de regels")]) > 20
    assert "Nageteld uit de regels: Unieke bewoners" in labels


def test_a_row_that_is_gone_is_noticed(report: Report) -> None:
    rows, *others = report.document.data
    fewer = replace(rows, rows=rows.rows[1:])
    assert "Nageteld uit de regels: Contactmomenten" in broken(replace(report.document, data=(fewer, *others)))


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
    assert build_report(village, YEAR, OPTIONS).document.data == ()


def test_the_tables_are_worked_out_like_any_other(report: Report) -> None:
    grid = work_out(table_of(report.document, "people_rows"))
    assert grid.total is not None
    assert grid.total[2].number == report.review.now.value("clients_unique")
