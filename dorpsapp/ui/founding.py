"""Founding: from a few names to a new file, on this computer itself, with its recovery code on paper."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from dorpsapp.text import _
from dorpsapp.ui import opening_work as work
from dorpsapp.ui.gates import Gate
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.tasks import Tasks

if TYPE_CHECKING:
    from dorpsapp.services.opening import NewFile
    from dorpsapp.store.location import Location
    from dorpsapp.store.store import Store

SUFFIX = ".dorpsapp"


class Founding:
    """Asks where the file goes, and does not let go before the recovery code was typed back."""

    def __init__(
        self,
        tasks: Tasks,
        messages: Messages,
        show: Callable[[Gate], None],
        leave: Callable[[], None],
        made: Callable[[NewFile, str], None],
        opened: Callable[[Store], None],
        failed: Callable[[BaseException], None],
    ) -> None:
        """`made` hears of the file and the name of its first user, `opened` that the work can begin."""
        self._tasks = tasks
        self._messages = messages
        self._show = show
        self._leave = leave
        self._made = made
        self._opened = opened
        self._failed = failed

    def begin(self, values: Mapping[str, str] | None = None) -> None:
        """Ask what a new file needs; what was filled in before stands there again."""
        from dorpsapp.store.passwords import propose
        from dorpsapp.ui.gate_new import NewFileGate

        gate = NewFileGate(propose())
        for name, text in (values or {}).items():
            gate.lines[name].setText(text)
        gate.wanted.connect(lambda given: self._ask_place(gate, given))
        gate.left.connect(self._leave)
        self._show(gate)
        gate.setFocus()

    def _ask_place(self, gate: Gate, values: Mapping[str, str]) -> None:
        proposal = work.own_folder() / f"{values['initiative'].replace('/', '-')}{SUFFIX}"
        pattern = _("Bestand van Dorpsapp (*{suffix})").format(suffix=SUFFIX)
        path = self._messages.save_path(_("Waar bewaart u het bestand?"), proposal, pattern)
        if path is None:
            return
        whole = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        gate.set_busy(True)
        self._tasks.run(
            lambda _task: work.place_for_new(whole), lambda found: self._place_known(gate, whole, values, found)
        )

    def _place_known(self, gate: Gate, path: Path, values: Mapping[str, str], found: Location) -> None:
        from dorpsapp.store.location import Place
        from dorpsapp.ui.gate_place import NewPlaceGate

        if found.place is Place.LOCAL:
            self._make(gate, path, values)
            return
        folder = work.own_folder()
        offer = NewPlaceGate(path, found, folder)
        offer.here_wanted.connect(lambda: self._make(offer, folder / path.name, values))
        offer.there_wanted.connect(lambda: self._make(offer, path, values))
        offer.left.connect(lambda: self.begin(values))
        self._show(offer)
        offer.setFocus()

    def _make(self, gate: Gate, path: Path, values: Mapping[str, str]) -> None:
        gate.notice.hide()
        gate.set_busy(True)
        self._tasks.run(
            lambda _task: work.make_file(path, values),
            lambda made: self._show_recovery(made, values),
            title=_("Het bestand wordt gemaakt"),
        )

    def _show_recovery(self, made: NewFile, values: Mapping[str, str]) -> None:
        from dorpsapp.ui.gate_new import RecoveryGate
        from dorpsapp.ui.recovery_letter import RecoveryLetter

        gate = RecoveryGate(made.recovery_rows)
        gate.finished.connect(lambda: self._opened(made.store))
        RecoveryLetter(gate, made, values["initiative"], self._tasks, self._messages, self._failed)
        self._made(made, values["user"])
        self._show(gate)
