"""Retention: whose data have been kept long enough, what would happen now, and doing exactly that.

Whoever is due is announced first and erased four weeks later. Practical needs, which are about health, go at once, and
so do notes whose day has passed. Descriptions in the books lose their words and keep their amounts; breaches leave the
register.
"""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Booking, Breach, Person, PracticalNeed, Record, Retention, RetentionSubject
from dorpsapp.models.processing import Keep
from dorpsapp.services import records
from dorpsapp.services.erasing import erase_people
from dorpsapp.services.people import names_of
from dorpsapp.services.retention_due import needs_due, old_bookings, old_breaches, old_notes, people_due, term_end
from dorpsapp.services.retention_terms import NOTICE_DAYS, terms
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, ngettext

MOST_YEARS_LONGER = 10


class Stage(Enum):
    """How far someone who is due has come."""

    NEW = "nog niet aangekondigd"
    WAITING = "aangekondigd"
    READY = "aan de beurt"


@dataclass(frozen=True)
class Due:
    """Data of one person that have been kept long enough; `since` is the last day that counted for the term.

    `ready_on` is the day on which they go, None while it is not announced.
    """

    person_id: int
    name: str
    subject: RetentionSubject
    keep: Keep
    since: date
    due_on: date
    stage: Stage
    ready_on: date | None
    asked_on: date | None


@dataclass(frozen=True)
class RetentionPlan:
    """What there is to do on one day: people, and how many descriptions in books, notes and breaches go."""

    due: tuple[Due, ...]
    bookings: int
    notes: int = 0
    breaches: int = 0

    def people(self, stage: Stage, subject: RetentionSubject = RetentionSubject.PERSON) -> tuple[int, ...]:
        """The numbers of those at this stage."""
        return tuple(one.person_id for one in self.due if one.stage is stage and one.subject is subject)

    @property
    def is_empty(self) -> bool:
        """Whether applying it would do nothing."""
        return not (self.bookings or self.notes or self.breaches) and all(
            one.stage is Stage.WAITING for one in self.due
        )


@dataclass(frozen=True)
class RetentionDone:
    """What was done: who was announced, who was erased, whose needs went, and how many of the rest."""

    announced: tuple[int, ...]
    erased: tuple[int, ...]
    needs: tuple[int, ...]
    bookings: int
    notes: int
    breaches: int


def retention_plan(store: Store, today: date) -> RetentionPlan:
    """What applying would do today, without doing it."""
    with store.read() as session:
        return plan_within(session, today)


def plan_within(session: Session, today: date) -> RetentionPlan:
    """The same within an open read."""
    months = terms(session)
    return RetentionPlan(
        tuple(_due(session, today)),
        len(old_bookings(session, today, months)),
        len(old_notes(session, today)),
        len(old_breaches(session, today, months)),
    )


def apply_retention(store: Store, today: date) -> RetentionDone:
    """Announce who is newly due, and erase whose notice has passed; gives exactly what the plan said before."""
    store.require(Capability.ERASE)
    plan = retention_plan(store, today)
    announced, ready = plan.people(Stage.NEW), plan.people(Stage.READY)
    needs = tuple(one for one in plan.people(Stage.READY, RetentionSubject.NEEDS))
    with store.write(_("Bewaartermijnen toegepast"), undoable=False) as unit:
        months = terms(unit.session)
        _take_announcements_back(unit, {(one.person_id, one.subject) for one in plan.due})
        for number in announced:
            _decide(unit, number, RetentionSubject.PERSON, {"announced_on": today})
        gone = list(unit.scalars(sa.select(PracticalNeed.id).where(PracticalNeed.person_id.in_(needs))))
        books = old_bookings(unit.session, today, months)
        notes = old_notes(unit.session, today)
        breaches = old_breaches(unit.session, today, months)
        unit.update_many(Booking, [{"id": each, "description": None} for each in books])
        unit.update_many(Person, [{"id": each, "note": None, "note_until": None} for each in notes])
        forgotten: dict[type[Record], list[int]] = {Booking: books, Person: notes}
        unit.delete_many(PracticalNeed, gone)
        unit.delete_many(Breach, breaches)
        forgotten |= {PracticalNeed: gone, Breach: breaches}
        for record_type, numbers in forgotten.items():
            unit.forget_history(record_type, numbers)
    if ready:
        erase_people(store, ready, today)
    elif any(forgotten.values()):
        store.compact()
    return RetentionDone(announced, ready, needs, len(books), len(notes), len(breaches))


def keep_longer(store: Store, person_id: int, subject: RetentionSubject, reason: str, until: date, today: date) -> None:
    """Keep someone's data until this day, for this reason; what was announced starts anew after it."""
    if not today < until <= term_end(today, 12 * MOST_YEARS_LONGER):
        text = _("Kies een dag na vandaag, en niet verder dan {n} jaar vooruit.")
        raise Invalid({"kept_until": text.format(n=MOST_YEARS_LONGER)})
    if not reason.strip():
        raise Invalid({"reason": _("Schrijf op waarom u deze gegevens langer bewaart.")})
    values = {"kept_until": until, "reason": reason.strip(), "announced_on": None}
    with store.write(_("Langer bewaren")) as unit:
        _decide(unit, person_id, subject, values)


