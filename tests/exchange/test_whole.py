"""The complete export read back in: an equal file, for every record type, and refusals that leave the file as it is."""

import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dorpsapp.errors import UserError
from dorpsapp.exchange.format_page import format_page
from dorpsapp.exchange.import_lists import open_list
from dorpsapp.exchange.sheet_guard import FIELDS_SHEET
from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.exchange.whole_in import read_whole
from dorpsapp.models import (
    RECORDS,
    Activity,
    Consent,
    ConsentPurpose,
    ConsentWay,
    ParticipantRole,
    Participation,
    Record,
    RestrictionKind,
    Support,
)
from dorpsapp.services.erasing_copies import own_folder
from dorpsapp.services.people import save_person
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.restrictions import restrict
from dorpsapp.store import bundle
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.exchange.lists import village, write_xlsx
from tests.exchange.record_values import a_value
from tests.store.sample import dump


@pytest.fixture
def other(empty_file: Path, tmp_path: Path) -> Iterator[Store]:
    """A second file, as a new one is."""
    path = Path(shutil.copy(empty_file, tmp_path / "nieuw.dorpsapp"))
    opened = Store.open(path, TEST_KEY)
    village(opened)
    yield opened
    opened.close()


def test_a_village_comes_back_equal(tmp_path: Path, other: Store) -> None:
    store = Store.create(tmp_path / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["achterveld"], VillageSize(people=60, support=150, years=1, until=date(2025, 6, 30)))
    export_workbook(store, tmp_path / "alles.xlsx")
    read_whole(other, tmp_path / "alles.xlsx")
    assert dump(other) == dump(store)
    export_workbook(other, tmp_path / "weer.xlsx")
    assert (tmp_path / "weer.xlsx").read_bytes() == (tmp_path / "alles.xlsx").read_bytes()
    with pytest.raises(UserError, match="staat al iets"):
        read_whole(other, tmp_path / "alles.xlsx")
    store.close()


def test_who_is_restricted_comes_back_only_when_everyone_was_asked_for(
    store: Store, other: Store, tmp_path: Path
) -> None:
    village(store)
    person = save_person(store, {"first_name": "Kees", "surname": "Jansen", "mobile": "+31612345678"})
    day = date(2026, 1, 1)
    with store.write("Dorp") as unit:
        unit.insert_many(Support, [{"day": day, "category_id": 1, "minutes": 60}])
        unit.insert_many(Participation, [{"support_id": 1, "person_id": person, "role": ParticipantRole.CLIENT}])
    restrict(store, person, RestrictionKind.RESTRICTED, "telefonisch gevraagd", day, today=day)
    export_workbook(store, tmp_path / "allen.xlsx", everyone=True)
    read_whole(other, tmp_path / "allen.xlsx")
    assert dump(other) == dump(store)
    export_workbook(store, tmp_path / "zonder.xlsx")
    told = [str(cell.value) for sheet in load_workbook(tmp_path / "zonder.xlsx") for row in sheet for cell in row]
    assert not [text for text in told if "Kees" in text or "612345678" in text or "telefonisch" in text]


def test_one_record_of_every_type_comes_back_equal(store: Store, other: Store, tmp_path: Path) -> None:
    with store.write("Van alles één") as unit:
        for record in [one for table in Record.metadata.sorted_tables for one in RECORDS if one.__table__ is table]:
            rows = [{field.name: a_value(field, number) for field in record.fields()} for number in (1, 2)]
            numbers = unit.insert_many(record, [dict(row) for row in rows])
            assert numbers
        given = {"given_on": date(2026, 1, 1), "way": ConsentWay.WRITTEN}  # some records may not be there without
        unit.insert_many(
            Consent, [{**given, "person_id": person, "purpose": each} for each in ConsentPurpose for person in (1, 2)]
        )
    export_workbook(store, tmp_path / "alles.xlsx")
    read_whole(other, tmp_path / "alles.xlsx")
    (copy,) = own_folder(other.path).iterdir()
    assert bundle.verify(copy).counts["person"] == 0, "what stood there before is kept"
    back = dump(other)
    for table, found in dump(store).items():
        assert back[table] == found, table


def test_an_export_of_an_earlier_program_comes_back_with_what_it_did_not_know_left_open(
    store: Store, other: Store, tmp_path: Path
) -> None:
    """As it was before activities could be in a room."""
    village(store)
    with store.write("Activiteit") as unit:
        unit.insert_many(Activity, [{"name": "Eettafel", "category_id": 2, "in_own_room": True}])
    path = tmp_path / "eerder.xlsx"
    export_workbook(store, path)
    book = load_workbook(path)
    described, held = book[FIELDS_SHEET], book["Activiteiten"]
    (line,) = [row[0].row for row in described if [cell.value for cell in row][2:4] == ["activity", "in_own_room"]]
    described.delete_rows(line)
    held.delete_cols(next(cell.column for cell in held[1] if cell.value == "In onze eigen ruimte"))
    book.save(path)
    read_whole(other, path)
    with other.read() as session:
        assert session.execute(sa.select(Activity.name, Activity.in_own_room)).all() == [("Eettafel", False)]


def test_what_is_no_export_is_refused_and_an_export_is_no_list(store: Store, other: Store, tmp_path: Path) -> None:
    before = dump(other)
    plain = write_xlsx(tmp_path / "lijst.xlsx", [["Voornaam", "Achternaam"], ["An", "Bos"]])
    (tmp_path / "stuk.xlsx").write_bytes(plain.read_bytes()[:900])
    for path in (plain, tmp_path / "stuk.xlsx"):
        with pytest.raises(FileRefused):
            read_whole(other, path)
    assert dump(other) == before
    export_workbook(store, tmp_path / "alles.xlsx")
    with pytest.raises(FileRefused) as trouble:
        open_list(tmp_path / "alles.xlsx")
    assert trouble.value.refusal is Refusal.WHOLE_EXPORT


def test_the_open_description_is_made_from_the_fields() -> None:
    assert (Path(__file__).parents[2] / "docs" / "format.md").read_text("utf-8") == format_page()
