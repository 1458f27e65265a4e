"""Every list that shows can be saved: the same rows as on the screen, with true types and safe text."""

import csv
from collections.abc import Iterator
from dataclasses import replace
from datetime import date, datetime, time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from openpyxl.cell.cell import Cell
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTableView
from pytestqt.qtbot import QtBot

from dorpsapp.models import (
    Activity,
    AvoidedCost,
    Booking,
    Breach,
    BreachKind,
    DeclineReason,
    Edition,
    Feedback,
    Locality,
    Population,
    Reserve,
    ReserveKind,
    SeriesBreak,
    Shape,
    Skill,
    SkillKind,
    Story,
    Support,
)
from dorpsapp.reports.blocks import Table
from dorpsapp.reports.excel import write_workbook
from dorpsapp.reports.list_document import list_document
from dorpsapp.reports.own_use import own_use_document
from dorpsapp.reports.plain_text import write_csv
from dorpsapp.services import records
from dorpsapp.services.activities import Guest, Session, record_session
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.request_states import decline
from dorpsapp.store.store import Store
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.money_grid import MoneyModel
from dorpsapp.ui.pages.money_rows import RowKind
from dorpsapp.ui.pages.people import PeoplePage
from dorpsapp.ui.pages.record_table import SupportTable
from dorpsapp.ui.pages.requests import RequestsPage
from dorpsapp.ui.pages.week_totals import WeekTotals
from tests.exchange.record_values import a_value
from tests.journeys.request_tools import ask, someone
from tests.window_tools import PAGES, TODAY, Desk, category_id, shown_with

FORMULA = "=1+1"
ON_PAGES = {
    "Weekstaat", "Mensen", "Hulpvragen", "Hulpvragen per soort hulp", "Waarom het niet lukte", "Dubbelen",
    "Activiteiten", "Bijeenkomsten", "Subsidies", "Afspraken", "Termijnen", "Vragen van de geldgever",
    "Terreinen van deze geldgever", "Verhalen", "Ingevoerde vragenlijsten", "Tarieven", "Mogelijk vermeden kosten",
    "Niet te vergelijken met eerder", "Begroting", "Boekingen", "Reserves", "Vastgestelde rapporten",
    "Logboek", "Hulp om na te kijken", "Datalekken", "Kernen", "Inwoners van =1+1", "Soorten hulp", "Kwaliteiten",
    "Laatste wijzigingen",
}  # fmt: skip


@pytest.fixture
def desk(filled_store: Store, tmp_path: Path, qtbot: QtBot) -> Iterator[Desk]:
    """A window on a file with something in every list, and a formula in each that has words of its own."""
    store = filled_store
    for record, values in (
        (Skill, {"name": FORMULA, "kind": SkillKind.ABILITY}),
        (Booking, {"day": TODAY, "amount": -60_000, "description": FORMULA}),
        (Reserve, {"year": TODAY.year, "name": FORMULA, "kind": ReserveKind.GENERAL}),
        (
            Breach,
            {"kind": BreachKind.PAPER, "account": FORMULA, "whose": "leden", "data": "naam",
             "discovered_on": TODAY, "discovered_at": time(9, 0)},
        ),
        (Story, {"day": TODAY, "title": FORMULA, "text": FORMULA, "pseudonym": FORMULA, "consent_on": TODAY}),
        (Feedback, {"day": TODAY, "grade": 8}),
        (SeriesBreak, {"day": TODAY, "reason": "=1+1+1+1"}),
    ):  # fmt: skip
        records.save(store, record, values)
    avoided = {field.name: a_value(field, 1) for field in AvoidedCost.fields()}
    records.save(store, AvoidedCost, {**avoided, "label": FORMULA, "price_low": 1, "price_middle": 2, "price_high": 3})
    for _one in range(2):
        save_person(store, {"first_name": "Ella", "surname": FORMULA, "birth_date": date(1950, 1, 2)})
    kern = records.save(store, Locality, {"name": FORMULA, "municipality": FORMULA})
    records.save(store, Population, {"locality_id": kern, "year": 2026, "inhabitants": 900})
    records.save(store, Support, {"km": None}, 1)
    one, other = someone(store, "Anneke Bos"), someone(store, "Kees Jansen")
    ride = category_id(store, "Vervoer")
    record_support(store, SupportEntry(TODAY, ride, Shape.INDIVIDUAL, 60, (one,), (other,)))
    for _one in range(2):
        asked = ask(store)
    decline(store, asked, DeclineReason.NO_VOLUNTEER, TODAY)
    activity = records.save(store, Activity, {"name": FORMULA, "category_id": category_id(store, "Eettafel")})
    record_session(
        store,
        Session(
            activity, TODAY, 60, (Guest("Anneke Bos", one, came=True),), (Guest("Kees Jansen", other, came=True),), 3
        ),
    )
    with store.write("Rapport") as unit:
        unit.insert_many(Edition, [{field.name: a_value(field, 1) for field in Edition.fields()} | {"funder_id": None}])
    made = Desk(store, tmp_path, qtbot)
    yield made
    made.close()


