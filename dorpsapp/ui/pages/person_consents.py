"""What someone agreed to: given with purpose, way and text, and withdrawn with one press."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.models import ConsentPurpose, ConsentWay
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.consents import (
    ConsentView,
    consents_of,
    erase_stories,
    give_consent,
    hanging_on,
    last_text_version,
    withdraw_consent,
)
from dorpsapp.services.person_view import PersonView
from dorpsapp.text import _, ngettext, show_day
from dorpsapp.ui.pages.person_card import PersonCard, line_with_button
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.workplace import Workplace

LONGEST_VERSION = 60
FIRST_PURPOSE = next(iter(ConsentPurpose))


@dataclass(frozen=True)
class Consents:
    """All consent of someone, also what was withdrawn, and the text of last time for the purpose offered first."""

    all: tuple[ConsentView, ...]
    text: str


class ConsentsCard(PersonCard[Consents]):
    """What holds stands on top; what was withdrawn stays to be seen, and proposes at once what should go with it."""

    needs_given = Signal()
    erasing_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Toestemmingen"), _("Toestemming"))
        self.purpose, self.way = QComboBox(), QComboBox()
        for combo, choices in ((self.purpose, ConsentPurpose), (self.way, ConsentWay)):
            for choice in choices:
                combo.addItem(_(choice.value).capitalize(), choice)
            combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.day = DayField(_("Gegeven op (leeg is vandaag)"), workplace.today, empty_is_today=True)
        self.version = LineField()
        self.version.setMaxLength(LONGEST_VERSION)
        self.give = button(_("Toestemming vastleggen"), self._give, icon="plus")
        self._lines = QVBoxLayout()
        self.lines: list[QWidget] = []
        fields = QWidget()
        flow = FlowLayout(fields, gap=14, top=True)
        boxes = (
            FieldBox(_("Waarvoor?"), self.purpose),
            FieldBox(_("Hoe?"), self.way),
            self.day,
            FieldBox(_("Versie van de tekst"), self.version, _("Zoals: folder 2026.")),
        )
        for box in boxes:
            flow.addWidget(box)
        tools = QWidget()
        FlowLayout(tools).addWidget(self.give)
        self.column.addLayout(self._lines)
        self.column.addWidget(fields)
        self.column.addWidget(tools)
        self.purpose.currentIndexChanged.connect(lambda _row: self._propose())
        for line in (self.day.line, self.version):
            line.returnPressed.connect(self._give)

    def begin_anew(self) -> None:
        self.day.set_value(None)
        with QSignalBlocker(self.purpose):  # the text that belongs to it has been read
            self.purpose.setCurrentIndex(0)

    def read(self, view: PersonView) -> Consents:
        store = self.workplace.store
        return Consents(consents_of(store, view.id), last_text_version(store, FIRST_PURPOSE) or "")

    def show_content(self, found: Consents) -> None:
        if self.purpose.currentData() is FIRST_PURPOSE and not self.version.isModified():
            self.version.setText(found.text)
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [self._line(each) for each in found.all]
        if not found.all:
            self.lines = [Words(_("Er is nog geen toestemming vastgelegd."), "muted")]
        for line in self.lines:
            self._lines.addWidget(line)
            line.show()
        tab_before(self.lines, self.purpose)

    def first_focus(self) -> QWidget:
        return self.purpose

    def begin_with(self, purpose: ConsentPurpose) -> None:
        """Ask for consent for this."""
        self.purpose.setCurrentIndex(self.purpose.findData(purpose))
        self.way.setFocus()

    def _line(self, consent: ConsentView) -> QWidget:
        words = consent_in_words(consent)
        if consent.withdrawn_on is not None:
            return Words(words, "muted")
        away = button(_("Intrekken"), partial(self._withdraw, consent))
        away.setAccessibleName(_("Intrekken: {purpose}").format(purpose=_(consent.purpose.value)))
        return line_with_button(words, away)

    def _propose(self) -> None:
        """The text of last time, unless another was typed."""
        if not self.version.isModified():
            self.version.setText(last_text_version(self.workplace.store, self.purpose.currentData()) or "")

    def _give(self) -> None:
        try:
            day = self.day.value() or self.workplace.today()
        except Unreadable as trouble:
            self.day.show_error(str(trouble))
            self.day.line.setFocus()
            return
        purpose, way = self.purpose.currentData(), self.way.currentData()
        version = " ".join(self.version.text().split()) or None
        store, today = self.workplace.store, self.workplace.today()
        words = _("Toestemming vastgelegd: {purpose}.").format(purpose=_(purpose.value))
        if self.attempt(
            lambda: give_consent(store, self.person_id, purpose, way, day, today=today, text_version=version), words
        ):
            self.version.setModified(False)
            self.day.set_value(None)
            if purpose is ConsentPurpose.NEEDS:
                self.needs_given.emit()

    def _withdraw(self, consent: ConsentView) -> None:
        erased = 0

        def write() -> None:
            nonlocal erased
            erased = withdraw_consent(self.workplace.store, consent.id, self.workplace.today())

        self.purpose.setFocus()
        if not self.attempt(write, _("Toestemming ingetrokken.")):
            return
        if erased:
            text = ngettext(
                "Toestemming ingetrokken. {n} behoefte is gewist.",
                "Toestemming ingetrokken. {n} behoeften zijn gewist.",
                erased,
            )
            self.workplace.shell.say(text.format(n=erased), undoable=True)
        self._propose_erasing(consent.purpose)

    def _propose_erasing(self, purpose: ConsentPurpose) -> None:
        """What is still to be done now that consent stopped, with at most two buttons that do it."""
        hanging = hanging_on(self.workplace.store, self.person_id, purpose)
        answers: dict[str, Callable[[], object]] = {}
        words = [hanging.words]
        if hanging.stories:
            answers[_("Verhalen wissen")] = self._erase_stories
        if hanging.is_all:
            words.append(_("Er loopt verder niets met deze persoon."))
            answers[_("Alles wissen…")] = self.erasing_wanted.emit
        self.notice.show_text(" ".join(words), answers)

    def _erase_stories(self) -> None:
        store, number = self.workplace.store, self.person_id
        self.purpose.setFocus()
        self.attempt(lambda: erase_stories(store, number), _("De verhalen zijn gewist."))


def consent_in_words(consent: ConsentView) -> str:
    """`Nieuwsbrief ontvangen: gegeven op 1-2-2026, op papier (folder 2026), vastgelegd door Anneke.`"""
    text = _("{purpose}: gegeven op {day}, {way}").format(
        purpose=_(consent.purpose.value).capitalize(), day=show_day(consent.given_on), way=_(consent.way.value)
    )
    if consent.text_version:
        text += f" ({consent.text_version})"
    if consent.recorded_by:
        text += ", " + _("vastgelegd door {user}").format(user=consent.recorded_by)
    if consent.withdrawn_on is not None:
        text += ", " + _("ingetrokken op {day}").format(day=show_day(consent.withdrawn_on))
    return f"{text}."
