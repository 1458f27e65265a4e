"""The list of guests to be ticked: one big box a name, in columns, moved through by the arrows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QCheckBox, QGridLayout, QHBoxLayout, QScrollArea, QWidget

from dorpsapp.services.activities import Guest
from dorpsapp.text import _, ngettext
from dorpsapp.ui.guard import guard
from dorpsapp.ui.theme import Look

STEPS = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}
ROW_WIDTH = 396
GAP = 56


class ListBox(QCheckBox):
    """A box in the list; keys that mean more than ticking are told to the list."""

    moved = Signal(int)
    aside = Signal()
    everybody = Signal()
    entered = Signal()

    @guard(None)
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key in STEPS:
            self.moved.emit(STEPS[key])
        elif key in (Qt.Key.Key_Left, Qt.Key.Key_Right):
            self.aside.emit()
        elif key == Qt.Key.Key_A and event.modifiers() == Qt.KeyboardModifier.ControlModifier:
            self.everybody.emit()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit()
        else:
            super().keyPressEvent(event)


@dataclass(frozen=True)
class GuestRow:
    """One guest with the box for coming and the box for staying on the list."""

    guest: Guest
    widget: QWidget
    came: ListBox
    regular: ListBox


class GuestList(QWidget):
    """Space ticks, arrows move, Ctrl+A ticks everybody and Enter goes on; Tab passes the list in two steps."""

    changed = Signal()
    entered = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setAccessibleName(_("Wie waren er?"))
        self._rows: list[GuestRow] = []
        self._columns = 1
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(GAP)
        self._grid.setVerticalSpacing(2)
        look.changed.connect(self._dress)

    @property
    def rows(self) -> Sequence[GuestRow]:
        """Everyone on the list, in order."""
        return self._rows

    def guests(self) -> tuple[Guest, ...]:
        """Everyone on the list with what was ticked."""
        return tuple(
            replace(row.guest, came=row.came.isChecked(), regular=row.regular.isChecked()) for row in self._rows
        )

    def load(self, guests: Sequence[Guest]) -> None:
        """Replace the whole list."""
        for row in self._rows:
            self._grid.removeWidget(row.widget)
            row.widget.hide()
            row.widget.deleteLater()
        self._rows = []
        for each in guests:
            self._append(each)
        self._settle()

    def add(self, guest: Guest) -> None:
        """Put someone on the list as one who came; who is on it already is ticked."""
        same = [row for row in self._rows if _same(row.guest, guest)]
        if same:
            same[0].came.setChecked(True)
        else:
            self._append(replace(guest, came=True))
            self._settle()

    def tick_everybody(self) -> None:
        """Tick every name; when all are ticked, untick them."""
        wanted = not all(row.came.isChecked() for row in self._rows)
        for row in self._rows:
            row.came.setChecked(wanted)

    def begin(self) -> None:
        """Focus to the first name."""
        if self._rows:
            self._focus(self._rows[0].came)

    def _append(self, guest: Guest) -> None:
        came = ListBox(guest.name)
        came.setAccessibleName(guest.name)
        came.setChecked(guest.came)
        words = ngettext("Kwam {n} keer, kort geleden", "Kwam {n} keer, kort geleden", guest.times)
        came.setAccessibleDescription(words.format(n=guest.times) if guest.times and not guest.regular else "")
        regular = ListBox(_("vaste gast"))
        regular.setChecked(guest.regular)
        regular.setAccessibleName(_("{name} is vaste gast, en staat voortaan op de lijst").format(name=guest.name))
        regular.setToolTip(_("Deze naam staat voortaan vanzelf op de lijst."))
        widget = QWidget()
        line = QHBoxLayout(widget)
        line.setContentsMargins(0, 0, 0, 0)
        line.addWidget(came, 1)
        line.addWidget(regular)
        row = GuestRow(guest, widget, came, regular)
        for box in (came, regular):
            box.moved.connect(lambda step, at=box: self._move(at, step))
            box.everybody.connect(self.tick_everybody)
            box.entered.connect(self.entered)
            box.toggled.connect(lambda _checked: self.changed.emit())
        came.aside.connect(lambda: self._focus(regular))
        regular.aside.connect(lambda: self._focus(came))
        self._rows.append(row)

    def _settle(self) -> None:
        """One box of each column is a stop for Tab; the arrows do the rest."""
        for number, row in enumerate(self._rows):
            policy = Qt.FocusPolicy.ClickFocus if number else Qt.FocusPolicy.StrongFocus
            row.came.setFocusPolicy(policy)
            row.regular.setFocusPolicy(policy)
        self.setVisible(bool(self._rows))
        self._dress()
        self.changed.emit()

    def _move(self, box: ListBox, step: int) -> None:
        column = [row.came if any(box is each.came for each in self._rows) else row.regular for row in self._rows]
        at = column.index(box) + step
        if 0 <= at < len(column):
            self._focus(column[at])

    def _focus(self, box: ListBox) -> None:
        box.setFocus(Qt.FocusReason.TabFocusReason)
        parent = self.parentWidget()
        while parent is not None and not isinstance(parent, QScrollArea):
            parent = parent.parentWidget()
        if parent is not None:
            parent.ensureWidgetVisible(box)

    def _dress(self) -> None:
        """Rows as wide as the text size asks; a longer name is cut off with dots and told in full by the tooltip."""
        width = self._look.px(ROW_WIDTH)
        for row in self._rows:
            row.widget.setFixedWidth(width)
            room = width - row.regular.sizeHint().width() - self._look.px(48)
            shown = row.came.fontMetrics().elidedText(row.guest.name, Qt.TextElideMode.ElideRight, room)
            row.came.setText(shown.replace("&", "&&"))
            row.came.setToolTip(row.guest.name if shown != row.guest.name else row.came.accessibleDescription())
        self.setMinimumWidth(width)
        self._arrange()

    def _arrange(self) -> None:
        """As many columns as there is room for; the order goes down a column and then to the next."""
        self._columns = self._fitting()
        length = max(1, -(-len(self._rows) // self._columns))
        for number, row in enumerate(self._rows):
            self._grid.addWidget(row.widget, number % length, number // length, Qt.AlignmentFlag.AlignLeft)
        for column in range(self._grid.columnCount()):
            self._grid.setColumnStretch(column, int(column == self._columns - 1))

    def _fitting(self) -> int:
        return max(1, (self.width() + GAP) // (self._look.px(ROW_WIDTH) + GAP))

    @guard(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._fitting() != self._columns:
            self._arrange()


def _same(one: Guest, other: Guest) -> bool:
    return one.person_id == other.person_id if one.person_id is not None else one.name == other.name
