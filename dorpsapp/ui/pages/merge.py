"""Samenvoegen: two records of one person become one, after a look at what each of them says."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QButtonGroup, QRadioButton, QVBoxLayout, QWidget

from dorpsapp.errors import UserError
from dorpsapp.services.merge_choices import Part, Side
from dorpsapp.services.merging import MergePlan, merge, plan_merge
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.page import Page
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.suggest import SuggestField
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.workplace import Workplace

FIELD_WIDTH = 300


class PartChoice(QWidget):
    """One contradiction: what both records say, and which of the two stays."""

    def __init__(self, part: Part) -> None:
        super().__init__()
        self.part = part
        self._group = QButtonGroup(self)
        words = {
            Side.KEPT: part.kept,
            Side.GONE: part.gone,
            Side.BOTH: _("beide, achter elkaar"),
        }
        if part.hidden:
            words |= {Side.KEPT: _("alleen die van wie blijft"), Side.GONE: _("alleen die van wie erin opgaat")}
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 4)
        column.setSpacing(2)
        column.addWidget(Words(part.label, "field"))
        answers = QWidget()
        flow = FlowLayout(answers, gap=14)
        column.addWidget(answers)
        self.radios: dict[Side, QRadioButton] = {}
        for side in part.choices:
            radio = QRadioButton((words[side] or _("leeg")).replace("&", "&&"))
            radio.setAccessibleName(f"{part.label}: {words[side]}")
            radio.setChecked(side is part.proposed)
            self._group.addButton(radio)
            self.radios[side] = radio
            flow.addWidget(radio)

    @property
    def side(self) -> Side:
        """Whose word stays."""
        return next(side for side, radio in self.radios.items() if radio.isChecked())


class MergePage(Page):
    """First who, then what they contradict each other on; nothing changes before the button at the bottom."""

    guide = "doubles"

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Samenvoegen"))
        shell = workplace.shell
        self.add_header_button(button(_("&Terug naar Dubbelen"), lambda: shell.go("doubles"), icon="arrow-left"))
        self.notice = Notice()
        self.kept, self.gone = SuggestField(), SuggestField()
        self.swap = button(_("&Omwisselen"), self._swap, icon="redo-2")
        self.plan: MergePlan | None = None
        self._just_arrived = False
        self.choices: list[PartChoice] = []
        self.body.addWidget(
            muted(_("Alles van de ene persoon gaat naar de andere. Later kunt u ze weer uit elkaar halen."))
        )
        self.body.addWidget(self.notice)
        self.body.addWidget(self._who())
        self.what = Card(_("Wat blijft staan?"))
        self.filled, self.moved, self.twice = Words(), Words(), Words()
        self._holder = QWidget()
        self._rows = QVBoxLayout(self._holder)
        self._rows.setContentsMargins(0, 0, 0, 0)
        for part in (self._holder, self.filled, self.moved, self.twice):
            self.what.column.addWidget(part)
        self.join = button(_("&Samenvoegen"), self._merge, icon="check", primary=True)
        tools = QWidget()
        FlowLayout(tools).addWidget(self.join)
        self.what.column.addWidget(tools)
        self.body.addWidget(self.what)
        self.body.addStretch(1)
        self.what.hide()

    def _who(self) -> QWidget:
        card = Card()
        holder = QWidget()
        flow = FlowLayout(holder, gap=14, top=True)
        self._boxes = (FieldBox(_("Wie blijft?"), self.kept), FieldBox(_("Wie gaat erin op?"), self.gone))
        for box in self._boxes:
            flow.addWidget(box)
        self._under_label = QWidget()
        column = QVBoxLayout(self._under_label)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.swap)
        flow.addWidget(self._under_label)
        card.column.addWidget(holder)
        self.workplace.look.changed.connect(self._dress)
        self._dress()
        for field in (self.kept, self.gone):
            field.offer(self.workplace.everyone)
            field.chosen.connect(lambda _candidate: self._look())
        self.kept.entered.connect(self.gone.setFocus)
        return card

    def _dress(self) -> None:
        for box in self._boxes:
            box.setFixedWidth(self.workplace.look.px(FIELD_WIDTH))
        self._under_label.setContentsMargins(0, self._boxes[0].label.sizeHint().height() + 2, 0, 0)

    def arrive(self, argument: object) -> None:
        self.notice.hide()
        pair = argument if isinstance(argument, tuple) else (None, None)
        for field, number in zip((self.kept, self.gone), pair, strict=True):
            found = self.workplace.everyone.by_id([number]) if isinstance(number, int) else []
            field.pick(next(iter(found), None))
        self._look()
        self._just_arrived = True

    def first_focus(self) -> QWidget:
        if self.kept.picked is None:
            return self.kept
        if self.gone.picked is None:
            return self.gone
        return next((radio for choice in self.choices for radio in choice.radios.values()), self.kept)

    def _picked(self, field: SuggestField) -> int | None:
        return field.picked.key if field.picked is not None and isinstance(field.picked.key, int) else None

    def _swap(self) -> None:
        kept, gone = self.kept.picked, self.gone.picked
        self.kept.pick(gone)
        self.gone.pick(kept)
        self._look()

    def _look(self) -> None:
        self.plan, self._just_arrived = None, False
        self.notice.hide()
        self._show()
        kept, gone = self._picked(self.kept), self._picked(self.gone)
        store, tasks = self.workplace.store, self.workplace.tasks
        if kept is not None and gone is not None:
            tasks.run(lambda _task: plan_merge(store, kept, gone), self._planned, self._refused, key="plan of a merge")

    def _planned(self, plan: MergePlan) -> None:
        """Show it, unless someone else has been chosen meanwhile."""
        if (plan.kept, plan.gone) == (self._picked(self.kept), self._picked(self.gone)):
            self.plan = plan
            self._show()
            if self._just_arrived:
                self._just_arrived = False
                self.first_focus().setFocus()

    def _refused(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.notice.show_text(trouble.sentence, kind="warning")

    def _show(self) -> None:
        plan = self.plan
        self.what.setVisible(plan is not None)
        while (item := self._rows.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        self.choices = []
        if plan is None:
            return
        self.choices = [PartChoice(part) for part in plan.parts if part.choices]
        for choice in self.choices:
            self._rows.addWidget(choice)
            choice.show()
        tab_before(self.choices, self.join)
        self._holder.setVisible(bool(self.choices))
        self._holder.updateGeometry()
        new = [f"{part.label} {part.gone}" for part in plan.parts if not part.choices and part.gone != part.kept]
        _say(self.filled, new, lambda: _("Wordt aangevuld: {parts}.").format(parts=", ".join(new)))
        counts = [f"{show_number(count)} {words}" for words, count in plan.moved.items()]
        text = _("Verhuist naar {name}: {counts}.")
        _say(self.moved, counts, lambda: text.format(name=plan.kept_name, counts=", ".join(counts)))
        _say(self.twice, [""] * plan.twice, lambda: _twice(plan.twice))

    def _merge(self) -> None:
        plan = self.plan
        if plan is None:
            return
        chosen = {choice.part.key: choice.side for choice in self.choices}
        try:
            merge(self.workplace.store, plan.kept, plan.gone, chosen, self.workplace.today())
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="error")
            return
        self.plan = None
        shell = self.workplace.shell
        shell.go("person", plan.kept)
        text = _("{gone} is samengevoegd met {kept}.")
        shell.say(text.format(gone=plan.gone_name, kept=plan.kept_name), undoable=True)


def _say(label: Words, wanted: list[str], text: Callable[[], str]) -> None:
    label.setVisible(bool(wanted))
    label.setText(text() if wanted else "")


def _twice(count: int) -> str:
    return ngettext(
        "{n} gegeven stond er bij beide. Dat blijft één keer staan; uren zijn bij elkaar geteld.",
        "{n} gegevens stonden er bij beide. Die blijven één keer staan; uren zijn bij elkaar geteld.",
        count,
    ).format(n=show_number(count))
