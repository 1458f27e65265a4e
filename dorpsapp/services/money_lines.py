"""Changes to the lines of a year: cells typed or pasted, new lines, names, and lines taken over from another year."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import Booking, BudgetLine, LineKind, Setting, Side
from dorpsapp.models.ledger import INCOME_KINDS
from dorpsapp.services import records
from dorpsapp.services.line_kinds import START_LINES, guess_line_kind
from dorpsapp.services.money import EXPLAINED_KEY, MoneyLine
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Conflict
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, ngettext

CELLS = ("budget", "actual", "explanation", "next_budget")
_KEPT = ("name", "side", "kind", "activity_id", "is_general", "is_eligible", "position")


@dataclass(frozen=True)
class LineChange:
    """One cell of a line that gets another value: one of CELLS, with cents or text, or None to empty it."""

    line: MoneyLine
    cell: str
    value: Any


def write_cells(store: Store, year: int, changes: Sequence[LineChange]) -> None:
    """Save cells of the lines of a year as one step; a line that this year did not have yet is made.

    Raises a UserError, and writes nothing, when a line has changed or gone since it was shown.
    """
    if not changes:
        return
    what = ngettext("Begroting {year}: {n} vak", "Begroting {year}: {n} vakken", len(changes))
    with store.write(what.format(year=year, n=len(changes))) as unit:
        by_line: dict[tuple[Side, str], list[LineChange]] = {}
        for change in changes:
            by_line.setdefault((change.line.side, change.line.name), []).append(change)
        for of_one in by_line.values():
            _write_line(unit, year, of_one[0].line, {change.cell: change.value for change in of_one})


def add_line(store: Store, year: int, side: Side, name: str, values: Mapping[str, Any] | None = None) -> int:
    """Add a line at the end of its side, its kind guessed from its name; gives its id."""
    return add_lines(store, year, side, [{"name": name, **(values or {})}])[0]


def add_lines(store: Store, year: int, side: Side, rows: Sequence[Mapping[str, Any]]) -> list[int]:
    """Add several lines, such as a pasted block, as one step; each row has a `name` and further fields or cells.

    Of several lines the one that is refused is named.
    """
    what = ngettext("Regel toegevoegd", "{n} regels toegevoegd", len(rows)).format(n=len(rows))
    with store.write(what) as unit:
        return [_added(unit, year, side, row, named=len(rows) > 1) for row in rows]


def change_line(store: Store, line_id: int, version: int, values: Mapping[str, Any]) -> None:
    """Change fields of a line; another name is given to the same line of all years, so that years stay side by side."""
    with store.write(_("Regel gewijzigd")) as unit:
        line = records.existing(unit, BudgetLine, line_id, version)
        name = values.get("name")
        if name is not None and name != line.name:
            _rename(unit, line, str(name))
        rest = {key: value for key, value in values.items() if key != "name"}
        side = rest.get("side", line.side)
        if side is not line.side and "kind" not in rest:
            rest["kind"] = guess_line_kind(line.name, side)
        if side is Side.INCOME:
            rest["is_general"] = False
        records.put(unit, BudgetLine, rest, line_id)


def delete_line(store: Store, line_id: int) -> None:
    """Remove a line of one year; its bookings are to be sorted again."""
    with store.write(_("Regel verwijderd")) as unit:
        line = records.existing(unit, BudgetLine, line_id)
        bookings = unit.scalars(sa.select(Booking.id).where(Booking.line_id == line_id))
        unit.update_many(Booking, [{"id": number, "line_id": None} for number in bookings])
        unit.delete(line)


def copy_year(store: Store, year: int) -> int:
    """Take over the lines of the year before that this year lacks, with their budgets; gives how many."""
    with store.write(_("Regels van {year} overgenomen").format(year=year - 1)) as unit:
        known = {fold(name) for name in unit.scalars(sa.select(BudgetLine.name).where(BudgetLine.year == year))}
        query = sa.select(BudgetLine).where(BudgetLine.year == year - 1).order_by(BudgetLine.position, BudgetLine.id)
        rows = [
            {**{name: getattr(line, name) for name in _KEPT}, "year": year, "budget": line.budget}
            for line in unit.scalars(query)
            if fold(line.name) not in known
        ]
        unit.insert_many(BudgetLine, rows)
    return len(rows)


def add_start_lines(store: Store, year: int) -> int:
    """Begin a year with the usual lines of a village initiative, without amounts; gives how many were added."""
    with store.write(_("Gewone regels toegevoegd")) as unit:
        known = {fold(name) for name in unit.scalars(sa.select(BudgetLine.name).where(BudgetLine.year == year))}
        rows = [
            {
                "year": year, "name": name, "kind": kind, "position": at, "is_general": is_general,
                "side": Side.INCOME if kind in INCOME_KINDS else Side.EXPENSE,
            }
            for at, (name, kind, is_general) in enumerate(START_LINES, start=1)
            if fold(name) not in known
        ]  # fmt: skip
        unit.insert_many(BudgetLine, rows)
    return len(rows)


def set_explained_share(store: Store, percent: int) -> None:
    """From which difference an explanation is asked, in whole percents, for lines without a grant."""
    if not 0 <= percent <= 100:
        raise Invalid({"explained_from": _("Vul een percentage in van 0 tot en met 100.")})
    with store.write(_("Grens voor uitleg gewijzigd")) as unit:
        query = sa.select(Setting).where(Setting.key == EXPLAINED_KEY)
        present = unit.scalars(query).first()
        values = {"key": EXPLAINED_KEY, "value": str(percent)}
        records.put(unit, Setting, values, present.id if present is not None else None)


def _write_line(unit: Unit, year: int, line: MoneyLine, cells: dict[str, Any]) -> None:
    if unknown := cells.keys() - set(CELLS):
        raise ValueError(f"a line has no {', '.join(sorted(unknown))}")
    has_next = "next_budget" in cells
    next_budget = cells.pop("next_budget", None)
    if cells and line.id is not None:
        records.put(unit, BudgetLine, cells, line.id, shown_version=line.version)
    elif any(value is not None for value in cells.values()):
        if _find(unit, year, line.side, line.name) is not None:
            raise Conflict  # someone else filled in another cell of it, or this one
        _copy_of(unit, line, year, cells)
    if has_next:
        later = _find(unit, year + 1, line.side, line.name)
        if later is not None and later.budget not in (line.next_budget, next_budget):
            raise Conflict
        if later is not None:
            records.put(unit, BudgetLine, {"budget": next_budget}, later.id)
        elif next_budget is not None:
            _copy_of(unit, line, year + 1, {"budget": next_budget})


def _copy_of(unit: Unit, line: MoneyLine, year: int, values: Mapping[str, Any]) -> None:
    """The same line in another year."""
    _refuse_double(unit, year, line.name)
    records.put(unit, BudgetLine, {**{name: getattr(line, name) for name in _KEPT}, "year": year, **values})


def _added(unit: Unit, year: int, side: Side, row: Mapping[str, Any], *, named: bool) -> int:
    try:
        return _add(unit, year, side, row)
    except Invalid as trouble:
        name = " ".join(str(row["name"]).split())
        if not named or not name:
            raise
        raise Invalid({"name": f"{name}: {trouble.sentence}"}) from trouble


def _add(unit: Unit, year: int, side: Side, row: Mapping[str, Any]) -> int:
    name = " ".join(str(row.get("name") or "").split())
    if not name:
        raise Invalid({"name": _("Vul een naam in voor de regel.")})
    if len(name) > 120:
        raise Invalid({"name": _("Deze naam is te lang. Gebruik ten hoogste 120 tekens.")})
    _refuse_double(unit, year, name)
    highest = unit.scalar(sa.select(sa.func.max(BudgetLine.position)).where(BudgetLine.year == year)) or 0
    values: dict[str, Any] = {"kind": guess_line_kind(name, side), "position": highest + 1}
    values |= {key: value for key, value in row.items() if key != "next_budget"}
    line = records.put(unit, BudgetLine, {**values, "name": name, "year": year, "side": side})
    if row.get("next_budget") is not None:
        later = _find(unit, year + 1, side, name)
        values = {name: getattr(line, name) for name in _KEPT} | {"year": year + 1, "budget": row["next_budget"]}
        records.put(unit, BudgetLine, values, later.id if later is not None else None)
    return line.id


def _rename(unit: Unit, line: BudgetLine, name: str) -> None:
    whole = " ".join(name.split())
    if not whole:
        raise Invalid({"name": _("Vul een naam in voor de regel.")})
    query = sa.select(BudgetLine).where(BudgetLine.side == line.side, BudgetLine.name == line.name)
    for one in unit.scalars(query).all():
        others = sa.select(BudgetLine).where(BudgetLine.year == one.year, BudgetLine.id != one.id)
        if any(fold(other.name) == fold(whole) for other in unit.scalars(others)):
            raise Invalid({"name": _("In {year} is er al een regel met deze naam.").format(year=one.year)})
        records.put(unit, BudgetLine, {"name": whole}, one.id)


def _refuse_double(unit: Unit, year: int, name: str) -> None:
    for known in unit.scalars(sa.select(BudgetLine.name).where(BudgetLine.year == year)):
        if fold(known) == fold(name):
            raise Invalid({"name": _("In {year} is er al een regel met deze naam.").format(year=year)})


def _find(unit: Unit, year: int, side: Side, name: str) -> BudgetLine | None:
    query = sa.select(BudgetLine).where(BudgetLine.year == year, BudgetLine.side == side)
    return next((line for line in unit.scalars(query) if fold(line.name) == fold(name)), None)


def line_kinds(side: Side) -> tuple[LineKind, ...]:
    """The kinds that fit this side."""
    return tuple(kind for kind in LineKind if (kind in INCOME_KINDS) == (side is Side.INCOME))
