"""The codes by which amounts of value are referred to: W02 is the middle bound, W08-n3 the low price of estimate 3."""

from enum import IntEnum

from dorpsapp.figures.reference import Code, Family
from dorpsapp.models import RateKind


class ValueFigure(IntEnum):
    """An amount that is printed in the section on value; the numbers never change."""

    LOW = 1
    MIDDLE = 2
    HIGH = 3
    GRANT = 4
    HOURS_PER_THOUSAND = 5
    OWN_PER_EURO = 6
    FUNDS_PER_EURO = 7
    AVOIDED_LOW = 8
    AVOIDED_MIDDLE = 9
    AVOIDED_HIGH = 10
    AVOIDED_PEOPLE = 11

    @property
    def code(self) -> str:
        """`W02`."""
        return str(Code(Family.VALUE, self))


ESTIMATE = "n"
"""The letter of one estimate of costs that may have been avoided."""
BOUNDS = {RateKind.LOW: ValueFigure.LOW, RateKind.MIDDLE: ValueFigure.MIDDLE, RateKind.HIGH: ValueFigure.HIGH}
