"""When someone can help: a box for each half-day of the week, and the periods in which they are away."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from dorpsapp.errors import Invalid
from dorpsapp.models import DayPart, Weekday
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.person_times import (
    AbsenceView,
    HalfDay,
    absences_of,
    add_absence,
    half_days_of,
    remove_absence,
    set_half_day,
)
from dorpsapp.services.person_view import PersonView
from dorpsapp.text import _, show_day_long
from dorpsapp.ui.guard import guard
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.workplace import Workplace

LARGE = 150
STEPS = {
    Qt.Key.Key_Left: (0, -1), Qt.Key.Key_Right: (0, 1), Qt.Key.Key_Up: (-1, 0), Qt.Key.Key_Down: (1, 0),
}  # fmt: skip


class HalfDayBox(QCheckBox):
    """One half-day; arrows go to its neighbours, Space turns it on or off."""

    moved = Signal(int, int)
    entered = Signal()

    def __init__(self, half_day: HalfDay) -> None:
        weekday, part = half_day
        super().__init__(_(part.value))
        self.half_day = half_day
        self.setAccessibleName(f"{_(weekday.value)} {_(part.value)}")
        self.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = STEPS.get(Qt.Key(event.key()))
        if step is None:
            super().keyPressEvent(event)
        else:
            self.moved.emit(*step)

    @guard(None)
    def focusInEvent(self, event: QFocusEvent) -> None:
        self.entered.emit()
        super().focusInEvent(event)


class WeekBoxes(QWidget):
    """Seven days of three half-days; Tab comes here once and goes on, arrows move inside."""

    turned = Signal(object, bool)

    def __init__(self) -> None:
        super().__init__()
        self.boxes: dict[HalfDay, HalfDayBox] = {}
        self._days = {weekday: Words(_(weekday.value).capitalize(), "field") for weekday in Weekday}
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(14)
        self._grid.setVerticalSpacing(0)
        self._grid.setColumnStretch(len(DayPart) + 1, 1)
        for row, weekday in enumerate(Weekday):
            for column, part in enumerate(DayPart):
                box = HalfDayBox((weekday, part))
                box.moved.connect(partial(self._move, row, column))
                box.entered.connect(partial(self._hold, box))
                box.clicked.connect(lambda _checked=False, box=box: self.turned.emit(box.half_day, box.isChecked()))
                self.boxes[box.half_day] = box
        self.arrange(stacked=False)
        self._held = next(iter(self.boxes.values()))
        self._held.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def arrange(self, *, stacked: bool) -> None:
        """The days beside their boxes, or, where text is large, above them."""
        for row, (weekday, label) in enumerate(self._days.items()):
            at = row * 2 if stacked else row
            self._grid.addWidget(label, at, 0, 1, len(DayPart) if stacked else 1)
            for column, part in enumerate(DayPart):
                place = (at + 1, column) if stacked else (at, column + 1)
                self._grid.addWidget(self.boxes[weekday, part], *place)

    @property
    def held(self) -> HalfDayBox:
        """The box where Tab comes in."""
        return self._held

    def show_half_days(self, free: frozenset[HalfDay]) -> None:
        """Turn on what is free."""
        for half_day, box in self.boxes.items():
            box.setChecked(half_day in free)

    def _hold(self, box: HalfDayBox) -> None:
        if box is not self._held:
            self._held.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
            self._held = box
            box.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _move(self, row: int, column: int, down: int, right: int) -> None:
        weekdays, parts = list(Weekday), list(DayPart)
        target = (weekdays[(row + down) % len(weekdays)], parts[(column + right) % len(parts)])
        self.boxes[target].setFocus(Qt.FocusReason.OtherFocusReason)


Times = tuple[frozenset[HalfDay], tuple[AbsenceView, ...]]


class TimesCard(PersonCard[Times]):
    """The usual week, and planned absence below it; why someone is away is not asked."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Wanneer kan deze persoon helpen?"), _("Wanneer"))
        self.week = WeekBoxes()
        self.week.turned.connect(self._turn)
        self.since = DayField(_("Afwezig van"), workplace.today, ahead=True)
        self.until = DayField(_("Tot en met (mag leeg)"), workplace.today, ahead=True)
        self.add = button(_("Afwezigheid toevoegen"), self._add, icon="plus")
        self._lines = QVBoxLayout()
        self.lines: list[QWidget] = []
        self._under_label = QWidget()
        column = QVBoxLayout(self._under_label)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.add)
        fields = QWidget()
        flow = FlowLayout(fields, gap=14, top=True)
        for part in (self.since, self.until, self._under_label):
            flow.addWidget(part)
        self.column.addWidget(self.week)
        self.column.addWidget(Words(_("Gepland afwezig"), "strong"))
        self.column.addLayout(self._lines)
        self.column.addWidget(fields)
        for field in (self.since, self.until):
            field.line.returnPressed.connect(self._add)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def begin_anew(self) -> None:
        for field in (self.since, self.until):
            field.set_value(None)

    def read(self, view: PersonView) -> Times:
        """The half-days that are free, and the absence that is not over."""
        store, today = self.workplace.store, self.workplace.today()
        known = absences_of(store, view.id)
        ahead = tuple(each for each in known if each.until is None or each.until >= today)
        return half_days_of(store, view.id), ahead

    def show_content(self, found: Times) -> None:
        half_days, ahead = found
        self.week.show_half_days(half_days)
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.lines = [self._line(each) for each in ahead]
        if not self.lines:
            self.lines = [Words(_("Er is geen afwezigheid gepland."), "muted")]
        for line in self.lines:
            self._lines.addWidget(line)
            line.show()
        tab_before(self.lines, self.since.line)

    def first_focus(self) -> QWidget:
        return self.week.held

    def _dress(self) -> None:
        self.week.arrange(stacked=self.workplace.look.px(100) >= LARGE)
        self._under_label.setContentsMargins(0, self.since.label.sizeHint().height() + 2, 0, 0)

    def _line(self, absence: AbsenceView) -> QWidget:
        line = QWidget()
        words = absence_in_words(absence)
        away = button(_("Weghalen"), partial(self._remove, absence), icon="trash-2")
        away.setAccessibleName(_("Afwezigheid weghalen: {when}").format(when=words))
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(Words(words), 1)
        row.addWidget(away)
        return line

    def _turn(self, half_day: HalfDay, on: bool) -> None:
        self.attempt(lambda: set_half_day(self.workplace.store, self.person_id, half_day, free=on))

    def _add(self) -> None:
        try:
            since, until = self.since.value(), self.until.value()
        except Unreadable as trouble:
            self.notice.show_text(str(trouble), kind="warning")
            return
        if since is None:
            self.since.show_error(_("Vul in vanaf wanneer, zoals 12-3."))
            self.since.line.setFocus()
            return

        def write() -> None:
            try:
                add_absence(self.workplace.store, self.person_id, since, until)
            except Invalid as trouble:
                self.until.show_error(trouble.problems.get("until", trouble.sentence))
                raise

        if self.attempt(write, _("Afwezigheid vastgelegd.")):
            self.begin_anew()
            self.since.line.setFocus()

    def _remove(self, absence: AbsenceView) -> None:
        self.since.line.setFocus()
        self.attempt(lambda: remove_absence(self.workplace.store, absence.id), _("Afwezigheid weggehaald."))


def absence_in_words(absence: AbsenceView) -> str:
    """`Van maandag 2 maart 2026 tot en met …`, or without an end."""
    since = show_day_long(absence.since)
    if absence.until is None:
        return _("Vanaf {since}, nog niet bekend tot wanneer.").format(since=since)
    return _("Van {since} tot en met {until}.").format(since=since, until=show_day_long(absence.until))
