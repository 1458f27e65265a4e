"""Weekstaat: the hours of all helpers in one week, typed in a grid as in a spreadsheet."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

from PySide6.QtCore import QItemSelectionModel, QModelIndex
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Category, ParticipantRole, Participation, Person, Restriction, Support
from dorpsapp.services.plain_lists import FixedList
from dorpsapp.services.record_support import support_row
from dorpsapp.services.week_sheet import (
    DAYS,
    CellChange,
    SheetRow,
    check_row,
    copy_previous_week,
    monday_of,
    week_sheet,
    write_cells,
)
from dorpsapp.text import _, month_name, ngettext, say_duration, weekday_name
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.cell_conflict import CellConflicts
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.choices import categories
from dorpsapp.ui.pages.record_recent import HelpOfDay
from dorpsapp.ui.pages.shown_lists import week_list
from dorpsapp.ui.pages.week_grid import FIRST_DAY, TOTAL, WeekModel
from dorpsapp.ui.pages.week_table import WeekTable
from dorpsapp.ui.pages.week_totals import WeekSheetView
from dorpsapp.ui.widgets.cards import Card, EmptyState, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.pickers import CategoryPicker, PersonPicker
from dorpsapp.ui.widgets.problem_line import ProblemLine
from dorpsapp.ui.workplace import Workplace

WEEK = timedelta(days=DAYS)
FIELD_WIDTH = 230


class WeekPage(Page):
    """Each cell is saved when it is left; rows are added below the grid and stay while the window is open."""

    guide = "week"
    watches = frozenset({Support, Participation, Person, Category, Restriction})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Weekstaat"))
        self.monday = monday_of(workplace.today())
        self._rows_of: dict[date, dict[SheetRow, None]] = {}
        self.previous = self._week_button(_("‹ V&orige week"), _("Vorige week"), -WEEK)
        self.next = self._week_button(_("Vol&gende week ›"), _("Volgende week"), WEEK)
        self.copy = self.add_header_button(button(_("&Kopieer vorige week"), self.copy_week))
        self.period = muted()
        self.model = WeekModel(workplace, self._save)
        self.table = WeekTable(self.model, workplace.look)
        self.sheet = WeekSheetView(self.model, self.table)
        self.conflicts = CellConflicts(self.model, self.table)
        self.empty = EmptyState("clock")
        self.problem = ProblemLine()
        self.place = muted()
        self.total = muted()
        self.open = button(_("Open &deze hulp"), lambda: self._open(self.table.currentIndex()), icon="heart-handshake")
        self.open.setToolTip(_("F2"))
        where = QWidget()
        flow = FlowLayout(where, gap=10)
        flow.addWidget(self.place)
        flow.addWidget(self.open)
        words = QVBoxLayout()
        words.setSpacing(2)
        for line in (self.problem, where, self.total):
            words.addWidget(line)
        self.body.addWidget(self.period)
        self.body.addWidget(self.sheet, 1)
        self.body.addWidget(self.empty, 1)
        self.body.addLayout(words)
        self.body.addWidget(self.conflicts.part)
        self.body.addWidget(self._adding())  # next to the grid: Tab goes on from its last cell to these fields
        self.out = ListOutput(workplace, _("Weekstaat"), self._listing)
        self.body.addWidget(self.out)
        self._refused = ""
        self.model.told.connect(self._refuse)
        self.model.problems_changed.connect(self._show_problems)
        self.model.outdated.connect(self.refresh)
        self.model.modelReset.connect(self._show_place)
        self.table.refused.connect(self._refuse)
        self.table.wrote.connect(self._wrote)
        self.table.opened.connect(self._open)
        selection = self.table.selectionModel()
        assert isinstance(selection, QItemSelectionModel)
        selection.currentChanged.connect(lambda _new, _old: self._moved())

    def _week_button(self, text: str, name: str, step: timedelta) -> QPushButton:
        made = self.add_header_button(button(text, lambda: self.show_week(self.monday + step)))
        made.setAccessibleName(name)
        return made

    def _adding(self) -> QWidget:
        self.helper, self.client, self.kind = PersonPicker(), PersonPicker(), CategoryPicker()
        self.boxes = {
            "helper": FieldBox(_("&Wie hielp?"), self.helper),
            "kind": FieldBox(_("&Soort hulp"), self.kind),
            "client": FieldBox(_("Wie kreeg &hulp? (mag leeg)"), self.client),
        }
        self.add = button(_("&Rij toevoegen"), self.add_row, icon="plus")
        row = QWidget()
        flow = FlowLayout(row, gap=10, top=True)
        for box in self.boxes.values():
            flow.addWidget(box)
        holder = QWidget()
        column = QVBoxLayout(holder)
        column.setContentsMargins(0, self.fontMetrics().height() + 4, 0, 0)
        column.addWidget(self.add)
        flow.addWidget(holder)
        card = Card()
        card.column.addWidget(row)
        self.helper.entered.connect(self.kind.setFocus)
        self.kind.entered.connect(self.client.setFocus)
        self.client.entered.connect(self.add_row)
        for picker in (self.helper, self.client):
            picker.new_wanted.connect(lambda name: self.workplace.shell.go("person", name))
        self.helper.offer(self.workplace.everyone, ParticipantRole.VOLUNTEER)
        self.client.offer(self.workplace.everyone, ParticipantRole.CLIENT)
        self.workplace.look.changed.connect(self._dress)
        self._dress()
        return card

    def _listing(self) -> FixedList:
        return week_list(self.model.sheet, [self.model.header(column) for column in range(TOTAL + 1)])

    def _dress(self) -> None:
        for box in self.boxes.values():
            box.setFixedWidth(self.workplace.look.px(FIELD_WIDTH))

    def refresh(self) -> None:
        self.kind.set_candidates(categories(self.workplace)[0])
        rows = self._rows_of.setdefault(self.monday, {})
        at = self.table.currentIndex()
        kept = self.model.lines[at.row()].row if 0 <= at.row() < len(self.model.lines) else None
        same_week = self.model.sheet.monday == self.monday
        sheet = week_sheet(self.workplace.store, self.monday, rows)
        rows |= dict.fromkeys(line.row for line in sheet.lines)
        self.model.show(sheet)
        if sheet.lines and not self.table.currentIndex().isValid():
            found = [number for number, line in enumerate(sheet.lines) if same_week and line.row == kept]
            today = self.workplace.today() - self.monday
            column = at.column() if found else FIRST_DAY + (today.days if today < WEEK else 0)
            self.table.enter(found[0] if found else 0, column)
        self._show_week(bool(sheet.lines))

    def first_focus(self) -> QWidget:
        return self.table if self.model.lines else self.helper

    def may_leave(self) -> bool:
        """Hold on to text that could not be saved, in this week or another."""
        unsaved = self.model.unsaved()
        if not unsaved:
            return True
        if not self.model.problems():
            self.show_week(monday_of(unsaved[0]))
        if not self.model.unsaved():
            return True
        found = self.model.first_problem()
        if found is not None:
            self.table.setCurrentIndex(found)
            self.table.setFocus()
        announce(self.problem, self.problem.text())
        return False

    def show_week(self, monday: date) -> None:
        """Show another week, not later than this one."""
        if monday > self.workplace.today():
            return
        self.monday = monday
        self._refused = ""
        self.refresh()
        if not self.next.isEnabled() or not self.previous.isEnabled():
            self.first_focus().setFocus()
        announce(self.period, self.period.text())

    def copy_week(self) -> None:
        """Fill the empty cells with what was done a week earlier."""
        try:
            copied = copy_previous_week(self.workplace.store, self.monday, self.workplace.today())
        except UserError as trouble:
            self._refuse(trouble.sentence)
            return
        said = ngettext("{n} keer hulp gekopieerd.", "{n} keer hulp gekopieerd.", copied.copied)
        said = said.format(n=copied.copied) if copied.copied else _("Er was niets om te kopiëren.")
        if copied.left_out:
            why = _("{n} keer niet: de dag is al gevuld, komt nog, of er hoort meer bij.").format(n=copied.left_out)
            said = f"{said} {why}"
        self.workplace.shell.say(said, undoable=bool(copied.copied))

    def add_row(self) -> None:
        """Make a row of what was picked and go to it, or say what is missing."""
        helper, kind, client = self.helper.picked, self.kind.picked, self.client.picked
        for box in self.boxes.values():
            box.show_echo("")
        problems = {}
        if helper is None:
            problems["helper"] = _("Kies wie er hielp.")
        if kind is None:
            problems["kind"] = _("Kies de soort hulp.")
        if client is None and self.client.text().strip():
            problems["client"] = _("Kies een naam uit de lijst, of kies 'Nieuwe persoon'.")
        try:
            if helper is None or kind is None or problems:
                raise Invalid(problems)
            row = SheetRow(int(str(helper.key)), int(str(kind.key)), int(str(client.key)) if client else None)
            check_row(row)
        except Invalid as trouble:
            for name, sentence in trouble.problems.items():
                self.boxes[name].show_error(sentence)
            self.boxes[next(iter(trouble.problems))].setFocus()
            return
        self._rows_of.setdefault(self.monday, {})[row] = None
        self.refresh()
        self.client.pick(None)
        rows = [line.row for line in self.model.lines]
        if row in rows:
            self.table.enter(rows.index(row), max(self.table.currentIndex().column(), FIRST_DAY))
            self.table.setFocus()

    def _save(self, changes: Sequence[CellChange]) -> None:
        write_cells(self.workplace.store, changes)

    def _wrote(self, count: int) -> None:
        said = ngettext("{n} vak gewijzigd.", "{n} vakken gewijzigd.", count).format(n=count)
        self.workplace.shell.say(said, undoable=True)

    def _show_week(self, filled: bool) -> None:
        self.period.setText(_week_in_words(self.monday))
        for part in (self.sheet, self.place, self.total, self.out):
            part.setVisible(filled)
        self.empty.setVisible(not filled)
        self.empty.show_text(_("Nog geen hulp in deze week. Kies hieronder wie er hielp, of kopieer vorige week."))
        self.next.setEnabled(self.monday + WEEK <= self.workplace.today())
        minutes = self.model.sheet.minutes
        worked = say_duration(minutes) if minutes else _("nog niets")
        self.total.setText(
            _("Totaal deze week: {duration}. Typ in een vak. Opslaan gaat vanzelf.").format(duration=worked)
        )
        self._show_place()
        self._show_problems()

    def _refuse(self, sentence: str) -> None:
        self._refused = sentence
        self._show_problems()
        announce(self.problem, sentence)

    def _moved(self) -> None:
        self._refused = ""
        self._show_place()
        self._show_problems()

    def _show_place(self) -> None:
        index = self.table.currentIndex()
        cell = self.model.cell(index) if index.isValid() else None
        words = f"{self.model.place_in_words(index)}." if cell is not None else ""
        locked = cell is not None and bool(cell.lock)
        self.place.setText(f"{words} {cell.lock}" if cell is not None and locked else words)
        self.open.setVisible(locked)

    def _open(self, index: QModelIndex) -> None:
        """Show the help behind a cell where it can be changed: one support in the fields, several in the list."""
        cell = self.model.cell(index)
        if cell is None or not cell.lock:
            return
        numbers = tuple(number for number, _version in cell.supports)
        row = support_row(self.workplace.store, numbers[0]) if len(numbers) == 1 else None
        self.workplace.shell.go("record", row or HelpOfDay(self.model.day(index.column()), numbers))

    def _show_problems(self) -> None:
        self.problem.show_problems(self._refused, self.model.problems())


def _week_in_words(monday: date) -> str:
    """`Week 47 · maandag 16 t/m zondag 22 november 2026`, with month and year at both ends where they differ."""
    sunday = monday + timedelta(days=DAYS - 1)
    begin = f"{weekday_name(0)} {monday.day}"
    if monday.month != sunday.month:
        begin += f" {month_name(monday.month)}"
    if monday.year != sunday.year:
        begin += f" {monday.year}"
    end = f"{weekday_name(6)} {sunday.day} {month_name(sunday.month)} {sunday.year}"
    return _("Week {n} · {begin} t/m {end}").format(n=monday.isocalendar().week, begin=begin, end=end)
