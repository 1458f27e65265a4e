"""The quick line by keyboard alone, on a real encrypted file: typed, doubted, answered, refused, saved, taken back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QListWidgetItem

from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person, search_people
from dorpsapp.services.record_support import recent_support
from dorpsapp.ui.pages.record_quick import QuickLineCard
from dorpsapp.ui.pages.record_support import RecordSupportPage
from tests.full_disk import no_file_above
from tests.ui.test_accessibility import letters, problems_of
from tests.window_tools import TODAY, Desk


@pytest.fixture
def quick(desk: Desk) -> QuickLineCard:
    """The quick line, opened by its key and ready to be typed in."""
    page = desk.go("record")
    assert isinstance(page, RecordSupportPage)
    assert not page.quick.isVisible()
    desk.press(Qt.Key.Key_N, alt=True)
    desk.wait_for_focus(page.quick.line)
    desk.keys = 0
    return page.quick


def type_line(desk: Desk, quick: QuickLineCard, text: str) -> None:
    """Type, and wait until what was typed has been read."""
    desk.type(text)
    desk.wait_until(lambda: quick.reading is not None and quick.reading.line == quick.line.text())


def shown(quick: QuickLineCard) -> list[str]:
    """The lines of the list of choices."""
    items: list[QListWidgetItem] = [quick.choices.item(row) for row in range(quick.choices.count())]
    return [item.text().strip() for item in items] if quick.choices.isVisible() else []


def test_a_line_is_read_while_it_is_typed_and_saved_by_enter(desk: Desk, quick: QuickLineCard) -> None:
    type_line(desk, quick, "gister anneke 2u")
    assert quick.box.below.text() == "Gisteren, zondag 22 november: Anneke Bos, 2 uur."
    assert quick.status.text() == "Nog nodig: wie hulp kreeg, de soort hulp."
    type_line(desk, quick, " boodschappen mw smit 12 km")
    assert quick.box.below.text() == (
        "Gisteren, zondag 22 november: Anneke Bos hielp Truus Smit, Boodschappen, 2 uur, 12 km."
    )
    assert quick.status.text() == "Enter slaat dit op."
    steps = len(desk.store.history())
    desk.type("\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.volunteers, saved.clients, saved.category) == (("Anneke Bos",), ("Truus Smit",), "Boodschappen")
    assert (saved.entry.minutes, saved.entry.km, (TODAY - saved.entry.day).days) == (120, 120, 1)
    assert desk.window.toast.text.text() == "Opgeslagen: Anneke Bos hielp Truus Smit, 2 uur."
    assert (quick.line.text(), quick.box.below.text()) == (
        "",
        "Zoals: gister Jan de Vries 2u boodschappen mw Bakker 12 km",
    )
    assert desk.focused() is quick.line
    assert len(desk.store.history()) == steps + 1
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert len(desk.store.history()) == steps + 1
    assert desk.store.redoable() is not None


def test_enter_before_everyone_is_known_saves_as_soon_as_that_is_so(desk: Desk, quick: QuickLineCard) -> None:
    before = len(recent_support(desk.store))
    type_line(desk, quick, "gister anneke 2u vervoer kees")
    quick._known = None
    QTest.keyClick(quick.line, Qt.Key.Key_Return)
    assert len(recent_support(desk.store)) == before, "nothing is read while the window waits"
    desk.settle()
    assert len(recent_support(desk.store)) == before + 1
    assert quick.line.text() == ""


def test_a_doubt_is_answered_with_down_and_enter(desk: Desk, quick: QuickLineCard) -> None:
    save_person(desk.store, take_apart("Piet Smit"), role=ParticipantRole.CLIENT)
    desk.settle()
    type_line(desk, quick, "anneke mw smit rit 1u")
    assert shown(quick)[0] == "Wie is 'smit'?"
    assert {line.split(" · ")[0] for line in shown(quick)[1:3]} == {"Truus Smit", "Piet Smit"}
    assert quick.status.text() == "Kies hieronder: smit."
    desk.press(Qt.Key.Key_Down)
    assert desk.focused() is quick.choices
    at = next(row for row in range(quick.choices.count()) if "Piet" in quick.choices.item(row).text())
    for _step in range(at - 1):
        desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is quick.line
    assert quick.status.text() == "Enter slaat dit op."
    assert shown(quick)[at].startswith("✓")
    desk.type("\n")
    assert recent_support(desk.store, limit=1)[0].clients == ("Piet Smit",)


def test_enter_refuses_with_the_words_and_goes_to_the_choices(desk: Desk, quick: QuickLineCard) -> None:
    before = len(recent_support(desk.store))
    type_line(desk, quick, "anneke truus smit rit 1u taart")
    assert quick.status.text() == "Nog niet begrepen: taart."
    assert quick.status.property("look") == "error"
    desk.type("\n")
    assert quick.box.error == "Dit is nog niet begrepen: taart. Kies hieronder wat u bedoelt."
    assert len(recent_support(desk.store)) == before
    assert desk.focused() is quick.choices
    desk.press(Qt.Key.Key_Down)
    desk.press(Qt.Key.Key_Return)
    assert desk.focused() is quick.line
    assert quick.box.below.text().endswith("opmerking: taart.")
    desk.type("\n")
    assert recent_support(desk.store, limit=1)[0].entry.note == "taart"


def test_someone_new_and_the_help_are_one_step(desk: Desk, quick: QuickLineCard) -> None:
    steps = len(desk.store.history())
    type_line(desk, quick, "anneke hielp willemien van dam boodschappen 1u\n")
    assert desk.focused() is quick.choices
    desk.press(Qt.Key.Key_Return)
    desk.type("\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert saved.clients == ("Willemien van Dam",)
    assert len(desk.store.history()) == steps + 1
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert "Willemien van Dam" not in [hit.name for hit in search_people(desk.store, "Willemien van Dam")]


def test_several_people_each_apart(desk: Desk, quick: QuickLineCard) -> None:
    type_line(desk, quick, "anneke kees en truus ieder 1u boodschappen\n")
    rows = recent_support(desk.store, limit=2)
    assert {row.clients for row in rows} == {("Kees Jansen",), ("Truus Smit",)}
    assert {row.entry.shape for row in rows} == {Shape.INDIVIDUAL}


def test_a_group_with_a_count(desk: Desk, quick: QuickLineCard) -> None:
    type_line(desk, quick, "eettafel 23 gasten anneke en bram 3 uur\n")
    saved = recent_support(desk.store, limit=1)[0]
    assert (saved.entry.headcount, saved.volunteers) == (23, ("Anneke Bos", "Bram Jansen"))


def test_a_double_is_asked_about(desk: Desk, quick: QuickLineCard) -> None:
    type_line(desk, quick, "anneke kees jansen rit 1u\n")
    before = len(recent_support(desk.store))
    type_line(desk, quick, "anneke kees jansen rit 1u\n")
    assert "Dit staat er al" in quick.notice.text.text()
    assert len(recent_support(desk.store)) == before
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert len(recent_support(desk.store)) == before + 1


def test_what_may_not_be_is_told_and_kept(desk: Desk, quick: QuickLineCard) -> None:
    before = len(recent_support(desk.store))
    for line in ("anneke kees jansen rit 1u 31-2", "anneke kees jansen rit 1u 24-12-2026", "", "kees jansen rit"):
        quick.line.clear()
        desk.type(line + "\n")
        assert quick.box.error, line
        assert quick.line.text() == line
    assert len(recent_support(desk.store)) == before


def test_a_full_disk_keeps_the_line(desk: Desk, quick: QuickLineCard) -> None:
    type_line(desk, quick, "anneke kees jansen rit 1u")
    with no_file_above(4096):
        desk.type("\n")
        assert quick.notice.text.text().startswith("De schijf is vol")
        assert quick.line.text() == "anneke kees jansen rit 1u"
    desk.type("\n")
    assert quick.line.text() == ""


def test_the_line_stays_open_and_is_found_again(desk: Desk, quick: QuickLineCard) -> None:
    type_line(desk, quick, "anneke kees")
    desk.window.draw_anew()
    desk.settle()
    page = desk.go("record")
    assert isinstance(page, RecordSupportPage)
    assert page.quick.isVisible() and page.quick.line.text() == "anneke kees"
    assert desk.focused() is page.fields.helper
    page.fold.click()
    assert not page.quick.isVisible()
    assert desk.preferences.choice("record_quick", "") == ""


def test_names_letters_and_room(desk: Desk, quick: QuickLineCard) -> None:
    type_line(desk, quick, "anneke mw smit rit 1u taart 12")
    page = desk.page
    assert problems_of(page) == []
    found = [*letters(page), "b", "e", "p"]
    assert len(found) == len(set(found))
    desk.window.look.choose(percent=200)
    desk.window.resize(1366, 768)
    desk.settle()
    assert not page.area.horizontalScrollBar().isVisible()
    for label in quick.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()) - 1
    desk.window.look.choose(percent=100)


def test_a_screen_reader_hears_the_reading_and_the_choices(desk: Desk, quick: QuickLineCard) -> None:
    type_line(desk, quick, "anneke truus smit rit 2")
    assert quick.line.accessibleDescription().startswith("Vandaag, maandag 23 november: Anneke Bos hielp Truus Smit")
    said = [quick.choices.item(row).data(Qt.ItemDataRole.AccessibleTextRole) for row in range(quick.choices.count())]
    assert "Wat is 2? 2 uur, gekozen" in said
