"""The charts that a report is asked to have: their kinds, the table below each, and a note that stays with it."""

from datetime import date

import pytest

from dorpsapp.figures.period import Period
from dorpsapp.models.kinds import Number, Text
from dorpsapp.reports.blocks import Block, Chart, Column, Document, Paragraph, Table, walk
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.report import Report, ReportOptions, build_report
from dorpsapp.reports.tables import table_of
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from tests.reports.reading import pdf_pages

YEAR = Period.of_year(2025)
WANTED = {
    "targets": "bullets",
    "hours_by_category": "compare_bars",
    "hours_by_month": "lines",
    "clients_by_age_chart": "bars",
    "hours_by_area": "horizontal_bars",
    "hours_by_area_years_chart": "stacked_bars",
    "people_by_kern_chart": "horizontal_bars",
    "money_kinds_chart": "compare_bars",
}


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Of a village of three kernen with three years of help, grants and money."""
    store = Store.create(tmp_path_factory.mktemp("charts") / "v.dorpsapp", key=bytes(32))
    make_village(store, VILLAGES["bunnik"], VillageSize(people=150, support=1500, years=3, until=date(2025, 12, 31)))
    made = build_report(store, YEAR, ReportOptions(created=date(2026, 2, 1)))
    store.close()
    return made


def test_every_chart_that_is_asked_for_is_there_with_its_table_below(report: Report) -> None:
    blocks = list(walk(report.document.blocks))
    charts = {block.key: (at, block) for at, block in enumerate(blocks) if isinstance(block, Chart)}
    found = {key: chart.kind for key, (_at, chart) in charts.items()}
    assert {key: kind for key, kind in found.items() if not key.startswith("target")} == {
        key: kind for key, kind in WANTED.items() if key != "targets"
    }
    assert [kind for key, kind in found.items() if key.startswith("target")] == [WANTED["targets"]]
    for at, chart in charts.values():
        assert isinstance(blocks[at + 1], Table), chart.key
        if chart.table:
            assert blocks[at + 1] == table_of(report.document, chart.table), chart.key


def test_the_parts_of_a_stack_are_the_lines_of_its_table_and_the_newest_year_comes_last(report: Report) -> None:
    table = table_of(report.document, "hours_by_area_years")
    chart = next(
        block
        for block in walk(report.document.blocks)
        if isinstance(block, Chart) and block.key == "hours_by_area_years_chart"
    )
    assert chart.categories == ("2023", "2024", "2025")
    assert {series.label: series.values for series in chart.series} == {
        str(row[0]): (row[3], row[2], row[1]) for row in table.rows
    }


def test_the_year_before_stands_beside_each_kind(report: Report) -> None:
    chart = next(
        block for block in walk(report.document.blocks) if isinstance(block, Chart) and block.key == "hours_by_category"
    )
    assert [series.column for series in chart.series] == ["hours", "hours_before"]


@pytest.mark.parametrize("before", range(4))
@pytest.mark.parametrize("rows", range(24, 34))
def test_a_note_never_stands_alone_on_the_next_page_and_no_page_is_empty(rows: int, before: int) -> None:
    table = Table(
        "t", "Tabel", (Column("a", "Naam", Text()), Column("n", "Aantal", Number(), "sum")),
        tuple((f"regel{at}", at) for at in range(rows)), ("Totaal", None), "Dit is de noot onder de tabel. " * 4,
    )  # fmt: skip
    blocks: tuple[Block, ...] = (*[Paragraph("Een regel tekst.")] * before, table)
    document = Document("Titel", "", "Dorp", "Proef", "Dorp", date(2026, 1, 1), blocks)
    pages = pdf_pages(render_pdf(document))
    (place,) = [at for at, page in enumerate(pages) if "noot onder de tabel" in page]
    assert f"regel{rows - 1}" in pages[place]
    assert all("regel" in page for page in pages)
    assert sum(page.count("regel") for page in pages) == rows + before
