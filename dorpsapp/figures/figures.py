"""Figures: every indicator worked out over facts, with its breakdowns, protected or exact."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from dorpsapp.figures.across import Earlier, cells_to_hide
from dorpsapp.figures.beside import Beside
from dorpsapp.figures.dimensions import CATEGORY, DIMENSIONS, POLICY_AREA, Dimension, Member
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.hidden import HIDDEN, SMALL, Hidden
from dorpsapp.figures.indicators import BY_KEY, INDICATORS, Indicator, Measure, Value
from dorpsapp.figures.protect import THRESHOLD, bounds_of, counts_to_hide, lines_to_hide, protect_people
from dorpsapp.figures.reader import Tables
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
    return Figures(facts, wording, exact, figures if exact else _hidden_across(figures, facts, beside))


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
    return Tables(shown, {key: one.indicator.told_range(facts) for key, one in counted.items()}, kinds, exact)


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
        hidden = _hidden_categories(indicator, splits[CATEGORY.key], beside)
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
        at_hidden = _to_hide(indicator, dimension, parts, beside)
        left_out = [part for at, (_member, part) in enumerate(parts) if at in at_hidden]
        values = [HIDDEN if at in at_hidden else indicator.value(part) for at, (_member, part) in enumerate(parts)]
    members = [member for member, _part in parts]
    if left_out:
        members.append(together())
        values.append(_sum([indicator.value(part) for part in left_out]))
    return members, values


def _sum(values: Sequence[Value]) -> int:
    return sum(int(value or 0) for value in values)


def _to_hide(
    indicator: Indicator, dimension: Dimension, parts: list[tuple[Member, Facts]], beside: Sequence[Beside]
) -> frozenset[int]:
    """The lines that are left out: amounts by how many people are behind them, counts by how small they are."""
    small = {key for one in beside for key in _small_differences(indicator, dimension, one)}
    also = frozenset(at for at, (member, _part) in enumerate(parts) if member.key in small)
    amounts = [int(indicator.value(part) or 0) for _member, part in parts]
    people = [_workers(part) for _member, part in parts]

    def left_out(lines: Sequence[int]) -> frozenset[int]:
        """What must be left out of these lines by themselves, together with what must be left out anyhow."""
        must = frozenset(place for place, at in enumerate(lines) if at in also)
        some = [amounts[at] for at in lines]
        chosen = (
            counts_to_hide(some, must)
            if indicator.measure is Measure.COUNT
            else lines_to_hide([people[at] for at in lines], some, must)
        )
        return frozenset(lines[place] for place in chosen)

    hidden = left_out(range(len(parts)))
    for one in beside:
        hidden |= _to_hide_as_well(indicator, dimension, parts, one, hidden)
        known = one.unchanged(dimension)  # what stands in both alike hides nothing: it is known, alone or together
        hidden |= left_out([at for at, (member, _part) in enumerate(parts) if member.key not in known])
    return hidden


def _to_hide_as_well(
    indicator: Indicator,
    dimension: Dimension,
    parts: list[tuple[Member, Facts]],
    beside: Beside,
    hidden: frozenset[int],
) -> frozenset[int]:
    """One more line where nothing of what is left out differs from an earlier report in which a reader knows it.

    No line is less over more days: what is left out would then be what it was, line by line.
    """
    if len(beside.published.left_out(indicator.key, dimension.key)) > 1 or not (hidden and beside.is_within):
        return frozenset()
    differs = {key: int(indicator.value(part) or 0) for key, part in beside.differences(dimension).items()}
    changed = [at for at, (member, _part) in enumerate(parts) if differs.get(member.key)]
    if not changed or hidden & frozenset(changed):
        return frozenset()
    return frozenset({min(changed, key=lambda at: int(indicator.value(parts[at][1]) or 0))})


def _small_differences(indicator: Indicator, dimension: Dimension, beside: Beside) -> set[str]:
    """The lines where a frozen report and this one, taken from each other, leave the work of a few people.

    What is left out there is left out here as well, or the two would tell it together.
    """
    found = beside.published.left_out(indicator.key, dimension.key)
    for key, part in beside.differences(dimension).items():
        if beside.published.shows(indicator.key, dimension.key, key):
            value = int(indicator.value(part) or 0)
            count = value if indicator.measure is Measure.COUNT else len(_workers(part))
            if value and 0 < count < THRESHOLD:
                found.add(key)
    return found


def _hidden_categories(
    indicator: Indicator, parts: list[tuple[Member, Facts]], beside: Sequence[Beside]
) -> frozenset[str]:
    hidden = _to_hide(indicator, CATEGORY, parts, beside)
    return frozenset(member.key for at, (member, _part) in enumerate(parts) if at in hidden)


def _workers(facts: Facts) -> frozenset[int]:
    """Whose hours and kilometres these are."""
    return facts.people_in(ParticipantRole.VOLUNTEER) | facts.people_in(ParticipantRole.PAID)


def _only_categories(facts: Facts, keep: set[int]) -> Facts:
    return facts.narrowed(
        (row for row in facts.work if row.category in keep),
        (row for row in facts.presence if row.category in keep),
        (row for row in facts.given if row.category in keep),
    )
