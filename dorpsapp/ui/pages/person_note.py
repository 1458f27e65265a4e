"""The note about a person and until when it is kept, behind a curtain."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dorpsapp.models import Person
from dorpsapp.services import records
from dorpsapp.services.people import save_person
from dorpsapp.services.person_view import PersonView
from dorpsapp.services.sensitive import SensitivePart, reveal
from dorpsapp.text import _
from dorpsapp.ui.conflict import FieldKeeper
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.pages.person_reveal import Curtain
from dorpsapp.ui.workplace import Workplace


class NoteCard(PersonCard[tuple[bool, int]]):
    """Read when asked for, emptied when hidden."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Opmerking"))
        self.form = RecordForm(Person, lambda _kind: (), workplace.today, ("note", "note_until"))
        self.form.edited.connect(self._save)
        self.curtain = Curtain(_("Opmerking"), self.form)
        self.curtain.opened.connect(self._read)
        self.curtain.closed.connect(self._empty)
        self._version = 0
        self.keeper = FieldKeeper(
            self.form,
            lambda: records.values(workplace.store, Person, self.person_id),
            lambda values, version: save_person(workplace.store, values, self.person_id, shown_version=version),
            self._save,
        )
        self.column.addWidget(self.keeper.part)
        self.column.addWidget(self.curtain)

    def begin_anew(self) -> None:
        self.curtain.draw()

    def holding(self) -> QWidget | None:
        wrong = [box.editor for box in self.form.boxes.values() if box.error]
        return wrong[0] if self.curtain.is_open and wrong else None

    def conceal(self) -> None:
        self.curtain.draw()

    def read(self, view: PersonView) -> tuple[bool, int]:
        """Whether there is one, and the version of the person."""
        return SensitivePart.NOTE in view.sensitive, view.version

    def show_content(self, found: tuple[bool, int]) -> None:
        is_filled, version = found
        self.curtain.say(_("Er staat een opmerking."), _("Er staat nog geen opmerking."), is_filled=is_filled)
        if self.curtain.is_open and version != self._version:
            self._load()

    def first_focus(self) -> QWidget:
        return self.form.boxes["note"].editor if self.curtain.is_open else self.curtain.show_button

    def _read(self) -> None:
        self._load()
        self.form.boxes["note"].editor.setFocus()

    def _load(self) -> None:
        assert self.view is not None
        self._version = self.view.version
        note = reveal(self.workplace.store, self.person_id, SensitivePart.NOTE).note
        self.keeper.load({"note": note, "note_until": self.view.values["note_until"]}, self.person_id)

    def _save(self, name: str) -> None:
        if self.view is not None and self.curtain.is_open:
            self.attempt(lambda: self.keeper.keep(name), form=self.form)

    def _empty(self) -> None:
        self.keeper.begin_anew()
