"""Opening: goes from the gates to an open file and back; loads the heavy parts of the program meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QStandardPaths

from dorpsapp.errors import Invalid, UserError
from dorpsapp.text import _
from dorpsapp.ui.gates import Gate, NewFileGate, RecoveryGate, StartGate, UnlockGate
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.tasks import Task, Tasks
from dorpsapp.ui.window import MainWindow

if TYPE_CHECKING:
    from dorpsapp.services.opening import Credentials, NewFile
    from dorpsapp.store.store import Store

Furnish = Callable[[MainWindow, "Store", Messages, Preferences, Callable[[], date]], None]
SUFFIX = ".dorpsapp"
PRACTICE_VILLAGE = "achterveld"


class Opening(QObject):
    """Holds the open file: it is closed, after a backup, when another is chosen or the window goes."""

    def __init__(self, window: MainWindow, messages: Messages, preferences: Preferences, furnish: Furnish) -> None:
        super().__init__(window)
        self._window = window
        self._messages = messages
        self._preferences = preferences
        self._furnish = furnish
        self._tasks = Tasks(self, self._failed)
        window.follow(self._tasks)
        self._gate: Gate | None = None
        self._loaded = False
        self._wanted: Path | None = None
        self.store: Store | None = None
        self._changed = False
        window.leaving_file.connect(self._leave)
        window.closed.connect(self._let_go)
        window.drawn_anew.connect(self._gate_anew)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being opened or made."""
        return self._tasks.busy

    def show_gate(self) -> None:
        """The choice of files."""
        gate = StartGate([path for path in self._preferences.files if path.exists()])
        gate.practice_wanted.connect(self.practise)
        gate.new_wanted.connect(self._ask_new)
        gate.open_wanted.connect(self._ask_file)
        gate.file_wanted.connect(self.open_file)
        gate.set_busy(not self._loaded)
        self._show(gate)

    def _gate_anew(self) -> None:
        """The choice of files in the language that was just chosen."""
        if self.store is None:
            self.show_gate()

    def begin(self, path: Path | None) -> None:
        """After the first paint: load what the pages need, then open the file of the command line."""
        self._wanted = path
        self._tasks.run(_load, self._ready)

    def close(self) -> None:
        """Wait for the threads; the program ends."""
        self._let_go()
        self._tasks.close()

    def open_file(self, path: Path) -> None:
        """Open at once what needs no password, and ask for the password otherwise."""
        self._busy(True)
        self._tasks.run(lambda _task: _users_of(path), lambda users: self._users_known(path, users))

    def practise(self) -> None:
        """Open the practice file, and make it when there is none."""
        self._busy(True)
        path = self._preferences.path.parent / _("oefenen{suffix}").format(suffix=SUFFIX)
        self._tasks.run(
            lambda task: _practice_file(task, path), self._opened, title=_("Het oefenbestand wordt gemaakt")
        )

    def _ready(self, _nothing: None) -> None:
        self._loaded = True
        self._busy(False)
        if self._wanted is not None:
            self.open_file(self._wanted)
        elif self._gate is not None:
            self._gate.setFocus()

    def _users_known(self, path: Path, users: list[str] | None) -> None:
        if users is None:
            self._open(path, None)
            return
        gate = UnlockGate(path, users)
        gate.password_given.connect(lambda name, password: self._open(path, (name, password, ())))
        gate.recovery_given.connect(lambda rows: self._open(path, ("", "", rows)))
        gate.left.connect(self.show_gate)
        self._show(gate)

    def _open(self, path: Path, given: tuple[str, str, tuple[str, ...]] | None) -> None:
        self._busy(True)
        self._tasks.run(lambda _task: _open_store(path, given), self._opened, title=_("Het bestand wordt geopend"))

    def _opened(self, store: Store) -> None:
        self.store = store
        self._changed = False
        if not store.practice:
            self._preferences.remember_file(store.path)
        store.on_change(self._note_change)
        self._gate = None
        self._furnish(self._window, store, self._messages, self._preferences, date.today)

    def _note_change(self, _types: object) -> None:
        self._changed = True

    def _ask_file(self) -> None:
        pattern = _("Bestand van Dorpsapp (*{suffix})").format(suffix=SUFFIX)
        path = self._messages.open_path(_("Bestand openen"), _documents(), pattern)
        if path is not None:
            self.open_file(path)

    def _ask_new(self) -> None:
        from dorpsapp.store.passwords import propose

        gate = NewFileGate(propose())
        gate.wanted.connect(self._make_new)
        gate.left.connect(self.show_gate)
        self._show(gate)

    def _make_new(self, values: dict[str, str]) -> None:
        proposal = _documents() / f"{values['initiative'].replace('/', '-')}{SUFFIX}"
        pattern = _("Bestand van Dorpsapp (*{suffix})").format(suffix=SUFFIX)
        path = self._messages.save_path(_("Waar bewaart u het bestand?"), proposal, pattern)
        if path is None:
            return
        path = path if path.suffix == SUFFIX else path.with_name(path.name + SUFFIX)
        self._busy(True)
        self._tasks.run(
            lambda _task: _make_file(path, values),
            lambda made: self._show_recovery(made, values["initiative"]),
            title=_("Het bestand wordt gemaakt"),
        )

    def _show_recovery(self, made: NewFile, initiative: str) -> None:
        gate = RecoveryGate(made.recovery_rows)
        gate.finished.connect(lambda: self._opened(made.store))
        gate.print_wanted.connect(lambda: self._print_recovery(made, initiative))
        gate.file_wanted.connect(lambda: self._save_recovery(made, initiative))
        self.store = made.store
        self._show(gate)

    def _print_recovery(self, made: NewFile, initiative: str) -> None:
        """Straight to paper: no file of it stays behind."""
        from dorpsapp.ui.printing import print_pdf, say_printed

        def printed(pages: int) -> None:
            if self._gate is not None:
                self._gate.notice.show_text(say_printed(pages))

        try:
            print_pdf(self._tasks, self._messages, lambda: _recovery_pdf(made, initiative), printed)
        except UserError as trouble:
            self._failed(trouble)

    def _save_recovery(self, made: NewFile, initiative: str) -> None:
        proposal = _documents() / _("Herstelbrief {name}.pdf").format(name=initiative.replace("/", "-"))
        path = self._messages.save_path(_("Herstelbrief opslaan"), proposal, _("PDF-bestand (*.pdf)"))
        if path is not None:
            self._tasks.run(
                lambda _task: _write_recovery(made, initiative, path),
                lambda saved: (
                    self._gate.notice.show_text(
                        _("Opgeslagen als {name}. Druk hem af en verwijder dan het bestand.").format(name=saved.name)
                    )
                    if self._gate
                    else None
                ),
            )

    def _show(self, gate: Gate) -> None:
        self._gate = gate
        self._window.show_gate(gate)

    def _busy(self, busy: bool) -> None:
        if self._gate is not None:
            self._gate.set_busy(busy)

    def _failed(self, trouble: BaseException) -> None:
        self._busy(False)
        if isinstance(trouble, Invalid) and isinstance(self._gate, NewFileGate):
            self._gate.show_problems(trouble.problems)
        elif isinstance(trouble, UserError) and self._gate is not None:
            self._gate.show_trouble(trouble.sentence)
        else:
            raise trouble

    def _leave(self) -> None:
        self._let_go()
        self._window.forget_file()
        self.show_gate()

    def _let_go(self) -> None:
        """Close the file, with a backup when something has changed."""
        if self.store is None:
            return
        store, self.store = self.store, None
        if self._window.workplace is not None:
            self._window.workplace.drafts.keep_now()
            self._window.workplace.tasks.close()
            self._window.workplace.changes.close()
        if self._changed and not store.practice:
            _closing_backup(store)
        store.close()


