"""Accounts: who gets in after each change and who no longer, who may change whom, and a key that is never half new."""

import shutil
from collections.abc import Callable, Iterator
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest

from dorpsapp.errors import Invalid, UserError, WrongPassword
from dorpsapp.models import Person
from dorpsapp.services import accounts, opening
from dorpsapp.services.opening import Credentials
from dorpsapp.store import audit, bundle, key_files, keys, recovery, rekey
from dorpsapp.store.attempts import FREE, TooSoon
from dorpsapp.store.audit_entry import AuditAction, AuditEntry
from dorpsapp.store.connection import connect, opens
from dorpsapp.store.passwords import WORDS
from dorpsapp.store.recovery import MistypedRow
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed, UserRole
from tests.store.sample import PASSWORD, QUICK, add_person, dump

ANNA, BERT, CARLA = "Anna de Wit", "Bert Bakker", "Carla"
BERTS, CARLAS, OTHER = "kachel vlinder tulp tegel", "radijs lamp deken fluit", "emmer tulp zeis kruik mand"


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a password for these tests only."""
    monkeypatch.setattr(keys, "Stretcher", lambda: QUICK)
    monkeypatch.setattr(rekey, "Stretcher", lambda: QUICK)


class Office:
    """A file of Anna the administrator, and whoever opens it."""

    def __init__(self, path: Path, rows: tuple[str, ...]) -> None:
        self.path, self.rows = path, rows
        self.store = opening.open_store(path, Credentials(ANNA, PASSWORD))

    def sign_in(self, name: str, password: str) -> Store:
        self.store.close()
        self.store = opening.open_store(self.path, Credentials(name, password))
        return self.store

    def with_sheet(self, rows: tuple[str, ...]) -> Store:
        self.store.close()
        self.store = opening.open_store(self.path, Credentials(recovery_rows=rows))
        return self.store

    def refuses(self, name: str, password: str) -> bool:
        """Whether the gate stays shut; the file itself is not touched."""
        try:
            keys.open_with_password(self.path, name, password)
        except WrongPassword:
            return True
        return False

    def noted(self) -> AuditEntry:
        """The last line of the audit, of a chain that holds."""
        with closing(self.store.own_connection()) as connection:
            assert audit.first_break(connection, self.store.key) is None
            return list(audit.entries(connection))[-1][0]


@pytest.fixture(scope="module")
def founded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[str, ...]]:
    """The folder of a closed file of Anna's, made once, with the rows of its sheet; copy it."""
    folder = tmp_path_factory.mktemp("kantoor")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(keys, "Stretcher", lambda: QUICK)
        made = opening.new_file(folder / "dorp.dorpsapp", "Dorpshulp Zonnedal", "Zonnedal", ANNA, PASSWORD)
    made.store.close()
    return folder, made.recovery_rows


@pytest.fixture
def office(founded: tuple[Path, tuple[str, ...]], tmp_path: Path) -> Iterator[Office]:
    folder, rows = founded
    made = Office(shutil.copytree(folder, tmp_path, dirs_exist_ok=True) / "dorp.dorpsapp", rows)
    yield made
    made.store.close()


@pytest.fixture
def staffed(office: Office) -> Office:
    """Also Bert the coordinator and Carla the reader."""
    accounts.add_account(office.store, PASSWORD, BERT, UserRole.COORDINATOR, BERTS)
    accounts.add_account(office.store, PASSWORD, CARLA, UserRole.READER, CARLAS)
    return office


def test_someone_new_gets_in_as_what_they_are(office: Office) -> None:
    accounts.add_account(office.store, PASSWORD, f"  {BERT}  ", UserRole.REGISTRAR, BERTS)
    line = office.noted()
    assert (line.action, line.detail, line.user_name) == (
        AuditAction.USERS, "Bert Bakker toegevoegd als invoerder", ANNA
    )  # fmt: skip
    listed = accounts.accounts(office.store)
    assert [(one.name, one.role, one.is_self) for one in listed] == [
        (ANNA, UserRole.ADMINISTRATOR, True), (BERT, UserRole.REGISTRAR, False)
    ]  # fmt: skip
    assert listed[0].last_opened is not None and listed[1].last_opened is None
    assert office.sign_in(BERT, BERTS).role is UserRole.REGISTRAR
    assert key_files.are_equal(office.path)


