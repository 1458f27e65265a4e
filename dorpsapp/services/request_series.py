"""Requests that come back: which days were recorded, which are skipped, which wait, and the proposal for a day."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.models import Match, MatchState, Request, RequestSkip, RequestState, Shape, Support
from dorpsapp.services import records
from dorpsapp.services.record_support import SupportEntry, SupportProposal
from dorpsapp.services.request_days import Series
from dorpsapp.services.requests import RequestView
from dorpsapp.store.store import Store
from dorpsapp.text import _

DAYS_AHEAD = 4


class DayState(Enum):
    """What became of one day of a series."""

    RECORDED = "vastgelegd"
    SKIPPED = "overgeslagen"
    DUE = "nog vast te leggen"
    COMING = "komt nog"


@dataclass(frozen=True)
class SeriesDay:
    """One day of a series; `planned` is False for help that was given on another day than the series has."""

    day: date
    state: DayState
    planned: bool = True


@dataclass(frozen=True)
class WaitingRequests:
    """What waits: how many requests nobody has been found for, how old the oldest is, and what must be recorded."""

    count: int
    oldest_days: int | None
    to_record: int


def series_days(store: Store, view: RequestView, today: date, *, ahead: int = DAYS_AHEAD) -> tuple[SeriesDay, ...]:
    """All days up to today and some that come, the earliest first; nothing for a request of one day."""
    series = view.series
    if series is None:
        return ()
    with store.read() as session:
        recorded = _recorded(session, [view.id])[view.id]
        skipped = _skipped(session, [view.id])[view.id]
    return days_with_states(series, recorded, skipped, today, ahead=ahead)


def days_with_states(
    series: Series, recorded: Iterable[date], skipped: Iterable[date], today: date, *, ahead: int = DAYS_AHEAD
) -> tuple[SeriesDay, ...]:
    """The days of a series with `ahead` coming ones beside those skipped; help on a day it does not have shows too."""
    done, left_out = frozenset(recorded), frozenset(skipped)
    left_out_later = sum(day > today for day in left_out)
    planned = (*series.days_to(today), *series.days_after(today, ahead + left_out_later))

    def state(day: date) -> DayState:
        if day in done:
            return DayState.RECORDED
        if day in left_out:
            return DayState.SKIPPED
        return DayState.DUE if day <= today else DayState.COMING

    found = [SeriesDay(day, state(day)) for day in planned]
    found += [SeriesDay(day, DayState.RECORDED, planned=False) for day in done.difference(planned)]
    return tuple(sorted(found, key=lambda each: each.day))


def skip_day(store: Store, request_id: int, day: date) -> None:
    """Say that no help is needed on this day of a series."""
    with store.write(_("Dag overgeslagen")) as unit:
        request = records.existing(unit, Request, request_id)
        series = _series(request)
        if series is None or day not in series.days_to(day):
            raise UserError(_("Deze dag hoort niet bij de reeks. Kies een dag uit de lijst."))
        query = sa.select(RequestSkip).where(RequestSkip.request_id == request_id, RequestSkip.day == day)
        if unit.scalars(query).first() is None:
            unit.add(RequestSkip(request_id=request_id, day=day))


def keep_day(store: Store, request_id: int, day: date) -> None:
    """Take back that a day is skipped."""
    with store.write(_("Dag niet meer overgeslagen")) as unit:
        query = sa.select(RequestSkip).where(RequestSkip.request_id == request_id, RequestSkip.day == day)
        for each in unit.scalars(query).all():
            unit.delete(each)


def day_to_fill(store: Store, view: RequestView, today: date) -> date | None:
    """The day someone is looked for: the wanted day, or of a series the first from today on that is still open."""
    if view.series is None:
        return view.entry.wanted_on
    open_days = [
        each.day
        for each in series_days(store, view, today)
        if each.state is DayState.COMING or (each.state is DayState.DUE and each.day == today)
    ]
    return next(iter(open_days), view.entry.wanted_on)


def support_proposal(store: Store, view: RequestView, today: date, day: date | None = None) -> SupportProposal:
    """The first help for a request, or the help of a day of a series, ready to be recorded."""
    entry = view.entry
    if day is None and view.series is not None:
        waiting = [each.day for each in series_days(store, view, today) if each.state is DayState.DUE]
        day = next(iter(waiting), None) or day_to_fill(store, view, today)
    filled = SupportEntry(
        day=day or entry.wanted_on or today,
        category_id=entry.category_id,
        shape=Shape.INDIVIDUAL,
        minutes=entry.minutes,
        volunteers=view.volunteers,
        clients=(entry.person_id,) if entry.person_id is not None else (),
        request_id=view.id,
    )
    if len(filled.volunteers) > 1:
        filled = replace(filled, shape=Shape.GROUP)
    return SupportProposal(filled, _("Hulpvraag van {person}: {kind}").format(person=view.person, kind=view.category))


def waiting_requests(store: Store, today: date) -> WaitingRequests:
    """What the start page tells about requests."""
    with store.read() as session:
        is_open = Request.state.in_((RequestState.NEW, RequestState.SEARCHING))
        query = sa.select(sa.func.count(), sa.func.min(Request.received_on)).where(is_open)
        count, oldest = session.execute(query).one()
        to_record = len(ids_to_record(session, today))
    return WaitingRequests(count, (today - oldest).days if oldest else None, to_record)


def ids_to_record(session: Session, today: date) -> frozenset[int]:
    """The arranged requests of which a day has come without anything recorded or skipped."""
    query = sa.select(Request).where(Request.state == RequestState.ARRANGED, Request.wanted_on <= today)
    arranged = session.scalars(query).all()
    numbers = [each.id for each in arranged]
    recorded, skipped = _recorded(session, numbers), _skipped(session, numbers)
    found = set()
    for each in arranged:
        series = _series(each)
        if series is None:
            waits = not recorded[each.id]
        else:
            waits = bool(set(series.days_to(today)) - recorded[each.id] - skipped[each.id])
        if waits:
            found.add(each.id)
    return frozenset(found)


def next_days(session: Session, numbers: Collection[int], today: date) -> Mapping[int, date | None]:
    """The first open day from today on of each of these series."""
    if not numbers:
        return {}
    requests = session.scalars(sa.select(Request).where(Request.id.in_(list(numbers)))).all()
    ids = [each.id for each in requests]
    recorded, skipped = _recorded(session, ids), _skipped(session, ids)
    found: dict[int, date | None] = {}
    for each in requests:
        series = _series(each)
        if series is not None:
            days = days_with_states(series, recorded[each.id], skipped[each.id], today)
            found[each.id] = next((day.day for day in days if day.day >= today and _is_open(day)), None)
    return found


def days_of_request(request: Request, last: date) -> tuple[date, ...]:
    """The days up to and including this one for which a request stands."""
    series = _series(request)
    if series is not None:
        return series.days_to(last)
    return (request.wanted_on,) if request.wanted_on is not None and request.wanted_on <= last else ()


def asked_people(session: Session, numbers: Iterable[int]) -> Mapping[int, list[tuple[int, MatchState]]]:
    """Who was asked for each of these requests, and what they said."""
    found: dict[int, list[tuple[int, MatchState]]] = defaultdict(list)
    query = sa.select(Match.request_id, Match.person_id, Match.state).where(Match.request_id.in_(list(numbers)))
    for request, person, said in session.execute(query.order_by(Match.id)):
        found[request].append((person, said))
    return found


def _is_open(day: SeriesDay) -> bool:
    return day.state in (DayState.DUE, DayState.COMING)


def _series(request: Request) -> Series | None:
    if request.repeats is None or request.wanted_on is None:
        return None
    return Series(request.wanted_on, request.repeats, request.repeats_until)


def _recorded(session: Session, numbers: list[int]) -> defaultdict[int, set[date]]:
    found: defaultdict[int, set[date]] = defaultdict(set)
    query = sa.select(Support.request_id, Support.day).where(Support.request_id.in_(numbers))
    for request, day in session.execute(query):
        if request is not None:
            found[request].add(day)
    return found


def _skipped(session: Session, numbers: list[int]) -> defaultdict[int, set[date]]:
    found: defaultdict[int, set[date]] = defaultdict(set)
    query = sa.select(RequestSkip.request_id, RequestSkip.day).where(RequestSkip.request_id.in_(numbers))
    for request, day in session.execute(query):
        found[request].add(day)
    return found
