"""Who may be in the file twice: look-alikes of someone being typed in, likely pairs, and pairs told apart for good."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import DifferentPeople, Person
from dorpsapp.models.person import full_name
from dorpsapp.services import records
from dorpsapp.services.duplicates import Likeness, Progress, Traits, likely_pairs, look_alikes
from dorpsapp.services.restrictions import marks_among, only_kept
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _

_COLUMNS = (
    "first_name", "initials", "prefix", "surname", "own_prefix", "own_surname", "number", "street", "house_number",
    "house_addition", "postcode", "town", "mobile", "phone", "email", "birth_year", "birth_date", "birthday",
    "archived_on",
)  # fmt: skip


@dataclass(frozen=True)
class LookAlike:
    """Someone who may be meant: the name, where they live, and what speaks for it."""

    id: int
    name: str
    detail: str
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class LikelyPair:
    """Two records that are likely one person, with the reasons for and against in words."""

    one: LookAlike
    other: LookAlike
    reasons: tuple[str, ...]
    against: tuple[str, ...]


def who_is_meant(
    store: Store, values: Mapping[str, Any], limit: int = 3, *, but: int | None = None
) -> tuple[LookAlike, ...]:
    """Who of the people in the file, `but` for one, the values of a new person look like, the likeliest first.

    Takes some tens of milliseconds for ten thousand people; people who were put away count as well, because they may
    have come back. Of who is restricted only the name shows, so that nobody comes in twice.
    """
    with store.read() as session:
        rows = {number: row for number, row in _rows(session).items() if number != but}
        hits = look_alikes(Traits.of(values), [Traits.of(row, number) for number, row in rows.items()], limit)
        marks = marks_among(session, rows)
        return tuple(
            _only_name(rows, each.id, marks[each.id]) if each.id in marks else _look_alike(rows, each.id, likeness)
            for each, likeness in hits
            if each.id is not None
        )


def likely_doubles(store: Store, progress: Progress | None = None) -> tuple[LikelyPair, ...]:
    """The pairs in the file that are likely one person, but for who is restricted; seconds for ten thousand people."""
    with store.read() as session:
        away = only_kept(session)
        rows = {number: row for number, row in _rows(session).items() if number not in away}
        known = session.execute(sa.select(DifferentPeople.person_id, DifferentPeople.other_id))
        apart = frozenset((one, other) for one, other in known)
    pairs = likely_pairs([Traits.of(row, number) for number, row in rows.items()], apart, progress)
    return tuple(
        LikelyPair(
            _look_alike(rows, pair.one, pair.likeness),
            _look_alike(rows, pair.other, pair.likeness),
            tuple(pair.likeness.reasons),
            tuple(pair.likeness.against),
        )
        for pair in pairs
    )


def tell_apart(store: Store, one: int, other: int) -> None:
    """Remember that two people are not the same; the pair is never proposed again."""
    with store.write(_("Onthouden: niet dezelfde persoon")) as unit:
        put_different(unit, one, other)


def put_different(unit: Unit, one: int, other: int) -> None:
    """The same within a unit of work that is already open; harmless when it was known."""
    low, high = sorted((one, other))
    known = sa.select(DifferentPeople.id).where(DifferentPeople.person_id == low, DifferentPeople.other_id == high)
    if unit.scalar(known) is None:
        records.put(unit, DifferentPeople, {"person_id": low, "other_id": high})


def _rows(session: Session) -> dict[int, dict[str, Any]]:
    columns = [Person.id, *(getattr(Person, name) for name in _COLUMNS)]
    return {
        number: dict(zip(_COLUMNS, values, strict=True))
        for number, *values in session.execute(sa.select(*columns).where(Person.id > 0).order_by(Person.id))
    }


def _only_name(rows: Mapping[int, Mapping[str, Any]], number: int, mark: str) -> LookAlike:
    return LookAlike(number, f"{full_name(rows[number])} ({mark})", "", ())


def _look_alike(rows: Mapping[int, Mapping[str, Any]], number: int, likeness: Likeness) -> LookAlike:
    row = rows[number]
    address = " ".join(str(part) for part in (row["street"], row["house_number"], row["house_addition"]) if part)
    born = row["birth_date"].year if row["birth_date"] else row["birth_year"]
    details = [address, row["town"], _("geboren in {year}").format(year=born) if born else ""]
    if row["archived_on"]:
        details.append(_("opgeborgen"))
    return LookAlike(number, full_name(row), ", ".join(part for part in details if part), tuple(likeness.reasons))
