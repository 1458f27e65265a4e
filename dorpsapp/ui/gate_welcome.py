"""The gate of the very first start: the language of the screen and a text size that can be read."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QWidget

from dorpsapp.text import _
from dorpsapp.ui.gates import Gate
from dorpsapp.ui.preferences import LANGUAGES, Preferences
from dorpsapp.ui.theme import Look
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted


class WelcomeGate(Gate):
    """Both choices work at once and can be made again at the settings; one key goes on without choosing."""

    language_wanted = Signal(str)
    finished = Signal()

    def __init__(self, look: Look, preferences: Preferences) -> None:
        super().__init__(_("Welkom bij Dorpsapp"), is_first=True)
        self._look = look
        self._preferences = preferences
        column = self.card.column
        column.addWidget(muted(_("Kunt u dit goed lezen? U kunt dit later altijd veranderen.")))
        self.language = QComboBox()
        for code, name in LANGUAGES.items():
            self.language.addItem(name, code)
        self.language.setCurrentIndex(self.language.findData(preferences.language))
        self.language.activated.connect(lambda _row: self.language_wanted.emit(self.language.currentData()))
        column.addWidget(FieldBox(_("&Taal"), self.language))
        self.smaller = button(_("&Kleiner"), look.smaller)
        self.larger = button(_("&Groter"), look.larger)
        self.text_size = Words()
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        for part in (self.smaller, self.larger, self.text_size):
            flow.addWidget(part)
        column.addWidget(row)
        self.go_on = button(_("&Verder"), self.finished.emit, icon="check", primary=True)
        column.addWidget(self.go_on)
        look.changed.connect(self._show_size)
        self._show_size()
        self.setFocusProxy(self.go_on)

    def _show_size(self) -> None:
        self.text_size.setText(_("Tekstgrootte: {n}%").format(n=self._preferences.text_percent))
