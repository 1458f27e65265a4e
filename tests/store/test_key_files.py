"""The two key files: at any moment of a change one of them is whole."""

from dataclasses import replace
from pathlib import Path

import pytest

from dorpsapp.store import key_files
from dorpsapp.store.key_files import KeySet
from dorpsapp.store.slots import User, seal
from tests.store.sample import PASSWORD, QUICK

SLOTS = tuple(seal("d", User(name, name, "reader"), PASSWORD, {"database": bytes(32)}, QUICK) for name in "abc")
OLD = KeySet("d", key_files.fingerprint(bytes(32)), "00" * 16, SLOTS)
SHORTER = replace(OLD, slots=SLOTS[:1])


@pytest.fixture
def data_file(tmp_path: Path) -> Path:
    return tmp_path / "dorp.dorpsapp"


def _states_while_writing(before: bytes, after: bytes) -> list[bytes]:
    """What a file can hold when the power goes during an overwrite: the start is new, the rest old or missing."""
    places = sorted({*range(0, len(after), 41), 1, len(after) - 1, len(after)})
    torn = [after[:place] + before[place:] for place in places]
    cut = [after[:place] for place in places]
    return [*torn, *cut, b""]


@pytest.mark.parametrize(("old", "new"), [(OLD, SHORTER), (SHORTER, OLD)])
def test_every_state_between_old_and_new_is_readable(data_file: Path, old: KeySet, new: KeySet) -> None:
    key_files.save(data_file, old)
    first, second = key_files.paths(data_file)
    before = (first.read_bytes(), second.read_bytes())
    key_files.save(data_file, new)
    after = (first.read_bytes(), second.read_bytes())
    states = [(state, before[1]) for state in _states_while_writing(before[0], after[0])]
    states += [(after[0], state) for state in _states_while_writing(before[1], after[1])]
    for state_of_first, state_of_second in states:
        first.write_bytes(state_of_first)
        second.write_bytes(state_of_second)
        found = key_files.load(data_file)
        assert found is not None
        assert found.same_as(old) or found.same_as(new)
        if state_of_first == after[0]:
            assert found.same_as(new)


def test_a_next_change_mends_a_damaged_file(data_file: Path) -> None:
    key_files.save(data_file, OLD)
    for damaged in key_files.paths(data_file):
        damaged.write_bytes(b"{")
        assert not key_files.are_equal(data_file)
        key_files.save(data_file, SHORTER)
        assert key_files.are_equal(data_file)
        found = key_files.load(data_file)
        assert found is not None
        assert found.same_as(SHORTER)


def test_no_change_of_a_byte_goes_unnoticed(data_file: Path) -> None:
    content = key_files.to_bytes(SHORTER)
    for place in range(len(content)):
        changed = bytearray(content)
        changed[place] ^= 0x04
        found = key_files.from_bytes(bytes(changed))
        assert found is None or found == SHORTER


@pytest.mark.parametrize("content", [b"", b"{}", b"[]", b"null", b"\xff\xfe", b'{"keys": 1}', b"[" * 100_000])
def test_nonsense_is_not_a_key_file(data_file: Path, content: bytes) -> None:
    for path in key_files.paths(data_file):
        path.write_bytes(content)
    assert key_files.load(data_file) is None


def test_the_files_are_named_after_the_data_file_and_for_the_owner_only(data_file: Path) -> None:
    key_files.save(data_file, OLD)
    names = sorted(path.name for path in data_file.parent.iterdir())
    assert names == ["dorp.sleutels-a.json", "dorp.sleutels-b.json"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in key_files.paths(data_file))
