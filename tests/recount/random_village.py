"""A file with random people, roles, requests and support: odd on purpose, the same for the same number."""

from datetime import date, timedelta
from random import Random

import sqlalchemy as sa

from dorpsapp.models import (
    Category,
    ClientRole,
    DeclineReason,
    Initiative,
    Locality,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    Population,
    Quality,
    Referrer,
    Request,
    RequestState,
    Support,
    VolunteerRole,
)
from dorpsapp.services.initiative import found_initiative
from dorpsapp.store.store import Store

FIRST, LAST = date(2024, 1, 1), date(2026, 6, 30)
SPAN = (LAST - FIRST).days


def fill_at_random(store: Store, seed: int) -> None:
    """Fill an empty file; kinds are few, so that people and kinds meet in small and in larger groups."""
    rng = Random(seed)
    found_initiative(store, "Proefdorp", "Leusden", return_ride_units=rng.choice((1, 2)))
    with store.write("Proef") as unit:
        kerns = unit.insert_many(
            Locality,
            [
                {"name": f"Kern {n}", "municipality": rng.choice(("Leusden", "Woerden"))}
                for n in range(rng.randint(1, 4))
            ],
        )
        unit.insert_many(
            Population,
            [
                {"locality_id": kern, "year": year, "age_from": age, "inhabitants": rng.randint(200, 4000)}
                for kern in kerns[:-1]
                for year in rng.sample((2022, 2024, 2025, 2027), rng.randint(1, 3))
                for age in ((0,) if rng.random() < 0.5 else (0, 75))
            ],
        )
        people = unit.insert_many(Person, [_person(rng, kerns) for _at in range(rng.randint(3, 60))])
        for role in (VolunteerRole, ClientRole, MemberRole):
            unit.insert_many(
                role, [_role(rng, role, person) for person in people for _at in range(rng.choice((0, 1, 1, 3)))]
            )
        every = list(unit.scalars(sa.select(Category.id)))
        kinds = rng.sample(every, rng.randint(2, 7))
        asked = unit.insert_many(Request, [_request(rng, people, kinds) for _at in range(rng.randint(0, 30))])
        given = unit.insert_many(Support, [_support(rng, kinds, asked) for _at in range(rng.randint(1, 150))])
        unit.insert_many(Participation, [part for support in given for part in _parts(rng, support, people)])
        initiative = unit.scalars(sa.select(Initiative)).one()
        initiative.municipality = rng.choice(("Leusden", "Woerden", "Elders"))
        initiative.room_hours = rng.choice((None, 1, 40, 168))


def _day(rng: Random) -> date:
    return FIRST + timedelta(days=rng.randint(0, SPAN))


def _person(rng: Random, kerns: list[int]) -> dict[str, object]:
    born = rng.choice((None, rng.randint(1925, 2015)))
    exact = date(born, rng.randint(1, 12), rng.randint(1, 28)) if born is not None and rng.random() < 0.4 else None
    return {
        "surname": f"Proef{rng.randint(1, 10**6)}",
        "locality_id": rng.choice((None, *kerns)),
        "birth_year": None if exact else born,
        "birth_date": exact,
    }


def _role(rng: Random, role: type, person: int) -> dict[str, object]:
    since = _day(rng) - timedelta(days=rng.choice((0, 400)))
    until = rng.choice((None, since + timedelta(days=rng.randint(0, 700))))
    values: dict[str, object] = {"person_id": person, "since": since, "until": until}
    if role is ClientRole:
        values["referrer"] = rng.choice((None, *Referrer))
    return values


def _request(rng: Random, people: list[int], kinds: list[int]) -> dict[str, object]:
    state = rng.choice(tuple(RequestState))
    declined = state is RequestState.DECLINED
    return {
        "person_id": rng.choice(people),
        "category_id": rng.choice(kinds),
        "received_on": _day(rng),
        "state": state,
        "decline_reason": rng.choice((None, *DeclineReason)) if declined else None,
        "referrer": rng.choice((None, *Referrer)),
    }


def _support(rng: Random, kinds: list[int], asked: list[int]) -> dict[str, object]:
    quality = rng.choice(tuple(Quality))
    return {
        "day": _day(rng),
        "category_id": rng.choice(kinds),
        "request_id": rng.choice(asked) if asked and rng.random() < 0.3 else None,
        "minutes": None if quality is Quality.MISSING else rng.choice((0, 15, 45, 60, 90, 200)),
        "quality": quality,
        "km": rng.choice((None, 0, 37, 1250)),
        "both_ways": rng.random() < 0.3,
        "headcount": rng.choice((0, 0, 0, 1, 23)),
    }


def _parts(rng: Random, support: int, people: list[int]) -> list[dict[str, object]]:
    found = {
        (rng.choice(people), rng.choice((ParticipantRole.VOLUNTEER, ParticipantRole.CLIENT, ParticipantRole.PAID)))
        for _at in range(rng.randint(0, 5))
    }
    return [
        {"support_id": support, "person_id": person, "role": role, "minutes": rng.choice((None, None, 30, 75))}
        for person, role in sorted(found, key=lambda one: (one[0], one[1].name))
    ]
