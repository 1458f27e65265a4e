"""Roles: what each may do in every table, and that hidden columns are empty however they are asked for."""

import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.models import RECORDS, BudgetLine, Record
from dorpsapp.models.base import Privacy
from dorpsapp.models.kinds import Text
from dorpsapp.services.people import search_people
from dorpsapp.store import user_roles
from dorpsapp.store.listing import Listing
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import ANY_WRITER, HIDDEN, MAY, NEEDED, Capability, NotAllowed, UserRole
from tests.conftest import TEST_KEY
from tests.faults.every_record import fill_every_record

TABLES = sorted(record.__tablename__ for record in RECORDS)
CANARY = "kanarie"
BLIND = [role for role in UserRole if Capability.SENSITIVE not in MAY[role]]
# Sensitive fields that everyone reads: stories and answers are nameless and made to be published; a draft is the
# typing of a form, and who may not see needs is not given those of forms about people.
SHOWN_TO_ALL = {("story", "text"), ("feedback", "meaning"), ("draft", "content")}
# What each role may do, written down a second time on purpose: a change of rights is a change of this list.
EXPECTED = {
    UserRole.ADMINISTRATOR: "people money setup own sensitive export erase restore users keys audit",
    UserRole.COORDINATOR: "people money setup own sensitive export erase restore users audit",
    UserRole.REGISTRAR: "people own sensitive",
    UserRole.TREASURER: "money export own",
    UserRole.READER: "own",
}
As = Callable[[UserRole], Store]


@pytest.fixture
def file(data_file: Path) -> Path:
    """A file with three rows in every table, and the word canary wherever a text is hidden from some."""
    store = Store.open(data_file, TEST_KEY)

    def text(record: type[Record], field: object, number: int) -> str:
        name = getattr(field, "name", "")
        hidden = name in HIDDEN.get(record.__tablename__, ())
        return f"{CANARY}{number}" if hidden else f"{name[:8]}{number}"

    fill_every_record(store, 3, text)
    store.close()
    return data_file


@pytest.fixture
def opened_as(file: Path, request: pytest.FixtureRequest) -> As:
    """The file in the hands of someone with this role; one at a time."""
    open_stores: list[Store] = []

    def close() -> None:
        while open_stores:
            open_stores.pop().close()

    def open_as(role: UserRole) -> Store:
        close()
        store = Store.open(file, TEST_KEY, opened_by=User("u-kees", "Kees", role.value))
        open_stores.append(store)
        return store

    request.addfinalizer(close)
    return open_as


def test_every_table_asks_for_one_capability() -> None:
    assert {*NEEDED, *ANY_WRITER} == set(TABLES)
    assert not ANY_WRITER & set(NEEDED)
    listed = [table for tables in user_roles._TABLES.values() for table in tables.split()]
    assert len(listed) == len(set(listed))


def test_what_each_role_may_do() -> None:
    assert {role: {one.value for one in may} for role, may in MAY.items()} == {
        role: set(words.split()) for role, words in EXPECTED.items()
    }
    for role in UserRole:
        for what in Capability:
            if what in MAY[role]:
                user_roles.require(role, what)
            else:
                with pytest.raises(NotAllowed, match=role.label) as refused:
                    user_roles.require(role, what)
                assert what.label in refused.value.sentence
        assert role.label and role.explanation.endswith(".")


def test_a_role_from_elsewhere_may_do_least() -> None:
    assert UserRole.of("hoofdbeheerder") is UserRole.READER
    assert UserRole.of("") is UserRole.READER


def test_hidden_are_all_sensitive_fields_but_those_that_are_published() -> None:
    sensitive = {
        (record.__tablename__, field.name)
        for record in RECORDS
        for field in record.fields()
        if field.privacy is Privacy.SENSITIVE
    }
    hidden = {(table, name) for table, names in HIDDEN.items() for name in names}
    assert hidden <= {(record.__tablename__, field.name) for record in RECORDS for field in record.fields()}
    assert sensitive - hidden == SHOWN_TO_ALL


@pytest.mark.parametrize("role", list(UserRole), ids=lambda role: role.value)
def test_every_role_in_every_table(opened_as: As, role: UserRole) -> None:
    store = opened_as(role)
    may = MAY[role]
    for record in RECORDS:
        table = record.__tablename__
        allowed = NEEDED[table] in may if table in NEEDED else bool(may - {Capability.OWN})
        before = _version(store, record)
        try:
            with store.write("Iets gewijzigd") as unit:
                unit.update_many(record, [_touch(store, record)])
        except NotAllowed as refused:
            assert not allowed, (role, table)
            assert role.label in refused.sentence
            assert _version(store, record) == before
        else:
            assert allowed, (role, table)
            assert _version(store, record) == before + 1


