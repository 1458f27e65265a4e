"""Asks in the page itself whether someone who is being typed in is somebody who is there already."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QVBoxLayout, QWidget

from dorpsapp.services.names import take_apart
from dorpsapp.services.same_people import LookAlike, who_is_meant
from dorpsapp.text import _
from dorpsapp.ui.announcing import announce
from dorpsapp.ui.icons import wear
from dorpsapp.ui.widgets.cards import LineLink, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.workplace import Workplace

WAIT = 250


class LookAlikes(QFrame):
    """Looks while the name is typed; `taken` is who was meant after all, `other` that it is really someone else.

    Where nothing may hold up the typing, `look_back` asks after someone was added.
    `settle` answers for a name that is about to be added: `free` comes when nobody is like it, or the user said so.
    """

    taken = Signal(object)
    other = Signal()
    free = Signal(str)

    def __init__(self, workplace: Workplace, take: str) -> None:
        super().__init__()
        self._workplace = workplace
        self._take = take
        self._typed = ""
        self._wanted = ""
        self._dismissed: set[str] = set()
        self._just_added: int | None = None
        self.hits: tuple[LookAlike, ...] = ()
        self.answers: list[QPushButton] = []
        self.setProperty("notice", "warning")
        icon = QLabel()
        wear(icon, "info", "warning")
        self.text = Words()
        head = QWidget()
        flow = FlowLayout(head, gap=8)
        flow.addWidget(icon)
        flow.addWidget(self.text)
        self._lines = QVBoxLayout()
        self._lines.setSpacing(2)
        rows = QWidget()
        self._rows = FlowLayout(rows, gap=8)
        self.no = button(_("Nee, iemand anders"), self._someone_else)
        self._rows.addWidget(self.no)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 8)
        column.addWidget(head)
        column.addLayout(self._lines)
        column.addWidget(rows)
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(WAIT)
        self._timer.timeout.connect(self._look)
        self.hide()

    def typed(self, name: str) -> None:
        """The name is so far; who looks like it shows a moment later."""
        self._typed = " ".join(name.split())
        self._wanted = ""
        if self.hits:
            self._show(())
        if self._typed:
            self._timer.start()
        else:
            self._timer.stop()

    def look_back(self, name: str, number: int | None = None) -> None:
        """Someone of this name was just added, in the file when there is a `number`; say who else looks like that.

        The focus stays where it is.
        """
        self.forget()
        self._typed, self._just_added = " ".join(name.split()), number
        self._look()

    def settle(self, name: str) -> None:
        """Someone of this name is about to be added."""
        self._typed = self._wanted = " ".join(name.split())
        self._timer.stop()
        if self._typed in self._dismissed:
            self.free.emit(self._typed)
        else:
            self._look()

    def forget(self) -> None:
        """The form begins anew."""
        self._timer.stop()
        self._typed = self._wanted = ""
        self._just_added = None
        self._dismissed = set()
        self._show(())

    def _look(self) -> None:
        typed, store, but = self._typed, self._workplace.store, self._just_added
        if typed and typed not in self._dismissed:
            work = self._workplace.tasks
            work.run(
                lambda _task: (typed, who_is_meant(store, take_apart(typed), but=but)),
                self._found,
                key=f"alike {id(self)}",
            )

    def _found(self, answer: tuple[str, tuple[LookAlike, ...]]) -> None:
        typed, hits = answer
        if typed != self._typed:
            return
        wanted = self._wanted == typed
        self._show(hits)
        if wanted and hits:
            self.answers[0].setFocus()
        elif wanted:
            self._wanted = ""
            self.free.emit(typed)

    def _show(self, hits: Sequence[LookAlike]) -> None:
        self.hits = tuple(hits)
        for old in self.answers:
            self._rows.removeWidget(old)
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._rows.removeWidget(self.no)
        self.answers = [self._answer(hit, alone=len(hits) == 1) for hit in hits]
        for made in self.answers:
            if len(hits) == 1:
                self._rows.addWidget(made)
            else:
                self._lines.addWidget(made)
            made.show()
        self._rows.addWidget(self.no)
        tab_before(self.answers, self.no)
        if len(hits) == 1:
            words = _("Bedoelt u {person}?").format(person=_said(hits[0]))
        else:
            words = _("Bedoelt u een van deze mensen?")
        self.text.setText(words)
        self.setVisible(bool(hits))
        if hits:
            announce(self, " ".join((words, *(_said(hit) for hit in hits if len(hits) > 1))))

    def _answer(self, hit: LookAlike, *, alone: bool) -> QPushButton:
        """A button for who may be meant; among more people it says who."""
        taken = partial(self.taken.emit, hit)
        made = button(self._take, taken) if alone else LineLink(_said(hit), taken, icon="user")
        made.setAccessibleName(f"{self._take}: {_said(hit)}")
        made.setToolTip(", ".join(hit.reasons))
        return made

    def _someone_else(self) -> None:
        self._dismissed.add(self._typed)
        typed, wanted = self._typed, self._wanted
        self._show(())
        self.other.emit()
        if wanted:
            self._wanted = ""
            self.free.emit(typed)


def _said(hit: LookAlike) -> str:
    return f"{hit.name}, {hit.detail}" if hit.detail else hit.name
