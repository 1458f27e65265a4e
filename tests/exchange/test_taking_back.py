"""A whole list taken back: the export before and after is the same, and only what was edited or used since stays."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.exchange.import_lists import import_file
from dorpsapp.exchange.past_imports import past_imports
from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.models import Participation, Person, Shape, Support
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.records import save
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import CanNotUndo
from tests.exchange.lists import village, write_csv
from tests.store.sample import dump

PEOPLE = [["Nummer", "Naam", "Plaats", "Rol", "Kan"], ["1", "An Bos", "Odijk", "vrijwilliger", ""],
          ["2", "Jan Smit", "Odijk", "deelnemer", ""], ["3", "Ria Blom", "Odijk", "vrijwilliger", ""]]  # fmt: skip
HELP = [["Datum", "Vrijwilliger", "Deelnemer", "Soort hulp", "Uren"],
        ["5-1-2026", "An Bos", "Jan Smit", "Vervoer", "1"], ["6-1-2026", "Kees Nieuw", "Jan Smit", "Vervoer", "2"],
        ["7-1-2026", "Kees Nieuw", "Mies Nieuw", "Vervoer", "3"]]  # fmt: skip


@pytest.fixture
def dorp(store: Store, tmp_path: Path) -> Store:
    village(store)
    import_file(store, write_csv(tmp_path / "mensen.csv", PEOPLE))
    return store


def the_export(store: Store, tmp_path: Path) -> bytes:
    export_workbook(store, tmp_path / "alles.xlsx")
    return (tmp_path / "alles.xlsx").read_bytes()


def ids(store: Store, record: type[Person] | type[Support]) -> list[int]:
    with store.read() as session:
        return list(session.scalars(sa.select(record.id).order_by(record.id)))


def test_the_export_before_and_after_is_the_same(dorp: Store, tmp_path: Path) -> None:
    before = the_export(dorp, tmp_path)
    result = import_file(dorp, write_csv(tmp_path / "hulp.csv", HELP))
    assert result.new == 3
    assert the_export(dorp, tmp_path) != before
    latest = past_imports(dorp)[0]
    assert (latest.kind, latest.rows_read) == (result.kind, 3)
    assert dorp.edited_since(latest.entry_id) == []
    dorp.undo_entry(latest.entry_id)
    assert the_export(dorp, tmp_path) == before
    assert past_imports(dorp)[0].undone


def test_what_was_edited_or_used_stays_with_what_it_needs(dorp: Store, tmp_path: Path) -> None:
    import_file(dorp, write_csv(tmp_path / "hulp.csv", HELP))
    _first, second, _third = ids(dorp, Support)
    save(dorp, Support, {"minutes": 90}, second)
    entry = past_imports(dorp)[0].entry_id
    assert dorp.edited_since(entry) == ["hulp van 6-1-2026"]
    with pytest.raises(CanNotUndo):
        dorp.undo_entry(entry)
    dorp.undo_entry(entry, partly=True)
    assert ids(dorp, Support) == [second]
    with dorp.read() as session:
        parts = session.scalars(sa.select(Participation.support_id))
        names = {person.name for person in session.scalars(sa.select(Person))}
        assert set(parts) == {second}
    assert names == {"An Bos", "Jan Smit", "Ria Blom", "Kees Nieuw"}


def test_someone_who_helped_since_stays_and_the_rest_goes(dorp: Store, tmp_path: Path) -> None:
    an, jan, ria = ids(dorp, Person)
    with dorp.read() as session:
        category = session.scalar(sa.select(sa.column("id")).select_from(sa.table("category")).limit(1))
    entry = SupportEntry(date(2026, 2, 2), int(category or 0), Shape.INDIVIDUAL, 60, (an,), (jan,))
    record_support(dorp, entry)
    (batch,) = past_imports(dorp)
    assert dorp.edited_since(batch.entry_id) == ["An Bos", "Jan Smit"]
    dorp.undo_entry(batch.entry_id, partly=True)
    assert ids(dorp, Person) == [an, jan]
    assert ria not in ids(dorp, Person)
    with pytest.raises(CanNotUndo):
        dorp.undo_entry(batch.entry_id, partly=True)


def test_a_field_that_was_filled_goes_back_unless_it_was_edited(dorp: Store, tmp_path: Path) -> None:
    more = [["Nummer", "Naam", "Mobiel"], ["1", "An Bos", "0612345678"], ["2", "Jan Smit", "0612345679"]]
    import_file(dorp, write_csv(tmp_path / "meer.csv", more))
    an, jan, _ria = ids(dorp, Person)
    save_person(dorp, {"mobile": "+31687654321"}, an)
    entry = past_imports(dorp)[0].entry_id
    assert dorp.edited_since(entry) == ["An Bos"]
    dorp.undo_entry(entry, partly=True)
    with dorp.read() as session:
        found = {row.id: row.mobile for row in session.scalars(sa.select(Person))}
    assert (found[an], found[jan]) == ("+31687654321", None)


def test_when_all_was_edited_nothing_is_taken_back(dorp: Store, tmp_path: Path) -> None:
    for number in ids(dorp, Person):
        save_person(dorp, {"town": "Bunnik"}, number)
    entry = past_imports(dorp)[0].entry_id
    before = dump(dorp)
    with pytest.raises(CanNotUndo, match="alles is daarna gewijzigd"):
        dorp.undo_entry(entry, partly=True)
    assert dump(dorp) == before
