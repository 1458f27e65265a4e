"""Where things stand within the XML of a workbook, in bytes, so that they can be patched and the rest stays."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from xml.parsers import expat

from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal

_TAG = re.compile(rb"""<[^"'>]*(?:"[^"]*"[^"'>]*|'[^']*'[^"'>]*)*>""")
_RESULTS_WITH_KIND = ("str", "e", "b")


@dataclass(frozen=True)
class Piece:
    """An element: from where to where it is, and what is inside it; `is_empty` when it closes itself."""

    start: int
    end: int
    inner: tuple[int, int]
    attributes: Mapping[str, str]
    prefix: str

    @property
    def is_empty(self) -> bool:
        """Whether it is written as one tag, without an end."""
        return self.inner[0] == self.inner[1] == self.end


@dataclass
class Sheet:
    """The rows and cells of a sheet by their place; `results` is what formulas gave, to be left out."""

    data: Piece
    prefix: str
    rows: dict[int, Piece] = field(default_factory=dict)
    cells: dict[str, Piece] = field(default_factory=dict)
    results: list[tuple[int, int]] = field(default_factory=list)
    columns: list[tuple[int, int, int]] = field(default_factory=list)

    def look_of(self, row: int, column: int) -> int:
        """The number of the look that a cell has that was never written: that of its row, else of its column."""
        present = self.rows.get(row)
        if present is not None and present.attributes.get("customFormat") in ("1", "true"):
            return int(present.attributes.get("s", "0"))
        return next((look for first, last, look in self.columns if first <= column <= last), 0)


def pieces_of(content: bytes, names: Collection[str]) -> list[Piece]:
    """The elements with these names, in the order in which they end; raises FileRefused when it is no XML."""
    found: list[Piece] = []
    open_now: list[tuple[str, int, dict[str, str]]] = []
    parser = expat.ParserCreate()

    def begin(name: str, attributes: dict[str, str]) -> None:
        open_now.append((name, parser.CurrentByteIndex, attributes))

    def finish(name: str) -> None:
        _name, start, attributes = open_now.pop()
        prefix, _colon, plain = name.rpartition(":")
        if plain not in names:
            return
        at = parser.CurrentByteIndex
        first = _end_of_tag(content, start)
        closes_itself = content[first - 2 : first] == b"/>"
        inner, end = ((first, first), first) if closes_itself else ((first, at), content.index(b">", at) + 1)
        found.append(Piece(start, end, inner, attributes, f"{prefix}:" if prefix else ""))

    parser.StartElementHandler, parser.EndElementHandler = begin, finish
    try:
        parser.Parse(content, True)
    except expat.ExpatError as trouble:
        raise FileRefused(Refusal.DAMAGED) from trouble
    return found


def parse_sheet(content: bytes) -> Sheet:
    """Where the rows and cells of a sheet are; raises FileRefused when it has none."""
    pieces = pieces_of(content, {"sheetData", "row", "c", "f", "v", "col"})
    inside: dict[str, list[Piece]] = {name: [] for name in ("sheetData", "row", "c", "f", "v", "col")}
    for piece in pieces:
        name = re.match(rb"<(?:[\w.-]+:)?(\w+)", content[piece.start : piece.start + 80])
        assert name is not None
        inside[name[1].decode()].append(piece)
    if not inside["sheetData"]:
        raise FileRefused(Refusal.DAMAGED)
    data = inside["sheetData"][0]
    sheet = Sheet(data, data.prefix)
    for one in inside["col"]:
        sheet.columns.append(tuple(int(one.attributes.get(name, "0")) for name in ("min", "max", "style")))  # type: ignore[arg-type] # three
    number = 0
    for row in sorted(inside["row"], key=lambda one: one.start):
        number = int(row.attributes.get("r", number + 1))
        sheet.rows[number] = row
    _place_cells(sheet, sorted(inside["c"], key=lambda one: one.start))
    _find_results(content, sheet, inside["f"], inside["v"])
    return sheet


def place_of(cell: str) -> tuple[int, int]:
    """Row and column of `B3`, both from 1."""
    letters = cell.rstrip("0123456789")
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return int(cell[len(letters) :]), column


def _place_cells(sheet: Sheet, cells: list[Piece]) -> None:
    rows = sorted(((row.start, row.end, number) for number, row in sheet.rows.items()), reverse=True)
    column = 0
    for cell in cells:
        while rows and rows[-1][1] <= cell.start:
            rows.pop()
            column = 0
        if not rows:
            return
        place = cell.attributes.get("r") or f"{_letters(column + 1)}{rows[-1][2]}"
        column = place_of(place)[1]
        sheet.cells[place] = cell


def _find_results(content: bytes, sheet: Sheet, formulas: list[Piece], values: list[Piece]) -> None:
    """The value behind each formula, and what it says of its kind."""
    cells = sorted(sheet.cells.values(), key=lambda one: one.start)
    starts = sorted(one.start for one in formulas)
    at = 0
    with_formula = []
    for cell in cells:
        while at < len(starts) and starts[at] < cell.start:
            at += 1
        if at < len(starts) and starts[at] < cell.end:
            with_formula.append(cell)
    given = {one.start: one for one in values}
    places = sorted(given)
    at = 0
    for cell in with_formula:
        while at < len(places) and places[at] < cell.start:
            at += 1
        if at < len(places) and places[at] < cell.end:
            sheet.results.append((given[places[at]].start, given[places[at]].end))
        if cell.attributes.get("t") in _RESULTS_WITH_KIND:
            kind = re.search(rb'\st="[^"]*"', content[cell.start : cell.inner[0]])
            if kind:
                sheet.results.append((cell.start + kind.start(), cell.start + kind.end()))


def _end_of_tag(content: bytes, start: int) -> int:
    """Behind the `>` of the tag that begins here; one within quotes is no end."""
    tag = _TAG.match(content, start)
    if tag is None:
        raise FileRefused(Refusal.DAMAGED)
    return tag.end()


def _letters(column: int) -> str:
    letters = ""
    while column:
        column, left = divmod(column - 1, 26)
        letters = chr(65 + left) + letters
    return letters
