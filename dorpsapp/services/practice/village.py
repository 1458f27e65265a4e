"""Fills an empty practice file with a village: its people, and years of support that fit its services."""

from bisect import bisect_left
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import (
    Activity,
    Category,
    ClientRole,
    Initiative,
    Locality,
    MemberRole,
    ParticipantRole,
    Participation,
    Person,
    Population,
    Quality,
    Setting,
    Shape,
    Support,
    VolunteerRole,
)
from dorpsapp.services import records
from dorpsapp.services.benefits import add_proposed_benefits
from dorpsapp.services.initiative import add_taxonomy
from dorpsapp.services.practice.abilities import GeneratedVolunteer, add_abilities
from dorpsapp.services.practice.finance import add_finance
from dorpsapp.services.practice.people import Villager, make_people
from dorpsapp.services.practice.regulars import add_regulars
from dorpsapp.services.practice.requests import add_requests
from dorpsapp.services.practice.villages import Service, Village
from dorpsapp.services.practice.voices import add_voices
from dorpsapp.services.rates import add_start_rates
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _

_PORTION = 20_000
_MONTH_WEIGHT = (0.95, 1.0, 1.1, 1.05, 1.05, 1.0, 0.7, 0.65, 1.1, 1.15, 1.1, 0.9)

Progress = Callable[[int, int], None]
_VOG_RENEWED = timedelta(days=3 * 365)


@dataclass(frozen=True)
class VillageSize:
    """How much is made; what is None follows from the village itself."""

    people: int | None = None
    support: int | None = None
    years: int = 3
    until: date | None = None
    seed: int = 1

    @property
    def last(self) -> date:
        """The last day with support."""
        return self.until or date.today()

    @property
    def first(self) -> date:
        """The first day with support: 1 January, so many calendar years back."""
        return date(self.last.year - self.years + 1, 1, 1)


@dataclass(frozen=True)
class Cast:
    """The people who can be picked for one role, the keenest picked most; active on a day or not."""

    ids: tuple[int, ...]
    since: tuple[date, ...]
    until: tuple[date, ...]
    weights: tuple[float, ...]

    def pick(self, day: date, count: int, rng: Random) -> list[int]:
        """At most so many different people who are active on the day."""
        chosen: dict[int, None] = {}
        for _attempt in range(count * 6):
            if len(chosen) >= count or not self.ids:
                break
            at = min(bisect_left(self.weights, rng.random() * self.weights[-1]), len(self.ids) - 1)
            if self.since[at] <= day <= self.until[at]:
                chosen[self.ids[at]] = None
        return list(chosen)


def make_village(store: Store, village: Village, size: VillageSize, progress: Progress | None = None) -> None:
    """Fill an empty file; the same village, size and seed give the same content. Progress hears (done, total)."""
    rng = Random(f"{village.key}/{size.seed}")
    with store.write(_("Oefenbestand gemaakt"), undoable=False) as unit:
        _add_initiative(unit, village)
        localities = _add_kernen(unit, village)
        people = make_people(village, size.people, size.first, size.last, rng)
        ids = _add_people(unit, people, localities, size.last)
        _add_support(unit, village, size, people, ids, rng, progress)
        scale = _scale(village, size)
        add_finance(unit, village, size.first.year, size.last, scale, size.seed)
        _add_requests(unit, village, size, people, ids)
        add_regulars(unit, size.last)
        add_voices(unit, size.first, size.last, f"{village.key}/{size.seed}/voices")


def _scale(village: Village, size: VillageSize) -> float:
    """How much support is given, compared with what the village has by nature."""
    if size.support is None:
        return 1.0
    natural = sum(service.per_year for service in village.services) * ((size.last - size.first).days + 1) / 365.25
    return size.support / natural


def _add_requests(unit: Unit, village: Village, size: VillageSize, people: list[Villager], ids: list[int]) -> None:
    """What volunteers can do, and the requests; chance of its own, so that people and support stay what they were."""
    rng = Random(f"{village.key}/{size.seed}/requests")
    active = [(number, one) for number, one in zip(ids, people, strict=True) if _is_there(one.volunteer, size.last)]
    clients = [number for number, one in zip(ids, people, strict=True) if _is_there(one.client, size.last)]
    add_abilities(unit, [GeneratedVolunteer(number, one.drives) for number, one in active], size.last, rng)
    codes = [service.code for service in village.services]
    add_requests(unit, codes, clients, [number for number, _one in active], size.last, rng)


