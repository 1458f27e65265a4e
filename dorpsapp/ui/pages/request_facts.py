"""What is asked, how far it is, and what can be done with it now."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from dorpsapp.models import DeclineReason, MatchState, Request, RequestState
from dorpsapp.services.request_list import say_age
from dorpsapp.services.request_moment import WhenWanted
from dorpsapp.services.requests import RequestView
from dorpsapp.text import _, say_duration, show_day
from dorpsapp.ui.editors import PickEditor
from dorpsapp.ui.guard import guard
from dorpsapp.ui.icons import wear
from dorpsapp.ui.pages.request_table import STATE_ICONS
from dorpsapp.ui.widgets.cards import Card, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.wording import look_along
from dorpsapp.ui.workplace import Workplace

WIDTH = 350
OPEN = (RequestState.NEW, RequestState.SEARCHING)
NOT_CLOSED = (*OPEN, RequestState.ARRANGED)


class RequestFacts(Card):
    """Only the buttons that mean something now are there; declining and referring ask why or to whom in the card."""

    state_wanted = Signal(object)
    decline_wanted = Signal(object)
    refer_wanted = Signal(str, bool)
    change_wanted = Signal()
    delete_wanted = Signal()
    record_wanted = Signal()
    person_wanted = Signal()

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._look = workplace.look
        self._today = workplace.today
        self._may_share = False
        self._state_icon = QLabel()
        self.state = Words("", "strong")
        self._lines = QWidget()
        self._grid = QGridLayout(self._lines)
        self.record = button(_("&Hulp vastleggen"), self.record_wanted.emit, icon="heart-handshake", primary=True)
        self.moves: dict[RequestState, QPushButton] = {
            RequestState.SEARCHING: self._move(RequestState.SEARCHING, _("We &zoeken iemand")),
            RequestState.ARRANGED: self._move(RequestState.ARRANGED, _("Ge&regeld")),
            RequestState.DONE: self._move(RequestState.DONE, _("&Klaar")),
        }
        self.decline = button(_("Niet ge&lukt"), lambda: self._ask(self.reason_box), icon="circle-x")
        self.refer = button(_("Doorverwi&jzen"), lambda: self._ask(self.whom_box), icon="forward")
        self.reopen = button(_("Weer &openen"), lambda: self.state_wanted.emit(RequestState.SEARCHING), icon="undo-2")
        self.person = button(_("Naar de persoon"), self.person_wanted.emit, icon="user")
        self.change = button(_("&Wijzigen"), self.change_wanted.emit, icon="pencil")
        self.delete = button(_("&Verwijderen"), self.delete_wanted.emit, icon="trash-2")
        self.reason = PickEditor([(each, _(each.value)) for each in DeclineReason])
        self.whom = LineField()
        look_along(self.whom)
        self.reason_box = FieldBox(_("Waarom lukt het niet?"), self.reason)
        self.whom_box = FieldBox(_(Request.field_named("referred_to").label), self.whom, _("Zoals: het Wmo-loket."))
        self.handed_over = QCheckBox(_("Wij geven zelf gegevens door"))
        self.no_consent = muted(
            _("Gegevens doorgeven mag pas met toestemming. Laat deze persoon zelf bellen, of vraag toestemming.")
        )
        self.finish = button(_("A&fronden"), self._finish, icon="check")
        self.cancel = button(_("Toch niet"), self.ask_nothing)
        self._closing = QWidget()
        self._build()
        self.whom.returnPressed.connect(self._finish)

    def _build(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._state_icon)
        head.addWidget(self.state, 1)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 1)
        steps, tools = QWidget(), QWidget()
        step_flow, tool_flow = FlowLayout(steps, gap=8), FlowLayout(tools, gap=8)
        for each in (self.record, *self.moves.values(), self.reopen, self.decline, self.refer):
            step_flow.addWidget(each)
        for each in (self.change, self.delete, self.person):
            each.setProperty("link", True)
            tool_flow.addWidget(each)
        column = QVBoxLayout(self._closing)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.reason_box)
        column.addWidget(self.whom_box)
        column.addWidget(self.handed_over)
        column.addWidget(self.no_consent)
        answers = QWidget()
        answer_flow = FlowLayout(answers, gap=8)
        answer_flow.addWidget(self.finish)
        answer_flow.addWidget(self.cancel)
        column.addWidget(answers)
        self.column.addLayout(head)
        for part in (self._lines, steps, self._closing, tools):
            self.column.addWidget(part)
        self.column.addStretch(1)
        self.ask_nothing()

    def _move(self, state: RequestState, text: str) -> QPushButton:
        return button(text, lambda: self.state_wanted.emit(state), icon=STATE_ICONS[state][0])

    def load(self, view: RequestView, next_day: date | None) -> None:
        """Show this request; `next_day` is the day that help is wanted, of a series the next one."""
        name, colour = STATE_ICONS[view.state]
        self._may_share = view.may_share
        wear(self._state_icon, name, colour, 24)
        self.state.setText(_say_state(view, self._today()))
        while (item := self._grid.takeAt(0)) is not None:
            if (old := item.widget()) is not None:
                old.hide()
                old.deleteLater()
        for number, (label, value) in enumerate(_facts(view, next_day)):
            self._grid.addWidget(muted(label), number, 0, Qt.AlignmentFlag.AlignTop)
            self._grid.addWidget(Words(value), number, 1)
        state = view.state
        self.record.setVisible(state is RequestState.ARRANGED)
        self.moves[RequestState.SEARCHING].setVisible(state in (RequestState.NEW, RequestState.ARRANGED))
        again = state is RequestState.ARRANGED
        self.moves[RequestState.SEARCHING].setText(_("Weer &zoeken") if again else _("We &zoeken iemand"))
        self.moves[RequestState.ARRANGED].setVisible(state in OPEN)
        self.moves[RequestState.DONE].setVisible(state is RequestState.ARRANGED)
        self.reopen.setVisible(state not in NOT_CLOSED)
        self.decline.setVisible(state in NOT_CLOSED)
        self.refer.setVisible(state in NOT_CLOSED)
        if state not in NOT_CLOSED:
            self.ask_nothing()

    def ask_nothing(self) -> None:
        """Fold the question why or to whom away."""
        self._closing.hide()
        self.reason.set_value(None)
        self.whom.clear()
        self.handed_over.setChecked(False)
        for box in (self.reason_box, self.whom_box):
            box.show_echo("")

    @property
    def is_asking(self) -> bool:
        """Whether the question why or to whom shows."""
        return not self._closing.isHidden()

    def show_problem(self, sentence: str) -> None:
        """What is missing in the question that shows."""
        box = self.whom_box if self.reason_box.isHidden() else self.reason_box
        box.show_error(sentence)
        box.setFocus()

    def _ask(self, wanted: FieldBox) -> None:
        for box in (self.reason_box, self.whom_box):
            box.setVisible(box is wanted)
            box.show_echo("")
        self.handed_over.setVisible(wanted is self.whom_box and self._may_share)
        self.no_consent.setVisible(wanted is self.whom_box and not self._may_share)
        self._closing.show()
        wanted.setFocus()

    def _finish(self) -> None:
        if self.reason_box.isHidden():
            self.refer_wanted.emit(self.whom.text(), self.handed_over.isChecked())
        else:
            self.decline_wanted.emit(self.reason.value())

    @guard(QSize(WIDTH, 200))
    def sizeHint(self) -> QSize:
        """A long description must not ask for a whole line of the page."""
        return QSize(self._look.px(WIDTH), super().sizeHint().height())


def _say_state(view: RequestView, today: date) -> str:
    words = _(view.state.value).capitalize()
    match view.state:
        case RequestState.NEW | RequestState.SEARCHING:
            age = say_age(view.entry.received_on, view.state, today)
            return _("{state}, gevraagd: {age}").format(state=words, age=age)
        case RequestState.ARRANGED if view.arranged_on:
            return _("{state} op {day}").format(state=words, day=show_day(view.arranged_on))
        case RequestState.DECLINED:
            return f"{words}: {view.decline_reason}"
        case RequestState.REFERRED:
            return _("{state} naar {whom}").format(state=words, whom=view.referred_to)
    return _("{state} op {day}").format(state=words, day=show_day(view.closed_on)) if view.closed_on else words


def _facts(view: RequestView, next_day: date | None) -> Iterator[tuple[str, str]]:
    """The label and the words of everything that was filled in."""
    entry = view.entry

    def label(name: str) -> str:
        return _(Request.field_named(name).label)

    yield label("person_id"), "\n".join((view.person, *view.phones))
    yield label("category_id"), view.category
    yield _("Wanneer"), str(WhenWanted(next_day, entry.wanted_part, entry.wanted_time, entry.repeats))
    if entry.repeats and entry.repeats_until:
        yield label("repeats_until"), show_day(entry.repeats_until)
    if entry.minutes:
        yield label("minutes"), say_duration(entry.minutes)
    for name, text in (("description", entry.description), ("destination", entry.destination)):
        if text:
            yield label(name), text
    if entry.needs_car:
        yield label("needs_car"), _("ja")
    for name, text in (("skill_id", view.skill), ("language_id", view.language)):
        if text:
            yield label(name), text
    agreed = [each.name for each in view.asked if each.state is MatchState.AGREED]
    if agreed:
        yield _("Wie doet het"), ", ".join(agreed)
    yield label("received_on"), show_day(entry.received_on)
    if entry.referrer:
        yield label("referrer"), _(entry.referrer.value)
    if view.handed_over:
        yield label("handed_over"), _("ja")
    if view.areas:
        yield _("Beleidsterreinen"), ", ".join(view.areas)
    if view.times_given:
        yield _("Vastgelegd"), _("{n} keer").format(n=view.times_given)
