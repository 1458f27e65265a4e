"""Import: rows per second and memory, against the bare reader of each format and against raw sqlite3."""

import csv
import shutil
import sqlite3
import subprocess
import time
import zipfile
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import python_calamine
import xlsxwriter

from bench.measure import Line, fresh

_OFFICE = "soffice"
_OURS = """
import sys, time
from pathlib import Path
from bench.measure import peak_memory
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.services.initiative import found_initiative
from dorpsapp.store.store import Store
store = Store.create(Path(sys.argv[2]), practice=True)
found_initiative(store, "Dorpshulp", "Stad")
begin = time.perf_counter()
result = import_file(store, Path(sys.argv[1]))
seconds = time.perf_counter() - begin
print(seconds, result.new, peak_memory())
store.close()
"""


def measure(folder: Path, *, quick: bool) -> list[Line]:
    """A list of people in each format, and a sign-in log of people known by number with their hours."""
    lines = _formats(folder, 2_000 if quick else 10_000)
    for rows in (10_000,) if quick else (10_000, 100_000):
        path = folder / f"log-{rows}.csv"
        _write_log(path, rows)
        begin = time.perf_counter()
        with path.open(encoding="utf-8", newline="") as stream:
            count = sum(1 for _row in csv.reader(stream)) - 1
        floor = time.perf_counter() - begin
        seconds, new, peak = (
            float(word) for word in fresh(_OURS, str(path), str(folder / f"in-{rows}.dorpsapp")).split()
        )
        assert (count, int(new)) == (rows, rows)
        lines.append(
            Line(
                f"import {rows:,} rows",
                f"{seconds:.2f} s, {rows / seconds:,.0f} rows/s, peak {peak:.0f} MB",
                f"csv.reader alone {floor:.3f} s",
                f"{seconds / floor:.0f}x",
                "<= 60 s and 500 MB at 40,000",
            )
        )
    return lines


def _formats(folder: Path, rows: int) -> list[Line]:
    """The same people from each kind of file: beside reading it bare, and beside putting the rows in plain sqlite3."""
    lines = []
    plain = _raw_sqlite(folder / "plain.db", rows)
    for suffix in (".csv", ".xlsx", ".xls", ".ods", ".vcf"):
        path = folder / f"people-{rows}{suffix}"
        if suffix == ".xls" and shutil.which(_OFFICE) is None:
            lines.append(Line(f"import {rows:,} people {suffix}", "not measured: LibreOffice makes the file", "", ""))
            continue
        _write_people(path, rows)
        begin = time.perf_counter()
        count = _read_bare(path)
        bare = time.perf_counter() - begin
        answer = fresh(_OURS, str(path), str(folder / f"people-{rows}{suffix}.dorpsapp"))
        seconds, new, peak = (float(word) for word in answer.split())
        assert (count, int(new)) == (rows, rows)
        lines.append(
            Line(
                f"import {rows:,} people {suffix}",
                f"{seconds:.2f} s, {rows / seconds:,.0f} rows/s, peak {peak:.0f} MB",
                f"bare reader {bare:.3f} s, sqlite3 {plain:.3f} s",
                f"{seconds / bare:.0f}x, {seconds / plain:.0f}x",
                "<= 500 MB at 100,000",
            )
        )
    return lines


_SYLLABLES = [
    first + vowel + last for first in "bdghklmnprstvwz" for vowel in ("a", "e", "i", "oo", "u") for last in "klnrs"
]


def _people(rows: int) -> Iterator[Sequence[object]]:
    """People whose names, houses and birthdays are spread as those of a town; always the same."""
    rng = Random(7)
    for number in range(rows):
        first, last = ("".join(rng.choices(_SYLLABLES, k=count)).title() for count in (1 + number % 2, 2 + number % 2))
        letters = "".join(rng.choices("ABCEGHJKLMNPRTVWXZ", k=2))
        born = date(1930, 1, 1) + timedelta(days=rng.randrange(70 * 365))
        yield (f"L{number}", first, last, f"{rng.randrange(1, 120)}", f"{rng.randrange(3980, 3999)}{letters}", "Odijk",
               f"06{rng.randrange(10_000_000, 99_999_999)}", born)  # fmt: skip


_HEADINGS = ("Nummer", "Voornaam", "Achternaam", "Huisnummer", "Postcode", "Plaats", "Mobiel", "Geboortedatum")


