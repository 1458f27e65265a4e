"""The export: every record, true types, formulas never, the same bytes for the same content."""

import csv
import hashlib
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


@pytest.mark.parametrize("place", ["weg/alles.xlsx", "map"])
def test_where_nothing_can_be_written(store: Store, tmp_path: Path, place: str) -> None:
    village(store)
    (tmp_path / "map").mkdir()
    with pytest.raises(UserError) as refused:
        export_workbook(store, tmp_path / place)
    assert refused.value.sentence.endswith(".")
    assert sorted(path.name for path in tmp_path.iterdir() if path.name.endswith((".xlsx", ".tmp"))) == []
