"""Drills: back from a backup with the printed sheet alone, forgotten passwords, and guesses at the key files."""

import json
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from dorpsapp.errors import UserError, WrongPassword
from dorpsapp.store import backup, bundle, examine, key_files, keys, recovery
from dorpsapp.store.connection import connect
from dorpsapp.store.examine import Content
from dorpsapp.store.keys import DATABASE, NewKeys
from dorpsapp.store.recovery import MistypedRow
from dorpsapp.store.restore import restore, restore_over
from dorpsapp.store.rotation import FEWEST, Candidate, superfluous
from dorpsapp.store.slots import CEILING, FLOOR, Cost, Slot, Stretcher, User, seal, unseal
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Damaged
from tests.faults.damage import damaged
from tests.faults.jobs import ANNA, BERT, password_of
from tests.faults.measured import Measured
from tests.faults.village_work import VillageWork, fill_base
from tests.store.sample import QUICK

DRILL = "Alleen de herstelbrief en een reservekopie, op een lege computer"
DAMAGED_DRILL = "Beschadigde reservekopie over bestaande gegevens heen"
FORGOTTEN = "Wachtwoord vergeten, sleutelbestanden kwijt"
TYPING = "Typefout in de herstelcode"
GUESSING = "Geknoei met de sleutelbestanden"
ROTATION = "Tien jaar reservekopieën met verkeerde klok en versleten sticks"


@dataclass(frozen=True)
class Village:
    """A file with users and a printed sheet, a backup of it, and what it held."""

    path: Path
    made: NewKeys
    copy: Path
    content_hash: str


@pytest.fixture
def village(memory_folder: Path) -> Iterator[Village]:
    """One village for many drills."""
    yield _new_village(memory_folder / "pc", 12)


def _new_village(folder: Path, steps: int) -> Village:
    folder.mkdir(parents=True)
    path = folder / "dorp.dorpsapp"
    made = keys.create(path, ANNA, "administrator", password_of(0), stretcher=QUICK)
    store = Store.create(path, key=made.keys[DATABASE])
    fill_base(store)
    work = VillageWork(store)
    for number in range(1, steps + 1):
        work.do(number)
    copy = backup.make(path, made.keys[DATABASE], folder.parent / "stick")
    store.close()
    return Village(path, made, copy, bundle.read_manifest(copy).content_hash)


def test_the_sheet_and_a_backup_are_enough(memory_folder: Path, measured: Measured) -> None:
    chance = Random(41)
    for _trial in measured.trials(DRILL, few=4, many=200):
        village = _new_village(memory_folder / "pc", chance.randint(1, 40))
        shutil.rmtree(village.path.parent)
        rows = [_as_typed(row, chance) for row in village.made.recovery_rows]
        new = memory_folder / "nieuwe-pc" / "dorp.dorpsapp"
        new.parent.mkdir()
        opened = keys.open_key_set_with_recovery(bundle.read_key_set(village.copy), rows)
        restore(village.copy, new, opened[DATABASE])
        again = keys.open_with_password(new, ANNA, password_of(0), stretcher=QUICK)
        store = Store.open(new, again[DATABASE])
        assert examine.check(store).ok
        store.close()
        _same_people_and_help(village, new)
        for folder in ("nieuwe-pc", "stick"):
            shutil.rmtree(memory_folder / folder)


def _same_people_and_help(village: Village, new: Path) -> None:
    """The restored file gives a backup that differs in what opening it notes, and in nothing else."""
    checked = backup.checked_content(new, village.made.keys[DATABASE]).counts
    kept = bundle.read_manifest(village.copy).counts
    opened_in_between = checked["audit"] - kept["audit"]
    assert opened_in_between == 1
    assert {**checked, "audit": 0} == {**kept, "audit": 0}


def _as_typed(row: str, chance: Random) -> str:
    """A row as people type it from paper."""
    row = "".join(sign.lower() if chance.random() < 0.5 else sign for sign in row)
    row = row.replace("-", chance.choice(("-", " ", "", "–")))
    return row.replace("0", chance.choice("0oO")).replace("1", chance.choice("1iIlL"))


