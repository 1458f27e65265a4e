"""Files that are not what they seem, to be refused."""

import io
import random
import zipfile
from collections.abc import Callable

import pytest
from openpyxl import Workbook

SHEET = (
    '<?xml version="1.0" encoding="UTF-8"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    "<sheetData>{rows}</sheetData></worksheet>"
)


def good() -> bytes:
    """A workbook that would be read in."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in (["Voornaam", "Achternaam", "Plaats"], ["An", "Bos", "Odijk"]):
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def changed(**parts: str | bytes) -> bytes:
    """The good workbook with other or more parts, by name with / as __ and . as _dot_."""
    wanted = {name.replace("__", "/").replace("_dot_", "."): content for name, content in parts.items()}
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(good())) as source, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            if name not in wanted:
                target.writestr(name, source.read(name))
        for name, content in wanted.items():
            target.writestr(name, content)
    return out.getvalue()


def with_rows(rows: str) -> bytes:
    return changed(xl__worksheets__sheet1_dot_xml=SHEET.format(rows=rows))


def many_sheets() -> bytes:
    book = Workbook(write_only=True)
    for number in range(60):
        book.create_sheet(f"Blad {number}").append(["Voornaam", "Achternaam"])
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def twice() -> bytes:
    out = io.BytesIO(good())
    with zipfile.ZipFile(out, "a") as archive, pytest.warns(UserWarning, match="Duplicate name"):
        archive.writestr("xl/workbook.xml", "<workbook/>")
    return out.getvalue()


ENTITY = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;">]><x>&b;</x>'
OLD_HEAD = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
HOSTILE: dict[str, tuple[str, Callable[[], bytes]]] = {
    "empty": ("l.xlsx", lambda: b""),
    "noise": ("l.xlsx", lambda: random.Random(1).randbytes(5000)),
    "noise csv": ("l.csv", lambda: bytes(range(256)) * 30),
    "cut off": ("l.xlsx", lambda: good()[:-400]),
    "bits": ("l.xlsx", lambda: good()[:900] + random.Random(2).randbytes(600) + good()[1500:]),
    "not a spreadsheet": ("l.xlsx", lambda: changed(xl__workbook_dot_xml="<html/>")),
    "html as xls": ("l.xls", lambda: b"<html><table><tr><td>Naam</td></tr></table></html>"),
    "encrypted": (
        "l.xlsx",
        lambda: OLD_HEAD + bytes(500) + "EncryptedPackage".encode("utf-16-le"),
    ),
    "old and broken": ("l.xls", lambda: OLD_HEAD + bytes(3000)),
    "macros": ("l.xlsm", lambda: changed(xl__vbaProject_dot_bin=b"x")),
    "entities": ("l.xlsx", lambda: changed(xl__sharedStrings_dot_xml=ENTITY)),
    "entities in utf-16": ("l.xlsx", lambda: changed(xl__sharedStrings_dot_xml=ENTITY.encode("utf-16"))),
    "spaces": ("l.xlsx", lambda: with_rows(" " * 130_000_000)),
    "far corner": ("l.xlsx", lambda: with_rows('<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')),
    "row of two milliard": ("l.xlsx", lambda: with_rows('<row r="2000000000"><c r="A2000000000"><v>1</v></c></row>')),
    "many sheets": ("l.xlsx", many_sheets),
    "path outside": ("l.xlsx", lambda: changed(**{"..__..__evil_dot_xml": "<x/>"})),
    "a part twice": ("l.xlsx", twice),
    "entity from outside": (
        "l.xlsx",
        lambda: changed(
            xl__workbook_dot_xml='<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'
        ),
    ),
    "no headings": ("l.csv", lambda: b"1;2;3\n4;5;6\n"),
    "only headings": ("l.csv", lambda: b"Voornaam;Achternaam\n"),
    "many parts": ("l.xlsx", lambda: changed(**{f"xl__extra{number}_dot_xml": "<x/>" for number in range(600)})),
    "hundreds of thousands of styles": (
        "l.xlsx",
        lambda: changed(xl__styles_dot_xml=f"<styleSheet><cellXfs>{'<xf/>' * 3_000_000}</cellXfs></styleSheet>"),
    ),
    "rows of zeros": ("l.xlsx", lambda: with_rows('<row r="1"><c r="A1"><v>0</v></c></row>' * 400_000)),
    "very deep": ("l.xlsx", lambda: with_rows("<a>" * 100_000 + "</a>" * 100_000)),
    "wide": ("l.csv", lambda: b";".join(b"x" for _column in range(5000)) + b"\n1\n"),
    "one long line": ("l.csv", lambda: b"Voornaam;Achternaam\n" + b"x" * 3_000_000),
    "open quote": ("l.csv", lambda: b'Voornaam;Achternaam\n"An;Bos\n' * 4),
    "headings beyond all limits": ("l.csv", lambda: b";".join([b"kop"] * 100_000) + b"\n"),
    "empty lines without end": ("l.csv", lambda: b"Voornaam;Achternaam\n" + b"\n" * 20_000_000),
    "zeros": ("l.csv", lambda: bytes(20_000_000)),
    "cards without end": ("l.vcf", lambda: b"BEGIN:VCARD\n" + b"\n" * 9_000_000),
    "a card folded without end": ("l.vcf", lambda: b"BEGIN:VCARD\nFN:An" + b"\n abc" * 8_000_000),
    "a photo in one line": ("l.vcf", lambda: b"BEGIN:VCARD\nFN:An\nPHOTO:" + b"QUJD" * 20_000_000),
    "pdf": ("l.csv", lambda: b"%PDF-1.7\n" + bytes(200)),
}
