"""The audit: what its lines tell, and that no line can be changed, lost, added or moved without it showing."""

from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from dorpsapp.models import Person
from dorpsapp.store import audit, backup, bundle
from dorpsapp.store.audit_entry import AuditAction, AuditEntry, Head, TableWork
from dorpsapp.store.driver import Connection
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.measured import Measured
from tests.store.sample import add_category, add_person, add_support

ANNA = User("u-anna", "Anna", "administrator")
OTHER_KEY = bytes(reversed(TEST_KEY))
NOW = datetime(2026, 11, 23, 12, 0)
COLUMNS = ("made_at", "user_id", "user_name", "role", "action", "detail", "work", "seal")
TAMPERED = "Geknoei met het logboek"
TAMPERINGS = 1000
Tamper = Callable[[Connection, Random, int], None]


@pytest.fixture
def bare(store: Store) -> Iterator[Connection]:
    """The driver's connection to a file in which the audit holds 25 lines of all sorts."""
    connection = store.own_connection(read_only=False)
    connection.execute("PRAGMA synchronous=OFF")  # nobody pulls the plug here
    connection.execute("DELETE FROM audit")
    connection.execute("BEGIN")
    rng = Random(7)
    for number in range(25):
        audit.append(
            connection, TEST_KEY, ANNA, rng.choice(list(AuditAction)), detail="lijst" if number % 3 else "",
            work={"person": TableWork(number, 1, 0, ("street", "surname"))} if number % 2 else {},
            people=range(1, 1 + number % 4), at=NOW + timedelta(minutes=number),
        )  # fmt: skip
    connection.execute("COMMIT")
    yield connection
    connection.close()


@contextmanager
def taken_back(connection: Connection) -> Iterator[None]:
    connection.execute("BEGIN")
    try:
        yield
    finally:
        connection.execute("ROLLBACK")


def lines(store: Store) -> list[AuditEntry]:
    connection = store.own_connection()
    try:
        return [entry for entry, _seal in audit.entries(connection)]
    finally:
        connection.close()


def whole(connection: Connection, *anchors: Head) -> bool:
    return audit.first_break(connection, TEST_KEY, anchors) is None


def _pick(connection: Connection, rng: Random, *, but_last: bool = False) -> int:
    return rng.randint(1, audit.head(connection).number - but_last)


def edit(connection: Connection, rng: Random, turn: int) -> None:
    """Another value in any column, near to the one there was or far from it."""
    name, number = rng.choice(COLUMNS), _pick(connection, rng)
    old = str(connection.execute(f"SELECT {name} FROM audit WHERE id = ?", (number,)).fetchone()[0])
    at = rng.randrange(len(old) + 1)
    new = rng.choice((f"{old} ", old[:at] + chr(rng.choice((48, 97, 233, 0x1F600))) + old[at + 1 :], old[::-1] + "1"))
    if new == old:
        new = f"x{old}"
    connection.execute(f"UPDATE audit SET {name} = ? WHERE id = ?", (new, number))


def rewrite(connection: Connection, rng: Random, turn: int) -> None:
    """The same meaning, written in another way."""
    number = rng.choice([row[0] for row in connection.execute("SELECT id FROM audit WHERE work <> '{}'")])
    change = rng.choice(("made_at = replace(made_at, 'T', ' ')", "work = replace(work, ',', ', ')", "work = work||' '"))
    connection.execute(f"UPDATE audit SET {change} WHERE id = ?", (number,))


def delete(connection: Connection, rng: Random, turn: int) -> None:
    """A line away, and the later ones moved up or not."""
    number = _pick(connection, rng, but_last=True)
    connection.execute("DELETE FROM audit WHERE id = ?", (number,))
    connection.execute("DELETE FROM audit_person WHERE entry_id = ?", (number,))
    if turn % 2:
        for table, name in (("audit", "id"), ("audit_person", "entry_id")):
            connection.execute(f"UPDATE {table} SET {name} = -{name} + 1 WHERE {name} > ?", (number,))
            connection.execute(f"UPDATE {table} SET {name} = -{name} WHERE {name} < 0")


def swap(connection: Connection, rng: Random, turn: int) -> None:
    """Two lines in each other's place, with their seals or without."""
    one, other = rng.sample(range(1, audit.head(connection).number + 1), 2)
    if turn % 2:
        for table, name in (("audit", "id"), ("audit_person", "entry_id")):
            for old, new in ((one, -1), (other, one), (-1, other)):
                connection.execute(f"UPDATE {table} SET {name} = ? WHERE {name} = ?", (new, old))
    else:
        seals = [connection.execute("SELECT seal FROM audit WHERE id = ?", (n,)).fetchone()[0] for n in (one, other)]
        connection.execute("UPDATE audit SET seal = ? WHERE id = ?", (seals[1], one))
        connection.execute("UPDATE audit SET seal = ? WHERE id = ?", (seals[0], other))


