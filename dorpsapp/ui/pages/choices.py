"""Choices: the people and kinds of help that fields suggest, kept up to date by the change news."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from dorpsapp.models import ParticipantRole
from dorpsapp.services.kinds_of_help import CategoryChoice, kinds_of_help
from dorpsapp.services.people import names_by_id
from dorpsapp.services.people_list import PersonChoice
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.workplace import Workplace


class PeopleChoices(QObject):
    """Everyone in one role; the same people until `changed` tells that they were read again."""

    changed = Signal()

    def __init__(self, workplace: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._workplace = workplace
        self._everyone = workplace.everyone.fresh()
        workplace.everyone.changed.connect(self._take)

    def candidates(self, role: ParticipantRole) -> list[Candidate]:
        """Everyone as suggestions; who took part in this role most recently comes first."""
        return [_candidate(each, role) for each in self._everyone]

    def by_id(self, numbers: Sequence[int]) -> list[Candidate]:
        """Suggestions for these people, also for those who were put away; who is gone is left out."""
        known = {each.id: each.name for each in self._everyone}
        away = [number for number in numbers if number not in known]
        known |= names_by_id(self._workplace.store, away) if away else {}
        return [Candidate(number, known[number]) for number in numbers if number in known]

    def _take(self) -> None:
        self._everyone = self._workplace.everyone.people
        self.changed.emit()


def people(workplace: Workplace) -> list[Candidate]:
    """Everyone as suggestions, whatever their role."""
    return workplace.everyone.candidates()


def categories(workplace: Workplace) -> tuple[list[Candidate], dict[int, CategoryChoice]]:
    """The kinds of help in use as suggestions, most used lately first, and what each is."""
    kinds = kinds_of_help(workplace.store)
    return [Candidate(kind.id, kind.name, "", kind.recent) for kind in kinds], {kind.id: kind for kind in kinds}


def _candidate(choice: PersonChoice, role: ParticipantRole) -> Candidate:
    return Candidate(choice.id, choice.name, choice.detail, choice.recent.get(role, 0), choice.also)
