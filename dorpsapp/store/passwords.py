"""Passwords: the one rule for them, and the proposal of four plain words (one of 8,295 each: 52.1 bits)."""

import secrets
from collections.abc import Iterable, Sequence
from functools import cache
from pathlib import Path

from dorpsapp.errors import Invalid
from dorpsapp.text import _, fold

SHORTEST = 12
WORDS = 4
_WORD_LIST = Path(__file__).parent / "words.txt"
_SHORTEST_PART = 3
_SHORTEST_OTHER_PART = 6
_SMALL_WORDS = frozenset("van den der het ten ter aan bij voor stichting vereniging samen gemeente".split())


def refuse_weak(password: str, name: str, other_names: Iterable[str] = ()) -> None:
    """Raise Invalid unless the password is long enough and free of the user's name and the village's names.

    `other_names` are those of the initiative and the municipality. There is no rule on capitals or digits.
    """
    if len(password) < SHORTEST:
        raise Invalid({"password": _("Gebruik ten minste {n} tekens, zoals vier losse woorden.").format(n=SHORTEST)})
    flat = _flat(password)
    if any(part in flat for part in _parts(name, _SHORTEST_PART)):
        raise Invalid({"password": _("Uw eigen naam is makkelijk te raden. Kies andere woorden.")})
    if any(part in flat for other in other_names for part in _parts(other, _SHORTEST_OTHER_PART)):
        raise Invalid({"password": _("De naam van uw dorp is makkelijk te raden. Kies andere woorden.")})


def propose(name: str = "", other_names: Sequence[str] = ()) -> str:
    """Four random words that pass the rule, such as `molen deken radijs veter`."""
    while True:
        password = " ".join(secrets.choice(words()) for _word in range(WORDS))
        try:
            refuse_weak(password, name, other_names)
        except Invalid:
            continue
        return password


@cache
def words() -> tuple[str, ...]:
    """The list the proposals are made of: every word once."""
    return tuple(_WORD_LIST.read_text(encoding="utf-8").split())


def _parts(name: str, shortest: int) -> list[str]:
    parts = [part for part in fold(name).replace("-", " ").split() if len(part) >= shortest]
    return [part for part in parts if part not in _SMALL_WORDS]


def _flat(text: str) -> str:
    return "".join(sign for sign in fold(text) if sign.isalnum())
