"""Stepping: a step of the history taken back or done again; a large one on a thread, with progress and a stop."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from dorpsapp.errors import UserError
from dorpsapp.text import _, show_number

if TYPE_CHECKING:
    from dorpsapp.store.history import Entry
    from dorpsapp.store.reversal import Report
    from dorpsapp.ui.tasks import Task
    from dorpsapp.ui.workplace import Workplace

T = TypeVar("T")
SMALL = 300
"""The rows that are put right before anyone notices; more than these go to a thread."""


def undo(workplace: Workplace) -> None:
    """Take back the last unit of work, and say which."""
    store = workplace.store
    _turn(workplace, "latest_done", store.undo, _("Ongedaan gemaakt: {what}"), _("Er is niets om ongedaan te maken."))


def redo(workplace: Workplace) -> None:
    """Do again what was taken back, and say what."""
    store = workplace.store
    _turn(workplace, "earliest_undone", store.redo, _("Opnieuw gedaan: {what}"), _("Er is niets om opnieuw te doen."))


def undo_entry(workplace: Workplace, entry: Entry, failed: Callable[[UserError], None]) -> None:
    """Take back any unit of work, and say which."""

    def done(what: str | None) -> None:
        workplace.shell.say(_("Ongedaan gemaakt: {what}").format(what=what))

    _take(workplace, entry, lambda report: workplace.store.undo_entry(entry.id, report), done, failed)


def _turn(workplace: Workplace, choose: str, step: Callable[[Report], str | None], finished: str, nothing: str) -> None:
    from dorpsapp.store import history

    def done(what: str | None) -> None:
        workplace.shell.say(finished.format(what=what) if what else nothing)

    def failed(trouble: UserError) -> None:
        workplace.shell.say(trouble.sentence)

    try:
        entry = workplace.store.next_step(getattr(history, choose))
    except UserError as trouble:
        failed(trouble)
        return
    _take(workplace, entry, step, done, failed)


def _take(
    workplace: Workplace,
    entry: Entry | None,
    step: Callable[[Report], str | None],
    done: Callable[[str | None], None],
    failed: Callable[[UserError], None],
) -> None:
    if entry is not None and entry.rows > SMALL:

        def work(task: Task[str | None]) -> str | None:
            return step(rows_told(task))

        def broken(trouble: BaseException) -> None:
            if not isinstance(trouble, UserError):
                raise trouble
            failed(trouble)

        workplace.tasks.run(work, done, broken, title=entry.what)
        return
    try:
        what = step(lambda _count, _total: None)
    except UserError as trouble:
        failed(trouble)
    else:
        done(what)


def rows_told(task: Task[T]) -> Report:
    """Tells at the bottom of the window how far it is, as `Regel 1.200 van 10.000`."""

    def told(count: int, total: int) -> None:
        words = _("Regel {n} van {all}").format(n=show_number(count), all=show_number(total))
        task.report(count, total, words)

    return told
