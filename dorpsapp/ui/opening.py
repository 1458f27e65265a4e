"""Opening: goes from the gates to an open file and back; loads the heavy parts of the program meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from dorpsapp.errors import Invalid, UserError, WrongPassword
from dorpsapp.text import _
from dorpsapp.ui import opening_work as work
from dorpsapp.ui.doorbell import Doorbell
from dorpsapp.ui.founding import SUFFIX, Founding
from dorpsapp.ui.gates import Gate, StartGate
from dorpsapp.ui.messages import Messages, documents
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.rescuing import Rescuing
from dorpsapp.ui.tasks import Tasks
from dorpsapp.ui.window import MainWindow

if TYPE_CHECKING:
    from dorpsapp.services.opening import NewFile
    from dorpsapp.store.location import Location
    from dorpsapp.store.store import Store
    from dorpsapp.ui.gate_unlock import UnlockGate
    from dorpsapp.ui.workplace import Workplace

Furnish = Callable[[MainWindow, "Store", Messages, Preferences, Callable[[], date]], None]
PRACTICE_FILE = f"oefenen{SUFFIX}"


class Opening(QObject):
    """Holds the open file: it is closed, after a backup, when another is chosen, the window goes, or it is locked."""

    loaded = Signal()
    opened = Signal()
    let_go = Signal()
    closed = Signal()

    def __init__(self, window: MainWindow, messages: Messages, preferences: Preferences, furnish: Furnish) -> None:
        super().__init__(window)
        self._window = window
        self._messages = messages
        self._preferences = preferences
        self._furnish = furnish
        self._tasks = Tasks(self, self._failed)
        window.follow(self._tasks)
        self._doorbell = Doorbell(window, preferences.path.parent)
        self._rescuing = Rescuing(self._tasks, messages, preferences, self._show, self.show_gate, self._rescued)
        self._founding = Founding(
            self._tasks, messages, self._show, self.show_gate, self._founded, self._opened, self._failed
        )
        self._gate: Gate | None = None
        self._loaded = False
        self._wanted: Path | None = None
        self.store: Store | None = None
        self._users: list[str] = []
        self._user = ""
        self._path: Path | None = None
        self._changed = False
        window.leaving_file.connect(self._leave)
        window.closed.connect(self._close_file)
        window.drawn_anew.connect(self._gate_anew)

    @property
    def is_busy(self) -> bool:
        """Whether a file is being opened, made or closed."""
        return self._tasks.busy

    def show_gate(self) -> None:
        """The choice of files; the very first time the choice of language and text size."""
        self._window.begin_at("start")
        self._doorbell.forget_file()
        if not self._preferences.welcomed:
            self._welcome()
            return
        gate = StartGate([path for path in self._preferences.files if path.exists()])
        gate.practice_wanted.connect(self.practise)
        gate.new_wanted.connect(self._founding.begin)
        gate.open_wanted.connect(self._ask_file)
        gate.file_wanted.connect(self.open_file)
        gate.language_wanted.connect(self._window.use_language)
        gate.set_busy(not self._loaded)
        self._show(gate)

    def begin(self, path: Path | None) -> None:
        """After the first paint: load what the pages need, then open the file of the command line."""
        self._wanted = path
        self._doorbell.hang()
        if path is not None and not self._doorbell.ring(path):
            self._doorbell.hang_for(path)  # before it is loaded: who starts twice does so at once
        self._tasks.run(work.load, self._ready)

    def close(self) -> None:
        """Wait for the threads; the program ends."""
        self._doorbell.take_down()
        self._close_file()
        self._tasks.close()

    def open_file(self, path: Path) -> None:
        """Open a file, after an offer to move what stands in a bad place; a window that has it comes to the front."""
        if self._doorbell.ring(path):
            if self._gate is not None:
                self._gate.notice.show_text(_("Dit bestand was al open. Dat venster staat nu vooraan."))
            return
        self._doorbell.hang_for(path)
        self._busy(True)
        self._tasks.run(lambda _task: work.place_of(path), lambda found: self._place_known(path, found))

    def _place_known(self, path: Path, found: Location) -> None:
        from dorpsapp.store.location import Place

        if found.place is Place.LOCAL or not path.exists():
            self._open_here(path)
        else:
            self._offer_to_move(path, found)

    def _offer_to_move(self, path: Path, found: Location) -> None:
        from dorpsapp.paths import data_folder
        from dorpsapp.ui.gate_place import PlaceGate

        gate = PlaceGate(path, found, data_folder())
        gate.move_wanted.connect(lambda: self._move(path))
        gate.open_wanted.connect(lambda: self._open_here(path))
        gate.left.connect(self.show_gate)
        self._show(gate)

    def _move(self, path: Path) -> None:
        from dorpsapp.ui.pages.backup_folders import choose_second_folder, first_folder

        def moved(target: Path) -> None:
            choose_second_folder(self._preferences, target, first_folder(path))  # a good place for closed copies
            self._open_here(target)

        self._busy(True)
        self._tasks.run(lambda _task: work.move_here(path), moved, title=_("Het bestand wordt verplaatst"))

    def _open_here(self, path: Path) -> None:
        self._busy(True)
        self._tasks.run(lambda _task: work.users_of(path), lambda users: self._users_known(path, users))

    def practise(self) -> None:
        """Open the practice file, and make it when there is none."""
        self._busy(True)
        path = self._preferences.path.parent / PRACTICE_FILE
        self._tasks.run(
            lambda task: work.practice_file(task, path), self._opened, title=_("Het oefenbestand wordt gemaakt")
        )

    def lock(self, why: str) -> None:
        """Cover everything at once, then close the file away from the main thread; the password opens it again.

        Whoever locks keeps the typing before this, and says where the window comes back.
        """
        store, workplace = self._let_go()
        with suppress(UserError):  # what cannot be read now is told when the file is opened again
            self._users = work.users_of(store.path) or self._users  # someone may have come or gone meanwhile
        self._show_unlock(store.path, self._users, why)
        self._close_behind(store, workplace)

    def _close_behind(self, store: Store, workplace: Workplace) -> None:
        """Close a file of which nothing shows any more, away from the main thread."""
        self._busy(True)
        changed, folders = self._changed, self._backup_folders(store)

        def failed(trouble: BaseException) -> None:
            self._closed(workplace)
            self._failed(trouble)

        self._tasks.run(
            lambda _task: work.close_file(workplace.tasks, store, folders, changed=changed),
            lambda _nothing: self._closed(workplace),
            failed,
        )

    def _swap(self, source: Path) -> None:
        """Put a backup in the place of the open file, and go on with that."""
        store, workplace = self._let_go()
        folders = self._backup_folders(store)
        self.show_gate()
        self._busy(True)

        def done(swapped: tuple[Store, Path]) -> None:
            workplace.take_apart()
            self._window.begin_at("backup", swapped[1])
            self._opened(swapped[0])

        def failed(trouble: BaseException) -> None:
            workplace.take_apart()
            self._failed(trouble)

        self._tasks.run(
            lambda _task: work.swap(workplace.tasks, store, source, folders[0], date.today()),
            done,
            failed,
            title=_("De reservekopie wordt teruggezet"),
        )

    def _let_go(self) -> tuple[Store, Workplace]:
        """Show nothing of the open file any more, and begin nothing new with it."""
        store, workplace = self.store, self._window.workplace
        assert store is not None and workplace is not None
        self.store = None
        self.let_go.emit()
        workplace.drafts.keep_now()
        workplace.tasks.stop()
        workplace.changes.close()
        self._window.forget_file()
        return store, workplace

    def _closed(self, workplace: Workplace) -> None:
        workplace.take_apart()
        self._busy(False)
        if self._gate is not None:
            self._gate.setFocus()
        QTimer.singleShot(0, self, self.closed.emit)  # what was taken apart is gone by then

    def _ready(self, _nothing: None) -> None:
        self._loaded = True
        self._busy(False)
        self.loaded.emit()
        if self._wanted is not None:
            self.open_file(self._wanted)
        elif self._gate is not None:
            self._gate.setFocus()

    def _gate_anew(self) -> None:
        """The gate in the language that was just chosen."""
        if self.store is None:
            self.show_gate()

    def _welcome(self) -> None:
        from dorpsapp.ui.gate_welcome import WelcomeGate

        gate = WelcomeGate(self._window.look, self._preferences)
        gate.language_wanted.connect(self._window.use_language)
        gate.finished.connect(self._welcomed)
        self._show(gate)

    def _welcomed(self) -> None:
        self._preferences.welcomed = True
        self.show_gate()
        if self._gate is not None:
            self._gate.setFocus()

    def _users_known(self, path: Path, users: list[str] | None) -> None:
        if users is None:
            self._open(path, None)
        else:
            self._show_unlock(path, users)

    def _show_unlock(self, path: Path, users: list[str], why: str = "") -> UnlockGate:
        from dorpsapp.ui.gate_unlock import UnlockGate

        self._users = users
        gate = UnlockGate(path, users, user=self._user, why=why)
        gate.password_given.connect(lambda name, password: self._open(path, (name, password, ())))
        gate.recovery_given.connect(lambda rows: self._open(path, ("", "", rows)))
        gate.left.connect(self.show_gate)
        self._show(gate)
        return gate

    def _open(self, path: Path, given: work.Given | None) -> None:
        self._busy(True)
        self._user, self._path = given[0] if given else "", path

        def failed(trouble: BaseException) -> None:
            from dorpsapp.store.trouble import Damaged

            if isinstance(trouble, Damaged):
                self._rescuing.begin(path, given)
            else:
                self._failed(trouble)

        self._tasks.run(
            lambda _task: work.open_file(path, given), self._opened, failed, title=_("Het bestand wordt geopend")
        )

    def _rescued(self, store: Store, damaged: Path) -> None:
        self._window.begin_at("salvage", damaged)
        self._opened(store)

    def _opened(self, store: Store) -> None:
        self.store = store
        self._changed = False
        self._doorbell.hang_for(store.path)
        if not store.practice:
            self._preferences.remember_file(store.path)
        store.on_change(self._note_change)
        self._gate = None
        self._furnish(self._window, store, self._messages, self._preferences, date.today)
        assert self._window.workplace is not None
        self._window.workplace.swap.wanted.connect(self._swap, Qt.ConnectionType.QueuedConnection)
        self.opened.emit()
        first = self._backup_folders(store)[0]
        tasks, changes = self._window.workplace.tasks, self._window.workplace.changes

        def copied(made: bool) -> None:
            if made:
                changes.beside.emit()

        tasks.run(lambda _task: work.first_of_the_day(store, first), copied)

    def _note_change(self, _types: object) -> None:
        self._changed = True

    def _ask_file(self) -> None:
        pattern = _("Bestand van Dorpsapp (*{suffix})").format(suffix=SUFFIX)
        path = self._messages.open_path(_("Bestand openen"), documents(), pattern)
        if path is not None:
            self.open_file(path)

    def _founded(self, made: NewFile, user: str) -> None:
        """A file was made; its recovery code shows before anything else."""
        self.store = made.store
        self._users, self._user = [user], user

    def _show(self, gate: Gate) -> None:
        self._gate = gate
        self._window.show_gate(gate)

    def _busy(self, busy: bool) -> None:
        if self._gate is not None:
            self._gate.set_busy(busy)

    def _failed(self, trouble: BaseException) -> None:
        self._busy(False)
        if not isinstance(trouble, UserError) or self._gate is None:
            raise trouble
        if not isinstance(trouble, Invalid):
            self._gate.show_trouble(trouble.sentence)
        else:
            self._gate.show_problems(trouble.problems)
        if isinstance(trouble, WrongPassword) and self._path is not None:
            self._gate.hold(work.seconds_to_wait(self._path, self._user))

    def _leave(self) -> None:
        store, workplace = self._let_go()
        self.show_gate()
        self._close_behind(store, workplace)

    def _close_file(self) -> None:
        """Close the file, with a backup when something has changed."""
        if self.store is None:
            return
        store, self.store = self.store, None
        self.let_go.emit()
        workplace = self._window.workplace
        if workplace is not None:
            workplace.drafts.keep_now()
            workplace.tasks.stop()
            workplace.changes.close()
        folders = self._backup_folders(store)
        work.close_file(workplace.tasks if workplace else None, store, folders, changed=self._changed)
        if workplace is not None:
            workplace.take_apart()

    def _backup_folders(self, store: Store) -> list[Path]:
        from dorpsapp.ui.pages.backup_folders import all_folders

        return all_folders(self._preferences, store.path)
