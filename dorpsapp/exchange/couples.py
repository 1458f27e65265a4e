"""Finds two people in the one cell of a name, as lists of addresses have them."""

import re

TWO_PEOPLE = "two"
"""The answer of a user that a row holds two people."""
_HE = r"(?:de heer|dhr|heer|hr)\.?"
_SHE = r"(?:mevrouw|mevr|mw|mej)\.?"
_AND = r"\s*(?:\ben\b|[&+/])\s*"
_TITLED = re.compile(rf"({_HE}|{_SHE}){_AND}({_HE}|{_SHE})\s+(.+)", re.IGNORECASE)
_FAMILY = re.compile(r"(?:fam(?:ilie)?\.?)\s+.+", re.IGNORECASE)
_SPLIT = re.compile(r"\s+(?:en|&|\+)\s+|\s*[&+/]\s*", re.IGNORECASE)


def split_couple(text: str) -> tuple[str, str] | None:
    """Both names of `Dhr. en mw. De Vries-Bakker` or `Jan en Marie de Vries`; None for the name of one person.

    A whole family gives its name and nothing, because who is in it is not told. Of a couple with titles the man has
    the name before the dash, as Dutch envelopes have it.
    """
    tidy = " ".join(text.split())
    if _FAMILY.fullmatch(tidy):
        return tidy, ""
    if titled := _TITLED.fullmatch(tidy):
        family = titled[3]
        first, second = (
            f"{title} {family.split('-')[0] if re.fullmatch(_HE, title, re.IGNORECASE) else family}"
            for title in (titled[1], titled[2])
        )
        return first, second
    if "," in tidy:
        family, _comma, given = tidy.partition(",")
        parts = _SPLIT.split(given.strip())
        if len(parts) != 2 or not all(parts):
            return None
        return f"{family}, {parts[0]} {' '.join(parts[1].split()[1:])}".strip(), f"{family}, {parts[1]}"
    parts = _SPLIT.split(tidy)
    if len(parts) != 2 or not all(parts):
        return None
    first, second = str(parts[0]), str(parts[1])
    words = second.split()
    if len(first.split()) == 1 and len(words) > 1:
        first = f"{first} {' '.join(words[1:])}"
    return first, second
