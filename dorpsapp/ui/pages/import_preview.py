"""Step 4 of importing: what will be new, changed, the same or doubtful, with an answer for each doubtful row."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.exchange.preview import MOST_SHOWN, Fate
from dorpsapp.text import _, show_number
from dorpsapp.ui.pages.import_hand import ListInHand
from dorpsapp.ui.pages.import_table import ImportTable
from dorpsapp.ui.widgets.cards import Card, chip
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.exchange.preview import RowFate

MOST_ASKED = 40


class PreviewStep(QWidget):
    """Nothing is written before the user has seen this; `changed` asks to look the list over again."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._hand: ListInHand | None = None
        self._fate = Fate.NEW
        self._picked = False
        self._asked: dict[int, RowFate] = {}
        self._of: ListInHand | None = None
        self.answers: dict[int, QComboBox] = {}
        self.count = Words(look="strong")
        self.chips = {fate: chip("", partial(self._choose, fate)) for fate in Fate}
        row = QWidget()
        flow = FlowLayout(row, gap=8)
        for each in self.chips.values():
            flow.addWidget(each)
        self.table = ImportTable(
            _("Wat er gebeurt"), (_("Regel"), _("Wie of wat"), _("Wat verandert er")), workplace.look
        )
        self.more = muted()
        self.ask_card = Card(_("Twijfel: wat wilt u?"))
        self.ask_card.column.addWidget(muted(_("Zonder antwoord wordt de regel overgeslagen.")))
        self._ask_holder = QWidget()
        self._ask_flow = FlowLayout(self._ask_holder, gap=14, top=True)
        self.ask_card.column.addWidget(self._ask_holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self.count, self.ask_card, row, self.table, self.more):
            column.addWidget(part)
        column.addStretch(1)

    def show_list(self, hand: ListInHand) -> None:
        """Show the preview; questions that were answered stay, so that an answer can be changed."""
        self._hand = hand
        result = hand.checked.result if hand.checked else None
        if result is None:
            return
        names = {Fate.NEW: _("Nieuw"), Fate.CHANGED: _("Gewijzigd"), Fate.SAME: _("Hetzelfde"),
                 Fate.DOUBTFUL: _("Twijfel")}  # fmt: skip
        counts = result.preview.counts
        for fate, each in self.chips.items():
            each.setText(f"{names[fate]} ({show_number(counts[fate])})")
            each.setVisible(bool(counts[fate]))
        said = _("{new} nieuw, {changed} gewijzigd, {same} hetzelfde, {skipped} overgeslagen. Nog niets is bewaard.")
        self.count.setText(
            said.format(
                new=show_number(result.new), changed=show_number(result.updated),
                same=show_number(result.duplicates), skipped=show_number(result.skipped),
            )
        )  # fmt: skip
        self._show_questions(hand, result.preview.rows[Fate.DOUBTFUL])
        if not self._picked or not counts[self._fate]:
            self._picked = False
            self._fate = next((fate for fate in Fate if counts[fate]), Fate.NEW)
        self._show_fate()

    def _choose(self, fate: Fate, checked: bool) -> None:
        if checked or fate is self._fate:
            self._fate, self._picked = fate, True
            self._show_fate()

    def _show_fate(self) -> None:
        for fate, each in self.chips.items():
            each.blockSignals(True)
            each.setChecked(fate is self._fate)
            each.blockSignals(False)
        result = self._hand.checked.result if self._hand and self._hand.checked else None
        rows = result.preview.rows[self._fate] if result else []
        self.table.show_lines([(str(row.row), row.subject, _told(row)) for row in rows])
        beyond = result.preview.counts[self._fate] - len(rows) if result else 0
        self.more.setText(_("Hier staan de eerste {n}.").format(n=MOST_SHOWN) if beyond > 0 else "")
        self.more.setVisible(beyond > 0)

    def _show_questions(self, hand: ListInHand, doubtful: list[RowFate]) -> None:
        if hand is not self._of:
            self._asked, self._of = {}, hand
        before = dict(self._asked)
        for row in doubtful:
            if row.answers and (row.row in self._asked or len(self._asked) < MOST_ASKED):
                self._asked[row.row] = row
        if self._asked != before or not self._asked:
            while (item := self._ask_flow.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            self.answers = {}
            for row in self._asked.values():
                self._add_question(hand, row)
        self.ask_card.setVisible(bool(self._asked))

    def _add_question(self, hand: ListInHand, row: RowFate) -> None:
        pick = QComboBox()
        pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        pick.setMinimumContentsLength(34)
        pick.addItem(_("Overslaan"), "")
        for answer in row.answers:
            pick.addItem(answer.label, answer.key)
        pick.setCurrentIndex(max(pick.findData(hand.wishes.answers.get(row.row, "")), 0))
        pick.activated.connect(partial(self._answer, row.row))
        self.answers[row.row] = pick
        label = _("Regel {row}: {subject}").format(row=row.row, subject=row.subject.replace("&", "&&"))
        box = FieldBox(label, pick, _told(row) if row.changes else row.question)
        box.setMaximumWidth(self._workplace.look.px(460))
        self._ask_flow.addWidget(box)
        box.show()

    def _answer(self, row: int, _at: int) -> None:
        if self._hand is not None:
            self._hand.take_answer(row, self.answers[row].currentData())
            self.changed.emit()


def _told(row: RowFate) -> str:
    """The changes in words: `Plaats: Odijk → Bunnik`."""
    said = [
        _("{label}: {old} → {new}").format(label=one.label, old=one.old, new=one.new)
        if one.old
        else _("{label}: {new}").format(label=one.label, new=one.new)
        for one in row.changes
    ]
    return "; ".join(said) or row.question
