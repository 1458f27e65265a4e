"""A breach by keyboard: taken down in a hurry, the clock, the texts, and closed when all is done."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QPlainTextEdit

from dorpsapp.models import BreachKind
from dorpsapp.services.breaches import breach_view
from dorpsapp.ui.pages.breaches import BreachesPage
from dorpsapp.ui.pages.start import StartPage
from dorpsapp.ui.widgets.cards import LineLink
from dorpsapp.ui.widgets.lines import Lines
from tests.window_tools import TODAY, Desk


def press_line(desk: Desk, card: Lines, begin: str) -> None:
    """Follow the line that begins so."""
    line = next(
        each for each in card.lines if isinstance(each, LineLink) and each.text_of_line.text().startswith(begin)
    )
    line.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()


def the_page(desk: Desk, argument: object = None) -> BreachesPage:
    page = desk.go("breaches", argument)
    assert isinstance(page, BreachesPage)
    return page


def written_down(desk: Desk) -> BreachesPage:
    """A stick that was lost, with nothing but what must be filled in."""
    page = the_page(desk)
    assert desk.focused() is page.rows.add
    desk.press(Qt.Key.Key_Space)
    boxes = page.rows.form.boxes
    assert desk.focused() is boxes["kind"].editor
    desk.press(Qt.Key.Key_Down)
    for name, text in (("account", "Stick kwijt."), ("whose", "leden"), ("data", "naam en adres")):
        boxes[name].editor.setFocus()
        desk.type(text)
    page.rows.save_button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    return page


def test_a_breach_is_written_down_and_the_clock_runs(desk: Desk) -> None:
    page = written_down(desk)
    assert page.rows.model.rowCount() == 1 and not page.advice.isHidden()
    view = breach_view(desk.store, 1)
    assert (view.values["kind"], view.values["discovered_on"]) == (BreachKind.DEVICE, TODAY)
    assert "Nog 71 uur" in page.clock.text() or "Nog 72 uur" in page.clock.text()
    assert "wachtwoord" in page.asked.text()
    start = desk.go("start")
    assert isinstance(start, StartPage)
    press_line(desk, start.to_do, "Datalek: meld binnen")
    assert desk.page is page


def test_the_text_is_copied_and_the_letter_is_made(desk: Desk, tmp_path: Path) -> None:
    page = written_down(desk)
    page.copy.setFocus()
    desk.press(Qt.Key.Key_Space)
    assert "Stick kwijt." in QGuiApplication.clipboard().text()
    desk.messages.path = tmp_path / "brief"
    page.letter.click()
    desk.settle()
    assert (tmp_path / "brief.pdf").read_bytes().startswith(b"%PDF")
    desk.messages.path = tmp_path / "register"
    page.register.click()
    desk.settle()
    assert (tmp_path / "register.pdf").exists()


def test_it_is_closed_only_when_all_is_done(desk: Desk) -> None:
    page = written_down(desk)
    page.finish.click()
    assert "Meld het bij de Autoriteit" in page.notice.text.text()
    page.fill_in.click()
    boxes = page.rows.form.boxes
    assert desk.focused() is boxes["happened_on"].editor
    for name in ("reported_on", "told_on"):
        boxes[name].editor.setFocus()
        desk.type("v")
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert breach_view(desk.store, 1).to_do == ()
    page.finish.click()
    assert breach_view(desk.store, 1).values["closed_on"] == TODAY and page.finish.text() == "Weer &openen"
    page.finish.click()
    assert breach_view(desk.store, 1).values["closed_on"] is None


def test_what_was_typed_is_there_again(desk: Desk) -> None:
    page = the_page(desk)
    page.rows.add.click()
    page.rows.form.boxes["account"].editor.setFocus()
    desk.type("Een lijst lag op straat.")
    page.rows.line.look()
    desk.settle()
    start = desk.go("start")
    assert isinstance(start, StartPage)
    press_line(desk, start.to_do, "Nog niet opgeslagen: een datalek")
    assert desk.page is page
    editor = page.rows.form.boxes["account"].editor
    assert isinstance(editor, QPlainTextEdit) and editor.toPlainText() == "Een lijst lag op straat."
