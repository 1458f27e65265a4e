"""Choices: the people and kinds of help that fields suggest, kept up to date by the change news."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from dorpsapp.models import ClientRole, ParticipantRole, Participation, Person, Record, VolunteerRole
from dorpsapp.services.kinds_of_help import CategoryChoice, kinds_of_help
from dorpsapp.services.people import names_by_id
from dorpsapp.services.people_list import PersonChoice, everyone
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.workplace import Workplace

_WATCHED: frozenset[type[Record]] = frozenset({Person, VolunteerRole, ClientRole, Participation})


class PeopleChoices(QObject):
    """Everyone, read once and again in the background after a change."""

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._everyone = everyone(workplace.store)
        workplace.changes.happened.connect(self._hear)

    def candidates(self, role: ParticipantRole) -> list[Candidate]:
        """Everyone as suggestions; who took part in this role most recently comes first."""
        return [_candidate(each, role) for each in self._everyone]

    def by_id(self, numbers: Sequence[int]) -> list[Candidate]:
        """Suggestions for these people, also for those who were put away; who is gone is left out."""
        known = {each.id: each.name for each in self._everyone}
        away = [number for number in numbers if number not in known]
        known |= names_by_id(self._workplace.store, away) if away else {}
        return [Candidate(number, known[number]) for number in numbers if number in known]

    def _hear(self, types: frozenset[type[Record]]) -> None:
        if types & _WATCHED:
            store = self._workplace.store
            self._workplace.tasks.run(lambda _task: everyone(store), self._take, key=f"choices {id(self)}")

    def _take(self, people: tuple[PersonChoice, ...]) -> None:
        self._everyone = people
        self.changed.emit()


def people(workplace: Workplace) -> list[Candidate]:
    """Everyone as suggestions, whatever their role."""
    return [
        Candidate(each.id, each.name, each.detail, max(each.recent.values(), default=0), each.also)
        for each in everyone(workplace.store)
    ]


def categories(workplace: Workplace) -> tuple[list[Candidate], dict[int, CategoryChoice]]:
    """The kinds of help in use as suggestions, most used lately first, and what each is."""
    kinds = kinds_of_help(workplace.store)
    return [Candidate(kind.id, kind.name, "", kind.recent) for kind in kinds], {kind.id: kind for kind in kinds}


def _candidate(choice: PersonChoice, role: ParticipantRole) -> Candidate:
    return Candidate(choice.id, choice.name, choice.detail, choice.recent.get(role, 0), choice.also)
