"""Everyone who can be suggested, for the whole window: read once in the background, and again after a change."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal

from dorpsapp.models import ClientRole, Participation, Person, Record, VolunteerRole
from dorpsapp.services.people_list import PersonChoice, everyone
from dorpsapp.store.store import Store
from dorpsapp.ui.changes import Changes
from dorpsapp.ui.tasks import Tasks
from dorpsapp.ui.widgets.ranking import Candidate

_WATCHED: frozenset[type[Record]] = frozenset({Person, VolunteerRole, ClientRole, Participation})


class Everyone(QObject):
    """`changed` tells when people were read again; until then the earlier ones serve."""

    changed = Signal()

    def __init__(self, store: Store, tasks: Tasks, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._people: tuple[PersonChoice, ...] = ()
        self._is_fresh = False
        changes.happened.connect(self._hear)

    @property
    def people(self) -> tuple[PersonChoice, ...]:
        """Everyone as last read."""
        return self._people

    def fresh(self) -> tuple[PersonChoice, ...]:
        """Everyone as it is now: read on the spot only when the background has not come to it yet."""
        if not self._is_fresh:
            self._people, self._is_fresh = everyone(self._store), True
        return self._people

    def candidates(self) -> list[Candidate]:
        """Everyone as suggestions, whatever their role."""
        return [
            Candidate(each.id, each.name, each.detail, max(each.recent.values(), default=0), each.also)
            for each in self.fresh()
        ]

    def read(self) -> None:
        """Read in the background."""
        self._tasks.run(lambda _task: everyone(self._store), self._take, key="everyone")

    def _hear(self, types: frozenset[type[Record]]) -> None:
        if types & _WATCHED:
            self._is_fresh = False
            self.read()

    def _take(self, people: tuple[PersonChoice, ...]) -> None:
        self._people, self._is_fresh = people, True
        self.changed.emit()
