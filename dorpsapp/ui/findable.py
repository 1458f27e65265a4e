"""Findable: what Ctrl+K can find: people, actions, sections of the settings and pages of the guide."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from dorpsapp.errors import UserError
from dorpsapp.text import _, fold
from dorpsapp.ui.actions import Action
from dorpsapp.ui.guide import GuidePage, guide_pages, guide_passages
from dorpsapp.ui.pages.settings_section import section_names
from dorpsapp.ui.widgets.ranking import Candidate

if TYPE_CHECKING:
    from dorpsapp.ui.window import MainWindow
    from dorpsapp.ui.workplace import Workplace

FEWEST_LETTERS = 2
LONGEST_REFERENCE = 30


def everything(workplace: Workplace, table: tuple[Action, ...]) -> Callable[[str], Sequence[Candidate]]:
    """Candidates for what is typed so far; the key of someone is the number of that person."""
    own = [*_of_actions(table), *_of_settings()]
    titles, passages = _of_guide(), _of_guide_text()
    everyone = workplace.everyone

    def candidates(typed: str) -> Sequence[Candidate]:
        if len(typed.strip()) < FEWEST_LETTERS:
            return [*own, *titles]
        words = fold(typed).split()
        guide = (heading if all(word in heading.name for word in words) else text for heading, text in passages)
        return [*_of_reference(typed), *own, *guide, *everyone.candidates()]

    return candidates


def _of_reference(typed: str) -> list[Candidate]:
    """The rows behind a printed number, when its reference is typed."""
    if len(typed) > LONGEST_REFERENCE or not any(sign.isdigit() for sign in typed):
        return []
    from dorpsapp.figures.reference import parse_reference

    try:
        reference = str(parse_reference(typed))
    except UserError:
        return []
    from dorpsapp.ui.pages.edition_trace import TraceAsked

    text = _("Regels achter {reference}").format(reference=reference)
    return [
        Candidate(_opens("editions", TraceAsked(reference)), text, _("getal uit het rapport"), recent=1, also=typed)
    ]


def _of_actions(table: tuple[Action, ...]) -> list[Candidate]:
    return [Candidate(action.run, action.text, action.shortcut) for action in table if action.id != "search"]


def _of_settings() -> list[Candidate]:
    return [
        Candidate(_opens("settings", name.key), name.text, _("Instellingen"), also=f"{_('Instellingen')} {name.also}")
        for name in section_names()
    ]


def _of_guide() -> list[Candidate]:
    return [Candidate(_opens("help", page.name), page.title, _("uitleg")) for page in guide_pages()]


def _of_guide_text() -> list[tuple[Candidate, Candidate]]:
    """Each heading of the guide, by itself and with the text below it; after everything else that answers as well."""
    texts: dict[tuple[GuidePage, str], list[str]] = {}
    for passage in guide_passages():
        texts.setdefault((passage.page, passage.heading), []).append(passage.text)
    found = []
    for (page, heading), text in texts.items():
        opens = _opens("help", f"{page.name}#{heading}")
        title = page.title if heading == page.title else f"{page.title}: {heading}"
        found.append(
            (
                Candidate(opens, title, _("uitleg"), recent=-1),
                Candidate(opens, title, _("uitleg"), recent=-2, also=" ".join(text)),
            )
        )
    return found


def _opens(key: str, argument: object) -> Callable[[MainWindow], None]:
    return lambda window: window.go(key, argument)
