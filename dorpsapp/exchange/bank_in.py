"""Brings what a bank gives to download into the file: one booking a row, each read once however often it comes by."""

import hashlib
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import partial

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.exchange.amounts import read_amount, signed
from dorpsapp.exchange.bank_text import described, party_and_purpose
from dorpsapp.exchange.cells import DayColumn, as_text, day_column, read_day
from dorpsapp.exchange.mapping import Layout
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.preview import Fate
from dorpsapp.exchange.sheet import Cell, Row
from dorpsapp.exchange.watch import Watch
from dorpsapp.models import Booking
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.bookings import PARTY_ENDS
from dorpsapp.services.wording_guard import wording_remark
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, show_day, show_money

_TEXTS = ("description", "description_2", "description_3", "reference")
_EURO = {"", "eur", "euro", "€"}
_SOURCE_SIGNS = 40


@dataclass(frozen=True, slots=True)
class BankRow:
    """One row, read; the amount in cents, above zero came in. `source` is the same whenever the row is read again."""

    number: int
    day: date
    amount: int
    description: str | None
    source: str


@dataclass
class BankPlan:
    """What reading the file in will do, worked out before anything is written."""

    new: list[BankRow] = field(default_factory=list)
    duplicates: int = 0
    rows_updated: int = 0
    people: int = 0

    @property
    def rows_new(self) -> int:
        """How many bookings will be added."""
        return len(self.new)

    @property
    def years(self) -> set[int]:
        """The years that get new bookings."""
        return {row.day.year for row in self.new}

    def write(self, unit: Unit, batch_id: int, watch: Watch) -> None:
        """All bookings at once."""
        for some in watch.portions(self.new, _("Bankregels bewaren")):
            unit.insert_many(
                Booking,
                [
                    {"day": row.day, "amount": row.amount, "description": row.description, "external_id": row.source,
                     "batch_id": batch_id}
                    for row in some
                ],
            )  # fmt: skip


def read_bank_rows(rows: Iterable[Row], layout: Layout, findings: Findings) -> tuple[int, list[BankRow]]:
    """How many rows there are, and those that can be read; a UserError without a day or an amount."""
    if "day" not in layout:
        raise UserError(_("De lijst heeft geen kolom met de datum. Geef die kolom de kop Datum."))
    if not any(name in layout for name in ("amount", "money_out", "money_in")):
        raise UserError(_("De lijst heeft geen kolom met het bedrag. Geef die kolom de kop Bedrag."))
    days = day_column((_day_cell(layout.cell(row, "day")) for row in rows), layout.day_order)
    seen: Counter[str] = Counter()
    read = 0
    found = []
    for row in rows:
        read += 1
        one = _read_row(row, layout, days, findings, seen)
        if one is not None:
            found.append(one)
    if found:
        first, last = min(one.day for one in found), max(one.day for one in found)
        text = _("De bankregels lopen van {first} tot en met {last}.")
        findings.notice(1, layout.heading("day"), text.format(first=show_day(first), last=show_day(last)))
    return read, found


def plan_bank(session: Session, rows: list[BankRow], findings: Findings) -> BankPlan:
    """Look up which rows were read before."""
    known = set(session.scalars(sa.select(Booking.external_id).where(Booking.external_id.is_not(None))))
    new = [row for row in rows if row.source not in known]
    for row in rows:
        fate = Fate.SAME if row.source in known else Fate.NEW
        findings.preview.add(row.number, fate, partial(_subject, row))
    return BankPlan(new, len(rows) - len(new))


def _subject(row: BankRow) -> str:
    return " · ".join(part for part in (show_day(row.day), show_money(row.amount), row.description) if part)


def _read_row(row: Row, layout: Layout, days: DayColumn, findings: Findings, seen: Counter[str]) -> BankRow | None:
    day: date | None = None
    amount: int | None = None
    before = len(findings.problems)

    def problem(name: str, text: str) -> None:
        findings.problem(row.number, layout.heading(name), text)

    try:
        day = read_day(_day_cell(layout.cell(row, "day")), days)
        if day is None:
            problem("day", _("Hier staat geen datum."))
    except Unreadable as trouble:
        problem("day", str(trouble))
    if "amount" not in layout:
        amount = _of_two_columns(row, layout, problem)
    else:
        try:
            amount = read_amount(layout.cell(row, "amount"))
            if not amount:
                problem("amount", _("Hier staat geen bedrag."))
        except Unreadable as trouble:
            problem("amount", str(trouble))
    try:
        amount = signed(amount or 0, _text(layout, row, "direction"))
    except Unreadable as trouble:
        problem("direction", str(trouble))
    if fold(_text(layout, row, "currency")) not in _EURO:
        problem("currency", _("Dit bedrag is niet in euro. Zet het zelf bij de boekingen."))
    if day is None or amount is None or len(findings.problems) > before:
        return None
    texts = [_text(layout, row, name) for name in _TEXTS]
    party, purpose = party_and_purpose(_text(layout, row, "party"), " ".join(texts))
    told = (_text(layout, row, "account"), _text(layout, row, "sequence"), _text(layout, row, "party"), *texts)
    source = _fingerprint(day, amount, told)
    seen[source] += 1
    description = described(party, purpose, PARTY_ENDS)
    if (remark := wording_remark(description or "")) is not None:
        findings.notice(row.number, layout.heading(*_TEXTS), remark.sentence)
    return BankRow(row.number, day, amount, description, f"bank {source} {seen[source]}")


def _of_two_columns(row: Row, layout: Layout, problem: Callable[[str, str], None]) -> int | None:
    """The amount where what went out and what came in have a column each; one of the two is empty or nought."""
    amounts = {"money_out": 0, "money_in": 0}
    for name in amounts:
        try:
            amounts[name] = read_amount(layout.cell(row, name)) or 0
        except Unreadable as trouble:
            problem(name, str(trouble))
            return None
    out, came_in = amounts.values()
    where = "money_out" if "money_out" in layout else "money_in"
    if out and came_in:
        problem(where, _("Hier staat een bedrag dat af gaat en een dat erbij komt. Laat er één leeg."))
    elif not out and not came_in:
        problem(where, _("Hier staat geen bedrag."))
    return came_in - abs(out)


def _fingerprint(day: date, amount: int, told: Iterable[str]) -> str:
    """A number for everything the row says, from which nothing of it can be read back."""
    whole = "\n".join((day.isoformat(), str(amount), *(fold(text) for text in told)))
    return hashlib.sha256(whole.encode()).hexdigest()[:_SOURCE_SIGNS]


def _day_cell(cell: Cell) -> Cell:
    """A day that is written as `20250131` with dashes in it."""
    text = as_text(cell).strip()
    return f"{text[:4]}-{text[4:6]}-{text[6:]}" if len(text) == 8 and text.isdecimal() else cell


def _text(layout: Layout, row: Row, name: str) -> str:
    return " ".join(as_text(layout.cell(row, name)).split())
