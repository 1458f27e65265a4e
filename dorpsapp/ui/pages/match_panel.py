"""Who can do this: the candidates for a request with the reasons in words, and what they answered."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from dorpsapp.models import MatchState
from dorpsapp.services.match_reasons import MatchCandidate, Tone, order_in_words
from dorpsapp.services.matching import candidates_for
from dorpsapp.services.requests import RequestView
from dorpsapp.text import _, fold, show_number
from dorpsapp.ui.icons import wear
from dorpsapp.ui.widgets.cards import Card, EmptyState, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.rows import RowsModel, RowsTable
from dorpsapp.ui.workplace import Workplace

SHOWN_AT_FIRST = 40
WHO, FITS, WHY = range(3)
WHO_WIDTH, WIDEST_WHO = 155, 225
ROWS_OF_ROOM = 7
SIGNS = {Tone.FITS: "✓", Tone.NEUTRAL: "·", Tone.WARNING: "!", Tone.CANNOT: "✗"}


class MatchPanel(Card):
    """Arrows walk through the candidates; the buttons below are about the one that is marked. Nobody is chosen here."""

    answered = Signal(int, object)
    forgotten = Signal(int)
    found = Signal()
    person_wanted = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Wie kan dit doen?"))
        self._workplace = workplace
        self._everyone: tuple[MatchCandidate, ...] = ()
        self._all_wanted = False
        self._request = 0
        self.explanation = muted()
        self.line = LineField()
        self.search = FieldBox(_("Zoek op n&aam"), self.line)
        headers = (_("Wie"), _("Past het?"), _("Waarom"))
        self.model: RowsModel[MatchCandidate] = RowsModel(headers, _texts, _drawing, spoken=_spoken)
        name = _("Wie kan dit doen?")
        self.table = RowsTable(name, self.model, workplace.look, wide=WHY, rows=ROWS_OF_ROOM, wraps=True)
        self.table.keep_width(WHO, WHO_WIDTH, WIDEST_WHO)
        self.more = button("", self._show_all)
        self.empty = EmptyState("users")
        self.who = Words("", "strong")
        self.ask = button(_("&Gevraagd"), lambda: self._answer(MatchState.ASKED), icon="phone")
        self.agree = button(_("&Doet het"), lambda: self._answer(MatchState.AGREED), icon="check", primary=True)
        self.refuse = button(_("Kan n&iet"), lambda: self._answer(MatchState.REFUSED), icon="x")
        self.forget = button(_("Antwoord weghalen"), self._forget, icon="undo-2")
        self._tools = QWidget()
        flow = FlowLayout(self._tools, gap=8)
        flow.addWidget(self.who)
        for each in (self.ask, self.agree, self.refuse, self.forget):
            flow.addWidget(each)
        for above in (self.explanation, self.search):
            self.column.addWidget(above)
        self.column.addWidget(self.table, 1)
        self.column.addWidget(self.empty, 1)
        for below in (self.more, self._tools):
            self.column.addWidget(below)
        self.line.textChanged.connect(lambda _text: self._narrow())
        self.line.returnPressed.connect(self._into_list)
        self.table.chosen.connect(lambda _row: self._tell_chosen())
        self.table.opened.connect(lambda row: self.person_wanted.emit(self.model.rows[row].facts.person_id))

    def load(self, view: RequestView) -> None:
        """Find the candidates for this request in the background."""
        if view.id != self._request:
            self._request = view.id
            self._all_wanted = False
            self._everyone = ()
            self.line.clear()
            self._narrow()
        store, today = self._workplace.store, self._workplace.today()
        self._workplace.tasks.run(
            lambda _task: store.giving_way(lambda: candidates_for(store, view, today)),
            self._show,
            key=f"candidates {id(self)}",
        )

    def begin(self) -> None:
        """Focus to the first candidate."""
        if self.model.rows:
            self.table.setFocus()
            if not self.table.currentIndex().isValid():
                self.table.selectRow(0)

    def be_primary(self, primary: bool) -> None:
        """Whether finding someone is what the page is for now; then its button is the primary one."""
        if bool(self.agree.property("primary")) is not primary:
            self.agree.setProperty("primary", primary)
            wear(self.agree, "check", "on_accent" if primary else "ink", 18)
            self.agree.style().unpolish(self.agree)
            self.agree.style().polish(self.agree)

    @property
    def chosen(self) -> MatchCandidate | None:
        """The candidate that is marked."""
        at = self.table.currentIndex().row()
        return self.model.rows[at] if 0 <= at < len(self.model.rows) else None

    def _show(self, everyone: tuple[MatchCandidate, ...]) -> None:
        first = not self._everyone
        self._everyone = everyone
        self._narrow()
        if first and self.model.rows and self.line.hasFocus() and not self.line.text():
            self.table.setFocus()
            self.found.emit()

    def _narrow(self) -> None:
        """The candidates whose name holds what was typed; the marked one stays marked."""
        marked = self.chosen.facts.person_id if self.chosen else None
        words = fold(self.line.text()).split()
        found = [one for one in self._everyone if all(word in fold(one.facts.name) for word in words)]
        shown = found if self._all_wanted else found[:SHOWN_AT_FIRST]
        self.model.show(shown)
        numbers = [one.facts.person_id for one in shown]
        if shown:
            self.table.selectRow(numbers.index(marked) if marked in numbers else 0)
        self._tell_count(len(found), len(shown))
        self._tell_chosen()

    def _tell_count(self, found: int, shown: int) -> None:
        self.explanation.setText(order_in_words())
        self.more.setText(_("Toon alle {n} vrijwilligers").format(n=show_number(found)))
        self.more.setVisible(found > shown)
        for part in (self.table, self._tools):
            part.setVisible(bool(shown))
        for part in (self.explanation, self.search):
            part.setVisible(bool(self._everyone))
        self.empty.setVisible(not shown)
        if not shown and self._everyone:
            self.empty.show_text(_("Geen vrijwilliger gevonden met '{typed}'.").format(typed=self.line.text().strip()))
        elif not shown:
            self.empty.show_text(_("Er zijn nog geen vrijwilligers. Voeg ze toe bij Mensen."))

    def _tell_chosen(self) -> None:
        one = self.chosen
        if one is None:
            return
        phones = " / ".join(one.facts.phones) or _("geen telefoonnummer bekend")
        self.who.setText(f"{one.facts.name}, {phones}")
        answer = one.facts.answer
        for part, said in (
            (self.ask, MatchState.ASKED),
            (self.agree, MatchState.AGREED),
            (self.refuse, MatchState.REFUSED),
        ):
            part.setEnabled(answer is not said)
        self.forget.setVisible(answer is not None)

    def _answer(self, said: MatchState) -> None:
        one = self.chosen
        if one is not None:
            self.answered.emit(one.facts.person_id, said)

    def _forget(self) -> None:
        one = self.chosen
        if one is not None:
            self.forgotten.emit(one.facts.person_id)

    def _show_all(self) -> None:
        self._all_wanted = True
        self._narrow()
        self.table.setFocus()

    def _into_list(self) -> None:
        if self.model.rows:
            self.table.setFocus()
            self.table.selectRow(0)


def _texts(one: MatchCandidate) -> Sequence[str]:
    return (
        "\n".join((one.facts.name, *one.facts.phones)),
        _fit(one),
        "\n".join(f"{SIGNS[each.tone]} {each.text}" for each in one.reasons),
    )


def _spoken(one: MatchCandidate, column: int) -> str:
    """The reasons with words where the screen has signs."""
    if column != WHY:
        return ""
    return ". ".join(
        each.text if each.tone is Tone.NEUTRAL else f"{_(each.tone.value)}: {each.text}" for each in one.reasons
    )


def _fit(one: MatchCandidate) -> str:
    if one.facts.answer is MatchState.AGREED:
        return _("doet het")
    if not one.can:
        return _("kan niet")
    if one.facts.answer is MatchState.ASKED:
        return _("gevraagd")
    return _("past deels") if one.missing else _("past")


def _drawing(one: MatchCandidate, column: int) -> tuple[str, str] | None:
    if column != FITS:
        return None
    if one.facts.answer is MatchState.AGREED:
        return "user-check", "success"
    if not one.can:
        return "circle-x", "error"
    if one.facts.answer is MatchState.ASKED:
        return "phone", "accent"
    return ("circle-dot", "muted") if one.missing else ("circle-check", "success")
