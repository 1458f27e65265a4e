"""A language that exists for tests only: every text is longer and marked, so that what escapes translation is seen."""

from __future__ import annotations

import re
from pathlib import Path

from translation.catalogues import as_mo
from translation.texts import find_texts, new_catalogue

CODE = "eo"
OPEN, CLOSE = "⟦", "⟧"
STRETCH = 0.4
_PLACEHOLDER = re.compile(r"(\{[^{}]*\})")


def pseudo(text: str) -> str:
    """The text about 40 percent longer, each stretch between its placeholders in marks of its own."""
    parts = _PLACEHOLDER.split(text)
    return "".join(part if _PLACEHOLDER.fullmatch(part) else _marked(part) for part in parts)


def _marked(part: str) -> str:
    """Vowels are written twice, which makes words longer as another language does; a mnemonic stays where it is."""
    if not any(sign.isalpha() for sign in part):
        return part
    more = round(len(part) * STRETCH) - len(OPEN + CLOSE)
    return OPEN + (re.sub(r"(?<!&)([aeiouyAEIOUY])", r"\1\1", part, count=more) if more > 0 else part) + CLOSE


def make_pseudo_language(folder: Path) -> Path:
    """Write the catalogue and give the folder to pass to use_language() with CODE."""
    catalogue = new_catalogue(CODE)
    for message in find_texts():
        if isinstance(message.id, str) and message.id:
            catalogue.add(message.id, pseudo(message.id))
        elif message.id:
            catalogue.add(message.id, tuple(pseudo(each) for each in message.id))
    path = folder / CODE / "LC_MESSAGES" / "dorpsapp.mo"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(as_mo(catalogue))
    return folder


def unmarked(text: str) -> str:
    """What stands outside all marks."""
    depth, left = 0, []
    for sign in text:
        depth += sign == OPEN
        if depth <= 0:
            left.append(sign)
        depth -= sign == CLOSE
    return "".join(left)
