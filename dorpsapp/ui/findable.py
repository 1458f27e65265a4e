"""Findable: what Ctrl+K can find: people, actions, sections of the settings and pages of the guide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dorpsapp.text import _
from dorpsapp.ui.actions import Action
from dorpsapp.ui.guide import guide_pages
from dorpsapp.ui.pages.settings_section import section_names
from dorpsapp.ui.widgets.ranking import Candidate

if TYPE_CHECKING:
    from dorpsapp.ui.window import MainWindow
    from dorpsapp.ui.workplace import Workplace

FEWEST_LETTERS = 2


def everything(workplace: Workplace, table: tuple[Action, ...]) -> Callable[[str], Sequence[Candidate]]:
    """Candidates for what is typed so far; people are read once, when the search opens."""
    fixed = [*_of_actions(table), *_of_settings(), *_of_guide()]
    everyone = [
        Candidate(_opens("person", each.key), each.text, each.note, each.recent, each.also)
        for each in workplace.everyone.candidates()
    ]

    def candidates(typed: str) -> Sequence[Candidate]:
        return [*fixed, *everyone] if len(typed.strip()) >= FEWEST_LETTERS else fixed

    return candidates


def _of_actions(table: tuple[Action, ...]) -> list[Candidate]:
    return [Candidate(action.run, action.text, action.shortcut) for action in table if action.id != "search"]


def _of_settings() -> list[Candidate]:
    return [
        Candidate(_opens("settings", name.key), name.text, _("Instellingen"), also=f"{_('Instellingen')} {name.also}")
        for name in section_names()
    ]


def _of_guide() -> list[Candidate]:
    return [Candidate(_opens("help", page.name), page.title, _("uitleg")) for page in guide_pages()]


def _opens(key: str, argument: object) -> Callable[[MainWindow], None]:
    return lambda window: window.go(key, argument)
