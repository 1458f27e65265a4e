"""The guarded process that opens a spreadsheet: it may crash, hang or run out of memory without harm to the program.

Started as `python -P -m dorpsapp.exchange.sheet_child FILE SECONDS [whole]`; writes one JSON value a line: first the
name of the sheet and what was seen, then `[number, cells]` for each row that is not empty, at the end `"done"` or the
refusal. With `whole` every sheet comes, each after a line with its name.
Only the cells that come out as text, number, day, time or nothing leave this process.
"""

import json
import sys
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import NamedTuple, TextIO

from dorpsapp.exchange.sheet_guard import (
    FIELDS_SHEET,
    MEGABYTE,
    MOST_CELLS,
    MOST_CHARACTERS,
    MOST_COLUMNS,
    MOST_ROWS,
    MOST_SHEETS,
    MOST_SHEETS_OF_EXPORT,
    MOST_TEXT,
    FileKind,
    Looked,
    look_at,
)
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal

MEMORY_BYTES = 1024 * MEGABYTE
Span = tuple[int, int]


class Found(NamedTuple):
    """The sheet that is read: `merged` has, by column, the rows over which a cell was merged downwards."""

    name: str
    others: list[str]
    rows: Iterable[Iterable[object]]
    merged: Mapping[int, Sequence[Span]]
    across: int = 0
    """The last row, from 1, with cells merged over columns; 0 without."""


_MANY_SHEETS = 20
_MOST_MERGED = 2_000


def limit_resources(seconds: int) -> None:
    """No more memory and computing time than this; on Windows only the parent's clock guards."""
    try:
        import resource
    except ImportError:
        return
    for limit, warning, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES, MEMORY_BYTES),
        (resource.RLIMIT_CPU, seconds, seconds + 1),
        (resource.RLIMIT_CORE, 0, 0),
    ):
        with suppress(ValueError, OSError):  # a stricter limit may hold already, and macOS has no limit on memory
            resource.setrlimit(limit, (warning, most))


def write_rows(path: Path, out: TextIO) -> None:
    """The first sheet that is not empty, one row a line."""
    looked = look_at(path)
    try:
        found = _open(path, looked)
    except FileRefused as trouble:
        if trouble.refusal is Refusal.EMPTY and looked.cells:
            raise FileRefused(Refusal.SEEMS_EMPTY) from trouble
        raise
    about = {
        "sheet": found.name,
        "others": found.others,
        "formulas": looked.formulas,
        "error_cells": looked.error_cells,
    }
    spans = {"merged": bool(found.merged), "across": found.across, "spanned": looked.spanned}
    print(json.dumps({**about, **spans}), file=out)
    count = _write_sheet(found.rows, found.merged, out, Tally())
    if not count and looked.cells:
        raise FileRefused(Refusal.SEEMS_EMPTY)


def write_book(path: Path, out: TextIO) -> None:
    """Every sheet of a workbook: a line with its name, then its rows."""
    import python_calamine as calamine

    if look_at(path).kind is not FileKind.XLSX:
        raise FileRefused(Refusal.NO_EXPORT)
    tally = Tally()
    with path.open("rb") as stream:
        workbook = calamine.load_workbook(stream)
        if len(workbook.sheet_names) > MOST_SHEETS_OF_EXPORT:
            raise FileRefused(Refusal.TOO_MANY_SHEETS)
        for name in workbook.sheet_names:
            print(json.dumps({"sheet": name}), file=out)
            _write_sheet(workbook.get_sheet_by_name(name).iter_rows(), {}, out, tally)


@dataclass
class Tally:
    """What was written so far, of all sheets together."""

    cells: int = 0
    text: int = 0


def _write_sheet(
    rows: Iterable[Iterable[object]], merged: Mapping[int, Sequence[Span]], out: TextIO, tally: Tally
) -> int:
    """The rows of one sheet that are not empty, within the limits; gives how many cells."""
    before = tally.cells
    above: dict[int, object] = {}
    for number, values in enumerate(rows, start=1):
        cells = [_plain(value) for value in values]
        _fill_merged(number - 1, cells, merged, above)
        while cells and cells[-1] is None:
            cells.pop()
        if number > MOST_ROWS + 1:
            if not cells:
                continue  # only marked up, such as a whole coloured column
            raise FileRefused(Refusal.TOO_MANY_ROWS)
        if not cells:
            continue
        if len(cells) > MOST_COLUMNS:
            raise FileRefused(Refusal.TOO_MANY_COLUMNS)
        if any(isinstance(cell, str) and len(cell) > MOST_CHARACTERS for cell in cells):
            raise FileRefused(Refusal.CELL_TOO_LONG)
        tally.cells += len(cells)
        tally.text += sum(len(cell) for cell in cells if isinstance(cell, str))
        if tally.cells > MOST_CELLS or tally.text > MOST_TEXT:
            raise FileRefused(Refusal.TOO_MUCH)
        print(json.dumps([number, cells], separators=(",", ":")), file=out)
    return tally.cells - before


