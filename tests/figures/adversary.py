"""A reader who knows every rule and every printed number, and works out by integer programming what he can.

Only what the report prints goes in: shown cells, totals as they are told, which kind of support belongs to which area,
and what the definitions imply. A cell whose least and most possible value are the same has been recovered.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import highspy

from dorpsapp.figures.figures import TOGETHER_KEY, Figures
from dorpsapp.figures.hidden import SMALL, Hidden
from dorpsapp.figures.indicators import BY_KEY, Measure
from dorpsapp.models import Shape

Cell = tuple[str, str, str]
"""A figure, a dimension and the key of a line."""
PARTS = ("requests_fulfilled", "requests_open", "requests_declined", "requests_referred")
_FEW, _MOST_AMOUNT = 5, 10**7
_OF_VISITORS = ("clients_unique", "contacts", "attendances")


@dataclass(frozen=True)
class Sum:
    """Cells that together are at least `low` and at most `high`; weights of minus one take away."""

    cells: tuple[tuple[Cell, int], ...]
    low: int
    high: int


@dataclass
class Knowledge:
    """The bounds of every unknown cell and what ties them together."""

    bounds: dict[Cell, tuple[int, int]] = field(default_factory=dict)
    sums: list[Sum] = field(default_factory=list)

    def know(self, cell: Cell, low: int, high: int) -> None:
        """Add a cell, or narrow what is known of it."""
        before = self.bounds.get(cell, (0, _MOST_AMOUNT))
        self.bounds[cell] = (max(low, before[0]), min(high, before[1]))

    def tie(self, cells: Iterable[tuple[Cell, int]], low: int, high: int) -> None:
        """Add a sum; cells that were never printed are left out of it when they are not known of."""
        self.sums.append(Sum(tuple(cells), low, high))

    def recovered(self, wanted: Iterable[Cell]) -> dict[Cell, int]:
        """The wanted cells that can have one value only, with that value."""
        model = highspy.Highs()  # type: ignore[no-untyped-call]  # its own annotations are incomplete
        model.setOptionValue("output_flag", False)
        places = {cell: at for at, cell in enumerate(self.bounds)}
        for low, high in self.bounds.values():
            model.addVar(low, high)
        for at in places.values():
            model.changeColIntegrality(at, highspy.HighsVarType.kInteger)
        for one in self.sums:
            columns = [places[cell] for cell, _weight in one.cells]
            model.addRow(one.low, one.high, len(columns), columns, [float(weight) for _cell, weight in one.cells])
        asked = list(wanted)
        seen: dict[Cell, set[int]] = {cell: set() for cell in asked}
        for cell in asked:
            for sense in (1.0, -1.0):
                if len(seen[cell]) > 1:  # what came out for other cells has shown two values of this one already
                    break
                values = self._solved(model, places[cell], sense)
                for other in asked:
                    seen[other].add(round(values[places[other]]))
        return {cell: next(iter(values)) for cell, values in seen.items() if len(values) == 1}

    @staticmethod
    def _solved(model: highspy.Highs, column: int, cost: float) -> Sequence[float]:
        model.changeColCost(column, cost)
        model.run()
        assert model.getModelStatus() == highspy.HighsModelStatus.kOptimal, model.getModelStatus()
        values: Sequence[float] = model.getSolution().col_value
        model.changeColCost(column, 0.0)
        return values


def printed(figures: Figures) -> Knowledge:
    """All that the report over one period tells."""
    known = Knowledge()
    for figure in figures.figures:
        measure = BY_KEY[figure.key].measure
        for breakdown in figure.breakdowns:
            shown = {row.key: row.value for row in breakdown.rows}
            if measure in {Measure.PEOPLE, Measure.REQUESTS}:
                total = figure.indicator.told_range(figures.facts)
                _people(known, figure.key, breakdown.dimension, shown, total, measure)
            elif measure in {Measure.AMOUNT, Measure.COUNT}:
                _amounts(known, figure.key, breakdown.dimension, shown)
    _counts(known, figures)
    _areas(known, figures)
    _states(known, figures)
    _visits(known, figures)
    return known


def _people(
    known: Knowledge, key: str, dimension: str, shown: Mapping[str, object], total: tuple[int, int], measure: Measure
) -> None:
    least, most = total
    for line, value in shown.items():
        cell = (key, dimension, line)
        if value is SMALL:
            known.know(cell, 1, min(_FEW - 1, most))
        elif isinstance(value, Hidden):
            known.know(cell, 0, most)
        else:
            assert isinstance(value, int)
            known.know(cell, 0 if value == 0 else max(_FEW, value - 2), 0 if value == 0 else min(value + 2, most))
    adds_up = measure is Measure.REQUESTS or dimension in {"age", "kern", "referrer"}
    together = most if adds_up else most * max(1, len(shown))
    known.tie([((key, dimension, line), 1) for line in shown], least, together)


def _amounts(known: Knowledge, key: str, dimension: str, shown: Mapping[str, object]) -> None:
    hidden = [line for line, value in shown.items() if isinstance(value, Hidden)]
    for line, value in shown.items():
        if line != TOGETHER_KEY and not isinstance(value, Hidden):
            assert isinstance(value, int)
            known.know((key, dimension, line), value, value)
    together = shown.get(TOGETHER_KEY)
    for line in hidden:
        known.know((key, dimension, line), 0, together if isinstance(together, int) else _MOST_AMOUNT)
    if hidden and isinstance(together, int) and dimension != "policy_area":
        known.tie([((key, dimension, line), 1) for line in hidden], together, together)


def _counts(known: Knowledge, figures: Figures) -> None:
    """The same thing stands in more tables: groups that met, their visitors, help of one to one; totals are exact."""
    for one in figures.facts.categories.values():
        same = [("supports", "sessions"), ("contacts", "attendances")] if one.shape is Shape.GROUP else []
        if one.shape is Shape.INDIVIDUAL and figures.facts.return_ride_units == 1:
            same = [("supports", "deliveries")]
        for pair in same:
            cells = [(key, "category", one.code) for key in pair]
            if all(cell in known.bounds for cell in cells):
                known.tie([(cells[0], 1), (cells[1], -1)], 0, 0)
    for figure in figures.figures:
        if BY_KEY[figure.key].measure is Measure.COUNT and isinstance(figure.value, int):
            for breakdown in [each for each in figure.breakdowns if each.dimension != "policy_area"]:
                lines = [row.key for row in breakdown.rows if row.key != TOGETHER_KEY]
                cells_of = [(figure.key, breakdown.dimension, line) for line in lines]
                if cells_of and all(cell in known.bounds for cell in cells_of):
                    known.tie([(cell, 1) for cell in cells_of], figure.value, figure.value)


def _areas(known: Knowledge, figures: Figures) -> None:
    """An area has the requests of its kinds; at least the people of each of its kinds, at most all of them."""
    kinds: dict[str, list[str]] = {}
    for one in figures.facts.categories.values():
        kinds.setdefault("none" if one.area is None else str(one.area), []).append(one.code)
    for key in ("requests_received", "clients_unique", "volunteers_active"):
        for area, codes in kinds.items():
            whole = (key, "policy_area", area)
            parts = [(key, "category", code) for code in codes if (key, "category", code) in known.bounds]
            if whole not in known.bounds or not parts:
                continue
            everything = [(whole, -1), *((part, 1) for part in parts)]
            if key == "requests_received":
                known.tie(everything, 0, 0)
            else:
                known.tie(everything, 0, _MOST_AMOUNT)
                for part in parts:
                    known.tie([(whole, 1), (part, -1)], 0, _MOST_AMOUNT)


def _states(known: Knowledge, figures: Figures) -> None:
    """Every request has one state, for each kind of support."""
    for code in [one.code for one in figures.facts.categories.values()]:
        whole = ("requests_received", "category", code)
        if whole in known.bounds:
            parts = [(key, "category", code) for key in PARTS]
            known.tie([(whole, -1), *((part, 1) for part in parts)], 0, 0)
            declined, unmet = ("requests_declined", "category", code), ("requests_unmet", "category", code)
            known.tie([(declined, 1), (unmet, -1)], 0, _MOST_AMOUNT)


def _visits(known: Knowledge, figures: Figures) -> None:
    """Nobody is there without being counted as a visit; with no guest without a name, a visit is somebody known."""
    everybody = not figures.facts.only_own  # a visit can be of somebody from elsewhere, who is not told
    only_named = everybody and figures.value("people_at_most") == figures.value("clients_unique")
    for cell in [one for one in known.bounds if one[0] == "clients_unique" and one[1] in {"month", "category"}]:
        visits = ("contacts", *cell[1:])
        if visits in known.bounds:
            known.tie([(visits, 1), (cell, -1)], 0, _MOST_AMOUNT)
            if only_named and known.bounds[visits][0] > 0:
                known.know(cell, 1, known.bounds[cell][1])


def beside_each_other(one: Knowledge, other: Knowledge, figures: tuple[Figures, Figures]) -> Knowledge:
    """Two reports of which the first covers all days of the second: every line of it is at least as large.

    What the two differ in each line is a cell of its own, under the name of the figure with a minus; where totals are
    sums, these differences add up to that of the totals.
    """
    known = Knowledge(dict(one.bounds), list(one.sums))
    for (key, dimension, line), (low, high) in other.bounds.items():
        known.know((f"{key} then", dimension, line), low, high)
    known.sums += [
        Sum(tuple(((f"{key} then", dimension, line), weight) for (key, dimension, line), weight in each.cells),
            each.low, each.high)
        for each in other.sums
    ]  # fmt: skip
    for cell in one.bounds.keys() & other.bounds.keys():
        key, dimension, line = cell
        if dimension == "policy_area" and BY_KEY[key].measure in {Measure.AMOUNT, Measure.COUNT}:
            continue  # an area holds only the kinds that are shown, which may differ between the two
        then, less = (f"{key} then", dimension, line), (f"{key} less", dimension, line)
        known.know(less, 0, _MOST_AMOUNT)
        known.tie([(cell, 1), (then, -1), (less, -1)], 0, 0)
    for figure in figures[0].figures:
        measure = BY_KEY[figure.key].measure
        for breakdown in figure.breakdowns:
            adds_up = measure is Measure.REQUESTS or (
                measure is Measure.PEOPLE and breakdown.dimension in {"age", "kern", "referrer"}
            )
            cells = [(f"{figure.key} less", breakdown.dimension, row.key) for row in breakdown.rows]
            if adds_up and cells and all(cell in known.bounds for cell in cells):
                gap = int(figure.value or 0) - int(figures[1].value(figure.key) or 0)
                known.tie([(cell, 1) for cell in cells], gap, gap)
    return known


def _said_by_totals(exact: Figures) -> set[str]:
    """The kinds of support with one to four visits that are the only of their shape, and areas of only such kinds."""
    categories = {one.code: one for one in exact.facts.categories.values()}
    visits = next(each for each in exact["contacts"].breakdowns if each.dimension == "category")
    filled = {row.key: int(row.value) for row in visits.rows if isinstance(row.value, int) and row.value}
    of_groups = Counter(categories[code].shape is Shape.GROUP for code in filled)
    alone = {code for code in filled if of_groups[categories[code].shape is Shape.GROUP] == 1}
    kinds = {code for code, count in filled.items() if code in alone and count < _FEW}
    areas: dict[str, set[str]] = {}
    for code in filled:
        area = categories[code].area
        areas.setdefault("none" if area is None else str(area), set()).add(code)
    return kinds | {area for area, codes in areas.items() if codes <= kinds}


def cells_at_risk(exact: Figures, known: Knowledge) -> dict[Cell, int]:
    """The cells that say something of people, with what is really in them; a single line is the total itself.

    So is a single kind of its shape: how often help of one to one was given, and groups met, are figures of their own.
    """
    found = {}
    said = _said_by_totals(exact)
    shapes = {one.code: one.shape for one in exact.facts.categories.values()}
    for figure in exact.figures:
        measure = BY_KEY[figure.key].measure
        for breakdown in figure.breakdowns:
            filled = [row for row in breakdown.rows if row.value]
            if len(filled) < 2:
                continue
            if measure is Measure.COUNT and breakdown.dimension == "category":
                by_visits = figure.key in _OF_VISITORS
                apart = {row.key: shapes[row.key] is Shape.GROUP if by_visits else shapes[row.key] for row in filled}
                alone = Counter(apart.values())
                filled = [row for row in filled if alone[apart[row.key]] > 1]
            if measure is Measure.COUNT:  # five times or more is nobody's; it is left out to hide another line
                filled = [row for row in filled if isinstance(row.value, int) and row.value < _FEW]
            for row in filled:
                cell = (figure.key, breakdown.dimension, row.key)
                is_open = cell in known.bounds and known.bounds[cell][0] == known.bounds[cell][1]
                counts_people = measure in {Measure.PEOPLE, Measure.REQUESTS}
                if (
                    breakdown.dimension in {"category", "policy_area"}
                    and row.key in said
                    and figure.key in _OF_VISITORS
                ):
                    continue
                if cell in known.bounds and isinstance(row.value, int) and (counts_people or not is_open):
                    found[cell] = row.value
    return found
