"""The cards with a person's own fields: name and address; each field saves when it is left."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QWidget

from dorpsapp.models import Person
from dorpsapp.services import records
from dorpsapp.services.localities import LocalityChoice, localities
from dorpsapp.services.people import save_person
from dorpsapp.services.person_view import PersonView
from dorpsapp.ui.conflict import FieldKeeper
from dorpsapp.ui.editors import offer
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.workplace import Workplace

NAME = (
    "first_name", "initials", "prefix", "surname", "own_prefix", "own_surname", "birth_date", "birth_year", "birthday",
    "number",
)  # fmt: skip
CONTACT = (
    "street", "house_number", "house_addition", "postcode", "town", "locality_id", "mobile", "phone", "email",
)  # fmt: skip


@dataclass(frozen=True)
class Fields:
    """Some values of a person, and the kernen there are to choose from."""

    values: Mapping[str, Any]
    places: tuple[LocalityChoice, ...]


class FieldsCard(PersonCard[Fields]):
    """Some fields of the person; the kernen to choose from are read again when they change."""

    def __init__(self, workplace: Workplace, title: str, anchor: str, names: Sequence[str]) -> None:
        super().__init__(workplace, title, anchor)
        self._names = names
        self._places: tuple[LocalityChoice, ...] = ()
        self.form = RecordForm(Person, lambda _kind: self._options(), workplace.today, names)
        self.form.edited.connect(self._save)
        self.keeper = FieldKeeper(
            self.form,
            lambda: records.values(workplace.store, Person, self.person_id),
            lambda values, version: save_person(workplace.store, values, self.person_id, shown_version=version),
            self._save,
        )
        self.column.addWidget(self.keeper.part)
        self.column.addWidget(self.form)

    def read(self, view: PersonView) -> Fields:
        values = {name: view.values.get(name) for name in self._names}
        if "locality_id" not in self._names:
            return Fields(values, ())
        return Fields(values, localities(self.workplace.store, also=values["locality_id"]))

    def show_content(self, found: Fields) -> None:
        if found.places != self._places and "locality_id" in self._names:
            self._places = found.places
            offer(self.form.boxes["locality_id"].editor, self._options())
        self.keeper.load(found.values, self.person_id)

    def first_focus(self) -> QWidget:
        return self.form.boxes[self._names[0]].editor

    def _options(self) -> Sequence[tuple[int, str]]:
        return [(each.id, each.name) for each in self._places]

    def _save(self, name: str) -> None:
        if self.view is not None:
            self.attempt(lambda: self.keeper.keep(name), form=self.form)
