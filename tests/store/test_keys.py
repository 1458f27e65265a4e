"""The keys: who may open a file, how one gets back in, and that a tampered slot opens nothing."""

import json
import secrets
from dataclasses import replace
from pathlib import Path

import pytest

from dorpsapp.errors import Invalid, UserError, WrongPassword
from dorpsapp.store import key_files, keys
from dorpsapp.store.keys import DATABASE
from dorpsapp.store.slots import Cost, Slot, Stretcher, User, seal, unseal
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Damaged, NotADataFile, WrongKey
from tests.store.sample import PASSWORD, QUICK, add_person

OTHER_PASSWORD = "vlinder kachel dorpsplein gember"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "dorp.dorpsapp"


@pytest.fixture
def made(path: Path) -> keys.NewKeys:
    return keys.create(path, "Anna de Wit", "administrator", PASSWORD, stretcher=QUICK)


def test_a_password_opens_the_file_and_another_does_not(path: Path, made: keys.NewKeys) -> None:
    Store.create(path, key=made.keys[DATABASE]).close()
    before = path.read_bytes()
    opened = keys.open_with_password(path, "anna  de wit", PASSWORD, stretcher=QUICK)
    assert opened == made.keys
    with pytest.raises(WrongPassword, match="wachtwoord klopt niet"):
        keys.open_with_password(path, "Anna de Wit", OTHER_PASSWORD, stretcher=QUICK)
    with pytest.raises(WrongPassword, match="naam is niet bekend"):
        keys.open_with_password(path, "Iemand", PASSWORD, stretcher=QUICK)
    assert path.read_bytes() == before
    Store.open(path, opened[DATABASE]).close()


def test_the_printed_rows_open_the_file_when_both_key_files_are_lost(path: Path, made: keys.NewKeys) -> None:
    Store.create(path, key=made.keys[DATABASE]).close()
    for key_file in key_files.paths(path):
        key_file.unlink()
    with pytest.raises(WrongPassword, match="herstelcode"):
        keys.open_with_password(path, "Anna de Wit", PASSWORD, stretcher=QUICK)
    opened = keys.open_with_recovery(path, made.recovery_rows)
    Store.open(path, opened[DATABASE]).close()
    # the copy inside the file brought the key files back
    assert keys.open_with_password(path, "Anna de Wit", PASSWORD, stretcher=QUICK) == made.keys


def test_the_rows_of_another_sheet_are_refused(path: Path, made: keys.NewKeys, tmp_path: Path) -> None:
    other = keys.create(tmp_path / "ander.dorpsapp", "Bert", "administrator", PASSWORD, stretcher=QUICK)
    with pytest.raises(WrongPassword, match="ander bestand"):
        keys.open_with_recovery(path, other.recovery_rows)


def test_a_wrong_key_and_a_damaged_file_are_told_apart(path: Path, made: keys.NewKeys) -> None:
    Store.create(path, key=made.keys[DATABASE]).close()
    with pytest.raises(WrongKey, match="ander bestand"):
        Store.open(path, secrets.token_bytes(32))
    content = bytearray(path.read_bytes())
    content[100] ^= 1
    path.write_bytes(content)
    with pytest.raises(Damaged, match="beschadigd"):
        Store.open(path, made.keys[DATABASE])
    assert path.read_bytes() == content


def test_users_come_change_and_go(path: Path, made: keys.NewKeys) -> None:
    keys.set_user(path, made.keys, "Bert Bos", "registrar", OTHER_PASSWORD, stretcher=QUICK)
    assert [(user.name, user.role) for user in keys.users(path)] == [
        ("Anna de Wit", "administrator"),
        ("Bert Bos", "registrar"),
    ]
    changed = keys.set_user(path, made.keys, "Anna de Wit", "reader", OTHER_PASSWORD, stretcher=QUICK)
    assert changed.user_id == made.user.user_id
    assert keys.open_with_password(path, "Anna de Wit", OTHER_PASSWORD, stretcher=QUICK) == made.keys
    with pytest.raises(WrongPassword):
        keys.open_with_password(path, "Anna de Wit", PASSWORD, stretcher=QUICK)
    keys.remove_user(path, made.keys, "Bert Bos")
    with pytest.raises(WrongPassword, match="niet bekend"):
        keys.open_with_password(path, "Bert Bos", OTHER_PASSWORD, stretcher=QUICK)
    with pytest.raises(UserError, match="laatste gebruiker"):
        keys.remove_user(path, made.keys, "Anna de Wit")
    assert key_files.are_equal(path)


def test_only_who_has_the_key_changes_users(path: Path, made: keys.NewKeys) -> None:
    before = [key_file.read_bytes() for key_file in key_files.paths(path)]
    with pytest.raises(WrongPassword):
        keys.set_user(path, {DATABASE: secrets.token_bytes(32)}, "Bert", "reader", OTHER_PASSWORD, stretcher=QUICK)
    assert [key_file.read_bytes() for key_file in key_files.paths(path)] == before


def test_a_weak_password_is_refused_and_nothing_is_written(path: Path) -> None:
    for password, why in (("kort", "12 tekens"), ("annadewit en nog wat", "eigen naam"), ("wij van Zegveld!", "dorp")):
        with pytest.raises(Invalid, match=why):
            keys.create(path, "Anna de Wit", "administrator", password, other_names=["Zegveld"], stretcher=QUICK)
    with pytest.raises(Invalid, match="naam"):
        keys.create(path, "  ", "administrator", PASSWORD, stretcher=QUICK)
    assert list(path.parent.iterdir()) == []


