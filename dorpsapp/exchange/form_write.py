"""Writes values into some cells of a workbook and leaves everything else in it byte for byte as it was.

A library that reads a workbook and saves it again drops what it does not know: letters in two colours within a cell,
text boxes, pictures in a header, boxes to tick, small charts in a cell. So the parts of the file are patched in place.
"""

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, field
from html import unescape
from xml.sax.saxutils import escape

from dorpsapp.exchange.form_parts import Piece, Sheet, parse_sheet, pieces_of, place_of

_PLACE = re.compile(r"\{\{\s*([^{}]{1,60}?)\s*\}\}")
_ATTRIBUTE = r'\s{name}="[^"]*"'


@dataclass(frozen=True)
class Change:
    """What is put in a cell; `shrinks` makes the digits smaller where the cell is too narrow.

    `words` are those for the places in braces within its text, so that the looks of its letters can stay.
    """

    value: int | float | str
    words: Mapping[str, str] = field(default_factory=dict)
    shrinks: bool = False


def write_cells(content: bytes, changes: Mapping[str, Mapping[str, Change]]) -> bytes:
    """The workbook with these changes, by title of the sheet and cell.

    What formulas gave the last time is left out, so that every program works them out anew as it opens the file.
    """
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {one.filename: archive.read(one) for one in archive.infolist()}
        order = archive.infolist()
    book = _workbook_part(parts)
    titles = _sheet_parts(parts, book)
    styles = _Styles(parts, book)
    texts = _texts(parts, book)
    for title, part in titles.items():
        if part in parts:
            parts[part] = _patched(parts[part], changes.get(title, {}), styles, texts)
    styles.keep(parts)
    parts[book] = _worked_out_on_opening(parts[book])
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as made:
        for one in order:
            made.writestr(zipfile.ZipInfo(one.filename, one.date_time), parts[one.filename], zipfile.ZIP_DEFLATED)
    return out.getvalue()


def _workbook_part(parts: Mapping[str, bytes]) -> str:
    found = [one for one in _relations(parts, "") if one[1].endswith("/officeDocument")]
    return found[0][2] if found and found[0][2] in parts else "xl/workbook.xml"


