"""Years side by side: the columns of this period and earlier ones, and what is said where they can not be compared."""

from collections.abc import Iterable
from dataclasses import replace

from dorpsapp.figures.hidden import BROKEN
from dorpsapp.figures.series import Break
from dorpsapp.models.kinds import Percentage
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.reports.breakdown_table import FigureColumn
from dorpsapp.reports.formulas import Change
from dorpsapp.reports.report import Review
from dorpsapp.text import _, show_day


def year_columns(
    review: Review, prefix: str, figure: str, label: str, *, shifted: bool = False
) -> list[FigureColumn | Column]:
    """A figure of each year that is shown, this period first; `label` holds {period}.

    The keys are the prefix for this period, then `prefix_before` and `prefix_older`. `shifted` is for months.
    """
    keys = [prefix, f"{prefix}_before", f"{prefix}_older"]
    return [
        FigureColumn(
            key,
            label.format(period=figures.facts.period.label),
            figures[figure],
            "sum",
            shifted=shifted and back > 0,
            back=back,
        )
        for back, (key, figures) in enumerate(zip(keys, review.years, strict=False))
    ]


def change_column(prefix: str) -> Column:
    """How much more this period has than the year before, as a computed percentage."""
    return Column("change", _("Verschil"), Percentage(), "given", Change(prefix, f"{prefix}_before"))


def marked(review: Review, table: Table, column: str, codes: Iterable[str | None]) -> Table:
    """The table with the computed differences left out that a break in the series makes meaningless.

    `codes` gives the kind of support of each row, None for a row that is not one.
    """
    if not review.is_broken():
        return table
    at = [one.key for one in table.columns].index(column)

    def filled(row: tuple[object, ...], broken: bool) -> tuple[object, ...]:
        return (*row[:at], BROKEN, *row[at + 1 :]) if broken else row

    rows = tuple(filled(row, review.is_broken(code)) for row, code in zip(table.rows, codes, strict=True))
    total = filled(table.total_row, True) if table.total_row is not None else None
    return replace(table, rows=rows, total_row=total)


def break_notes(review: Review) -> tuple[str, ...]:
    """One sentence for each break in the series within the years that are shown."""
    return tuple(_told(one) for one in review.shown_breaks)


def with_breaks(review: Review, note: str = "") -> str:
    """A note below a table with more years, with the breaks in the series behind it."""
    return " ".join(part for part in (note, *break_notes(review)) if part)


def _told(one: Break) -> str:
    reason = one.reason.rstrip(".")
    if one.category_name is None:
        sentence = _("Breuk in de reeks: vanaf {day} is anders geteld ({reason}). Vergelijk de jaren daarom niet.")
        return sentence.format(day=show_day(one.day), reason=reason)
    sentence = _("Breuk in de reeks bij {kind}: vanaf {day} is anders geteld ({reason}). Vergelijk de jaren daar niet.")
    return sentence.format(kind=one.category_name, day=show_day(one.day), reason=reason)