def _is_there(period: tuple[date, date | None] | None, last: date) -> bool:
    return period is not None and (period[1] is None or period[1] >= last)


def _add_initiative(unit: Unit, village: Village) -> None:
    records.put(
        unit,
        Initiative,
        {
            "name": village.name,
            "legal_form": village.legal_form,
            "municipality": village.municipality,
            "client_word": village.client_word,
            "worker_word": village.worker_word,
            "return_ride_units": 1,
            "room_hours": village.room_hours,
        },
    )
    records.put(unit, Setting, {"key": "practice_village", "value": village.key})
    add_taxonomy(unit)
    add_start_rates(unit)
    add_proposed_benefits(unit)


def _add_kernen(unit: Unit, village: Village) -> dict[str, int]:
    ids = {}
    for kern in village.kernen:
        postcodes = ", ".join(str(code) for code in kern.postcodes)
        values = {"name": kern.name, "municipality": kern.municipality, "postcodes": postcodes}
        ids[kern.name] = records.put(unit, Locality, values).id
        if kern.inhabitants:
            records.put(
                unit,
                Population,
                {
                    "locality_id": ids[kern.name],
                    "year": kern.counted_in,
                    "age_from": 0,
                    "inhabitants": kern.inhabitants,
                    "definition": kern.definition,
                    "source": kern.source,
                },
            )
    return ids


def _add_people(unit: Unit, people: list[Villager], localities: dict[str, int], last: date) -> list[int]:
    by_postcode = {
        code: locality.id
        for locality in unit.scalars(sa.select(Locality).order_by(Locality.id.desc()))
        for code in locality.postcode_digits()
    }
    rows = [{**one.values, "locality_id": by_postcode.get(one.values["postcode"][:4])} for one in people]
    ids = unit.insert_many(Person, rows)
    volunteers, clients, members = [], [], []
    for at, (person, one) in enumerate(zip(ids, people, strict=True)):
        if one.volunteer:
            since, until = one.volunteer
            papers = _papers(at, since, last, drives=bool(one.drives))
            volunteers.append({"person_id": person, "since": since, "until": until, "drives": one.drives, **papers})
        if one.client:
            since, until = one.client
            clients.append({"person_id": person, "since": since, "until": until, "referrer": one.referrer})
        if one.member:
            members.append({"person_id": person, "since": one.member, "until": None})
    unit.insert_many(VolunteerRole, volunteers)
    unit.insert_many(ClientRole, clients)
    unit.insert_many(MemberRole, members)
    return ids


def _papers(at: int, since: date, last: date, *, drives: bool) -> dict[str, date | None]:
    """The dates of a volunteer's papers: nearly all in order, a few forgotten, so that there is something to do."""
    seen = since + timedelta(days=20)
    while at % 9 and seen + _VOG_RENEWED <= last:
        seen += _VOG_RENEWED
    ends = last + timedelta(days=at * 37 % 360)
    return {
        "vog_issued_on": seen,
        "vog_seen_on": seen,
        "agreement_on": since,
        "confidentiality_on": since,
        "licence_until": ends.replace(year=ends.year + 1 + at % 8, day=1) if drives else None,
        "inspection_until": ends if drives else None,
        "insurance_until": date(last.year, 12, 31) + timedelta(days=365) if drives else None,
    }


def _add_support(
    unit: Unit,
    village: Village,
    size: VillageSize,
    people: list[Villager],
    ids: list[int],
    rng: Random,
    progress: Progress | None,
) -> None:
    categories = {row.code: row for row in unit.scalars(sa.select(Category))}
    for service in village.services:
        if service.activity and categories[service.code].shape is Shape.INDIVIDUAL:
            records.put(
                unit,
                Category,
                {"shape": Shape.GROUP, "unit": "deelname", "units": "deelnames"},
                categories[service.code].id,
            )
    activities = {
        service.activity: records.put(
            unit,
            Activity,
            {
                "name": service.activity,
                "category_id": categories[service.code].id,
                "since": size.first,
                "when": service.when,
                "in_own_room": village.room_hours is not None,
            },
        ).id
        for service in village.services
        if service.activity
    }
    casts = {
        ParticipantRole.VOLUNTEER: _cast(
            [(n, one.volunteer, one.keenness) for n, one in zip(ids, people, strict=True)]
        ),
        ParticipantRole.CLIENT: _cast([(n, one.client, one.keenness) for n, one in zip(ids, people, strict=True)]),
        ParticipantRole.PAID: _cast(
            [(n, (date.min, None), 1.0) for n, one in zip(ids, people, strict=True) if one.paid]
        ),
    }
    plan = _plan(village, size, rng)
    supports: list[dict[str, Any]] = []
    parts: list[list[tuple[int, ParticipantRole]]] = []
    for done, (day, service) in enumerate(plan, start=1):
        values, taking_part = _one_support(day, service, casts, categories[service.code], rng)
        values["activity_id"] = activities.get(service.activity or "")
        supports.append(values)
        parts.append(taking_part)
        if len(supports) == _PORTION or done == len(plan):
            support_ids = unit.insert_many(Support, supports)
            unit.insert_many(
                Participation,
                [
                    {"support_id": support, "person_id": person, "role": role, "minutes": None}
                    for support, taken in zip(support_ids, parts, strict=True)
                    for person, role in taken
                ],
            )
            supports, parts = [], []
            if progress is not None:
                progress(done, len(plan))


