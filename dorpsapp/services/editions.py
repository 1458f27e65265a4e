"""Frozen reports in the file: which there are, and the content of one."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.models import Edition, Funder
from dorpsapp.store.store import Reading, Store
from dorpsapp.text import _


@dataclass(frozen=True, slots=True)
class EditionView:
    """One frozen report: its number, what it is called, when it was frozen (local time), and over which days."""

    number: int
    title: str
    made_at: datetime
    first: date
    last: date
    checksum: str
    funder: str | None


def list_editions(store: Store) -> tuple[EditionView, ...]:
    """Every frozen report, the newest first."""
    query = (
        sa.select(
            Edition.id, Edition.title, Edition.made_at, Edition.period_from, Edition.period_to, Edition.checksum,
            Funder.name,
        )
        .outerjoin(Funder, Edition.funder_id == Funder.id)
        .order_by(Edition.id.desc())
    )  # fmt: skip
    with store.read() as session:
        return tuple(EditionView(*row) for row in session.execute(query))


def edition_content(store: Store, number: int) -> tuple[EditionView, bytes]:
    """One frozen report with all it holds; a UserError that names the numbers there are when it is not there."""
    found = {one.number: one for one in list_editions(store)}
    if number not in found:
        numbers = ", ".join(str(known) for known in sorted(found))
        if not numbers:
            raise UserError(_("Er is nog geen rapport vastgesteld."))
        raise UserError(
            _("Er is geen vastgesteld rapport met nummer {number}. Kies uit: {numbers}.").format(
                number=number, numbers=numbers
            )
        )
    with store.read() as session:
        return found[number], session.scalars(sa.select(Edition.content).where(Edition.id == number)).one()


def next_number(store: Store) -> int:
    """The number that the next frozen report gets."""
    with store.read() as session:
        return (session.scalar(sa.select(sa.func.max(Edition.id))) or 0) + 1


def funder_of(session: Reading, number: int) -> int | None:
    """For which funder a report was frozen; None when it was for nobody in particular."""
    return session.scalars(sa.select(Edition.funder_id).where(Edition.id == number)).one()


def kept_over(session: Reading, first: date, last: date) -> list[tuple[date, date, bytes]]:
    """The days and the content of every frozen report over days that overlap with these."""
    query = sa.select(Edition.period_from, Edition.period_to, Edition.content).where(
        Edition.period_from <= last, Edition.period_to >= first
    )
    return [(row.period_from, row.period_to, row.content) for row in session.execute(query)]
