"""References: the short code behind a printed figure, such as F07-s2, by which the rows behind it are found again."""

import re
from dataclasses import dataclass

from dorpsapp.errors import UserError
from dorpsapp.figures.dimensions import AGE, CATEGORY, LOCALITY, MONTH, POLICY_AREA, REASON, REFERRER, Dimension
from dorpsapp.figures.indicators import INDICATORS
from dorpsapp.text import _

_LETTERS = {MONTH: "m", CATEGORY: "s", POLICY_AREA: "t", LOCALITY: "k", AGE: "l", REFERRER: "a", REASON: "r"}
"""A letter for each way to break a figure down: maand, soort, terrein, kern, leeftijd, aangemeld door, reden."""
_NUMBERS = {indicator.key: at for at, indicator in enumerate(INDICATORS, start=1)}
_CODE = re.compile(
    r"(?:(?P<edition>\d{1,6})[\s-]*)?F\s*0*(?P<figure>\d{1,3})(?:[\s-]*(?P<line>[mstklar])\s*0*(?P<at>\d{1,4}))?"
)


@dataclass(frozen=True)
class Reference:
    """A figure of a report: which frozen report (None for the file as it is now), which figure, and which line."""

    figure: str
    dimension: Dimension | None = None
    line: int | None = None
    edition: int | None = None

    def __str__(self) -> str:
        before = f"{self.edition}-" if self.edition is not None else ""
        after = f"-{line_code(self.dimension, self.line)}" if self.dimension and self.line else ""
        return f"{before}{figure_code(self.figure)}{after}"


def figure_code(key: str) -> str:
    """`F07`, by the key of an indicator."""
    return f"F{_NUMBERS[key]:02d}"


def line_code(dimension: Dimension, line: int) -> str:
    """`s2` for the second kind of support; lines are counted from one."""
    return f"{_LETTERS[dimension]}{line}"


def parse_reference(text: str) -> Reference:
    """The reference that was typed, such as `F07`, `3-F07` or `3-F07-s2`; a UserError when it is none."""
    found = _CODE.fullmatch(_as_printed(text))
    keys = {number: key for key, number in _NUMBERS.items()}
    if found is None or int(found["figure"]) not in keys:
        raise UserError(
            _("Deze verwijzing is niet bekend: {text}. Neem hem over van het rapport, zoals F07 of 3-F07-s2.").format(
                text=text.strip()[:40]
            )
        )
    dimension = {letter: one for one, letter in _LETTERS.items()}.get(found["line"] or "")
    key = keys[int(found["figure"])]
    if dimension is not None and dimension not in INDICATORS[int(found["figure"]) - 1].dimensions:
        raise UserError(
            _("Bij {figure} hoort geen regel {line}. Kijk de verwijzing na.").format(
                figure=figure_code(key), line=f"{found['line']}{found['at']}"
            )
        )
    edition = int(found["edition"]) if found["edition"] else None
    return Reference(key, dimension, int(found["at"]) if found["at"] else None, edition)


def _as_printed(text: str) -> str:
    """Capitals as they are printed: F large, the letter of a line small; any dash will do."""
    plain = text.strip().replace("–", "-").lower()
    return plain.replace("f", "F", 1)
