"""Each kind of unfit file has its own sentence, and the process that reads spreadsheets is held within limits."""

import io
import struct
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from dorpsapp.exchange.sheet_in import read_sheet
from dorpsapp.exchange.sheet_process import SECONDS, take_over_rows
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal, sentence_for
from tests.exchange.hostile import ENTITY, OLD_HEAD, changed, good, many_sheets, twice, with_rows

MEGABYTE = 1 << 20
CELL = '<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'
FIRST = f'<row r="1">{CELL.format(place="A1", text="Naam")}</row>'
ODS_KIND = "application/vnd.oasis.opendocument.spreadsheet"


def archive(parts: dict[str, bytes | str]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as target:
        for name, content in parts.items():
            target.writestr(name, content)
    return out.getvalue()


def ods(rows: str, **more: str) -> bytes:
    """A small spreadsheet of LibreOffice with these rows; `more` are other parts, by name with / as __."""
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    body = f'<office:spreadsheet><table:table table:name="L">{rows}</table:table></office:spreadsheet>'
    content = f"<office:document-content {spaces}><office:body>{body}</office:body></office:document-content>"
    other = {name.replace("__", "/").replace("_dot_", "."): text for name, text in more.items()}
    return archive({"mimetype": ODS_KIND, "content.xml": content, "META-INF/manifest.xml": "<manifest/>", **other})


def lying_about_its_size() -> bytes:
    """The list of parts says that the sheet unpacks to 100 bytes."""
    whole = bytearray(archive({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": " " * 5 * MEGABYTE}))
    at = whole.rfind(b"PK\x01\x02")
    whole[at + 24 : at + 28] = struct.pack("<I", 100)
    return bytes(whole)


def overlapping() -> bytes:
    """A second name in the list of parts for the same bytes."""
    whole = archive({"xl/workbook.xml": "<workbook/>", "xl/worksheets/sheet1.xml": "<worksheet/>"})
    end = whole.rfind(b"PK\x05\x06")
    at = whole.rfind(b"PK\x01\x02", 0, end)
    again = whole[at:end].replace(b"sheet1.xml", b"sheet2.xml")
    start = struct.unpack("<I", whole[end + 16 : end + 20])[0]
    closing = whole[end : end + 8] + struct.pack("<HHIIH", 3, 3, end + len(again) - start, start, 0)
    return whole[:end] + again + closing


EXPECTED: dict[str, tuple[str, Callable[[], bytes], Refusal]] = {
    "nothing in it": ("l.xlsx", lambda: b"", Refusal.EMPTY),
    "only spaces": ("l.csv", lambda: b"  \r\n \r\n", Refusal.EMPTY),
    "text called xlsx": ("l.xlsx", lambda: b"Naam;Plaats\nAn;Odijk\n", Refusal.NOT_A_SPREADSHEET),
    "workbook called csv": ("l.csv", good, Refusal.SPREADSHEET_AS_TEXT),
    "web page called xls": ("l.xls", lambda: b"\n<HTML><table></table></HTML>", Refusal.WEB_PAGE),
    "noise called xlsx": ("l.xlsx", lambda: bytes(range(256)) * 9, Refusal.RUBBISH),
    "picture called csv": ("l.csv", lambda: b"\x89PNG\r\n\x1a\n" + bytes(90), Refusal.RUBBISH),
    "letter called xlsx": ("l.xlsx", lambda: archive({"word/document.xml": "<x/>"}), Refusal.OTHER_SPREADSHEET),
    "binary workbook": ("l.xlsb", good, Refusal.OTHER_SPREADSHEET),
    "letter": ("l.docx", good, Refusal.DOCUMENT),
    "old workbook in pieces": ("l.xls", lambda: OLD_HEAD + bytes(3000), Refusal.OLD_EXCEL),
    "old workbook with macros": ("l.xls", lambda: OLD_HEAD + "_VBA_PROJECT".encode("utf-16-le"), Refusal.MACROS),
    "password": ("l.xlsx", lambda: OLD_HEAD + "EncryptedPackage".encode("utf-16-le"), Refusal.PASSWORD),
    "password of LibreOffice": (
        "l.ods",
        lambda: ods("", **{"META-INF__manifest_dot_xml": "<m><encryption-data/></m>"}),
        Refusal.PASSWORD,
    ),
    "macros": ("l.xlsm", lambda: changed(xl__vbaProject_dot_bin=b"x"), Refusal.MACROS),
    "macros of LibreOffice": ("l.ods", lambda: ods("", Basic__Standard__Module1_dot_xml="<x/>"), Refusal.MACROS),
    "entities": ("l.xlsx", lambda: changed(xl__sharedStrings_dot_xml=ENTITY), Refusal.ENTITIES),
    "entities in pairs": (
        "l.xlsx",
        lambda: changed(xl__sharedStrings_dot_xml=ENTITY.encode("utf-16")),
        Refusal.ENTITIES,
    ),
    "entities across a border": (
        "l.xlsx",
        lambda: archive({"xl/workbook.xml": Random(1).randbytes(MEGABYTE - 5) + b"<!DOCTYPE y>"}),
        Refusal.ENTITIES,
    ),
    "spaces": ("l.xlsx", lambda: with_rows(" " * 121 * MEGABYTE), Refusal.SUSPICIOUS),
    "unpacks to much": (
        "l.xlsx",
        lambda: archive({"xl/workbook.xml": "<x/>", **{f"xl/{n}.bin": bytes(MEGABYTE * 50) for n in range(5)}}),
        Refusal.TOO_MUCH,
    ),
    "lying": ("l.xlsx", lying_about_its_size, Refusal.DAMAGED),
    "overlapping": ("l.xlsx", overlapping, Refusal.SUSPICIOUS),
    "a part twice": ("l.xlsx", twice, Refusal.SUSPICIOUS),
    "many parts": ("l.xlsx", lambda: changed(**{f"xl__{n}_dot_bin": "" for n in range(600)}), Refusal.SUSPICIOUS),
    "path outside": ("l.xlsx", lambda: changed(**{"..__evil_dot_xml": "<x/>"}), Refusal.SUSPICIOUS),
    "cut off": ("l.xlsx", lambda: good()[:-400], Refusal.DAMAGED),
    "many sheets": ("l.xlsx", many_sheets, Refusal.TOO_MANY_SHEETS),
    "far corner": (
        "l.xlsx",
        lambda: with_rows(f'{FIRST}<row r="1048576">{CELL.format(place="XFD1048576", text="x")}</row>'),
        Refusal.CRASHED,
    ),
    "far row": (
        "l.xlsx",
        lambda: with_rows(f'{FIRST}<row r="2000000000">{CELL.format(place="A2000000000", text="x")}</row>'),
        Refusal.CRASHED,
    ),
    "low row": (
        "l.xlsx",
        lambda: with_rows(f'{FIRST}<row r="1048000">{CELL.format(place="B1048000", text="x")}</row>'),
        Refusal.TOO_MANY_ROWS,
    ),
    "long cell": (
        "l.xlsx",
        lambda: with_rows(f'<row r="1">{CELL.format(place="A1", text="ab" * 20_000)}</row>'),
        Refusal.CELL_TOO_LONG,
    ),
    "wide row": (
        "l.xlsx",
        lambda: with_rows(f'<row r="1">{CELL.format(place="A1", text="a")}{CELL.format(place="IA1", text="b")}</row>'),
        Refusal.TOO_MANY_COLUMNS,
    ),
    "repeated rows": (
        "l.ods",
        lambda: ods(
            '<table:table-row table:number-rows-repeated="1048576">'
            '<table:table-cell table:number-columns-repeated="16384" office:value-type="float" office:value="1"/>'
            "</table:table-row>"
        ),
        Refusal.DAMAGED,
    ),
    "wide text": ("l.csv", lambda: b";".join([b"x"] * 201), Refusal.TOO_MANY_COLUMNS),
    "long text": ("l.csv", lambda: b"a;b\n" + b"x" * 32_768 + b";y\n", Refusal.CELL_TOO_LONG),
    "one endless line": ("l.csv", lambda: b"x;" * MEGABYTE, Refusal.TOO_MUCH),
    "open quotation mark": ("l.csv", lambda: b'Naam;Plaats\n"An;Odijk\nBo;Bunnik\n', Refusal.QUOTES),
    "half a utf-16 sign": ("l.csv", lambda: "Naam;Plaats\nAn;Odijk".encode("utf-16")[:-1], Refusal.RUBBISH),
    "a heading beyond all limits": ("l.csv", lambda: b";".join([b"kop"] * 100_000) + b"\n", Refusal.TOO_MANY_COLUMNS),
    "empty lines without end": ("l.csv", lambda: b"Naam;Plaats\n" + b"\n" * 1_000_001, Refusal.TOO_MANY_LINES),
    "no card that ends": ("l.vcf", lambda: b"BEGIN:VCARD\r\nFN:An\r\n", Refusal.NO_CARDS),
    "cards of empty lines": ("l.vcf", lambda: b"BEGIN:VCARD\r\n" + b"\n" * 1_000_001, Refusal.TOO_MANY_LINES),
    "a card folded without end": ("l.vcf", lambda: b"BEGIN:VCARD\nFN:" + b"An \n " * 4_000_000, Refusal.TOO_MANY_LINES),
    "a long card": ("l.vcf", lambda: b"BEGIN:VCARD\nFN:" + (b"An" * 99 + b"\n ") * 101_000, Refusal.TOO_MUCH),
    "a photo in one endless line": ("l.vcf", lambda: b"BEGIN:VCARD\nPHOTO:" + b"Q" * 20_000_001, Refusal.TOO_MUCH),
    "zeros in text": ("l.csv", lambda: b"Naam;Plaats\nAn\0;Odijk\n", Refusal.RUBBISH),
}  # fmt: skip


@pytest.mark.parametrize("name", EXPECTED)
def test_each_unfit_file_has_its_own_reason(name: str, tmp_path: Path) -> None:
    file_name, make, expected = EXPECTED[name]
    path = tmp_path / file_name
    path.write_bytes(make())
    with pytest.raises(FileRefused) as refused:
        for _row in read_sheet(path).rows:
            pass
    assert refused.value.refusal is expected


def test_a_missing_file_and_a_folder_have_theirs(tmp_path: Path) -> None:
    for path, expected in ((tmp_path / "weg.csv", Refusal.MISSING), (tmp_path, Refusal.FOLDER)):
        with pytest.raises(FileRefused) as refused:
            read_sheet(path)
        assert refused.value.refusal is expected


def test_too_many_rows_of_text_are_refused_when_they_are_reached(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("Naam;Plaats\n" + "An;Odijk\n" * 200_001, "utf-8")
    rows = iter(read_sheet(path).rows)
    assert next(rows).number == 2
    with pytest.raises(FileRefused) as refused:
        for _row in rows:
            pass
    assert refused.value.refusal is Refusal.TOO_MANY_ROWS


def test_a_list_that_changes_while_it_is_read_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text("Naam;Plaats\nAn;Odijk\n", "utf-8")
    sheet = read_sheet(path)
    path.write_text("Naam;Plaats\nAn;Odijk\nBo;Bunnik\n", "utf-8")
    with pytest.raises(FileRefused) as refused:
        list(sheet.rows)
    assert refused.value.refusal is Refusal.CHANGED


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no limit on computing time")
def test_a_process_that_computes_for_ever_is_ended() -> None:
    endless = "from dorpsapp.exchange import sheet_child; sheet_child.limit_resources(1)\nwhile True: pass"
    with pytest.raises(FileRefused) as refused:
        take_over_rows([sys.executable, "-P", "-c", endless], SECONDS)
    assert refused.value.refusal is Refusal.TOO_SLOW


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux keeps to a limit on memory")
def test_a_process_that_takes_all_memory_is_ended() -> None:
    greedy = "from dorpsapp.exchange import sheet_child; sheet_child.limit_resources(9)\nx = bytearray(1 << 31)"
    with pytest.raises(FileRefused) as refused:
        take_over_rows([sys.executable, "-P", "-c", greedy], SECONDS)
    assert refused.value.refusal is Refusal.CRASHED


def test_a_process_that_says_nothing_is_ended_by_the_clock() -> None:
    with pytest.raises(FileRefused) as refused:
        take_over_rows([sys.executable, "-c", "import time; time.sleep(900)"], 0)
    assert refused.value.refusal is Refusal.TOO_SLOW


@pytest.mark.parametrize(
    "said", ["", "{}", "[1, [2]]", '"done"', "nonsense", '{"refused": "X"}', '{}\n[1, [{"q": 1}]]']
)
def test_a_process_that_does_not_end_well_is_a_crash(said: str) -> None:
    with pytest.raises(FileRefused) as refused:
        take_over_rows([sys.executable, "-c", f"print({said!r})"], SECONDS)
    assert refused.value.refusal is Refusal.CRASHED


def test_a_program_beside_the_list_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A folder with downloads may hold a file that is called like a part of Python."""
    (tmp_path / "json.py").write_text("raise SystemExit(9)", "utf-8")
    path = tmp_path / "l.xlsx"
    path.write_bytes(good())
    monkeypatch.chdir(tmp_path)
    assert len(list(read_sheet(path).rows)) == 1


@pytest.mark.parametrize("refusal", Refusal)
def test_every_reason_is_plain_dutch(refusal: Refusal) -> None:
    sentences = [part for part in sentence_for(refusal).replace(".xlsx", "").replace(".csv", "").split(". ") if part]
    assert sentence_for(refusal).endswith(".")
    assert len({sentence_for(one) for one in Refusal}) == len(Refusal)
    assert all(len(sentence.split()) <= 15 for sentence in sentences)
