"""The inbox of requests: who asked what, for when, how long ago, and how far it is."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Category, MatchState, Person, Request, RequestState
from dorpsapp.models.kinds import Choice, Text
from dorpsapp.services.people import names_of
from dorpsapp.services.request_moment import WhenWanted
from dorpsapp.services.request_series import asked_people, ids_to_record, next_days
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold, ngettext, show_day

OPEN = (RequestState.NEW, RequestState.SEARCHING)


class RequestFilter(Enum):
    """What the inbox can be narrowed to; OPEN is what nobody has been found for yet."""

    OPEN = "open"
    NEW = "new"
    SEARCHING = "searching"
    ARRANGED = "arranged"
    TO_RECORD = "to_record"
    DONE = "done"
    DECLINED = "declined"
    REFERRED = "referred"


STATES_OF: Mapping[RequestFilter, tuple[RequestState, ...]] = {
    RequestFilter.OPEN: OPEN,
    **{RequestFilter[state.name]: (state,) for state in RequestState},
}


def request_listing(store: Store, today: date) -> Listing:
    """Who, what, when, how long ago and how far; the oldest first."""
    columns = (
        ListColumn("person", "Voor wie", Text(), _person_order()),
        ListColumn("kind", "Soort hulp", Text(), _kind_order()),
        ListColumn("when", "Wanneer", Text(), Request.wanted_on),
        ListColumn("helper", "Wie doet het", Text()),
        ListColumn("age", "Gevraagd", Text(), Request.received_on),
        ListColumn("state", "Stand", Choice(of=RequestState), _state_order()),
    )

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        query = sa.select(
            Request.id, Request.person_id, Category.name, Request.wanted_on, Request.wanted_part, Request.wanted_time,
            Request.repeats, Request.received_on, Request.state,
        ).join(Category, Request.category_id == Category.id)  # fmt: skip
        rows = session.execute(query.where(Request.id.in_(ids))).all()
        asked = asked_people(session, ids)
        people = {row.person_id for row in rows} | {person for listed in asked.values() for person, _said in listed}
        names = names_of(session, people)
        coming = next_days(session, [row.id for row in rows if row.repeats is not None], today)
        found = {}
        for row in rows:
            day = coming.get(row.id) if row.repeats else row.wanted_on
            when = WhenWanted(day, row.wanted_part, row.wanted_time, row.repeats).short()
            who = [(names[person][0], said) for person, said in asked.get(row.id, ())]
            age = say_age(row.received_on, row.state, today)
            found[row.id] = (names[row.person_id][0], row.name, when, _say_who(who), age, row.state)
        return found

    listing = Listing(store, Request, columns, cells)
    listing.order = "age"
    return listing


def _say_who(asked: Sequence[tuple[str, MatchState]]) -> str:
    """Who will do it, or else who was asked and has not answered."""
    agreed = [name for name, said in asked if said is MatchState.AGREED]
    waiting = [name for name, said in asked if said is MatchState.ASKED]
    if agreed or not waiting:
        return ", ".join(agreed)
    return _("gevraagd: {names}").format(names=", ".join(waiting))


def say_age(received_on: date, state: RequestState, today: date) -> str:
    """`7 dagen geleden` for a request that waits, the day for one that does not."""
    days = (today - received_on).days
    if state not in OPEN or days < 0:
        return show_day(received_on)
    if days == 0:
        return _("vandaag")
    if days == 1:
        return _("gisteren")
    return ngettext("{n} dag geleden", "{n} dagen geleden", days).format(n=days)


def request_conditions(
    store: Store, chosen: RequestFilter | None, typed: str, today: date
) -> tuple[sa.ColumnElement[bool], ...]:
    """What the inbox must hold; every typed word occurs in the person, the kind of help, the words or the place."""
    found: list[sa.ColumnElement[bool]] = []
    if chosen is RequestFilter.TO_RECORD:
        with store.read() as session:
            found.append(Request.id.in_(ids_to_record(session, today)))
    elif chosen is not None:
        found.append(Request.state.in_(STATES_OF[chosen]))
    words = fold(typed).split()
    if words:
        with store.read() as session:
            kinds = [(number, fold(name)) for number, name in session.execute(sa.select(Category.id, Category.name))]
        for word in words:
            people = sa.select(Person.id).where(Person.search_key.contains(word, autoescape=True))
            found.append(
                sa.or_(
                    Request.person_id.in_(people),
                    Request.category_id.in_([number for number, name in kinds if word in name]),
                    Request.description.icontains(word, autoescape=True),
                    Request.destination.icontains(word, autoescape=True),
                )
            )
    return tuple(found)


def count_requests(store: Store, today: date) -> dict[RequestFilter, int]:
    """How many requests each filter shows."""
    with store.read() as session:
        query = sa.select(Request.state, sa.func.count()).group_by(Request.state)
        states = {row[0]: row[1] for row in session.execute(query)}
        to_record = len(ids_to_record(session, today))
    counts = {each: sum(states.get(state, 0) for state in wanted) for each, wanted in STATES_OF.items()}
    return {**counts, RequestFilter.TO_RECORD: to_record}


def requests_of_person(store: Store, person_id: int, today: date) -> Listing:
    """The requests one person made, the newest first."""
    listing = request_listing(store, today)
    listing.conditions = (Request.person_id == person_id,)
    listing.descending = True
    return listing


def _person_order() -> sa.ColumnElement[Any]:
    return sa.select(Person.sort_key).where(Person.id == Request.person_id).correlate(Request).scalar_subquery()


def _kind_order() -> sa.ColumnElement[Any]:
    return sa.select(Category.name).where(Category.id == Request.category_id).correlate(Request).scalar_subquery()


def _state_order() -> sa.ColumnElement[Any]:
    """In the order in which a request goes through them."""
    return sa.case(*((Request.state == state, number) for number, state in enumerate(RequestState)))
