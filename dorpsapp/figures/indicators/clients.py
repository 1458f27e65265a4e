"""Figures about who is helped: how many different people, where they live, and who pointed them to us."""

from collections import defaultdict
from decimal import Decimal

from dorpsapp.figures.dimensions import AGE, CATEGORY, LOCALITY, MONTH, POLICY_AREA, REFERRER
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.indicators.indicator import Indicator, Measure, Value, rounded_to_five, share
from dorpsapp.figures.roles import began
from dorpsapp.models import ClientRole, ParticipantRole, Referrer
from dorpsapp.models.kinds import Number, Percentage

_NUMBER, _SHARE = Number(), Percentage()
_STEP = 5
FEWEST_IN_A_SHARE = 10


def _new(facts: Facts) -> dict[int, Referrer | None]:
    found = began(facts.roles, ClientRole, facts.period)
    return {person: referrer for person, referrer in found.items() if facts.counts(person)}


def _referrals_in(facts: Facts) -> Value:
    return sum(by not in {None, Referrer.SELF} for by in _new(facts).values())


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


def _give_and_receive(facts: Facts) -> Value:
    return len(facts.people_in(ParticipantRole.VOLUNTEER) & facts.people_in(ParticipantRole.CLIENT))


def _cross_domain(facts: Facts) -> Value:
    areas: dict[int, set[int]] = defaultdict(set)
    clients = facts.people_in(ParticipantRole.CLIENT)
    for row in facts.presence:
        if row.role is ParticipantRole.CLIENT and row.person in clients:
            area = facts.categories[row.category].area
            areas[row.person] |= {area} if area is not None else set()
    return share(sum(len(found) >= 2 for found in areas.values()), len(areas))


def _at_least(facts: Facts) -> Value:
    """The fewest different people that fit what was recorded, named and unnamed together; None for residents only.

    Let N be the people who are known by name. Take any support with n of them by name and a guests without a name.
    Those a guests are different from each other and from the n, so at most |N| - n of them can be people of N; the
    others, at least n + a - |N|, are not in N. Hence at least max(|N|, n + a) different people came, for every
    support, and so for the one with the largest n + a. It can not be said better: with exactly so many people outside
    N as the largest support needs, the guests of every support can be chosen among these and the people of N who are
    not there by name. A support without unnamed guests has n <= |N| and adds nothing.
    """
    if facts.only_own:
        return None
    return max(len(facts.people_in(ParticipantRole.CLIENT)), facts.largest_gathering)


def _at_most(facts: Facts) -> Value:
    """The most different people that fit: everyone known by name, and every guest without a name another person.

    Nothing that was recorded speaks against it, so this too can not be said better.
    """
    if facts.only_own:
        return None
    return len(facts.people_in(ParticipantRole.CLIENT)) + sum(row.headcount for row in facts.given)


def _own(facts: Facts) -> tuple[int, int]:
    clients = facts.everyone_in(ParticipantRole.CLIENT)
    return sum(facts.lives_in_own_municipality(person) for person in clients), len(clients)


def _own_residents_outside(facts: Facts) -> Value:
    """From a rounded count, so that the exact number of people from elsewhere does not follow."""
    own, everyone = _own(facts)
    if everyone < FEWEST_IN_A_SHARE:
        return None
    return min(Decimal(1), Decimal(rounded_to_five(own)) / everyone)


CLIENTS = (
    Indicator(
        "clients_unique", "Unieke {clients}", "mensen",
        "Verschillende mensen die in de periode ten minste één keer hulp kregen of met naam aanwezig waren. "
        "Wie zonder naam is geteld, zit hier niet in.",
        _NUMBER, Measure.PEOPLE, lambda facts: len(facts.people_in(ParticipantRole.CLIENT)),
        (MONTH, CATEGORY, POLICY_AREA, LOCALITY, AGE), of_clients=True,
    ),
    Indicator(
        "clients_new", "Nieuwe {clients}", "mensen",
        "Mensen van wie de rol van {client} begon in de periode, en die deze rol vlak daarvoor niet hadden.",
        _NUMBER, Measure.PEOPLE, lambda facts: len(_new(facts)), of_clients=True,
    ),
    Indicator(
        "people_at_least", "Verschillende mensen, ten minste", "mensen",
        "Het kleinste aantal verschillende mensen dat past bij wat is vastgelegd: de unieke {clients} met naam, of het "
        "aantal bezoekers met en zonder naam op de drukste keer, als dat er meer zijn. "
        "Bezoekers op één keer zijn altijd verschillende mensen.",
        _NUMBER, Measure.PEOPLE, _at_least,
    ),
    Indicator(
        "people_at_most", "Verschillende mensen, ten hoogste", "mensen",
        "Het grootste aantal verschillende mensen dat past bij wat is vastgelegd: alsof elke bezoeker zonder naam "
        "maar één keer kwam. Het werkelijke aantal ligt tussen ten minste en ten hoogste.",
        _NUMBER, Measure.PEOPLE, _at_most,
    ),
    Indicator(
        "own_residents", "Aandeel uit de eigen gemeente", "%",
        "Het deel van de unieke {clients} dat volgens hun kern in de gemeente van de geldgever woont. "
        "Zonder geldgever is dat de gemeente van het initiatief. Wie geen kern heeft, telt niet als eigen inwoner.",
        _SHARE, Measure.RATIO, lambda facts: share(*_own(facts)), outside=_own_residents_outside,
    ),
    Indicator(
        "reach", "Bereik", "%",
        "Unieke {clients} gedeeld door het aantal inwoners, voor kernen waarvan het aantal inwoners is ingevuld.",
        Percentage(decimals=1), Measure.RATIO, _reach, (LOCALITY,), outside=lambda facts: _reach(facts, step=_STEP),
    ),
    Indicator(
        "give_and_receive", "Geven en krijgen", "mensen",
        "Mensen die in de periode zowel hielpen als hulp kregen.",
        _NUMBER, Measure.PEOPLE, _give_and_receive, of_clients=True,
    ),
    Indicator(
        "cross_domain", "Hulp op meer terreinen", "%",
        "Het deel van de unieke {clients} dat hulp kreeg op twee of meer beleidsterreinen.",
        _SHARE, Measure.RATIO, _cross_domain,
    ),
    Indicator(
        "referrals_in", "Verwezen naar ons", "mensen",
        "Nieuwe {clients} die door een ander zijn aangemeld, zoals huisarts, Wmo-loket of familie.",
        _NUMBER, Measure.PEOPLE, _referrals_in, (REFERRER,), of_clients=True,
    ),
)  # fmt: skip