def insert(connection: Connection, rng: Random, turn: int) -> None:
    """A line that nobody wrote, with a seal borrowed from another, at the end, the start or far away."""
    last, source = audit.head(connection).number, _pick(connection, rng)
    number = rng.choice((last + 1, 0, -3, last + 40))
    connection.execute(
        f"INSERT INTO audit SELECT {number}, made_at, user_id, user_name, role, 'viewed', detail, work, seal "
        "FROM audit WHERE id = ?",
        (source,),
    )


def people(connection: Connection, rng: Random, turn: int) -> None:
    """Someone more, less or else at a line, or at a line that is not there yet."""
    number = rng.choice([row[0] for row in connection.execute("SELECT DISTINCT entry_id FROM audit_person")])
    connection.execute(
        (
            "INSERT INTO audit_person VALUES (?, 900)",
            "DELETE FROM audit_person WHERE entry_id = ?",
            "UPDATE audit_person SET person_id = person_id + 50 WHERE entry_id = ?",
            "INSERT INTO audit_person VALUES (1000 + ?, 1)",
        )[turn % 4],
        (number,),
    )


def base(connection: Connection, rng: Random, turn: int) -> None:
    """A chain that says it begins elsewhere."""
    text = rng.choice((f"3 {'a' * 64} {'b' * 64}", "4", "2 é é", f"1 {'0' * 64} ", "x y z"))
    connection.execute("INSERT INTO file_property VALUES ('audit_base', ?)", (text,))
    connection.execute("DELETE FROM audit WHERE id <= ?", (turn % 3 + 1,))


