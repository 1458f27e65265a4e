"""Files that are not what they seem: each is refused with one sentence, within limits, and nothing is written."""

import io
import random
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from openpyxl import Workbook

from dorpsapp.errors import UserError
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.store.store import Store
from tests.exchange.lists import village, write_xlsx
from tests.store.sample import dump

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
    "no headings": ("l.csv", lambda: b"1;2;3\n4;5;6\n"),
    "only headings": ("l.csv", lambda: b"Voornaam;Achternaam\n"),
    "pdf": ("l.csv", lambda: b"%PDF-1.7\n" + bytes(200)),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_refused_in_one_sentence_and_nothing_written(name: str, store: Store, tmp_path: Path) -> None:
    village(store)
    before = dump(store)
    file_name, make = HOSTILE[name]
    path = tmp_path / file_name
    path.write_bytes(make())
    try:
        result = import_file(store, path)
    except UserError as refused:
        assert refused.sentence.endswith(".")
        assert "\n" not in refused.sentence
        assert len(refused.sentence) < 400
    else:
        assert result.new == 0
        assert result.problems
    assert dump(store) == before


def test_the_good_one_is_read(store: Store, tmp_path: Path) -> None:
    """So that the tests above can not pass because everything is refused."""
    village(store)
    path = tmp_path / "l.xlsx"
    path.write_bytes(good())
    assert import_file(store, path).new == 1


@pytest.mark.parametrize("missing", ["weg.csv", "map"])
def test_a_missing_file_and_a_folder(missing: str, store: Store, tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    with pytest.raises(UserError):
        import_file(store, tmp_path / missing)


def test_random_bytes_in_a_workbook_never_crash(store: Store, tmp_path: Path) -> None:
    village(store)
    rng = random.Random(3)
    whole = good()
    for turn in range(12):
        content = bytearray(whole)
        for _flip in range(rng.randint(1, 8)):
            content[rng.randrange(len(content))] = rng.randrange(256)
        path = tmp_path / f"{turn}.xlsx"
        path.write_bytes(bytes(content))
        try:
            import_file(store, path, check=True)
        except UserError as refused:
            assert refused.sentence.endswith(".")


def test_formulas_are_read_by_their_value_with_a_notice(store: Store, tmp_path: Path) -> None:
    village(store)
    rows = [["Voornaam", "Achternaam", "Plaats"], ["An", "Bos", '=CONCATENATE("a","b")']]
    result = import_file(store, write_xlsx(tmp_path / "l.xlsx", rows))
    assert any("formule" in one.text for one in (*result.notices, *result.problems))
