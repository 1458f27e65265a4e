"""The wizard by keyboard: a list through its four steps, words that are remembered, doubt, mending, the way back."""

from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QComboBox

from dorpsapp.exchange.past_imports import past_imports
from dorpsapp.models import BudgetLine, Person, VolunteerRole
from dorpsapp.services.people import save_person
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.importing import COLUMNS, PREVIEW, PROBLEMS, SOURCE, ImportPage
from tests.exchange.lists import write_csv
from tests.store.sample import dump
from tests.window_tools import Desk

HEAD = ["Naam vrijw.", "Tel", "Geb.dat", "Dorp", "Rol", "Opm"]
ROWS = [
    ["Anneke Bos", "0612345678", "3-4-51", "Odijk", "Vrijw.", "belt liever"],
    ["Nieuw, Pietje de", "0612345679", "31-2-48", "Bunnik", "deelnemer", ""],
    ["Truus Smit", "", "", "Odijk", "deelnemer", ""],
    ["Sjaak Verhoef", "0612345670", "1-1-60", "Odijk", "Vrijw.", ""],
]


@pytest.fixture
def page(desk: Desk, tmp_path: Path) -> ImportPage:
    """The page with a file that is about to be chosen."""
    found = desk.go("import")
    assert isinstance(found, ImportPage)
    desk.messages.source = write_csv(tmp_path / "leden.csv", [HEAD, *ROWS])
    return found


def people(store: Store) -> set[str]:
    with store.read() as session:
        return {person.name for person in session.scalars(sa.select(Person))}


def pick(desk: Desk, box: QComboBox, wanted: str) -> None:
    """Choose in a list by keyboard, as far down as it stands."""
    box.setFocus()
    down = box.findText(wanted) - box.currentIndex()
    assert box.findText(wanted) >= 0, wanted
    for _step in range(abs(down)):
        desk.press(Qt.Key.Key_Down if down > 0 else Qt.Key.Key_Up)
    desk.settle()
    assert box.currentText() == wanted


def on(desk: Desk, page: ImportPage, step: int) -> None:
    """Alt+V until this step."""
    while page.at < step:
        desk.press(Qt.Key.Key_V, alt=True)
        desk.wait_until(lambda at=page.at: page.at > at)  # type: ignore[misc]


def choose(desk: Desk, page: ImportPage) -> None:
    """Enter on the button for a file; the columns show."""
    assert desk.focused() is page.source.choose
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert page.at == COLUMNS


def test_a_list_goes_in_by_keyboard_and_out_again(desk: Desk, page: ImportPage) -> None:
    choose(desk, page)
    assert page.columns.kind.currentText() == "Mensen"
    said = {row.heading: (row.pick.currentText(), row.said.text()) for row in page.columns.rows}
    assert said["Tel"] == ("Telefoon", "✓ 3 goed, 1 leeg")
    assert said["Geb.dat"][0] == "Geboortedatum"
    assert "1 regel onduidelijk. Regel 3: Deze datum bestaat niet: 31-2-48" in said["Geb.dat"][1]
    assert said["Opm"] == ("Niet overnemen", "– wordt overgeslagen")
    pick(desk, page.columns.words["role", "Vrijw."], "vrijwilliger")
    assert "✓ 4 goed" in page.columns.rows[4].said.text()
    on(desk, page, PREVIEW)
    before = dump(desk.store)
    assert "1 nieuw, 0 gewijzigd, 0 hetzelfde, 3 overgeslagen" in page.preview.count.text()
    assert page.preview.table.item(0, 1).text() == "Sjaak Verhoef"  # type: ignore[union-attr]
    assert dump(desk.store) == before
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.settle()
    assert "Sjaak Verhoef" in people(desk.store)
    assert "3 regels wachten op verbetering" in page.notice.text.text()
    assert len(page.source.past.buttons) == 1
    remembered = dump(desk.store)["setting"]
    next(iter(page.source.past.buttons.values())).setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert dump(desk.store) == {**before, "setting": remembered}


