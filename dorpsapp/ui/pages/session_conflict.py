"""A session that someone else changed while it was filled in: what each changed goes together, the rest is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dorpsapp.models.kinds import Day, Duration, Number
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.drafts import Typed

KINDS = {"day": Day(), "minutes": Duration(), "headcount": Number()}
"""The parts of which there can be only one value."""


def settled(typed: Typed, began: Typed, present: Typed) -> tuple[Typed, list[str]]:
    """The typing with what either of the two changed since `began`, and the names of the parts that both changed.

    Of what both changed the typing stays for now. Whoever helped or came is looked at one by one, so that the ticks of
    two people go together.
    """
    both, values = [], {}
    for name in KINDS:
        mine, first, theirs = (each[name] for each in (typed, began, present))
        if mine == first:
            values[name] = theirs
        elif theirs != first and not _is_same(name, mine, theirs):
            both.append(name)
    helpers = _helpers(typed["helpers"], began["helpers"], present["helpers"])
    return {**typed, **values, "helpers": helpers, "guests": _guests(typed, began, present)}, both


def _is_same(name: str, one: str, other: str) -> bool:
    """Whether two texts say the same, such as `2u` and `2:00`."""
    try:
        return bool(KINDS[name].parse(one) == KINDS[name].parse(other))
    except Unreadable:
        return one == other


def _helpers(typed: Mapping[str, Any], began: Mapping[str, Any], present: Mapping[str, Any]) -> dict[str, object]:
    mine, first, theirs = (dict(each["people"]) for each in (typed, began, present))
    found = [
        [key, text]
        for key, text in {**theirs, **mine}.items()
        if (key in mine if (key in mine) != (key in first) else key in theirs)
    ]
    return {**typed, "people": found}


def _guests(typed: Typed, began: Typed, present: Typed) -> list[list[object]]:
    """Everyone in the typing, each tick as whoever changed it left it."""
    first, theirs = ({_key(each): each[2:] for each in one["guests"]} for one in (began, present))
    found = []
    for number, name, came, regular in typed["guests"]:
        key = number or name
        was_there, was_regular = first.get(key, (False, False))
        # who is not on the list of the other did not come; who is new here stays as typed
        is_there, is_regular = theirs.get(key, (False, regular))
        found.append([
            number, name, came if came != was_there else is_there, regular if regular != was_regular else is_regular,
        ])  # fmt: skip
    return found


def _key(guest: Sequence[Any]) -> Any:
    """A number, or the name of who is new."""
    return guest[0] or guest[1]
