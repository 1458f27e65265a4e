"""What the cards of the page Gebruikers share: they work away from the window and say what is wrong below its field."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QPushButton, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.text import _
from dorpsapp.ui.document_output import DocumentOutput, Make, Output
from dorpsapp.ui.gate_unlock import PasswordField
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.workplace import Workplace

T = TypeVar("T")


class UsersCard(Card):
    """Subclasses name their fields in `boxes`; `done` tells that the list must be read again."""

    done = Signal()

    def __init__(self, workplace: Workplace, title: str) -> None:
        super().__init__(title)
        self.workplace = workplace
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.boxes: dict[str, FieldBox] = {}
        self._busy = False

    def attempt(self, work: Callable[[], T], done: Callable[[T], None]) -> None:
        """Do this away from the window; once at a time, because a password takes a moment."""
        if self._busy:
            return
        self._busy = True
        self.notice.hide()
        for box in self.boxes.values():
            box.show_echo("")

        def finished(result: T) -> None:
            self._busy = False
            done(result)

        self.workplace.tasks.run(
            lambda _task: work(), finished, self._failed, title=_("Het wachtwoord wordt nagekeken"), key="accounts"
        )

    def _failed(self, trouble: BaseException) -> None:
        self._busy = False
        if not isinstance(trouble, UserError):
            raise trouble
        problems: Mapping[str, str] = trouble.problems if isinstance(trouble, Invalid) else self.place(trouble)
        known = [name for name in problems if name in self.boxes]
        for name in known:
            self.boxes[name].show_error(problems[name])
        if known:
            self.boxes[known[0]].editor.setFocus()
        else:
            self.notice.show_text(trouble.sentence, kind="error")

    def place(self, trouble: UserError) -> Mapping[str, str]:
        """Which field the trouble is about, by name; nowhere when it is about the whole."""
        return {}

    def forget(self) -> None:
        """Leave nothing secret in sight or in a field."""
        self.notice.hide()
        for box in self.boxes.values():
            box.show_echo("")
            if isinstance(box.editor, PasswordField):
                box.editor.clear()

    def paper(self, what: str, make: Make) -> QWidget:
        """Two buttons that print this, or save it as a PDF; `what` is the name of the file."""
        print_button = button(_("Afdrukken"), lambda: self.output.print_document(make, what), icon="printer")
        save_button = button(_("Opslaan als PDF"), lambda: self.output.save(Output.PDF, what, make), icon="file-text")
        return row_of(print_button, save_button)


def row_of(*parts: QPushButton | FieldBox) -> QWidget:
    """Parts beside each other, below each other where there is no room."""
    row = QWidget()
    flow = FlowLayout(row, gap=10, top=True)
    for part in parts:
        flow.addWidget(part)
    return row
