"""Figures: every indicator worked out over facts, with its breakdowns, protected or exact."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dorpsapp.figures.across import Earlier, cells_to_hide
from dorpsapp.figures.beside import Beside
from dorpsapp.figures.dimensions import CATEGORY, DIMENSIONS, POLICY_AREA, Dimension, Member
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.hidden import HIDDEN, SMALL, Hidden
from dorpsapp.figures.indicators import BY_KEY, INDICATORS, Indicator, Measure, Value
from dorpsapp.figures.left_out import categories_left_out, lines_left_out, told_counts
from dorpsapp.figures.protect import THRESHOLD, bounds_of, protect_people
from dorpsapp.figures.reader import Cell, Tables
from dorpsapp.figures.wording import Wording
from dorpsapp.models import ParticipantRole
from dorpsapp.text import _

TOGETHER_KEY = "together"
TOGETHER = -1
"""The number of the line on which amounts that are left out stand together."""


def together() -> Member:
    """The line on which amounts that are left out are shown as one."""
    return Member(TOGETHER_KEY, _("Kleine groepen samen"), TOGETHER)


@dataclass(frozen=True, slots=True)
class FigureRow:
    """One line of a breakdown; `number` is what it is referred to by."""

    key: str
    label: str
    value: Value | Hidden
    number: int = 0


@dataclass(frozen=True)
class Breakdown:
    """A figure over the members of one dimension."""

    dimension: str
    label: str
    rows: tuple[FigureRow, ...]

    def value(self, key: str) -> Value | Hidden:
        """What the line with this key says; None when there is no such line."""
        return next((row.value for row in self.rows if row.key == key), None)


@dataclass(frozen=True)
class Figure:
    """An indicator with its value over the period, its label and definition in the initiative's own words."""

    indicator: Indicator
    label: str
    definition: str
    value: Value
    breakdowns: tuple[Breakdown, ...]

    @property
    def key(self) -> str:
        """The stable key of the indicator."""
        return self.indicator.key

    @property
    def shown(self) -> str:
        """The value as Dutch people write it, with a dash where there is none."""
        return self.indicator.kind.show(self.value) or "–"

    def by(self, dimension: Dimension) -> Breakdown:
        """The breakdown over a dimension; KeyError when this figure has none."""
        return {one.dimension: one for one in self.breakdowns}[dimension.key]


@dataclass(frozen=True)
class Figures:
    """All figures of one period."""

    facts: Facts
    wording: Wording
    exact: bool
    figures: tuple[Figure, ...]

    def __getitem__(self, key: str) -> Figure:
        return next(figure for figure in self.figures if figure.key == key)

    def value(self, key: str) -> Value:
        """The value of one figure over the whole period."""
        return self[key].value


def work_out(facts: Facts, wording: Wording, *, exact: bool = False, beside: Sequence[Beside] = ()) -> Figures:
    """Every indicator over these facts; `exact` leaves the protection of small counts out, for use inside.

    `beside` are frozen reports over other days that overlap with these.
    """
    splits = {dimension.key: dimension.split(facts) for dimension in DIMENSIONS}
    figures = tuple(
        Figure(
            indicator,
            wording.fill(_(indicator.label)),
            wording.fill(_(indicator.definition)),
            indicator.worked_out(facts, exact=exact),
            tuple(
                protected_breakdown(indicator, dimension, facts, splits, exact=exact, beside=beside)
                for dimension in indicator.dimensions
            ),
        )
        for indicator in INDICATORS
    )
    shown = figures if exact else _without_hours_per_ride(_hidden_across(figures, facts, beside))
    return Figures(facts, wording, exact, shown)


def _without_hours_per_ride(figures: tuple[Figure, ...]) -> tuple[Figure, ...]:
    """Hours for each ride would tell how many rides there were, so they go where that is left out."""
    rides = next(one for one in figures if one.key == "deliveries").by(CATEGORY).value("TRANSPORT")
    if not isinstance(rides, Hidden):
        return figures
    return tuple(replace(one, value=None) if one.key == "paid_hours_per_ride" else one for one in figures)


