"""The report as one JSON object: every figure with its definition, value and breakdowns, protected like the PDF."""

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from dorpsapp.figures.feedback import YES_NO, answers, average_grade
from dorpsapp.figures.figures import Figure
from dorpsapp.figures.held import Units
from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.indicators import BY_KEY, Indicator, Value
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Code, Family, figure_code
from dorpsapp.figures.value import replacement_value
from dorpsapp.models import WithoutUs
from dorpsapp.models.kinds import Percentage
from dorpsapp.reports.accounts import GrantResults
from dorpsapp.reports.money_codes import ACTIVITY, LINE
from dorpsapp.reports.plan_blocks import requested_amount
from dorpsapp.reports.references import printed
from dorpsapp.reports.report import Report, Review
from dorpsapp.reports.saving import save_bytes
from dorpsapp.reports.unit_costs import activity_units
from dorpsapp.reports.value_codes import BOUNDS
from dorpsapp.services.money_spread import ActivityMoney, cost_per_unit, spread_general_costs
from dorpsapp.text import in_dutch, round_half_up

FORMAT = 1


@in_dutch()
def figures_json(report: Report) -> dict[str, Any]:
    """The object: `{format, initiative, municipality, funder, period, earlier_periods, breaks, protected, figures,
    grants, money, value, feedback, amounts}`.

    Each figure has its value in this period, in the previous one and in all `earlier_periods`. Hours and
    kilometres are decimal numbers, percentages go from 0 to 100. A value that may not be shown is null, with what the
    report prints in its place under `shown`.
    """
    review = report.review
    return {
        "format": FORMAT,
        "initiative": review.initiative.get("name"),
        "municipality": review.initiative.get("municipality"),
        "funder": review.funder.name if review.funder else None,
        "only_residents_of": review.now.facts.own_municipality if review.now.facts.only_own else None,
        "period": _period(review.period),
        "previous_period": _period(review.before.facts.period),
        "earlier_periods": [_period(figures.facts.period) for figures in review.years[1:]],
        "breaks": [
            {"from": one.day.isoformat(), "category": one.category, "reason": one.reason} for one in review.shown_breaks
        ],
        "protected": not review.options.exact,
        "made_on": review.options.created.isoformat(),
        "edition": _edition(review),
        "figures": [_figure(figure, review) for figure in review.now.figures],
        "grants": [_grant(one, review.now.exact) for one in review.accounts.grants],
        "money": _money(review),
        "value": _value(review),
        "feedback": _feedback(review),
        "amounts": _amounts(report),
    }


def write_figures_json(report: Report, path: Path) -> None:
    """Write the object to a file, all of it or nothing."""
    text = json.dumps(figures_json(report), ensure_ascii=False, indent=2) + "\n"
    save_bytes(path, text.encode())


def _edition(review: Review) -> dict[str, Any] | None:
    """What a frozen report says of itself; null for one that is not frozen."""
    mark = review.options.mark
    if mark is None:
        return None
    return {"number": mark.number, "frozen_at": mark.made_at.isoformat(), "checksum": mark.checksum}


def _period(period: Period) -> dict[str, str]:
    return {"from": period.first.isoformat(), "to": period.last.isoformat(), "label": period.label}


def _figure(figure: Figure, review: Review) -> dict[str, Any]:
    indicator, now, before = figure.indicator, review.now, review.before
    return {
        "key": figure.key,
        "reference": figure_code(figure.key),
        "label": figure.label,
        "unit": indicator.unit,
        "definition": figure.definition,
        "value": _number(indicator, figure.value, now.exact),
        "shown": figure.shown,
        "previous": None if before.facts.is_empty else _number(indicator, before.value(figure.key), now.exact),
        "earlier": [_number(indicator, figures.value(figure.key), now.exact) for figures in review.years[1:]],
        "breakdowns": {
            breakdown.dimension: [
                {"key": row.key, "label": row.label, **_cell(indicator, row.value, now.exact)} for row in breakdown.rows
            ]
            for breakdown in figure.breakdowns
        },
    }


def _grant(results: GrantResults, exact: bool) -> dict[str, Any]:
    """A grant with its targets; amounts in euros."""
    grant = results.grant
    return {
        "name": grant.name,
        "funder": grant.funder,
        "grant_number": grant.grant_number,
        "case_number": grant.case_number,
        "amount": _euros(grant.amount),
        "period": _period(Period(grant.first, grant.last)),
        "counted_to": results.counted_to.isoformat(),
        "targets": [
            {
                "label": one.agreed.label,
                "reference": str(Code(Family.TARGET, one.agreed.id)),
                "figure": one.agreed.indicator,
                "category": one.agreed.category,
                "wanted": one.agreed.wanted,
                **_cell(BY_KEY[one.agreed.indicator], one.standing.realised, exact),
                "shown": one.standing.realised_shown,
                "explanation": one.agreed.explanation,
                "next": one.agreed.next_wanted,
            }
            for one in results.targets
        ],
        "questions": [
            {"text": one.question.text, "figure": one.question.indicator, "answer": one.question.answer}
            for one in results.answers
        ],
    }


