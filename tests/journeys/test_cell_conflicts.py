"""Two people in one cell: what another program wrote in the same file stands beside what was typed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from dorpsapp.models import BudgetLine, Support
from dorpsapp.services import records
from dorpsapp.services.money import money_year
from dorpsapp.services.money_lines import LineChange, change_line, write_cells
from dorpsapp.services.record_support import support_row
from dorpsapp.store.store import Store
from dorpsapp.ui.conflict import ConflictPart
from dorpsapp.ui.pages.money import MoneyPage
from dorpsapp.ui.pages.money_rows import BUDGET, NAME, NEXT
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.pages.record_table import DURATION
from dorpsapp.ui.pages.week import WeekPage
from tests.journeys.week_tools import shown
from tests.sample_key import TEST_KEY
from tests.window_tools import Desk

RIDE = 3
RENT = 2


@pytest.fixture
def other(desk: Desk) -> Iterator[Store]:
    """Another program that has the same file open; this window hears nothing of what it writes."""
    store = Store(desk.store.path, TEST_KEY, practice=False, read_only=False, lock=None)
    yield store
    store.close()


def said(part: ConflictPart) -> list[tuple[str, str]]:
    return [(choice.clash.typed, choice.clash.present) for choice in part.choices]


def choose(desk: Desk, part: ConflictPart, *, mine: bool) -> None:
    (choice,) = part.choices
    (choice.typed if mine else choice.present).setChecked(True)
    part.keep.click()
    desk.settle()
    assert not part.is_waiting


def minutes(desk: Desk) -> int | None:
    row = support_row(desk.store, RIDE)
    assert row is not None
    return row.entry.minutes


@pytest.mark.parametrize("mine", [True, False])
def test_a_cell_of_the_week_shows_both_values(desk: Desk, week: WeekPage, other: Store, mine: bool) -> None:
    records.save(other, Support, {"minutes": 45}, RIDE)
    desk.type("2\n")
    part = week.conflicts.part
    assert said(part) == [("2", "0:45")]
    assert part.choices[0].clash.label == "Gerda van den Berg, Vervoer, Truus Smit, maandag 16 november"
    assert minutes(desk) == 45, "nothing is written over"
    assert desk.focused() is part.choices[0].typed
    assert shown(week, 0)[0] == "2" and not week.may_leave()
    choose(desk, part, mine=mine)
    assert minutes(desk) == (120 if mine else 45)
    assert shown(week, 0)[0] == ("2:00" if mine else "0:45") and week.may_leave()


def test_what_was_saved_while_a_cell_is_typed_in_leaves_the_typing_alone(desk: Desk, week: WeekPage) -> None:
    desk.type("2")
    records.save(desk.store, Support, {"minutes": 45}, RIDE)  # in this window, as by an import on a thread
    desk.settle()
    editor = desk.focused()
    assert isinstance(editor, QLineEdit) and editor.text() == "2"
    desk.type("\n")
    assert said(week.conflicts.part) == [("2", "0:45")]
    week.table.enter(0, 3)
    week.table.setFocus()
    desk.type("3\n")
    assert minutes(desk) == 180 and not week.conflicts.part.is_waiting, "typed again with the new value in sight"


def test_another_part_of_the_same_help_is_no_conflict(desk: Desk, week: WeekPage, other: Store) -> None:
    records.save(other, Support, {"note": "Met rolstoel"}, RIDE)
    desk.type("2\n")
    assert not week.conflicts.part.is_waiting and minutes(desk) == 120
    assert records.values(desk.store, Support, RIDE)["note"] == "Met rolstoel"


@pytest.mark.parametrize("mine", [True, False])
def test_a_cell_of_the_budget_shows_both_values(desk: Desk, other: Store, mine: bool) -> None:
    page = desk.go("money")
    assert isinstance(page, MoneyPage)
    page.table.enter(next(at for at, row in enumerate(page.model.rows) if row.line and row.line.name == "Huur"), BUDGET)
    page.table.setFocus()
    records.save(other, BudgetLine, {"budget": 111_100}, RENT)
    desk.type("1500\n")
    part = page.conflicts.part
    assert said(part) == [("1500", "1.111,00")]
    choose(desk, part, mine=mine)
    assert records.values(desk.store, BudgetLine, RENT)["budget"] == (150_000 if mine else 111_100)


def enter_line(page: MoneyPage, name: str, column: int) -> None:
    page.table.enter(next(at for at, row in enumerate(page.model.rows) if row.line and row.line.name == name), column)
    page.table.setFocus()


def _in_another_program(desk: Desk, other: Store) -> Store:
    return other


def _on_a_thread(desk: Desk, other: Store) -> Store:
    return desk.store


@pytest.mark.parametrize("mine", [True, False])
@pytest.mark.parametrize("where", [_in_another_program, _on_a_thread])
def test_two_other_names_for_a_line_stand_side_by_side(
    desk: Desk, other: Store, where: Callable[[Desk, Store], Store], mine: bool
) -> None:
    page = desk.go("money")
    assert isinstance(page, MoneyPage)
    enter_line(page, "Huur", NAME)
    desk.type("Zaalhuur")
    version = records.values(other, BudgetLine, RENT)["version"]
    change_line(where(desk, other), RENT, version, {"name": "Huur van het dorpshuis"})
    desk.settle()
    desk.type("\n")
    part = page.conflicts.part
    assert said(part) == [("Zaalhuur", "Huur van het dorpshuis")]
    assert "Huur van het dorpshuis" in part.choices[0].clash.label
    assert records.values(desk.store, BudgetLine, RENT)["name"] == "Huur van het dorpshuis"
    assert not page.may_leave(), "the typing is still in its cell"
    choose(desk, part, mine=mine)
    assert records.values(desk.store, BudgetLine, RENT)["name"] == ("Zaalhuur" if mine else "Huur van het dorpshuis")
    assert page.may_leave()


def test_an_amount_in_a_line_that_got_another_name_is_no_conflict(desk: Desk, other: Store) -> None:
    page = desk.go("money")
    assert isinstance(page, MoneyPage)
    enter_line(page, "Huur", BUDGET)
    change_line(other, RENT, records.values(other, BudgetLine, RENT)["version"], {"name": "Zaalhuur"})
    desk.type("1500\n")
    assert not page.conflicts.part.is_waiting
    line = records.values(desk.store, BudgetLine, RENT)
    assert (line["name"], line["budget"]) == ("Zaalhuur", 150_000)


def test_what_cannot_be_read_stays_when_its_line_gets_another_name(desk: Desk, other: Store) -> None:
    page = desk.go("money")
    assert isinstance(page, MoneyPage)
    enter_line(page, "Huur", BUDGET)
    desk.type("veel\n")
    change_line(desk.store, RENT, records.values(other, BudgetLine, RENT)["version"], {"name": "Zaalhuur"})
    desk.settle()
    enter_line(page, "Zaalhuur", BUDGET)
    assert page.model.shown(page.table.currentIndex()) == "veel" and not page.may_leave()


@pytest.mark.parametrize("mine", [True, False])
def test_the_first_amount_of_a_line_in_a_new_year_is_asked_too(desk: Desk, other: Store, mine: bool) -> None:
    """Both fill in the same line that this year does not have yet, and then that of the year after."""
    page = desk.go("money")
    assert isinstance(page, MoneyPage)
    page.show_year(page.year + 1)
    enter_line(page, "Huur", BUDGET)
    shown = next(line for line in money_year(other, page.year).lines if line.name == "Huur")
    assert shown.id is None
    write_cells(other, page.year, [LineChange(shown, "budget", 111_100)])
    desk.type("1500\n")
    assert said(page.conflicts.part) == [("1500", "1.111,00")]
    choose(desk, page.conflicts.part, mine=mine)
    made = next(line for line in money_year(desk.store, page.year).lines if line.name == "Huur")
    assert made.budget == (150_000 if mine else 111_100)
    page.show_year(page.year - 1)
    enter_line(page, "Huur", NEXT)
    write_cells(other, page.year + 1, [LineChange(made, "budget", 222_200)])
    desk.type("1600\n")
    assert said(page.conflicts.part) == [("1600", "2.222,00")]
    choose(desk, page.conflicts.part, mine=mine)
    assert next(line for line in money_year(desk.store, page.year).lines if line.name == "Huur").next_budget == (
        160_000 if mine else 222_200
    )


def _elsewhere(desk: Desk, other: Store) -> None:
    records.save(other, Support, {"minutes": 45}, RIDE)


def _in_this_window(desk: Desk, other: Store) -> None:
    records.save(desk.store, Support, {"minutes": 45}, RIDE)


@pytest.mark.parametrize(("write", "mine"), [(_elsewhere, True), (_elsewhere, False), (_in_this_window, True)])
def test_a_cell_of_recorded_help_shows_both_values(
    desk: Desk, other: Store, write: Callable[[Desk, Store], None], mine: bool
) -> None:
    page = desk.go("record")
    assert isinstance(page, RecordSupportPage)
    page.table.setFocus()
    page.table.enter(RIDE, DURATION)
    desk.press(Qt.Key.Key_F2)
    desk.press(Qt.Key.Key_A, control=True)
    desk.type("2u")
    write(desk, other)
    desk.type("\n")
    part = page.recent.conflict
    assert said(part) == [("2u", "0:45")] and minutes(desk) == 45
    choose(desk, part, mine=mine)
    assert minutes(desk) == (120 if mine else 45)
    assert desk.focused() is page.table
