"""Figures about the own room of the initiative: how long it was used, and which part that is of what is possible."""

from dorpsapp.figures.facts import Facts
from dorpsapp.figures.indicators.indicator import Indicator, Measure, Value, share
from dorpsapp.models import Shape
from dorpsapp.models.kinds import Hours, Percentage

_DAYS_IN_A_WEEK, _MINUTES_IN_AN_HOUR = 7, 60


def _minutes_used(facts: Facts) -> int:
    """How long the room was in use by groups."""
    return sum(row.room_minutes for row in facts.given if facts.categories[row.category].shape is Shape.GROUP)


def _occupancy(facts: Facts) -> Value:
    """Used hours by available hours; None for who has not said how long the room can be open."""
    if facts.room_hours is None:
        return None
    days = (facts.period.last - facts.period.first).days + 1
    return share(_minutes_used(facts) * _DAYS_IN_A_WEEK, facts.room_hours * _MINUTES_IN_AN_HOUR * days)


# Hours like any others to who reads them beside those of other days, but without tables: a room is nobody's work.
ROOM = (
    Indicator(
        "room_hours_used", "Uren gebruik van de ruimte", "uur",
        "De duur van alle bijeenkomsten van activiteiten in de eigen ruimte, hoeveel mensen er ook waren. "
        "Een bijeenkomst zonder duur telt als nul. Zijn er twee tegelijk, dan tellen beide.",
        Hours(), Measure.AMOUNT, _minutes_used,
    ),
    Indicator(
        "occupancy", "Bezettingsgraad", "%",
        "De uren gebruik van de ruimte, gedeeld door de uren dat de ruimte in de hele periode open kan zijn: "
        "de uren per week bij de instellingen, maal het aantal dagen, gedeeld door zeven. "
        "Zijn er bijeenkomsten tegelijk, dan kan het meer dan 100% zijn.",
        Percentage(), Measure.RATIO, _occupancy,
    ),
)  # fmt: skip