def _money(review: Review) -> dict[str, Any] | None:
    """The lines, activities and reserves of the year, in euros; null when nothing was filled in."""
    money, outside = review.accounts.money, review.accounts.outside
    if money is None or money.is_empty:
        return None
    units = activity_units(review) or {}
    return {
        "year": money.year,
        "lines": [
            {
                "name": line.name,
                "reference": f"{LINE}{line.number}",
                "side": line.side.name.lower(),
                "kind": line.kind.name.lower(),
                "budget": _euros(line.budget),
                "actual": _euros(line.actual),
                "explanation": line.explanation,
                "previous": _euros(line.before),
                "next": _euros(line.next_budget),
            }
            for line in money.lines
        ],
        "activities": [
            _activity(one, units.get(one.activity_id)) for one in spread_general_costs(money.lines).activities
        ],
        "result": _euros(money.result.actual),
        "requested": _euros(requested_amount(review.accounts)),
        "outside_books": None if outside is None else {"amount": _euros(outside.amount), "km": outside.km / 10},
        "reserves": [
            {
                "name": one.name,
                "kind": one.kind.name.lower(),
                "opening": _euros(one.opening),
                "added": _euros(one.added),
                "withdrawn": _euros(one.withdrawn),
                "closing": _euros(one.closing),
            }
            for one in money.reserves
        ],
    }


def _activity(one: ActivityMoney, units: Units | Hidden | None) -> dict[str, Any]:
    """What an activity cost, and each time and attendance of it; these are null where the report does not count them.

    Where they may not be shown, `shown` is what the report prints in their place.
    """
    told = units if isinstance(units, Units) else None
    return {
        "name": one.name,
        "reference": f"{ACTIVITY}{one.activity_id}",
        "own": _euros(one.actual),
        "general": _euros(one.actual_general),
        "actual": _euros(one.total_actual),
        "budget": _euros(one.total_budget),
        "income": _euros(one.income),
        "times": told.times if told else None,
        "attendances": told.attendances if told else None,
        "per_time": _euros(cost_per_unit(one.total_actual, told.times)) if told else None,
        "per_attendance": _euros(cost_per_unit(one.total_actual, told.attendances)) if told else None,
        **({"shown": units.mark} if isinstance(units, Hidden) else {}),
    }


def _value(review: Review) -> dict[str, Any]:
    """The estimates as they are printed, each with what it was worked out from; rates in euros per hour."""
    bounds = replacement_value(review.now, review.background.worth)
    return {
        "replacement": [
            {
                "bound": bound.kind.name.lower(),
                "reference": BOUNDS[bound.kind].code,
                "hours": bound.minutes / 60,
                "shown": bound.value.shown if bound.value is not None else None,
                "rates": [
                    {"amount": _euros(one.cents), "from": one.valid_from.isoformat(), "source": one.source}
                    for one in bound.rates
                ],
            }
            for bound in bounds
        ],
    }


def _feedback(review: Review) -> dict[str, Any]:
    """What people said on forms: how many answered each question, and the answers as far as these may be shown."""
    told = review.background.feedback
    n, grade = average_grade(told)
    asked: dict[str, Any] = {"forms": told.forms, "grade": {"n": n, "average": None if grade is None else float(grade)}}
    for name, possible in (("without_us", tuple(WithoutUs)), ("less_alone", YES_NO), ("again", YES_NO)):
        found = answers(getattr(told, name), possible, exact=review.options.exact)
        shown = found.counts or (HIDDEN,) * len(possible)
        asked[name] = {
            "n": found.n,
            "answers": [
                {"value": None, "shown": one.mark} if isinstance(one, Hidden) else {"value": one} for one in shown
            ],
        }
    return asked


def _amounts(report: Report) -> list[dict[str, Any]]:
    """Every number in a table that is no indicator, as it is printed; numbers as a spreadsheet holds them."""
    return [
        {"reference": one.reference, "label": one.label, "value": one.cell.number, "shown": one.cell.text}
        for one in printed(report.document)
        if not one.reference.startswith("F")
    ]


def _euros(cents: int | None) -> float | None:
    return None if cents is None else cents / 100


def _cell(indicator: Indicator, value: Value | Hidden, exact: bool) -> dict[str, Any]:
    if isinstance(value, Hidden):
        return {"value": None, "shown": value.mark}
    return {"value": _number(indicator, value, exact)}


def _number(indicator: Indicator, value: Value, exact: bool) -> int | float | None:
    """In the unit of the figure; percentages are rounded as printed, because more digits would give counts away."""
    if value is None:
        return None
    if isinstance(indicator.kind, Percentage):
        percent = Decimal(value) * 100
        return float(percent if exact else round_half_up(percent, indicator.kind.decimals))
    plain = indicator.kind.excel_value(value)
    return plain if isinstance(plain, int) else float(round_half_up(plain, 4))
