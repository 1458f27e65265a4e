"""Record support given, in all three shapes: with a proposal, a check for doubles, and a sentence of it."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, time

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models import Category, ParticipantRole, Participation, Quality, Shape, Support
from dorpsapp.services import records
from dorpsapp.services.people import ensure_roles, names_of
from dorpsapp.services.request_states import support_was_recorded, support_was_removed
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, ngettext, say_duration


@dataclass(frozen=True)
class SupportEntry:
    """What someone fills in for one support; `shape` decides what may not be empty."""

    day: date
    category_id: int | None
    shape: Shape
    minutes: int | None
    volunteers: tuple[int, ...] = ()
    clients: tuple[int, ...] = ()
    paid: tuple[int, ...] = ()
    headcount: int = 0
    km: int | None = None
    both_ways: bool = False
    note: str | None = None
    activity_id: int | None = None
    started: time | None = None
    quality: Quality = Quality.RECORDED
    request_id: int | None = None


@dataclass(frozen=True)
class SupportProposal:
    """Help that was arranged, ready to be recorded; `about` says in a few words where it comes from."""

    entry: SupportEntry
    about: str


@dataclass(frozen=True)
class SupportRow:
    """One support as lists show it; the names are in the order in which people were entered."""

    id: int
    version: int
    entry: SupportEntry
    category: str
    volunteers: tuple[str, ...]
    clients: tuple[str, ...]
    paid: tuple[str, ...]

    @property
    def who_received(self) -> str:
        """The names, and how many came without one."""
        count = self.entry.headcount
        more = [ngettext("{n} zonder naam", "{n} zonder naam", count).format(n=count)] if count else []
        return ", ".join([*self.clients, *more])

    @property
    def who_helped(self) -> str:
        """The names of volunteers and paid workers."""
        return ", ".join([*self.volunteers, *self.paid])


def record_support(store: Store, entry: SupportEntry) -> int:
    """Save one support with everyone in it; gives its id. Raises Invalid with a sentence per field."""
    with store.write(_("Hulp vastgelegd")) as unit:
        return put_support(unit, entry)


def put_support(
    unit: Unit, entry: SupportEntry, support_id: int | None = None, shown_version: int | None = None
) -> int:
    """The same within an open unit of work; with an id the support is changed to what the entry says."""
    entry = _checked(unit, entry)
    values = {
        "day": entry.day,
        "started": entry.started,
        "category_id": entry.category_id,
        "activity_id": entry.activity_id,
        "request_id": entry.request_id,
        "minutes": entry.minutes,
        "quality": entry.quality,
        "km": entry.km,
        "both_ways": entry.both_ways,
        "headcount": entry.headcount,
        "note": entry.note,
    }
    support = records.put(unit, Support, values, support_id, shown_version=shown_version)
    wanted = {(person, role) for role, people in _parts(entry) for person in people}
    there = support.participations if support_id is not None else []
    kept = {(part.person_id, part.role): part for part in there}
    for key, part in kept.items():
        if key not in wanted:
            unit.delete(part)
    for role, people in _parts(entry):
        for person in dict.fromkeys(people):
            if (person, role) not in kept:
                unit.add(Participation(support_id=support.id, person_id=person, role=role))
    ensure_roles(unit, wanted, entry.day)
    if entry.request_id is not None:
        support_was_recorded(unit, entry.request_id, entry.day)
    unit.flush()
    return support.id


def change_support(store: Store, support_id: int, entry: SupportEntry, shown_version: int) -> None:
    """Change a support that was saved before."""
    with store.write(_("Hulp gewijzigd")) as unit:
        put_support(unit, entry, support_id, shown_version)


def keep_unasked(entry: SupportEntry, before: SupportEntry) -> SupportEntry:
    """The entry of a form that does not ask everything, with what the support held beside it.

    The activity stays as long as the kind of support does; where volunteers and paid workers helped together, everyone
    keeps their own role.
    """
    activity = before.activity_id if entry.category_id == before.category_id else None
    entry = replace(entry, activity_id=activity, started=before.started, request_id=before.request_id)
    if not (before.volunteers and before.paid):
        return entry
    workers = (*entry.volunteers, *entry.paid)
    paid = tuple(one for one in workers if one in before.paid)
    return replace(entry, volunteers=tuple(one for one in workers if one not in paid), paid=paid)


def delete_support(store: Store, support_id: int) -> None:
    """Remove a support and who took part in it, as one undoable step."""
    with store.write(_("Hulp verwijderd")) as unit:
        remove_support(unit, records.existing(unit, Support, support_id))


def remove_support(unit: Unit, support: Support) -> None:
    """The same within an open unit of work; a request that was done by this help is no longer done."""
    for part in list(support.participations):
        unit.delete(part)
    request_id = support.request_id
    unit.delete(support)
    unit.flush()
    if request_id is not None:
        support_was_removed(unit, request_id)


def _parts(entry: SupportEntry) -> tuple[tuple[ParticipantRole, tuple[int, ...]], ...]:
    return (
        (ParticipantRole.VOLUNTEER, entry.volunteers),
        (ParticipantRole.CLIENT, entry.clients),
        (ParticipantRole.PAID, entry.paid),
    )


def _checked(unit: Unit, entry: SupportEntry) -> SupportEntry:
    """The entry with its duration settled, or Invalid with every problem at once."""
    problems: dict[str, str] = {}
    if not entry.volunteers and not entry.paid:
        problems["volunteers"] = _("Kies wie er hielp.")
    if entry.shape is Shape.INDIVIDUAL and not entry.clients:
        problems["clients"] = _("Kies wie hulp kreeg.")
    if entry.shape is Shape.GROUP and not entry.clients and not entry.headcount:
        problems["headcount"] = _("Vul in hoeveel mensen er waren.")
    if not 0 <= entry.headcount <= 10_000:
        problems["headcount"] = _("Vul een aantal in van 0 tot en met 10.000.")
    both = set(entry.volunteers) & set(entry.clients)
    if both and entry.shape is Shape.INDIVIDUAL:
        problems["clients"] = _("Dezelfde persoon kan niet helpen en hulp krijgen. Kies iemand anders.")
    if entry.day > date.today():
        problems["day"] = _("Deze datum ligt in de toekomst. Vul een eerdere datum in.")
    category = unit.get(Category, entry.category_id) if entry.category_id is not None else None
    if category is None:
        problems["category_id"] = _("Kies de soort hulp.")
    elif entry.quality is Quality.ESTIMATED and entry.minutes is None:
        if category.default_minutes is None:
            problems["minutes"] = _("Voor deze soort hulp is geen gewone duur bekend. Vul in hoe lang, zoals 1,5.")
        entry = replace(entry, minutes=category.default_minutes)
    if entry.quality is not Quality.MISSING and not entry.minutes:
        problems.setdefault("minutes", _("Vul in hoe lang, zoals 1,5."))
    if problems:
        raise Invalid(problems)
    return entry


def recent_support(store: Store, *, limit: int = 50, day: date | None = None) -> tuple[SupportRow, ...]:
    """What was recorded last, newest first; with a day only what happened on it."""
    query = sa.select(Support).order_by(Support.id.desc()).limit(limit)
    if day is not None:
        query = query.where(Support.day == day)
    with store.read() as session:
        return _rows(session, session.scalars(query).all())


def support_of_today(store: Store, *, limit: int = 200) -> tuple[SupportRow, ...]:
    """What was recorded or changed today, whatever day it happened on; newest first, without what was imported."""
    midnight = datetime.combine(date.today(), time.min).astimezone(UTC).replace(tzinfo=None)
    spans = store.touched_since(Support, midnight)[:limit]
    if not spans:
        return ()
    query = sa.select(Support).where(sa.or_(*(Support.id.between(first, last) for first, last in spans)))
    with store.read() as session:
        return _rows(session, session.scalars(query.order_by(Support.id.desc()).limit(limit)).all())


def support_row(store: Store, support_id: int) -> SupportRow | None:
    """One support as lists show it; None when it is gone."""
    with store.read() as session:
        rows = _rows(session, session.scalars(sa.select(Support).where(Support.id == support_id)).all())
    return rows[0] if rows else None


def support_of_person(store: Store, person_id: int, *, limit: int = 10) -> tuple[SupportRow, ...]:
    """The last support in which a person took part, in any role."""
    query = (
        sa.select(Support)
        .where(Support.id.in_(sa.select(Participation.support_id).where(Participation.person_id == person_id)))
        .order_by(Support.day.desc(), Support.id.desc())
        .limit(limit)
    )
    with store.read() as session:
        return _rows(session, session.scalars(query).all())


def _rows(session: Session, supports: Iterable[Support]) -> tuple[SupportRow, ...]:
    found = list(supports)
    parts = session.execute(
        sa.select(Participation.support_id, Participation.person_id, Participation.role)
        .where(Participation.support_id.in_([support.id for support in found]))
        .order_by(Participation.id)
    ).all()
    names = names_of(session, {part.person_id for part in parts})
    categories = {row.id: row for row in session.scalars(sa.select(Category))}

    def people(support: Support, role: ParticipantRole) -> tuple[int, ...]:
        return tuple(part.person_id for part in parts if part.support_id == support.id and part.role is role)

    rows = []
    for support in found:
        volunteers = people(support, ParticipantRole.VOLUNTEER)
        clients = people(support, ParticipantRole.CLIENT)
        paid = people(support, ParticipantRole.PAID)
        entry = SupportEntry(
            support.day, support.category_id, _shape(categories[support.category_id], clients, support.headcount),
            support.minutes, volunteers, clients, paid, support.headcount, support.km, support.both_ways,
            support.note, support.activity_id, support.started, support.quality, support.request_id,
        )  # fmt: skip
        named = [tuple(names[one][0] for one in ids) for ids in (volunteers, clients, paid)]
        rows.append(SupportRow(support.id, support.version, entry, categories[support.category_id].name, *named))
    return tuple(rows)


def _shape(category: Category, clients: tuple[int, ...], headcount: int) -> Shape:
    """The shape in which a support was entered, read back from what it holds."""
    if not clients and not headcount:
        return Shape.HOURS
    if headcount or len(clients) > 1 or category.shape is Shape.GROUP:
        return Shape.GROUP
    return Shape.INDIVIDUAL


def find_duplicate(store: Store, entry: SupportEntry) -> SupportRow | None:
    """A support on the same day, of the same kind and length, with the same people; None when there is none."""
    query = sa.select(Support).where(
        Support.day == entry.day, Support.category_id == entry.category_id, Support.minutes == entry.minutes
    )
    with store.read() as session:
        for row in _rows(session, session.scalars(query).all()):
            same = all(
                set(mine) == set(theirs)
                for (_r, mine), (_s, theirs) in zip(_parts(entry), _parts(row.entry), strict=True)
            )
            if same and row.entry.headcount == entry.headcount and row.entry.started == entry.started:
                return row
    return None


def say_support(row: SupportRow) -> str:
    """What was saved, in one sentence: `Anneke Bos hielp Kees Jansen, 1 uur 30.`"""
    helped = _and(row.volunteers + row.paid) or _("Nog niet bekend wie")
    duration = say_duration(row.entry.minutes) if row.entry.minutes else _("duur onbekend")
    if row.who_received:
        received = _and(
            (*row.clients, *([_("{n} gasten").format(n=row.entry.headcount)] if row.entry.headcount else []))
        )
        if row.entry.shape is Shape.GROUP:
            return _("{kind}: {received}, {duration}.").format(kind=row.category, received=received, duration=duration)
        return _("{helper} hielp {client}, {duration}.").format(helper=helped, client=received, duration=duration)
    return _("{helper}: {kind}, {duration}.").format(helper=helped, kind=row.category, duration=duration)


def _and(names: Iterable[str]) -> str:
    listed = list(names)
    if len(listed) > 3:
        return _("{first} en {n} anderen").format(first=listed[0], n=len(listed) - 1)
    return _(" en ").join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)
