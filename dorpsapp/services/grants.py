"""Grants from decision to settled account: their facts, targets and questions, read whole and written as steps."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import (
    BudgetLine,
    Category,
    Deadline,
    Funder,
    Grant,
    GrantState,
    Question,
    Regime,
    Target,
)
from dorpsapp.services import records
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _, fold, show_day

Fits = Callable[[str, bool], str]
"""Why an indicator cannot be a target, given its key and whether it is narrowed to one kind; empty when it can."""


@dataclass(frozen=True)
class AgreedTarget:
    """What was agreed: how much of which figure, if wanted of one kind of support alone."""

    id: int
    label: str
    indicator: str
    category: str | None
    category_name: str | None
    wanted: int
    explanation: str | None
    goal: str | None
    next_wanted: int | None


@dataclass(frozen=True)
class AskedQuestion:
    """A question or condition of the decision with its answer so far."""

    id: int
    text: str
    indicator: str | None
    answer: str | None


@dataclass(frozen=True)
class GrantDeadline:
    """A day by which something must be with the funder."""

    id: int
    what: str
    due_on: date
    remind_days: int
    done_on: date | None


@dataclass(frozen=True)
class GrantView:
    """One grant with everything that hangs on it; amounts in cents."""

    id: int
    version: int
    funder_id: int
    funder: str
    own_municipality: str | None
    name: str
    first: date
    last: date
    state: GrantState
    requested: int | None
    amount: int | None
    settled: int | None
    decided_on: date | None
    grant_number: str | None
    case_number: str | None
    regime: Regime
    eligible: str | None
    explained_from: int
    targets: tuple[AgreedTarget, ...] = ()
    questions: tuple[AskedQuestion, ...] = ()
    deadlines: tuple[GrantDeadline, ...] = ()

    @property
    def period_label(self) -> str:
        """`2026` for a calendar year, else both days."""
        if (self.first.month, self.first.day, self.last.month, self.last.day) == (1, 1, 12, 31):
            years = (self.first.year, self.last.year)
            label = _("{first} t/m {last}").format(first=years[0], last=years[1])
            return str(years[0]) if years[0] == years[1] else label
        return _("{first} t/m {last}").format(first=show_day(self.first), last=show_day(self.last))


def grant_view(store: Store, grant_id: int) -> GrantView:
    """One grant; a UserError when it is gone."""
    with store.read() as session:
        found = _views(session, sa.select(Grant).where(Grant.id == grant_id))
    if not found:
        raise UserError(_("Deze subsidie bestaat niet meer. Iemand heeft die intussen verwijderd."))
    return found[0]


def grants_between(session: Session, first: date, last: date, funder_id: int | None = None) -> tuple[GrantView, ...]:
    """The grants whose period touches these days, refused ones left out; of one funder when that is named."""
    query = sa.select(Grant).where(
        Grant.period_from <= last, Grant.period_to >= first, Grant.state != GrantState.REFUSED
    )
    if funder_id is not None:
        query = query.where(Grant.funder_id == funder_id)
    return _views(session, query)


def save_grant(
    store: Store,
    values: Mapping[str, Any],
    grant_id: int | None = None,
    version: int | None = None,
    *,
    new_funder: str = "",
) -> int:
    """Add a grant or change fields of one; gives its id. Raises Invalid with a sentence for each field.

    `new_funder` is the name of a funder that is not known yet; it is made in the same step.
    """
    what = _("Subsidie toegevoegd") if grant_id is None else _("Subsidie gewijzigd")
    with store.write(what) as unit:
        if new_funder.strip():
            values = {**values, "funder_id": _funder_named(unit, new_funder)}
        _refuse_same(unit, values, grant_id)
        return records.put(unit, Grant, values, grant_id, shown_version=version).id


def _refuse_same(unit: Unit, values: Mapping[str, Any], grant_id: int | None) -> None:
    """A grant that is there already is not made again: the same name at the same funder from the same day."""
    names = ("name", "funder_id", "period_from")
    if not set(names) & set(values):
        return
    present = records.existing(unit, Grant, grant_id) if grant_id is not None else None
    name, funder, first = (values[key] if key in values else getattr(present, key, None) for key in names)
    for known in unit.scalars(sa.select(Grant).where(Grant.funder_id == funder, Grant.period_from == first)):
        if known.id != grant_id and fold(known.name) == fold(" ".join(str(name or "").split())):
            raise Invalid({"name": _("Deze geldgever heeft al een subsidie met deze naam en begindatum.")})


def _funder_named(unit: Unit, name: str) -> int:
    """The funder with this name, made when there is none."""
    for known in unit.scalars(sa.select(Funder)):
        if fold(known.name) == fold(name):
            return int(known.id)
    return records.put(unit, Funder, {"name": " ".join(name.split())}).id


def save_target(
    store: Store,
    grant_id: int,
    values: Mapping[str, Any],
    fits: Fits,
    target_id: int | None = None,
    version: int | None = None,
) -> int:
    """Add or change a target of a grant; `fits` knows which indicators exist and which can be narrowed."""
    what = _("Afspraak toegevoegd") if target_id is None else _("Afspraak gewijzigd")
    with store.write(what) as unit:
        whole: dict[str, Any] = {}
        if target_id is not None:
            present = records.existing(unit, Target, target_id, version)
            whole = {"indicator": present.indicator, "category_id": present.category_id, "wanted": present.wanted}
        whole |= values
        problems = {}
        if whole.get("indicator"):
            sentence = fits(str(whole["indicator"]), whole.get("category_id") is not None)
            if sentence:
                problems["indicator"] = sentence
        if whole.get("wanted") is not None and whole["wanted"] <= 0:
            problems["wanted"] = _("Vul een aantal in dat groter is dan nul.")
        if problems:
            raise Invalid(problems)
        if target_id is None and "position" not in values:
            values = {**values, "position": _next_position(unit, Target, grant_id)}
        return records.put(unit, Target, {**values, "grant_id": grant_id}, target_id).id


def save_question(
    store: Store,
    grant_id: int,
    values: Mapping[str, Any],
    known: Callable[[str], bool],
    question_id: int | None = None,
    version: int | None = None,
) -> int:
    """Add or change a question of a grant; `known` says whether an indicator exists."""
    what = _("Vraag toegevoegd") if question_id is None else _("Vraag gewijzigd")
    with store.write(what) as unit:
        if values.get("indicator") and not known(str(values["indicator"])):
            raise Invalid({"indicator": _("Dit getal kent Dorpsapp niet. Kies een getal uit de lijst.")})
        if question_id is None and "position" not in values:
            values = {**values, "position": _next_position(unit, Question, grant_id)}
        record = records.put(unit, Question, {**values, "grant_id": grant_id}, question_id, shown_version=version)
        return record.id


def delete_grant(store: Store, grant_id: int) -> None:
    """Remove a grant with its deadlines, targets and questions; lines of the budget stay, without the grant."""
    with store.write(_("Subsidie verwijderd")) as unit:
        grant = records.existing(unit, Grant, grant_id)
        for owned in (Deadline, Target, Question):
            unit.delete_many(owned, list(unit.scalars(sa.select(owned.id).where(owned.grant_id == grant_id))))
        lines = unit.scalars(sa.select(BudgetLine.id).where(BudgetLine.grant_id == grant_id))
        unit.update_many(BudgetLine, [{"id": number, "grant_id": None} for number in lines])
        unit.delete(grant)


def prepare_next(store: Store, grant_id: int) -> int:
    """Make the grant of the next period out of this one: the same targets, questions and deadlines a year later.

    A target gets the number that was meant for next year, and else the present one. Gives the id of the new grant.
    """
    with store.write(_("Subsidie voor het volgende jaar voorbereid")) as unit:
        grant = records.existing(unit, Grant, grant_id)
        years = max(1, grant.period_to.year - grant.period_from.year + 1)
        first, last = later(grant.period_from, years), later(grant.period_to, years)
        known = sa.select(Grant.id).where(Grant.funder_id == grant.funder_id, Grant.period_from == first)
        names = set(unit.scalars(sa.select(Grant.name).where(Grant.funder_id == grant.funder_id)))
        name = _next_name(grant.name, grant.period_from.year, first.year)
        if name in names and unit.scalar(known) is not None:
            raise UserError(_("Deze subsidie is er al: {name}.").format(name=name))
        values = {
            "funder_id": grant.funder_id, "name": name, "period_from": first, "period_to": last,
            "state": GrantState.PREPARED, "regime": grant.regime, "eligible": grant.eligible,
            "explained_from": grant.explained_from,
        }  # fmt: skip
        new = records.put(unit, Grant, values).id
        for target in unit.scalars(sa.select(Target).where(Target.grant_id == grant_id)).all():
            unit.add(
                Target(
                    grant_id=new, label=target.label, indicator=target.indicator, category_id=target.category_id,
                    wanted=target.next_wanted or target.wanted, goal=target.goal, position=target.position,
                )
            )  # fmt: skip
        for question in unit.scalars(sa.select(Question).where(Question.grant_id == grant_id)).all():
            unit.add(
                Question(grant_id=new, text=question.text, indicator=question.indicator, position=question.position)
            )
        for one in unit.scalars(sa.select(Deadline).where(Deadline.grant_id == grant_id)).all():
            unit.add(
                Deadline(grant_id=new, what=one.what, due_on=later(one.due_on, years), remind_days=one.remind_days)
            )
        return new


def later(day: date, years: int) -> date:
    """The same day some years later; 29 February becomes the 28th where that year has none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return date(day.year + years, 2, 28)


