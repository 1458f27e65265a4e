"""Restriction and objection: the data of someone who asks so are kept but not used, until it is lifted."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid
from dorpsapp.models import Restriction, RestrictionKind
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.person_view import PersonView
from dorpsapp.services.restrictions import RestrictionView, lift, open_requests_with, restrict, restrictions_of
from dorpsapp.text import _, ngettext, show_day
from dorpsapp.ui.pages.person_card import PersonCard, line_with_button
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.wording import look_along
from dorpsapp.ui.workplace import Workplace

Restrictions = tuple[tuple[RestrictionView, ...], int]


class RestrictionCard(PersonCard[Restrictions]):
    """What runs stands on top, with what is still to be looked at; what was lifted stays to be seen."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Beperking en bezwaar"), _("Beperking"))
        self.running: tuple[RestrictionView, ...] = ()
        self.explanation = muted(
            _(
                "Wil iemand dat u de gegevens even niet gebruikt? Dan staat die persoon in geen enkele lijst en kunt u "
                "die niet kiezen. De hulp van vroeger telt mee."
            )
        )
        self.still = Words()
        self.kind = QComboBox()
        for kind in RestrictionKind:
            self.kind.addItem(kind_in_words(kind), kind)
        self.reason = LineField()
        look_along(self.reason)
        reason = Restriction.field_named("reason")
        self.reason_box = FieldBox(_("Waarom?"), self.reason, _(reason.help))
        self.day = DayField(_("Sinds (leeg is vandaag)"), workplace.today, empty_is_today=True)
        self.give = button(_("Beperken"), self._restrict, icon="lock")
        self._lines = QVBoxLayout()
        self.lines: list[QWidget] = []
        fields, tools = QWidget(), QWidget()
        flow = FlowLayout(fields, gap=14, top=True)
        for box in (FieldBox(_("Wat vraagt deze persoon?"), self.kind), self.reason_box, self.day):
            flow.addWidget(box)
        FlowLayout(tools).addWidget(self.give)
        for part in (self.explanation, self.still):
            self.column.addWidget(part)
        self.column.addLayout(self._lines)
        self.column.addWidget(fields)
        self.column.addWidget(tools)
        for line in (self.reason, self.day.line):
            line.returnPressed.connect(self._restrict)

    def begin_anew(self) -> None:
        self.kind.setCurrentIndex(0)
        self.reason.clear()
        self.reason_box.show_echo("")
        self.day.set_value(None)

    def conceal(self) -> None:
        self.reason.clear()

    def read(self, view: PersonView) -> Restrictions:
        """All of them, and with how many open requests someone whose data may not be used has still to do."""
        store = self.workplace.store
        known = restrictions_of(store, view.id)
        running = any(one.lifted_on is None for one in known)
        return known, len(open_requests_with(store, view.id)) if running else 0

    def show_content(self, found: Restrictions) -> None:
        known, count = found
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.running = tuple(one for one in known if one.lifted_on is None)
        self.lines = [self._line(one) for one in known]
        for line in self.lines:
            self._lines.addWidget(line)
            line.show()
        tab_before(self.lines, self.kind)
        text = ngettext(
            "Er loopt nog {n} hulpvraag met deze persoon. Kijk die na.",
            "Er lopen nog {n} hulpvragen met deze persoon. Kijk die na.",
            count,
        )
        self.still.setText(text.format(n=count))
        self.still.setVisible(bool(count))

    def first_focus(self) -> QWidget:
        return self.kind

    def _line(self, one: RestrictionView) -> QWidget:
        words = restriction_in_words(one)
        if one.lifted_on is not None:
            return Words(words, "muted")
        away = button(_("Opheffen"), partial(self._lift, one))
        away.setAccessibleName(_("Opheffen: {what}").format(what=_(one.kind.value)))
        return line_with_button(words, away)

    def _restrict(self) -> None:
        store, today = self.workplace.store, self.workplace.today()
        try:
            since = self.day.value() or today
        except Unreadable as trouble:
            self.day.show_error(str(trouble))
            self.day.line.setFocus()
            return
        kind, reason = self.kind.currentData(), self.reason.text()
        try:
            self.reason_box.show_echo("")
            Restriction.field_named("reason").kind.parse(reason)
            if not reason.strip():
                raise Invalid({"reason": _("Schrijf in een paar woorden op waarom.")})
        except (Unreadable, Invalid) as trouble:
            self.reason_box.show_error(trouble.sentence if isinstance(trouble, Invalid) else str(trouble))
            self.reason.setFocus()
            return
        said = _("Deze gegevens worden niet meer gebruikt.")
        if self.attempt(lambda: restrict(store, self.person_id, kind, reason, since, today=today), said):
            self.begin_anew()

    def _lift(self, one: RestrictionView) -> None:
        store, today = self.workplace.store, self.workplace.today()
        self.kind.setFocus()
        self.attempt(lambda: lift(store, one.id, today), _("De gegevens mogen weer worden gebruikt."))


def kind_in_words(kind: RestrictionKind) -> str:
    """What someone asks, as a choice."""
    return {
        RestrictionKind.RESTRICTED: _("Gegevens even niet gebruiken"),
        RestrictionKind.OBJECTION: _("Bezwaar tegen het gebruik"),
    }[kind]


def restriction_in_words(one: RestrictionView) -> str:
    """`Beperkt sinds 3-11-2026: het adres klopt niet, vastgelegd door Anneke.`"""
    text = _("{kind} sinds {day}").format(kind=_(one.kind.value).capitalize(), day=show_day(one.since))
    if one.reason:
        text += f": {one.reason.rstrip('.')}"
    if one.recorded_by:
        text += ", " + _("vastgelegd door {user}").format(user=one.recorded_by)
    if one.lifted_on is not None:
        text += ", " + _("opgeheven op {day}").format(day=show_day(one.lifted_on))
    return f"{text}."
