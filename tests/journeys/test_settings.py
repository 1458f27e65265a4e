"""Setting up by keyboard: a kind of help under another name, a kern with inhabitants, words, and the lock."""

from contextlib import closing
from datetime import date

import pytest
import sqlalchemy as sa
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from dorpsapp.figures.period import Period
from dorpsapp.models import Category, Locality, Person, Population, Shape, Skill, Support
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import build_report
from dorpsapp.services import records
from dorpsapp.services.in_use import turn_in_use
from dorpsapp.services.initiative import initiative_values
from dorpsapp.services.kind_changes import kept_names
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.lock_time import lock_minutes
from dorpsapp.services.people import search_people
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.settings import SettingsPage
from dorpsapp.ui.rows import Rows
from tests.conftest import TEST_KEY
from tests.window_tools import TODAY, Desk, category_id


@pytest.fixture
def page(desk: Desk) -> SettingsPage:
    shown = desk.go("settings")
    assert isinstance(shown, SettingsPage)
    return shown


def search(desk: Desk, words: str) -> None:
    """Find a section of the settings with Ctrl+K and go there."""
    desk.press(Qt.Key.Key_K, control=True)
    desk.type(f"{words}\n")


def type_over(desk: Desk, rows: Rows, name: str, text: str) -> None:
    editor = rows.form.boxes[name].editor
    assert isinstance(editor, QLineEdit)
    editor.setFocus()
    editor.selectAll()
    desk.type(text)


def choose_row(desk: Desk, rows: Rows, name: str) -> None:
    """Walk down to a row by keyboard."""
    desk.press(Qt.Key.Key_Home, control=True)
    for _step in range(rows.model.rowCount()):
        row = rows.model.row(rows.table.currentIndex().row())
        if row is not None and row.cells[0] == name:
            return
        desk.press(Qt.Key.Key_Down)
    raise AssertionError(f"no row {name}")


def report_of(store: Store, year: int) -> str:
    return render_text(build_report(store, Period.of_year(year)).document)


def test_tab_goes_through_a_form_to_its_buttons(desk: Desk, page: SettingsPage) -> None:
    rows = page.qualities.rows
    rows.begin_new()
    desk.press(*[Qt.Key.Key_Tab] * len(rows.form.boxes))
    assert rows.save_button.hasFocus()


def test_a_renamed_kind_keeps_its_old_name_in_old_reports(desk: Desk) -> None:
    store = desk.store
    people = [search_people(store, name)[0].id for name in ("Anneke Bos", "Kees Jansen")]
    kind = category_id(store, "Boodschappen")
    for day in (date(2025, 5, 6), date(2026, 5, 6)):
        record_support(store, SupportEntry(day, kind, Shape.INDIVIDUAL, 60, (people[0],), (people[1],)))
    desk.go("start")
    search(desk, "soorten hulp instellingen")
    page = desk.page
    assert isinstance(page, SettingsPage)
    rows = page.kinds.rows
    assert desk.focused() is rows.table
    choose_row(desk, rows, "Boodschappen")
    desk.press(Qt.Key.Key_Return)
    type_over(desk, rows, "name", "Samen winkelen\n")
    assert desk.focused() is rows.table
    assert rows.notice.text.text().startswith("Rapporten over 2025 noemen dit nog ‘Boodschappen’.")
    assert page.kinds.former.text() == rows.notice.text.text()
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert category_id(store, "Boodschappen") == kind
    assert not rows.notice.isVisible() and not page.kinds.former.isVisible()
    desk.press(Qt.Key.Key_Y, control=True)
    desk.settle()
    assert category_id(store, "Samen winkelen") == kind
    path = store.path
    desk.close()
    store.close()
    with closing(Store.open(path, TEST_KEY)) as again:
        assert "Boodschappen" in report_of(again, 2025) and "Samen winkelen" not in report_of(again, 2025)
        assert "Samen winkelen" in report_of(again, 2026) and "Boodschappen" not in report_of(again, 2026)


def test_a_typing_error_is_put_right_in_old_reports_too(desk: Desk, page: SettingsPage) -> None:
    page._go_to(page.kinds)
    rows = page.kinds.rows
    choose_row(desk, rows, "Tuinhulp")
    desk.press(Qt.Key.Key_Return)
    type_over(desk, rows, "name", "Tuinhulp en snoeien\n")
    rows.notice.answers[0].setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert kept_names(desk.store, category_id(desk.store, "Tuinhulp en snoeien")) == ()
    assert desk.focused() is rows.table and not rows.notice.isVisible()


def test_one_kind_is_joined_into_another_after_a_summary(desk: Desk, page: SettingsPage) -> None:
    store, kind, other = desk.store, category_id(desk.store, "Vervoer"), category_id(desk.store, "Tuinhulp")
    page._go_to(page.kinds)
    choose_row(desk, page.kinds.rows, "Vervoer")
    page.kinds.join.setFocus()
    desk.press(Qt.Key.Key_Space)
    panel = page.kinds.panel
    assert desk.focused() is panel.into and not panel.join.isEnabled()
    while panel.into.currentText() != "Tuinhulp":
        desk.press(Qt.Key.Key_Down)
    desk.settle()
    assert "van ‘Vervoer’ naar ‘Tuinhulp’: 3 keer hulp" in panel.notice.text.text()
    panel.join.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert of_kind(store, kind) == 0 and of_kind(store, other) == 3
    assert "Vervoer" not in [one.name for one in kinds_of_help(store)]
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert of_kind(store, kind) == 3 and of_kind(store, other) == 0


def of_kind(store: Store, kind: int) -> int:
    with store.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Support).where(Support.category_id == kind)) or 0


