"""What the cards of the person page share: the person they show, what they read, and trouble told in the card."""

from __future__ import annotations

from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtWidgets import QHBoxLayout, QPushButton, QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.services.person_view import PersonView
from dorpsapp.text import _
from dorpsapp.ui.conflict import Undecided
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.widgets.cards import Card, Notice
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.workplace import Workplace

T = TypeVar("T")


class PersonCard(Card, Generic[T]):
    """A card about one person; `anchor` is its name in the list of links at the top of the page.

    `read` gives all that the card shows, so that a card of which nothing has changed stays as it is.
    """

    def __init__(self, workplace: Workplace, title: str, anchor: str = "") -> None:
        super().__init__(title)
        self.workplace = workplace
        self.anchor = anchor or title
        self.view: PersonView | None = None
        self._found: T | None = None
        self.notice = Notice()
        self.column.addWidget(self.notice)

    @property
    def person_id(self) -> int:
        """The person that shows."""
        assert self.view is not None
        return self.view.id

    def read(self, view: PersonView) -> T:
        """What the card shows of this person; called on a thread, so it looks at the file and at no widget."""
        raise NotImplementedError

    def show_person(self, view: PersonView, found: T) -> None:
        """Show this person, or the same one after a change; what is being typed and can not be read yet stays."""
        is_another = self.view is None or self.view.id != view.id
        if is_another:
            self.notice.hide()
            self.begin_anew()
        self.view = view
        if is_another or found != self._found:
            self._found = found
            self.show_content(found)

    def begin_anew(self) -> None:
        """Another person is about to show: nothing of the one before may stay."""

    def show_content(self, found: T) -> None:
        """Fill the card with what was read."""

    def holding(self) -> QWidget | None:
        """A field in a hidden part with something that can not be saved yet, and would be lost with the page."""
        return None

    def conceal(self) -> None:
        """The page is left: hide what is sensitive."""

    def first_focus(self) -> QWidget:
        """Where the link at the top of the page leads."""
        return self

    def attempt(self, work: Callable[[], object], said: str = "", form: RecordForm | None = None) -> bool:
        """Do this; trouble is told in the card, or under the fields of a form. Says whether it was done."""
        try:
            work()
        except Undecided:
            self.notice.hide()
        except Invalid as trouble:
            if form is not None:
                form.show_problems(trouble.problems)
            else:
                self.notice.show_text(trouble.sentence, kind="warning")
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self.notice.hide()
            self.workplace.shell.say(said or _("Bewaard."), undoable=True)
            return True
        return False


def line_with_button(words: str, at_end: QPushButton) -> QWidget:
    """One line of a card: what holds, and the button that ends it."""
    line = QWidget()
    row = QHBoxLayout(line)
    row.setContentsMargins(0, 0, 0, 0)
    row.addWidget(Words(words), 1)
    row.addWidget(at_end)
    return line