def _load(_task: Task[None]) -> None:
    """Everything that opening a file and its first page need, on a thread so that the window stays alive."""
    import dorpsapp.reports.charts
    import dorpsapp.services.opening
    import dorpsapp.ui.pages.start
    import dorpsapp.ui.widgets.chart  # noqa: F401 - importing is the point
    from dorpsapp.logbook import start_log
    from dorpsapp.reports import pdf_fonts

    start_log()
    pdf_fonts.register_fonts()


def _users_of(path: Path) -> list[str] | None:
    """The names of who can open this file; None for a practice file."""
    from dorpsapp.store import keys
    from dorpsapp.store.file_state import is_practice_file

    return None if is_practice_file(path) else [user.name for user in keys.users(path)]


def _open_store(path: Path, given: tuple[str, str, tuple[str, ...]] | None) -> Store:
    from dorpsapp.services.opening import Credentials, open_store

    if given is None:
        return open_store(path, Credentials())
    name, password, rows = given
    found: Credentials = Credentials(name, password, rows)
    return open_store(path, found)


def _practice_file(task: Task[Store], path: Path) -> Store:
    from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
    from dorpsapp.store.store import Store

    if path.exists():
        return Store.open(path, None, practice=True)
    store = Store.create(path, practice=True)
    try:
        make_village(store, VILLAGES[PRACTICE_VILLAGE], VillageSize(), task.report)
    except BaseException:
        store.close()
        path.unlink()
        raise
    return store


def _make_file(path: Path, values: dict[str, str]) -> NewFile:
    from dorpsapp.services.opening import new_file

    return new_file(path, values["initiative"], values["municipality"], values["user"], values["password"])


def _recovery_pdf(made: NewFile, initiative: str) -> bytes:
    from dorpsapp.reports.pdf import render_pdf
    from dorpsapp.reports.recovery_sheet import recovery_sheet

    return render_pdf(recovery_sheet(initiative, made.store.path.name, made.recovery_rows, date.today()))


def _write_recovery(made: NewFile, initiative: str, path: Path) -> Path:
    from dorpsapp.reports.saving import save_bytes

    save_bytes(path, _recovery_pdf(made, initiative))
    return path


def _closing_backup(store: Store) -> None:
    import logging

    from dorpsapp.store import backup, file_state, rotation
    from dorpsapp.ui.pages.backup_folders import first_folder

    folder = first_folder(store.path)
    try:
        backup.make(store.path, store.key, folder)
        rotation.rotate(folder, file_state.inspect(store.path, store.key).database_id)
    except UserError as trouble:  # closing goes on: the data itself is safe, and the start page warns
        logging.getLogger(__name__).warning("closing backup failed: %s", type(trouble).__name__)


def _documents() -> Path:
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
