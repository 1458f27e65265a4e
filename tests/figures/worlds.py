"""Small worlds of facts for tests, made by hand or by hypothesis, without a database."""

from datetime import date

from hypothesis import strategies as st

from dorpsapp.figures.facts import (
    CategoryFact,
    Effort,
    Facts,
    Given,
    LocalityFact,
    PersonFact,
    RequestFact,
    RoleFact,
)
from dorpsapp.figures.period import Month, Period
from dorpsapp.figures.tally import summed
from dorpsapp.models import ClientRole, DeclineReason, ParticipantRole, Quality, Referrer, RequestState, Shape

CATEGORIES = {
    1: CategoryFact(1, "TRANSPORT", "Vervoer", Shape.INDIVIDUAL, "rit", "ritten", 1),
    2: CategoryFact(2, "COMMUNITY_MEAL", "Eettafel", Shape.GROUP, "deelname", "deelnames", 2),
    3: CategoryFact(3, "COORDINATION", "Bestuur", Shape.HOURS, "keer", "keer", None),
    4: CategoryFact(4, "ODD_JOBS", "Klussen", Shape.INDIVIDUAL, "klus", "klussen", 1),
}
AREAS = {1: "Wmo", 2: "Welzijn"}
LOCALITIES = {
    1: LocalityFact(1, "Achterveld", "Leusden", 2625, 2021, "woonplaats", "voorbeeld"),
    2: LocalityFact(2, "Stoutenburg", "Leusden", None, None, None, None),
}
PERIOD = Period(date(2025, 1, 1), date(2025, 12, 31))
PEOPLE = {
    number: PersonFact(number, None if number % 9 == 0 else 1930 + number, None if number % 7 == 0 else number % 2 + 1)
    for number in range(1, 61)
}


def facts(
    efforts: tuple[Effort, ...] = (),
    given: tuple[Given, ...] = (),
    period: Period = PERIOD,
    requests: tuple[RequestFact, ...] = (),
    roles: tuple[RoleFact, ...] = (),
) -> Facts:
    """These rows in a village of sixty people."""
    return Facts(
        period, *summed(efforts), given, PEOPLE, roles, CATEGORIES, AREAS, LOCALITIES, requests=requests,
        own_municipality="Leusden", room_hours=40,
    )  # fmt: skip


MONTHS = st.builds(Month, st.just(2025), st.integers(1, 12))
EFFORTS = st.builds(
    Effort,
    person=st.integers(1, 60),
    role=st.sampled_from(ParticipantRole),
    category=st.sampled_from(sorted(CATEGORIES)),
    month=MONTHS,
    quality=st.sampled_from(Quality),
    times=st.integers(1, 9),
    minutes=st.integers(0, 3000),
)
GIVEN = st.builds(
    Given,
    category=st.sampled_from(sorted(CATEGORIES)),
    month=MONTHS,
    times=st.integers(1, 20),
    both_ways=st.integers(0, 5),
    km=st.integers(0, 5000),
    without_km=st.integers(0, 5),
    headcount=st.integers(0, 100),
    room_minutes=st.integers(0, 3000),
)
REQUESTS = st.builds(
    RequestFact,
    person=st.integers(1, 60),
    category=st.sampled_from(sorted(CATEGORIES)),
    month=MONTHS,
    state=st.sampled_from(RequestState),
    reason=st.none() | st.sampled_from(DeclineReason),
    referrer=st.none() | st.sampled_from(Referrer),
    days=st.none() | st.integers(0, 60),
)
ROLES = st.builds(
    RoleFact,
    person=st.integers(1, 60),
    role=st.just(ClientRole),
    since=st.dates(date(2023, 1, 1), date(2025, 12, 31)),
    until=st.none(),
    referrer=st.none() | st.sampled_from(Referrer),
)
EVERY_CATEGORY = tuple(Given(category, Month(2025, 1), 1, 0, 0, 1, 0) for category in CATEGORIES)


@st.composite
def worlds(draw: st.DrawFn) -> Facts:
    """A random year; every kind of support was given at least once, so that all lines exist."""
    efforts = draw(st.lists(EFFORTS, max_size=80))
    given = draw(st.lists(GIVEN, max_size=15))
    requests = draw(st.lists(REQUESTS, max_size=25))
    roles = draw(st.lists(ROLES, max_size=25))
    return facts(tuple(efforts), (*EVERY_CATEGORY, *given), requests=tuple(requests), roles=tuple(roles))
