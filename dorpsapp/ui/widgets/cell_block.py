"""A block of cells on the clipboard, as spreadsheets put it there."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable


def cells_of(text: str) -> list[list[str]]:
    """Rows of cells out of lines with tabs; cells in quotes may hold line ends, tabs and doubled quotes.

    Text whose quotes do not fit is cut at its line ends and tabs, quotes and all. Empty lines at the end are left out.
    """
    tidy = text.replace("\0", "").replace("\r\n", "\n").replace("\r", "\n").rstrip("\n")
    if not tidy:
        return []
    try:
        rows = list(csv.reader(io.StringIO(tidy, newline=""), delimiter="\t", strict=True))
    except csv.Error:
        rows = [line.split("\t") for line in tidy.split("\n")]
    return [[" ".join(cell.split()) for cell in row] or [""] for row in rows]


def text_of(rows: Iterable[Iterable[str]]) -> str:
    """The same cells as text that a spreadsheet takes."""
    return "\n".join("\t".join(row) for row in rows)