def tables_of(figures: Sequence[Figure], facts: Facts) -> Tables:
    """The tables of counts as they are shown in these figures, for who reads them all."""
    counted = {one.key: one for one in figures if one.indicator.measure in {Measure.PEOPLE, Measure.REQUESTS}}
    shown = {
        (key, breakdown.dimension, row.key): row.value
        for key, figure in counted.items()
        for breakdown in figure.breakdowns
        for row in breakdown.rows
        if isinstance(row.value, int | Hidden)
    }
    kinds: dict[str, list[str]] = {}
    for one in facts.categories.values():
        kinds.setdefault("none" if one.area is None else str(one.area), []).append(one.code)
    exact = frozenset(
        (key, dimension.key)
        for key, figure in counted.items()
        for dimension in figure.indicator.dimensions
        if figure.indicator.measure is Measure.REQUESTS or dimension.parts_people
    )
    totals = {key: one.indicator.told_range(facts) for key, one in counted.items()}
    return Tables(shown, totals, kinds, exact, {} if facts.only_own else _visits(figures, facts))


def _visits(figures: Sequence[Figure], facts: Facts) -> dict[Cell, int]:
    """No more people came than there were visits, where these are told: shown, or of the only kind of its shape."""
    contacts = next(one for one in figures if one.key == "contacts")
    told = told_counts(contacts.indicator, facts)
    found: dict[Cell, int] = {}
    for breakdown in [each for each in contacts.breakdowns if each.dimension != POLICY_AREA.key]:
        for row in breakdown.rows:
            count = told.get(row.key) if breakdown.dimension == CATEGORY.key else None
            most = row.value if count is None else count
            if isinstance(most, int):
                found["clients_unique", breakdown.dimension, row.key] = most
    return found


def _hidden_across(figures: Sequence[Figure], facts: Facts, beside: Sequence[Beside]) -> tuple[Figure, ...]:
    """The figures without the lines that another table would give away, or one of a frozen report."""
    tables = tables_of(figures, facts)
    published = [one for one in beside if one.published.funder == facts.funder and one.is_part_of_other]
    hidden = cells_to_hide(tables, [_earlier(one, tables, facts) for one in published])
    if not hidden:
        return tuple(figures)
    return tuple(
        replace(
            figure,
            breakdowns=tuple(
                replace(
                    breakdown,
                    rows=tuple(
                        replace(row, value=HIDDEN) if (figure.key, breakdown.dimension, row.key) in hidden else row
                        for row in breakdown.rows
                    ),
                )
                for breakdown in figure.breakdowns
            ),
        )
        for figure in figures
    )


def _earlier(one: Beside, tables: Tables, facts: Facts) -> Earlier:
    """What an earlier report shows of these lines; a line that did not stand in a table of it was nil."""
    totals = {
        key: (bounds_of(total, total) if facts.only_own and BY_KEY[key].of_clients else (total, total))
        for key in tables.totals
        if (total := one.published.totals.get(key)) is not None
    }
    told = {cell: value for cell, value in one.published.lines.items() if cell[0] in totals}
    present = {cell[:2] for cell in told}
    nil = dict.fromkeys((cell for cell in tables.shown if cell[:2] in present), 0)
    return Earlier(nil | told, totals, one.is_over_more_days)


Splits = dict[str, list[tuple[Member, Facts]]]