def _touch(store: Store, record: type[Record]) -> dict[str, object]:
    """The first row, to be written again as it is: no rule of any record stands in the way."""
    name = record.fields()[0].name
    with store.read() as session:
        return {"id": 1, name: session.scalar(sa.select(getattr(record, name)).where(record.id == 1))}


def _version(store: Store, record: type[Record]) -> int:
    with store.read() as session:
        found = session.scalar(sa.select(record.version).where(record.id == 1))
    assert isinstance(found, int)
    return found


def test_nobody_takes_back_what_they_may_not_do(opened_as: As) -> None:
    opened_as(UserRole.READER)
    for role in (UserRole.TREASURER, UserRole.READER):
        store = opened_as(role)
        assert store.undoable() == "Alles gevuld"
        with pytest.raises(NotAllowed):
            store.undo()
        with pytest.raises(NotAllowed):
            store.undo_entry(store.history()[0].id)


@pytest.mark.parametrize("role", list(UserRole), ids=lambda role: role.value)
def test_hidden_columns_are_empty_however_they_are_asked_for(opened_as: As, role: UserRole, tmp_path: Path) -> None:
    store = opened_as(role)
    found: set[str] = set()
    with store.read() as session:
        for record in RECORDS:
            table = record.__tablename__
            for row in session.scalars(sa.select(record)):
                found |= {f"{table}.{name}" for name in HIDDEN.get(table, ()) if getattr(row, name) is not None}
            for name in HIDDEN.get(table, ()):
                for asked in (
                    f'SELECT "{name}" FROM "{table}"',
                    f'SELECT max("{name}") FROM "{table}"',
                    f'SELECT x FROM (SELECT lower("{name}") AS x FROM "{table}")',
                    f'SELECT id FROM "{table}" WHERE "{name}" LIKE \'%{CANARY}%\'',
                    f'SELECT one."{name}" FROM "{table}" one JOIN "{table}" two ON one."{name}" = two."{name}"',
                ):
                    if any(value is not None for (value,) in session.execute(sa.text(asked))):
                        found.add(f"{table}.{name}")
    seen = Capability.SENSITIVE in MAY[role]
    assert found == ({f"{table}.{name}" for table, names in HIDDEN.items() for name in names} if seen else set())
    for record in RECORDS:
        listing = Listing.of_fields(store, record)
        cells = [str(cell) for row in listing.window(0, 10) for cell in row.cells]
        assert seen or CANARY not in " ".join(cells)
        if any(isinstance(field.kind, Text) for field in record.fields()):
            listing.search = CANARY
            assert seen or listing.count() == 0
    assert not [one for one in search_people(store, CANARY) if not seen]
    out = tmp_path / "alles.xlsx"
    if Capability.EXPORT not in MAY[role]:
        with pytest.raises(NotAllowed, match="uitvoeren"):
            export_workbook(store, out, csv_folder=tmp_path / "csv")
        assert not list(tmp_path.glob("alles*")) and not (tmp_path / "csv").exists()
        return
    export_workbook(store, out, csv_folder=tmp_path / "csv")
    with zipfile.ZipFile(out) as book:
        content = b" ".join(book.read(name) for name in book.namelist())
    content += b" ".join(path.read_bytes() for path in (tmp_path / "csv").iterdir())
    assert (CANARY.encode() in content) == seen


def test_the_blind_can_still_write_what_is_theirs(opened_as: As) -> None:
    assert BLIND == [UserRole.TREASURER, UserRole.READER]
    store = opened_as(UserRole.TREASURER)
    with store.write("Begroting gewijzigd") as unit:
        line = unit.get(BudgetLine, 1)
        assert line is not None
        line.name = "Huur van de zaal"
    assert store.undo() == "Begroting gewijzigd"
    # and what was hidden is still there for who may see it
    opened = opened_as(UserRole.COORDINATOR)
    with opened.read() as session:
        assert session.execute(sa.text("SELECT note FROM person WHERE id = 1")).scalar() == f"{CANARY}1"


def test_the_role_is_that_of_the_slot(opened_as: As) -> None:
    store = opened_as(UserRole.TREASURER)
    assert store.role is UserRole.TREASURER
    assert store.user == replace(store.user, role="treasurer", name="Kees")
    assert store.may(Capability.MONEY) and not store.may(Capability.PEOPLE)
