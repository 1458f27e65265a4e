"""Pickers: one person, several people, or a kind of help, by typing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.cards import PushButton
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.widgets.suggest import People, SuggestField

if TYPE_CHECKING:
    from dorpsapp.models import ParticipantRole

CROSS = "  ✕"


class PersonPicker(SuggestField):
    """One person; an unknown name can be made a new person from the last line."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Nieuwe persoon: '{name}'"), parent)


class CategoryPicker(SuggestField):
    """A kind of help; the whole list opens with the arrow down."""


class NameChip(PushButton):
    """A chosen name with a cross; a name that does not fit is cut off with dots and told in full by the tooltip."""

    def __init__(self, name: str) -> None:
        super().__init__(f"{name}{CROSS}")
        self._name = name
        self.setProperty("chip", True)
        self.setAccessibleName(_("{name} weghalen").format(name=name))

    @guard(QSize(80, 32))
    def sizeHint(self) -> QSize:
        shown = super().sizeHint()
        metrics = self.fontMetrics()
        frame = shown.width() - metrics.horizontalAdvance(self.text())
        return QSize(frame + metrics.horizontalAdvance(f"{self._name}{CROSS}"), shown.height())

    @guard(QSize(60, 32))
    def minimumSizeHint(self) -> QSize:
        return QSize(self.fontMetrics().averageCharWidth() * 10, super().minimumSizeHint().height())

    @guard(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        lacking = self.sizeHint().width() - self.width()
        room = metrics.horizontalAdvance(self._name) - max(lacking, 0)
        shown = metrics.elidedText(self._name, Qt.TextElideMode.ElideRight, room)
        self.setText(f"{shown}{CROSS}".replace("&", "&&"))
        self.setToolTip(self._name if shown != self._name else "")


class PeoplePicker(QWidget):
    """Several people: everyone picked becomes a chip that can be taken out again."""

    changed = Signal()
    entered = Signal()
    new_wanted = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.line = PersonPicker()
        self._people: People | None = None
        self._picked: list[Candidate] = []
        self._chips = QWidget()
        self._flow = FlowLayout(self._chips, gap=6)
        self._chips.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self.line)
        column.addWidget(self._chips)
        self.setFocusProxy(self.line)
        self.line.chosen.connect(self._add)
        self.line.entered.connect(self._enter)
        self.line.new_wanted.connect(self.new_wanted)
        self._just_added = False

    @property
    def picked(self) -> list[Candidate]:
        """Everyone chosen so far, in the order of choosing."""
        return list(self._picked)

    def offer(self, people: People, role: ParticipantRole) -> None:
        """Suggest people from now on, as they change."""
        self._people = people
        self.line.offer(people, role)

    def pick(self, people: Sequence[Candidate]) -> None:
        """Replace everyone chosen."""
        self._picked = list(people)
        self.line.pick(None)
        self._show()

    def draft(self) -> dict[str, object]:
        """Who was chosen and what stands in the line, as plain values."""
        return {"people": [[each.key, each.text] for each in self._picked], "line": self.line.text()}

    def restore_draft(self, typed: Mapping[str, Any]) -> None:
        """Show this again; who can no longer be chosen stays as text in the line. A key of text is a new name."""
        known: dict[object, Candidate] = {each.key: each for each in self.line.candidates}
        if self.line.is_waiting and self._people is not None:
            numbers = [key for key, _text in typed["people"] if isinstance(key, int)]
            known = {each.key: each for each in self._people.by_id(numbers)}
        people = [Candidate(key, text) if isinstance(key, str) else known.get(key) for key, text in typed["people"]]
        lost = [text for (_key, text), found in zip(typed["people"], people, strict=True) if found is None]
        self.pick([each for each in people if each is not None])
        self.line.setText(", ".join(part for part in (*lost, typed["line"]) if part))

    def add(self, candidate: Candidate) -> None:
        """Add one person, once."""
        if all(candidate.key != each.key for each in self._picked):
            self._picked.append(candidate)
        self.line.pick(None)
        self._show()
        self.changed.emit()

    def remove(self, key: object) -> None:
        """Take one person out."""
        self._picked = [each for each in self._picked if each.key != key]
        self._show()
        self.changed.emit()
        self.line.setFocus()

    def _add(self, candidate: Candidate | None) -> None:
        if candidate is not None:
            self._just_added = True
            self.add(candidate)

    def _enter(self) -> None:
        """Enter after a name asks for the next name; Enter on an empty line goes on."""
        if self._just_added:
            self._just_added = False
        elif not self.line.text():
            self.entered.emit()

    def _show(self) -> None:
        while (item := self._flow.takeAt(0)) is not None:
            if (chip := item.widget()) is not None:
                chip.hide()
                chip.deleteLater()
        for each in self._picked:
            chip = NameChip(each.text)
            chip.clicked.connect(lambda _checked=False, key=each.key: self.remove(key))
            self._flow.addWidget(chip)
        self._chips.setVisible(bool(self._picked))
        self._chips.updateGeometry()
