"""Rescuing: from a file that turns out to be damaged to a file to work in, with the recovery screen between."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from dorpsapp.text import _
from dorpsapp.ui import opening_work as work
from dorpsapp.ui.gates import Gate
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.tasks import Tasks

if TYPE_CHECKING:
    from dorpsapp.services.rescue import Rescue
    from dorpsapp.store.store import Store


class Rescuing:
    """Holds the key of a damaged file for as long as its recovery screen shows."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        preferences: Preferences,
        show: Callable[[Gate], None],
        leave: Callable[[], None],
        opened: Callable[[Store, Path], None],
    ) -> None:
        """`opened` hears of the file to go on with, and where the damaged one is now."""
        self._tasks = tasks
        self._messages = messages
        self._preferences = preferences
        self._show = show
        self._leave = leave
        self._opened = opened

    def begin(self, path: Path, given: work.Given | None, *, elsewhere: Path | None = None) -> None:
        """Look what there is to rescue the file with; backups are sought in both known places, and `elsewhere`."""
        from dorpsapp.ui.pages.backup_folders import all_folders

        folders = all_folders(self._preferences, path) + ([elsewhere] if elsewhere is not None else [])
        self._tasks.run(
            lambda _task: work.look_at_damage(path, given, folders, date.today()),
            lambda rescue: self._show_gate(rescue, given),
            title=_("Dorpsapp kijkt wat er nog te lezen is"),
        )

    def _show_gate(self, rescue: Rescue, given: work.Given | None) -> None:
        from dorpsapp.ui.gate_damaged import DamagedGate

        gate = DamagedGate(rescue.path, rescue)
        gate.restore_wanted.connect(lambda: self._put_back(gate, rescue))
        gate.other_wanted.connect(lambda: self._look_elsewhere(gate, rescue, given))
        gate.help_wanted.connect(lambda: self._save_for_help(gate, rescue))
        gate.left.connect(self._leave)
        self._show(gate)

    def _put_back(self, gate: Gate, rescue: Rescue) -> None:
        gate.set_busy(True)
        self._tasks.run(
            lambda _task: work.put_back(rescue, date.today()),
            lambda done: self._opened(*done),
            title=_("De reservekopie wordt teruggezet"),
        )

    def _look_elsewhere(self, gate: Gate, rescue: Rescue, given: work.Given | None) -> None:
        folder = self._messages.folder(_("Kies de map met reservekopieën"), Path.home())
        if folder is not None:
            gate.set_busy(True)
            self.begin(rescue.path, given, elsewhere=folder)

    def _save_for_help(self, gate: Gate, rescue: Rescue) -> None:
        proposal = Path.home() / _("{name} voor hulp.zip").format(name=rescue.path.stem)
        target = self._messages.save_path(_("Alles bewaren voor hulp"), proposal, _("Zip-bestand (*.zip)"))
        if target is None:
            return
        gate.set_busy(True)

        def saved(_nothing: None) -> None:
            gate.set_busy(False)
            text = _(
                "Bewaard als {name}. De gegevens erin blijven versleuteld. De namen van wie inlogt zijn wel te lezen."
            )
            gate.notice.show_text(text.format(name=target.name))

        self._tasks.run(lambda _task: work.save_for_help(rescue, target), saved, title=_("Alles wordt bewaard"))