def test_an_old_key_file_does_not_revive_a_withdrawn_password(path: Path, made: keys.NewKeys) -> None:
    Store.create(path, key=made.keys[DATABASE]).close()
    old = [key_file.read_bytes() for key_file in key_files.paths(path)]
    keys.set_user(path, made.keys, "Anna de Wit", "administrator", OTHER_PASSWORD, stretcher=QUICK)
    Store.open(path, made.keys[DATABASE]).close()
    for key_file, content in zip(key_files.paths(path), old, strict=True):
        key_file.write_bytes(content)
    Store.open(path, made.keys[DATABASE]).close()
    with pytest.raises(WrongPassword):
        keys.open_with_password(path, "Anna de Wit", PASSWORD, stretcher=QUICK)
    assert keys.open_with_password(path, "Anna de Wit", OTHER_PASSWORD, stretcher=QUICK) == made.keys


def test_an_open_store_takes_new_slots_over(path: Path, made: keys.NewKeys) -> None:
    store = Store.create(path, key=made.keys[DATABASE])
    keys.set_user(path, made.keys, "Bert Bos", "reader", OTHER_PASSWORD, stretcher=QUICK)
    store.remember_keys()
    store.close()
    for key_file in key_files.paths(path):
        key_file.unlink()
    Store.open(path, made.keys[DATABASE]).close()
    assert [user.name for user in keys.users(path)] == ["Anna de Wit", "Bert Bos"]


def test_key_files_of_another_file_are_left_alone(path: Path, made: keys.NewKeys) -> None:
    """A data file moved over another: its own key opens it, and the other's key files are not touched."""
    before = [key_file.read_bytes() for key_file in key_files.paths(path)]
    store = Store.create(path, key=secrets.token_bytes(32))
    add_person(store)
    store.close()
    assert [key_file.read_bytes() for key_file in key_files.paths(path)] == before


def test_the_salt_of_the_file_is_kept_with_the_slots(path: Path, made: keys.NewKeys) -> None:
    Store.create(path, key=made.keys[DATABASE]).close()
    found = key_files.load(path)
    assert found is not None
    assert bytes.fromhex(found.cipher_salt) == path.read_bytes()[:16]


def test_keys_are_not_made_over_existing_files(path: Path, made: keys.NewKeys) -> None:
    with pytest.raises(UserError, match="al een bestand"):
        keys.create(path, "Bert", "administrator", PASSWORD, stretcher=QUICK)
    with pytest.raises(NotADataFile, match="bestaat niet"):
        keys.open_with_password(path.with_name("niets.dorpsapp"), "Bert", PASSWORD, stretcher=QUICK)


SLOT = seal("database", User("1", "Anna", "reader"), PASSWORD, {DATABASE: bytes(32), "notes": bytes(16)}, QUICK)


def test_a_slot_holds_a_dictionary_of_keys() -> None:
    assert unseal("database", SLOT, PASSWORD, QUICK) == {DATABASE: bytes(32), "notes": bytes(16)}


@pytest.mark.parametrize(
    "tampered",
    [
        replace(SLOT, user=User("2", "Anna", "reader")),
        replace(SLOT, user=User("1", "Bert", "reader")),
        replace(SLOT, user=User("1", "Anna", "administrator")),
        replace(SLOT, cost=Cost(65, 1, 1)),
        replace(SLOT, cost=Cost(64, 2, 1)),
        replace(SLOT, cost=Cost(64, 1, 2)),
        replace(SLOT, cost=Cost(64, 1, 1_000)),
        replace(SLOT, cost=Cost(1 << 30, 1, 1)),
        replace(SLOT, cost=Cost(64, 1_000_000, 1)),
        replace(SLOT, cost=Cost(0, 1, 1)),
        replace(SLOT, salt=bytes(16)),
        replace(SLOT, salt=b""),
        replace(SLOT, nonce=bytes(12)),
        replace(SLOT, nonce=b""),
        replace(SLOT, sealed=SLOT.sealed[:-1]),
        replace(SLOT, sealed=b""),
        replace(SLOT, sealed=bytes([SLOT.sealed[0] ^ 1]) + SLOT.sealed[1:]),
    ],
)
def test_a_tampered_slot_opens_nothing(tampered: Slot) -> None:
    with pytest.raises((WrongPassword, Damaged)):
        unseal("database", tampered, PASSWORD, QUICK)


def test_a_slot_of_another_file_opens_nothing() -> None:
    with pytest.raises(WrongPassword):
        unseal("another", SLOT, PASSWORD, QUICK)


def test_every_bit_of_the_sealed_part_counts() -> None:
    for place in range(len(SLOT.sealed) * 8):
        changed = bytearray(SLOT.sealed)
        changed[place // 8] ^= 1 << place % 8
        with pytest.raises(WrongPassword):
            unseal("database", replace(SLOT, sealed=bytes(changed)), PASSWORD, QUICK)


def test_the_ordinary_cost_is_what_was_agreed_and_never_lower() -> None:
    assert Stretcher().cost == Cost(memory=128 * 1024, rounds=3, lanes=4)
    for low in (Cost(memory=64 * 1024 - 1), Cost(rounds=2)):
        with pytest.raises(Damaged):
            Stretcher(low)
    with pytest.raises(Damaged):
        unseal("database", SLOT, PASSWORD, Stretcher())


def test_the_ordinary_cost_opens_its_own_slot() -> None:
    ordinary = Stretcher()
    slot = seal("database", User("1", "Anna", "reader"), PASSWORD, {DATABASE: bytes(32)}, ordinary)
    assert slot.cost == Cost()
    assert Slot.from_json(json.loads(json.dumps(slot.to_json()))) == slot
