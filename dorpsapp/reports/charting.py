"""Charts made from tables, so that a picture can never say something else than the numbers below it."""

from dorpsapp.figures.figures import together
from dorpsapp.figures.hidden import Hidden
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
) -> Chart:
    """A chart of some columns of a table; lines without a number in any of them can be left out."""
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
        tuple(str(row[0]) for row in rows),
        tuple(
            Series(
                table.columns[place].label,
                tuple(None if isinstance(row[place], Hidden) else row[place] for row in rows),
                table.columns[place].key,
            )
            for place in places
        ),
        table.columns[places[0]].kind,
        unit,
        table.key,
    )
