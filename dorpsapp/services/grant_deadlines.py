"""Deadlines of grants: which are near, proposals from what is known of funders, and examples of what they ask."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.models import Deadline, Funder, Grant, GrantState
from dorpsapp.services import records
from dorpsapp.services.grants import GrantView
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold, ngettext, show_day

WEEKS_AFTER = 13


@dataclass(frozen=True)
class UpcomingDeadline:
    """A deadline to be reminded of: `days` is how many days are left, below zero when it has passed."""

    id: int
    grant_id: int
    grant: str
    funder: str
    what: str
    due_on: date
    days: int

    @property
    def in_words(self) -> str:
        """`Verantwoording insturen (Leusden): nog 12 dagen, uiterlijk 30-4-2027`."""
        return _("{what} ({funder}): {when}, uiterlijk {day}").format(
            what=self.what, funder=self.funder, when=days_in_words(self.days), day=show_day(self.due_on)
        )


@dataclass(frozen=True)
class DeadlineProposal:
    """A deadline that may hold for this grant; the user decides, `source` says where it was read."""

    what: str
    due_on: date
    source: str


@dataclass(frozen=True)
class KnownDays:
    """What is known of the days of one municipality: (month, day) is the first day that is too late."""

    municipality: str
    apply: tuple[int, int] | None
    account: tuple[int, int] | None
    source: str


KNOWN_DAYS = (
    KnownDays("Leusden", (9, 1), (5, 1), "leusden.nl/zorg-en-welzijn/subsidies.html"),
    KnownDays("Utrecht", (10, 1), None, "dwarsverbandutrecht.nl (regeling Vrijwillige inzet voor elkaar)"),
    KnownDays("Zandvoort", (9, 1), None, "zandvoort.nl/producten-en-diensten-op-alfabet/subsidie-algemeen/"),
    KnownDays("Smallingerland", None, (5, 1), "smallingerland.nl (verantwoording structurele subsidie)"),
    KnownDays("Uithoorn", None, (5, 1), "uithoorn.nl (aanvraag vaststelling subsidie)"),
    KnownDays("Waddinxveen", (5, 1), (5, 1), "waddinxveen.nl/subsidie-aanvragen/"),
)


def upcoming_deadlines(store: Store, today: date) -> tuple[UpcomingDeadline, ...]:
    """Deadlines that are not done and of which it is time to remind, those that passed first."""
    with store.read() as session:
        query = (
            sa.select(Deadline, Grant.name, Funder.name)
            .join(Grant, Deadline.grant_id == Grant.id)
            .join(Funder, Grant.funder_id == Funder.id)
            .where(Deadline.done_on.is_(None), Grant.state.not_in((GrantState.REFUSED, GrantState.SETTLED)))
            .order_by(Deadline.due_on, Deadline.id)
        )
        return tuple(
            UpcomingDeadline(one.id, one.grant_id, grant, funder, one.what, one.due_on, (one.due_on - today).days)
            for one, grant, funder in session.execute(query)
            if one.due_on - timedelta(days=one.remind_days) <= today
        )


def days_in_words(days: int) -> str:
    """`vandaag`, `nog 3 dagen`, `5 dagen te laat`."""
    if days == 0:
        return _("vandaag")
    if days > 0:
        return ngettext("nog {n} dag", "nog {n} dagen", days).format(n=days)
    return ngettext("{n} dag te laat", "{n} dagen te laat", -days).format(n=-days)


def deadline_proposals(grant: GrantView) -> tuple[DeadlineProposal, ...]:
    """Deadlines that may fit: from what is known of the municipality in the funder's name, and a usual term after.

    Those that the grant has already, with the same day, are left out. Nothing is saved.
    """
    known = next((one for one in KNOWN_DAYS if fold(one.municipality) in fold(grant.funder).split()), None)
    found = []
    if known is not None and known.apply is not None:
        due = _day_before(grant.last.year, known.apply)
        what = _("Aanvraag voor {year} insturen").format(year=grant.last.year + 1)
        found.append(DeadlineProposal(what, due, _(known.source)))
    account = _("Verantwoording over {period} insturen").format(period=grant.period_label)
    if known is not None and known.account is not None:
        found.append(DeadlineProposal(account, _day_before(grant.last.year + 1, known.account), _(known.source)))
    else:
        source = _("voorbeeld: {n} weken na afloop; kijk in uw besluit").format(n=WEEKS_AFTER)
        found.append(DeadlineProposal(account, grant.last + timedelta(weeks=WEEKS_AFTER), source))
    there = {(fold(one.what), one.due_on) for one in grant.deadlines}
    return tuple(one for one in found if (fold(one.what), one.due_on) not in there)


def add_deadlines(store: Store, grant_id: int, proposals: Sequence[DeadlineProposal]) -> None:
    """Take over proposals as deadlines of the grant, as one step."""
    with store.write(_("Termijnen toegevoegd")) as unit:
        records.existing(unit, Grant, grant_id)
        for one in proposals:
            records.put(unit, Deadline, {"grant_id": grant_id, "what": one.what, "due_on": one.due_on})


def mark_done(store: Store, deadline_id: int, day: date | None) -> None:
    """Say that a deadline was met on a day, or, without a day, that it was not yet."""
    with store.write(_("Termijn afgerond") if day else _("Termijn weer open")) as unit:
        records.put(unit, Deadline, {"done_on": day}, deadline_id)


def delete_deadline(store: Store, deadline_id: int) -> None:
    """Remove a deadline."""
    records.delete(store, Deadline, deadline_id)


def regime_examples(amount: int | None) -> tuple[str, ...]:
    """What some municipalities ask of a grant of this size (cents), as examples with their source; never as law."""
    if amount is None:
        return ()
    if amount < 0:
        raise UserError(_("Een bedrag is niet kleiner dan nul."))
    if amount <= 5_000_00:
        return (
            _("Alkmaar: tot en met € 5.000 geen vaste verantwoording (alkmaar.nl)."),
            _("Veenendaal: tot en met € 5.000 niets, al kan een verslag gevraagd worden (veenendaal.nl)."),
        )
    if amount <= 50_000_00:
        return (
            _("Alkmaar: van € 5.000 tot € 50.000 een inhoudelijk verslag met baten en lasten (alkmaar.nl)."),
            _("Veenendaal: van € 5.000 tot € 50.000 een inhoudelijk verslag (veenendaal.nl)."),
        )
    return (
        _("Veenendaal: boven € 50.000 ook een jaarrekening en een accountant (veenendaal.nl)."),
        _("Alkmaar: boven € 50.000 prestaties en kosten, en vanaf € 250.000 een accountant (alkmaar.nl)."),
    )


def _day_before(year: int, first_too_late: tuple[int, int]) -> date:
    return date(year, *first_too_late) - timedelta(days=1)
