"""Charts made from tables, so that a picture can never say something else than the numbers below it."""

from collections.abc import Mapping

from dorpsapp.figures.figures import together
from dorpsapp.reports.blocks import Block, Chart, ChartKind, KeepTogether, Series, Table
from dorpsapp.reports.tables import amount

_DROPPED = (None, 0)


def chart_of(
    table: Table,
    key: str,
    title: str,
    kind: ChartKind,
    columns: tuple[str, ...],
    unit: str = "",
    *,
    drop_empty: bool = True,
    names: Mapping[str, str] | None = None,
    adds_up: bool = True,
) -> Chart:
    """A chart of some columns of a table; lines without a number can be left out, long names of lines shortened."""
    places = [[column.key for column in table.columns].index(wanted) for wanted in columns]
    rows = [
        row
        for row in table.rows
        if row[0] != together().label and not (drop_empty and all(row[place] in _DROPPED for place in places))
    ]
    return Chart(
        key,
        title,
        kind,
        tuple((names or {}).get(str(row[0]), str(row[0])) for row in rows),
        tuple(
            Series(
                table.columns[place].label,
                tuple(row[place] for row in rows),
                table.columns[place].key,
            )
            for place in places
        ),
        table.columns[places[0]].kind,
        unit,
        table.key,
        adds_up,
    )


def stack_of(table: Table, key: str, title: str, columns: tuple[str, ...], names: tuple[str, ...], unit: str) -> Chart:
    """A chart of stacked bars: one bar for each of these columns, called by its name, and in it a part for each line.

    The first column is drawn last, as the newest year stands first in a table and last in time.
    """
    places = [[column.key for column in table.columns].index(wanted) for wanted in columns][::-1]
    rows = [row for row in table.rows if not all(row[place] in _DROPPED for place in places)]
    series = tuple(Series(str(row[0]), tuple(row[place] for place in places)) for row in rows)
    return Chart(key, title, "stacked_bars", names[::-1], series, table.columns[places[0]].kind, unit)


def without_empty_charts(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks without charts in which there would be nothing to see, because all is nil or left out."""
    kept: list[Block] = []
    for block in blocks:
        if isinstance(block, KeepTogether):
            inside = without_empty_charts(block.blocks)
            kept += [KeepTogether(inside)] if inside else []
        elif not isinstance(block, Chart) or _shows_anything(block):
            kept.append(block)
    return tuple(kept)


def _shows_anything(chart: Chart) -> bool:
    return any(amount(value) for series in chart.series for value in series.values)
