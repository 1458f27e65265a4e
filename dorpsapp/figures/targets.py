"""Targets beside what was realised: the amount so far, the share of it, whether it asks an explanation, and a light.

A target counts in the unit people use: hours, kilometres, percents. `light_rule` tells the rule of the light.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.figures import Figures
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.indicators import BY_KEY, Indicator, Measure, Value, wanted_value
from dorpsapp.figures.period import Period
from dorpsapp.figures.told import Told
from dorpsapp.figures.wording import Wording
from dorpsapp.models.kinds import Kind
from dorpsapp.text import _

EARLIEST_SHARE = Decimal("0.1")
ON_COURSE = Decimal("0.9")
BEHIND = Decimal("0.7")

# Of these less is better, or they say how well was recorded: no agreement can be about having many of them.
_NO_TARGET = frozenset(
    {
        "volunteers_left", "hours_recorded", "hours_estimated", "efforts_without_duration", "paid_hours_per_ride",
        "match_days", "requests_open", "requests_declined", "cost_per_unit",
    }
)  # fmt: skip
_NOT_GROWING = frozenset({"members"})


class Light(Enum):
    """How a target stands; the words go with the colour, so that nobody has to see it."""

    GREEN = "op schema"
    AMBER = "iets achter"
    RED = "ver achter"
    MET = "gehaald"
    NEARLY = "bijna gehaald"
    MISSED = "niet gehaald"
    EARLY = "nog te vroeg"
    UNKNOWN = "niet te zien"


_AFTERWARDS = frozenset({Light.MET, Light.NEARLY, Light.MISSED})


@dataclass(frozen=True)
class Standing:
    """A target beside the figure: raw values of one kind; `realised` may be hidden where few people are behind it."""

    kind: Kind
    unit: str
    wanted: Value
    realised: Value | Hidden
    share: Decimal | None
    light: Light

    @property
    def realised_shown(self) -> str:
        """The realised amount as people write it."""
        if isinstance(self.realised, Hidden):
            return self.realised.mark
        return self.kind.show(self.realised) or "–"

    @property
    def wanted_shown(self) -> str:
        """The agreed amount as people write it."""
        return self.kind.show(self.wanted)

    def needs_explanation(self, percent: int) -> bool:
        """Whether the period is over and the difference is larger than this share of what was agreed."""
        return self.light in _AFTERWARDS and self.share is not None and abs(self.share - 1) * 100 > percent


@dataclass(frozen=True)
class TargetChoice:
    """An indicator that can be agreed on; `by_kind` says that it can be narrowed to one kind of support."""

    key: str
    label: str
    unit: str
    by_kind: bool


def light_rule() -> str:
    """The rule of the light, as users read it."""
    return _(
        "Groen: ten minste 90% van wat nu verwacht mag worden. Oranje: 70 tot 90%. Rood: minder dan 70%. "
        "Verwacht is het deel van de afspraak dat past bij de dagen die voorbij zijn. Een percentage en het aantal "
        "leden worden met de hele afspraak vergeleken. In het eerste tiende deel van de periode is er geen licht. "
        "Na afloop is groen: de afspraak is gehaald."
    )


def target_choices(wording: Wording) -> tuple[TargetChoice, ...]:
    """Everything a target can be about, in the words of the initiative."""
    return tuple(
        TargetChoice(one.key, wording.fill(_(one.label)), one.unit, CATEGORY in one.dimensions)
        for one in BY_KEY.values()
        if one.key not in _NO_TARGET
    )


def why_no_target(key: str, by_kind: bool) -> str:
    """Why an indicator cannot be a target, for one kind of support or for all; empty when it can."""
    indicator = BY_KEY.get(key)
    if indicator is None:
        return _("Dit getal kent Dorpsapp niet. Kies een getal uit de lijst.")
    if key in _NO_TARGET:
        return _("Van dit getal is meer niet beter. Kies een ander getal voor een afspraak.")
    if by_kind and CATEGORY not in indicator.dimensions:
        return _("Dit getal is er niet per soort hulp. Laat de soort hulp leeg, of kies een ander getal.")
    return ""


def standing(
    figures: Figures,
    key: str,
    category: str | None,
    wanted: int,
    period: Period,
    today: date,
    *,
    beside: Told | None = None,
) -> Standing:
    """How a target stands over the period of these figures; `category` is the code of a kind of support.

    With figures for outside the program the realised amount is protected as in their breakdowns; `beside` is what
    else the report tells, where that counts other days or other people than these figures.
    """
    indicator = figures[key].indicator
    agreed = wanted_value(indicator.kind, wanted)
    total = figures.value(key)
    found: Value | Hidden = total
    if category is not None:
        breakdown = figures[key].by(CATEGORY)
        found = breakdown.value(category)
        if found is None:
            found = 0
    if beside is not None:
        found = beside.as_shown(indicator, category, figures.facts, found)
    share = None if isinstance(found, Hidden) or found is None or not agreed else Decimal(found) / Decimal(agreed)
    light = light_of(indicator, share, period, today) if not isinstance(found, Hidden) else Light.UNKNOWN
    return Standing(indicator.kind, indicator.unit, agreed, found, share, light)


def passed_share(period: Period, today: date) -> Decimal:
    """The part of the period that is over, with today counted in: from 0 to 1."""
    days = (period.last - period.first).days + 1
    gone = (today - period.first).days + 1
    return Decimal(min(max(gone, 0), days)) / days


def light_of(indicator: Indicator, share: Decimal | None, period: Period, today: date) -> Light:
    """The light of a target of which this share is realised."""
    if today > period.last:
        if share is None:
            return Light.MISSED
        return Light.MET if share >= 1 else Light.NEARLY if share >= ON_COURSE else Light.MISSED
    passed = passed_share(period, today)
    if passed < EARLIEST_SHARE:
        return Light.EARLY
    grows = indicator.measure is not Measure.RATIO and indicator.key not in _NOT_GROWING
    course = (share or Decimal(0)) / (passed if grows else 1)
    return Light.GREEN if course >= ON_COURSE else Light.AMBER if course >= BEHIND else Light.RED
