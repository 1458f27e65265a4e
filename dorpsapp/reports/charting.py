"""Charts made from tables, so that a picture can never say something else than the numbers below it."""

from collections.abc import Mapping

from dorpsapp.figures.figures import together
from dorpsapp.reports.blocks import Chart, ChartKind, Series, Table

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
