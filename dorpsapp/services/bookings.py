"""Bookings: what came in and went out, sorted under lines, with proposals remembered from how it was done before.

An amount is as a bank has it: above zero it came in, below zero it went out.
"""

import hashlib
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Booking, BudgetLine, Setting, Side
from dorpsapp.models.kinds import Day, Money, Text
from dorpsapp.services import records
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, ngettext

PARTY_ENDS = " · "
_RULE = "bank_rule:"
_RULE_SIGNS = 32


@dataclass(frozen=True)
class LineChoice:
    """A line of a year that a booking can be put under."""

    id: int
    name: str
    side: Side


@dataclass(frozen=True)
class UnsortedBooking:
    """A booking without a line, with the line that is proposed for it."""

    id: int
    version: int
    day: date
    amount: int
    description: str
    proposed: LineChoice | None


def line_choices(store: Store, year: int) -> tuple[LineChoice, ...]:
    """The lines of a year, income first."""
    with store.read() as session:
        return _choices(session, year)


def unsorted_bookings(store: Store, year: int, most: int = 500) -> tuple[UnsortedBooking, ...]:
    """The bookings of a year that have no line yet, the oldest first, each with a proposal where there is one."""
    with store.read() as session:
        query = sa.select(Booking).where(
            Booking.line_id.is_(None), Booking.day.between(date(year, 1, 1), date(year, 12, 31))
        )
        rules = _rules(session)
        by_name = {fold(line.name): line for line in _choices(session, year)}
        return tuple(
            UnsortedBooking(
                one.id,
                one.version,
                one.day,
                one.amount,
                one.description or "",
                by_name.get(fold(rules.get(rule_key(one.description or "", one.amount), ""))),
            )
            for one in session.scalars(query.order_by(Booking.day, Booking.id).limit(most))
        )


def sort_bookings(store: Store, places: Mapping[int, int | None], *, remember: bool = True) -> int:
    """Put bookings (by id) under lines, or under none, as one step; gives how many changed.

    Which party went to which line is remembered, as a proposal for later bookings.
    """
    what = ngettext("{n} boeking ingedeeld", "{n} boekingen ingedeeld", len(places)).format(n=len(places))
    with store.write(what) as unit:
        lines = {line.id: line for line in unit.scalars(sa.select(BudgetLine))}
        changed = 0
        rules: dict[str, str] = {}
        for number, line_id in places.items():
            booking = records.existing(unit, Booking, number)
            line = lines.get(line_id) if line_id is not None else None
            if line_id is not None and line is None:
                raise UserError(_("Deze regel bestaat niet meer. Kies een andere regel."))
            if line is not None and line.year != booking.day.year:
                sentence = _("Deze boeking is van {year}. Kies een regel van dat jaar.")
                raise UserError(sentence.format(year=booking.day.year))
            if booking.line_id == line_id:
                continue
            booking.line_id = line_id
            changed += 1
            if line is not None and remember and booking.description:
                rules[rule_key(booking.description, booking.amount)] = line.name
        _remember(unit, rules)
        unit.flush()
    return changed


def take_proposals(store: Store, year: int) -> int:
    """Put every booking of a year under the line that is proposed for it, as one step; gives how many."""
    places = {one.id: one.proposed.id for one in unsorted_bookings(store, year, 10_000) if one.proposed is not None}
    return sort_bookings(store, dict(places), remember=False) if places else 0


def save_booking(store: Store, values: Mapping[str, Any], booking_id: int | None = None) -> int:
    """Add a booking by hand or change one; raises Invalid with a sentence for each field."""
    problems = {}
    if values.get("amount") == 0:
        problems["amount"] = _("Vul een bedrag in dat niet nul is.")
    if problems:
        raise Invalid(problems)
    return records.save(store, Booking, values, booking_id)


def delete_booking(store: Store, booking_id: int) -> None:
    """Remove a booking."""
    records.delete(store, Booking, booking_id)


def booking_listing(store: Store) -> Listing:
    """Day, description, amount, and the line, or the one that is proposed; see `bookings_of` to narrow it."""
    line_name = sa.select(BudgetLine.name).where(BudgetLine.id == Booking.line_id).correlate(Booking).scalar_subquery()
    columns = (
        ListColumn("day", "Datum", Day(), Booking.day),
        ListColumn("description", "Omschrijving", Text(length=300)),
        ListColumn("amount", "Bedrag", Money(), Booking.amount),
        ListColumn("line", "Regel", Text(), line_name),
        ListColumn("proposal", "Voorstel", Text()),
    )

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        query = sa.select(Booking.id, Booking.day, Booking.description, Booking.amount, line_name)
        rules = _rules(session)
        names: dict[int, dict[str, LineChoice]] = {}
        found = {}
        for number, day, description, amount, name in session.execute(query.where(Booking.id.in_(ids))):
            if day.year not in names:
                names[day.year] = {fold(line.name): line for line in _choices(session, day.year)}
            wanted = rules.get(rule_key(description or "", amount), "") if name is None else ""
            proposed = names[day.year].get(fold(wanted))
            found[number] = (day, description, amount, name, proposed.name if proposed else None)
        return found

    listing = Listing(store, Booking, columns, cells)
    listing.descending = True
    return listing


def bookings_of(year: int, line_id: int | None = None, *, unsorted: bool = False) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions that leave the bookings of a year, of one line, or those without a line."""
    conditions: list[sa.ColumnElement[bool]] = [Booking.day.between(date(year, 1, 1), date(year, 12, 31))]
    if line_id is not None:
        conditions.append(Booking.line_id == line_id)
    if unsorted:
        conditions.append(Booking.line_id.is_(None))
    return tuple(conditions)


def rule_key(description: str, amount: int) -> str:
    """Under which a party is remembered: a fingerprint of its name, so that no name stands among the settings.

    Numbers in the name (of shops, cards, invoices) do not count; money in and money out are remembered apart.
    """
    party = description.split(PARTY_ENDS, 1)[0]
    words = re.sub(r"[^a-z ]+", " ", fold(party)).split()
    plain = f"{'in' if amount > 0 else 'out'} {' '.join(words)}"
    return _RULE + hashlib.sha256(plain.encode()).hexdigest()[:_RULE_SIGNS]


def _choices(session: Session, year: int) -> tuple[LineChoice, ...]:
    query = sa.select(BudgetLine.id, BudgetLine.name, BudgetLine.side).where(BudgetLine.year == year)
    found = [LineChoice(*row) for row in session.execute(query.order_by(BudgetLine.position, BudgetLine.id))]
    return tuple(sorted(found, key=lambda line: line.side is Side.EXPENSE))


def _rules(session: Session) -> dict[str, str]:
    query = sa.select(Setting.key, Setting.value).where(Setting.key.startswith(_RULE, autoescape=True))
    return dict(session.execute(query).all())


def _remember(unit: Unit, rules: Mapping[str, str]) -> None:
    present = {one.key: one for one in unit.scalars(sa.select(Setting).where(Setting.key.in_(rules)))}
    for key, name in rules.items():
        if key not in present:
            unit.add(Setting(key=key, value=name))
        elif present[key].value != name:
            present[key].value = name