def _relations(parts: Mapping[str, bytes], part: str) -> list[tuple[str, str, str]]:
    """Id, type and part of each relation of a part."""
    folder, _slash, name = part.rpartition("/")
    held = parts.get(f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels", b"")
    found = []
    for piece in pieces_of(held, {"Relationship"}) if held else []:
        target = piece.attributes.get("Target", "")
        whole = target.lstrip("/") if target.startswith("/") or not folder else f"{folder}/{target}"
        found.append((piece.attributes.get("Id", ""), piece.attributes.get("Type", ""), whole))
    return found


def _sheet_parts(parts: Mapping[str, bytes], book: str) -> dict[str, str]:
    where = {number: part for number, _kind, part in _relations(parts, book)}
    found = {}
    for piece in pieces_of(parts[book], {"sheet"}):
        number = next((value for name, value in piece.attributes.items() if name.endswith(":id")), "")
        if number in where:
            found[piece.attributes.get("name", "")] = where[number]
    return found


def _texts(parts: Mapping[str, bytes], book: str) -> list[bytes]:
    """What stands within each shared text, as XML."""
    part = next((one for _id, kind, one in _relations(parts, book) if kind.endswith("/sharedStrings")), "")
    held = parts.get(part, b"")
    return [held[one.inner[0] : one.inner[1]] for one in pieces_of(held, {"si"})] if held else []


class _Styles:
    """The looks of cells; one that shrinks is added when it is first asked for."""

    def __init__(self, parts: Mapping[str, bytes], book: str) -> None:
        self._part = next((one for _id, kind, one in _relations(parts, book) if kind.endswith("/styles")), "")
        self._content = parts.get(self._part, b"")
        self._all = next(iter(pieces_of(self._content, {"cellXfs"})), None) if self._content else None
        self._looks = [
            self._content[one.start : one.end]
            for one in (pieces_of(self._content, {"xf"}) if self._all else [])
            if self._all and self._all.start < one.start < self._all.end
        ]
        self._added: dict[int, int] = {}

    def shrinking(self, number: int) -> int:
        """The look that is like this one, with digits that shrink where they do not fit."""
        if self._all is None or number >= len(self._looks):
            return number
        if number not in self._added:
            self._added[number] = len(self._looks)
            self._looks.append(_shrinking(self._looks[number].decode()).encode())
        return self._added[number]

    def keep(self, parts: dict[str, bytes]) -> None:
        """Put what was added into its part."""
        if self._all is None or not self._added:
            return
        whole = self._content
        first, last = self._all.inner
        start = whole[self._all.start : first].decode()
        start = re.sub(r'\scount="\d+"', f' count="{len(self._looks)}"', start)
        added = b"".join(self._looks[-len(self._added) :])
        parts[self._part] = b"".join((whole[: self._all.start], start.encode(), whole[first:last], added, whole[last:]))


def _shrinking(look: str) -> str:
    prefix = re.match(r"<([\w.-]+:)?", look)
    named = prefix[1] or "" if prefix else ""
    begin = look.index(">") + (0 if look[look.index(">") - 1] == "/" else 1)
    start, inside = look[:begin].rstrip("/"), look[begin:]
    start = re.sub(r'\sapplyAlignment="[^"]*"', "", start)
    start = re.sub(r"(<[\w.:-]+)", r'\1 applyAlignment="1"', start, count=1)
    alignment = re.search(rf"<{named}alignment\b[^>]*/>", inside)
    if alignment:
        kept = re.sub(r'\s(wrapText|shrinkToFit)="[^"]*"', "", alignment[0])
        kept = kept.replace(f"<{named}alignment", f'<{named}alignment shrinkToFit="1"', 1)
        return start + inside.replace(alignment[0], kept, 1)
    made = f'<{named}alignment shrinkToFit="1"/>'
    return f"{start}>{made}</{named}xf>" if inside.startswith(">") else start + made + inside


def _worked_out_on_opening(book: bytes) -> bytes:
    for piece in pieces_of(book, {"calcPr"}):
        begin = book[piece.start : piece.inner[0]].decode()
        begin = re.sub(_ATTRIBUTE.format(name="fullCalcOnLoad"), "", begin)
        begin = re.sub(r"(<[\w.:-]+)", r'\1 fullCalcOnLoad="1"', begin, count=1)
        return book[: piece.start] + begin.encode() + book[piece.inner[0] :]
    before = pieces_of(book, {"sheets", "functionGroups", "externalReferences", "definedNames"})
    last = max(before, key=lambda one: one.end)
    made = f'<{last.prefix}calcPr calcId="0" fullCalcOnLoad="1"/>'.encode()
    return book[: last.end] + made + book[last.end :]


def _patched(content: bytes, changes: Mapping[str, Change], styles: _Styles, texts: list[bytes]) -> bytes:
    sheet = parse_sheet(content)
    edits = [(start, end, b"") for start, end in sheet.results]
    missing: dict[int, list[tuple[int, bytes]]] = {}
    for place, change in changes.items():
        cell = sheet.cells.get(place)
        if cell is None:
            row, column = place_of(place)
            look = sheet.look_of(row, column)
            attributes = {"r": place, **({"s": str(look)} if look else {})}
            missing.setdefault(row, []).append((column, _cell(sheet.prefix, attributes, change, styles, b"")))
        else:
            made = _cell(sheet.prefix, cell.attributes, change, styles, _text_within(content, cell, texts))
            edits = [one for one in edits if not cell.start <= one[0] < cell.end]
            edits.append((cell.start, cell.end, made))
    edits += _insertions(content, sheet, missing)
    for start, end, made in sorted(edits, reverse=True):
        content = content[:start] + made + content[end:]
    return content


def _text_within(content: bytes, cell: Piece, texts: list[bytes]) -> bytes:
    """The text of a cell as XML, with the looks of its letters."""
    held = content[cell.inner[0] : cell.inner[1]]
    if cell.attributes.get("t") == "s":
        number = re.search(rb"<(?:[\w.-]+:)?v[^>]*>\s*(\d+)\s*<", held)
        return texts[int(number[1])] if number and int(number[1]) < len(texts) else b""
    inline = re.search(rb"<(?:[\w.-]+:)?is\b[^>]*>(.*)</(?:[\w.-]+:)?is>", held, re.DOTALL)
    return inline[1] if inline else b""


def _cell(prefix: str, attributes: Mapping[str, str], change: Change, styles: _Styles, present: bytes) -> bytes:
    kept = {name: value for name, value in attributes.items() if name in ("r", "s", "ph")}
    if change.shrinks:
        kept["s"] = str(styles.shrinking(int(kept.get("s", "0"))))
    if isinstance(change.value, int | float):
        inside = f"<{prefix}v>{change.value!r}</{prefix}v>"
    else:
        kept["t"] = "inlineStr"
        text = _filled(present.decode(), change.words)
        text = text or f'<{prefix}t xml:space="preserve">{escape(str(change.value))}</{prefix}t>'
        inside = f"<{prefix}is>{text}</{prefix}is>"
    words = "".join(f' {name}="{escape(value)}"' for name, value in kept.items())
    return f"<{prefix}c{words}>{inside}</{prefix}c>".encode()


def _filled(text: str, words: Mapping[str, str]) -> str:
    """The XML of a text with its places filled in; empty when there are none, or one goes over several looks."""

    def put(found: re.Match[str]) -> str:
        word = unescape(found[1])
        return escape(words[word]) if word in words else found[0]

    filled = _PLACE.sub(put, text)
    plain = unescape(re.sub(r"<[^>]*>", "", filled))
    return "" if any(word in words for word in _PLACE.findall(plain)) else filled if words else ""


def _insertions(
    content: bytes, sheet: Sheet, missing: Mapping[int, list[tuple[int, bytes]]]
) -> list[tuple[int, int, bytes]]:
    """Cells that were not there, each in its row and in order; `spans` of a row is a hint that would be wrong then."""
    edits = []
    behind: dict[int, bytes] = {}
    for number in sorted(missing):
        cells = sorted(missing[number])
        row = sheet.rows.get(number)
        if row is None:
            after = [one for at, one in sheet.rows.items() if at < number]
            place = max((one.end for one in after), default=sheet.data.inner[0])
            whole = b"".join(cell for _column, cell in cells)
            made = f'<{sheet.prefix}row r="{number}">'.encode() + whole + f"</{sheet.prefix}row>".encode()
            behind[place] = behind.get(place, b"") + made
            continue
        begin = content[row.start : row.inner[0]].decode()
        begin = re.sub(_ATTRIBUTE.format(name="spans"), "", begin)
        if row.is_empty:
            whole = b"".join(cell for _column, cell in cells)
            begin = begin.rstrip("/>") + ">"
            edits.append((row.start, row.end, begin.encode() + whole + f"</{sheet.prefix}row>".encode()))
            continue
        edits.append((row.start, row.inner[0], begin.encode()))
        for column, cell in cells:
            left = [one for at, one in sheet.cells.items() if place_of(at)[0] == number and place_of(at)[1] < column]
            place = max((one.end for one in left), default=row.inner[0])
            behind[place] = behind.get(place, b"") + cell
    if sheet.data.is_empty and behind:
        whole = b"".join(behind.values())
        begin = content[sheet.data.start : sheet.data.end].decode().rstrip("/>")
        return [
            (sheet.data.start, sheet.data.end, f"{begin}>".encode() + whole + f"</{sheet.prefix}sheetData>".encode())
        ]
    return [*edits, *((place, place, made) for place, made in behind.items())]