@pytest.mark.parametrize(
    ("name", "password", "field", "said"),
    [
        ("", OTHER, "name", "Vul een naam in"),
        ("bert  bakker", OTHER, "name", "naam is er al"),
        ("D" * 61, OTHER, "name", "te lang"),
        ("Dirk", "kort woord", "password", "ten minste 12 tekens"),
        ("Dirk Molenaar", "bij de Molenaar thuis", "password", "eigen naam"),
        ("Dirk", "welkom in zonnedal", "password", "naam van uw dorp"),
    ],
)
def test_what_can_not_be_is_said_before_anything_is_written(
    staffed: Office, name: str, password: str, field: str, said: str
) -> None:
    before = [path.read_bytes() for path in key_files.paths(staffed.path)]
    with pytest.raises(Invalid, match=said) as refused:
        accounts.add_account(staffed.store, PASSWORD, name, UserRole.READER, password)
    assert list(refused.value.problems) == [field]
    assert [path.read_bytes() for path in key_files.paths(staffed.path)] == before


def test_a_proposal_always_passes(office: Office) -> None:
    for _each in range(20):
        proposed = accounts.propose_password(office.store, "Zon Molen")
        assert len(proposed.split()) == WORDS
        assert "zonnedal" not in proposed


Change = Callable[[Store, str], object]
CHANGES: dict[str, Change] = {
    "add": lambda store, own: accounts.add_account(store, own, "Dirk", UserRole.READER, OTHER),
    "role": lambda store, own: accounts.change_role(store, own, CARLA, UserRole.REGISTRAR, OTHER),
    "password": lambda store, own: accounts.give_password(store, own, CARLA, OTHER),
    "withdraw": lambda store, own: accounts.withdraw(store, own, CARLA),
    "list": lambda store, own: accounts.accounts(store),
    "drill": lambda store, own: accounts.drill(store, ("",)),
    "sheet": lambda store, own: accounts.prepare_sheet(store),
}


@pytest.mark.parametrize("role", [UserRole.REGISTRAR, UserRole.TREASURER, UserRole.READER], ids=lambda one: one.value)
@pytest.mark.parametrize("change", CHANGES)
def test_who_may_not_manage_users_manages_none(staffed: Office, role: UserRole, change: str) -> None:
    accounts.add_account(staffed.store, PASSWORD, "Erik", role, OTHER)
    store = staffed.sign_in("Erik", OTHER)
    before = keys.users(staffed.path)
    with pytest.raises(NotAllowed, match=role.label):
        CHANGES[change](store, OTHER)
    assert keys.users(staffed.path) == before


def test_a_coordinator_never_reaches_an_administrator(staffed: Office) -> None:
    store = staffed.sign_in(BERT, BERTS)
    assert UserRole.ADMINISTRATOR not in accounts.roles_to_give(store)
    before = keys.users(staffed.path)
    for attempt in (
        lambda: accounts.add_account(store, BERTS, "Dirk", UserRole.ADMINISTRATOR, OTHER),
        lambda: accounts.change_role(store, BERTS, CARLA, UserRole.ADMINISTRATOR, OTHER),
        lambda: accounts.change_role(store, BERTS, ANNA, UserRole.READER, OTHER),
        lambda: accounts.give_password(store, BERTS, ANNA, OTHER),
        lambda: accounts.withdraw(store, BERTS, ANNA),
        lambda: accounts.change_role(store, BERTS, BERT, UserRole.READER, OTHER),
        lambda: accounts.prepare_sheet(store),
    ):
        with pytest.raises(UserError):
            attempt()
    assert keys.users(staffed.path) == before
    assert [accounts.may_change(store, one) for one in accounts.accounts(store)] == [False, False, True]
    accounts.give_password(store, BERTS, CARLA, OTHER)
    assert staffed.refuses(CARLA, CARLAS)
    assert staffed.sign_in(CARLA, OTHER).role is UserRole.READER


@pytest.mark.parametrize("change", ["add", "role", "password", "withdraw"])
def test_every_change_asks_for_the_own_password(staffed: Office, change: str) -> None:
    before = keys.users(staffed.path)
    for _try in range(FREE):
        with pytest.raises(WrongPassword, match="eigen wachtwoord klopt niet"):
            CHANGES[change](staffed.store, BERTS)
    with pytest.raises(TooSoon):
        CHANGES[change](staffed.store, PASSWORD)
    assert keys.users(staffed.path) == before
    assert not staffed.refuses(CARLA, CARLAS)


def test_another_role_comes_with_another_password(staffed: Office) -> None:
    accounts.change_role(staffed.store, PASSWORD, CARLA, UserRole.TREASURER, OTHER)
    assert staffed.noted().detail == "Carla is nu penningmeester"
    assert staffed.refuses(CARLA, CARLAS)
    assert staffed.sign_in(CARLA, OTHER).role is UserRole.TREASURER


