"""Brings a budget into the file: what was planned and what it became, of its own year and of those beside it."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.exchange.budget_row import AMOUNTS, BudgetRow
from dorpsapp.exchange.mapping import Layout, Policy
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.policies import keep_or_take, policy_of
from dorpsapp.exchange.preview import Change, Fate
from dorpsapp.exchange.watch import Watch
from dorpsapp.models import BudgetLine, Side
from dorpsapp.services.line_kinds import guess_line_kind, guess_side
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, show_money

_AMOUNTS = {"budget", "actual"}
OVERWRITABLE = (*AMOUNTS, "explanation")
"""The columns for which can be chosen what happens where another value stands already."""


@dataclass
class BudgetPlan:
    """What reading the list in will do, worked out before anything is written."""

    new: list[dict[str, Any]] = field(default_factory=list)
    filled: list[dict[str, Any]] = field(default_factory=list)
    rows_new: int = 0
    rows_updated: int = 0
    duplicates: int = 0
    people: int = 0
    years: set[int] = field(default_factory=set)

    def write(self, unit: Unit, batch_id: int, watch: Watch) -> None:
        """All lines at once."""
        watch.go_on()
        unit.insert_many(BudgetLine, self.new)
        unit.update_many(BudgetLine, self.filled)


def plan_budget(session: Session, rows: Iterable[BudgetRow], layout: Layout, findings: Findings) -> BudgetPlan:
    """Look every row up among the lines of the years it is about: new, filling, changing, or the same."""
    return _Planner(session, layout, findings).plan(rows)


class _Planner:
    """Keeps the lines of the file at hand while rows are laid beside them."""

    def __init__(self, session: Session, layout: Layout, findings: Findings) -> None:
        self._layout = layout
        self._findings = findings
        self._known: dict[tuple[int, str], BudgetLine] = {}
        self._sides: dict[str, Side] = {}
        self._last: dict[int, int] = {}
        self._listed: dict[tuple[int, str], int] = {}
        for line in session.scalars(sa.select(BudgetLine).order_by(BudgetLine.year)):
            self._known[line.year, fold(line.name)] = line
            self._sides[fold(line.name)] = line.side
            self._last[line.year] = max(self._last.get(line.year, 0), line.position)

    def plan(self, rows: Iterable[BudgetRow]) -> BudgetPlan:
        plan = BudgetPlan()
        for row in rows:
            side = row.side or self._sides.get(fold(row.name)) or guess_side(row.name)
            if side is None:
                self._problem(row, "side", _("Is dit een baat of een last? Zet dat in een kolom Baten of lasten."))
                continue
            first = self._listed.setdefault((row.year, fold(row.name)), row.number)
            if first != row.number:
                text = _("Deze naam staat ook in regel {n} van de lijst. Geef elke regel een eigen naam.")
                self._problem(row, "name", text.format(n=first))
                continue
            self._lay_beside(plan, row, side)
        return plan

    def _lay_beside(self, plan: BudgetPlan, row: BudgetRow, side: Side) -> None:
        before = len(self._findings.problems)
        new, filled = [], []
        changes: list[Change] = []
        asked = False
        for year, values in row.years.items():
            there = self._known.get((year, fold(row.name)))
            if there is None:
                new.append((year, values))
            elif there.side is not side:
                text = _("Deze regel staat al in de begroting van {year}, bij de {side}.")
                self._problem(row, "name", text.format(year=year, side=_(there.side.value)))
            else:
                fill, more, asks = self._compared(row, there, values)
                changes += more
                asked = asked or asks
                filled += [{"id": there.id, **fill}] if fill else []
        if asked:
            questions = " ".join(one.text for one in self._findings.problems[before:])
            self._findings.preview.add(
                row.number, Fate.DOUBTFUL, lambda: row.name, changes=changes, question=questions,
                answers=keep_or_take(),
            )  # fmt: skip
        if len(self._findings.problems) > before:
            return
        for year, values in new:
            self._last[year] = self._last.get(year, 0) + 1
            kind = guess_line_kind(row.name, side)
            line = {"year": year, "name": row.name, "side": side, "kind": kind, "position": self._last[year]}
            plan.new.append({**line, **values})
        plan.filled += filled
        fate = Fate.NEW if new else Fate.CHANGED if filled else Fate.SAME
        self._findings.preview.add(row.number, fate, lambda: row.name, changes=changes if fate is Fate.CHANGED else ())
        if new or filled:
            plan.years.add(row.year)
        plan.rows_new += bool(new)
        plan.rows_updated += bool(filled) and not new
        plan.duplicates += not new and not filled

    def _compared(
        self, row: BudgetRow, there: BudgetLine, values: dict[str, Any]
    ) -> tuple[dict[str, Any], list[Change], bool]:
        """What is filled in or overwritten, the changes in words, and whether the user must say more.

        Empty fields are filled; what differs stays, is overwritten or is asked, as was chosen for that column.
        """
        fill: dict[str, Any] = {}
        changes = []
        asked = False
        answer = self._layout.answers.get(row.number, "")
        for name, value in values.items():
            old = getattr(there, name)
            if old == value:
                continue
            column = row.columns[there.year, name]
            policy = Policy.OVERWRITE if old is None else policy_of(column, self._layout.policies, answer)
            if policy is Policy.FILL:
                continue
            label = f"{self._layout.heading(column)} {there.year}"
            changes.append(Change(label, "" if old is None else _shown(name, old), _shown(name, value)))
            if policy is Policy.OVERWRITE:
                fill[name] = value
            else:
                asked = True
                text = _("In {year} staat hier al: {old}. Deze regel is overgeslagen.")
                self._problem(row, column, text.format(year=there.year, old=_shown(name, old)))
        return fill, changes, asked

    def _problem(self, row: BudgetRow, name: str, text: str) -> None:
        self._findings.problem(row.number, self._layout.heading(name), text)


def _shown(name: str, value: Any) -> str:
    return show_money(value) if name in _AMOUNTS else str(value)[:60]
