"""Documents as plain text, for reading aloud and for copying, and their tables as comma separated files."""

from __future__ import annotations

import csv
import io
import textwrap
from collections.abc import Callable
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.models.kinds import Day, Kind, Moment
from dorpsapp.reports.blocks import (
    BigFigures,
    Block,
    Bullets,
    Chart,
    Definitions,
    Document,
    Heading,
    KeepTogether,
    Note,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
    plain,
    walk,
)
from dorpsapp.reports.chart_text import chart_alt_text
from dorpsapp.reports.safe_text import clean, csv_safe, file_name, one_line
from dorpsapp.reports.saving import save_bytes
from dorpsapp.reports.tables import Cell, amount, cell_of, work_out
from dorpsapp.text import _, in_dutch, show_day_long

WIDTH = 88
_WIDEST_COLUMN = 40


@in_dutch()
def render_text(document: Document) -> str:
    """The whole document as lines of text, tables in columns, charts in words."""
    title = one_line(document.title)
    parts = [f"{title}\n{'=' * len(title)}"]
    under = [one_line(document.organisation), one_line(document.subtitle)]
    made = _("Gemaakt op {day} met Dorpsapp.").format(day=show_day_long(document.created))
    parts.append("\n".join(part for part in (*under, made) if part))
    parts += [text for text in (_block(block) for block in walk(document.blocks)) if text]
    return "\n\n".join(parts) + "\n"


def write_text(document: Document, path: Path) -> None:
    """Write the text; an older file stays whole until the new one is complete."""
    save_bytes(path, render_text(document).encode("utf-8"))


def write_csv(document: Document, folder: Path) -> list[Path]:
    """A file for each table in the folder, which is made when missing; gives the files."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as trouble:
        raise UserError(_("Deze map kan niet worden gemaakt: {folder}.").format(folder=folder)) from trouble
    files = csv_files(document)
    for name, content in files.items():
        save_bytes(folder / name, content)
    return [folder / name for name in files]


def csv_files(document: Document) -> dict[str, bytes]:
    """Each table of the document by the name of its file."""
    files: dict[str, bytes] = {}
    for table in (block for block in walk(document.blocks) if isinstance(block, Table)):
        name = file_name(table.caption or table.key, ".csv")
        again = 2
        while name.casefold() in {taken.casefold() for taken in files}:
            name = file_name(f"{(table.caption or table.key)[:100]} {again}", ".csv")
            again += 1
        files[name] = render_csv(table)
    return files


@in_dutch()
def render_csv(table: Table) -> bytes:
    """A table as a Dutch spreadsheet reads it: semicolons, decimal commas, and a mark that says it is UTF-8."""
    stream = io.StringIO(newline="")
    writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
    grid = work_out(table)
    writer.writerow([csv_safe(one_line(column.label)) for column in table.columns])
    for row in (*grid.rows, *([grid.total] if grid.total else [])):
        writer.writerow([_csv_cell(cell) for cell in row])
    return stream.getvalue().encode("utf-8-sig")


def _csv_cell(cell: Cell) -> str:
    """Numbers bare, with a comma and all their decimals; everything else as safe text."""
    number = amount(cell.value)
    if cell.hidden or number is None:
        return csv_safe(cell.text)
    return f"{number:.10f}".rstrip("0").rstrip(".").replace(".", ",") if number % 1 else f"{number:.0f}"


def _block(block: Block) -> str:
    if isinstance(block, Heading):
        text = one_line(block.text)
        return f"{text}\n{('=', '-', '~')[min(max(block.level, 1), 3) - 1] * len(text)}"
    if isinstance(block, Paragraph):
        return _wrapped(plain(block.text))
    if isinstance(block, Note):
        return _wrapped(_("Let op: {text}").format(text=plain(block.text)))
    if isinstance(block, Bullets):
        return "\n".join(_wrapped(plain(item), "- ", "  ") for item in block.items)
    if isinstance(block, BigFigures):
        return "\n".join(
            _figure(figure.label, cell_of(figure.value, figure.kind).text, figure.told) for figure in block.figures
        )
    if isinstance(block, Definitions):
        return "\n".join(_wrapped(f"{_led(one_line(term))} {plain(text)}", "", "  ") for term, text in block.items)
    if isinstance(block, Chart):
        return _wrapped(chart_alt_text(block))
    if isinstance(block, Table):
        return _table(block)
    if isinstance(block, Signatures):
        return "\n\n".join(f"{one_line(line)}: {'_' * 40}" for line in block.lines)
    assert isinstance(block, PageBreak | KeepTogether)
    return ""


def _figure(label: str, value: str, note: str) -> str:
    line = f"{one_line(label)}: {one_line(value) or '–'}"
    return f"{line} ({one_line(note)})" if note else line


def _led(term: str) -> str:
    """A term with a colon behind it, but for a question."""
    return term if term.endswith("?") else f"{term}:"


def _wrapped(text: str, first: str = "", rest: str = "") -> str:
    """Text in lines of a comfortable length; its own line ends stay."""
    lines = []
    for number, line in enumerate(clean(text).split("\n")):
        begin = first if number == 0 else rest
        lines += textwrap.wrap(line, WIDTH, initial_indent=begin, subsequent_indent=rest, break_on_hyphens=False) or [
            ""
        ]
    return "\n".join(lines)


def _table(table: Table) -> str:
    grid = work_out(table)
    heads = [one_line(column.label) for column in table.columns]
    rows = [[one_line(cell.text) for cell in row] for row in grid.rows]
    total = [one_line(cell.text) for cell in grid.total] if grid.total else None
    widths = [
        min(max(len(line[place]) for line in (heads, *rows, *([total] if total else []))), _WIDEST_COLUMN)
        for place in range(len(heads))
    ]
    sides = [_side(column.kind) for column in table.columns]
    rule = "  ".join("-" * width for width in widths)
    lines = [one_line(table.caption), *_line(heads, widths, sides), rule]
    for row in rows:
        lines += _line(row, widths, sides)
    if not rows:
        lines.append(_("Er staat nog niets in deze tabel."))
    if total:
        lines += [rule, *_line(total, widths, sides)]
    if table.note:
        lines += ["", _wrapped(table.note)]
    return "\n".join(lines)


def _side(kind: Kind) -> Callable[[str, int], str]:
    """Numbers stand to the right, days and words to the left."""
    return str.rjust if kind.numeric and not isinstance(kind, Day | Moment) else str.ljust


def _line(cells: list[str], widths: list[int], sides: list[Callable[[str, int], str]]) -> list[str]:
    """A row in as many lines as its longest cell needs."""
    wrapped = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, widths, strict=True)]
    return [
        "  ".join(
            side(lines[number] if number < len(lines) else "", width)
            for lines, width, side in zip(wrapped, widths, sides, strict=True)
        ).rstrip()
        for number in range(max(len(lines) for lines in wrapped))
    ]
