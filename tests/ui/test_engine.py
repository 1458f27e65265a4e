"""The generic engine: small, without names of records, and a table that agrees with the whole list."""

import ast
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from dorpsapp.models import RECORDS, Category, Initiative, Person, Record
from dorpsapp.models.kinds import Reference
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people_listing import PeopleListing
from dorpsapp.store.listing import Listing
from dorpsapp.store.store import Store
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.table import ListingModel
from dorpsapp.ui.tasks import Tasks
from tests.window_tools import TODAY, Desk

ROOT = Path(__file__).parents[2] / "dorpsapp"
ENGINE = (
    "models/kinds.py",
    "models/base.py",
    "store/listing.py",
    "ui/editors.py",
    "ui/form.py",
    "ui/table.py",
    "ui/page.py",
)
MOST_LINES = 900
SURNAMES = ("Bos", "Jansen", "de Vries", "Ågren", "van den Berg")


def test_the_engine_stays_small_and_names_no_record() -> None:
    filled = 0
    names = {record.__name__ for record in RECORDS}
    for path in (ROOT / name for name in ENGINE):
        source = path.read_text("utf-8")
        filled += sum(bool(line.strip()) for line in source.splitlines())
        used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        assert not used & names, path.name
    assert filled < MOST_LINES


@pytest.fixture
def many_people(store: Store) -> Store:
    """A file with more people than a window of the table holds."""
    with store.write("mensen") as unit:
        unit.insert_many(
            Person,
            [
                {
                    "first_name": f"Naam{number:03d}",
                    "surname": SURNAMES[number % 5],
                    "town": None if number % 3 else "Dorp",
                }
                for number in range(450)
            ],
        )
    return store


@settings(max_examples=25)
@given(
    search=st.sampled_from(["", "bos", "VRIES naam0", "agren", "berg den", "niemand", "%", "_"]),
    order=st.sampled_from(["name", "town", "last", "hours"]),
    descending=st.booleans(),
    size=st.integers(1, 200),
)
def test_windows_put_together_are_the_whole_list(
    many_people: Store, search: str, order: str, descending: bool, size: int
) -> None:
    listing = PeopleListing(many_people, TODAY)
    listing.search, listing.order, listing.descending = search, order, descending
    whole = listing.window(0, 1000)
    assert len(whole) == listing.count()
    windows = [row for start in range(0, len(whole) + size, size) for row in listing.window(start, size)]
    assert windows == whole
    assert len({row.id for row in whole}) == len(whole)


def test_search_finds_what_the_folded_words_say(many_people: Store) -> None:
    listing = PeopleListing(many_people, TODAY)
    listing.search = "ågren NAAM003"
    assert [row.cells[0] for row in listing.window(0, 10)] == ["Ågren, Naam003"]


def test_the_table_shows_every_row_of_a_long_list(many_people: Store, qtbot: QtBot, qapp: QApplication) -> None:
    tasks = Tasks(qapp)
    model = ListingModel(PeopleListing(many_people, TODAY), tasks)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.reload()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert model.rowCount() == 450
    shown = [str(model.index(row, 0).data()) for row in range(450)]
    assert shown == [row.cells[0] for row in PeopleListing(many_people, TODAY).window(0, 450)]
    assert model.index(449, 0).data() == shown[-1]
    tasks.close()


def test_a_late_count_says_nothing_about_a_list_that_was_read_again(
    many_people: Store, qtbot: QtBot, qapp: QApplication
) -> None:
    tasks = Tasks(qapp)
    listing = PeopleListing(many_people, TODAY)
    model = ListingModel(listing, tasks)
    model.reload()
    listing.search = "niemand"
    model.reload()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert model.rowCount() == 0
    listing.search = "bos"
    model.reload()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert model.rowCount() == 90
    tasks.close()


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: record.__name__)
def test_every_record_has_a_list_and_a_form(store: Store, record: type[Record], qtbot: QtBot) -> None:
    found_initiative(store, "Dorpshulp", "Dorp")
    listing = Listing.of_fields(store, record)
    assert [column.key for column in listing.columns] == [field.name for field in record.fields() if field.in_table]
    rows = listing.window(0, 500)
    assert len(rows) == listing.count()
    form = RecordForm(record, _no_options, lambda: date(2026, 11, 23))
    qtbot.addWidget(form)
    assert set(form.boxes) == {field.name for field in record.fields() if field.on_form}
    form.load({})
    assert form.changed() == {}
    for name, box in form.boxes.items():
        assert box.label.buddy() is box.editor, name


def test_a_form_gives_back_what_it_was_given(store: Store, qtbot: QtBot) -> None:
    found_initiative(store, "Dorpshulp", "Dorp")
    with store.read() as session:
        for record in (Initiative, Category):
            row = session.query(record).first()
            assert row is not None
            form = RecordForm(record, _no_options, lambda: TODAY)
            qtbot.addWidget(form)
            form.load({field.name: getattr(row, field.name) for field in record.fields() if _plain(field.kind)})
            assert form.changed() == {}


def test_cells_tell_their_column_to_assistive_technology(desk: Desk) -> None:
    page = desk.go("people")
    model: ListingModel = page.model  # type: ignore[attr-defined] # the page of people has a model
    assert model.index(0, 0).data(Qt.ItemDataRole.AccessibleTextRole) == "Naam: Berg, Gerda van den"
    assert model.index(0, 4).data(Qt.ItemDataRole.AccessibleTextRole) == "Uren dit jaar: 4,5"


def _no_options(_kind: Reference) -> tuple[tuple[int, str], ...]:
    return ()


def _plain(kind: object) -> bool:
    return not isinstance(kind, Reference)