def _next_name(name: str, year: int, next_year: int) -> str:
    if str(year) in name:
        return name.replace(str(year), str(next_year))
    return f"{name[:114]} {next_year}"


def _next_position(unit: Unit, record: type[Target] | type[Question], grant_id: int) -> int:
    query = sa.select(sa.func.coalesce(sa.func.max(record.position), 0)).where(record.grant_id == grant_id)
    return int(unit.scalar(query)) + 1


def _views(session: Session, query: sa.Select[Grant]) -> tuple[GrantView, ...]:
    """Grants with what hangs on them, in the order of funder and period."""
    grants = session.scalars(query.order_by(Grant.period_from.desc(), Grant.funder_id, Grant.id)).all()
    ids = [grant.id for grant in grants]
    funders = {one.id: one for one in session.scalars(sa.select(Funder))}
    targets: dict[int, list[AgreedTarget]] = {}
    kinds = {one.id: (one.code, one.name) for one in session.scalars(sa.select(Category))}
    for target in session.scalars(
        sa.select(Target).where(Target.grant_id.in_(ids)).order_by(Target.position, Target.id)
    ):
        code, name = kinds[target.category_id] if target.category_id is not None else (None, None)
        targets.setdefault(target.grant_id, []).append(
            AgreedTarget(
                target.id, target.label, target.indicator, code, name, target.wanted, target.explanation, target.goal,
                target.next_wanted,
            )
        )  # fmt: skip
    questions: dict[int, list[AskedQuestion]] = {}
    for question in session.scalars(
        sa.select(Question).where(Question.grant_id.in_(ids)).order_by(Question.position, Question.id)
    ):
        asked = AskedQuestion(question.id, question.text, question.indicator, question.answer)
        questions.setdefault(question.grant_id, []).append(asked)
    deadlines: dict[int, list[GrantDeadline]] = {}
    for one in session.scalars(
        sa.select(Deadline).where(Deadline.grant_id.in_(ids)).order_by(Deadline.due_on, Deadline.id)
    ):
        deadlines.setdefault(one.grant_id, []).append(
            GrantDeadline(one.id, one.what, one.due_on, one.remind_days, one.done_on)
        )
    return tuple(
        replace(
            view_of(grant, funders[grant.funder_id].name, funders[grant.funder_id].own_municipality),
            targets=tuple(targets.get(grant.id, ())),
            questions=tuple(questions.get(grant.id, ())),
            deadlines=tuple(deadlines.get(grant.id, ())),
        )
        for grant in grants
    )


def view_of(grant: Grant, funder: str, own_municipality: str | None) -> GrantView:
    """The facts of a grant alone, without what hangs on it."""
    return GrantView(
        grant.id, grant.version, grant.funder_id, funder, own_municipality, grant.name, grant.period_from,
        grant.period_to, grant.state, grant.requested, grant.amount, grant.settled, grant.decided_on,
        grant.grant_number, grant.case_number, grant.regime, grant.eligible, grant.explained_from,
    )  # fmt: skip
