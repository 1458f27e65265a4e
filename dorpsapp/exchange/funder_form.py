"""Fills a funder's own workbook: named cells and places such as {{F04}}, with formatting and formulas kept."""

import io
import re
import warnings
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from dorpsapp.errors import UserError
from dorpsapp.exchange.form_values import FormValue
from dorpsapp.exchange.form_write import Change, write_cells
from dorpsapp.exchange.sheet_guard import MEGABYTE, FileKind, look_at
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.text import _, round_half_up

if TYPE_CHECKING:
    from openpyxl import Workbook

MOST_FORM_BYTES = 5 * MEGABYTE
MOST_FIELDS = 200
_MOST_UNPACKED = 40 * MEGABYTE
_PLACE = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
_FORMULA = "f"
_PLAIN = "General"
_COMMON_WIDTH = 8.43
_COMMON_SIZE = 11.0
"""The width of a column, in digits, and the size of letters where a workbook says nothing of them."""


@dataclass(frozen=True)
class FormField:
    """A place to fill in: its key in the mapping, where it is, and what stands left of it (or above it).

    The key of a named cell is its name; that of a place in braces stands with its braces.
    """

    key: str
    place: str
    label: str

    @property
    def word(self) -> str:
        """The key without braces."""
        return self.key.strip("{} ")


def read_template(path: Path) -> bytes:
    """The content of a workbook that may be a form; a UserError otherwise: only .xlsx, no macros, not too large."""
    try:
        if path.suffix.lower() != ".xlsx":
            raise UserError(_("Een formulier moet een Excel-bestand zijn. Bewaar het in Excel als .xlsx."))
        if path.stat().st_size > MOST_FORM_BYTES:
            raise UserError(_("Dit formulier is groter dan 5 MB. Haal plaatjes eruit die niet nodig zijn."))
        _refuse_other_files(path)
        content = path.read_bytes()
    except FileNotFoundError as trouble:
        raise FileRefused(Refusal.MISSING) from trouble
    except OSError as trouble:
        raise FileRefused(Refusal.NOT_ALLOWED) from trouble
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        if sum(part.file_size for part in archive.infolist()) > _MOST_UNPACKED:
            raise FileRefused(Refusal.TOO_MUCH)
    return content


def _refuse_other_files(path: Path) -> None:
    """What only has the name of a workbook is told apart from one that is of before 2007."""
    try:
        kind = look_at(path).kind
    except FileRefused as trouble:
        if trouble.refusal is not Refusal.NOT_A_SPREADSHEET:
            raise
        kind = None
    if kind is FileKind.XLS:
        raise UserError(_("Dit is een oud Excel-bestand. Open het in Excel en bewaar het als .xlsx."))
    if kind is not FileKind.XLSX:
        raise UserError(
            _("Dit is geen Excel-bestand, al heet het wel zo. Vraag uw geldgever om het bestand als .xlsx.")
        )


def form_fields(content: bytes) -> tuple[FormField, ...]:
    """The named cells and the places in braces, in their order; a UserError when there are none or too many."""
    book = _opened(content)
    named = [FormField(name, f"{cell.parent.title}!{cell.coordinate}", _label(cell)) for name, cell in _named(book)]
    braces: dict[str, FormField] = {}
    for cell in _texts(book):
        for word in _PLACE.findall(cell.value):
            place = f"{cell.parent.title}!{cell.coordinate}"
            braces.setdefault(word, FormField(f"{{{{{word}}}}}", place, _label(cell)))
    found = (*named, *braces.values())
    if not found:
        raise UserError(
            _("In dit formulier staan geen cellen met een naam. Geef cellen een naam, of zet {{F04}} erin.")
        )
    if len(found) > MOST_FIELDS:
        raise UserError(_("In dit formulier staan meer dan {n} plaatsen om in te vullen.").format(n=MOST_FIELDS))
    return found


def fill_form(content: bytes, mapping: Mapping[str, str], values: Mapping[str, FormValue]) -> bytes:
    """The workbook with these values filled in; a UserError that names everything that does not fit.

    `mapping` goes from the key of a field, or a cell such as `Blad1!B3`, to a source in `values`. Cells with a formula
    stay as they are, and are worked out again when the workbook is opened.
    """
    book = _opened(content)
    named = dict(_named(book))
    words = {word for cell in _texts(book) for word in _PLACE.findall(cell.value)}
    problems = []
    cells: list[tuple[Any, FormValue]] = []
    braces: dict[str, FormValue] = {}
    for key, source in mapping.items():
        value = values.get(source)
        if value is None:
            problems.append(_("Dit getal kent Dorpsapp niet: {name}.").format(name=source[:60]))
            continue
        if key.startswith("{{"):
            word = key.strip("{} ")
            if word not in words:
                problems.append(_("In het formulier staat deze plaats niet meer: {name}.").format(name=key[:60]))
            braces[word] = value
            continue
        cell = named.get(key) or _cell_at(book, key)
        if cell is None:
            problems.append(_("In het formulier is deze cel er niet meer: {name}.").format(name=key[:60]))
        elif cell.data_type == _FORMULA:
            problems.append(_("In cel {name} staat een formule. Die wordt niet overschreven.").format(name=key[:60]))
        else:
            cells.append((cell, value))
    if problems:
        raise UserError(" ".join(problems))
    changes: dict[str, dict[str, Change]] = {}
    for cell in _texts(book):
        change = _filled_braces(cell, braces)
        if change is not None:
            changes.setdefault(cell.parent.title, {})[cell.coordinate] = change
    for cell, value in cells:
        changes.setdefault(cell.parent.title, {})[cell.coordinate] = _put(cell, value)
    return write_cells(content, changes)


