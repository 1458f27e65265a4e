"""Reads a list in: one unit of work with all its rows, all problems at once, and a way back weeks later."""

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.exchange.bank_files import with_headings
from dorpsapp.exchange.bank_in import BankPlan, plan_bank, read_bank_rows
from dorpsapp.exchange.budget_in import BudgetPlan, plan_budget
from dorpsapp.exchange.budget_row import name_years, read_budget_rows
from dorpsapp.exchange.mapping import Layout, Wishes, kind_of, lay_out, read_kind, read_wishes
from dorpsapp.exchange.matrix import without_matrix
from dorpsapp.exchange.outcome import Findings, ImportResult, Plan
from dorpsapp.exchange.people_in import plan_people
from dorpsapp.exchange.people_row import read_people_rows
from dorpsapp.exchange.sheet import Cancelled, Progress, Row, Sheet, with_own_headings
from dorpsapp.exchange.sheet_csv import read_pasted
from dorpsapp.exchange.sheet_in import read_sheet
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.exchange.sheet_tidy import TidyRows
from dorpsapp.exchange.support_in import plan_support, read_support_rows
from dorpsapp.exchange.watch import Watch
from dorpsapp.models import ImportBatch, ImportKind
from dorpsapp.store import history
from dorpsapp.store.store import Store
from dorpsapp.store.tables import HISTORY
from dorpsapp.store.unit import Unit
from dorpsapp.text import _


