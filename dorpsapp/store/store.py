"""Store: the one open data file, with named writes that can be taken back and news of what changed."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, closing, contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Self, TypeAlias, TypeVar

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Record
from dorpsapp.store import audit, file_state, health, history, key_copy, migrate, rekey, unfinished, user_roles
from dorpsapp.store.audit_entry import AuditAction, Head
from dorpsapp.store.connection import PRACTICE_KEY, READING, connect, make_engine, raw
from dorpsapp.store.driver import Connection, check_driver
from dorpsapp.store.files import explained_files, move_to_new_name, remove
from dorpsapp.store.history import Entry
from dorpsapp.store.journal import Journal
from dorpsapp.store.key_files import KeySet
from dorpsapp.store.location import refuse_network
from dorpsapp.store.lock import FileLock
from dorpsapp.store.masking import hide_columns
from dorpsapp.store.one_writer import OneWriter
from dorpsapp.store.reversal import Report, unheard
from dorpsapp.store.slots import User
from dorpsapp.store.tables import record_types
from dorpsapp.store.trouble import OlderFile, ReadOnlyFile, WrongKey, in_plain_words
from dorpsapp.store.unit import Unit, prepare_session
from dorpsapp.store.user_roles import Capability, UserRole
from dorpsapp.store.write_rules import refuse_restricted, refuse_without_consent

Listener = Callable[[frozenset[type[Record]]], None]
T = TypeVar("T")
Choose = Callable[[sa.Connection], Entry | None]
NO_USER = User("", "", UserRole.ADMINISTRATOR.value)
"""Who works in a file that asks for no name: a practice file, and one that is opened with the recovery sheet."""
Reading: TypeAlias = Session
"""What read() gives, for those who only pass it on and need to know no SQL."""


class Store:
    """An open data file: read() gives a picture, write() a unit of work; on_change() hears of every commit.

    The role of the user decides what may be written, and whether sensitive values are there to be read.
    """

    def __init__(
        self,
        path: Path,
        key: bytes,
        *,
        practice: bool,
        read_only: bool,
        lock: FileLock | None,
        user: User = NO_USER,
    ) -> None:
        self.path = path
        self.key = key
        self.practice = practice
        self.read_only = read_only
        self.user = user
        self.role = UserRole.of(user.role)
        self._lock = lock
        self._connect()
        self._listeners: list[Listener] = []
        self._writer = OneWriter()

    def _connect(self) -> None:
        self._engine = make_engine(self.path, self.key, read_only=self.read_only)
        self._reading = self._engine.execution_options(**{READING: True})
        self._unchecked = make_engine(self.path, self.key, foreign_keys=False)
        if not self.may(Capability.SENSITIVE):
            hide_columns(self._engine, user_roles.HIDDEN)

    @classmethod
    def create(cls, path: Path, *, practice: bool = False, key: bytes | None = None, opened_by: User = NO_USER) -> Self:
        """A new, empty file, opened; never over another file. A practice file needs no key of its own."""
        key = _key_for(practice, key)
        refuse_network(path)
        check_driver()
        lock = FileLock(path)
        lock.acquire(opened_by.name)
        new = unfinished.name_of_new(path)
        try:
            with explained_files(), in_plain_words():
                if path.exists():
                    raise FileExistsError(path.name)
                remove(new)
                migrate.make_new(new, key, practice=practice, database_id=key_copy.database_id_beside(path, key))
                move_to_new_name(new, path)
            return cls._opened(path, key, practice=practice, read_only=False, lock=lock, user=opened_by)
        except BaseException:
            remove(new)
            lock.release()
            raise

    @classmethod
    def open(
        cls,
        path: Path,
        key: bytes | None,
        *,
        practice: bool = False,
        read_only: bool = False,
        opened_by: User = NO_USER,
        progress: Callable[[str], None] | None = None,
    ) -> Self:
        """The file, opened and brought up to date; raises a UserError and leaves it untouched when it is not fit.

        `opened_by` is whom others see while the file is open, and whose role counts; `progress` hears what a migration
        is doing.
        """
        key = _key_for(practice, key)
        refuse_network(path)
        check_driver()
        file_state.refuse_foreign(path)
        lock = None if read_only else FileLock(path)
        if lock is not None:
            lock.acquire(opened_by.name)
        try:
            try:
                state = file_state.inspect(path, key, may_recover=lock is not None)
            except WrongKey as trouble:
                raise key_copy.wrong_key_or_damaged(path, key) from trouble
            if state.practice != practice:
                raise WrongKey
            if state.schema < file_state.latest_schema():
                if read_only:
                    raise OlderFile
                migrate.upgrade(path, key, progress=progress)
            looked = lock is not None and health.refuse_damaged(path, key, was_interrupted=lock.was_left_behind)
            return cls._opened(
                path, key, practice=practice, read_only=read_only, lock=lock, user=opened_by, looked=looked
            )
        except BaseException:
            if lock is not None:
                lock.release()
            raise

    @classmethod
    def _opened(
        cls,
        path: Path,
        key: bytes,
        *,
        practice: bool,
        read_only: bool,
        lock: FileLock | None,
        user: User,
        looked: bool = True,
    ) -> Self:
        store = cls(path, key, practice=practice, read_only=read_only, lock=lock, user=user)
        if not read_only:
            unfinished.clear_away(path)
            with in_plain_words(), store._engine.begin() as connection:
                history.prune(connection)
                audit.prune(raw(connection), key)
                if not practice:  # anyone may practise
                    audit.append(raw(connection), key, user, AuditAction.OPENED)
                key_copy.bring_together(path, key, raw(connection))
                if looked:
                    health.remember_whole_look(raw(connection))
        return store

    @contextmanager
    def read(self) -> Iterator[Session]:
        """One consistent picture of the file; within another read or a write of the same thread, that one as it is."""
        here = self._writer.here
        if here.unit is not None:
            here.unit.flush()
            yield here.unit.session
            return
        if here.session is not None:
            yield here.session
            return
        with in_plain_words(), Session(self._reading, expire_on_commit=False) as session:
            prepare_session(session, None)
            here.session = session
            try:
                with self._writer.interruptible(session):
                    yield session
            finally:
                here.session = None

    def giving_way(self, work: Callable[[], T]) -> T:
        """Do what reads for long and writes nothing, on a thread; done again when the window saved meanwhile."""
        return self._writer.give_way(work)

    @contextmanager
    def write(self, what: str, *, keep: bool = False, undoable: bool = True) -> Iterator[Unit]:
        """One transaction with a name: all of it is saved, or, when the block is left by an exception, nothing.

        `keep` is for imports: their entry in the history outlives the thirty days. `undoable=False` keeps no old
        values at all, as erasing a person asks.
        """
        with self._alone(), in_plain_words(), Session(self._engine, expire_on_commit=False) as session:
            journal = Journal()
            prepare_session(session, journal)
            unit = Unit(session, journal)
            self._writer.here.unit = unit
            try:
                session.connection()  # takes the write lock now, not at the first change
                yield unit
                session.flush()
                changes, renames = journal.changes(raw(session.connection()))
                user_roles.refuse_tables(self.role, changes)
                refuse_without_consent(raw(session.connection()), changes, cleaning=not undoable)
                refuse_restricted(raw(session.connection()), changes, unit.returned)
                history.rename(session.connection(), renames)
                if changes and undoable:
                    history.remember(session.connection(), what, changes, keep=keep)
                audit.append_changes(raw(session.connection()), self.key, self.user, AuditAction.CHANGED, changes)
                session.commit()
            finally:
                self._writer.here.unit = None
        self._tell(frozenset(changes))

    def undo(self, report: Report = unheard) -> str | None:
        """Take the latest unit of work back and give its name; None when there is none.

        `report` hears the rows so far and their number; what it raises leaves everything as it was.
        """
        return self._turn(history.latest_done, AuditAction.UNDONE, report)

    def redo(self, report: Report = unheard) -> str | None:
        """Do again what was undone last and give its name; None when there is nothing."""
        return self._turn(history.earliest_undone, AuditAction.REDONE, report)

    def undo_entry(self, number: int, report: Report = unheard, *, partly: bool = False) -> str:
        """Take any unit of work of the history back, such as a whole import weeks later.

        With `partly` the rows that edited_since() names stay as they are.
        """

        def find(connection: sa.Connection) -> Entry:
            return history.find_done(connection, number)

        done = self._turn(find, AuditAction.UNDONE, report, partly=partly)
        assert done is not None
        return done

    def edited_since(self, number: int) -> list[str]:
        """What of this unit of work was edited since or is in use by now, in words; CanNotUndo when it is gone."""
        with self.read() as session:
            return history.edited_since(session.connection(), number)

    def why_not_undone(self, number: int) -> str | None:
        """Why undo_entry() would refuse this entry now, found without changing anything; None when it would not."""
        with self.read() as session:
            connection = session.connection()
            try:
                user_roles.refuse_tables(self.role, history.tables_of(connection, number))
            except user_roles.NotAllowed as trouble:
                return trouble.sentence
            return history.why_not(connection, number)

    def next_step(self, choose: Choose) -> Entry | None:
        """What undo(), with history.latest_done, or redo(), with history.earliest_undone, would be about."""
        with self.read() as session:
            return choose(session.connection())

    def undoable(self) -> str | None:
        """The name of what undo() would take back."""
        entry = self.next_step(history.latest_done)
        return entry.what if entry else None

    def redoable(self) -> str | None:
        """The name of what redo() would do again."""
        entry = self.next_step(history.earliest_undone)
        return entry.what if entry else None

    def history(self, limit: int = 50) -> tuple[Entry, ...]:
        """The latest units of work, the newest first."""
        with self.read() as session:
            return history.listing(session.connection(), limit)

    def touched_since(self, record_type: type[Record], since: datetime) -> list[tuple[int, int]]:
        """Spans of ids of records that were added or changed since a moment (UTC), the highest first."""
        with self.read() as session:
            return history.touched_since(session.connection(), record_type.__tablename__, since)

    def on_change(self, listener: Listener) -> Callable[[], None]:
        """Call the listener after every commit, in the thread that wrote; gives a function that ends this."""
        self._listeners.append(listener)

        def unsubscribe() -> None:
            if listener in self._listeners:
                self._listeners.remove(listener)

        return unsubscribe

    def may(self, what: Capability) -> bool:
        """Whether the role of the user allows this."""
        return user_roles.may(self.role, what)

    def require(self, what: Capability) -> None:
        """Raise NotAllowed unless the role of the user allows this."""
        user_roles.require(self.role, what)

    def note(
        self, action: AuditAction, *, detail: str = "", people: Iterable[int] = (), at: datetime | None = None
    ) -> None:
        """Add a line to the audit for what is no change, such as looking.

        A file that was opened to read only takes this one line too, so that nothing leaves it unseen; raises
        ReadOnlyFile where nothing can be written at all. Only a practice file is then left as it is.
        """
        if self.read_only and self.practice:
            return
        add = partial(
            audit.append, database_key=self.key, user=self.user, action=action, detail=detail, people=people, at=at
        )
        if not self.read_only:
            with self._alone(), in_plain_words(), self._engine.begin() as connection:
                add(raw(connection))
            return
        with in_plain_words(), closing(self.own_connection(read_only=False)) as own:
            own.execute("BEGIN IMMEDIATE")
            add(own)
            own.execute("COMMIT")

    def audit_head(self) -> Head:
        """The last line of the audit, to keep elsewhere."""
        with self.read() as session:
            return audit.head(raw(session.connection()))

    def remember_keys(self) -> None:
        """Copy the slots into the file, after users or passwords changed while it is open."""
        with self._alone(), in_plain_words(), self._engine.begin() as connection:
            key_copy.bring_together(self.path, self.key, raw(connection))

    def compact(self) -> None:
        """Write the file anew, so that nothing of what was removed is left in its free room."""
        with self._alone(), in_plain_words(), closing(self.own_connection(read_only=False)) as own:
            own.execute("VACUUM")

    def change_key(self, new_key: bytes, key_set: KeySet) -> None:
        """Encrypt the file under another key and go on with it; `key_set` holds slots with both (see rekey)."""
        with self._alone():
            self._engine.dispose()
            self._unchecked.dispose()
            rekey.switch(self.path, self.key, new_key, key_set)
            self.key = new_key
            self._connect()

    def own_connection(self, *, read_only: bool = True) -> Connection:
        """A driver's connection for the caller alone, as backups and checks need; the caller closes it."""
        with in_plain_words():
            return connect(self.path, self.key, read_only=read_only)

    def close(self) -> None:
        """Let go of the file; harmless when done twice."""
        self._engine.dispose()
        self._unchecked.dispose()
        if self._lock is not None:
            self._lock.release()

    def _turn(self, choose: Choose, action: AuditAction, report: Report, *, partly: bool = False) -> str | None:
        with self._alone(), in_plain_words(), self._unchecked.begin() as connection:
            entry = choose(connection)
            if entry is None:
                return None
            changes = history.turn(connection, entry, report, partly=partly)
            user_roles.refuse_tables(self.role, changes)
            refuse_without_consent(raw(connection), changes)
            audit.append_changes(raw(connection), self.key, self.user, action, changes)
        self._tell(frozenset(changes))
        return entry.what

    def _alone(self) -> AbstractContextManager[None]:
        if self.read_only:
            raise ReadOnlyFile
        return self._writer.alone()

    def _tell(self, tables: frozenset[str]) -> None:
        if not tables:
            return
        known = record_types()
        changed = frozenset(known[table] for table in tables)
        for listener in tuple(self._listeners):
            listener(changed)


def _key_for(practice: bool, key: bytes | None) -> bytes:
    if practice:
        return PRACTICE_KEY
    if key is None:
        raise ValueError("only a practice file has no key of its own")
    return key