def _opened(content: bytes) -> "Workbook":
    import openpyxl

    if not openpyxl.DEFUSEDXML:
        raise RuntimeError("defusedxml is missing")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of what it would drop as it saves; it never saves
            return openpyxl.load_workbook(io.BytesIO(content), keep_links=False, rich_text=False)
    except Exception as trouble:
        raise FileRefused(Refusal.DAMAGED) from trouble


def _named(book: "Workbook") -> Iterator[tuple[str, Any]]:
    """The names that stand for one cell that can be typed in, without those that Excel itself makes."""
    for names in (book.defined_names, *(sheet.defined_names for sheet in book.worksheets)):
        for name, defined in names.items():
            if defined.hidden or name.startswith("_xlnm"):
                continue
            cell = _cell_at(book, str(defined.attr_text or ""))
            if cell is not None and cell.data_type != _FORMULA:
                yield name, cell


def _cell_at(book: "Workbook", place: str) -> Any:
    """The cell of `Blad1!$B$3`, the first one of merged cells; None when there is none that can be typed in."""
    match = re.fullmatch(r"'?(.+?)'?!\$?([A-Z]{1,3})\$?(\d{1,7})(?::\$?[A-Z]{1,3}\$?\d{1,7})?", place)
    if match is None or match[1].replace("''", "'") not in book.sheetnames:
        return None
    sheet = book[match[1].replace("''", "'")]
    coordinate = f"{match[2]}{match[3]}"
    whole = place.replace("$", "").rpartition("!")[2]
    if ":" in whole and whole not in {str(merged) for merged in sheet.merged_cells.ranges}:
        return None
    cell = sheet[coordinate]
    return None if _is_covered(cell) else cell


def _is_covered(cell: Any) -> bool:
    """Whether the cell lies under a merged one."""
    from openpyxl.cell.cell import MergedCell

    return isinstance(cell, MergedCell)


def _texts(book: "Workbook") -> Iterator[Any]:
    for sheet in book.worksheets:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, str) and cell.data_type != _FORMULA and "{{" in cell.value:
                    yield cell


def _label(cell: Any) -> str:
    """The nearest text left of the cell, else the one above it."""
    own = _PLACE.sub("", cell.value).strip(" :") if isinstance(cell.value, str) else ""
    if own:
        return " ".join(own.split())
    sheet = cell.parent
    left = (sheet.cell(cell.row, column).value for column in range(cell.column - 1, 0, -1))
    above = (sheet.cell(row, cell.column).value for row in range(cell.row - 1, 0, -1))
    for value in (*left, *above):
        if isinstance(value, str) and value.strip() and not value.startswith("=") and "{{" not in value:
            return " ".join(value.split())
    return ""


def _put(cell: Any, value: FormValue) -> Change:
    """A percentage goes in as a part of one where the cell shows percents itself."""
    number = value.value
    if isinstance(number, str):
        return Change(number)
    if value.is_percentage and "%" in cell.number_format:
        number = number / 100
    if cell.number_format == _PLAIN:
        # Such a cell shows all there is behind the comma; the report beside it does not.
        decimals = re.search(r",(\d+)", value.shown)
        number = float(round_half_up(Decimal(str(number)), len(decimals[1]) if decimals else 0))
        number = int(number) if number.is_integer() else number
    # A number that is wider than its cell would show as ###; the columns are the funder's, so the digits shrink.
    is_narrow = _room(cell) < _signs(number, cell.number_format) * (cell.font.sz or _COMMON_SIZE) / _COMMON_SIZE
    return Change(number, shrinks=is_narrow)


def _room(cell: Any) -> float:
    """How many digits fit in the cell, with the cells that are merged with it."""
    sheet = cell.parent
    merged = (one for one in sheet.merged_cells.ranges if cell.coordinate in one)
    last = max((one.max_col for one in merged), default=cell.column)
    widths = dict.fromkeys(range(cell.column, last + 1), sheet.sheet_format.defaultColWidth or _COMMON_WIDTH)
    for columns in sheet.column_dimensions.values():
        if columns.customWidth:
            widths |= {place: columns.width for place in widths if columns.min <= place <= columns.max}
    return sum(widths.values())


def _signs(number: int | float, number_format: str) -> int:
    """About how many signs the number takes in this format, with a little room at the sides."""
    shown = re.sub(r"\[.*?\]|_.|\*.", "", number_format.split(";", maxsplit=1)[0])
    decimals = re.search(r"\.(0+)", shown)
    digits = f"{number:.{len(decimals[1]) if decimals else 0}f}" if "0" in shown else f"{number:.10g}"
    marks = (len(digits) - 1) // 3 if "," in shown else 0
    return len(digits) + marks + 2 * ("€" in number_format or "EUR" in number_format) + ("%" in shown) + 1


def _filled_braces(cell: Any, values: Mapping[str, FormValue]) -> Change | None:
    """What comes into a cell with places in braces; None when it stays as it is."""
    whole = _PLACE.fullmatch(cell.value.strip())
    if whole and whole[1] in values:
        return _put(cell, values[whole[1]])
    words = {word: values[word].shown for word in _PLACE.findall(cell.value) if word in values}
    if not words:
        return None
    return Change(_PLACE.sub(lambda found: words.get(found[1], found[0]), cell.value), words)
