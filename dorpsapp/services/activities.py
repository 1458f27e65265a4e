"""Recurring activities: their list, their sessions, and who usually comes."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session as Reading

from dorpsapp.errors import UserError
from dorpsapp.models import (
    Activity,
    ActivityRegular,
    Category,
    ParticipantRole,
    Participation,
    Person,
    Quality,
    Shape,
    Support,
)
from dorpsapp.models.kinds import Day, Decimals, Duration, Number, Text
from dorpsapp.services import records
from dorpsapp.services.people import add_typed_person, names_of
from dorpsapp.services.record_support import SupportEntry, put_support
from dorpsapp.services.restrictions import unrestricted
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, ngettext, say_duration, show_day

SESSIONS_LOOKED_AT = 4
TIMES_THAT_MAKE_USUAL = 2


@dataclass(frozen=True)
class Guest:
    """Someone on the list of a session; without an id it is a name that becomes a person when it is saved.

    `regular` says that the name stays on the list from now on, `times` in how many of the last sessions they came.
    """

    name: str
    person_id: int | None
    regular: bool = False
    came: bool = False
    times: int = 0


@dataclass(frozen=True)
class Session:
    """One session as it is filled in; of the guests only those who came are recorded."""

    activity_id: int
    day: date
    minutes: int | None
    helpers: tuple[Guest, ...]
    guests: tuple[Guest, ...]
    headcount: int = 0


@dataclass(frozen=True)
class SavedSession:
    """A session that was saved before, with what must stay as it was when it is changed."""

    id: int
    version: int
    session: Session
    entry: SupportEntry


def activity_listing(store: Store, today: date) -> Listing:
    """Name, kind of help, when, last session, and the average number of people this year."""
    last_day = (
        sa.select(sa.func.max(Support.day))
        .where(Support.activity_id == Activity.id)
        .correlate(Activity)
        .scalar_subquery()
    )
    average = (
        sa.select(sa.func.avg(Support.headcount + _named()))
        .where(Support.activity_id == Activity.id, Support.day >= date(today.year, 1, 1))
        .correlate(Activity)
        .scalar_subquery()
    )
    columns = (
        ListColumn("name", "Naam", Text(), sa.func.lower(Activity.name)),
        ListColumn("kind", "Soort hulp", Text()),
        ListColumn("when", "Wanneer", Text()),
        ListColumn("last", "Laatste keer", Day(), last_day),
        ListColumn("average", "Gemiddeld dit jaar", Decimals(), average),
    )

    def cells(session: Reading, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        query = (
            sa.select(Activity.id, Activity.name, Category.name, Activity.when, Activity.until, last_day, average)
            .join(Category, Activity.category_id == Category.id)
            .where(Activity.id.in_(ids))
        )
        return {
            number: (name, kind, _moment(when, until, today), last, mean)
            for number, name, kind, when, until, last, mean in session.execute(query)
        }

    return Listing(store, Activity, columns, cells)


def _moment(when: str | None, until: date | None, today: date) -> str | None:
    if until is None or until >= today:
        return when
    return _("gestopt op {day}").format(day=show_day(until))


def session_listing(store: Store) -> Listing:
    """Day, helpers, guests with and without a name, and duration; newest first. Narrow it with `only_of`."""
    named = _named()
    columns = (
        ListColumn("day", "Datum", Day(), Support.day),
        ListColumn("helpers", "Wie hielpen", Text()),
        ListColumn("named", "Met naam", Number(), named),
        ListColumn("unnamed", "Zonder naam", Number(), Support.headcount),
        ListColumn("minutes", "Duur", Duration(), Support.minutes),
    )

    def cells(session: Reading, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        parts = session.execute(
            sa.select(Participation.support_id, Participation.person_id)
            .where(Participation.support_id.in_(ids), Participation.role != ParticipantRole.CLIENT)
            .order_by(Participation.id)
        ).all()
        names = names_of(session, {person for _support, person in parts})
        helpers: dict[int, list[str]] = {}
        for support, person in parts:
            helpers.setdefault(support, []).append(names[person][0])
        query = sa.select(Support.id, Support.day, named, Support.headcount, Support.minutes)
        return {
            number: (day, ", ".join(helpers.get(number, ())), count, headcount, minutes)
            for number, day, count, headcount, minutes in session.execute(query.where(Support.id.in_(ids)))
        }

    listing = Listing(store, Support, columns, cells)
    listing.descending = True
    return listing


def only_of(activity_id: int) -> tuple[sa.ColumnElement[bool], ...]:
    """The condition that leaves the sessions of one activity."""
    return (Support.activity_id == activity_id,)


def _named() -> sa.ScalarSelect[int]:
    return (
        sa.select(sa.func.count())
        .select_from(Participation)
        .where(Participation.support_id == Support.id, Participation.role == ParticipantRole.CLIENT)
        .correlate(Support)
        .scalar_subquery()
    )


def activity_values(store: Store, activity_id: int) -> dict[str, Any]:
    """The fields of an activity, with `id` and `version`; a UserError when it is gone."""
    with store.read() as session:
        activity = existing_activity(session, activity_id)
        names = ("id", "version", *(field.name for field in Activity.fields()))
        return {name: getattr(activity, name) for name in names}


def kinds_for_activities(store: Store) -> tuple[tuple[int, str], ...]:
    """The kinds of help to choose from, those for groups first; one that an activity has stays, even out of use."""
    with store.read() as session:
        query = sa.select(Category).where(
            sa.or_(Category.retired_on.is_(None), Category.id.in_(sa.select(Activity.category_id)))
        )
        found = session.scalars(query.order_by(Category.shape != Shape.GROUP, Category.position, Category.name))
        return tuple((kind.id, kind.name) for kind in found)


def usual_session(store: Store, activity_id: int, today: date) -> Session:
    """A session to begin with: the usual duration, who usually helps, and the guests of the list, none of them ticked.

    Beside the regulars the list proposes who came to at least two of the last four sessions.
    """
    with store.read() as session:
        activity = existing_activity(session, activity_id)
        category = session.get(Category, activity.category_id)
        last = _last_sessions(session, activity_id)
        minutes = activity.usual_minutes or next((each.minutes for each in last if each.minutes), None)
        if minutes is None and category is not None:
            minutes = category.default_minutes
        ids = [each.id for each in last]
        helpers = _usual_people(session, activity_id, ParticipantRole.VOLUNTEER, ids)
        guests = _usual_people(session, activity_id, ParticipantRole.CLIENT, ids)
        return Session(activity_id, today, minutes, helpers, guests)


def saved_session(store: Store, support_id: int) -> SavedSession:
    """A session to be changed: who came is ticked, and the others of the list can still be."""
    with store.read() as session:
        support = session.get(Support, support_id)
        if support is None or support.activity_id is None:
            raise UserError(_("Deze bijeenkomst bestaat niet meer. Iemand heeft die intussen verwijderd."))
        people: dict[ParticipantRole, list[int]] = {role: [] for role in ParticipantRole}
        for part in support.participations:
            people[part.role].append(part.person_id)
        ids = [each.id for each in _last_sessions(session, support.activity_id)]
        usual = _usual_people(session, support.activity_id, ParticipantRole.CLIENT, ids)
        regulars = _regulars(session, support.activity_id, ParticipantRole.CLIENT)
        there = set(people[ParticipantRole.CLIENT])
        names = names_of(session, [each for listed in people.values() for each in listed])
        known = {each.person_id for each in usual}
        guests = tuple(replace(each, came=each.person_id in there) for each in usual) + tuple(
            Guest(names[each][0], each, each in regulars, came=True)
            for each in people[ParticipantRole.CLIENT]
            if each not in known
        )
        helpers = tuple(Guest(names[each][0], each, came=True) for each in people[ParticipantRole.VOLUNTEER])
        filled = Session(support.activity_id, support.day, support.minutes, helpers, guests, support.headcount)
        entry = SupportEntry(
            support.day, support.category_id, Shape.GROUP, support.minutes,
            paid=tuple(people[ParticipantRole.PAID]), km=support.km, both_ways=support.both_ways, note=support.note,
            activity_id=support.activity_id, started=support.started, quality=support.quality,
            request_id=support.request_id,
        )  # fmt: skip
        return SavedSession(support.id, support.version, filled, entry)


def is_recorded(store: Store, activity_id: int, day: date) -> bool:
    """Whether a session of this activity stands on this day already."""
    with store.read() as session:
        query = sa.select(Support.id).where(Support.activity_id == activity_id, Support.day == day)
        return session.scalars(query.limit(1)).first() is not None


def record_session(store: Store, session: Session, saved: SavedSession | None = None) -> int:
    """Save a session, its new people and its changed regulars as one undoable step; gives the id of the support.

    With `saved` that session is changed. Raises Invalid with a sentence per field; nothing is written then.
    """
    what = _("Bijeenkomst vastgelegd") if saved is None else _("Bijeenkomst gewijzigd")
    with store.write(what) as unit:
        helpers = _made(unit, session.helpers, ParticipantRole.VOLUNTEER, session.day)
        guests = _made(unit, session.guests, ParticipantRole.CLIENT, session.day)
        activity = unit.get(Activity, session.activity_id)
        if activity is None:
            raise UserError(_("Deze activiteit bestaat niet meer. Iemand heeft die intussen verwijderd."))
        kept = saved.entry if saved else SupportEntry(session.day, activity.category_id, Shape.GROUP, session.minutes)
        entry = replace(
            kept,
            day=session.day,
            minutes=session.minutes,
            volunteers=_ids(helpers),
            clients=_ids(each for each in guests if each.came),
            headcount=session.headcount,
            activity_id=session.activity_id,
            quality=Quality.RECORDED if session.minutes and kept.quality is Quality.MISSING else kept.quality,
        )
        number = put_support(unit, entry, saved.id if saved else None, saved.version if saved else None)
        _keep_regulars(unit, session.activity_id, guests)
        return number


def delete_activity(store: Store, activity_id: int) -> str:
    """Remove an activity that was never used, with its list of regulars, as one step; gives its name.

    Raises UserError when sessions were recorded for it: those must keep counting.
    """
    with store.read() as session:
        name = existing_activity(session, activity_id).name
    with store.write(_("Activiteit verwijderd: {name}").format(name=name)) as unit:
        if unit.scalar(sa.select(sa.exists().where(Support.activity_id == activity_id))):
            raise UserError(
                _("Van {name} zijn bijeenkomsten vastgelegd. Verwijderen kan niet. Vul in wanneer het stopte.").format(
                    name=name
                )
            )
        regulars = sa.select(ActivityRegular.id).where(ActivityRegular.activity_id == activity_id)
        unit.delete_many(ActivityRegular, list(unit.scalars(regulars)))
        unit.delete(records.existing(unit, Activity, activity_id))
    return name


def say_session(name: str, session: Session) -> str:
    """What was saved, in one sentence: `Samen aan Tafel, 23 gasten, 3 uur.`"""
    count = sum(each.came for each in session.guests) + session.headcount
    people = ngettext("{n} gast", "{n} gasten", count).format(n=count)
    duration = say_duration(session.minutes) if session.minutes else _("duur onbekend")
    return _("{name}, {people}, {duration}.").format(name=name, people=people, duration=duration)


def existing_activity(session: Reading, activity_id: int) -> Activity:
    """The activity with this id within an open read; a UserError when it is gone."""
    activity = session.get(Activity, activity_id)
    if activity is None:
        raise UserError(_("Deze activiteit bestaat niet meer. Iemand heeft die intussen verwijderd."))
    return activity


def _last_sessions(session: Reading, activity_id: int) -> list[Support]:
    query = sa.select(Support).where(Support.activity_id == activity_id)
    return list(session.scalars(query.order_by(Support.day.desc(), Support.id.desc()).limit(SESSIONS_LOOKED_AT)))


def _usual_people(
    session: Reading, activity_id: int, role: ParticipantRole, sessions: Sequence[int]
) -> tuple[Guest, ...]:
    """The regulars, and who came often lately, in the order of a list of names; nobody who was put away."""
    regulars = _regulars(session, activity_id, role)
    parts = sa.select(Participation.person_id).where(Participation.support_id.in_(sessions), Participation.role == role)
    times = Counter(session.scalars(parts))
    usual = regulars | {person for person, count in times.items() if count >= TIMES_THAT_MAKE_USUAL}
    query = sa.select(Person.id).where(Person.id.in_(usual), Person.archived_on.is_(None), unrestricted())
    ids = list(session.scalars(query.order_by(Person.sort_key, Person.id)))
    names = names_of(session, ids)
    return tuple(Guest(names[each][0], each, each in regulars, times=times[each]) for each in ids)


def _regulars(session: Reading, activity_id: int, role: ParticipantRole) -> set[int]:
    query = sa.select(ActivityRegular.person_id).where(
        ActivityRegular.activity_id == activity_id, ActivityRegular.role == role
    )
    return set(session.scalars(query))


def _made(unit: Unit, people: Iterable[Guest], role: ParticipantRole, day: date) -> list[Guest]:
    """The same people, with an id for each new name that took part."""
    return [
        replace(each, person_id=add_typed_person(unit, each.name, role, day))
        if each.person_id is None and (each.came or role is ParticipantRole.VOLUNTEER)
        else each
        for each in people
    ]


def _ids(people: Iterable[Guest]) -> tuple[int, ...]:
    return tuple(each.person_id for each in people if each.person_id is not None)


def _keep_regulars(unit: Unit, activity_id: int, guests: Iterable[Guest]) -> None:
    query = sa.select(ActivityRegular).where(
        ActivityRegular.activity_id == activity_id, ActivityRegular.role == ParticipantRole.CLIENT
    )
    present = {each.person_id: each for each in unit.scalars(query)}
    for guest in guests:
        if guest.person_id is None:
            continue
        if guest.regular and guest.person_id not in present:
            unit.add(ActivityRegular(activity_id=activity_id, person_id=guest.person_id, role=ParticipantRole.CLIENT))
        elif not guest.regular and guest.person_id in present:
            unit.delete(present[guest.person_id])