def test_words_and_columns_are_remembered_for_the_next_list(desk: Desk, page: ImportPage) -> None:
    choose(desk, page)
    pick(desk, page.columns.words["role", "Vrijw."], "vrijwilliger")
    pick(desk, page.columns.rows[3].pick, "Niet overnemen")
    on(desk, page, PREVIEW)
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.settle()
    page.source.choose.setFocus()
    choose(desk, page)
    assert page.columns.words == {}
    assert page.columns.rows[3].pick.currentText() == "Niet overnemen"


def test_doubt_is_answered_per_row(desk: Desk, page: ImportPage, tmp_path: Path) -> None:
    save_person(desk.store, {"first_name": "Kees", "surname": "Blom", "number": "9", "town": "Odijk"})
    rows = [["Nummer", "Naam", "Plaats"], ["9", "Kees Blom", "Bunnik"], ["", "Truus Smit", "Odijk"],
            ["", "Dhr. en mw. De Vries-Bakker", "Odijk"]]  # fmt: skip
    desk.messages.source = write_csv(tmp_path / "twijfel.csv", rows)
    choose(desk, page)
    on(desk, page, PREVIEW)
    assert not page.next.isEnabled()
    pick(desk, page.preview.answers[2], "Overnemen uit de lijst")
    pick(desk, page.preview.answers[3], "Een nieuwe persoon")
    pick(desk, page.preview.answers[4], "Twee mensen")
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.settle()
    with desk.store.read() as session:
        town = session.scalar(sa.select(Person.town).where(Person.number == "9"))
        smits = session.scalar(sa.select(sa.func.count()).where(Person.surname == "Smit"))
    assert (town, smits) == ("Bunnik", 2)
    assert {"de Vries", "de Vries-Bakker"} <= people(desk.store)


def test_a_policy_lets_a_list_overwrite_one_field(desk: Desk, page: ImportPage, tmp_path: Path) -> None:
    save_person(desk.store, {"first_name": "Kees", "surname": "Blom", "number": "9", "town": "Odijk"})
    desk.messages.source = write_csv(
        tmp_path / "nieuw.csv", [["Nummer", "Plaats", "Naam"], ["9", "Bunnik", "Kees Blom"]]
    )
    choose(desk, page)
    on(desk, page, PROBLEMS)
    assert "1 regel heeft een probleem" in page.problems.count.text()
    pick(desk, page.problems.policies["town"], "overschrijven")
    assert "geen problemen" in page.problems.count.text()
    on(desk, page, PREVIEW)
    assert page.preview.table.item(0, 2).text() == "Plaats: Odijk → Bunnik"  # type: ignore[union-attr]


def test_problems_go_out_as_a_workbook_and_come_back_mended(desk: Desk, page: ImportPage, tmp_path: Path) -> None:
    choose(desk, page)
    pick(desk, page.columns.words["role", "Vrijw."], "vrijwilliger")
    on(desk, page, PROBLEMS)
    desk.messages.path = tmp_path / "verbeteren.xlsx"
    desk.press(Qt.Key.Key_X, alt=True)
    desk.wait_until(lambda: "staat klaar" in page.problems.notice.text.text())
    book = load_workbook(desk.messages.path)
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]][-1] == "Wat er mis is"
    assert sheet.max_row == 4
    wrong = sheet["C3"]
    assert (wrong.value, wrong.fill.fgColor.rgb, "bestaat niet" in wrong.comment.text) == ("31-2-48", "FFF6C6C2", True)
    wrong.value = "28-2-48"
    book.save(desk.messages.path)
    on(desk, page, PREVIEW)
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.messages.source = desk.messages.path
    page.source.choose.setFocus()
    choose(desk, page)
    assert page.columns.rows[-1].heading == "Wat er mis is"
    on(desk, page, PREVIEW)
    assert "1 nieuw" in page.preview.count.text()
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.settle()
    assert "Pietje de Nieuw" in people(desk.store)


def test_a_pasted_block_is_a_list(desk: Desk, page: ImportPage) -> None:
    page.source.block.setFocus()
    QGuiApplication.clipboard().setText("Voornaam\tAchternaam\tPlaats\r\nMies\tVerhoef\tOdijk\r\n")
    desk.press(Qt.Key.Key_V, control=True)
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Return)
    desk.settle()
    assert page.at == COLUMNS
    on(desk, page, PREVIEW)
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.settle()
    assert "Mies Verhoef" in people(desk.store)


