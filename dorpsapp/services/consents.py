"""Consent: given and withdrawn per purpose; practical needs are kept only while consent for them holds."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import (
    ClientRole,
    Consent,
    ConsentPurpose,
    ConsentWay,
    MemberRole,
    Merge,
    Need,
    Person,
    PracticalNeed,
    Request,
    RequestState,
    Story,
    VolunteerRole,
)
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, ngettext


@dataclass(frozen=True)
class ConsentView:
    """One consent, given once and perhaps withdrawn."""

    id: int
    purpose: ConsentPurpose
    given_on: date
    way: ConsentWay
    text_version: str | None
    recorded_by: str | None
    withdrawn_on: date | None


def consents_of(store: Store, person_id: int) -> tuple[ConsentView, ...]:
    """All consents of a person, those that were not withdrawn first, the newest on top."""
    query = (
        sa.select(Consent)
        .where(Consent.person_id == person_id)
        .order_by(Consent.withdrawn_on.is_not(None), Consent.given_on.desc(), Consent.id.desc())
    )
    with store.read() as session:
        return tuple(
            ConsentView(row.id, row.purpose, row.given_on, row.way, row.text_version, row.recorded_by, row.withdrawn_on)
            for row in session.scalars(query)
        )


def holds(session: Session, person_id: int, purpose: ConsentPurpose, today: date) -> bool:
    """Whether consent for this purpose holds: given, not withdrawn, and no later withdrawal of the same purpose."""
    mine = sa.and_(Consent.person_id == person_id, Consent.purpose == purpose)
    open_since = session.scalar(
        sa.select(sa.func.max(Consent.given_on)).where(mine, Consent.withdrawn_on.is_(None), Consent.given_on <= today)
    )
    withdrawn = session.scalar(sa.select(sa.func.max(Consent.withdrawn_on)).where(mine))
    return open_since is not None and (withdrawn is None or open_since >= withdrawn)


def may_keep_needs(store: Store, person_id: int, today: date) -> bool:
    """Whether practical needs of this person may be kept."""
    with store.read() as session:
        return holds(session, person_id, ConsentPurpose.NEEDS, today)


def last_text_version(store: Store, purpose: ConsentPurpose) -> str | None:
    """The text that people agreed to last for this purpose, to be proposed for the next."""
    query = sa.select(Consent.text_version).where(Consent.purpose == purpose, Consent.text_version.is_not(None))
    with store.read() as session:
        return session.scalar(query.order_by(Consent.given_on.desc(), Consent.id.desc()).limit(1))


def give_consent(
    store: Store,
    person_id: int,
    purpose: ConsentPurpose,
    way: ConsentWay,
    given_on: date,
    *,
    today: date,
    text_version: str | None = None,
) -> int:
    """Record that someone agreed, and which user took it down; gives the id.

    Raises Invalid for a day that has not come yet.
    """
    if given_on > today:
        raise Invalid({"given_on": _("Deze dag is nog niet geweest. Vul de dag in waarop de toestemming is gegeven.")})
    with store.write(_("Toestemming vastgelegd: {purpose}").format(purpose=_(purpose.value))) as unit:
        values = {
            "person_id": person_id,
            "purpose": purpose,
            "way": way,
            "given_on": given_on,
            "text_version": text_version,
            "recorded_by": store.user.name or None,
        }
        return records.put(unit, Consent, values).id


def withdraw_consent(store: Store, consent_id: int, today: date) -> int:
    """Withdraw, with every other consent of this person for the same purpose; gives how many needs were erased."""
    with store.write(_("Toestemming ingetrokken")) as unit:
        consent = records.existing(unit, Consent, consent_id)
        withdraw(unit, {consent.person_id}, consent.purpose, today)
        if consent.purpose is ConsentPurpose.NEEDS:
            return drop_needs_without_consent(unit, consent.person_id, today)
    return 0


@dataclass(frozen=True)
class Hanging:
    """What still hangs on a consent that was taken back: in words what to do, and the stories that can be erased.

    `is_all` says that nothing runs any more with this person, so that everything could go.
    """

    words: str
    stories: int = 0
    is_all: bool = False


def hanging_on(store: Store, person_id: int, purpose: ConsentPurpose) -> Hanging:
    """What taking this consent back asks for; a proposal, nothing is done."""
    with store.read() as session:
        stories = 0
        match purpose:
            case ConsentPurpose.NEEDS:
                words = _("Vertel het ook aan wie hielp: die weet het misschien nog.")
            case ConsentPurpose.STORY:
                stories = session.scalar(sa.select(sa.func.count()).where(Story.person_id == person_id)) or 0
                words = ngettext(
                    "Er staat nog {n} verhaal over deze persoon. Het komt in geen rapport meer.",
                    "Er staan nog {n} verhalen over deze persoon. Ze komen in geen rapport meer.",
                    stories,
                ).format(n=stories)
            case ConsentPurpose.SHARING:
                words = _to_whom(session, person_id)
            case ConsentPurpose.PHOTO:
                words = _("Haal foto's van deze persoon weg, ook van uw site. Dorpsapp bewaart geen foto's.")
            case ConsentPurpose.NEWS:
                words = _("Haal deze persoon ook uit het programma waarmee u de nieuwsbrief verstuurt.")
        return Hanging(words, stories, is_all=not _runs(session, person_id))


def erase_stories(store: Store, person_id: int) -> int:
    """Erase the stories about someone as one step; gives how many."""
    with store.write(_("Verhalen gewist")) as unit:
        numbers = list(unit.scalars(sa.select(Story.id).where(Story.person_id == person_id)))
        unit.delete_many(Story, numbers)
    return len(numbers)


def stories_without_consent(session: Session, today: date) -> tuple[int, ...]:
    """Whose stories are kept although consent for that does not hold (any more)."""
    people = session.scalars(sa.select(Story.person_id).where(Story.person_id.is_not(None)).distinct())
    return tuple(one for one in people if one and not holds(session, one, ConsentPurpose.STORY, today))


def _to_whom(session: Session, person_id: int) -> str:
    query = sa.select(Request.referred_to).where(Request.person_id == person_id, Request.handed_over.is_(True))
    told = [to for to in dict.fromkeys(session.scalars(query.order_by(Request.id))) if to]
    if not told:
        return _("Er staat niet dat wij gegevens hebben doorgegeven.")
    return _("Wij gaven gegevens door aan: {whom}. Vertel hun dat de toestemming is gestopt.").format(
        whom=", ".join(told)
    )


def _runs(session: Session, person_id: int) -> bool:
    """Whether someone has a role or a request that goes on."""
    roles = (VolunteerRole, ClientRole, MemberRole)
    queries = [sa.select(role.id).where(role.person_id == person_id, role.until.is_(None)) for role in roles]
    running = Request.state.not_in((RequestState.DONE, RequestState.DECLINED, RequestState.REFERRED))
    queries.append(sa.select(Request.id).where(Request.person_id == person_id, running))
    return any(session.scalar(query.limit(1)) is not None for query in queries)


def withdraw(unit: Unit, person_ids: Collection[int], purpose: ConsentPurpose, today: date) -> None:
    """End every open consent of these people for this purpose."""
    query = sa.select(Consent).where(
        Consent.person_id.in_(person_ids), Consent.purpose == purpose, Consent.withdrawn_on.is_(None)
    )
    for row in list(unit.scalars(query)):
        records.put(unit, Consent, {"withdrawn_on": max(today, row.given_on)}, row.id)


def add_need(store: Store, person_id: int, need: Need, today: date) -> None:
    """Keep one practical need; a UserError without consent that holds."""
    with store.write(_("Praktische behoefte vastgelegd")) as unit:
        if not holds(unit.session, person_id, ConsentPurpose.NEEDS, today):
            name = str(records.existing(unit, Person, person_id))
            raise UserError(
                _("{name} gaf nog geen toestemming om dit te bewaren. Leg eerst de toestemming vast.").format(name=name)
            )
        if need not in set(unit.scalars(sa.select(PracticalNeed.need).where(PracticalNeed.person_id == person_id))):
            records.put(unit, PracticalNeed, {"person_id": person_id, "need": need})


def remove_need(store: Store, person_id: int, need: Need) -> None:
    """Erase one practical need; harmless when it was not there."""
    with store.write(_("Praktische behoefte gewist")) as unit:
        query = sa.select(PracticalNeed).where(PracticalNeed.person_id == person_id, PracticalNeed.need == need)
        for row in list(unit.scalars(query)):
            unit.delete(row)


def drop_needs_without_consent(unit: Unit, person_id: int, today: date) -> int:
    """Erase the needs of someone whose consent does not hold, also from what a merge remembers; gives how many."""
    if holds(unit.session, person_id, ConsentPurpose.NEEDS, today):
        return 0
    numbers = list(unit.scalars(sa.select(PracticalNeed.id).where(PracticalNeed.person_id == person_id)))
    unit.delete_many(PracticalNeed, numbers)
    for row in list(unit.scalars(sa.select(Merge).where(Merge.person_id == person_id))):
        content = json.loads(row.content)
        for part in ("joined", "dropped"):
            content[part] = [one for one in content[part] if one["table"] != PracticalNeed.__tablename__]
        packed = json.dumps(content, ensure_ascii=False, separators=(",", ":"))
        if packed != row.content:
            records.put(unit, Merge, {"content": packed}, row.id)
    return len(numbers)