@pytest.mark.parametrize("tamper", [edit, rewrite, delete, swap, insert, people, base], ids=lambda one: one.__name__)
def test_no_tampering_goes_unseen(bare: Connection, tamper: Tamper, measured: Measured) -> None:
    measured.tried(TAMPERED, TAMPERINGS // 7 + 1)
    assert whole(bare)
    rng = Random(tamper.__name__)
    for turn in range(TAMPERINGS // 7 + 1):
        with taken_back(bare):
            tamper(bare, rng, turn)
            assert not whole(bare), (tamper.__name__, turn)
    assert whole(bare)


def test_the_first_line_that_is_wrong_is_named(bare: Connection) -> None:
    for number in (1, 12, 25):
        with taken_back(bare):
            bare.execute("UPDATE audit SET detail = 'iets anders' WHERE id = ?", (number,))
            assert audit.first_break(bare, TEST_KEY) == number


def test_a_tail_that_was_cut_off_shows_only_beside_a_kept_head(bare: Connection, measured: Measured) -> None:
    """What the chain alone can not see, the planted fault, is seen by the head that every backup keeps."""
    measured.planted(TAMPERED)
    kept = audit.head(bare)
    for count in range(1, 26):
        with taken_back(bare):
            bare.execute("DELETE FROM audit WHERE id > ?", (25 - count,))
            bare.execute("DELETE FROM audit_person WHERE entry_id > ?", (25 - count,))
            assert whole(bare)
            assert audit.first_break(bare, TEST_KEY, [kept]) == 25 - count + 1


def test_a_chain_written_anew_with_the_key_shows_only_beside_a_kept_head(bare: Connection) -> None:
    kept = audit.head(bare)
    for number in range(1, 26, 4):
        with taken_back(bare):
            lines_after = [entry for entry, _seal in audit.entries(bare) if entry.number >= number]
            bare.execute("DELETE FROM audit WHERE id >= ?", (number,))
            bare.execute("DELETE FROM audit_person WHERE entry_id >= ?", (number,))
            for entry in lines_after[1:]:
                audit.append(bare, TEST_KEY, ANNA, entry.action, work=dict(entry.work), people=entry.people)
            audit.append(bare, TEST_KEY, ANNA, AuditAction.VIEWED)
            assert whole(bare)
            assert not whole(bare, kept)


def test_the_key_of_another_file_does_not_fit(bare: Connection) -> None:
    assert audit.first_break(bare, OTHER_KEY) == 1


def test_old_lines_go_and_the_chain_holds(bare: Connection) -> None:
    kept = audit.head(bare)
    bare.execute("BEGIN")
    audit.prune(bare, TEST_KEY, NOW + timedelta(days=audit.DAYS_KEPT, minutes=10))
    assert len(list(audit.entries(bare))) == 25  # the clock leapt two years: it may be wrong
    audit.append(bare, TEST_KEY, ANNA, AuditAction.OPENED, at=NOW + timedelta(days=audit.DAYS_KEPT))
    audit.prune(bare, TEST_KEY, NOW + timedelta(days=audit.DAYS_KEPT, minutes=10))
    left = [entry.number for entry, _seal in audit.entries(bare)]
    assert left == list(range(11, 27))
    assert whole(bare, kept)
    assert whole(bare, Head(5, "of a line that is gone"))
    audit.append(bare, TEST_KEY, ANNA, AuditAction.VIEWED)
    assert whole(bare)
    bare.execute("COMMIT")
    for statement in (
        "DELETE FROM file_property WHERE name = 'audit_base'",
        "UPDATE file_property SET value = replace(value, '10 ', '11 ') WHERE name = 'audit_base'",
        "DELETE FROM audit WHERE id = 11",
    ):
        with taken_back(bare):
            bare.execute(statement)
            assert not whole(bare)


def test_a_chain_without_any_line_left_still_knows_where_it_was(bare: Connection) -> None:
    kept = audit.head(bare)
    with taken_back(bare):
        bare.execute("DELETE FROM audit")
        bare.execute("DELETE FROM audit_person")
        assert whole(bare)
        assert audit.first_break(bare, TEST_KEY, [kept]) == 1


def test_a_new_key_seals_the_chain_anew_and_a_break_stays(bare: Connection) -> None:
    with taken_back(bare):
        audit.seal_anew(bare, TEST_KEY, OTHER_KEY)
        assert audit.first_break(bare, OTHER_KEY) is None
        assert audit.first_break(bare, TEST_KEY) == 1
    with taken_back(bare):
        bare.execute("UPDATE audit SET user_name = 'Bert' WHERE id = 9")
        audit.seal_anew(bare, TEST_KEY, OTHER_KEY)
        assert audit.first_break(bare, OTHER_KEY) == 9


def test_every_write_leaves_one_line_that_holds_no_value(data_file: Path) -> None:
    store = Store.open(data_file, TEST_KEY, opened_by=ANNA)
    before = len(lines(store))
    person = add_person(store, "Kanarie")
    add_support(store, add_category(store), person)
    with store.write("Persoon gewijzigd") as unit:
        found = unit.get(Person, person)
        assert found is not None
        found.street, found.surname = "Kanariestraat", "Kanariepiet"
    store.undo()
    store.redo()
    with pytest.raises(ZeroDivisionError), store.write("Mislukt") as unit:
        unit.add(Person(surname="Kanarie"))
        unit.flush()
        raise ZeroDivisionError
    with store.write("Niets"):
        pass
    store.note(AuditAction.VIEWED, people=[person])
    made = lines(store)[before:]
    assert [entry.action for entry in made] == [
        AuditAction.CHANGED, AuditAction.CHANGED, AuditAction.CHANGED, AuditAction.CHANGED, AuditAction.UNDONE,
        AuditAction.REDONE, AuditAction.VIEWED,
    ]  # fmt: skip
    assert made[3].work == {"person": TableWork(0, 1, 0, ("street", "surname"))}
    assert {entry.user_name for entry in made} == {"Anna"}
    assert all(entry.people == (person,) for entry in made if entry.action is not AuditAction.CHANGED)
    connection = store.own_connection()
    for row in connection.execute(f"SELECT {', '.join(COLUMNS)} FROM audit"):
        assert "anarie" not in " ".join(map(str, row))
    assert audit.first_break(connection, TEST_KEY) is None
    connection.close()
    store.close()


def test_the_head_stands_in_every_backup(store: Store, tmp_path: Path) -> None:
    add_person(store)
    made = backup.make(store.path, TEST_KEY, tmp_path / "stick")
    manifest = bundle.verify(made)
    assert Head(manifest.audit_number, manifest.audit_seal) == store.audit_head()
    add_person(store, "Later")
    connection = store.own_connection(read_only=False)
    assert audit.first_break(connection, TEST_KEY, [Head(manifest.audit_number, manifest.audit_seal)]) is None
    connection.execute("DELETE FROM audit WHERE id >= ?", (manifest.audit_number,))
    connection.execute("DELETE FROM audit_person WHERE entry_id >= ?", (manifest.audit_number,))
    assert audit.first_break(connection, TEST_KEY, [Head(manifest.audit_number, manifest.audit_seal)]) is not None
    connection.close()


def test_a_file_that_is_only_read_takes_what_was_looked_at(data_file: Path) -> None:
    with closing(Store.open(data_file, TEST_KEY, opened_by=ANNA)) as open_elsewhere:
        before = len(lines(open_elsewhere))
        reading = Store.open(data_file, TEST_KEY, read_only=True, opened_by=ANNA)
        reading.note(AuditAction.EXPORTED, detail="alle gegevens")
        reading.close()
        add_person(open_elsewhere)
        assert [one.action for one in lines(open_elsewhere)[before:]] == [AuditAction.EXPORTED, AuditAction.CHANGED]
        assert whole(open_elsewhere.own_connection())
