"""A session that someone else changed while it was filled in: what each changed goes together, the rest is asked."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from dorpsapp.models.kinds import Day, Duration, Number
from dorpsapp.services.activities import Guest, Session

KINDS = {"day": Day(), "minutes": Duration(), "headcount": Number()}
"""The parts of which there can be only one value."""


def together(typed: Session, began: Session, present: Session) -> tuple[Session, list[str]]:
    """The session with what either of the two changed since `began`, and the names of the parts that both changed.

    Of what both changed the typing stays for now. Whoever helped or came is looked at one by one, so that the ticks of
    two people go together.
    """
    both, values = [], {}
    for name in KINDS:
        mine, first, theirs = (getattr(each, name) for each in (typed, began, present))
        if mine == first:
            values[name] = theirs
        elif theirs not in (first, mine):
            both.append(name)
    helpers = _came(typed.helpers, began.helpers, present.helpers)
    guests = _came(typed.guests, began.guests, present.guests)
    return replace(typed, **values, helpers=tuple(each for each in helpers if each.came), guests=guests), both


def in_words(session: Session, name: str) -> str:
    """One part of a session as its field shows it."""
    return KINDS[name].show(getattr(session, name))


def _came(typed: Sequence[Guest], began: Sequence[Guest], present: Sequence[Guest]) -> tuple[Guest, ...]:
    """Everyone who is on one of the lists, ticked as whoever changed that tick left it."""
    mine, first, theirs = ({_key(each): each for each in listed} for listed in (typed, began, present))
    found = []
    for key, each in {**theirs, **mine}.items():
        was, is_mine, is_theirs = (key in listed and listed[key].came for listed in (first, mine, theirs))
        found.append(replace(each, came=is_mine if is_mine != was else is_theirs))
    return tuple(found)


def _key(guest: Guest) -> Any:
    return guest.person_id or guest.name