def protected_breakdown(
    indicator: Indicator, dimension: Dimension, facts: Facts, splits: Splits, *, exact: bool, beside: Sequence[Beside]
) -> Breakdown:
    """One table as it is shown where no other stands beside it; `splits` are the parts of the facts by dimension."""
    parts = splits[dimension.key]
    members = [member for member, _facts in parts]
    values: list[Value | Hidden] = [indicator.worked_out(part, exact=exact) for _member, part in parts]
    if not exact and indicator.measure in {Measure.PEOPLE, Measure.REQUESTS}:
        adds_up = dimension.parts_people or indicator.measure is Measure.REQUESTS
        total = int(indicator.value(facts) or 0)
        counts = [int(indicator.value(part) or 0) for _member, part in parts]
        shown = protect_people(counts, total, adds_up=adds_up)
        if not adds_up:
            few = {key for one in beside for key in _of_few_more(indicator, dimension, one)}
            shown = [
                HIDDEN if member.key in few and value is SMALL else value
                for member, value in zip(members, shown, strict=True)
            ]
        values = [*shown]
        if indicator.part_of and dimension is CATEGORY:
            values = _only_large(values, [BY_KEY[indicator.part_of].value(part) for _member, part in parts])
    elif not exact and indicator.measure in {Measure.AMOUNT, Measure.COUNT}:
        members, values = _protect_amounts(indicator, dimension, facts, splits, beside)
    elif not exact and indicator.measure is Measure.RATIO:
        values = [
            HIDDEN if value is not None and 0 < len(part.people_in(ParticipantRole.CLIENT)) < 10 else value
            for value, (_member, part) in zip(values, parts, strict=True)
        ]
    rows = tuple(
        FigureRow(member.key, member.label, value, member.number) for member, value in zip(members, values, strict=True)
    )
    return Breakdown(dimension.key, _(dimension.label), rows)


def _of_few_more(indicator: Indicator, dimension: Dimension, beside: Beside) -> set[str]:
    """The lines of people where the days of one of two reports alone have one to four: the totals say enough."""
    return {
        member.key
        for facts in (beside.only_now, beside.only_then)
        if 0 < int(indicator.value(facts) or 0) < THRESHOLD
        for member, part in dimension.split(facts)
        if indicator.value(part)
    }


def _only_large(values: Sequence[Value | Hidden], wholes: Sequence[Value]) -> list[Value | Hidden]:
    """The parts of a whole that are large enough to be shown in a table of two ways; nil counts as small there."""
    return [
        value if isinstance(value, int) and (value or not whole) else HIDDEN
        for value, whole in zip(values, wholes, strict=True)
    ]


def _protect_amounts(
    indicator: Indicator, dimension: Dimension, facts: Facts, splits: Splits, beside: Sequence[Beside]
) -> tuple[list[Member], list[Value | Hidden]]:
    """Amounts with the small lines left out and put together on a line of their own.

    A policy area counts only the kinds of support that are shown themselves, as the difference between the two tables
    would otherwise give a small one away.
    """
    if dimension is POLICY_AREA:
        hidden = categories_left_out(indicator, splits[CATEGORY.key], beside)
        keep = {one.id for one in facts.categories.values() if one.code not in hidden}
        parts = [(member, _only_categories(part, keep)) for member, part in splits[POLICY_AREA.key]]
        left_out = [
            _only_categories(facts, {one.id for one in facts.categories.values() if one.code in hidden})
        ] if hidden else []  # fmt: skip
        whole = [part for _member, part in splits[POLICY_AREA.key]]
        values: list[Value | Hidden] = [
            HIDDEN if not part.given and all_of.given else indicator.value(part)
            for (_member, part), all_of in zip(parts, whole, strict=True)
        ]
    else:
        parts = splits[dimension.key]
        at_hidden = lines_left_out(indicator, dimension, parts, beside)
        left_out = [part for at, (_member, part) in enumerate(parts) if at in at_hidden]
        values = [HIDDEN if at in at_hidden else indicator.value(part) for at, (_member, part) in enumerate(parts)]
    members = [member for member, _part in parts]
    if left_out:
        members.append(together())
        values.append(_sum([indicator.value(part) for part in left_out]))
    return members, values


def _sum(values: Sequence[Value]) -> int:
    return sum(int(value or 0) for value in values)


def _only_categories(facts: Facts, keep: set[int]) -> Facts:
    return facts.narrowed(
        (row for row in facts.work if row.category in keep),
        (row for row in facts.presence if row.category in keep),
        (row for row in facts.given if row.category in keep),
    )
