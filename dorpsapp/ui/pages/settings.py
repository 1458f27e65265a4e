"""Instellingen: how the window looks, and who the initiative is; everything works at once."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QSlider, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Initiative
from dorpsapp.services import records
from dorpsapp.services.initiative import initiative_values
from dorpsapp.text import _
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.page import Page
from dorpsapp.ui.preferences import LANGUAGES, LARGEST_TEXT, SMALLEST_TEXT, TEXT_STEP
from dorpsapp.ui.widgets.cards import Card, Notice
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace


class SettingsPage(Page):
    """Text size, colours and font of this user; name and words of the initiative."""

    guide = "settings"
    watches = frozenset({Initiative})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Instellingen"))
        self.body.addWidget(muted(_("Alles werkt meteen. U hoeft niets op te slaan.")))
        self.notice = Notice()
        self.body.addWidget(self.notice)
        self.body.addWidget(self._appearance())
        self.initiative_card = Card(_("Het initiatief"))
        self.form = RecordForm(Initiative, lambda _kind: (), workplace.today)
        self.form.edited.connect(self._save_initiative)
        self.initiative_card.column.addWidget(self.form)
        self.body.addWidget(self.initiative_card)
        self.body.addStretch(1)
        self._values: dict[str, object] = {}
        workplace.look.changed.connect(self._show_look)
        self._show_look()

    def _appearance(self) -> QWidget:
        card = Card(_("Beeld op deze computer"))
        self.text_size = QSlider(Qt.Orientation.Horizontal)
        self.text_size.setRange(SMALLEST_TEXT, LARGEST_TEXT)
        self.text_size.setSingleStep(TEXT_STEP)
        self.text_size.setPageStep(TEXT_STEP * 2)
        self.text_size.setTickInterval(TEXT_STEP)
        self.text_size.setMinimumWidth(220)
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
        self.sample = Words(_("Zo ziet de tekst eruit: 1.459 uren hulp, 47 vrijwilligers."), "strong")
        fields = QWidget()
        flow = FlowLayout(fields, gap=18, top=True)
        flow.addWidget(self.size_box)
        flow.addWidget(FieldBox(_("&Kleuren"), self.theme))
        flow.addWidget(FieldBox(_("&Lettertype"), self.font_choice))
        flow.addWidget(FieldBox(_("T&aal"), self.language, _("Rapporten en brieven blijven Nederlands.")))
        card.column.addWidget(fields)
        card.column.addWidget(self.sample)
        self.language.activated.connect(lambda _row: self.workplace.shell.use_language(self.language.currentData()))
        self.text_size.valueChanged.connect(self._size_chosen)
        self.theme.activated.connect(lambda _row: self.workplace.look.choose(theme=self.theme.currentData()))
        self.font_choice.activated.connect(lambda _row: self.workplace.look.choose(font=self.font_choice.currentData()))
        return card

    def refresh(self) -> None:
        self._values = initiative_values(self.workplace.store)
        self.initiative_card.setVisible(bool(self._values))
        self.form.load(self._values)

    def first_focus(self) -> QWidget:
        return self.text_size

    def _size_chosen(self, value: int) -> None:
        rounded = round(value / TEXT_STEP) * TEXT_STEP
        if rounded != self.workplace.preferences.text_percent:
            self.workplace.look.choose(percent=rounded)

    def _show_look(self) -> None:
        preferences = self.workplace.preferences
        self.text_size.setValue(preferences.text_percent)
        self.size_box.show_echo(_("{n}%, ook met Ctrl en plus, min of 0").format(n=preferences.text_percent))
        for combo, value in (
            (self.theme, preferences.theme),
            (self.font_choice, preferences.font),
            (self.language, preferences.language),
        ):
            combo.setCurrentIndex(combo.findData(value))

    def _save_initiative(self, name: str) -> None:
        self.notice.hide()
        try:
            records.save(
                self.workplace.store,
                Initiative,
                {name: self.form.value(name)},
                int(str(self._values["id"])),
                shown_version=int(str(self._values["version"])),
            )
        except Invalid as trouble:
            self.form.show_problems(trouble.problems)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, {_("Toon wat er nu staat"): partial(self.refresh)}, kind="warning")
        else:
            self.workplace.shell.say(_("Bewaard."), undoable=True)


def _combo(options: list[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    for text, value in options:
        made.addItem(text, value)
    return made
