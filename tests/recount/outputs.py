"""What stands in the workbook, the CSV files, the text and the JSON of a report, cell by cell, read by other means."""

import csv
import io
import re
from dataclasses import dataclass
from typing import Any

from dorpsapp.reports.blocks import Document, Table, walk
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.plain_text import csv_files, render_text
from tests.reports.reading import open_book

_RULE = re.compile(r"-+(?:  -+)*")


@dataclass(frozen=True)
class Outputs:
    """The tables of a document as each output holds them: rows of cells, the total row last."""

    sheets: dict[str, list[list[Any]]]
    files: dict[str, list[list[str]]]
    text: dict[str, list[list[str]]]


def outputs_of(document: Document) -> Outputs:
    """Every table by its key."""
    tables = [block for block in walk(document.blocks) if isinstance(block, Table)]
    return Outputs(_sheets(document, tables), _files(document, tables), _texts(document, tables))


def _sheets(document: Document, tables: list[Table]) -> dict[str, list[list[Any]]]:
    """The sheets whose first cell is the caption of a table, in the order of the tables."""
    book = open_book(render_workbook(document), values=True)
    waiting = list(book.worksheets)
    found = {}
    for table in tables:
        sheet = next(one for one in waiting if one["A1"].value == table.caption and _headed(one, table))
        waiting.remove(sheet)
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_col=len(table.columns))]
        found[table.key] = rows
    return found


def _headed(sheet: Any, table: Table) -> bool:
    return str(sheet.cell(4, 2).value).startswith(table.columns[1].label)


def _files(document: Document, tables: list[Table]) -> dict[str, list[list[str]]]:
    found = {}
    for table, content in zip(tables, csv_files(document).values(), strict=True):
        _head, *rows = csv.reader(io.StringIO(content.decode("utf-8-sig")), delimiter=";")
        found[table.key] = rows
    return found


def _texts(document: Document, tables: list[Table]) -> dict[str, list[list[str]]]:
    """Each column of each table, from top to bottom, without what is empty."""
    lines = render_text(document).split("\n")
    at = 0
    found = {}
    for table in tables:
        at = lines.index(table.caption, at)
        width = len(table.columns)  # a heading has a line below it as well, of one piece
        rule = next(
            n for n in range(at + 1, len(lines)) if _RULE.fullmatch(lines[n]) and len(lines[n].split()) == width
        )
        spans = [match.span() for match in re.finditer("-+", lines[rule])]
        end = next((n for n in range(rule, len(lines)) if not lines[n].strip()), len(lines))
        body = [line for line in lines[rule + 1 : end] if not _RULE.fullmatch(line)]
        columns = [[line[low:high].strip() for line in body] for low, high in spans]
        found[table.key] = [[cell for cell in column if cell] for column in columns]
        at = end
    return found


def number_of(text: str) -> float:
    """A number as a CSV file has it: a decimal comma and no dots."""
    return float(text.replace(",", "."))
