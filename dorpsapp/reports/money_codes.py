"""The codes by which amounts of money are referred to: E02-p17 is what line 17 of the budget became."""

from enum import IntEnum

from dorpsapp.figures.reference import Code, Family
from dorpsapp.models import LineKind, Side


class MoneyFigure(IntEnum):
    """An amount that is printed of lines, kinds, activities, grants or reserves; the numbers never change."""

    BUDGET = 1
    ACTUAL = 2
    DIFFERENCE = 3
    BEFORE = 4
    NEXT = 5
    OWN_COSTS = 6
    GENERAL_PART = 7
    WHOLE_COSTS = 8
    WHOLE_BUDGET = 9
    OWN_INCOME = 10
    GRANTED = 11
    RECEIVED = 12
    ELIGIBLE = 13
    NOT_ELIGIBLE = 14
    OPENING = 15
    ADDED = 16
    WITHDRAWN = 17
    CLOSING = 18
    REQUESTED = 19
    OUTSIDE = 20
    OUTSIDE_KM = 21
    COVER_SHARE = 22
    TIMES_HELD = 23
    ATTENDANCES = 24
    PER_TIME = 25
    PER_ATTENDANCE = 26

    @property
    def code(self) -> str:
        """`E02`."""
        return str(Code(Family.MONEY, self))

    def of(self, line: str = "", at: int | None = None) -> Code:
        """The reference of this amount on a line, or of the amount that stands alone."""
        return Code(Family.MONEY, self, line, at)


LINE, KIND, ACTIVITY, GRANT, RESERVE, RESULT = "p", "s", "a", "g", "v", "r"
"""Letters of lines: post, soort, activiteit, geldgever, vermogen, resultaat."""
SIDES = {Side.INCOME: "b", Side.EXPENSE: "u"}
"""Baten and uitgaven, as an l looks like a 1."""
KINDS = {kind: at for at, kind in enumerate(LineKind, start=1)}
