"""Every figure there is: key, label, unit, exact definition, and the pure function that computes it.

The report's annex, the help and the JSON are made from this registry. To add a figure, add one Indicator to INDICATORS.
"""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from dorpsapp.figures.dimensions import AGE, CATEGORY, LOCALITY, MONTH, POLICY_AREA, Dimension
from dorpsapp.figures.facts import Facts
from dorpsapp.models import ClientRole, MemberRole, ParticipantRole, Quality, Referrer, Role, Shape, VolunteerRole
from dorpsapp.models.kinds import Decimals, Distance, Hours, Kind, Number, Percentage

Value = int | Decimal | None


class Measure(Enum):
    """What a figure counts, which decides how its breakdowns are protected."""

    PEOPLE = "mensen"
    AMOUNT = "hoeveelheid"
    COUNT = "aantal"
    RATIO = "verhouding"


@dataclass(frozen=True)
class Indicator:
    """One figure; label and definition may hold {client}, {clients} and {worker}.

    `outside` computes the value for use outside the program where the exact one would give small counts away.
    """

    key: str
    label: str
    unit: str
    definition: str
    kind: Kind
    measure: Measure
    value: Callable[[Facts], Value]
    dimensions: tuple[Dimension, ...] = ()
    outside: Callable[[Facts], Value] | None = None

    def worked_out(self, facts: Facts, *, exact: bool) -> Value:
        """The value over these facts, the exact one or the one for outside."""
        return self.value(facts) if exact or self.outside is None else self.outside(facts)


def _people(role: ParticipantRole) -> Callable[[Facts], Value]:
    return lambda facts: len(facts.people_in(role))


def _minutes(role: ParticipantRole, *qualities: Quality) -> Callable[[Facts], Value]:
    wanted = qualities or tuple(Quality)
    return lambda facts: sum(
        effort.minutes for effort in facts.efforts if effort.role is role and effort.quality in wanted
    )


def _times_without_duration(facts: Facts) -> Value:
    return sum(
        effort.times
        for effort in facts.efforts
        if effort.role is ParticipantRole.VOLUNTEER and effort.quality is Quality.MISSING
    )


def _coverage(facts: Facts) -> Value:
    times = dict.fromkeys(Quality, 0)
    for effort in facts.efforts:
        if effort.role is ParticipantRole.VOLUNTEER:
            times[effort.quality] += effort.times
    return share(times[Quality.RECORDED], sum(times.values()))


def share(part: int, whole: int) -> Decimal | None:
    """A fraction of 1, None when there is nothing to divide by."""
    return Decimal(part) / Decimal(whole) if whole else None


def _volunteer_share(facts: Facts) -> Value:
    unpaid = sum(effort.minutes for effort in facts.efforts if effort.role is ParticipantRole.VOLUNTEER)
    paid = sum(effort.minutes for effort in facts.efforts if effort.role is ParticipantRole.PAID)
    return share(unpaid, unpaid + paid)


def _began(facts: Facts, role: type[Role]) -> dict[int, Referrer | None]:
    """Who began in the period and did not have the role just before; with who referred them."""
    began: dict[int, Referrer | None] = {}
    before: set[int] = set()
    for one in facts.roles:
        if one.role is not role:
            continue
        if one.since in facts.period:
            began.setdefault(one.person, one.referrer)
        elif one.until is None or one.until >= facts.period.first:
            before.add(one.person)
    return {person: referrer for person, referrer in began.items() if person not in before}


def _volunteers_left(facts: Facts) -> Value:
    left: set[int] = set()
    stays: set[int] = set()
    for one in facts.roles:
        if one.role is VolunteerRole:
            (left if one.until is not None and one.until in facts.period else stays).add(one.person)
            if one.until is not None and one.until < facts.period.first:
                stays.discard(one.person)
    return len(left - stays)


def _members(facts: Facts) -> Value:
    return len(
        {
            one.person
            for one in facts.roles
            if one.role is MemberRole and (one.until is None or one.until >= facts.period.last)
        }
    )


