"""Menu letters: each line of a menu gets an underlined letter of its own, in whatever language the menu is."""

import re
from collections.abc import Sequence

from PySide6.QtWidgets import QMenu


def give_letters(menu: QMenu) -> None:
    """Underline a letter in each line; called each time that the menu is about to show, as its texts change."""
    lines = [action for action in menu.actions() if not action.isSeparator()]
    for action, text in zip(lines, with_letters([action.text() for action in lines]), strict=True):
        action.setText(text)


def with_letters(texts: Sequence[str]) -> list[str]:
    """The texts as Qt wants them, with `&` before a letter that no other line has.

    The first letter of a word where that is still free, or else any letter; a line for which none is left goes without.
    """
    taken: set[str] = set()
    return [_with_letter(re.sub(r"&(.)", r"\1", text), taken) for text in texts]


def _with_letter(plain: str, taken: set[str]) -> str:
    begins = [found.start() for found in re.finditer(r"\b[^\W\d_]", plain)]
    for at in (*begins, *range(len(plain))):
        letter = plain[at].lower()
        if letter.isascii() and letter.isalpha() and letter not in taken:
            taken.add(letter)
            return f"{_safe(plain[:at])}&{_safe(plain[at:])}"
    return _safe(plain)


def _safe(text: str) -> str:
    return text.replace("&", "&&")