def test_one_changes_ones_own_password(staffed: Office) -> None:
    store = staffed.sign_in(CARLA, CARLAS)  # whatever the role
    with pytest.raises(WrongPassword):
        accounts.change_own_password(store, PASSWORD, OTHER)
    with pytest.raises(Invalid):
        accounts.change_own_password(store, CARLAS, "te kort")
    accounts.change_own_password(store, CARLAS, OTHER)
    assert staffed.noted().detail == "eigen wachtwoord"
    assert staffed.refuses(CARLA, CARLAS)
    assert staffed.sign_in(CARLA, OTHER).role is UserRole.READER


def test_who_is_withdrawn_no_longer_gets_in_also_not_with_old_key_files(staffed: Office) -> None:
    kept = [path.read_bytes() for path in key_files.paths(staffed.path)]
    accounts.withdraw(staffed.store, PASSWORD, CARLA)
    assert staffed.noted().detail == "Carla ingetrokken"
    assert staffed.refuses(CARLA, CARLAS)
    for path, content in zip(key_files.paths(staffed.path), kept, strict=True):
        path.write_bytes(content)
    staffed.sign_in(ANNA, PASSWORD)  # the copy inside the file is newer than what was put back
    assert staffed.refuses(CARLA, CARLAS)


def test_the_last_administrator_stays(staffed: Office) -> None:
    store = staffed.with_sheet(staffed.rows)
    attempts: list[Callable[[], object]] = [
        lambda: accounts.withdraw(store, "", ANNA),
        lambda: accounts.change_role(store, "", ANNA, UserRole.COORDINATOR, OTHER),
    ]
    for attempt in attempts:
        with pytest.raises(UserError, match="laatste beheerder"):
            attempt()
    accounts.change_role(store, "", BERT, UserRole.ADMINISTRATOR, OTHER)
    accounts.withdraw(store, "", ANNA)
    assert [user.name for user in keys.users(staffed.path)] == [BERT, CARLA]


def test_with_the_sheet_a_forgotten_password_is_replaced(office: Office) -> None:
    store = office.with_sheet(office.rows)
    with pytest.raises(UserError, match="herstelbrief"):
        accounts.change_own_password(store, "", OTHER)
    accounts.give_password(store, "", ANNA, OTHER)
    assert office.refuses(ANNA, PASSWORD)
    office.sign_in(ANNA, OTHER)


def test_a_practice_file_has_no_users(tmp_path: Path) -> None:
    with closing(Store.create(tmp_path / "oefen.dorpsapp", practice=True)) as store:
        for attempt in (
            lambda: accounts.accounts(store),
            lambda: accounts.add_account(store, "", "Dirk", UserRole.READER, OTHER),
            lambda: accounts.prepare_sheet(store),
            lambda: accounts.change_own_password(store, "", OTHER),
        ):
            with pytest.raises(UserError, match="oefenbestand"):
                attempt()


def test_the_recovery_test_names_the_row_and_keeps_the_day(staffed: Office) -> None:
    store = staffed.store
    assert accounts.last_drill(store) is None
    for row in range(4):
        typed = list(staffed.rows)
        typed[row] = f"{'Z' if typed[row][0] != 'Z' else 'Y'}{typed[row][1:]}"
        with pytest.raises(MistypedRow) as refused:
            accounts.drill(store, typed)
        assert refused.value.row == row + 1
    with pytest.raises(WrongPassword, match="past niet bij dit bestand"):
        accounts.drill(store, recovery.rows_of(recovery.new_secret()))
    assert accounts.last_drill(store) is None
    accounts.drill(store, [row.lower().replace("-", " ") for row in staffed.rows])
    assert staffed.noted().action is AuditAction.DRILL
    assert accounts.last_drill(store) is not None


