"""The sheets of an exported workbook as rows by heading; nothing of the program is used to read them."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path
from typing import Any

from python_calamine import CalamineWorkbook

Row = dict[str, Any]


class Exported:
    """An exported workbook; empty cells are None, whole numbers are int, and days are dates."""

    def __init__(self, path: Path) -> None:
        book = CalamineWorkbook.from_path(path)
        self._sheets = {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}

    def rows(self, sheet: str) -> Iterator[Row]:
        """Each row of a sheet, by its headings."""
        head, *rows = self._sheets[sheet]
        for row in rows:
            yield {str(name): _plain(cell) for name, cell in zip(head, row, strict=True)}


def _plain(cell: object) -> object:
    if cell == "":
        return None
    if isinstance(cell, float) and cell.is_integer():
        return int(cell)
    return cell.date() if isinstance(cell, datetime) else cell


def day(value: object) -> date:
    """A cell that must hold a day."""
    assert isinstance(value, date), value
    return value
