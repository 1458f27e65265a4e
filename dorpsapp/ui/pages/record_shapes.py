"""The forms of Hulp vastleggen: one to one, a group, hours, and the same for everyone; and what an entry counts for."""

from __future__ import annotations

from collections.abc import Sequence
from enum import Enum

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QPushButton, QWidget

from dorpsapp.figures.wording import Wording
from dorpsapp.models import Shape
from dorpsapp.models.kinds import Distance
from dorpsapp.services.record_support import SupportEntry, SupportRow, say_support
from dorpsapp.services.spread import Amount, amount_of, spread
from dorpsapp.text import _, say_duration
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.widgets.cards import PushButton
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words


class Form(Enum):
    """Which fields show; the same for everyone makes a support of each person apart."""

    ONE_TO_ONE = Shape.INDIVIDUAL
    GROUP = Shape.GROUP
    HOURS = Shape.HOURS
    EACH_APART = "each apart"

    @property
    def shape(self) -> Shape:
        """The shape of the supports that come out of it."""
        return self.value if isinstance(self.value, Shape) else Shape.INDIVIDUAL

    @classmethod
    def of(cls, shape: Shape) -> Form:
        """The form in which a support of this shape is typed."""
        return cls(shape)


class ShapeSwitch(QWidget):
    """One button a form; Alt+1 to Alt+4 press them from anywhere on the page."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._group = QButtonGroup(self)
        flow = FlowLayout(self, gap=2)
        texts = {
            Form.ONE_TO_ONE: (_("Eén op één"), _("Iemand helpt iemand.")),
            Form.GROUP: (_("Groep"), _("Hulp aan mensen samen, met of zonder namen.")),
            Form.HOURS: ("", _("Bestuur, onderhoud of tuin.")),
            Form.EACH_APART: (_("Zelfde voor iedereen"), _("Dezelfde hulp voor meer mensen, ieder apart.")),
        }
        for number, (form, (text, explanation)) in enumerate(texts.items(), start=1):
            made = QPushButton(text)
            made.setCheckable(True)
            made.setProperty("segment", True)
            made.setToolTip(f"{explanation} {_('Alt+{n}').format(n=number)}")
            made.setAccessibleDescription(made.toolTip())
            made.clicked.connect(lambda _checked=False, each=form: self.chosen.emit(each))
            self._group.addButton(made, number)
            flow.addWidget(made)
            key = QShortcut(QKeySequence(f"Alt+{number}"), parent)
            key.setContext(Qt.ShortcutContext.WindowShortcut)
            key.activated.connect(lambda each=form: self.chosen.emit(each))

    def name_hours(self, wording: Wording) -> None:
        """The form without anyone who receives support, in the words of the initiative."""
        self._group.button(list(Form).index(Form.HOURS) + 1).setText(wording.fill(_("Zonder {client}")))

    def mark(self, form: Form) -> None:
        """Show which form is in use."""
        self._group.button(list(Form).index(form) + 1).setChecked(True)


class CountsFor(QWidget):
    """Says whether what is typed is one support or several, and what it counts for; one click makes it the other."""

    other_wanted = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._other: Form = Form.GROUP
        self.words = Words()
        self.other = PushButton("")
        self.other.clicked.connect(lambda _checked=False: self.other_wanted.emit(self._other))
        flow = FlowLayout(self, gap=6)
        flow.addWidget(self.words)
        flow.addWidget(self.other)
        self.hide()

    def show_entry(self, entry: SupportEntry, form: Form) -> None:
        """Say it for this entry of this form; nothing where there is but one way to count it."""
        apart = spread(entry)
        two_ways = len(apart) > 1 and not entry.headcount and form is not Form.ONE_TO_ONE
        self.setVisible(two_ways)
        if not two_ways:
            return
        n = len(apart)
        to_people = len(entry.clients) > 1
        if form is Form.EACH_APART:
            text = _("Dit is {n} keer hulp, ieder apart.{counts}").format(n=n, counts=_counts(amount_of(apart)))
            self._other = Form.GROUP if entry.clients else Form.HOURS
            other = _("Maak er één keer hulp van, samen")
        else:
            one = _("Dit is één keer hulp aan {n} mensen samen.{counts}")
            by = _("Dit is één keer hulp door {n} mensen samen.{counts}")
            text = (one if to_people else by).format(n=n, counts=_counts(amount_of((entry,))))
            self._other = Form.EACH_APART
            other = _("Maak er {n} keer hulp van, ieder apart").format(n=n)
        self.other.setText(other)
        if text != self.words.text():
            self.words.setText(text)
            announce(self.words, text)


def _counts(amount: Amount) -> str:
    """` Telt voor 4 uur 30 en 36 km.`"""
    parts = [say_duration(amount.minutes)] if amount.minutes else []
    if amount.km:
        parts.append(_("{km} km").format(km=Distance().show(amount.km)))
    return " " + _("Telt voor {amount}.").format(amount=_(" en ").join(parts)) if parts else ""


def say_supports(rows: Sequence[SupportRow]) -> str:
    """What was saved, in one sentence: `3 keer hulp, ieder 1 uur 30: Kees Jansen, Truus Smit en Jan Bos.`"""
    if len(rows) == 1:
        return say_support(rows[0])
    minutes = rows[0].entry.minutes
    each = say_duration(minutes) if minutes else _("duur onbekend")
    names = [row.who_received or row.who_helped for row in rows]
    who = _(" en ").join([", ".join(names[:-1]), names[-1]])
    return _("{n} keer hulp, ieder {each}: {who}.").format(n=len(rows), each=each, who=who)
