"""Conflict: what someone else changed meanwhile beside what was typed here; the user chooses, nothing is lost.

Each field is looked at by itself. What only one of the two changed is no conflict and stays; only where both gave the
same field another value it is asked which one counts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.store.trouble import Conflict
from dorpsapp.text import _
from dorpsapp.ui.editors import Editor
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.form_draft import FormDraft, load_keeping, words_in
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted, spoken

Values = Mapping[str, Any]
TRIES = 5


class Undecided(UserError):
    """Someone else gave the field another value meanwhile; the user is being asked which one counts."""

    def __init__(self) -> None:
        super().__init__(_("Iemand anders heeft dit intussen gewijzigd. Kies wat er moet staan."))


@dataclass(frozen=True)
class Clash:
    """One field with two values, in words."""

    name: str
    label: str
    typed: str
    present: str


class ClashChoice(QWidget):
    """Both values of one field side by side, each with a button that chooses it; none is chosen beforehand."""

    def __init__(self, clash: Clash) -> None:
        super().__init__()
        self.clash = clash
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 6)
        column.setSpacing(2)
        column.addWidget(Words(clash.label, "field"))
        sides = QWidget()
        flow = FlowLayout(sides, gap=14, fill=True, top=True)
        column.addWidget(sides)
        self.typed = self._side(flow, _("Wat u typte"), clash.typed)
        self.present = self._side(flow, _("Wat er nu staat"), clash.present)

    @property
    def is_made(self) -> bool:
        """Whether one of the two was chosen."""
        return self.typed.isChecked() or self.present.isChecked()

    def _side(self, flow: FlowLayout, words: str, value: str) -> QRadioButton:
        side = QWidget()
        column = QVBoxLayout(side)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        radio = QRadioButton(words)
        shown = value.strip() or _("leeg")
        radio.setAccessibleName(f"{spoken(self.clash.label)}. {words}: {shown}")
        self._group.addButton(radio)
        column.addWidget(radio)
        column.addWidget(Words(shown, "strong"))
        side.setMinimumWidth(self.fontMetrics().averageCharWidth() * 28)
        flow.addWidget(side)
        return radio


class ConflictPart(Card):
    """Asks for each field which value counts; `chosen` tells of each whether it is what was typed."""

    chosen = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.notice = Notice()
        self.column.addWidget(self.notice)
        self._holder = QWidget()
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self.column.addWidget(self._holder)
        self.taken = muted()
        self.column.addWidget(self.taken)
        self.choices: list[ClashChoice] = []
        self.all_typed = button(_("Alles wat ik typte"), lambda: self._choose_all(typed=True))
        self.all_present = button(_("Alles wat er nu staat"), lambda: self._choose_all(typed=False))
        self.keep = button(_("Deze keuze opslaan"), self._keep, icon="check", primary=True)
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        for each in (self.all_typed, self.all_present, self.keep):
            flow.addWidget(each)
        self.column.addWidget(tools)
        self.hide()

    @property
    def is_waiting(self) -> bool:
        """Whether a choice is still to be made."""
        return not self.isHidden()

    def ask(self, clashes: Sequence[Clash], taken: Iterable[str] = ()) -> None:
        """Show these side by side; `taken` are labels of what only the other changed, which stays so."""
        self.put_away()
        self.choices = [ClashChoice(each) for each in clashes]
        for choice in self.choices:
            self._rows.addWidget(choice)
        labels = ", ".join(spoken(label) for label in taken)
        self.taken.setText(_("Dit wijzigde de ander ook, en dat blijft: {fields}.").format(fields=labels))
        self.taken.setVisible(bool(labels))
        for each in (self.all_typed, self.all_present):
            each.setVisible(len(self.choices) > 1)
        self.show()
        self.notice.show_text(
            _("Iemand anders heeft dit intussen ook gewijzigd. Kies wat er moet staan. Wat u typte, is niet weg."),
            kind="warning",
        )
        self._rows.activate()
        self.choices[0].typed.setFocus()

    def put_away(self) -> None:
        """Ask nothing any more."""
        for choice in self.choices:
            self._rows.removeWidget(choice)
            choice.hide()
            choice.deleteLater()
        self.choices = []
        self.hide()

    def _choose_all(self, *, typed: bool) -> None:
        for choice in self.choices:
            (choice.typed if typed else choice.present).setChecked(True)
        self.keep.setFocus()

    def _keep(self) -> None:
        waiting = next((choice for choice in self.choices if not choice.is_made), None)
        if waiting is not None:
            self.notice.show_text(_("Kies eerst bij elk veld wat er moet staan."), kind="error")
            waiting.typed.setFocus()
            return
        typed = {choice.clash.name: choice.typed.isChecked() for choice in self.choices}
        self.put_away()
        self.chosen.emit(typed)


class Together:
    """Brings the typing in a form that is saved as a whole together with what someone else saved meanwhile."""

    def __init__(self, form: Callable[[], RecordForm], save: Callable[[], object]) -> None:
        """`form` gives the form that shows now; `save` saves it again, after a choice was made."""
        self._form = form
        self._save = save
        self._present: Values = {}
        self.typing = FormDraft(form)
        self.part = ConflictPart()
        self.part.chosen.connect(self._chosen)

    def found_again(self, present: Values) -> None:
        """A draft was put back into a form with these values: ask about what someone else changed meanwhile."""
        self._present = present
        self._ask([name for name in self._form().boxes if name in self.typing.clashes], ())

    def met(self, shown: Values, present: Values) -> bool:
        """What only someone else changed comes into the form; whether there is more, about which it is being asked.

        `shown` is what the form began with. Raises Conflict when it is not this record that was changed.
        """
        if shown.get("version") == present.get("version"):
            raise Conflict
        self._present = present
        form, both, taken = self._form(), [], []
        for name, box in form.boxes.items():
            typed = _read(form, name)
            if present.get(name) in (shown.get(name), typed):
                continue
            if typed == shown.get(name):
                _editor(form, name).set_value(present.get(name))
                taken.append(box.label.text())
            else:
                both.append(name)
        return self._ask(both, taken)

    def _ask(self, names: Sequence[str], taken: Iterable[str]) -> bool:
        if names:
            self.part.ask([clash_in(self._form(), name, self._present.get(name)) for name in names], taken)
        return bool(names)

    def _chosen(self, typed: Mapping[str, bool]) -> None:
        for name, stays in typed.items():
            if not stays:
                _editor(self._form(), name).set_value(self._present.get(name))
        self._save()


class FieldKeeper:
    """Saves each field of a form when it is left, and never over what someone else put in that field meanwhile."""

    def __init__(
        self,
        form: RecordForm,
        read: Callable[[], Values],
        write: Callable[[dict[str, Any], int], object],
        again: Callable[[str], object],
    ) -> None:
        """`read` gives the record of now with its version, `write` saves fields on that version.

        `again` calls `keep` for a field with whatever the page does around it.
        """
        self._form = form
        self._read = read
        self._write = write
        self._again = again
        self._shown: dict[str, Any] = {}
        self._number: int | None = None
        self.part = ConflictPart()
        self.part.chosen.connect(self._chosen)

    def load(self, values: Values, number: int | None = None) -> None:
        """Show these values; what is being typed stays, and is still compared with what it was typed over.

        With another `number` it is another record, of which nothing is being typed yet.
        """
        if number != self._number:
            self.begin_anew()
            self._number = number
        kept = load_keeping(self._form, values)
        self._shown = {name: self._shown.get(name) if name in kept else values.get(name) for name in self._form.boxes}

    def begin_anew(self) -> None:
        """Nothing of what was typed or asked may stay."""
        self.part.put_away()
        self._form.load({})

    def keep(self, name: str) -> None:
        """Save this field; raises Undecided when someone else changed it too, and asks which value counts."""
        value = self._form.value(name)
        for _time in range(TRIES):
            present = self._read()
            now = present.get(name)
            if now not in (self._shown.get(name), value):
                self._shown[name] = now  # whatever is chosen was chosen with this value in sight
                self.part.ask([clash_in(self._form, name, now)])
                raise Undecided
            try:
                self._write({name: value}, present["version"])
            except Conflict:  # once more, just now
                continue
            self._shown[name] = value
            return
        raise Conflict

    def _chosen(self, typed: Mapping[str, bool]) -> None:
        for name, stays in typed.items():
            box = self._form.boxes[name]
            if stays:
                self._again(name)
            else:
                _editor(self._form, name).set_value(self._shown[name])
                box.show_echo("")
            box.editor.setFocus()


def clash_in(form: RecordForm, name: str, present: Any) -> Clash:
    """What stands in a field of a form beside the value of now, in words."""
    box = form.boxes[name]
    return Clash(name, box.label.text(), words_in(box.editor), _editor(form, name).words(present))


def _editor(form: RecordForm, name: str) -> Editor:
    return cast(Editor, form.boxes[name].editor)


def _read(form: RecordForm, name: str) -> Any:
    """What stands in a field; something that equals nothing when it can not be read."""
    try:
        return form.value(name)
    except Unreadable:
        return object()
