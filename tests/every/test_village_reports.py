"""The report of every practice village: veraPDF accepts the PDF, and the workbook recomputes to the JSON."""

from datetime import date
from pathlib import Path

import pytest

from dorpsapp.figures.figures import work_out
from dorpsapp.figures.period import Period
from dorpsapp.reports.documents import DocumentKind, build_document
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.report import Report, ReportOptions, build_report
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from tests.pdf_conformance import assert_pdf_conforms
from tests.reports.reading import book_cells, recalculated

BIG = ("volunteer_hours", "volunteers_active", "clients_unique", "contacts", "supports")


def report_of(path: Path, key: str, *, support: int | None = None) -> Report:
    store = Store.create(path, practice=True)
    make_village(store, VILLAGES[key], VillageSize(support=support, years=2, until=date(2025, 12, 31)))
    report = build_report(store, Period.of_year(2025), ReportOptions(created=date(2026, 1, 15), with_rows=True))
    store.close()
    return report


@pytest.mark.parametrize(
    "keys", [("achterveld", "jutter"), pytest.param(tuple(VILLAGES), marks=pytest.mark.full)], ids=["two", "every"]
)
def test_the_documents_of_villages_conform(keys: tuple[str, ...], tmp_path: Path) -> None:
    made = []
    for key in keys:
        store = Store.create(tmp_path / f"{key}.dorpsapp", practice=True)
        make_village(store, VILLAGES[key], VillageSize(years=2, until=date(2025, 12, 31)))
        for kind in DocumentKind:
            path = tmp_path / f"{key}-{kind.name}.pdf"
            report = build_document(store, Period.of_year(2025), kind, ReportOptions(created=date(2026, 1, 15)))
            path.write_bytes(render_pdf(report.document))
            made.append(path)
        store.close()
    assert_pdf_conforms(*made)


@pytest.mark.parametrize("kind", [DocumentKind.SUMMARY, DocumentKind.APPLICATION], ids=lambda kind: kind.name)
def test_libreoffice_computes_what_is_stored_in_other_documents(kind: DocumentKind, tmp_path: Path) -> None:
    store = Store.create(tmp_path / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["hoogland"], VillageSize(years=2, until=date(2025, 12, 31)))
    report = build_document(store, Period.of_year(2025), kind, ReportOptions(created=date(2026, 1, 15)))
    store.close()
    content = render_workbook(report.document)
    stored = book_cells(content, values=True)
    for place, value in recalculated(content, tmp_path).items():
        if isinstance(value, int | float):
            assert value == pytest.approx(stored[place]), place


@pytest.mark.parametrize("key", ["achterveld", "jutter"])
def test_libreoffice_computes_the_figures_of_the_json(key: str, tmp_path: Path) -> None:
    report = report_of(tmp_path / "dorp.dorpsapp", key)
    figures = {figure["key"]: figure for figure in figures_json(report)["figures"]}
    content = render_workbook(report.document)
    computed = recalculated(content, tmp_path)
    stored = book_cells(content, values=True)
    totals = {
        place: value
        for place, value in computed.items()
        if computed.get((place[0], f"A{place[1].lstrip('ABCDEFGHIJ')}")) == "Totaal" and isinstance(value, int | float)
    }
    assert totals
    for place, value in totals.items():
        assert value == pytest.approx(stored[place])
    for name in ("volunteer_hours", "contacts", "supports"):
        shown = [value for value in totals.values() if value == pytest.approx(figures[name]["value"], abs=1e-3)]
        assert len(shown) >= 3, f"{name} should stand below the tables of kinds, months and areas"
    assert list(computed.values()).count("Klopt") == len(report.document.checks) + 1
    overview = [value for (sheet, _cell), value in computed.items() if sheet == "Overzicht"]
    for name in BIG:
        assert any(
            value == pytest.approx(figures[name]["value"], abs=1e-3)
            for value in overview
            if isinstance(value, int | float)
        )


@pytest.mark.full
def test_ten_thousand_rows_make_a_small_report_with_the_same_bytes_each_time(tmp_path: Path) -> None:
    report = report_of(tmp_path / "dorp.dorpsapp", "bunnik", support=10_000)
    pdf, book = render_pdf(report.document), render_workbook(report.document)
    assert len(pdf) < 10_000_000
    assert len(book) < 10_000_000
    again = work_out(report.review.now.facts, report.review.wording)
    assert [figure.value for figure in again.figures] == [figure.value for figure in report.review.now.figures]
    assert (render_pdf(report.document), render_workbook(report.document)) == (pdf, book)
