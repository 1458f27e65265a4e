"""Takes a typed Dutch name apart: first name, initials, prefix, surname, partner's name."""

import re

PREFIXES = frozenset(
    """
    van de der den ter ten te tot het 't 's d' op in aan bij uit over onder voor
    la le du des da di dos el al ben bin vom von zu zum zur af
    """.split()
)
_TITLES = re.compile(
    r"^(?:(?:de heer|dhr|hr|mevrouw|mevr|mw|mej|fam|familie|drs|ir|mr|dr|prof|ds|pastoor)\.?\s+)+", re.IGNORECASE
)
_INITIALS = re.compile(r"(?:[A-Z](?:[a-z]{1,2}(?=\.))?\.?)+|(?:[A-Z]\.\s?)+")


def take_apart(text: str) -> dict[str, str | None]:
    """`Jan de Vries`, `Vries, Jan de`, `J.P. de Vries-Bakker`, `dhr. De Vries` as fields of Person.

    Keys: first_name, initials, prefix, surname, own_prefix, own_surname; None where the text says nothing.
    """
    tidy = _TITLES.sub("", " ".join(text.split()))
    titled = tidy != " ".join(text.split())
    if "," in tidy:
        family, rest = (part.strip() for part in tidy.split(",", 1))
        given, prefix = _split_tail(_TITLES.sub("", rest).split())
        lead, kernel = _split_lead(family.split())
        prefix = prefix or lead
        surname = kernel
    else:
        words = tidy.split()
        at = next((n for n, word in enumerate(words) if n and (_is_prefix(word) or _ends_in_prefix(word))), None)
        if at is None and titled and words and _is_prefix(words[0]):
            at = 0
        if at is not None:
            given, (prefix, surname) = words[:at], _split_lead(words[at:])
        elif len(words) == 1:
            given, prefix, surname = ([], "", words[0]) if titled else (words, "", "")
        else:
            given, prefix, surname = words[:-1], "", " ".join(words[-1:])
    surname, own_prefix, own_surname = _partner(surname)
    first_name, initials = _given(given)
    return {
        "first_name": first_name or None,
        "initials": initials or None,
        "prefix": prefix.lower() if prefix else None,
        "surname": surname or None,
        "own_prefix": own_prefix or None,
        "own_surname": own_surname or None,
    }


def _is_prefix(word: str) -> bool:
    return word.lower().replace("’", "'") in PREFIXES


def _ends_in_prefix(word: str) -> bool:
    """`Jansen-de`, the begin of `Jansen-de Vries`."""
    family, _dash, rest = word.partition("-")
    return bool(family) and _is_prefix(rest)


def _split_lead(words: list[str]) -> tuple[str, str]:
    """The prefixes in front, and the rest; the last word always belongs to the rest."""
    at = 0
    while at < len(words) - 1 and _is_prefix(words[at]):
        at += 1
    return " ".join(words[:at]), " ".join(words[at:])


def _split_tail(words: list[str]) -> tuple[list[str], str]:
    """The given names, and the prefixes behind them."""
    at = len(words)
    while at > 0 and _is_prefix(words[at - 1]):
        at -= 1
    return words[:at], " ".join(words[at:])


def _partner(surname: str) -> tuple[str, str, str]:
    """`Berge-van der Meulen` is the name Berge with the own name `van der` `Meulen` behind it."""
    if "-" not in surname:
        return surname, "", ""
    family, own = surname.split("-", 1)
    if not family or not own:
        return surname, "", ""
    own_prefix, own_surname = _split_lead(own.split())
    return family.strip(), own_prefix.lower(), own_surname


def _given(words: list[str]) -> tuple[str, str]:
    """First name and initials: `J.P.` and `JP` are initials, `Jan` is a name."""
    initials = [word for word in words if _INITIALS.fullmatch(word) and (word.endswith(".") or word.isupper())]
    names = [word for word in words if word not in initials and not word.startswith("(")]
    spread = "".join(_dotted(word) for word in initials)
    return " ".join(names), spread


def _dotted(word: str) -> str:
    return word if word.endswith(".") else "".join(f"{letter}." for letter in word.replace(".", ""))


def split_tail(surname: str) -> tuple[str, str]:
    """A family name with its prefixes behind it, as sorted lists have it: `Berg van den` is `Berg` and `van den`."""
    words, behind = _split_tail(surname.split())
    return " ".join(words), behind
