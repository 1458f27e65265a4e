"""Looks at a spreadsheet before any library does: what kind it is, and whether it may be unpacked at all."""

import itertools
import re
import zipfile
import zlib
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal

MEGABYTE = 1 << 20
MOST_SPREADSHEET_BYTES = 20 * MEGABYTE
MOST_ROWS = 200_000
MOST_LINES = 1_000_000
"""Of a text file or address book, empty ones and those of a photo too."""
MOST_COLUMNS = 200
MOST_CHARACTERS = 32_767
MOST_SHEETS = 50
MOST_SHEETS_OF_EXPORT = 100
FIELDS_SHEET = "Velden"
"""The sheet by which a complete export of Dorpsapp is known; it says of each column which field it is."""
MOST_CELLS = 5_000_000
MOST_TEXT = 100_000_000

_MOST_PARTS = 500
_MOST_PART_BYTES = 120 * MEGABYTE
_MOST_UNPACKED_BYTES = 200 * MEGABYTE
_MOST_SHRUNK = 250
_STORED_OR_DEFLATED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
_LOCAL_HEADER_BYTES = 30
_OVERLAP = 64
_DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, ValueError, OverflowError)

_FORMULA = re.compile(rb"<(?:\w+:)?f[ >/]|table:formula=")
_CELL = re.compile(rb"<(?:\w+:)?(?:v|is)[ >]|<text:p[ >]")
_SPANNED = re.compile(rb'table:number-rows-spanned="(?!1")')
_ERROR_CELL = re.compile(rb'<(?:\w+:)?c [^>]{0,80}t="e"')


class FileKind(Enum):
    """What a file really is, from its content."""

    XLSX = "xlsx"
    ODS = "ods"
    XLS = "xls"


@dataclass(frozen=True)
class Looked:
    """What was seen in a spreadsheet that may be read."""

    kind: FileKind
    formulas: bool = False
    error_cells: bool = False
    cells: bool = False
    spanned: bool = False
    """Cells of LibreOffice over several rows; its reader does not say which."""


def look_at(path: Path) -> Looked:
    """Check the whole spreadsheet without reading it as one; raises FileRefused."""
    with path.open("rb") as stream:
        start = stream.read(8)
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        return _look_at_old_excel(path)
    if not start.startswith(b"PK\x03\x04"):
        raise FileRefused(Refusal.NOT_A_SPREADSHEET)
    try:
        with zipfile.ZipFile(path) as archive:
            parts = archive.infolist()
            kind = _kind_of(archive, parts)
            _check_list_of_parts(parts)
            return _unpack_and_check(archive, parts, kind)
    except _DAMAGED as trouble:
        raise FileRefused(Refusal.DAMAGED) from trouble


def _look_at_old_excel(path: Path) -> Looked:
    content = path.read_bytes()
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise FileRefused(Refusal.PASSWORD)
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise FileRefused(Refusal.MACROS)
    return Looked(FileKind.XLS)


def _kind_of(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo]) -> FileKind:
    names = {part.filename for part in parts}
    if "xl/workbook.xml" in names or any(name.startswith("xl/worksheets/") and name.endswith(".xml") for name in names):
        return FileKind.XLSX
    if "mimetype" in names:
        with archive.open("mimetype") as stream:
            if stream.read(100).strip() == b"application/vnd.oasis.opendocument.spreadsheet":
                return FileKind.ODS
    raise FileRefused(Refusal.OTHER_SPREADSHEET)


def _check_list_of_parts(parts: list[zipfile.ZipInfo]) -> None:
    names = [part.filename for part in parts]
    if len(parts) > _MOST_PARTS or len(set(names)) != len(names):
        raise FileRefused(Refusal.SUSPICIOUS)
    places = sorted((part.header_offset, part.compress_size) for part in parts)
    for (offset, size), (following, _) in itertools.pairwise(places):
        if offset + _LOCAL_HEADER_BYTES + size > following:
            raise FileRefused(Refusal.SUSPICIOUS)
    if sum(part.file_size for part in parts) > _MOST_UNPACKED_BYTES:
        raise FileRefused(Refusal.TOO_MUCH)
    for part in parts:
        if part.flag_bits & 1:
            raise FileRefused(Refusal.PASSWORD)
        if part.compress_type not in _STORED_OR_DEFLATED:
            raise FileRefused(Refusal.SUSPICIOUS)
        if ".." in part.filename or part.filename.startswith(("/", "\\")):
            raise FileRefused(Refusal.SUSPICIOUS)
        if _is_macro(part.filename):
            raise FileRefused(Refusal.MACROS)


def _is_macro(name: str) -> bool:
    """Excel's project, or a Basic module of LibreOffice (its library lists alone are harmless)."""
    plain = name.lower()
    module = plain.startswith("basic/") and plain.endswith(".xml") and not plain.endswith(("-lb.xml", "-lc.xml"))
    script = plain.startswith("scripts/") and not plain.endswith("/")
    return "vbaproject" in plain or "xl/macrosheets/" in plain or module or script


def _unpack_and_check(archive: zipfile.ZipFile, parts: list[zipfile.ZipInfo], kind: FileKind) -> Looked:
    total = 0
    formulas = error_cells = cells = spanned = False
    for part in parts:
        size = 0
        tail = b""
        is_sheet = part.filename.startswith("xl/worksheets/") or part.filename == "content.xml"
        with archive.open(part) as stream:
            while chunk := stream.read(MEGABYTE):
                size += len(chunk)
                total += len(chunk)
                if size > _MOST_PART_BYTES or total > _MOST_UNPACKED_BYTES:
                    raise FileRefused(Refusal.TOO_MUCH)
                if size > MEGABYTE and size > _MOST_SHRUNK * max(part.compress_size, 1):
                    raise FileRefused(Refusal.SUSPICIOUS)
                if part.filename.endswith((".xml", ".rels")):
                    seen = tail + chunk
                    _refuse_entities(seen)
                    if part.filename == "META-INF/manifest.xml" and b"encryption-data" in seen:
                        raise FileRefused(Refusal.PASSWORD)
                    formulas = formulas or (is_sheet and _FORMULA.search(seen) is not None)
                    error_cells = error_cells or (is_sheet and _ERROR_CELL.search(seen) is not None)
                    cells = cells or (is_sheet and _CELL.search(seen) is not None)
                    spanned = spanned or (is_sheet and _SPANNED.search(seen) is not None)
                    tail = chunk[-_OVERLAP:]
    return Looked(kind, formulas, error_cells, cells, spanned)


def _refuse_entities(seen: bytes) -> None:
    """Without zero bytes, so that UTF-16 hides nothing."""
    bare = seen.replace(b"\0", b"").upper()
    if b"<!DOCTYPE" in bare or b"<!ENTITY" in bare:
        raise FileRefused(Refusal.ENTITIES)
