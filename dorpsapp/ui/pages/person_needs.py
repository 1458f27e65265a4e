"""Practical needs: a closed list, behind a curtain, and only while consent for it holds."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QWidget

from dorpsapp.models import Need
from dorpsapp.services.consents import add_need, may_keep_needs, remove_need
from dorpsapp.services.person_view import PersonView
from dorpsapp.services.sensitive import SensitivePart, reveal
from dorpsapp.text import _
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.pages.person_reveal import Curtain
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace


class NeedsCard(PersonCard[tuple[bool, bool]]):
    """Without consent there is nothing to fill in, only the way to record consent."""

    consent_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Praktische behoeften"), _("Behoeften"))
        self.no_consent = Words(_("Zonder toestemming bewaart Dorpsapp dit niet. Leg eerst de toestemming vast."))
        self.ask = button(_("Naar de toestemming"), self.consent_wanted.emit)
        self._front = QWidget()
        front = FlowLayout(self._front, gap=10)
        front.addWidget(self.no_consent)
        front.addWidget(self.ask)
        self.boxes: dict[Need, QCheckBox] = {}
        boxes = QWidget()
        flow = FlowLayout(boxes, gap=10)
        for need in Need:
            box = QCheckBox(_(need.value).capitalize())
            box.clicked.connect(lambda _checked=False, need=need: self._turn(need))
            self.boxes[need] = box
            flow.addWidget(box)
        self.curtain = Curtain(_("Praktische behoeften"), boxes)
        self.curtain.opened.connect(self._read)
        self.curtain.closed.connect(lambda: self._mark(()))
        self.hint = muted(_("Alleen wat een helper moet weten. Schrijf nergens een ziekte op."))
        for part in (self._front, self.hint, self.curtain):
            self.column.addWidget(part)

    def begin_anew(self) -> None:
        self.curtain.draw()

    def conceal(self) -> None:
        self.curtain.draw()

    def read(self, view: PersonView) -> tuple[bool, bool]:
        """Whether they may be kept, and whether there are any."""
        allowed = may_keep_needs(self.workplace.store, view.id, self.workplace.today())
        return allowed, SensitivePart.NEEDS in view.sensitive

    def show_person(self, view: PersonView, found: tuple[bool, bool]) -> None:
        super().show_person(view, found)
        if self.curtain.is_open:
            self._mark(reveal(self.workplace.store, view.id, SensitivePart.NEEDS, again=True).needs)

    def show_content(self, found: tuple[bool, bool]) -> None:
        allowed, is_filled = found
        if not allowed:
            self.curtain.draw()
        self._front.setVisible(not allowed)
        self.hint.setVisible(allowed)
        self.curtain.setVisible(allowed)
        self.curtain.say(_("Er staan behoeften."), _("Er staan nog geen behoeften."), is_filled=is_filled)

    def first_focus(self) -> QWidget:
        if not self._front.isHidden():
            return self.ask
        return next(iter(self.boxes.values())) if self.curtain.is_open else self.curtain.show_button

    def _read(self) -> None:
        self._mark(reveal(self.workplace.store, self.person_id, SensitivePart.NEEDS).needs)
        next(iter(self.boxes.values())).setFocus()

    def _mark(self, needs: tuple[Need, ...]) -> None:
        for need, box in self.boxes.items():
            box.setChecked(need in needs)

    def _turn(self, need: Need) -> None:
        store, today = self.workplace.store, self.workplace.today()
        if self.boxes[need].isChecked():
            self.attempt(lambda: add_need(store, self.person_id, need, today))
        else:
            self.attempt(lambda: remove_need(store, self.person_id, need))