def test_a_new_sheet_ends_the_old_one_and_every_old_password(staffed: Office, tmp_path: Path) -> None:
    store = staffed.store
    person = add_person(store, "Blijft")
    old_key, before = store.key, dump(store)
    sheet = accounts.prepare_sheet(store)
    assert set(sheet.passwords) == {BERT, CARLA}
    with pytest.raises(WrongPassword):
        accounts.renew_sheet(store, BERTS, sheet, tmp_path / "kopie")
    assert store.key == old_key and not (tmp_path / "kopie").exists()
    made = accounts.renew_sheet(store, PASSWORD, sheet, tmp_path / "kopie")
    assert bundle.verify(made).counts["person"] == 1
    assert store.key != old_key
    assert dump(store) == before
    with store.write("Gaat door") as unit:  # the window works on with the store it had
        found = unit.get(Person, person)
        assert found is not None
        found.surname = "Bleef"
    assert store.undo() == "Gaat door"
    assert AuditAction.KEYS in {entry.action for entry in _entries(store)}
    staffed.noted()
    for name, password in ((BERT, BERTS), (CARLA, CARLAS)):
        assert staffed.refuses(name, password)
    with pytest.raises(WrongPassword):
        staffed.with_sheet(staffed.rows)
    assert not opens(staffed.path, old_key)
    assert dump(staffed.with_sheet(sheet.rows)) == before
    assert staffed.sign_in(BERT, sheet.passwords[BERT]).role is UserRole.COORDINATOR
    assert dump(staffed.sign_in(ANNA, PASSWORD)) == before
    accounts.drill(staffed.store, sheet.rows)
    # a second one on top of the first
    again = accounts.prepare_sheet(staffed.store)
    accounts.renew_sheet(staffed.store, PASSWORD, again, tmp_path / "kopie")
    assert dump(staffed.sign_in(CARLA, again.passwords[CARLA])) != {}
    assert dump(staffed.with_sheet(again.rows)) == before
    staffed.noted()


def _entries(store: Store) -> list[AuditEntry]:
    with closing(store.own_connection()) as connection:
        return [entry for entry, _seal in audit.entries(connection)]


STEPS = ("slots", "file", "audit", "one key file", "all")


@pytest.mark.parametrize("until", STEPS)
def test_a_change_of_key_that_is_cut_short_leaves_a_file_that_opens(staffed: Office, until: str) -> None:
    """Each state in which the power may go, made by hand; whoever comes next gets in, and all is whole after that."""
    before = dump(staffed.store)
    old = staffed.store.key
    sheet = accounts.prepare_sheet(staffed.store)
    new = recovery.derive_key(sheet.secret, keys.DATABASE)
    staffed.store.close()
    found = key_files.load(staffed.path)
    assert found is not None
    by_id = {slot.user.user_id: sheet.passwords.get(slot.user.name, PASSWORD) for slot in found.slots}
    reached = STEPS.index(until)
    key_files.save(staffed.path, rekey.both_keys(found, old, new, by_id))
    if reached >= 1:
        with closing(connect(staffed.path, old)) as connection:
            connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
        assert opens(staffed.path, new)
    if reached >= 2:
        with closing(connect(staffed.path, new)) as connection:
            audit.seal_anew(connection, old, new)
    if reached >= 3:
        beside = key_files.load(staffed.path)
        assert beside is not None
        whole = replace(beside, fingerprint=key_files.fingerprint(new), generation=beside.generation + 1)
        key_files.paths(staffed.path)[0].write_bytes(key_files.to_bytes(whole))
    if reached >= 4:
        rekey.finish(staffed.path, old, new)
    wanted = new if reached >= 1 else old
    for name in (BERT, ANNA, CARLA):
        store = staffed.sign_in(name, sheet.passwords.get(name, PASSWORD))
        assert store.key == wanted
        assert dump(store) == before
        staffed.noted()
        assert key_files.are_equal(staffed.path)
    assert staffed.refuses(BERT, BERTS)
    assert dump(staffed.with_sheet(sheet.rows if reached else staffed.rows)) == before


def test_a_change_of_key_that_the_disk_refuses_changes_nothing(
    staffed: Office, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLCipher may say that it gave the file another key when it did not."""
    before = dump(staffed.store)
    monkeypatch.setattr(rekey, "connect", lambda path, key: connect(path, key, read_only=True))
    with pytest.raises(UserError):
        accounts.renew_sheet(staffed.store, PASSWORD, accounts.prepare_sheet(staffed.store), tmp_path / "kopie")
    monkeypatch.undo()
    monkeypatch.setattr(keys, "Stretcher", lambda: QUICK)
    assert dump(staffed.store) == before
    add_person(staffed.store)
    assert dump(staffed.sign_in(BERT, BERTS)) != before
    staffed.with_sheet(staffed.rows)


def test_the_sheet_of_a_file_that_is_half_way_opens_it_too(staffed: Office) -> None:
    old = staffed.store.key
    secret = recovery.new_secret()
    new = recovery.derive_key(secret, keys.DATABASE)
    staffed.store.close()
    with closing(connect(staffed.path, old)) as connection:
        connection.execute(f"PRAGMA rekey=\"x'{new.hex()}'\"")
    staffed.with_sheet(recovery.rows_of(secret))
