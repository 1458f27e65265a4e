"""References: the short code behind a printed figure, such as F07-s2 or E02-p17, by which its rows are found again."""

import re
from dataclasses import dataclass
from enum import Enum

from dorpsapp.errors import UserError
from dorpsapp.figures.dimensions import AGE, CATEGORY, LOCALITY, MONTH, POLICY_AREA, REASON, REFERRER, Dimension
from dorpsapp.figures.figures import TOGETHER
from dorpsapp.figures.indicators import INDICATORS
from dorpsapp.text import _

_LETTERS = {MONTH: "m", CATEGORY: "s", POLICY_AREA: "t", LOCALITY: "k", AGE: "g", REFERRER: "a", REASON: "r"}
"""A letter for each way to break a figure down: maand, soort, terrein, kern, groep van leeftijd, aanmelder, reden."""
_NUMBERS = {indicator.key: at for at, indicator in enumerate(INDICATORS, start=1)}


class Family(Enum):
    """What a reference is about; the value is the letter that it begins with."""

    MONEY = "E"
    VALUE = "W"
    TARGET = "A"
    QUESTION = "Q"
    FORM = "V"
    QUALITY = "K"
    INHABITANTS = "N"


_CODE = re.compile(
    rf"(?:(?P<edition>\d{{1,6}})[\s-]*)?(?P<letter>[F{''.join(one.value for one in Family)}])\s*0*(?P<number>\d{{1,9}})"
    r"(?:[\s-]*(?P<line>[a-ik-z])\s*(?P<at>\d{1,9}|z)?)?(?:[\s-]*j\s*(?P<back>\d{1,2}))?"
)


@dataclass(frozen=True)
class Reference:
    """A figure of a report: which frozen report (None for the file as it is now), which figure, and which line.

    `back` is how many years earlier, for a figure of a year that stands beside this one.
    """

    figure: str
    dimension: Dimension | None = None
    line: int | None = None
    edition: int | None = None
    back: int = 0

    def __str__(self) -> str:
        after = f"-{line_code(self.dimension, self.line)}" if self.dimension and self.line is not None else ""
        return f"{_before(self.edition)}{figure_code(self.figure)}{after}{earlier(self.back)}"


@dataclass(frozen=True)
class Code:
    """The reference of a figure that is no indicator: of money, value, an agreement, or answers on forms.

    `line` is the letter of what stands on the line, `at` its number where it has one.
    """

    family: Family
    number: int
    line: str = ""
    at: int | None = None
    edition: int | None = None

    def __str__(self) -> str:
        after = f"-{self.line}{'' if self.at is None else self.at}" if self.line else ""
        return f"{_before(self.edition)}{self.family.value}{self.number:02d}{after}"


def _before(edition: int | None) -> str:
    return f"{edition}-" if edition is not None else ""


def figure_code(key: str) -> str:
    """`F07`, by the key of an indicator."""
    return f"F{_NUMBERS[key]:02d}"


def earlier(back: int) -> str:
    """What stands behind the reference of a figure of an earlier year: `-j1` for one year earlier."""
    return f"-j{back}" if back else ""


def line_code(dimension: Dimension, line: int) -> str:
    """`s2` for kind of support 2, and `sz` for the line of what is left out of the others."""
    return f"{_LETTERS[dimension]}{'z' if line == TOGETHER else line}"


def parse_reference(text: str) -> Reference | Code:
    """The reference that was typed, such as `F07`, `3-F07-s2` or `E02-p17`; a UserError when it is none."""
    found = _CODE.fullmatch(_as_printed(text))
    if found is None:
        raise _unknown(text)
    edition = int(found["edition"]) if found["edition"] else None
    at = None if not found["at"] else TOGETHER if found["at"] == "z" else int(found["at"])
    back = int(found["back"] or 0)
    if found["letter"] != "F":
        if back or at == TOGETHER:
            raise _unknown(text)
        return Code(Family(found["letter"]), int(found["number"]), found["line"] or "", at, edition)
    key = {number: key for key, number in _NUMBERS.items()}.get(int(found["number"]))
    if key is None or (found["line"] and at is None):
        raise _unknown(text)
    dimension = {letter: one for one, letter in _LETTERS.items()}.get(found["line"] or "")
    if found["line"] and dimension not in INDICATORS[int(found["number"]) - 1].dimensions:
        raise UserError(
            _("Bij {figure} hoort geen regel {line}. Kijk de verwijzing na.").format(
                figure=figure_code(key), line=f"{found['line']}{found['at']}"
            )
        )
    return Reference(key, dimension, at, edition, back)


def _unknown(text: str) -> UserError:
    sentence = _("Deze verwijzing is niet bekend: {text}. Neem hem over van het rapport, zoals F07 of 3-F07-s2.")
    return UserError(sentence.format(text=text.strip()[:40]))


def _as_printed(text: str) -> str:
    """Capitals as they are printed: the first letter large, that of a line small; any dash will do."""
    plain = text.strip().replace("–", "-").lower()
    return re.sub(r"[a-z]", lambda letter: letter[0].upper(), plain, count=1)