def import_file(
    store: Store,
    path: Path,
    *,
    kind: ImportKind | str | None = None,
    mapping: Path | Mapping[str, object] | None = None,
    year: int | None = None,
    only: Collection[ImportKind] = (),
    check: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportResult:
    """Read the list in this file into the store; with `check` only tell what would happen, and write nothing.

    Rows with a problem are left out, the others are written in one unit of work; nothing is when the file can not be
    read, the layout is unclear or the user stops (Cancelled): those raise a UserError. `progress` hears (count, total
    or 0, sentence) and may raise Cancelled itself. `year` is that of a budget whose headings name none; `only` names
    the kinds of list that are welcome, by default all.
    """
    return import_sheet(
        store,
        open_list(path, progress=progress, cancelled=cancelled),
        path.name,
        wishes=read_wishes(mapping),
        kind=None if kind is None else read_kind(kind),
        year=year,
        only=only,
        check=check,
        progress=progress,
        cancelled=cancelled,
    )


def open_list(path: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Sheet:
    """The list in this file with a heading of its own for each column; raises FileRefused."""
    return _ready(read_sheet(path, progress=progress, cancelled=cancelled))


def open_pasted(text: str) -> Sheet:
    """The same for a block that was pasted."""
    return _ready(read_pasted(text))


def _ready(sheet: Sheet) -> Sheet:
    return without_matrix(with_own_headings(with_headings(sheet)), date.today())


def import_sheet(
    store: Store,
    sheet: Sheet,
    source: str,
    *,
    wishes: Wishes,
    kind: ImportKind | None = None,
    year: int | None = None,
    only: Collection[ImportKind] = (),
    check: bool = False,
    progress: Progress | None = None,
    cancelled: Cancelled | None = None,
) -> ImportResult:
    """The same from a list that was opened before; `source` is the name it keeps in the history."""
    findings = Findings()
    for sentence in sheet.notices:
        findings.notice(sheet.heading_row, "", sentence)
    layout = _laid_out(sheet, wishes, kind, year, only, findings)
    rows = TidyRows(sheet.rows, sheet.headings, layout.kind)
    for number, text in rows.left_out.items():
        findings.notice(number, "", text)
    watch = Watch(progress, cancelled)
    count, planned = _read_rows(_Watched(rows, watch), layout, findings, watch)
    if not count:
        raise FileRefused(Refusal.NO_ROWS)
    if check:
        with store.read() as session:
            plan = planned(session)
        return _result(layout.kind, count, plan, findings, None)
    with store.write(_("Lijst ingelezen: {name}").format(name=source[:150]), keep=True) as unit:
        plan = planned(unit.session)
        entry_id = None
        if plan.rows_new or plan.rows_updated:
            entry_id = history.next_id(unit.session.connection())
            plan.write(unit, _add_batch(unit, source, layout.kind, count, plan.rows_new), watch)
        watch.go_on()
    return _result(layout.kind, count, plan, findings, entry_id)


def undo_import(store: Store, entry_id: int | None = None) -> str:
    """Take a whole list back out of the store, by default the latest one, and give its name; raises a UserError."""
    imports = sa.select(HISTORY.c.id).where(HISTORY.c.keep, sa.not_(HISTORY.c.undone))
    if entry_id is not None:
        imports = imports.where(HISTORY.c.id == entry_id)
    with store.read() as session:
        found = session.connection().scalar(imports.order_by(HISTORY.c.id.desc()).limit(1))
    if found is None and entry_id is not None:
        raise UserError(_("Er is geen ingelezen lijst met dit nummer om terug te nemen."))
    if found is None:
        raise UserError(_("Er is geen ingelezen lijst om terug te nemen."))
    return store.undo_entry(found)


@dataclass(frozen=True)
class _Watched:
    """The rows of a list, that can be gone through more than once, with news of how far the reading is."""

    rows: Iterable[Row]
    watch: Watch

    def __iter__(self) -> Iterator[Row]:
        return self.watch.over(self.rows, _("Regels nakijken"))


def _read_rows(
    rows: _Watched, layout: Layout, findings: Findings, watch: Watch
) -> tuple[int, Callable[[Session], Plan]]:
    """How many rows the list has, and what plans them once the store is looked at."""
    if layout.kind is ImportKind.PEOPLE:
        count, people = read_people_rows(rows, layout, findings)
        return count, lambda session: plan_people(session, people, layout, findings, watch)
    if layout.kind is ImportKind.BANK:
        count, bookings = read_bank_rows(rows, layout, findings)
        return count, lambda session: plan_bank(session, bookings, findings)
    if layout.kind is ImportKind.BUDGET:
        count, lines = read_budget_rows(rows, layout, findings)
        return count, lambda session: plan_budget(session, lines, layout, findings)
    support = read_support_rows(rows, layout, findings)
    return support.read, lambda session: plan_support(session, support, layout, findings, watch)


def _laid_out(
    sheet: Sheet,
    wishes: Wishes,
    kind: ImportKind | None,
    year: int | None,
    only: Collection[ImportKind],
    findings: Findings,
) -> Layout:
    kind = kind or wishes.kind or kind_of(sheet, wishes)
    if only and kind is not None and kind not in only:
        text = _("In deze lijst staat: {kind}. Hier kunt u alleen deze lijsten inlezen: {kinds}.")
        raise UserError(text.format(kind=_(kind.value), kinds=", ".join(_(each.value) for each in only)))
    if kind is ImportKind.BUDGET:
        wishes = name_years(sheet, wishes, year, findings)
    return lay_out(sheet, wishes, kind, findings)


def _add_batch(unit: Unit, source: str, kind: ImportKind, read: int, new: int) -> int:
    now = datetime.now().replace(microsecond=0)
    values = {"made_at": now, "source": source[:200], "kind": kind, "rows_read": read, "rows_new": new}
    (number,) = unit.insert_many(ImportBatch, [values])
    return number


def _result(kind: ImportKind, count: int, plan: Plan, findings: Findings, entry_id: int | None) -> ImportResult:
    return ImportResult(
        kind=kind,
        read=count,
        new=plan.rows_new,
        updated=plan.rows_updated,
        duplicates=plan.duplicates,
        skipped=count - plan.rows_new - plan.rows_updated - plan.duplicates,
        people=plan.people,
        problems=findings.sorted_problems(),
        notices=findings.sorted_notices(),
        entry_id=entry_id,
        preview=findings.preview,
        years=tuple(sorted(plan.years)) if isinstance(plan, BankPlan | BudgetPlan) else (),
    )
