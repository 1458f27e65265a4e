"""Generated requests in every state: new, searched for, arranged, done, declined, referred, and some that come back."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import date, time, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import aliased

from dorpsapp.models import (
    Category,
    DayPart,
    DeclineReason,
    Match,
    MatchState,
    ParticipantRole,
    Participation,
    Referrer,
    Repeat,
    Request,
    RequestArea,
    RequestSkip,
    RequestState,
    Shape,
    Skill,
    SkillKind,
    Support,
)
from dorpsapp.store.unit import Unit

DAYS_BACK = 330
_DONE, _DECLINED = 36, 7
_EARLIER_A_YEAR, _ONE_IN = 45, 10
"""Of the time before: so many a year, and at most one to so many times that help was given."""
_DRIVEN = frozenset({"TRANSPORT", "ESCORT"})
_PLACES = ("station", "kapper", "ziekenhuis", "bibliotheek", "tandarts", "winkelcentrum", "gemeentehuis")
_WORDS = {
    "BUDDY_VISIT": ("Een kop koffie en een praatje", "Samen een spelletje doen", "Af en toe een wandeling"),
    "ODD_JOBS": ("Een lamp ophangen", "Een kast in elkaar zetten", "De kraan lekt", "Gordijnen ophangen"),
    "GARDEN": ("De heg knippen", "Onkruid weghalen", "Bladeren opruimen"),
    "GROCERIES": ("Boodschappen van deze week", "Zware boodschappen dragen"),
    "ADMIN_HELP": ("Een formulier van de gemeente invullen", "De post op orde brengen"),
    "DIGITAL_HELP": ("Een nieuwe telefoon instellen", "Videobellen leren"),
    "LANGUAGE_BUDDY": ("Nederlands oefenen",),
}
_REASONS = (
    DeclineReason.NO_VOLUNTEER, DeclineReason.NO_VOLUNTEER, DeclineReason.NO_VOLUNTEER, DeclineReason.TOO_COMPLEX,
    DeclineReason.OUT_OF_SCOPE, DeclineReason.TOO_LATE, DeclineReason.WITHDRAWN,
)  # fmt: skip
_ELSEWHERE = ("het Wmo-loket", "het welzijnswerk", "de woningcorporatie")


@dataclass
class _Made:
    """One request with what goes with it; `supports` are recorded help that it led to."""

    values: dict[str, Any]
    asked: list[tuple[int, MatchState]] = field(default_factory=list)
    skipped: list[date] = field(default_factory=list)
    supports: list[int] = field(default_factory=list)


@dataclass(frozen=True)
class _Given:
    """Help one to one that was recorded: what a request may have led to."""

    support_id: int
    day: date
    category_id: int
    minutes: int | None
    client: int
    volunteer: int


@dataclass(frozen=True)
class _World:
    """What requests are made from."""

    kinds: Sequence[Category]
    areas: dict[int, int | None]
    codes: dict[int, str]
    skills: dict[int, int]
    clients: Sequence[int]
    volunteers: Sequence[int]
    last: date
    rng: Random

    def day(self, least: int, most: int) -> date:
        """A day so many days after the last one; before it when these are negative."""
        return self.last + timedelta(days=self.rng.randint(least, most))


def add_requests(
    unit: Unit, codes: Sequence[str], clients: Sequence[int], volunteers: Sequence[int], last: date, rng: Random
) -> None:
    """Fill the inbox of a village whose services have these codes; recorded help is linked, never changed."""
    if not clients or not volunteers:
        return
    categories = list(unit.scalars(sa.select(Category).order_by(Category.position)))
    individual = [one for one in categories if one.shape is Shape.INDIVIDUAL]
    kinds = [one for one in individual if one.code in codes] or [one for one in individual if one.code == "ODD_JOBS"]
    by_kind = sa.select(Skill).where(Skill.kind == SkillKind.ABILITY, Skill.category_id.is_not(None))
    world = _World(
        kinds,
        {one.id: one.policy_area_id for one in categories},
        {one.id: one.code for one in categories},
        {int(one.category_id or 0): one.id for one in unit.scalars(by_kind.order_by(Skill.id.desc()))},
        clients,
        volunteers,
        last,
        rng,
    )
    given = _given(unit, last)
    chosen = rng.sample(given, min(_DONE, len(given)))
    recent = [one for one in given if one not in chosen and 15 <= (last - one.day).days <= 45]
    made = [_done(world, one) for one in chosen]
    made += [_declined(world, reason) for reason in _REASONS[:_DECLINED]]
    made += [_referred(world, whom) for whom in _ELSEWHERE]
    made += [_waiting(world, RequestState.NEW) for _number in range(3)]
    made += [_waiting(world, RequestState.SEARCHING) for _number in range(4)]
    made += [_arranged(world, ahead) for ahead in ((1, 4), (3, 12), (5, 20), (-6, -1))]
    made += [_coming_back(world, one, repeats) for one, repeats in zip(recent, Repeat, strict=False)]
    made.append(_series_to_fill(world))
    made.sort(key=lambda one: one.values["received_on"])
    _keep(unit, world, made)
    before = replace(world, rng=Random(f"{last}/earlier"))
    _keep(unit, before, [_earlier(before, one) for one in _given_before(unit, last - timedelta(days=DAYS_BACK + 1))])


def _given_before(unit: Unit, last: date) -> list[_Given]:
    """Help of the years up to this day, evenly over them."""
    query = sa.select(sa.func.count(), sa.func.min(Support.day)).where(Support.day <= last)
    count, first = unit.session.execute(query).one()
    if not count:
        return []
    wanted = _EARLIER_A_YEAR * ((last - first).days + 1) / 365
    step = max(_ONE_IN, round(count / wanted))
    return _found(unit, Support.day <= last, Support.id % step == 0)


def _given(unit: Unit, last: date) -> list[_Given]:
    return _found(unit, Support.day.between(last - timedelta(days=DAYS_BACK), last))


def _found(unit: Unit, *which: sa.ColumnElement[bool]) -> list[_Given]:
    client, helper = aliased(Participation), aliased(Participation)
    query = (
        sa.select(Support.id, Support.day, Support.category_id, Support.minutes, client.person_id, helper.person_id)
        .join(Category, Support.category_id == Category.id)
        .join(client, sa.and_(client.support_id == Support.id, client.role == ParticipantRole.CLIENT))
        .join(helper, sa.and_(helper.support_id == Support.id, helper.role == ParticipantRole.VOLUNTEER))
        .where(Category.shape == Shape.INDIVIDUAL, *which)
        .order_by(Support.id)
    )
    found = {row[0]: _Given(*row) for row in unit.session.execute(query)}
    return list(found.values())


def _values(world: _World, category_id: int, client: int, received_on: date, **more: Any) -> dict[str, Any]:
    code, rng = world.codes[category_id], world.rng
    driven = code in _DRIVEN
    return {
        "person_id": client,
        "category_id": category_id,
        "received_on": received_on,
        "description": rng.choice(_WORDS[code]) if code in _WORDS else None,
        "destination": rng.choice(_PLACES) if driven else None,
        "needs_car": True if driven else None,
        "skill_id": world.skills.get(category_id) if rng.random() < 0.4 else None,
        "referrer": rng.choice(tuple(Referrer)) if rng.random() < 0.8 else None,
        "state": RequestState.NEW,
        **more,
    }


def _moment(rng: Random) -> dict[str, Any]:
    if rng.random() < 0.5:
        return {"wanted_time": time(rng.randint(9, 15), rng.choice((0, 0, 15, 30, 45)))}
    return {"wanted_part": rng.choice((DayPart.MORNING, DayPart.AFTERNOON, DayPart.AFTERNOON))}


def _done(world: _World, given: _Given) -> _Made:
    rng = world.rng
    waited = rng.choice((0, 1, 2, 3, 4, 6, 9, 14))
    received = given.day - timedelta(days=waited)
    arranged = received + timedelta(days=rng.randint(0, waited))
    values = _values(
        world, given.category_id, given.client, received, wanted_on=given.day, minutes=given.minutes,
        state=RequestState.DONE, arranged_on=arranged, closed_on=given.day,
    )  # fmt: skip
    asked = [(given.volunteer, MatchState.AGREED)]
    if rng.random() < 0.25:
        asked.insert(0, (rng.choice(world.volunteers), MatchState.REFUSED))
    return _Made(values, asked, supports=[given.support_id])


def _earlier(world: _World, given: _Given) -> _Made:
    """A request of before: most led to this help, and for some there was nobody, or someone elsewhere."""
    end = world.rng.random()
    if end < 0.85:
        return _done(world, given)
    received = given.day - timedelta(days=world.rng.randint(1, 9))
    if end < 0.95:
        reason = world.rng.choice(_REASONS)
        ended: dict[str, Any] = {"state": RequestState.DECLINED, "decline_reason": reason}
    else:
        ended = {"state": RequestState.REFERRED, "referred_to": world.rng.choice(_ELSEWHERE)}
    return _Made(_values(world, given.category_id, given.client, received, closed_on=given.day, **ended))


def _new(world: _World, received_on: date, **more: Any) -> dict[str, Any]:
    """A request of a kind that the village knows, by anybody."""
    kind = world.rng.choice(world.kinds)
    return _values(world, kind.id, world.rng.choice(world.clients), received_on, minutes=kind.default_minutes, **more)


def _declined(world: _World, reason: DeclineReason) -> _Made:
    received = world.day(-DAYS_BACK, -3)
    closed = min(world.last, received + timedelta(days=world.rng.randint(1, 20)))
    asked = [(one, MatchState.REFUSED) for one in world.rng.sample(world.volunteers, min(2, len(world.volunteers)))]
    values = _new(world, received, state=RequestState.DECLINED, decline_reason=reason, closed_on=closed)
    return _Made(values, asked if reason is DeclineReason.NO_VOLUNTEER else [])


def _referred(world: _World, whom: str) -> _Made:
    received = world.day(-DAYS_BACK, -3)
    return _Made(_new(world, received, state=RequestState.REFERRED, referred_to=whom, closed_on=received))


def _waiting(world: _World, state: RequestState) -> _Made:
    rng = world.rng
    received = world.day(-2, 0) if state is RequestState.NEW else world.day(-21, -3)
    wanted = {"wanted_on": world.day(1, 16), **_moment(rng)} if rng.random() < 0.8 else {}
    asked: list[tuple[int, MatchState]] = []
    if state is RequestState.SEARCHING:
        people = rng.sample(world.volunteers, min(3, len(world.volunteers)))
        asked = list(zip(people, (MatchState.REFUSED, MatchState.ASKED), strict=False))
    return _Made(_new(world, received, state=state, **wanted), asked)


def _arranged(world: _World, ahead: tuple[int, int]) -> _Made:
    received = world.day(-14, -7)
    values = _new(
        world, received, wanted_on=world.day(*ahead), state=RequestState.ARRANGED, arranged_on=world.day(-7, -6),
        **_moment(world.rng),
    )  # fmt: skip
    return _Made(values, [(world.rng.choice(world.volunteers), MatchState.AGREED)])


def _coming_back(world: _World, given: _Given, repeats: Repeat) -> _Made:
    """A series that began with help that was recorded; of the days since, the first is skipped and others wait."""
    values = _values(
        world, given.category_id, given.client, given.day - timedelta(days=5), wanted_on=given.day,
        minutes=given.minutes, repeats=repeats, state=RequestState.ARRANGED,
        arranged_on=given.day - timedelta(days=2), **_moment(world.rng),
    )  # fmt: skip
    skipped = [given.day + timedelta(days=7)] if repeats is Repeat.WEEKLY else []
    return _Made(values, [(given.volunteer, MatchState.AGREED)], skipped, [given.support_id])


def _series_to_fill(world: _World) -> _Made:
    start = world.day(3, 9)
    values = _new(
        world, world.day(-6, -4), wanted_on=start, repeats=Repeat.FORTNIGHTLY,
        repeats_until=start + timedelta(days=140), state=RequestState.SEARCHING, **_moment(world.rng),
    )  # fmt: skip
    return _Made(values, [(world.rng.choice(world.volunteers), MatchState.REFUSED)])


def _keep(unit: Unit, world: _World, made: Sequence[_Made]) -> None:
    ids = unit.insert_many(Request, [one.values for one in made])
    numbered = list(zip(ids, made, strict=True))
    areas, matches = [], []
    for number, one in numbered:
        own = world.areas[one.values["category_id"]]
        also = world.rng.choice([area for area in world.areas.values() if area is not None])
        wanted = {own, also} if world.rng.random() < 0.2 else {own}
        areas += [{"request_id": number, "policy_area_id": area} for area in sorted(each for each in wanted if each)]
        asked_on = one.values.get("arranged_on") or min(world.last, one.values["received_on"] + timedelta(days=1))
        people = {person: said for person, said in one.asked if person != one.values["person_id"]}
        matches += [
            {"request_id": number, "person_id": person, "state": said, "asked_on": asked_on}
            for person, said in people.items()
        ]
    unit.insert_many(RequestArea, areas)
    unit.insert_many(Match, matches)
    unit.insert_many(
        RequestSkip, [{"request_id": number, "day": day} for number, one in numbered for day in one.skipped]
    )
    unit.update_many(
        Support, [{"id": support, "request_id": number} for number, one in numbered for support in one.supports]
    )
