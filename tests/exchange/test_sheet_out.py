"""The export: every record, true types, formulas never, the same bytes for the same content."""

import csv
import hashlib
import os
import sys
import time
from datetime import date, datetime
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dorpsapp.errors import UserError
from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.models import RECORDS, ParticipantRole
from dorpsapp.services.people import save_person
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import DiskFull
from tests.exchange.lists import village

FORMULAS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "=HYPERLINK(0)",
    "http://voorbeeld.nl",
    "#REF!",
    "\t=1",
    "007",
    "1E5",
    "＝1",
    "a\x0bb",
)


def test_every_record_type_has_a_sheet_with_all_its_rows(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["zuilen"], VillageSize(years=1, until=date(2025, 6, 30)))
    export_workbook(store, tmp_path / "alles.xlsx", csv_folder=tmp_path / "csv")
    book = load_workbook(tmp_path / "alles.xlsx")
    sheets = {sheet.title.lower(): sheet for sheet in book}
    with store.read() as session:
        for record in RECORDS:
            sheet = next(sheet for title, sheet in sheets.items() if record.plural.lower() == title)
            assert sheet.max_row == (session.scalar(sa.select(sa.func.count()).select_from(record)) or 0) + 1
            headings = [str(cell.value) for cell in sheet[1]]
            for field in record.fields():
                assert any(field.label in heading for heading in headings), field.name
    first = next(sheets["hulp"].iter_rows(min_row=2, max_row=2, values_only=True))
    assert any(isinstance(value, datetime) for value in first)
    assert any(isinstance(value, int | float) and not isinstance(value, bool) for value in first)
    assert len(list((tmp_path / "csv").glob("*.csv"))) == len(RECORDS)
    store.close()


def test_texts_never_become_formulas(store: Store, tmp_path: Path) -> None:
    village(store)
    for text in FORMULAS:
        save_person(store, {"first_name": text, "surname": text, "street": text}, role=ParticipantRole.CLIENT)
    export_workbook(store, tmp_path / "alles.xlsx", csv_folder=tmp_path / "csv")
    book = load_workbook(tmp_path / "alles.xlsx")
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type not in {"f", "e"}
                assert cell.hyperlink is None
    with next((tmp_path / "csv").glob("*ensen*.csv")).open(encoding="utf-8-sig", newline="") as stream:
        cells = [cell for row in csv.reader(stream, delimiter=";") for cell in row]
    assert not [cell for cell in cells if cell.lstrip().startswith(("=", "+", "-", "@", "＝"))]


def test_the_same_content_gives_the_same_bytes(store: Store, tmp_path: Path) -> None:
    village(store)
    save_person(store, {"surname": "Bos"})
    digests = set()
    for turn in range(2):
        path = tmp_path / f"{turn}.xlsx"
        export_workbook(store, path)
        digests.add(hashlib.sha256(path.read_bytes()).hexdigest())
    save_person(store, {"surname": "Vos"})
    store.undo()
    export_workbook(store, tmp_path / "na.xlsx")
    digests.add(hashlib.sha256((tmp_path / "na.xlsx").read_bytes()).hexdigest())
    assert len(digests) == 1


def test_what_stands_in_the_sheets_can_be_read_back(store: Store, tmp_path: Path) -> None:
    village(store)
    entry = {"surname": "Bos", "first_name": "An", "birth_date": date(1950, 2, 1), "house_number": 12}
    number = save_person(store, entry, role=ParticipantRole.CLIENT)
    export_workbook(store, tmp_path / "alles.xlsx")
    book = load_workbook(tmp_path / "alles.xlsx")
    described = list(book["Velden"].iter_rows(min_row=2, values_only=True))
    assert {row[2] for row in described} == {record.__tablename__ for record in RECORDS}
    (row,) = book["Mensen"].iter_rows(min_row=2, values_only=True)
    place = [(str(one[3]), at) for at, one in enumerate(one for one in described if one[0] == "Mensen")]
    found = {name: row[at] for name, at in place if name}
    assert (found["id"], found["surname"], found["house_number"]) == (number, "Bos", 12)
    assert found["birth_date"] == datetime(1950, 2, 1)
    (role,) = book["Deelnemers"].iter_rows(min_row=2, values_only=True)
    assert "Bos, An" in role


@pytest.mark.skipif(sys.platform == "win32", reason="no limit on file sizes to be set here")
def test_a_full_disk_leaves_the_earlier_export_as_it_was(store: Store, tmp_path: Path) -> None:
    import resource

    village(store)
    folder = tmp_path / "map"
    folder.mkdir()
    path = folder / "alles.xlsx"
    path.write_bytes(b"earlier")
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    for most in (0, 700, 6000):
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, old[1]))
        try:
            with pytest.raises(DiskFull):
                export_workbook(store, path)
        finally:
            resource.setrlimit(resource.RLIMIT_FSIZE, old)
        assert [one.name for one in folder.iterdir()] == ["alles.xlsx"]
        assert path.read_bytes() == b"earlier"


@pytest.mark.parametrize("place", ["weg/alles.xlsx", "map"])
def test_where_nothing_can_be_written(store: Store, tmp_path: Path, place: str) -> None:
    village(store)
    (tmp_path / "map").mkdir()
    with pytest.raises(UserError) as refused:
        export_workbook(store, tmp_path / place)
    assert refused.value.sentence.endswith(".")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith((".xlsx", ".tmp"))) == []


def test_what_an_export_that_was_cut_off_left_goes_at_the_next(store: Store, tmp_path: Path) -> None:
    for name, days in (("alles", 0), ("alles", 3), ("ander", 0), ("ander", 3)):
        left = tmp_path / f".dorpsapp-{name}-{days}"
        left.mkdir()
        (left / "blad.xml").write_text("Janneke")
        then = time.time() - days * 24 * 3600 - 60
        os.utime(left, (then, then))
    (tmp_path / ".dorpsapp-alles-briefje").write_text("no folder")
    export_workbook(store, tmp_path / "alles.xlsx")
    hidden = {each.name for each in tmp_path.glob(".dorpsapp-*")}
    assert hidden == {".dorpsapp-ander-0", ".dorpsapp-alles-briefje"}  # someone else may be writing the other one
