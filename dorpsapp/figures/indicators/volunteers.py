"""Figures about who helps: how many different people, who came and went, and their hours with how sure these are."""

from collections.abc import Callable
from decimal import Decimal

from dorpsapp.figures.dimensions import AGE, CATEGORY, MONTH, POLICY_AREA
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.indicators.indicator import Indicator, Measure, Value, share
from dorpsapp.figures.roles import began
from dorpsapp.models import MemberRole, ParticipantRole, Quality, VolunteerRole
from dorpsapp.models.kinds import Decimals, Hours, Number, Percentage

_NUMBER, _HOURS, _SHARE = Number(), Hours(), Percentage()


def minutes_of(role: ParticipantRole, *qualities: Quality) -> Callable[[Facts], Value]:
    """Computes the minutes of everyone in a role, of these qualities only when any are named."""
    wanted = qualities or tuple(Quality)
    return lambda facts: sum(row.minutes for row in facts.work if row.role is role and row.quality in wanted)


def _times_without_duration(facts: Facts) -> Value:
    return sum(
        row.times for row in facts.work if row.role is ParticipantRole.VOLUNTEER and row.quality is Quality.MISSING
    )


def _coverage(facts: Facts) -> Value:
    times = dict.fromkeys(Quality, 0)
    for row in facts.work:
        if row.role is ParticipantRole.VOLUNTEER:
            times[row.quality] += row.times
    return share(times[Quality.RECORDED], sum(times.values()))


def _volunteer_share(facts: Facts) -> Value:
    unpaid = sum(row.minutes for row in facts.work if row.role is ParticipantRole.VOLUNTEER)
    paid = sum(row.minutes for row in facts.work if row.role is ParticipantRole.PAID)
    return share(unpaid, unpaid + paid)


def _hours_per_volunteer(facts: Facts) -> Value:
    people = len(facts.people_in(ParticipantRole.VOLUNTEER))
    minutes = sum(row.minutes for row in facts.work if row.role is ParticipantRole.VOLUNTEER)
    return Decimal(minutes) / 60 / people if people else None


def _volunteers_left(facts: Facts) -> Value:
    left: set[int] = set()
    stays: set[int] = set()
    for one in facts.roles:
        if one.role is VolunteerRole:
            if one.until is None or one.until > facts.period.last:
                stays.add(one.person)
            elif one.until in facts.period:
                left.add(one.person)
    return len(left - stays)


def _members(facts: Facts) -> Value:
    return len(
        {
            one.person
            for one in facts.roles
            if one.role is MemberRole and (one.until is None or one.until >= facts.period.last)
        }
    )


VOLUNTEERS = (
    Indicator(
        "volunteers_active", "Actieve vrijwilligers", "mensen",
        "Verschillende mensen die in de periode ten minste één keer als vrijwilliger hielpen. "
        "Wie meer taken heeft, telt één keer.",
        _NUMBER, Measure.PEOPLE, lambda facts: len(facts.people_in(ParticipantRole.VOLUNTEER)),
        (MONTH, CATEGORY, POLICY_AREA, AGE),
    ),
    Indicator(
        "volunteers_new", "Nieuwe vrijwilligers", "mensen",
        "Mensen van wie de rol van vrijwilliger begon in de periode, en die deze rol vlak daarvoor niet hadden.",
        _NUMBER, Measure.PEOPLE, lambda facts: len(began(facts.roles, VolunteerRole, facts.period)),
    ),
    Indicator(
        "volunteers_left", "Gestopte vrijwilligers", "mensen",
        "Mensen van wie de rol van vrijwilliger eindigde in de periode, en die deze rol daarna niet meer hadden.",
        _NUMBER, Measure.PEOPLE, _volunteers_left,
    ),
    Indicator(
        "volunteer_hours", "Vrijwilligersuren", "uur",
        "De vastgelegde tijd van alle vrijwilligers samen. Helpen twee mensen een uur, dan is dat twee uur. "
        "Genoteerde en geschatte uren tellen mee; hulp zonder duur telt als nul uur.",
        _HOURS, Measure.AMOUNT, minutes_of(ParticipantRole.VOLUNTEER), (MONTH, CATEGORY, POLICY_AREA),
    ),
    Indicator(
        "hours_recorded", "Genoteerde uren", "uur",
        "Het deel van de vrijwilligersuren waarvan de duur is genoteerd.",
        _HOURS, Measure.AMOUNT, minutes_of(ParticipantRole.VOLUNTEER, Quality.RECORDED),
    ),
    Indicator(
        "hours_estimated", "Geschatte uren", "uur",
        "Het deel van de vrijwilligersuren waarvoor de gewone duur van die soort hulp is gebruikt.",
        _HOURS, Measure.AMOUNT, minutes_of(ParticipantRole.VOLUNTEER, Quality.ESTIMATED),
    ),
    Indicator(
        "efforts_without_duration", "Hulp zonder duur", "keer",
        "Hoe vaak een vrijwilliger hielp zonder dat de duur bekend is. Deze hulp telt als nul uur.",
        _NUMBER, Measure.COUNT, _times_without_duration,
    ),
    Indicator(
        "coverage", "Dekking van de uren", "%",
        "Het deel van alle keren dat een vrijwilliger hielp waarvan de duur is genoteerd.",
        _SHARE, Measure.RATIO, _coverage,
    ),
    Indicator(
        "hours_per_volunteer", "Uren per vrijwilliger", "uur",
        "Vrijwilligersuren gedeeld door het aantal actieve vrijwilligers.",
        Decimals(decimals=1), Measure.RATIO, _hours_per_volunteer,
    ),
    Indicator(
        "paid_hours", "Betaalde uren", "uur",
        "De vastgelegde tijd van betaalde krachten, zoals de {worker}.",
        _HOURS, Measure.AMOUNT, minutes_of(ParticipantRole.PAID),
    ),
    Indicator(
        "volunteer_share", "Aandeel vrijwilligers in alle uren", "%",
        "Vrijwilligersuren gedeeld door vrijwilligersuren en betaalde uren samen.",
        _SHARE, Measure.RATIO, _volunteer_share,
    ),
)  # fmt: skip

MEMBERS = (
    Indicator(
        "members", "Leden", "mensen",
        "Mensen die op de laatste dag van de periode lid zijn.",
        _NUMBER, Measure.PEOPLE, _members,
    ),
)  # fmt: skip