def _cast(people: list[tuple[int, tuple[date, date | None] | None, float]]) -> Cast:
    able = [(person, *period, keenness) for person, period, keenness in people if period is not None]
    return Cast(
        tuple(person for person, _since, _until, _keenness in able),
        tuple(since for _person, since, _until, _keenness in able),
        tuple(until or date.max for _person, _since, until, _keenness in able),
        tuple(accumulate(keenness for _person, _since, _until, keenness in able)),
    )


def _plan(village: Village, size: VillageSize, rng: Random) -> list[tuple[date, Service]]:
    """When what is given, in order of day; busy months have more, and a year is three percent busier than the last."""
    days = [size.first + timedelta(days=n) for n in range((size.last - size.first).days + 1)]
    yearly = sum(service.per_year for service in village.services)
    total = size.support if size.support is not None else round(yearly * len(days) / 365.25)
    counts = [total * service.per_year // yearly for service in village.services]
    for at in range(total - sum(counts)):
        counts[at % len(counts)] += 1
    plan: list[tuple[date, Service]] = []
    for service, count in zip(village.services, counts, strict=True):
        plan += [(day, service) for day in _days_for(service, days, count, rng)]
    plan.sort(key=lambda one: (one[0], village.services.index(one[1])))
    return plan


def _days_for(service: Service, days: list[date], count: int, rng: Random) -> Iterator[date]:
    fitting = [day for day in days if day.weekday() in service.weekdays] or days
    weights = [_MONTH_WEIGHT[day.month - 1] * 1.03 ** (day.year - days[0].year) for day in fitting]
    if service.activity and count <= len(fitting):
        keyed = sorted(range(len(fitting)), key=lambda at: rng.random() ** (1 / weights[at]), reverse=True)
        yield from (fitting[at] for at in keyed[:count])
    else:
        yield from rng.choices(fitting, weights, k=count)


def _one_support(
    day: date, service: Service, casts: dict[ParticipantRole, Cast], category: Category, rng: Random
) -> tuple[dict[str, Any], list[tuple[int, ParticipantRole]]]:
    helper = ParticipantRole.PAID if service.paid else ParticipantRole.VOLUNTEER
    helpers = casts[helper].pick(day, rng.randint(*service.helpers), rng)
    guests = rng.randint(*service.guests) if service.guests[1] else 0
    named = round(guests * service.named)
    clients = [one for one in casts[ParticipantRole.CLIENT].pick(day, named, rng) if one not in helpers]
    chance = rng.random()
    quality = Quality.RECORDED if chance < 0.93 else Quality.ESTIMATED if chance < 0.98 else Quality.MISSING
    minutes: int | None = round(rng.randint(*service.minutes) / 15) * 15 or 15
    if quality is Quality.ESTIMATED:
        minutes = category.default_minutes
    values: dict[str, Any] = {
        "day": day,
        "started": None,
        "category_id": category.id,
        "minutes": None if quality is Quality.MISSING else minutes,
        "quality": quality,
        "km": rng.randint(*service.km) if service.km and rng.random() < 0.96 else None,
        "both_ways": bool(service.km) and rng.random() < 0.7,
        "headcount": guests - len(clients) if category.shape is Shape.GROUP else 0,
        "note": None,
        "external_id": None,
        "batch_id": None,
    }
    parts = [(one, helper) for one in helpers] + [(one, ParticipantRole.CLIENT) for one in clients]
    return values, parts
