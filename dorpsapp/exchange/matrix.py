"""Turns an attendance matrix into rows: names down and days across or the other way round, with a mark in each cell."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from enum import Enum

from dorpsapp.exchange.cells import as_text
from dorpsapp.exchange.columns import guess_columns
from dorpsapp.exchange.sheet import Cell, Row, Sheet
from dorpsapp.models import ImportKind
from dorpsapp.models.dates import parse_day
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, fold, show_day

DAY, NAME, MARK = "Datum", "Naam", "Kruisje"
_FEWEST_DAYS = 3
_LONGEST_MARK = 12
_LOOKED_AT = 50
_MOSTLY = 0.8
_PRESENT = {"x", "v", "✓", "✔", "√", "☑", "+", "ja", "j", "1", "aanwezig", "p", "present", "waar", "yes", "y"}
_ABSENT = {"", "-", "–", "0", "nee", "n", "o", "afwezig", "afw", "a", "af", "afgemeld", "absent", "onwaar", "no", "☐"}


class Mark(Enum):
    """What a cell of the matrix says; the value is what a user can choose for a mark that is not known."""

    PRESENT = "aanwezig"
    ABSENT = "afwezig"
    HOURS = "uren"


def read_mark(text: str) -> Mark | None:
    """What a mark says by itself; None when it must be asked, such as a 2."""
    word = fold(text)
    if word in _PRESENT:
        return Mark.PRESENT
    return Mark.ABSENT if word in _ABSENT else None


def without_matrix(sheet: Sheet, today: date) -> Sheet:
    """The list with a row for each mark when it is a matrix, told in a notice; any other list as it is."""
    days = {at: day for at, heading in enumerate(sheet.headings) if (day := _day(heading, today)) is not None}
    if len(days) >= _FEWEST_DAYS and len(days) * 2 >= len(sheet.headings) - 1:
        return _days_across(sheet, days)
    if len(sheet.headings) > _FEWEST_DAYS - 1 and _is_names_across(sheet, today):
        return _names_across(sheet)
    return sheet


def _days_across(sheet: Sheet, days: dict[int, tuple[date, bool]]) -> Sheet:
    others = [at for at in range(len(sheet.headings)) if at not in days]
    names = _name_parts(sheet.headings, others)
    kept = [at for at in others if at not in names]
    headings = (DAY, NAME, MARK, *(sheet.headings[at] for at in kept))

    def rows() -> Iterator[Row]:
        for row in sheet.rows:
            name = " ".join(as_text(row.cell(at)) for at in names if row.cell(at) is not None)
            for at, (day, _yearless) in days.items():
                mark = row.cell(at)
                if name and read_mark(as_text(mark)) is not Mark.ABSENT:
                    yield Row(row.number, (day, name, mark, *(row.cell(one) for one in kept)))

    told = [
        _("Dit is een aanwezigheidslijst: namen onder elkaar, dagen naast elkaar. Elk kruisje is gelezen als regel.")
    ]
    yearless = [sheet.headings[at] for at, (_day_of, missing) in days.items() if missing]
    if yearless:
        first, last = min(day for day, _m in days.values()), max(day for day, _m in days.values())
        said = _("In de koppen staat geen jaar. De dagen zijn gelezen als {first} tot en met {last}. Klopt dat?")
        told.append(said.format(first=show_day(first), last=show_day(last)))
    return _as_rows(sheet, headings, list(rows()), told)


def _names_across(sheet: Sheet) -> Sheet:
    def rows() -> Iterator[Row]:
        for row in sheet.rows:
            for at, name in enumerate(sheet.headings[1:], start=1):
                if row.cell(0) is not None and read_mark(as_text(row.cell(at))) is not Mark.ABSENT:
                    yield Row(row.number, (row.cell(0), name, row.cell(at)))

    told = _("Dit is een aanwezigheidslijst: dagen onder elkaar, namen naast elkaar. Elk kruisje is gelezen als regel.")
    return _as_rows(sheet, (DAY, NAME, MARK), list(rows()), [told])


def _as_rows(sheet: Sheet, headings: tuple[str, ...], rows: list[Row], told: Sequence[str]) -> Sheet:
    return replace(sheet, headings=headings, rows=rows, notices=(*sheet.notices, *told))


def _is_names_across(sheet: Sheet, today: date) -> bool:
    """The first column holds days, the other headings are no known fields, and below them stand marks only."""
    known = guess_columns(sheet.headings, ImportKind.SUPPORT)
    if any(at for at in known if at > 0):
        return False
    looked_at = [row for row in itertools.islice(sheet.rows, _LOOKED_AT) if row.cell(0) is not None]
    if len(looked_at) < _FEWEST_DAYS:
        return False
    days = sum(_day(row.cell(0), today) is not None for row in looked_at)
    marks = [as_text(cell) for row in looked_at for cell in row.cells[1:] if cell is not None]
    known_marks = sum(read_mark(text) is not None for text in marks)
    return (
        days >= len(looked_at) * _MOSTLY
        and bool(marks)
        and all(len(text) <= _LONGEST_MARK for text in marks)
        and known_marks >= len(marks) * _MOSTLY
    )


def _name_parts(headings: Sequence[str], others: Sequence[int]) -> list[int]:
    """The columns that make the name together, in the order of a name."""
    found = {name: at for at, name in guess_columns(headings, ImportKind.PEOPLE).items() if at in others}
    if "name" in found:
        return [found["name"]]
    parts = [found[name] for name in ("first_name", "initials", "prefix", "surname") if name in found]
    return parts or list(others[:1])


def _day(cell: Cell, today: date) -> tuple[date, bool] | None:
    """The day that a heading or cell names, and whether its year had to be worked out."""
    if isinstance(cell, date):
        return date(cell.year, cell.month, cell.day), False
    text = as_text(cell)
    if not any(sign.isdigit() for sign in text) or not any(not sign.isdigit() for sign in text):
        return None
    for year_of, missing in ((None, False), (today, True)):
        try:
            found = parse_day(text, year_of)
        except Unreadable:
            continue
        if found is not None:
            return found, missing
    return None
