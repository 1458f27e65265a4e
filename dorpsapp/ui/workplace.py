"""Workplace: everything a page may use, joined by app.build() and handed to each page."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from dorpsapp.ui.messages import Messages
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.role_limits import said_of_role
from dorpsapp.ui.theme import Look

if TYPE_CHECKING:
    from dorpsapp.store.store import Store
    from dorpsapp.ui.changes import Changes
    from dorpsapp.ui.drafting import Drafts
    from dorpsapp.ui.everyone import Everyone
    from dorpsapp.ui.swap import Swap
    from dorpsapp.ui.tasks import Tasks


class Shell(Protocol):
    """What a page asks of the window around it."""

    def go(self, key: str, argument: object = None) -> None:
        """Show another page."""

    def say(self, text: str, *, undoable: bool = False) -> None:
        """Tell what has just happened."""

    def use_language(self, code: str) -> None:
        """Speak another language from now on."""

    def open_help(self, page: str) -> None:
        """Show a page of the guide."""


@dataclass(frozen=True)
class Workplace:
    """The open file and the services of the window; `today` is a parameter so that tests choose the day."""

    store: Store
    changes: Changes
    tasks: Tasks
    messages: Messages
    preferences: Preferences
    look: Look
    shell: Shell
    today: Callable[[], date]
    drafts: Drafts
    everyone: Everyone
    swap: Swap

    def role_limits(self, page: str) -> str:
        """What one's role does not do or see on a page, in plain words; empty when there is nothing to say."""
        return said_of_role(self.store, page)

    def take_apart(self) -> None:
        """After the file was closed and the pages went: nothing holds on to the store, and so to its key."""
        for part in (self.changes, self.drafts, self.everyone, self.swap, self.tasks):
            part.deleteLater()