def _raw_sqlite(path: Path, rows: int) -> float:
    connection = sqlite3.connect(path)
    connection.execute(f"CREATE TABLE person (id INTEGER PRIMARY KEY, {', '.join(_HEADINGS)})")
    begin = time.perf_counter()
    marks = ", ".join("?" * len(_HEADINGS))
    connection.executemany(
        f"INSERT INTO person ({', '.join(_HEADINGS)}) VALUES ({marks})",
        ([str(value) for value in row] for row in _people(rows)),
    )
    connection.commit()
    seconds = time.perf_counter() - begin
    connection.close()
    return seconds


def _write_people(path: Path, rows: int) -> None:
    if path.suffix == ".csv":
        with path.open("w", encoding="utf-8", newline="") as stream:
            csv.writer(stream, delimiter=";").writerows([_HEADINGS, *_people(rows)])
    elif path.suffix == ".vcf":
        with path.open("w", encoding="utf-8", newline="") as stream:
            for _number, first, last, house, postcode, town, mobile, born in _people(rows):
                stream.write(f"BEGIN:VCARD\r\nVERSION:3.0\r\nN:{last};{first};;;\r\nTEL;TYPE=CELL:{mobile}\r\n")
                stream.write(f"ADR;TYPE=HOME:;;Straat {house};{town};;{postcode};\r\nBDAY:{born}\r\nEND:VCARD\r\n")
    elif path.suffix == ".xlsx":
        book = xlsxwriter.Workbook(str(path))
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "d-m-yyyy"})
        for at, row in enumerate([_HEADINGS, *_people(rows)]):
            for column, value in enumerate(row):
                if isinstance(value, date):
                    sheet.write_datetime(at, column, value, day)
                else:
                    sheet.write_string(at, column, str(value))
        book.close()
    elif path.suffix == ".xls":
        _convert(path.with_suffix(".xlsx"), path)
    else:
        _write_ods(path, rows)


def _convert(source: Path, target: Path) -> None:
    """The same workbook in the old format, which no library of ours writes."""
    profile = (target.parent / "office").as_uri()
    command = [_OFFICE, f"-env:UserInstallation={profile}", "--headless", "--convert-to", target.suffix[1:]]
    subprocess.run([*command, "--outdir", str(target.parent), str(source)], check=True, capture_output=True)


def _write_ods(path: Path, rows: int) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns"
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    cell = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'
    lines = ("".join(cell.format(value) for value in row) for row in [_HEADINGS, *_people(rows)])
    body = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    named = " ".join(f'xmlns:{name}="{space}:{name}:1.0"' for name in ("office", "table", "text"))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", kind, zipfile.ZIP_STORED)
        archive.writestr(
            "META-INF/manifest.xml",
            f'<manifest:manifest xmlns:manifest="{space}:manifest:1.0"><manifest:file-entry manifest:full-path="/"'
            f' manifest:media-type="{kind}"/></manifest:manifest>',
        )
        archive.writestr(
            "content.xml",
            f'<office:document-content {named}><office:body><office:spreadsheet><table:table table:name="L">{body}'
            "</table:table></office:spreadsheet></office:body></office:document-content>",
        )


def _read_bare(path: Path) -> int:
    """How many rows or cards the bare reader finds."""
    if path.suffix == ".vcf":
        return path.read_text(encoding="utf-8").count("END:VCARD")
    if path.suffix == ".csv":
        with path.open(encoding="utf-8", newline="") as stream:
            return sum(1 for _row in csv.reader(stream, delimiter=";")) - 1
    with path.open("rb") as content:
        book = python_calamine.load_workbook(content)
        return len(book.get_sheet_by_index(0).to_python()) - 1


def _write_log(path: Path, rows: int) -> None:
    first = date(2019, 1, 1)
    with path.open("w", encoding="utf-8", newline="") as stream:
        writer = csv.writer(stream)
        writer.writerow(("timesheet_id", "employee_id", "date", "checkin", "checkout"))
        for number in range(rows):
            day = first + timedelta(days=number % 1500)
            start = 7 + number % 5
            writer.writerow((number, number % 170, day, f"{start:02d}:{number % 60:02d}:00", f"{start + 5:02d}:30:15"))
