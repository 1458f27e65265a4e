"""Makes the pictures of the documentation: pages of the window, and the report's first pages."""

import shutil
from datetime import date
from pathlib import Path

from PySide6.QtCore import QSize
from PySide6.QtPdf import QPdfDocument

from dorpsapp.figures.period import Period
from dorpsapp.reports.excel import write_workbook
from dorpsapp.reports.pdf import write_pdf
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from tests.shots import take_shots

FOR_DOCS = {
    "start-light-100": "start",
    "record-light-100": "hulp-vastleggen",
    "people-light-100": "mensen",
    "reports-light-100": "rapporten",
    "record-dark-100": "donker",
}
REPORT_PAGES = 2
PAGE_SIZE = QSize(827, 1170)


def make_pictures(all_shots: Path, for_docs: Path) -> None:
    """Every page in every theme and size into `all_shots`, and the ones the documentation shows into `for_docs`."""
    for_docs.mkdir(parents=True, exist_ok=True)
    take_shots(all_shots)
    for shot, name in FOR_DOCS.items():
        shutil.copy(all_shots / f"{shot}.png", for_docs / f"{name}.png")
    for path in report_pictures(all_shots):
        shutil.copy(path, for_docs / path.name)


def report_pictures(folder: Path) -> list[Path]:
    """The report over 2025 as PDF and workbook, and pictures of its first pages."""
    data = folder / "rapport.dorpsapp"
    data.unlink(missing_ok=True)
    store = Store.create(data, practice=True)
    make_village(store, VILLAGES["achterveld"], VillageSize(until=date(2025, 12, 31)))
    document = build_report(store, Period.of_year(2025), ReportOptions(created=date(2026, 1, 15))).document
    store.close()
    pdf = folder / "rapport.pdf"
    write_pdf(document, pdf)
    write_workbook(document, folder / "rapport.xlsx")
    reader = QPdfDocument()
    reader.load(str(pdf))
    made = []
    for page in range(min(REPORT_PAGES, reader.pageCount())):
        path = folder / f"rapport-{page + 1}.png"
        reader.render(page, PAGE_SIZE).save(str(path))
        made.append(path)
    reader.close()
    return made