def _fill_merged(row: int, cells: list[object], merged: Mapping[int, Sequence[Span]], above: dict[int, object]) -> None:
    """Repeat the value of a cell that was merged downwards; `above` holds the values of the rows before."""
    for column, found in merged.items():
        while column >= len(cells):
            cells.append(None)
        if any(first < row <= last for first, last in found) and cells[column] is None:
            cells[column] = above.get(column)
        above[column] = cells[column]


def _open(path: Path, looked: Looked) -> Found:
    import python_calamine as calamine

    try:
        return _with_calamine(path)
    except calamine.PasswordError as trouble:
        raise FileRefused(Refusal.PASSWORD) from trouble
    except calamine.CalamineError as trouble:
        if looked.kind is FileKind.XLS:
            raise FileRefused(Refusal.OLD_EXCEL) from trouble
        if looked.kind is FileKind.ODS:
            raise FileRefused(Refusal.DAMAGED) from trouble
    return _with_openpyxl(path)


def _with_calamine(path: Path) -> Found:
    import python_calamine as calamine

    with path.open("rb") as stream:
        workbook = calamine.load_workbook(stream)
        shown = [
            about.name
            for about in workbook.sheets_metadata
            if about.typ == calamine.SheetTypeEnum.WorkSheet and about.visible == calamine.SheetVisibleEnum.Visible
        ]
        if FIELDS_SHEET in workbook.sheet_names and len(workbook.sheet_names) > _MANY_SHEETS:
            raise FileRefused(Refusal.WHOLE_EXPORT)
        if len(workbook.sheet_names) > MOST_SHEETS:
            raise FileRefused(Refusal.TOO_MANY_SHEETS)
        filled: list[str] = []
        chosen = None
        for name in shown:
            sheet = workbook.get_sheet_by_name(name)
            if sheet.end is not None:
                filled.append(name)
                chosen = sheet if chosen is None else chosen
    if chosen is None:
        raise FileRefused(Refusal.EMPTY)
    if (chosen.total_height + 1) * chosen.width > MOST_CELLS * 10:
        raise FileRefused(Refusal.TOO_MUCH)
    merged: dict[int, list[Span]] = {}
    across = 0
    for (top, left), (bottom, right) in (chosen.merged_cell_ranges or ())[:_MOST_MERGED]:
        if right > left:
            across = max(across, top + 1)
        if bottom > top:
            merged.setdefault(left - chosen.start[1] if chosen.start else left, []).append((top, bottom))
    return Found(chosen.name, filled[1:], chosen.iter_rows(), merged, across)


def _with_openpyxl(path: Path) -> Found:
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing")
    workbook = openpyxl.load_workbook(path, read_only=True, data_only=True, keep_links=False)
    if len(workbook.sheetnames) > MOST_SHEETS:
        raise FileRefused(Refusal.TOO_MANY_SHEETS)
    for sheet in workbook.worksheets:
        if sheet.sheet_state == "visible":
            sheet.reset_dimensions()
            rows = sheet.iter_rows(values_only=True, max_col=MOST_COLUMNS + 1, max_row=MOST_ROWS + 2)
            return Found(sheet.title, [], rows, {})
    raise FileRefused(Refusal.EMPTY)


def _plain(value: object) -> object:
    """A cell as JSON: text, a number, nothing, or a letter with a day, moment, time or number of seconds."""
    if value is None or value == "":
        return None
    if isinstance(value, bool):
        return "WAAR" if value else "ONWAAR"
    if isinstance(value, float):
        return int(value) if value.is_integer() and abs(value) < 1e15 else value
    if isinstance(value, int):
        return value
    if isinstance(value, datetime):
        return {"m": value.isoformat()} if value.time() != time() else {"d": value.date().isoformat()}
    if isinstance(value, date):
        return {"d": value.isoformat()}
    if isinstance(value, time):
        return {"t": value.isoformat()}
    if isinstance(value, timedelta):
        return {"s": value.total_seconds()}
    return str(value).strip() or None


def main(path: Path, seconds: int, *, whole: bool = False) -> int:
    """Write the rows of this file to standard output, within limits."""
    limit_resources(seconds)
    with open(sys.stdout.fileno(), "w", encoding="ascii", newline="\n", closefd=False) as out:
        try:
            (write_book if whole else write_rows)(path, out)
        except FileRefused as trouble:
            print(json.dumps({"refused": trouble.refusal.name}), file=out)
        except (MemoryError, RecursionError):
            print(json.dumps({"refused": Refusal.TOO_MUCH.name}), file=out)
        else:
            print('"done"', file=out)
    return 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), int(sys.argv[2]), whole="whole" in sys.argv[3:]))
