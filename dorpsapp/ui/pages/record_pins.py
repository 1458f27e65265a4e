"""Pins: which fields of Hulp vastleggen keep their value for the next entry."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QApplication, QPushButton, QWidget

from dorpsapp.text import _
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.icons import wear
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.labels import spoken

CHOICE = "record_pins"
PINNED_AT_FIRST = "helper,category,day"
SAME_PIN = {"helpers": "helper", "guests": "client"}


class Pins(QObject):
    """A pin beside each label; remembered is which fields are pinned, never what stands in them."""

    def __init__(self, preferences: Preferences, boxes: Mapping[str, FieldBox], parent: QObject) -> None:
        super().__init__(parent)
        self._preferences = preferences
        self._boxes = boxes
        self._pinned = set(preferences.choice(CHOICE, PINNED_AT_FIRST).split(","))
        self.buttons: dict[str, QPushButton] = {}
        for name, box in boxes.items():
            made = QPushButton()
            made.setCheckable(True)
            made.setProperty("pin", True)
            made.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            made.setAccessibleName(_("{field} vastzetten").format(field=spoken(box.label.text())))
            made.clicked.connect(lambda _checked=False, which=name: self.toggle(which))
            box.add_beside_label(made)
            self.buttons[name] = made
        self._show()

    def keeps(self, name: str) -> bool:
        """Whether the field of this box keeps its value."""
        return SAME_PIN.get(name, name) in self._pinned

    def toggle(self, name: str) -> None:
        """Pin this field, or let it go."""
        self._pinned ^= {SAME_PIN.get(name, name)}
        self._preferences.keep_choice(CHOICE, ",".join(sorted(self._pinned - {""})))
        self._show()
        field = spoken(self._boxes[name].label.text())
        words = _("Vastgezet: {field}") if self.keeps(name) else _("Niet meer vast: {field}")
        announce(self.buttons[name], words.format(field=field))

    def toggle_focused(self) -> None:
        """Pin the field that has the focus, or let it go."""
        focused = QApplication.focusWidget()
        for name, box in self._boxes.items():
            if isinstance(focused, QWidget) and box.isAncestorOf(focused):
                self.toggle(name)

    def _show(self) -> None:
        for name, made in self.buttons.items():
            kept = self.keeps(name)
            made.setChecked(kept)
            wear(made, "pin-filled" if kept else "pin", "accent" if kept else "muted", 14)
            made.setToolTip(
                _("Dit blijft staan voor de volgende keer. F9 maakt los.")
                if kept
                else _("Vastzetten: dit blijft dan staan voor de volgende keer (F9).")
            )
            made.setAccessibleDescription(made.toolTip())
