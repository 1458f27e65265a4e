"""Step 2 of importing: what the list holds, what each column is, and what words mean that Dorpsapp does not know."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.exchange.column_labels import own_labels
from dorpsapp.exchange.columns import column_label
from dorpsapp.exchange.list_check import ColumnLook, fields_of, word_choices
from dorpsapp.exchange.people_book import NEW_SKILL
from dorpsapp.models import ImportKind
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, fold, ngettext, show_number
from dorpsapp.ui.pages.import_hand import ListInHand
from dorpsapp.ui.widgets.cards import Card, Notice
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

VALUE = 0x0100  # Qt.ItemDataRole.UserRole, as an item of a model wants it
FIXED = {
    ImportKind.PEOPLE: ("role",),
    ImportKind.SUPPORT: ("category",),
    ImportKind.ATTENDANCE: ("activity", "category", "role"),
}
NAME_WIDTH, PICK_WIDTH, SAID_WIDTH = 220, 220, 300


class ColumnRow(QWidget):
    """One column: its heading and first value, what it becomes, and how its rows are."""

    def __init__(self, look: ColumnLook, model: QStandardItemModel) -> None:
        super().__init__()
        self.heading = look.heading
        self.pick = QComboBox()
        self.pick.setModel(model)
        self.pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.pick.setMinimumContentsLength(12)
        self.pick.setAccessibleName(_("{heading} wordt").format(heading=look.heading))
        self.said = Words()
        example = muted(_("zoals: {text}").format(text=look.example) if look.example else _("leeg"))
        self.name = QWidget()
        column = QVBoxLayout(self.name)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(Words(look.heading, "strong"))
        column.addWidget(example)
        flow = FlowLayout(self, gap=12)
        for part in (self.name, self.pick, self.said):
            flow.addWidget(part)

    def tell(self, look: ColumnLook, rows: int) -> None:
        """Show what the column is read as, and how many of its rows are good, empty or odd."""
        self.pick.setCurrentIndex(max(self.pick.findData(look.field, VALUE), 0))
        if not look.field:
            self.said.setText(_("– wordt overgeslagen"))
        elif look.odd:
            text = ngettext("⚠ {n} regel onduidelijk", "⚠ {n} regels onduidelijk", look.odd)
            self.said.setText(f"{text.format(n=show_number(look.odd))}. {look.odd_text}")
        else:
            empty = rows - look.filled
            good = _("✓ {n} goed").format(n=show_number(look.filled))
            self.said.setText(good + (_(", {n} leeg").format(n=show_number(empty)) if empty else ""))
        self.pick.setAccessibleDescription(self.said.text())

    def dress(self, px: Callable[[float], int]) -> None:
        """Widths that go with the size of the text."""
        for part, width in ((self.name, NAME_WIDTH), (self.pick, PICK_WIDTH), (self.said, SAID_WIDTH)):
            part.setMinimumWidth(px(width))
            part.setMaximumWidth(px(width))


class ColumnsStep(QWidget):
    """Each choice becomes part of the list in hand at once; `changed` asks to look the list over again."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._hand: ListInHand | None = None
        self._shown: tuple[object, ...] = ()
        self.rows: list[ColumnRow] = []
        self.words: dict[tuple[str, str], QComboBox] = {}
        self.fixed: dict[str, QComboBox] = {}
        self.notice = Notice()
        self.kind = QComboBox()
        self.kind.addItem(_("Kies wat erin staat"), None)
        for kind in ImportKind:
            self.kind.addItem(_(kind.value).capitalize(), kind)
        self.order = QComboBox()
        for text, order in ((_("zoals de lijst zelf laat zien"), None), (_("dag-maand-jaar"), "dmy"),
                            (_("maand-dag-jaar"), "mdy")):  # fmt: skip
            self.order.addItem(text, order)
        for box in (self.kind, self.order):
            box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
            box.setMinimumContentsLength(22)
        self.order_box = FieldBox(_("Volgor&de van datums"), self.order)
        top = QWidget()
        self._top = FlowLayout(top, gap=16, top=True)
        self._top.addWidget(FieldBox(_("&Wat staat er in de lijst?"), self.kind))
        self._top.addWidget(self.order_box)
        self.card = Card(_("Welke kolom is wat?"))
        self.word_card = Card(_("Woorden die Dorpsapp niet kent"))
        self.word_card.column.addWidget(muted(_("Kies één keer wat ze betekenen. Dorpsapp onthoudt het.")))
        self._word_flow_holder = QWidget()
        self._word_flow = FlowLayout(self._word_flow_holder, gap=14, top=True)
        self.word_card.column.addWidget(self._word_flow_holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (top, self.notice, self.card, self.word_card):
            column.addWidget(part)
        column.addStretch(1)
        self.kind.activated.connect(lambda _at: self._take_kind())
        self.order.activated.connect(lambda _at: self._take(lambda hand: hand.take_day_order(self.order.currentData())))
        workplace.look.changed.connect(self._dress)

    def show_list(self, hand: ListInHand) -> None:
        """Show what was seen of the list; rows are made anew only for another list or another kind."""
        checked = hand.checked
        assert checked is not None
        self._hand = hand
        shown = (id(hand.sheet), checked.kind)
        if shown != self._shown:
            self._shown = shown
            self._build(hand)
        self.kind.setCurrentIndex(max(self.kind.findData(checked.kind), 0))
        self.order.setCurrentIndex(max(self.order.findData(hand.wishes.day_order), 0))
        for row, look in zip(self.rows, checked.columns, strict=True):
            row.tell(look, checked.rows)
        if checked.trouble:
            self.notice.show_text(checked.trouble, kind="warning")
        else:
            self.notice.hide()
        self._show_words(hand)

    def _build(self, hand: ListInHand) -> None:
        checked = hand.checked
        assert checked is not None
        for old in self.rows:
            self.card.column.removeWidget(old)
            old.hide()
            old.deleteLater()
        model = QStandardItemModel(self)
        for value, label in [("", _("Niet overnemen")), *(fields_of(checked.kind) if checked.kind else [])]:
            item = QStandardItem(label)
            item.setData(value, VALUE)
            model.appendRow(item)
        self.rows = [ColumnRow(look, model) for look in checked.columns]
        for row in self.rows:
            row.pick.activated.connect(self._take_columns)
            self.card.column.addWidget(row)
            row.show()
        self.card.setVisible(checked.kind is not None)
        self.order_box.setVisible(checked.kind is not None and checked.kind is not ImportKind.BUDGET)
        self._build_fixed(hand)
        self._dress()

    def _build_fixed(self, hand: ListInHand) -> None:
        for pick in self.fixed.values():
            parent = pick.parentWidget()
            assert parent is not None
            self._top.removeWidget(parent)
            parent.hide()
            parent.deleteLater()
        self.fixed = {}
        for name in FIXED.get(hand.checked.kind, ()) if hand.checked and hand.checked.kind else ():
            pick = _picker([("", _("zoals de lijst zegt")), *word_choices(self._workplace.store, name)])
            pick.setCurrentIndex(max(pick.findData(hand.wishes.fixed.get(name, "")), 0))
            pick.activated.connect(partial(self._take_fixed, name))
            self.fixed[name] = pick
            label = own_labels()[name]
            box = FieldBox(_("{field} als die ontbreekt").format(field=label), pick)
            self._top.addWidget(box)
            box.show()

    def _show_words(self, hand: ListInHand) -> None:
        checked = hand.checked
        assert checked is not None
        found = checked.result.preview.words if checked.result else {}
        before = len(hand.words_seen)
        for key, count in found.items():
            hand.words_seen[key] = count
        if len(hand.words_seen) != before or not hand.words_seen:
            while (item := self._word_flow.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            self.words = {}
            for (name, word), count in hand.words_seen.items():
                self._add_word(hand, name, word, count)
        self.word_card.setVisible(bool(hand.words_seen))

    def _add_word(self, hand: ListInHand, name: str, word: str, count: int) -> None:
        store = self._workplace.store
        choices = [("", _("Niet inlezen")), *word_choices(store, name)]
        if name == "skills" and store.may(Capability.SETUP):
            choices.append((f"{NEW_SKILL}{word}", _("Nieuwe kwaliteit: {name}").format(name=word)))
        pick = _picker(choices)
        pick.setCurrentIndex(max(pick.findData(hand.wishes.words.get(name, {}).get(fold(word), "")), 0))
        pick.activated.connect(partial(self._take_word, name, word))
        self.words[name, word] = pick
        kind = hand.kind or ImportKind.PEOPLE
        text = ngettext("{field}: “{word}” ({n} regel)", "{field}: “{word}” ({n} regels)", count)
        label = text.format(field=column_label(kind, name), word=word.replace("&", "&&"), n=show_number(count))
        box = FieldBox(label, pick)
        self._word_flow.addWidget(box)
        box.show()

    def _take_kind(self) -> None:
        self._take(lambda hand: hand.take_kind(self.kind.currentData()))

    def _take_columns(self, _at: int) -> None:
        columns = {each.heading: each.pick.currentData(VALUE) or None for each in self.rows}
        self._take(lambda hand: hand.take_columns(columns))

    def _take_fixed(self, name: str, _at: int) -> None:
        self._take(lambda hand: hand.take_fixed(name, self.fixed[name].currentData()))

    def _take_word(self, name: str, word: str, _at: int) -> None:
        self._take(lambda hand: hand.take_word(name, word, self.words[name, word].currentData()))

    def _take(self, change: Callable[[ListInHand], None]) -> None:
        if self._hand is not None:
            change(self._hand)
            self.changed.emit()

    def _dress(self) -> None:
        for row in self.rows:
            row.dress(self._workplace.look.px)


def _picker(choices: list[tuple[str, str]]) -> QComboBox:
    made = QComboBox()
    made.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    made.setMinimumContentsLength(20)
    for value, label in choices:
        made.addItem(label, value)
    return made