def test_what_cannot_be_read_is_told_and_the_page_stays(desk: Desk, page: ImportPage, tmp_path: Path) -> None:
    desk.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab, Qt.Key.Key_Return)
    desk.settle()
    assert "nog niets geplakt" in page.notice.text.text()
    (tmp_path / "foto.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)))
    desk.messages.source = tmp_path / "foto.csv"
    page.source.choose.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert "geen leesbare tekst" in page.notice.text.text()
    assert page.at == SOURCE
    desk.messages.source = write_csv(tmp_path / "raadsel.csv", [["Appel", "Peer"], ["1", "2"]])
    page.source.choose.setFocus()
    choose(desk, page)
    assert "blijkt niet uit de koppen" in page.columns.notice.text.text()
    page.previous.setFocus()
    desk.press(Qt.Key.Key_V, alt=True)
    desk.wait_for_focus(page.columns.kind)
    assert page.at == COLUMNS
    pick(desk, page.columns.kind, "Mensen")
    pick(desk, page.columns.rows[1].pick, "Achternaam")
    assert page.columns.notice.isHidden()


def test_weeks_later_what_was_edited_stays_and_is_named(desk: Desk, page: ImportPage, tmp_path: Path) -> None:
    rows = [HEAD, ROWS[3], ["Mies Later", "", "", "Odijk", "deelnemer", ""]]
    desk.messages.source = write_csv(tmp_path / "twee.csv", rows)
    choose(desk, page)
    pick(desk, page.columns.words["role", "Vrijw."], "vrijwilliger")
    on(desk, page, PREVIEW)
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.settle()
    with desk.store.read() as session:
        number = session.scalar(sa.select(Person.id).where(Person.surname == "Verhoef"))
    save_person(desk.store, {"town": "Werkhoven"}, number)
    desk.settle()
    next(iter(page.source.past.buttons.values())).setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert "Sjaak Verhoef" in page.source.past.notice.text.text()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert past_imports(desk.store)[0].undone
    with desk.store.read() as session:
        kept = session.scalar(sa.select(VolunteerRole.id).where(VolunteerRole.person_id == number))
    assert "Sjaak Verhoef" in people(desk.store)
    assert "Mies Later" not in people(desk.store)
    assert kept is not None


def test_stop_leaves_nothing_of_a_long_list(desk: Desk, page: ImportPage, tmp_path: Path) -> None:
    rows = [["Jo", f"Nieuw {number}", "Odijk"] for number in range(3000)]
    desk.messages.source = write_csv(tmp_path / "lang.csv", [["Voornaam", "Achternaam", "Dorp"], *rows])
    choose(desk, page)
    on(desk, page, PREVIEW)
    desk.settle()
    before = dump(desk.store)
    workplace = desk.window.workplace
    assert workplace is not None
    seen: list[str] = []

    def stop(_task: object, _count: int, _total: int, text: str) -> None:
        seen.append(text)
        desk.window.progress.stop.click()

    workplace.tasks.progressed.connect(stop)
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: bool(seen))
    desk.settle()
    after = dump(desk.store)
    assert {**after, "setting": None} == {**before, "setting": None}
    assert page.at == PREVIEW
    assert page.next.isEnabled()
    assert page.notice.text.text() == "Gestopt. Er is niets veranderd."
    workplace.tasks.progressed.disconnect(stop)
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.settle()
    assert "Jo Nieuw 2999" in people(desk.store)


def test_another_amount_in_a_budget_is_overwritten_when_that_is_chosen(
    desk: Desk, page: ImportPage, tmp_path: Path
) -> None:
    rows = [["Post", "Begroting 2026", "Werkelijk 2026"], ["Huur", "6.500,00", "7.200,00"]]
    desk.messages.source = write_csv(tmp_path / "begroting.csv", rows)
    choose(desk, page)
    on(desk, page, PROBLEMS)
    assert set(page.problems.policies) == {"budget", "actual"}
    pick(desk, page.problems.policies["budget"], "overschrijven")
    on(desk, page, PREVIEW)
    desk.press(Qt.Key.Key_I, alt=True)
    desk.wait_until(lambda: page.at == SOURCE)
    desk.settle()
    with desk.store.read() as session:
        assert session.scalars(sa.select(BudgetLine.budget).where(BudgetLine.name == "Huur")).all() == [650_000]
