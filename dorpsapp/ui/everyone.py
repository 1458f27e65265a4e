"""Everyone who can be picked, read on a thread and shared by all fields, kept up to date by the change news."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from dorpsapp.models import ClientRole, ParticipantRole, Participation, Person, Record, Restriction, VolunteerRole
from dorpsapp.services.people import names_by_id
from dorpsapp.services.people_list import everyone
from dorpsapp.services.people_search import GoOn, WordsOfPeople
from dorpsapp.ui.widgets.ranking import Candidate

if TYPE_CHECKING:
    from dorpsapp.store.store import Store
    from dorpsapp.ui.changes import Changes
    from dorpsapp.ui.tasks import Tasks

_WATCHED: frozenset[type[Record]] = frozenset({Person, VolunteerRole, ClientRole, Participation, Restriction})
Lists = Mapping[ParticipantRole | None, Sequence[Candidate]]


class Everyone(QObject):
    """Nobody waits for it: until the first reading is done there are no candidates and `is_known` is False.

    Reading takes about half a second for ten thousand people; `changed` comes after each.
    """

    changed = Signal()

    def __init__(self, store: Store, tasks: Tasks, changes: Changes, parent: QObject) -> None:
        super().__init__(parent)
        self._store = store
        self._tasks = tasks
        self._lists: Lists = {}
        self._by_id: dict[object, Candidate] = {}
        self._words: tuple[Lists, WordsOfPeople] | None = None
        changes.happened.connect(self._hear)

    @property
    def is_known(self) -> bool:
        """Whether everyone has been read."""
        return bool(self._lists)

    def read(self) -> None:
        """Begin to read everyone."""
        store = self._store
        self._tasks.run(lambda _task: store.giving_way(lambda: _read(store)), self._take, key="everyone")

    def candidates(self, role: ParticipantRole | None = None) -> Sequence[Candidate]:
        """Everyone who can be picked; who took part in this role, or in any, most recently comes first."""
        return self._lists.get(role, ())

    def by_id(self, numbers: Sequence[int]) -> list[Candidate]:
        """Suggestions for these people, also for those who were put away; who is gone is left out."""
        known = {number: self._by_id[number] for number in numbers if number in self._by_id}
        away = [number for number in numbers if number not in known]
        names = names_by_id(self._store, away) if away else {}
        return [
            known.get(number) or Candidate(number, names[number])
            for number in numbers
            if number in known or number in names
        ]

    def words(self, go_on: GoOn) -> WordsOfPeople | None:
        """The words of everyone, to search with typing errors; for a thread. None until everyone has been read."""
        lists = self._lists
        if not lists:
            return None
        if self._words is None or self._words[0] is not lists:
            people = ((each.key, each.also) for each in lists[None] if isinstance(each.key, int))
            self._words = (lists, WordsOfPeople(people, go_on))
        return self._words[1]

    def _hear(self, types: frozenset[type[Record]]) -> None:
        if types & _WATCHED and not self._tasks.closed:
            self.read()

    def _take(self, lists: Lists) -> None:
        self._lists = lists
        self._by_id = {each.key: each for each in lists[None]}
        self.changed.emit()


def _read(store: Store) -> Lists:
    """Everyone whatever their role, and again in the order of each role."""
    people = everyone(store)
    plain = [
        Candidate(each.id, each.name, each.detail, max(each.recent.values(), default=0), each.also) for each in people
    ]
    lists: dict[ParticipantRole | None, Sequence[Candidate]] = {None: plain}
    for role in ParticipantRole:
        lists[role] = [
            _dated(candidate, each.recent.get(role, 0)) for candidate, each in zip(plain, people, strict=True)
        ]
    return lists


def _dated(candidate: Candidate, recent: int) -> Candidate:
    """The same candidate with another time of last use; nothing is folded again."""
    if recent == candidate.recent:
        return candidate
    made = copy(candidate)
    object.__setattr__(made, "recent", recent)
    return made
