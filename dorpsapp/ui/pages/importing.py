"""Importeren: a list in four steps, from file to preview; nothing is written before the last press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QProgressBar, QWidget

from dorpsapp.errors import Cancelled, UserError
from dorpsapp.exchange.sheet_refusal import Refusal
from dorpsapp.models import ImportBatch, Person
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.import_columns import ColumnsStep
from dorpsapp.ui.pages.import_hand import ListInHand
from dorpsapp.ui.pages.import_preview import PreviewStep
from dorpsapp.ui.pages.import_problems import ProblemsStep
from dorpsapp.ui.pages.import_source import SourceStep
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import Notice, button
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.exchange.list_check import Checked
    from dorpsapp.exchange.outcome import ImportResult
    from dorpsapp.exchange.sheet import Sheet

SOURCE, COLUMNS, PROBLEMS, PREVIEW = range(4)
MOST_TOLD = 5


class ImportPage(Page):
    """One list in hand; every choice has it looked over anew, away from the main thread."""

    guide = "import"
    watches = frozenset({ImportBatch, Person})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Importeren"))
        self.hand: ListInHand | None = None
        self.at = SOURCE
        self._path: Path | None = None
        self.stop = self.add_header_button(button(_("&Stoppen"), self.leave, icon="x"))
        self.previous = self.add_header_button(button(_("V&orige"), self.back, icon="arrow-left"))
        self.next = self.add_header_button(button(_("&Volgende"), self.go_on, icon="check", primary=True))
        self.step = muted()
        self.bar = QProgressBar()
        self.bar.setRange(0, PREVIEW + 1)
        self.bar.setTextVisible(False)
        self.bar.setProperty("steps", True)
        self.bar.setAccessibleName(_("Stap"))
        self.notice = Notice()
        self.source = SourceStep(workplace)
        self.columns = ColumnsStep(workplace)
        self.problems = ProblemsStep(workplace)
        self.preview = PreviewStep(workplace)
        self.steps: tuple[QWidget, ...] = (self.source, self.columns, self.problems, self.preview)
        for part in (self.step, self.bar, self.notice):
            self.body.addWidget(part)
        for each in self.steps:
            self.body.addWidget(each, 1)
        self.source.opened.connect(self.open)
        self.source.pasted.connect(self.open_pasted)
        for step in (self.columns, self.problems, self.preview):
            step.changed.connect(self.check)
        self._show_step()

    def refresh(self) -> None:
        from dorpsapp.exchange.past_imports import past_imports

        self.source.past.show_past(past_imports(self.workplace.store))

    def arrive(self, argument: object) -> None:
        if isinstance(argument, Path):
            self.open(argument)

    def first_focus(self) -> QWidget:
        return {
            SOURCE: self.source.choose,
            COLUMNS: self.columns.kind,
            PROBLEMS: self.problems.table if self.problems.table.isVisibleTo(self) else self.next,
            PREVIEW: self.preview.table,
        }[self.at]

    def open(self, path: Path) -> None:
        """Open this file as a list."""
        self._path = path
        from dorpsapp.exchange.import_lists import open_list

        self._open(lambda task: open_list(path, progress=task.report, cancelled=lambda: task.stopped), path.name)

    def open_pasted(self, text: str) -> None:
        """Open a block that was pasted as a list."""
        from dorpsapp.exchange.import_lists import open_pasted

        self._open(lambda _task: open_pasted(text), _("geplakte lijst"))

    def check(self) -> None:
        """Look the list in hand over with what was said of it."""
        from dorpsapp.exchange.list_check import check_list

        hand = self.hand
        if hand is None:
            return
        store, year = self.workplace.store, self.workplace.today().year

        def work(task: Task[Checked]) -> Checked:
            return check_list(
                store, hand.sheet, hand.source, hand.wishes, year=year, progress=task.report,
                cancelled=lambda: task.stopped,
            )  # fmt: skip

        self.next.setEnabled(False)
        self.workplace.tasks.run(
            work,
            lambda checked: self._checked(hand, checked),
            self._failed,
            title=_("De lijst wordt nagekeken"),
            key="import list",
        )

    def go_on(self) -> None:
        """The next step; after the last one the list is read in."""
        if self.at == PREVIEW:
            self._read_in()
            return
        checked = self.hand.checked if self.hand else None
        if self.at == SOURCE and checked is None:
            self.notice.show_text(_("Kies eerst een bestand, of plak een lijst."), kind="warning")
            self.source.choose.setFocus()
            return
        if self.at == COLUMNS and (checked is None or checked.result is None):
            self.columns.kind.setFocus()
            return
        self.notice.hide()
        self._show_step(self.at + 1)

    def back(self) -> None:
        """The step before."""
        self._show_step(self.at - 1)

    def leave(self) -> None:
        """Put the list away; nothing was written."""
        self.hand = None
        self.notice.hide()
        self._show_step(SOURCE)

    def _open(self, read: Callable[[Task[tuple[Sheet, ListInHand]]], Sheet], source: str) -> None:
        from dorpsapp.exchange.layout_memory import recall

        store = self.workplace.store
        self.notice.hide()

        def work(task: Task[tuple[Sheet, ListInHand]]) -> tuple[Sheet, ListInHand]:
            sheet = read(task)
            return sheet, ListInHand(source, sheet, replace(recall(store, sheet), ask_doubles=True))

        self.workplace.tasks.run(
            work, lambda found: self._opened(found[1]), self._failed, title=_("De lijst wordt geopend"),
            key="import list",
        )  # fmt: skip

    def _opened(self, hand: ListInHand) -> None:
        self.hand = hand
        self.check()

    def _checked(self, hand: ListInHand, checked: Checked) -> None:
        if hand is not self.hand:
            return
        hand.checked = checked
        self.columns.show_list(hand)
        self.problems.show_list(hand)
        self.preview.show_list(hand)
        self.next.setEnabled(True)
        if self.at == SOURCE:
            self._show_step(COLUMNS)
        else:
            self._say_step()

    def _read_in(self) -> None:
        from dorpsapp.exchange.import_lists import import_sheet
        from dorpsapp.exchange.layout_memory import remember
        from dorpsapp.services.safe_copy import safe_copy

        hand = self.hand
        if hand is None:
            return
        store, year = self.workplace.store, self.workplace.today().year

        def work(task: Task[ImportResult]) -> ImportResult:
            remember(store, hand.sheet, hand.wishes)
            safe_copy(store)
            return import_sheet(
                store, hand.sheet, hand.source, wishes=hand.wishes, kind=hand.kind, year=year, progress=task.report,
                cancelled=lambda: task.stopped,
            )  # fmt: skip

        self.next.setEnabled(False)
        self.workplace.tasks.run(work, self._done, self._failed, title=_("De lijst wordt ingelezen"), key="import list")

    def _done(self, result: ImportResult) -> None:
        from dorpsapp.exchange.outcome import told

        written = result.new + result.updated
        if written:
            said = ngettext("{n} regel ingelezen.", "{n} regels ingelezen.", written).format(n=show_number(written))
            self.workplace.shell.say(said, undoable=True)
        lines = [told(result, MOST_TOLD)[0]]
        answers: dict[str, Callable[[], object]] = {}
        if written and result.years:
            year = result.years[-1]
            answers[_("Naar Geld {year}").format(year=year)] = lambda: self.workplace.shell.go("money", year)
        if result.problems:
            rows = len({problem.row for problem in result.problems})
            text = ngettext("{n} regel wacht op verbetering.", "{n} regels wachten op verbetering.", rows)
            lines.append(text.format(n=show_number(rows)))
            answers[_("Die regels opslaan als Excel")] = self.problems.save_problems
        self.hand = None
        self._show_step(SOURCE)
        self.notice.show_text(" ".join(lines), answers, kind="warning" if result.problems else "true")

    def _failed(self, trouble: BaseException) -> None:
        self.next.setEnabled(True)
        if not isinstance(trouble, UserError):
            raise trouble
        path = self._path
        if path is not None and getattr(trouble, "refusal", None) is Refusal.WHOLE_EXPORT:
            answers = {_("Alles inlezen in dit bestand"): lambda: self._read_whole(path)}
            self.notice.show_text(trouble.sentence, answers, kind="warning")
            return
        self.notice.show_text(trouble.sentence, kind="true" if isinstance(trouble, Cancelled) else "error")

    def _read_whole(self, path: Path) -> None:
        """Read a complete export back; a file in which something stands already refuses it."""
        from dorpsapp.exchange.whole_in import read_whole

        store = self.workplace.store
        self._path = None
        self.workplace.tasks.run(
            lambda task: read_whole(store, path, progress=task.report, cancelled=lambda: task.stopped),
            lambda _counts: self.notice.show_text(_("Alles is ingelezen.")),
            self._failed,
            title=_("De lijst wordt ingelezen"),
            key="import list",
        )

    def _show_step(self, at: int = SOURCE) -> None:
        self.at = at
        for number, each in enumerate(self.steps):
            each.setVisible(number == at)
        self._say_step()
        self.area.verticalScrollBar().setValue(0)
        if self.isVisible():
            self.first_focus().setFocus()

    def _say_step(self) -> None:
        names = (_("Welke lijst?"), _("Welke kolom is wat?"), _("Wat er mis is"), _("Wat er gebeurt"))
        source = f" · {self.hand.source}" if self.hand else ""
        self.step.setText(_("Stap {n} van 4 · {name}").format(n=self.at + 1, name=names[self.at]) + source)
        self.bar.setValue(self.at + 1)
        self.next.setText(_("&Inlezen") if self.at == PREVIEW else _("&Volgende"))
        self.previous.setVisible(self.at > SOURCE)
        self.stop.setVisible(self.hand is not None)
        self.next.setVisible(self.at > SOURCE or self.hand is not None)
        result = self.hand.checked.result if self.hand and self.hand.checked else None
        if self.at == PREVIEW:
            self.next.setEnabled(result is not None and bool(result.new + result.updated))
