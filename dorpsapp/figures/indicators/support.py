"""Figures about the work itself: how often support was given, to how many visitors, over how many kilometres."""

from decimal import Decimal

from dorpsapp.figures.dimensions import CATEGORY, MONTH, POLICY_AREA
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.indicators.indicator import Indicator, Measure, Value
from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.models.kinds import Decimals, Distance, Number

_NUMBER = Number()
_WORK = (MONTH, CATEGORY, POLICY_AREA)
_OF_ONE_SHAPE = (CATEGORY,)
"""By month, one shape taken from all help would tell another that is too small to show."""


def _units(facts: Facts, *, shape: Shape | None = None, code: str | None = None) -> int:
    """How often support was given; a ride both ways counts as the initiative has set."""
    total = 0
    for row in facts.given:
        category = facts.categories[row.category]
        if (shape is None or category.shape is shape) and (code is None or category.code == code):
            total += row.times + (facts.return_ride_units - 1) * row.both_ways
    return total


def _sessions(facts: Facts) -> Value:
    return sum(row.times for row in facts.given if facts.categories[row.category].shape is Shape.GROUP)


def _contacts(facts: Facts, *, shape: Shape | None = None) -> int:
    """Named and anonymous people, once for every time that they took part."""
    named = sum(
        row.times
        for row in facts.work
        if row.role is ParticipantRole.CLIENT and (shape is None or facts.categories[row.category].shape is shape)
    )
    anonymous = sum(
        row.headcount for row in facts.given if shape is None or facts.categories[row.category].shape is shape
    )
    return named + anonymous


def _paid_hours_per_ride(facts: Facts) -> Value:
    minutes = sum(
        row.minutes
        for row in facts.work
        if row.role is ParticipantRole.PAID and facts.categories[row.category].code == "TRANSPORT"
    )
    rides = _units(facts, code="TRANSPORT")
    return Decimal(minutes) / 60 / rides if rides and minutes else None


SUPPORT = (
    Indicator(
        "deliveries", "Verrichtingen", "keer",
        "Hoe vaak hulp van één op één is gegeven. Een rit heen en terug telt zoals bij de instellingen is gekozen.",
        _NUMBER, Measure.COUNT, lambda facts: _units(facts, shape=Shape.INDIVIDUAL), _OF_ONE_SHAPE,
    ),
    Indicator(
        "sessions", "Bijeenkomsten", "keer",
        "Hoe vaak een groepsactiviteit is gehouden.",
        _NUMBER, Measure.COUNT, _sessions, _OF_ONE_SHAPE,
    ),
    Indicator(
        "attendances", "Deelnames aan bijeenkomsten", "keer",
        "Alle bezoekers van alle bijeenkomsten, met en zonder naam. Wie tien keer komt, telt tien keer.",
        _NUMBER, Measure.COUNT, lambda facts: _contacts(facts, shape=Shape.GROUP), _OF_ONE_SHAPE,
    ),
    Indicator(
        "contacts", "Contactmomenten", "keer",
        "Alle keren dat iemand hulp kreeg of een bijeenkomst bezocht, met en zonder naam.",
        _NUMBER, Measure.COUNT, _contacts, _WORK,
    ),
    Indicator(
        "supports", "Vastgelegde hulp", "keer",
        "Alle regels met hulp: van één op één, groepen, en uren zonder {client}.",
        _NUMBER, Measure.COUNT, lambda facts: sum(row.times for row in facts.given), _WORK,
    ),
    Indicator(
        "km", "Kilometers", "km",
        "De genoteerde kilometers. Ritten zonder kilometers tellen als nul.",
        Distance(), Measure.AMOUNT, lambda facts: sum(row.km for row in facts.given), (MONTH, CATEGORY),
    ),
    Indicator(
        "referrals_out", "Doorverwezen", "keer",
        "Hoe vaak iemand is doorverwezen naar een andere organisatie.",
        _NUMBER, Measure.COUNT, lambda facts: _units(facts, code="REFERRAL"),
    ),
    Indicator(
        "paid_hours_per_ride", "Betaalde uren per rit", "uur",
        "Betaalde uren bij vervoer gedeeld door het aantal ritten.",
        Decimals(decimals=2), Measure.RATIO, _paid_hours_per_ride,
    ),
)  # fmt: skip
