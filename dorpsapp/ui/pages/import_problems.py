"""Step 3 of importing: every problem at once, as a workbook to mend if wished, and what to do with other values."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.exchange.budget_in import OVERWRITABLE
from dorpsapp.exchange.columns import column_label
from dorpsapp.exchange.mapping import Policy
from dorpsapp.exchange.outcome import Problem
from dorpsapp.exchange.problem_book import write_problem_book
from dorpsapp.models import ImportKind
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.pages.import_hand import ListInHand
from dorpsapp.ui.pages.import_table import MOST_LINES, ImportTable
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

# A number and a name say who someone is; roles and qualities are only ever added.
_NO_POLICY = {
    "number",
    "name",
    "role",
    "is_volunteer",
    "is_client",
    "is_member",
    "since",
    "until",
    "skills",
    "locality",
}
MOST_NOTICES = 30
_FIELDS_OF = {
    "name": ("first_name", "initials", "prefix", "surname", "own_prefix", "own_surname"),
    "address": ("street", "house_number", "house_addition"),
    "locality": ("locality_id",),
    "birthday": ("birthday", "birth_date"),
}


def _place(one: Problem) -> str:
    """A notice with the row and the column it is about, where it is about one."""
    parts = [_("Regel {row}").format(row=one.row) if one.row > 1 or one.column else "", one.column]
    where = ", ".join(part for part in parts if part)
    return f"{where}: {one.text}" if where else one.text


class ProblemsStep(QWidget):
    """Rows with a problem are left out; the others go on. `changed` asks to look the list over again."""

    changed = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._hand: ListInHand | None = None
        self.policies: dict[str, QComboBox] = {}
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.count = Words(look="strong")
        self.table = ImportTable(_("Problemen"), (_("Regel"), _("Kolom"), _("Wat er mis is")), workplace.look)
        self.save = button(_("Als E&xcel opslaan om te verbeteren"), self.save_problems, icon="file-spreadsheet")
        self.remarks = Words()
        holder = QWidget()
        FlowLayout(holder, gap=10).addWidget(self.save)
        self._tools = holder
        self.policy_card = Card(_("Als in Dorpsapp al iets anders staat"))
        self.policy_card.column.addWidget(
            muted(_("Lege velden vult Dorpsapp altijd. Kies per veld wat er verder mag."))
        )
        self._policy_holder = QWidget()
        self._policy_flow = FlowLayout(self._policy_holder, gap=14, top=True)
        self.policy_card.column.addWidget(self._policy_holder)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        for part in (self.notice, self.count, self.table, self._tools, self.remarks, self.policy_card):
            column.addWidget(part)
        column.addStretch(1)

    def show_list(self, hand: ListInHand) -> None:
        """Show the problems and notices of the list."""
        self._hand = hand
        result = hand.checked.result if hand.checked else None
        problems = result.problems if result else ()
        rows = len({problem.row for problem in problems})
        if not problems:
            self.count.setText(_("Er zijn geen problemen gevonden."))
        else:
            text = ngettext(
                "{n} regel heeft een probleem en wordt overgeslagen. De andere regels worden gelezen.",
                "{n} regels hebben een probleem en worden overgeslagen. De andere regels worden gelezen.",
                rows,
            ).format(n=show_number(rows))
            more = _("Hier staan de eerste {n}; in Excel staan ze alle.").format(n=MOST_LINES)
            self.count.setText(f"{text} {more}" if len(problems) > MOST_LINES else text)
        self.table.show_lines([(str(one.row), one.column, one.text) for one in problems])
        self.table.setVisible(bool(problems))
        self._tools.setVisible(bool(problems))
        notices = result.notices if result else ()
        said = [_place(one) for one in notices[:MOST_NOTICES]]
        if len(notices) > len(said):
            said.append(_("En nog {n} opmerkingen.").format(n=show_number(len(notices) - len(said))))
        self.remarks.setText("\n".join(said))
        self.remarks.setVisible(bool(said))
        self._show_policies(hand)

    def save_problems(self) -> None:
        """Save the rows with a problem as a workbook, with the problem cells marked."""
        hand = self._hand
        if hand is None or hand.checked is None or hand.checked.result is None:
            return
        sheet, problems = hand.sheet, hand.checked.result.problems
        stem = Path(hand.source).stem
        self.output.save_with(
            Output.EXCEL,
            _("{name} te verbeteren").format(name=stem),
            lambda _task, path: write_problem_book(path, sheet, problems),
        )

    def _show_policies(self, hand: ListInHand) -> None:
        columns = hand.checked.columns if hand.checked else ()
        fields = [look.field for look in columns if look.field]
        names = [name for name in fields if name not in _NO_POLICY] if hand.kind is ImportKind.PEOPLE else []
        if hand.kind is ImportKind.BUDGET:
            names = [name for name in fields if name in OVERWRITABLE]
        if list(self.policies) != names:
            while (item := self._policy_flow.takeAt(0)) is not None:
                if (old := item.widget()) is not None:
                    old.hide()
                    old.deleteLater()
            self.policies = {}
            for name in names:
                pick = QComboBox()
                pick.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
                pick.setMinimumContentsLength(20)
                for text, policy in ((_("vragen per regel"), Policy.ASK), (_("laten zoals het is"), Policy.FILL),
                                     (_("overschrijven"), Policy.OVERWRITE)):  # fmt: skip
                    pick.addItem(text, policy)
                pick.activated.connect(partial(self._take_policy, name))
                self.policies[name] = pick
                box = FieldBox(column_label(hand.kind or ImportKind.PEOPLE, name), pick)
                self._policy_flow.addWidget(box)
                box.show()
        for name, pick in self.policies.items():
            policy = hand.wishes.policies.get(_FIELDS_OF.get(name, (name,))[0], Policy.ASK)
            pick.setCurrentIndex(pick.findData(policy))
        self.policy_card.setVisible(bool(names))

    def _take_policy(self, name: str, _at: int) -> None:
        if self._hand is not None:
            for each in _FIELDS_OF.get(name, (name,)):
                self._hand.take_policy(each, self.policies[name].currentData())
            self.changed.emit()