def _referrals_in(facts: Facts) -> Value:
    return sum(by not in {None, Referrer.SELF} for by in _began(facts, ClientRole).values())


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
        effort.times
        for effort in facts.efforts
        if effort.role is ParticipantRole.CLIENT and (shape is None or facts.categories[effort.category].shape is shape)
    )
    anonymous = sum(
        row.headcount for row in facts.given if shape is None or facts.categories[row.category].shape is shape
    )
    return named + anonymous


def _give_and_receive(facts: Facts) -> Value:
    return len(facts.people_in(ParticipantRole.VOLUNTEER) & facts.people_in(ParticipantRole.CLIENT))


def _cross_domain(facts: Facts) -> Value:
    areas: dict[int, set[int]] = defaultdict(set)
    for effort in facts.efforts:
        if effort.role is ParticipantRole.CLIENT:
            area = facts.categories[effort.category].area
            areas[effort.person] |= {area} if area is not None else set()
    return share(sum(len(found) >= 2 for found in areas.values()), len(areas))


def _reach(facts: Facts, step: int = 1) -> Value:
    """Clients from kernen whose inhabitants are known, each kern rounded to `step`, out of those inhabitants."""
    clients: dict[int, int] = defaultdict(int)
    for person in facts.people_in(ParticipantRole.CLIENT):
        locality = facts.people[person].locality
        if locality is not None:
            clients[locality] += 1
    known = [one for one in facts.localities.values() if one.inhabitants and one.id in clients]
    people = sum((clients[one.id] + step // 2) // step * step for one in known)
    return share(people, sum(one.inhabitants or 0 for one in known))


def _paid_hours_per_ride(facts: Facts) -> Value:
    minutes = sum(
        effort.minutes
        for effort in facts.efforts
        if effort.role is ParticipantRole.PAID and facts.categories[effort.category].code == "TRANSPORT"
    )
    rides = _units(facts, code="TRANSPORT")
    return Decimal(minutes) / 60 / rides if rides and minutes else None


_V, _C, _P = ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT, ParticipantRole.PAID
_NUMBER, _HOURS, _SHARE = Number(), Hours(), Percentage()

INDICATORS: tuple[Indicator, ...] = (
    Indicator(
        "volunteers_active", "Actieve vrijwilligers", "mensen",
        "Verschillende mensen die in de periode ten minste één keer als vrijwilliger hielpen. "
        "Wie meer taken heeft, telt één keer.",
        _NUMBER, Measure.PEOPLE, _people(_V), (MONTH, CATEGORY, POLICY_AREA, AGE),
    ),
    Indicator(
        "volunteers_new", "Nieuwe vrijwilligers", "mensen",
        "Mensen van wie de rol van vrijwilliger begon in de periode, en die deze rol vlak daarvoor niet hadden.",
        _NUMBER, Measure.PEOPLE, lambda facts: len(_began(facts, VolunteerRole)),
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
        _HOURS, Measure.AMOUNT, _minutes(_V), (MONTH, CATEGORY, POLICY_AREA),
    ),
    Indicator(
        "hours_recorded", "Genoteerde uren", "uur",
        "Het deel van de vrijwilligersuren waarvan de duur is genoteerd.",
        _HOURS, Measure.AMOUNT, _minutes(_V, Quality.RECORDED),
    ),
    Indicator(
        "hours_estimated", "Geschatte uren", "uur",
        "Het deel van de vrijwilligersuren waarvoor de gewone duur van die soort hulp is gebruikt.",
        _HOURS, Measure.AMOUNT, _minutes(_V, Quality.ESTIMATED),
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
        "paid_hours", "Betaalde uren", "uur",
        "De vastgelegde tijd van betaalde krachten, zoals de {worker}.",
        _HOURS, Measure.AMOUNT, _minutes(_P),
    ),
    Indicator(
        "volunteer_share", "Aandeel vrijwilligers in alle uren", "%",
        "Vrijwilligersuren gedeeld door vrijwilligersuren en betaalde uren samen.",
        _SHARE, Measure.RATIO, _volunteer_share,
    ),
    Indicator(
        "clients_unique", "Unieke {clients}", "mensen",
        "Verschillende mensen die in de periode ten minste één keer hulp kregen of met naam aanwezig waren. "
        "Wie zonder naam is geteld, zit hier niet in.",
        _NUMBER, Measure.PEOPLE, _people(_C), (MONTH, CATEGORY, POLICY_AREA, LOCALITY, AGE),
    ),
    Indicator(
        "clients_new", "Nieuwe {clients}", "mensen",
        "Mensen van wie de rol van {client} begon in de periode, en die deze rol vlak daarvoor niet hadden.",
        _NUMBER, Measure.PEOPLE, lambda facts: len(_began(facts, ClientRole)),
    ),
    Indicator(
        "deliveries", "Verrichtingen", "keer",
        "Hoe vaak hulp van één op één is gegeven. Een rit heen en terug telt zoals bij de instellingen is gekozen.",
        _NUMBER, Measure.COUNT, lambda facts: _units(facts, shape=Shape.INDIVIDUAL), (MONTH, CATEGORY, POLICY_AREA),
    ),
    Indicator(
        "sessions", "Bijeenkomsten", "keer",
        "Hoe vaak een groepsactiviteit is gehouden.",
        _NUMBER, Measure.COUNT, _sessions, (MONTH, CATEGORY, POLICY_AREA),
    ),
    Indicator(
        "attendances", "Deelnames aan bijeenkomsten", "keer",
        "Alle bezoekers van alle bijeenkomsten, met en zonder naam. Wie tien keer komt, telt tien keer.",
        _NUMBER, Measure.COUNT, lambda facts: _contacts(facts, shape=Shape.GROUP), (MONTH, CATEGORY, POLICY_AREA),
    ),
    Indicator(
        "contacts", "Contactmomenten", "keer",
        "Alle keren dat iemand hulp kreeg of een bijeenkomst bezocht, met en zonder naam.",
        _NUMBER, Measure.COUNT, _contacts, (MONTH, CATEGORY, POLICY_AREA),
    ),
    Indicator(
        "supports", "Vastgelegde hulp", "keer",
        "Alle regels met hulp: van één op één, groepen, en uren zonder {client}.",
        _NUMBER, Measure.COUNT, lambda facts: sum(row.times for row in facts.given), (MONTH, CATEGORY, POLICY_AREA),
    ),
    Indicator(
        "km", "Kilometers", "km",
        "De genoteerde kilometers. Ritten zonder kilometers tellen als nul.",
        Distance(), Measure.AMOUNT, lambda facts: sum(row.km for row in facts.given), (MONTH, CATEGORY),
    ),
    Indicator(
        "reach", "Bereik", "%",
        "Unieke {clients} gedeeld door het aantal inwoners, voor kernen waarvan het aantal inwoners is ingevuld.",
        Percentage(decimals=1), Measure.RATIO, _reach, (LOCALITY,), outside=lambda facts: _reach(facts, step=5),
    ),
    Indicator(
        "give_and_receive", "Geven en krijgen", "mensen",
        "Mensen die in de periode zowel hielpen als hulp kregen.",
        _NUMBER, Measure.PEOPLE, _give_and_receive,
    ),
    Indicator(
        "cross_domain", "Hulp op meer terreinen", "%",
        "Het deel van de unieke {clients} dat hulp kreeg op twee of meer beleidsterreinen.",
        _SHARE, Measure.RATIO, _cross_domain,
    ),
    Indicator(
        "referrals_in", "Verwezen naar ons", "mensen",
        "Nieuwe {clients} die door een ander zijn aangemeld, zoals huisarts, Wmo-loket of familie.",
        _NUMBER, Measure.PEOPLE, _referrals_in,
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
    Indicator(
        "members", "Leden", "mensen",
        "Mensen die op de laatste dag van de periode lid zijn.",
        _NUMBER, Measure.PEOPLE, _members,
    ),
)  # fmt: skip

BY_KEY = {indicator.key: indicator for indicator in INDICATORS}