def note_asked(store: Store, person_id: int, subject: RetentionSubject, today: date) -> None:
    """Note that the person was asked whether the data may stay."""
    with store.write(_("Gevraagd of gegevens mogen blijven")) as unit:
        _decide(unit, person_id, subject, {"asked_on": today})


def say_due(plan: RetentionPlan, say_term: dict[Keep, str]) -> tuple[str, ...]:
    """The plan in plain sentences, one for each kind of data."""
    said = []
    for keep in (Keep.CLIENT, Keep.VOLUNTEER, Keep.MEMBER, Keep.NEEDS):
        count = sum(one.keep is keep for one in plan.due)
        if count:
            said.append(_sentence(keep, count).format(n=count, term=say_term[keep]))
    if plan.bookings:
        text = ngettext(
            "{n} omschrijving in de boekhouding is ouder dan {term}.",
            "{n} omschrijvingen in de boekhouding zijn ouder dan {term}.",
            plan.bookings,
        )
        said.append(text.format(n=plan.bookings, term=say_term[Keep.FINANCE]))
    if plan.notes:
        text = ngettext("Van {n} opmerking is de dag voorbij.", "Van {n} opmerkingen is de dag voorbij.", plan.notes)
        said.append(text.format(n=plan.notes))
    if plan.breaches:
        text = ngettext(
            "{n} datalek is langer dan {term} geleden.", "{n} datalekken zijn langer dan {term} geleden.", plan.breaches
        )
        said.append(text.format(n=plan.breaches, term=say_term[Keep.BREACH]))
    return tuple(said)


def say_done(done: RetentionDone) -> str:
    """What was done, in one line; what did not happen is left out."""
    parts = (
        (len(done.announced), _("aangekondigd: {n}")),
        (len(done.erased), _("gewist: {n}")),
        (len(done.needs), _("behoeften gewist: {n}")),
        (done.bookings, _("omschrijvingen leeg gemaakt: {n}")),
        (done.notes, _("opmerkingen gewist: {n}")),
        (done.breaches, _("datalekken uit het register: {n}")),
    )
    told = ", ".join(words.format(n=count) for count, words in parts if count)
    return f"{told[:1].upper()}{told[1:]}." if told else _("Er was niets te doen.")


def _sentence(keep: Keep, count: int) -> str:
    if keep is Keep.CLIENT:
        return ngettext(
            "{n} mens heeft langer dan {term} geen contact.", "{n} mensen hebben langer dan {term} geen contact.", count
        )
    if keep is Keep.VOLUNTEER:
        return ngettext(
            "{n} vrijwilliger is langer dan {term} gestopt.", "{n} vrijwilligers zijn langer dan {term} gestopt.", count
        )
    if keep is Keep.MEMBER:
        return ngettext("{n} mens is langer dan {term} geen lid.", "{n} mensen zijn langer dan {term} geen lid.", count)
    return ngettext(
        "Van {n} mens is de hulp gestopt, maar staan behoeften er nog.",
        "Van {n} mensen is de hulp gestopt, maar staan behoeften er nog.",
        count,
    )


def _take_announcements_back(unit: Unit, due: Collection[tuple[int, RetentionSubject]]) -> None:
    """Who was announced but is in contact again gets a notice of their own the next time."""
    announced = unit.scalars(sa.select(Retention).where(Retention.announced_on.is_not(None))).all()
    stale = [row.id for row in announced if (row.person_id, row.subject) not in due]
    unit.update_many(Retention, [{"id": number, "announced_on": None} for number in stale])


def _decide(unit: Unit, person_id: int, subject: RetentionSubject, values: dict[str, object]) -> None:
    if unit.get(Person, person_id) is None:
        raise UserError(_("Deze persoon bestaat niet meer. Iemand heeft de gegevens intussen verwijderd."))
    known = sa.select(Retention.id).where(Retention.person_id == person_id, Retention.subject == subject)
    records.put(unit, Retention, {"person_id": person_id, "subject": subject, **values}, unit.scalar(known))


def _due(session: Session, today: date) -> Iterator[Due]:
    months = terms(session)
    decided = {(row.person_id, row.subject): row for row in session.scalars(sa.select(Retention))}
    found = [*people_due(session, today, months), *needs_due(session, today, months)]
    found.sort(key=lambda one: (one[4], one[0], one[1].name))
    names = names_of(session, {one[0] for one in found})
    for person, subject, keep, since, due_on in found:
        decision = decided.get((person, subject))
        if decision is not None and decision.kept_until is not None and decision.kept_until >= today:
            continue
        announced = decision.announced_on if decision else None
        stage, ready_on = _stage(subject, announced if announced and announced >= due_on else None, today)
        asked = decision.asked_on if decision else None
        yield Due(person, names[person][0], subject, keep, since, due_on, stage, ready_on, asked)


def _stage(subject: RetentionSubject, announced: date | None, today: date) -> tuple[Stage, date | None]:
    if subject is RetentionSubject.NEEDS:
        return Stage.READY, today
    if announced is None:
        return Stage.NEW, None
    ready_on = announced + timedelta(days=NOTICE_DAYS)
    return (Stage.READY if ready_on <= today else Stage.WAITING), ready_on
