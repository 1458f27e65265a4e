"""How the window looks on this computer: text size, colours, font and language."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSlider, QWidget

from dorpsapp.text import _
from dorpsapp.ui.pages.settings_section import Section
from dorpsapp.ui.preferences import LANGUAGES, LARGEST_TEXT, SMALLEST_TEXT, TEXT_STEP
from dorpsapp.ui.widgets.cards import Card
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.workplace import Workplace

SLIDER, MOST_SLIDER = 260, 420


class LookSection(Section):
    """A choice of this user, kept outside the file."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        card = Card(_("Beeld op deze computer"))
        self.text_size = QSlider(Qt.Orientation.Horizontal)
        self.text_size.setRange(SMALLEST_TEXT, LARGEST_TEXT)
        self.text_size.setSingleStep(TEXT_STEP)
        self.text_size.setPageStep(TEXT_STEP * 2)
        self.text_size.setTickInterval(TEXT_STEP)
        self.size_box = FieldBox(_("&Tekstgrootte"), self.text_size, _("Ook met Ctrl en plus, min of 0."))
        self.theme = _combo(
            [
                (_("Volg de computer"), "system"),
                (_("Licht"), "light"),
                (_("Donker"), "dark"),
                (_("Hoog contrast"), "contrast"),
            ]
        )
        self.font_choice = _combo(
            [(_("Source Sans"), "source"), (_("Extra leesbaar"), "atkinson"), (_("Van de computer"), "system")]
        )
        self.language = _combo([(name, code) for code, name in LANGUAGES.items()])
        fields = QWidget()
        flow = FlowLayout(fields, gap=18, top=True)
        flow.addWidget(self.size_box)
        flow.addWidget(FieldBox(_("&Kleuren"), self.theme))
        flow.addWidget(FieldBox(_("&Lettertype"), self.font_choice))
        flow.addWidget(FieldBox(_("T&aal"), self.language, _("Rapporten en brieven blijven Nederlands.")))
        card.column.addWidget(fields)
        card.column.addWidget(Words(_("Zo ziet de tekst eruit: 1.459 uren hulp, 47 vrijwilligers."), "strong"))
        self.column.addWidget(card)
        look = workplace.look
        self.language.activated.connect(lambda _row: workplace.shell.use_language(self.language.currentData()))
        self.text_size.valueChanged.connect(self._size_chosen)
        self.theme.activated.connect(lambda _row: look.choose(theme=self.theme.currentData()))
        self.font_choice.activated.connect(lambda _row: look.choose(font=self.font_choice.currentData()))
        look.changed.connect(self.refresh)

    def refresh(self) -> None:
        preferences = self.workplace.preferences
        self.size_box.setMinimumWidth(min(self.workplace.look.px(SLIDER), MOST_SLIDER))
        self.text_size.setValue(preferences.text_percent)
        self.size_box.show_echo(_("{n}%, ook met Ctrl en plus, min of 0").format(n=preferences.text_percent))
        for combo, value in (
            (self.theme, preferences.theme),
            (self.font_choice, preferences.font),
            (self.language, preferences.language),
        ):
            combo.setCurrentIndex(combo.findData(value))

    def first_focus(self) -> QWidget:
        return self.text_size

    def _size_chosen(self, value: int) -> None:
        rounded = round(value / TEXT_STEP) * TEXT_STEP
        if rounded != self.workplace.preferences.text_percent:
            self.workplace.look.choose(percent=rounded)


def _combo(options: list[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    for text, value in options:
        made.addItem(text, value)
    return made