def test_every_table_that_shows_can_be_saved_with_the_same_rows(desk: Desk, tmp_path: Path) -> None:
    saved: dict[str, Table] = {}
    for name in PAGES:
        page = desk.go(name, shown_with(name))
        if isinstance(page, PeoplePage):
            page.out.click()
            desk.settle()
        _look(page, saved)
        if isinstance(page, RequestsPage):
            page.show_unmet()
            desk.settle()
            _look(page, saved)
    assert saved.keys() >= ON_PAGES, ON_PAGES - saved.keys()
    whole = own_use_document("Alle lijsten", "Dorpshulp", "", TODAY, tuple(saved.values()))
    write_workbook(whole, tmp_path / "alles.xlsx")
    book = load_workbook(tmp_path / "alles.xlsx")
    cells = {sheet.title: [cell for row in sheet for cell in row] for sheet in book}
    assert not [cell for sheet in cells.values() for cell in sheet if isinstance(cell, Cell) and cell.data_type == "f"]
    for title, table in saved.items():
        kinds = {type(cell.value) for sheet in cells if title.startswith(sheet[:25]) for cell in cells[sheet]}
        for at, column in enumerate(table.columns):
            for value in [column.kind.excel_value(row[at]) for row in table.rows]:
                assert not isinstance(value, datetime | date) or kinds & {datetime, date}, (title, column.label)
                assert not isinstance(value, int | float) or kinds & {int, float}, (title, column.label)
    write_csv(whole, tmp_path / "alles")
    for made in (tmp_path / "alles").iterdir():
        lines = list(csv.reader(made.read_text("utf-8-sig").splitlines(), delimiter=";"))
        assert not [cell for line in lines for cell in line if cell.startswith("=")], made.name


def _look(page: Page, saved: dict[str, Table]) -> None:
    """Lay the tables that show beside what the outputs of the page would save, and keep that."""
    outputs = [each for each in page.findChildren(ListOutput) if each.isVisible()]
    for table in page.findChildren(QTableView):
        if table.isVisible() and table.model().rowCount() and not isinstance(table, WeekTotals):
            _holds_what_shows(page, table, outputs)
    for output in outputs:
        if output.title not in saved:
            listing = output.listing()
            (block,) = list_document("Dorpshulp", output.title, listing, TODAY).blocks
            assert isinstance(block, Table)
            assert len(block.rows) == listing.count() > 0, output.title
            saved[output.title] = replace(block, key=f"list{len(saved)}")


def _holds_what_shows(page: Page, table: QTableView, outputs: list[ListOutput]) -> None:
    """One of the outputs of the page holds the columns of this table, and just its rows."""
    model = table.model()
    shown = range(model.columnCount())
    headings = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in shown]
    found = [each for each in outputs if {column.label for column in each.listing().columns} >= set(headings)]
    assert len(found) == 1, f"{page.title.text()}: {table.accessibleName()} goes out {len(found)} times"
    listing = found[0].listing()
    places = [[column.label for column in listing.columns].index(heading) for heading in headings]
    goes_out = [
        [listing.columns[at].kind.show(row.cells[at]).replace("€ ", "") for at in places]
        for row in listing.window(0, 10_000)
    ]
    on_screen = [
        [str(model.index(row, at).data() or "").replace("€ ", "") for at in shown]
        for row in range(model.rowCount())
        if not isinstance(model, MoneyModel) or model.rows[row].kind is RowKind.LINE
    ]
    if isinstance(table, SupportTable):  # goes out by day, and shows by when it was recorded
        goes_out, on_screen = sorted(goes_out), sorted(on_screen)
    assert goes_out == on_screen, f"{page.title.text()}: {table.accessibleName()}"
