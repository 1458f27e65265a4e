"""Reads a budget or a file of a bank in on the page Geld, and tells what came of it with every problem."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from dorpsapp.errors import Cancelled, UserError
from dorpsapp.models import ImportKind
from dorpsapp.text import _, ngettext
from dorpsapp.ui.messages import documents
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import Notice
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.exchange.outcome import ImportResult

KINDS = (ImportKind.BUDGET, ImportKind.BANK)
MOST_TOLD = 8
MOST_YEARS = 2


class MoneyImport:
    """Works away from the main thread; when the headings do not tell what the list is, the notice asks it.

    What its columns are can be said on the page Importeren, to which the notice leads.
    """

    def __init__(self, workplace: Workplace, notice: Notice, year: Callable[[], int]) -> None:
        self._workplace = workplace
        self._notice = notice
        self._year = year

    def choose(self) -> None:
        """Ask for a file and read it."""
        pattern = _("Lijsten (*.csv *.tab *.txt *.xlsx *.xls *.ods)")
        path = self._workplace.messages.open_path(_("Welke begroting of bankregels?"), documents(), pattern)
        if path is not None:
            self.read(path)

    def read(self, path: Path, kind: ImportKind | None = None) -> None:
        """Read this file in; without a kind its headings tell what it is."""
        from dorpsapp.exchange.import_lists import import_file
        from dorpsapp.exchange.mapping import KindUnclear
        from dorpsapp.exchange.sheet_refusal import FileRefused
        from dorpsapp.services.safe_copy import safe_copy

        self._notice.hide()
        store, year = self._workplace.store, self._year()

        def failed(trouble: BaseException) -> None:
            if not isinstance(trouble, UserError):
                raise trouble
            answers: dict[str, Callable[[], object]] = {}
            if unclear := isinstance(trouble, KindUnclear):
                answers = {
                    _("Het is een begroting"): lambda: self.read(path, ImportKind.BUDGET),
                    _("Het zijn bankregels"): lambda: self.read(path, ImportKind.BANK),
                }
            elif not isinstance(trouble, FileRefused | Cancelled):
                answers = {_("Kolommen kiezen"): lambda: self._workplace.shell.go("import", path)}
            self._notice.show_text(trouble.sentence, answers, kind="warning" if unclear else "error")

        def work(task: Task[ImportResult]) -> ImportResult:
            safe_copy(store)
            return import_file(
                store, path, kind=kind, year=year, only=KINDS, progress=task.report, cancelled=lambda: task.stopped
            )

        self._workplace.tasks.run(
            work,
            self._done,
            failed,
            title=_("De lijst wordt ingelezen"),
            key="import money",
        )

    def _done(self, result: ImportResult) -> None:
        from dorpsapp.exchange.outcome import told

        written = result.new + result.updated
        if written:
            said = ngettext("{n} regel ingelezen.", "{n} regels ingelezen.", written).format(n=written)
            self._workplace.shell.say(said, undoable=True)
        elsewhere = [year for year in result.years if year != self._year()] if written else []
        answers = {
            _("Naar Geld {year}").format(year=year): partial(self._workplace.shell.go, "money", year)
            for year in elsewhere[-MOST_YEARS:]
        }
        kind = "warning" if result.problems else "true"
        self._notice.show_text("\n".join(told(result, MOST_TOLD)), answers, kind=kind)
