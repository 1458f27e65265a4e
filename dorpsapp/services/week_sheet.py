"""The week sheet: how long each helper helped on each day of a week, and what a change in one cell means."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models import Category, ParticipantRole, Participation, Quality, Shape, Support
from dorpsapp.services import records
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.people import names_of
from dorpsapp.services.record_support import SupportEntry, put_support, remove_support
from dorpsapp.services.restrictions import only_kept
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, ngettext

DAYS = 7
_HELPING = (ParticipantRole.VOLUNTEER, ParticipantRole.PAID)


@dataclass(frozen=True)
class SheetRow:
    """What a row stands for: one helper, one kind of help, and at most one client."""

    helper_id: int
    category_id: int
    client_id: int | None = None
    paid: bool = False


@dataclass(frozen=True)
class SheetCell:
    """What one day of a row stands for: the supports with their versions, and their minutes together."""

    supports: tuple[tuple[int, int], ...] = ()
    minutes: int = 0
    shared: bool = False

    @property
    def lock(self) -> str:
        """Why this cell cannot be typed in; empty when it can."""
        if len(self.supports) > 1:
            count = len(self.supports)
            return _("Hier staat {n} keer hulp bij elkaar. Wijzig die bij Hulp vastleggen.").format(n=count)
        if self.shared:
            return _("Bij deze hulp horen meer mensen. Wijzig die bij Hulp vastleggen.")
        return ""

    @property
    def unknown(self) -> bool:
        """Whether there was help of which nobody knows how long it took."""
        return bool(self.supports) and not self.minutes


@dataclass(frozen=True)
class SheetLine:
    """One row with its names and its seven cells, from Monday on."""

    row: SheetRow
    helper: str
    kind: str
    client: str
    cells: tuple[SheetCell, ...]

    @property
    def minutes(self) -> int:
        """The total of the row."""
        return sum(cell.minutes for cell in self.cells)

    @property
    def name(self) -> str:
        """The row in words: `Anneke Bos, Vervoer, Kees Jansen`."""
        return ", ".join(part for part in (self.helper, self.kind, self.client) if part)


@dataclass(frozen=True)
class WeekSheet:
    """All rows of one week, in the order of a Dutch list of names."""

    monday: date
    lines: tuple[SheetLine, ...] = ()

    @property
    def minutes(self) -> int:
        """The total of the week: the time of all helpers together."""
        return sum(line.minutes for line in self.lines)

    def minutes_on(self, day: int) -> int:
        """The total of one day, 0 for Monday."""
        return sum(line.cells[day].minutes for line in self.lines)


@dataclass(frozen=True)
class CellChange:
    """One cell that gets another duration; nothing or zero minutes empties it. `shown` is what the user saw."""

    row: SheetRow
    day: date
    minutes: int | None
    shown: SheetCell


@dataclass(frozen=True)
class CopiedWeek:
    """How many supports of the week before were copied, and how many were left out."""

    copied: int
    left_out: int


def monday_of(day: date) -> date:
    """The first day of the week in which this day falls."""
    return day - timedelta(days=day.weekday())


def week_sheet(store: Store, monday: date, also: Iterable[SheetRow] = ()) -> WeekSheet:
    """The sheet of a week; rows of `also` stand in it even without help, as long as their people and kind exist."""
    with store.read() as session:
        filled = _cells(session, monday)
        rows = list(dict.fromkeys([*filled, *also]))
        people = {row.helper_id for row in rows} | {row.client_id for row in rows if row.client_id is not None}
        names = names_of(session, people)
        kinds = {kind.id: kind for kind in session.scalars(sa.select(Category))}
    lines = []
    for row in rows:
        known = row.client_id is None or row.client_id in names
        if row.helper_id not in names or row.category_id not in kinds or not known:
            continue
        name, list_name = names[row.helper_id]
        helper = _("{name} (betaald)").format(name=name) if row.paid else name
        client = names[row.client_id][0] if row.client_id is not None else ""
        cells = tuple(filled.get(row, {}).get(monday + timedelta(days=day), SheetCell()) for day in range(DAYS))
        order = (fold(list_name), row.helper_id, row.paid, kinds[row.category_id].position, fold(client))
        lines.append((order, SheetLine(row, helper, kinds[row.category_id].name, client, cells)))
    return WeekSheet(monday, tuple(line for _order, line in sorted(lines, key=lambda pair: pair[0])))


def refusal(change: CellChange, today: date) -> str:
    """Why a change may not be made; empty when it may."""
    if change.shown.lock:
        return change.shown.lock
    if change.minutes and change.day > today:
        return _("Deze dag moet nog komen. Vul hem later in.")
    return ""


def write_cells(store: Store, changes: Sequence[CellChange]) -> None:
    """Save cells as one step that can be taken back; raises a UserError, and writes nothing, when one may not."""
    if changes:
        with store.write(_name_of(changes)) as unit:
            for change in changes:
                _write(unit, change)


def copy_previous_week(store: Store, monday: date, today: date) -> CopiedWeek:
    """Fill the empty cells of a week with the durations of the week before, as one step.

    Days to come, kinds of help that are no longer used, people who are restricted, and cells that cannot be typed in
    are left out.
    """
    week = timedelta(days=DAYS)
    there = {line.row: line.cells for line in week_sheet(store, monday).lines}
    in_use = {kind.id for kind in kinds_of_help(store)}
    with store.read() as session:
        away = only_kept(session)
    changes = []
    left_out = 0
    for line in week_sheet(store, monday - week).lines:
        for number, cell in enumerate(line.cells):
            if not cell.supports:
                continue
            present = there[line.row][number] if line.row in there else SheetCell()
            day = monday + timedelta(days=number)
            people = {line.row.helper_id, line.row.client_id}
            ends = line.row.category_id not in in_use or people & away
            if cell.lock or cell.unknown or present.supports or day > today or ends:
                left_out += 1
            else:
                changes.append(CellChange(line.row, day, cell.minutes, present))
    if changes:
        with store.write(_("Vorige week gekopieerd")) as unit:
            for change in changes:
                _write(unit, change)
    return CopiedWeek(len(changes), left_out)


def check_row(row: SheetRow) -> None:
    """Raise Invalid when nobody could ever type in this row."""
    if row.helper_id == row.client_id:
        raise Invalid({"client": _("Dezelfde persoon kan niet helpen en hulp krijgen. Kies iemand anders.")})


def _write(unit: Unit, change: CellChange) -> None:
    row = change.row
    if change.shown.lock:
        raise Invalid({"minutes": change.shown.lock})
    if not change.shown.supports:
        if change.minutes:
            workers = (row.helper_id,)
            entry = SupportEntry(
                change.day,
                row.category_id,
                Shape.HOURS if row.client_id is None else Shape.INDIVIDUAL,
                change.minutes,
                volunteers=() if row.paid else workers,
                clients=() if row.client_id is None else (row.client_id,),
                paid=workers if row.paid else (),
            )
            put_support(unit, entry)
        return
    number, version = change.shown.supports[0]
    if change.minutes:
        values = {"minutes": change.minutes, "quality": Quality.RECORDED}
        records.put(unit, Support, values, number, shown_version=version)
        return
    remove_support(unit, records.existing(unit, Support, number, version))


def _name_of(changes: Sequence[CellChange]) -> str:
    """The name of the step: what happened to one support, or how many cells changed."""
    if len(changes) > 1:
        return ngettext("Weekstaat: {n} vak", "Weekstaat: {n} vakken", len(changes)).format(n=len(changes))
    if not changes[0].shown.supports:
        return _("Hulp vastgelegd")
    return _("Hulp gewijzigd") if changes[0].minutes else _("Hulp verwijderd")


def _cells(session: Session, monday: date) -> dict[SheetRow, dict[date, SheetCell]]:
    """The cells with help in them; help with several helpers stands in the row of each of them."""
    in_week = Support.day.between(monday, monday + timedelta(days=DAYS - 1))
    columns = (
        Support.id, Support.version, Support.day, Support.category_id, Support.minutes, Support.headcount,
    )  # fmt: skip
    supports = session.execute(sa.select(*columns).where(in_week).order_by(Support.id)).all()
    takings = (Participation.support_id, Participation.person_id, Participation.role, Participation.minutes)
    query = sa.select(*takings).join(Support, Participation.support_id == Support.id).where(in_week)
    parts = defaultdict(list)
    for part in session.execute(query.order_by(Participation.id)):
        parts[part.support_id].append(part)
    found: dict[SheetRow, dict[date, SheetCell]] = defaultdict(dict)
    for support in supports:
        helpers = [part for part in parts[support.id] if part.role in _HELPING]
        clients = [part for part in parts[support.id] if part.role is ParticipantRole.CLIENT]
        group = len(clients) > 1 or support.headcount > 0
        own_times = any(part.minutes is not None for part in parts[support.id])
        for part in helpers:
            client = clients[0].person_id if clients and not group else None
            row = SheetRow(part.person_id, support.category_id, client, part.role is ParticipantRole.PAID)
            before = found[row].get(support.day, SheetCell())
            own = support.minutes if part.minutes is None else part.minutes
            found[row][support.day] = SheetCell(
                (*before.supports, (support.id, support.version)),
                before.minutes + (own or 0),
                before.shared or group or own_times or len(helpers) > 1,
            )
    return found
