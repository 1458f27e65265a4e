"""Blocks in the week sheet: copied down, pasted from Excel, hostile ones, and the week before; on a real file."""

import sys
from collections.abc import Callable
from types import FrameType

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from dorpsapp.services.record_support import recent_support
from dorpsapp.ui.pages.week import WeekPage
from dorpsapp.ui.pages.week_grid import FIRST_DAY
from tests.journeys.week_tools import LAST, add_row, shown
from tests.window_tools import Desk


def test_ctrl_d_copies_down_one_cell_or_a_selection(desk: Desk, week: WeekPage) -> None:
    add_row(desk, week, "ann\nver\nkee\n")
    desk.press(Qt.Key.Key_D, control=True)
    assert shown(week, 1)[0] == "1:30"
    add_row(desk, week, "bra\nver\nkee\n")
    week.table.enter(0, FIRST_DAY + 2)
    desk.type("2\n")
    week.table.enter(0, FIRST_DAY + 2)
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down, shift=True)
    desk.press(Qt.Key.Key_D, control=True)
    assert [shown(week, row)[2] for row in range(3)] == ["2:00"] * 3
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert [shown(week, row)[2] for row in range(3)] == ["2:00", "", ""]


def test_a_block_from_excel_is_one_step_and_says_what_did_not_fit(desk: Desk, week: WeekPage) -> None:
    add_row(desk, week, "ann\nver\nkee\n")
    count = len(recent_support(desk.store))
    week.table.enter(0, FIRST_DAY + 1)
    QGuiApplication.clipboard().setText("1,5\t\t2\r\n0:20\tveel\t90\r\n")
    desk.press(Qt.Key.Key_V, control=True)
    assert shown(week, 0)[:4] == ["1:30", "1:30", "", "2:00"]
    assert shown(week, 1)[:4] == ["", "0:20", "veel", "1:30"]
    assert "Anneke Bos, Vervoer, Kees Jansen, woensdag 18 november" in week.problem.text()
    assert len(recent_support(desk.store)) == count + 4
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert len(recent_support(desk.store)) == count
    week.table.enter(1, FIRST_DAY + 2)
    desk.press(Qt.Key.Key_Delete)
    week.table.enter(1, LAST)
    QGuiApplication.clipboard().setText("1\t2")
    desk.press(Qt.Key.Key_V, control=True)
    assert shown(week, 1)[6] == "1:00"
    assert "Wat niet paste, is weggelaten." in week.problem.text()


def test_what_is_copied_can_be_pasted_elsewhere(desk: Desk, week: WeekPage) -> None:
    desk.press(Qt.Key.Key_C, control=True)
    desk.press(Qt.Key.Key_Right)
    desk.press(Qt.Key.Key_V, control=True)
    assert shown(week, 0)[:2] == ["1:30", "1:30"]


def test_the_previous_week_is_copied_and_taken_back_as_one_step(desk: Desk, week: WeekPage) -> None:
    desk.press(Qt.Key.Key_Right)
    desk.type("2\t")
    week.next.click()
    desk.settle()
    week.copy.click()
    desk.settle()
    assert shown(week, 0) == ["1:30", "", "", "", "", "", "", "1:30"]
    said = "1 keer hulp gekopieerd. 1 keer niet: de dag is al gevuld, komt nog, of er hoort meer bij."
    assert desk.window.toast.text.text() == said
    assert desk.store.undoable() == "Vorige week gekopieerd"
    desk.window.toast.undo.click()
    desk.settle()
    assert shown(week, 0)[0] == ""


HOSTILE = (
    ('"1,5"\t"2"\r\n', ["1:30", "2:00"]),
    ('"1\n,5"\t2', ["1 ,5", "2:00"]),
    ('5" lang\t2', ['5" lang', "2:00"]),
    ('"1\t5"\t2', ["1 5", "2:00"]),
    ("01:30:00\t0:45\r\n\r\n", ["1:30", "0:45"]),
    ("16-11-2026\t=SOM(A1:A3)", ["16-11-2026", "=SOM(A1:A3)"]),
    ("-1\t25", ["-1", "0:25"]),
    ("1.234,5\t\t", ["1.234,5", ""]),
    ("\u00a01,5\u00a0\t 2 ", ["1:30", "2:00"]),
    ("anderhalf uur\t€ 12", ["1:30", "€ 12"]),
    ("een poosje\thalf", ["een poosje", "half"]),
)  # fmt: skip


@pytest.mark.parametrize(("text", "wanted"), HOSTILE)
def test_hostile_blocks_are_saved_or_kept_and_told(desk: Desk, week: WeekPage, text: str, wanted: list[str]) -> None:
    week.table.enter(0, FIRST_DAY + 1)
    count = len(recent_support(desk.store))
    QGuiApplication.clipboard().setText(text)
    desk.press(Qt.Key.Key_V, control=True)
    assert shown(week, 0)[1:3] == wanted
    saved = [each for each in wanted if each and each[0].isdigit() and each.count(":") == 1 and len(each) == 4]
    assert len(recent_support(desk.store)) == count + len(saved)
    assert week.problem.isVisible() is (len(saved) < len([each for each in wanted if each]))
    if saved:
        desk.press(Qt.Key.Key_Z, control=True)
        desk.settle()
        assert len(recent_support(desk.store)) == count


def calls_into(file: str, work: Callable[[], object]) -> int:
    """How often functions of a file are called during the work."""
    calls = 0

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        calls += event == "call" and frame.f_code.co_filename.endswith(file)

    sys.setprofile(count)
    try:
        work()
    finally:
        sys.setprofile(None)
    return calls


def test_a_block_that_is_far_too_large_is_cut_and_told_at_once(desk: Desk, week: WeekPage) -> None:
    week.table.enter(0, FIRST_DAY)
    QGuiApplication.clipboard().setText("\r\n".join("\t".join(["1"] * 300) for _row in range(2000)))
    cells = week.model.rowCount() * week.model.columnCount()
    calls = calls_into("dorpsapp/ui/pages/week_grid.py", lambda: desk.press(Qt.Key.Key_V, control=True))
    assert calls < 200 * cells  # cut before the sheet looks at it: the block has 600,000 cells
    assert shown(week, 0) == ["1:00"] * 7 + ["7:00"]
    assert "Wat niet paste, is weggelaten." in week.problem.text()


def test_nothing_to_paste_is_told(desk: Desk, week: WeekPage) -> None:
    QGuiApplication.clipboard().setText("")
    desk.press(Qt.Key.Key_V, control=True)
    assert "Ga eerst op de dag staan" in week.problem.text()
