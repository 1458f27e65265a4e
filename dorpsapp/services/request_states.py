"""How far a request is: who was asked and what they said, arranged, done, declined or referred."""

from datetime import date
from typing import Any

import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import DeclineReason, Match, MatchState, Request, RequestState, Support
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _

ARRANGED_STATES = frozenset({RequestState.ARRANGED, RequestState.DONE})
CLOSED_STATES = frozenset({RequestState.DONE, RequestState.DECLINED, RequestState.REFERRED})


def set_state(store: Store, request_id: int, state: RequestState, today: date) -> None:
    """Say how far a request is; for one that fails or goes elsewhere there are `decline` and `refer`."""
    with store.write(_step_name(state)) as unit:
        _put_state(unit, records.existing(unit, Request, request_id), state, today)


def decline(store: Store, request_id: int, reason: DeclineReason | None, today: date) -> None:
    """Close a request that could not be met; raises Invalid without a reason."""
    with store.write(_step_name(RequestState.DECLINED)) as unit:
        request = records.existing(unit, Request, request_id)
        _put_state(unit, request, RequestState.DECLINED, today, decline_reason=reason)


def refer(store: Store, request_id: int, to: str, today: date, *, handed_over: bool = False) -> None:
    """Close a request that someone else takes up; raises Invalid when it does not say who.

    `handed_over` says that we passed data on ourselves; raises WithoutConsent when that was not agreed to.
    """
    whom = Request.field_named("referred_to").kind.parse(to)
    if whom is None:
        raise Invalid({"referred_to": _("Vul in naar wie u doorverwijst, zoals het Wmo-loket.")})
    with store.write(_step_name(RequestState.REFERRED)) as unit:
        request = records.existing(unit, Request, request_id)
        _put_state(unit, request, RequestState.REFERRED, today, referred_to=whom, handed_over=handed_over or None)


def answer(store: Store, request_id: int, person_id: int, said: MatchState, today: date) -> None:
    """Keep that someone was asked, or what they answered, and let the request follow; one undoable step.

    Who does it makes the request arranged. When the only one who did it can not after all, it is searched for again.
    """
    names = {
        MatchState.ASKED: _("Gevraagd voor een hulpvraag"),
        MatchState.AGREED: _("Hulpvraag geregeld"),
        MatchState.REFUSED: _("Gevraagd: kan niet"),
    }
    with store.write(names[said]) as unit:
        request = records.existing(unit, Request, request_id)
        asked = {each.person_id: each for each in unit.scalars(sa.select(Match).where(Match.request_id == request_id))}
        present = asked.get(person_id)
        values: dict[str, Any] = {"request_id": request_id, "person_id": person_id, "state": said}
        if present is None:
            values["asked_on"] = today
        records.put(unit, Match, values, present.id if present else None)
        others_agreed = any(one.state is MatchState.AGREED for key, one in asked.items() if key != person_id)
        if said is MatchState.AGREED:
            if request.state is not RequestState.DONE:
                _put_state(unit, request, RequestState.ARRANGED, today)
        elif request.state in (RequestState.NEW, RequestState.ARRANGED) and not others_agreed:
            _put_state(unit, request, RequestState.SEARCHING, today)


def forget_answer(store: Store, request_id: int, person_id: int) -> None:
    """Take back that someone was asked at all."""
    with store.write(_("Vraag aan vrijwilliger weggehaald")) as unit:
        query = sa.select(Match).where(Match.request_id == request_id, Match.person_id == person_id)
        for each in unit.scalars(query).all():
            unit.delete(each)


def support_was_recorded(unit: Unit, request_id: int, day: date) -> None:
    """Help was recorded for a request: it is done, or for one that comes back arranged."""
    request = records.existing(unit, Request, request_id)
    if request.state in CLOSED_STATES:
        return
    if request.arranged_on is None:
        request.arranged_on = day
    if request.repeats is None:
        request.state, request.closed_on = RequestState.DONE, day
    else:
        request.state = RequestState.ARRANGED
    records.check(request)


def support_was_removed(unit: Unit, request_id: int) -> None:
    """Help for a request was recorded by mistake: without any other it is arranged still, but no longer done."""
    request = unit.get(Request, request_id)
    if request is None or request.state is not RequestState.DONE or request.repeats is not None:
        return
    if not unit.scalar(sa.select(sa.func.count()).select_from(Support).where(Support.request_id == request_id)):
        request.state, request.closed_on = RequestState.ARRANGED, None


def _step_name(state: RequestState) -> str:
    names = {
        RequestState.NEW: _("Hulpvraag weer nieuw"),
        RequestState.SEARCHING: _("Hulpvraag: we zoeken iemand"),
        RequestState.ARRANGED: _("Hulpvraag geregeld"),
        RequestState.DONE: _("Hulpvraag klaar"),
        RequestState.DECLINED: _("Hulpvraag niet gelukt"),
        RequestState.REFERRED: _("Hulpvraag doorverwezen"),
    }
    return names[state]


def _put_state(
    unit: Unit,
    request: Request,
    state: RequestState,
    today: date,
    *,
    decline_reason: DeclineReason | None = None,
    referred_to: str | None = None,
    handed_over: bool | None = None,
) -> None:
    """The state with the dates and words that belong to it; those of another state go."""
    request.state = state
    request.arranged_on = (request.arranged_on or today) if state in ARRANGED_STATES else None
    request.closed_on = (request.closed_on or today) if state in CLOSED_STATES else None
    request.decline_reason = decline_reason
    request.referred_to = referred_to
    request.handed_over = handed_over
    records.check(request)
    unit.add(request)
