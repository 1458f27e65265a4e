"""The recovery letter: the code that opens a file without a password, straight to paper or as a file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from dorpsapp.errors import UserError
from dorpsapp.text import _
from dorpsapp.ui import opening_work as work
from dorpsapp.ui.gate_new import RecoveryGate
from dorpsapp.ui.messages import Messages, documents
from dorpsapp.ui.tasks import Tasks

if TYPE_CHECKING:
    from dorpsapp.services.opening import NewFile


class RecoveryLetter(QObject):
    """Belongs to the gate that shows the code, and tells there what became of the letter."""

    def __init__(
        self,
        gate: RecoveryGate,
        made: NewFile,
        initiative: str,
        tasks: Tasks,
        messages: Messages,
        failed: Callable[[BaseException], None],
    ) -> None:
        super().__init__(gate)
        self._gate = gate
        self._made = made
        self._initiative = initiative
        self._tasks = tasks
        self._messages = messages
        self._failed = failed
        gate.print_wanted.connect(self._print)
        gate.file_wanted.connect(self._save)

    def _print(self) -> None:
        """Straight to paper: no file of it stays behind."""
        from dorpsapp.ui.printing import print_pdf, say_printed

        def printed(pages: int) -> None:
            self._gate.notice.show_text(say_printed(pages))

        try:
            print_pdf(self._tasks, self._messages, lambda: work.recovery_pdf(self._made, self._initiative), printed)
        except UserError as trouble:
            self._failed(trouble)

    def _save(self) -> None:
        proposal = documents() / _("Herstelbrief {name}.pdf").format(name=self._initiative.replace("/", "-"))
        path = self._messages.save_path(_("Herstelbrief opslaan"), proposal, _("PDF-bestand (*.pdf)"))
        if path is not None:
            self._tasks.run(lambda _task: work.write_recovery(self._made, self._initiative, path), self._saved)

    def _saved(self, path: Path) -> None:
        text = _("Opgeslagen als {name}. Druk hem af en verwijder dan het bestand.")
        self._gate.notice.show_text(text.format(name=path.name))