def test_a_kind_goes_out_of_use_with_delete_and_comes_back_from_its_form(desk: Desk, page: SettingsPage) -> None:
    page._go_to(page.kinds)
    rows = page.kinds.rows
    choose_row(desk, rows, "Huisbezoek")
    assert rows.table.isColumnHidden(2), "nothing is out of use yet"
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert not rows.table.isColumnHidden(2)
    assert desk.window.toast.text.text().startswith("Buiten gebruik.")
    choose_row(desk, rows, "Huisbezoek")
    assert rows.table.currentIndex().row() == rows.model.rowCount() - 1
    desk.press(Qt.Key.Key_Return)
    assert rows.delete_button.text() == "Weer in gebruik nemen"
    rows.delete_button.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    with desk.store.read() as session:
        assert not session.scalars(sa.select(Category).where(Category.retired_on.is_not(None))).all()


def test_a_kern_with_inhabitants_gives_the_reach_in_the_report(desk: Desk) -> None:
    search(desk, "inwoners")
    page = desk.page
    assert isinstance(page, SettingsPage)
    kernen, counts = page.kernen.kernen, page.kernen.counts
    assert desk.focused() is kernen.add and not counts.isVisible()
    desk.press(Qt.Key.Key_Return)
    desk.type("Oud Dorp\n")
    assert desk.focused() is kernen.table
    assert counts.isVisible() and counts.title is not None and counts.title.text() == "Inwoners van Oud Dorp"
    counts.add.setFocus()
    desk.press(Qt.Key.Key_Return)
    type_over(desk, counts, "inhabitants", "60")
    type_over(desk, counts, "source", "CBS\n")
    with desk.store.read() as session:
        assert session.scalars(sa.select(Population.inhabitants)).all() == [60]
        kern = session.scalars(sa.select(Locality.id)).one()
    clients = [search_people(desk.store, name)[0].id for name in ("Kees Jansen", "Janneke de Vries", "Truus Smit")]
    for number in clients:
        records.save(desk.store, Person, {"locality_id": kern}, number)
    figures = build_report(desk.store, Period.of_year(2026)).review.now
    assert figures.value("reach") is not None
    desk.press(Qt.Key.Key_Insert)
    type_over(desk, counts, "inhabitants", "61\n")
    assert "staat er al een aantal" in counts.form.boxes["age_from"].error
    assert isinstance(desk.focused(), QLineEdit)


def test_the_hours_of_a_room_are_kept_at_once_and_no_more_than_a_week_has(desk: Desk, page: SettingsPage) -> None:
    box = page.initiative.form.boxes["room_hours"]
    assert isinstance(box.editor, QLineEdit)
    for typed, kept, error in (
        ("40", 40, ""), ("169", 40, "Vul een getal in van 1 tot en met 168."), ("", None, ""),
    ):  # fmt: skip
        box.editor.setFocus()
        box.editor.selectAll()
        desk.press(Qt.Key.Key_Delete)
        desk.type(f"{typed}\t")
        desk.settle()
        assert box.error == error
        assert initiative_values(desk.store)["room_hours"] == kept


def test_a_field_that_must_be_filled_in_is_not_emptied(desk: Desk, page: SettingsPage) -> None:
    box = page.initiative.form.boxes["return_ride_units"]
    assert isinstance(box.editor, QLineEdit)
    box.editor.setFocus()
    box.editor.selectAll()
    desk.press(Qt.Key.Key_Delete)
    desk.type("\t")
    desk.settle()
    assert box.error == "Vul in: heen en terug telt als."
    assert initiative_values(desk.store)["return_ride_units"] == 1


def test_a_quality_is_added_and_the_lock_time_works_at_once(desk: Desk, page: SettingsPage) -> None:
    page._go_to(page.qualities)
    desk.press(Qt.Key.Key_Insert)
    desk.type("Fietsen maken")
    rows = page.qualities.rows
    type_over(desk, rows, "name", "Fietsen maken\n")
    rows.model.listing.search = "fietsen"
    rows.reload()
    assert [row.cells[0] for row in rows.model.listing.window(0, 9)] == ["Fietsen maken"]
    page._go_to(page.lock)
    assert desk.focused() is page.lock.minutes
    for typed, error in (("1", "Kies een tijd van 2 tot 15 minuten."), ("", "Kies een tijd van 2 tot 15 minuten.")):
        page.lock.minutes.selectAll()
        desk.press(Qt.Key.Key_Delete)
        desk.type(f"{typed}\n")
        assert page.lock.box.error == error
    page.lock.minutes.selectAll()
    desk.type("12\t")
    assert lock_minutes(desk.store) == 12 and not page.lock.box.error
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert lock_minutes(desk.store) == 5 and page.lock.minutes.text() == "5"


def test_the_list_at_the_top_leads_to_each_section(desk: Desk, page: SettingsPage) -> None:
    for link, section in zip(page.links, page.sections.values(), strict=True):
        link.setFocus()
        desk.press(Qt.Key.Key_Return)
        QApplication.processEvents()
        assert section.isAncestorOf(desk.focused())
        seen = page.area.viewport().rect()
        assert seen.contains(section.mapTo(page.area.viewport(), section.rect().topLeft()))


def test_a_quality_keeps_a_kind_that_went_out_of_use(desk: Desk, page: SettingsPage) -> None:
    kind = category_id(desk.store, "Tuinhulp")
    turn_in_use(desk.store, Category, kind, TODAY)
    desk.settle()
    page._go_to(page.qualities)
    choose_row(desk, page.qualities.rows, "Tuinieren")
    desk.press(Qt.Key.Key_Return)
    type_over(desk, page.qualities.rows, "name", "Tuinieren en snoeien\n")
    with desk.store.read() as session:
        quality = session.scalars(sa.select(Skill).where(Skill.category_id == kind)).one()
        assert quality.name == "Tuinieren en snoeien"
