"""Dubbelen: pairs of records that are likely one person, with the reasons, to be joined or told apart."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QPushButton, QWidget

from dorpsapp.errors import Cancelled
from dorpsapp.models import DifferentPeople, Merge, Person
from dorpsapp.services.same_people import LikelyPair, LookAlike, likely_doubles, tell_apart
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.shown_lists import pair_list
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import Card, EmptyState, LineLink, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

SHOWN = 20


class PairCard(Card):
    """Two people side by side, why they may be one, and what can be done."""

    def __init__(self, pair: LikelyPair, page: DoublesPage) -> None:
        super().__init__()
        self.pair = pair
        shell = page.workplace.shell
        people = QWidget()
        flow = FlowLayout(people, gap=14, fill=True, top=True)
        for each in (pair.one, pair.other):
            flow.addWidget(self._person(each, partial(shell.go, "person", each.id)))
        self.column.addWidget(people)
        self.column.addWidget(Words(_("Waarom: {reasons}.").format(reasons=", ".join(pair.reasons))))
        if pair.against:
            self.column.addWidget(muted(_("Let op: {reasons}.").format(reasons=", ".join(pair.against))))
        names = _("{one} en {other}").format(one=pair.one.name, other=pair.other.name)
        self.join = button(_("Samenvoegen"), partial(shell.go, "merge", (pair.one.id, pair.other.id)), icon="users")
        self.join.setAccessibleName(_("Samenvoegen: {names}").format(names=names))
        self.apart = button(_("Niet dezelfde"), partial(page.tell_apart, self))
        self.apart.setAccessibleName(_("Niet dezelfde: {names}").format(names=names))
        tools = QWidget()
        row = FlowLayout(tools, gap=10)
        row.addWidget(self.join)
        row.addWidget(self.apart)
        self.column.addWidget(tools)

    def _person(self, each: LookAlike, opened: partial[None]) -> QPushButton:
        text = f"{each.name}, {each.detail}" if each.detail else each.name
        return LineLink(text, opened, icon="user", said=_("Open {name}").format(name=text))


class DoublesPage(Page):
    """Looks again on a thread whenever people change; pairs that were told apart never come back."""

    guide = "doubles"
    watches = frozenset({Person, DifferentPeople, Merge})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Dubbelen"))
        shell = workplace.shell
        self.back = self.add_header_button(
            button(_("&Terug naar Mensen"), lambda: shell.go("people"), icon="arrow-left")
        )
        self.other = self.add_header_button(
            button(_("&Andere mensen samenvoegen"), lambda: shell.go("merge"), icon="users")
        )
        self.count = muted(_("Dorpsapp zoekt wie er dubbel in staat."))
        self.empty = EmptyState("circle-check")
        self.cards: list[PairCard] = []
        self._pairs: Sequence[LikelyPair] = ()
        self.out = ListOutput(workplace, _("Dubbelen"), lambda: pair_list(self._pairs))
        self.out.hide()
        self.body.addWidget(self.count)
        self.body.addWidget(self.out)
        self.body.addWidget(self.empty, 1)
        self.body.addStretch(1)
        self.empty.hide()

    def refresh(self) -> None:
        store = self.workplace.store

        def work(task: Task[tuple[LikelyPair, ...]]) -> tuple[LikelyPair, ...]:
            return store.giving_way(lambda: likely_doubles(store, task.report))

        self.workplace.tasks.run(
            work, self._show, self._failed, title=_("Dubbele mensen zoeken"), key=f"doubles {id(self)}"
        )

    def first_focus(self) -> QWidget:
        return self.cards[0].join if self.cards else self.back

    def tell_apart(self, card: PairCard) -> None:
        """These two are not the same; the next pair gets the focus."""
        at = self.cards.index(card)
        tell_apart(self.workplace.store, card.pair.one.id, card.pair.other.id)
        self._show([each.pair for each in self.cards if each is not card])
        if self.cards:
            self.cards[min(at, len(self.cards) - 1)].apart.setFocus()
        else:
            self.back.setFocus()
        self.workplace.shell.say(_("Onthouden: niet dezelfde persoon."), undoable=True)

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, Cancelled):
            raise trouble
        self.count.setText(trouble.sentence)

    def _show(self, pairs: Sequence[LikelyPair]) -> None:
        focused = next(
            (at for at, card in enumerate(self.cards) if card.isAncestorOf(self.focusWidget() or self)), None
        )
        self._pairs = pairs
        self.out.setVisible(bool(pairs))
        before, self.cards = self.cards, []
        for at, pair in enumerate(pairs[:SHOWN]):
            card = PairCard(pair, self)
            self.cards.append(card)
            self.body.insertWidget(1 + at, card)
            card.show()
        if focused is not None and self.cards:
            self.cards[min(focused, len(self.cards) - 1)].apart.setFocus()
        for old in before:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        words = ngettext(
            "{n} paar is waarschijnlijk één persoon.", "{n} paren zijn waarschijnlijk één persoon.", len(pairs)
        ).format(n=show_number(len(pairs)))
        if len(pairs) > SHOWN:
            words = f"{words} " + _("De eerste {n} staan hier.").format(n=SHOWN)
        self.count.setText(words)
        self.count.setVisible(bool(pairs))
        self.empty.setVisible(not pairs)
        if not pairs:
            self.empty.show_text(_("Niemand lijkt dubbel in de lijst te staan. Mooi!"))
