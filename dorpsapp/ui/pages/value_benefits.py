"""The card that says who benefits from a kind of help, by the judgement of the board."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QEvent
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QComboBox, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import BenefitDegree, BenefitSystem
from dorpsapp.services.benefits import set_benefit, take_over_proposal
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.worth_lists import benefits_of
from dorpsapp.text import _
from dorpsapp.ui.editors import PickEditor
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class BenefitsCard(Card):
    """One kind of help at a time; each choice saves at once."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Wie heeft er baat bij?"))
        self._workplace = workplace
        self._boxes: list[FieldBox] = []
        self.notice = Notice()
        self.kind = QComboBox()
        self.kind.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.kind.setMinimumContentsLength(20)
        degrees = [(degree, _(degree.value)) for degree in BenefitDegree]
        self.pickers = {system: PickEditor(degrees) for system in BenefitSystem}
        fields = QWidget()
        flow = FlowLayout(fields, gap=14, fill=True, top=True)
        self._boxes = [FieldBox(_(system.value).capitalize(), picker) for system, picker in self.pickers.items()]
        for box in self._boxes:
            flow.addWidget(box)
        for system, picker in self.pickers.items():
            picker.left.connect(partial(self._save, system))
        self.proposal = button(_("Voorstel overnemen"), self._take_over, icon="plus")
        about = _(
            "Dit is het oordeel van uw bestuur, geen meting. Leeg betekent: geen baat bekend. "
            "Het voorstel vult alleen soorten hulp in waar nog niets staat."
        )
        tools = QWidget()
        FlowLayout(tools, gap=10).addWidget(self.proposal)
        for part in (muted(about), self.notice, FieldBox(_("Soort h&ulp"), self.kind), fields, tools):
            self.column.addWidget(part)
        self.kind.currentIndexChanged.connect(lambda _at: self._show())

    def refresh(self) -> None:
        """Offer the kinds of help there are, and show what is kept of the chosen one."""
        kept = self.kind.currentData()
        self.kind.blockSignals(True)
        self.kind.clear()
        for one in kinds_of_help(self._workplace.store):
            self.kind.addItem(one.name, one.id)
        self.kind.setCurrentIndex(max(self.kind.findData(kept), 0))
        self.kind.blockSignals(False)
        self._show()

    def _show(self) -> None:
        number = self.kind.currentData()
        present = benefits_of(self._workplace.store, number) if number is not None else {}
        for system, picker in self.pickers.items():
            picker.set_value(present.get(system))

    def _save(self, system: BenefitSystem) -> None:
        number = self.kind.currentData()
        if number is None:
            return
        self.notice.hide()
        wanted = self.pickers[system].value()
        if benefits_of(self._workplace.store, number).get(system) == wanted:
            return
        try:
            set_benefit(self._workplace.store, number, system, wanted)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
            self._show()
        else:
            self._workplace.shell.say(_("Bewaard."), undoable=True)

    def _take_over(self) -> None:
        self.notice.hide()
        try:
            said = take_over_proposal(self._workplace.store)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self._workplace.shell.say(said, undoable=True)

    @guard(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widen()

    @guard(None)
    def showEvent(self, event: QShowEvent) -> None:
        self._widen()
        super().showEvent(event)

    def _widen(self) -> None:
        """All as wide as the longest name, so that they stand below each other."""
        widest = max((box.label.sizeHint().width() for box in self._boxes), default=0)
        for box in self._boxes:
            box.setMinimumWidth(widest)