def test_a_damaged_backup_touches_nothing(village: Village, memory_folder: Path, measured: Measured) -> None:
    chance = Random(43)
    whole, data = village.copy.read_bytes(), bundle.read_data(village.copy)
    before = village.path.read_bytes()
    refused = 0
    trials = measured.trials(DAMAGED_DRILL, few=100, many=2000)
    for _trial in trials:
        village.copy.write_bytes(damaged(whole, chance))
        try:
            restore_over(village.copy, village.path, village.made.keys[DATABASE], "proef")
        except UserError:
            refused += 1
            assert village.path.read_bytes() == before
            assert not list(village.path.parent.glob("* proef *"))
        else:  # a bit that says nothing of what is in it, such as the hour of a part of the container
            assert village.path.read_bytes() == data
            village.path.write_bytes(before)
            for left in village.path.parent.glob("* proef *"):
                left.unlink()
    assert refused > len(trials) * 0.8


def test_damage_that_is_not_looked_for_comes_in_the_place_of_the_file(
    village: Village, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: a restore that believes every backup; one bit in a page without rows is enough."""
    measured.planted(DAMAGED_DRILL)
    whole, before = village.copy.read_bytes(), village.path.read_bytes()
    manifest = bundle.verify(village.copy)
    monkeypatch.setattr(bundle, "verify", lambda _backup: manifest)
    content = Content(manifest.counts, manifest.content_hash)
    monkeypatch.setattr("dorpsapp.store.restore.checked_content", lambda *_given: content)
    monkeypatch.setattr(bundle, "extract_data", lambda _backup, copy: copy.write_bytes(whole[:5000]))
    restore_over(village.copy, village.path, village.made.keys[DATABASE], "proef")
    assert village.path.read_bytes() != before
    assert list(village.path.parent.glob("* proef *"))


def test_a_restore_that_loses_one_record_is_noticed(village: Village, memory_folder: Path, measured: Measured) -> None:
    """The planted fault: one row is gone after the drill."""
    measured.planted(DRILL)
    new = memory_folder / "nieuw.dorpsapp"
    restore(village.copy, new, village.made.keys[DATABASE])
    Store.open(new, village.made.keys[DATABASE]).close()
    _same_people_and_help(village, new)
    connection = connect(new, village.made.keys[DATABASE])
    connection.execute("DELETE FROM participation WHERE id = (SELECT max(id) FROM participation)")
    connection.close()
    with pytest.raises(AssertionError):
        _same_people_and_help(village, new)


def test_a_new_password_that_is_not_kept_is_noticed(
    village: Village, measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: the coordinator sets a password, and it never reaches the disk."""
    measured.planted(FORGOTTEN)
    monkeypatch.setattr(key_files, "save", lambda _path, key_set: key_set)
    keys.set_user(village.path, village.made.keys, BERT, "registrar", password_of(1), stretcher=QUICK)
    with pytest.raises(UserError):
        keys.open_with_password(village.path, BERT, password_of(1), stretcher=QUICK)


def test_a_forgotten_password_locks_nobody_out(village: Village, memory_folder: Path, measured: Measured) -> None:
    chance = Random(47)
    held = village.made.keys
    for trial in measured.trials(FORGOTTEN, few=60, many=500):
        path = village.path
        way = chance.choice(("sheet", "coordinator", "lost files", "damaged files"))
        if way == "coordinator":
            keys.set_user(path, held, BERT, "registrar", password_of(trial), stretcher=QUICK)
            opened = keys.open_with_password(path, BERT, password_of(trial), stretcher=QUICK)
        else:
            if way != "sheet":
                for one in key_files.paths(path):
                    one.unlink(missing_ok=True) if way == "lost files" else one.write_bytes(chance.randbytes(200))
            opened = keys.open_with_recovery(path, village.made.recovery_rows)
        store = Store.open(path, opened[DATABASE])  # brings lost key files back
        store.remember_keys()
        store.close()
        assert opened == held
        assert keys.open_with_password(path, ANNA, password_of(0), stretcher=QUICK) == held


def test_typing_errors_in_the_sheet_are_named_by_row(measured: Measured) -> None:
    chance = Random(53)
    signs = recovery._ALPHABET
    for _trial in measured.trials(TYPING, few=3000, many=60_000):
        rows = list(recovery.rows_of(recovery.new_secret()))
        at = chance.randrange(4)
        bare = rows[at].replace("-", "")
        place = chance.randrange(9)
        if chance.random() < 0.2 and place < 8 and bare[place] != bare[place + 1]:
            wrong = bare[:place] + bare[place + 1] + bare[place] + bare[place + 2 :]
        else:
            wrong = bare[:place] + chance.choice(signs.replace(bare[place], "")) + bare[place + 1 :]
        rows[at] = wrong
        with pytest.raises(MistypedRow) as caught:
            recovery.read_rows(rows)
        assert caught.value.row == at + 1


def test_a_code_without_check_characters_would_open_on_a_typing_error(
    measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    measured.planted(TYPING)
    monkeypatch.setattr(recovery, "_check", lambda value, row: 0)
    rows = list(recovery.rows_of(bytes(20)))
    rows[0] = "1" + rows[0][1:]
    recovery.read_rows(rows)


def test_no_change_to_a_slot_is_accepted(measured: Measured) -> None:
    chance = Random(59)
    slot = seal("dorp", User("1", ANNA, "reader"), password_of(0), {DATABASE: bytes(32)}, QUICK)
    plain = slot.to_json()
    for _trial in measured.trials(GUESSING, few=300, many=len(plain) * 100):
        changed = dict(plain)
        name = chance.choice(list(plain))
        changed[name] = _tampered(plain[name], chance)
        with pytest.raises((WrongPassword, Damaged, ValueError, TypeError)):
            read = Slot.from_json(json.loads(json.dumps(changed)))
            if read.to_json() == plain:
                raise ValueError("the last letter of base64 has bits that mean nothing: the slot is as it was")
            unseal("dorp", read, password_of(0), QUICK)


def _tampered(value: object, chance: Random) -> object:
    if isinstance(value, int):
        return chance.choice((value + 1, value - 1, 0, -1, 1 << 40, str(value), None, True))
    assert isinstance(value, str)
    at = chance.randrange(len(value))
    other = chance.choice("ABCDEFabcdef012345+/=é".replace(value[at], ""))
    return chance.choice((value[:at] + other + value[at + 1 :], value[:at], value + "A", "administrator"))


def test_the_cost_of_a_guess_has_a_floor_and_a_ceiling(measured: Measured) -> None:
    measured.tried(GUESSING, 8)
    assert (FLOOR.memory, FLOOR.rounds) == (64 * 1024, 3)
    ordinary = Cost()
    for bad in (
        replace(ordinary, memory=FLOOR.memory - 1), replace(ordinary, rounds=2), replace(ordinary, lanes=0),
        replace(ordinary, memory=CEILING.memory + 1), replace(ordinary, rounds=CEILING.rounds + 1),
        replace(ordinary, lanes=CEILING.lanes + 1), replace(ordinary, memory=1 << 40), replace(ordinary, memory=-1),
    ):  # fmt: skip
        with pytest.raises(Damaged):
            Stretcher(bad)


def test_a_slot_without_guarded_fields_would_let_a_reader_rise(
    measured: Measured, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The planted fault: a seal that does not cover name and role."""
    measured.planted(GUESSING)
    monkeypatch.setattr("dorpsapp.store.slots._guarded", lambda _database, _slot: b"")
    slot = seal("dorp", User("1", ANNA, "reader"), password_of(0), {DATABASE: bytes(32)}, QUICK)
    risen = replace(slot, user=User("1", ANNA, "administrator"))
    assert unseal("dorp", risen, password_of(0), QUICK)


def test_ten_years_of_backups_with_a_bad_clock_and_worn_sticks(measured: Measured) -> None:
    most = 0
    for seed in measured.trials(ROTATION, few=10, many=100):
        chance = Random(seed)
        kept: list[Candidate] = []
        day = datetime(2026, 1, 1, 17)
        for number in range(3650):
            day += timedelta(days=1)
            if chance.random() > 0.35:
                continue
            wrong = chance.random() < 0.002
            clock = day + timedelta(days=chance.choice((-4000, -30, 400, 3650))) if wrong else day
            kept.append(Candidate(number, clock, chance.random() > 0.03))
            good_before = [one for one in kept if one.good]
            gone = superfluous(kept)
            kept = [one for one in kept if one not in gone]
            good = [one for one in kept if one.good]
            assert good[-FEWEST:] == good_before[-FEWEST:]
            most = max(most, len(kept))
        months = {(one.made_at.year, one.made_at.month) for one in kept if one.good}
        assert len(months) >= 12
    assert most <= 40
    measured.remark(f"nooit minder dan {FEWEST} goede kopieën, en nooit meer dan {most} bestanden")


def test_keeping_by_the_clock_would_lose_the_newest_copy(measured: Measured) -> None:
    """The planted fault: the number of a backup follows the clock of a PC that is set back."""
    measured.planted(ROTATION)
    day = datetime(2026, 1, 1, 17)
    moments = [day + timedelta(days=number) for number in range(60)] + [datetime(2000, 1, 1)]
    by_clock = sorted(moments)
    found = [Candidate(number, moment, True) for number, moment in enumerate(by_clock)]
    kept = [one.made_at for one in found if one not in superfluous(found)]
    assert sorted(kept)[-1] != moments[-1]
