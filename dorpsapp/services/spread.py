"""The same for everyone: one entry for several people as that many supports, each apart, in one step.

Help to several people at once is one support with all of them in it: its hours count once. Help to each of them in
turn is a support for each: its hours count every time. Only the user knows which it was.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dorpsapp.models import Shape
from dorpsapp.services.record_support import (
    SupportEntry,
    SupportRow,
    find_duplicate,
    put_support,
)
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext


@dataclass(frozen=True)
class Amount:
    """What an entry counts for: how many supports, the minutes of all helpers, and tenths of kilometres."""

    supports: int
    minutes: int
    km: int


def spread(entry: SupportEntry) -> tuple[SupportEntry, ...]:
    """A support for each client with all helpers; with one client or none, a support for each helper.

    A request belongs to the first of them.
    """
    if len(entry.clients) > 1:
        found = [replace(entry, clients=(client,), shape=Shape.INDIVIDUAL) for client in entry.clients]
    elif len(entry.volunteers) + len(entry.paid) > 1:
        shape = Shape.INDIVIDUAL if entry.clients else Shape.HOURS
        found = [replace(entry, volunteers=(one,), paid=(), shape=shape) for one in entry.volunteers]
        found += [replace(entry, volunteers=(), paid=(one,), shape=shape) for one in entry.paid]
    else:
        found = [entry]
    return (found[0], *(replace(each, request_id=None) for each in found[1:]))


def amount_of(entries: Sequence[SupportEntry]) -> Amount:
    """What these count for together."""
    minutes = sum((each.minutes or 0) * (len(each.volunteers) + len(each.paid)) for each in entries)
    return Amount(len(entries), minutes, sum(each.km or 0 for each in entries))


def record_all(store: Store, entries: Sequence[SupportEntry]) -> list[int]:
    """Save all of these as one undoable step and give their ids; Invalid, and nothing written, when one may not."""
    what = ngettext("Hulp vastgelegd", "{n} keer hulp vastgelegd", len(entries)).format(n=len(entries))
    with store.write(what) as unit:
        return [put_support(unit, entry) for entry in entries]


def change_and_add(store: Store, shown: SupportRow, entries: Sequence[SupportEntry]) -> list[int]:
    """Change a support to what the first entry says and add the others, as one step; gives all ids, the changed first.

    Raises Conflict when it was changed since it was shown.
    """
    with store.write(_("Hulp gewijzigd")) as unit:
        changed = put_support(unit, entries[0], shown.id, shown.version)
        return [changed, *(put_support(unit, entry) for entry in entries[1:])]


def find_duplicates(store: Store, entries: Sequence[SupportEntry]) -> tuple[tuple[SupportEntry, SupportRow], ...]:
    """The entries that stand in the file already, each with the support that is the same."""
    found = [(entry, find_duplicate(store, entry)) for entry in entries if entry.minutes]
    return tuple((entry, row) for entry, row in found if row is not None)
