"""Breaches: how large the risk is, what must be done and before when, and the own register (AVG art. 33 and 34).

Art. 33: report to the authority within 72 hours after it became known, unless a risk is unlikely. Art. 34: tell the
people themselves where the risk is high. Whatever was not answered yet counts as the worst.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import Enum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models import Breach, BreachKind
from dorpsapp.models.kinds import Choice, Day, Number, Text
from dorpsapp.services import records
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store
from dorpsapp.store.tables import AUDIT
from dorpsapp.text import _, ngettext, show_day, show_day_long

HOURS = 72
LATELY = timedelta(days=30)
_ANSWERS = ("is_encrypted", "is_key_safe", "is_kept", "is_taken_back", "is_sensitive", "can_harm")
Values = Mapping[str, Any]


class Risk(Enum):
    """How likely it is that people come to harm."""

    UNLIKELY = "klein"
    PRESENT = "aanwezig"
    HIGH = "hoog"


@dataclass(frozen=True)
class Assessment:
    """The risk with the reasons in words, and the questions that nobody answered yet."""

    risk: Risk
    reasons: tuple[str, ...]
    open_questions: tuple[str, ...]

    @property
    def must_report(self) -> bool:
        """Whether the authority must hear of it."""
        return self.risk is not Risk.UNLIKELY

    @property
    def must_tell(self) -> bool:
        """Whether the people themselves must hear of it."""
        return self.risk is Risk.HIGH


@dataclass(frozen=True)
class BreachView:
    """One breach with its risk, and what is still to be done: `report`, `tell`."""

    id: int
    version: int
    values: Values
    assessment: Assessment
    ends_at: datetime
    to_do: tuple[str, ...]

    @property
    def clock_runs(self) -> bool:
        """Whether it still has to be reported."""
        return "report" in self.to_do


def assess(values: Values) -> Assessment:
    """The risk from the answers; what is open counts as the worst."""
    locked = values.get("is_encrypted") is True and values.get("is_key_safe") is True
    kept = values.get("is_kept") is True
    nobody_saw = locked or values.get("is_taken_back") is True or values.get("kind") is BreachKind.DESTROYED
    reasons = []
    if locked:
        reasons.append(_("De gegevens waren versleuteld en het wachtwoord is veilig. Een ander kan ze niet lezen."))
    elif values.get("is_taken_back") is True:
        reasons.append(_("Alles is ongelezen terug of vernietigd."))
    elif not nobody_saw:
        reasons.append(_("Een ander kan de gegevens lezen."))
    reasons.append(
        _("De gegevens zelf zijn er nog.") if kept else _("Het is niet zeker dat de gegevens zelf er nog zijn.")
    )
    if nobody_saw and kept:
        risk = Risk.UNLIKELY
    elif values.get("is_sensitive") is False and values.get("can_harm") is False:
        risk = Risk.PRESENT
    else:
        risk = Risk.HIGH
        if values.get("is_sensitive") is not False:
            reasons.append(_("Het gaat (misschien) over gezondheid, geld of problemen thuis."))
        if values.get("can_harm") is not False:
            reasons.append(_("Iemand kan er (misschien) last van krijgen."))
    asked = tuple(_(Breach.field_named(name).label) for name in _ANSWERS if values.get(name) is None)
    return Assessment(risk, tuple(reasons), asked)


def ends_at(discovered_on: date, discovered_at: time) -> datetime:
    """When the 72 hours are over, on the clock of this computer; also over a night in which the clock is changed."""
    known = datetime.combine(discovered_on, discovered_at).astimezone()
    return (known.astimezone(UTC) + timedelta(hours=HOURS)).astimezone().replace(tzinfo=None)


def say_clock(ends: datetime, now: datetime) -> str:
    """`Nog 31 uur: tot donderdag 26 november 2026, 14:30.`"""
    left = ends.astimezone(UTC) - now.astimezone(UTC)
    until = f"{show_day_long(ends.date())}, {ends:%H:%M}"
    if left <= timedelta(0):
        return _("De 72 uur zijn voorbij sinds {until}. Meld alsnog, en zeg waarom het later is.").format(until=until)
    hours = left // timedelta(hours=1)
    if not hours:
        return _("Minder dan een uur: tot {until}.").format(until=until)
    return ngettext("Nog {n} uur: tot {until}.", "Nog {n} uur: tot {until}.", hours).format(n=hours, until=until)


def moment_of(today: date) -> datetime:
    """This moment of the day, on that day."""
    return datetime.combine(today, datetime.now().time())


def breach_view(store: Store, breach_id: int) -> BreachView:
    """One breach; a UserError when it is gone."""
    return _view(records.values(store, Breach, breach_id))


def breaches(session: Session) -> tuple[BreachView, ...]:
    """All of them, the latest first."""
    names = ("id", "version", *(field.name for field in Breach.fields()))
    rows = session.scalars(sa.select(Breach).order_by(Breach.discovered_on.desc(), Breach.id.desc()))
    return tuple(_view({name: getattr(row, name) for name in names}) for row in rows)


def _view(values: Values) -> BreachView:
    found = assess(values)
    to_do = []
    if values["closed_on"] is None and not values["why_not"]:
        if found.must_report and values["reported_on"] is None:
            to_do.append("report")
        if found.must_tell and values["told_on"] is None:
            to_do.append("tell")
    ends = ends_at(values["discovered_on"], values["discovered_at"])
    return BreachView(values["id"], values["version"], values, found, ends, tuple(to_do))


def save_breach(store: Store, values: Values, breach_id: int | None, version: int | None, now: datetime) -> int:
    """Take down a breach or change it; raises Invalid, also for a moment that has not come yet."""
    problems = {
        name: _("Deze dag is nog niet geweest. Kijk de datum na.")
        for name in ("happened_on", "discovered_on", "reported_on", "told_on")
        if values.get(name) and values[name] > now.date()
    }
    day, at = values.get("discovered_on"), values.get("discovered_at")
    if not problems and day and at and datetime.combine(day, at) > now:
        problems["discovered_at"] = _("Dit is later dan nu. Kijk de tijd na.")
    if problems:
        raise Invalid(problems)
    what = _("Datalek vastgelegd") if breach_id is None else _("Datalek gewijzigd")
    by = {"recorded_by": store.user.name or None} if breach_id is None else {}
    with store.write(what) as unit:
        return records.put(unit, Breach, {**values, **by}, breach_id, shown_version=version).id


def close_breach(store: Store, breach_id: int, today: date) -> None:
    """Nothing is left to do: it stays in the register. Raises Invalid with what is still to be done."""
    view = breach_view(store, breach_id)
    if view.to_do:
        sentences = {
            "report": _("Meld het bij de Autoriteit Persoonsgegevens, of schrijf op waarom niet."),
            "tell": _("Vertel het aan de mensen, of schrijf op waarom niet."),
        }
        raise Invalid({one: sentences[one] for one in view.to_do})
    _close(store, breach_id, today, _("Datalek afgesloten"))


def reopen_breach(store: Store, breach_id: int) -> None:
    """Something turned up: go on with it."""
    _close(store, breach_id, None, _("Datalek weer geopend"))


def _close(store: Store, breach_id: int, day: date | None, what: str) -> None:
    with store.write(what) as unit:
        records.put(unit, Breach, {"closed_on": day}, breach_id)


def exports_lately(session: Session, now: datetime) -> tuple[str, ...]:
    """What left the program unencrypted in the last thirty days, from the audit: `alle gegevens (12-11-2026)`."""
    since = (now - LATELY).astimezone(UTC).replace(tzinfo=None)
    query = (
        sa.select(AUDIT.c.detail, AUDIT.c.made_at)
        .where(AUDIT.c.action == AuditAction.EXPORTED.value, AUDIT.c.made_at >= since.isoformat(timespec="seconds"))
        .order_by(AUDIT.c.id.desc())
    )
    found = {
        f"{detail} ({show_day(date.fromisoformat(str(made_at)[:10]))})": None
        for detail, made_at in session.execute(query)
        if detail
    }
    return tuple(found)


def breach_listing(store: Store, now: datetime) -> Listing:
    """When it was discovered, what, of how many people, and how it stands."""
    columns = (
        ListColumn("discovered", "Ontdekt", Day(), Breach.discovered_on),
        ListColumn("kind", "Soort", Choice(of=BreachKind)),
        ListColumn("people", "Mensen", Number(), Breach.people),
        ListColumn("state", "Stand", Text()),
    )

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        return {
            view.id: (view.values["discovered_on"], view.values["kind"], view.values["people"], say_state(view, now))
            for view in breaches(session)
            if view.id in ids
        }

    listing = Listing(store, Breach, columns, cells)
    listing.order, listing.descending = "discovered", True
    return listing


def say_state(view: BreachView, now: datetime) -> str:
    """How far it is, in a few words."""
    values = view.values
    if "report" in view.to_do:
        hours = (view.ends_at.astimezone(UTC) - now.astimezone(UTC)) // timedelta(hours=1)
        if hours < 0:
            return _("meld nu: de 72 uur zijn voorbij")
        return ngettext("meld binnen {n} uur", "meld binnen {n} uur", hours).format(n=hours)
    if "tell" in view.to_do:
        return _("vertel het aan de mensen")
    if values["closed_on"] is not None:
        return _("afgesloten op {day}").format(day=show_day(values["closed_on"]))
    if values["reported_on"] is not None:
        return _("gemeld op {day}").format(day=show_day(values["reported_on"]))
    return _("hoeft niet gemeld") if not view.assessment.must_report else _("niet gemeld, met reden")


def open_breaches(session: Session) -> tuple[BreachView, ...]:
    """Those in which something is still to be done, the one with the least time left first."""
    return tuple(sorted((view for view in breaches(session) if view.to_do), key=lambda view: view.ends_at))
