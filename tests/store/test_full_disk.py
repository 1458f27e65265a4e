"""A full disk costs the unsaved work at most: the file stays whole, and work goes on when there is room again."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from dorpsapp.models import Person
from dorpsapp.store import backup, examine, keys
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import DiskFull
from tests.conftest import TEST_KEY
from tests.store.sample import PASSWORD, QUICK, add_person, dump

if sys.platform == "win32":
    pytest.skip("no limit on file sizes to be set here", allow_module_level=True)

import resource

PAGE = 4096


@contextmanager
def no_file_above(size: int) -> Iterator[None]:
    """Writing beyond this size fails, as on a full disk."""
    old = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, old[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, old)


@pytest.mark.parametrize("pages", [0, 1, 2, 3, 5, 8, 13, 21])
@pytest.mark.parametrize("many", [False, True])
def test_the_file_stays_whole_and_work_goes_on(store: Store, pages: int, many: bool) -> None:
    add_person(store, "Eerste")
    saved = 1
    states = [dump(store)]
    with no_file_above(store.path.stat().st_size + pages * PAGE):
        for _attempt in range(1000):
            try:
                with store.write("Persoon") as unit:
                    people = [{"surname": "x" * 80, "street": "y" * 80}] * (300 if many else 1)
                    unit.insert_many(Person, people)
            except DiskFull as trouble:
                assert trouble.sentence.startswith("De schijf is vol. Uw gegevens zijn veilig.")
                break
            saved += len(people)
            states.append(dump(store))
        else:
            pytest.fail("the disk was never full")
        assert dump(store) == states[-1]
        assert len(states[-1]["person"]) == saved
    add_person(store, "Laatste")
    assert examine.check(store).ok
    store.undo()
    assert dump(store) == states[-1]
    while store.undo():
        pass
    assert dump(store)["person"] == []


def test_undo_on_a_full_disk_changes_nothing(store: Store) -> None:
    with store.write("Veel") as unit:
        ids = unit.insert_many(Person, [{"surname": "x" * 80, "street": "y" * 80}] * 2000)
    with store.write("Weg") as unit:
        unit.delete_many(Person, ids)
    before, history = dump(store), store.history()
    with no_file_above(PAGE * 4), pytest.raises(DiskFull):
        store.undo()
    assert (dump(store), store.history()) == (before, history)
    assert store.undo() == "Weg"
    assert len(dump(store)["person"]) == 2000


@pytest.mark.parametrize("pages", [0, 5, 40])
def test_a_backup_that_does_not_fit_leaves_nothing_behind(store: Store, pages: int) -> None:
    with store.write("Veel") as unit:
        unit.insert_many(Person, [{"surname": "x" * 80, "street": "y" * 80}] * 2000)
    folder = store.path.parent / "stick"
    with no_file_above(pages * PAGE), pytest.raises(DiskFull):
        backup.make(store.path, TEST_KEY, folder)
    assert list(folder.iterdir()) == []
    add_person(store)


def test_key_files_on_a_full_disk_keep_the_old_password(tmp_path: Path) -> None:
    path = tmp_path / "dorp.dorpsapp"
    made = keys.create(path, "Anna de Wit", "administrator", PASSWORD, stretcher=QUICK)
    other = "vlinder kachel dorpsplein gember"
    with no_file_above(100), pytest.raises(DiskFull):
        keys.set_user(path, made.keys, "Anna de Wit", "administrator", other, stretcher=QUICK)
    assert keys.open_with_password(path, "Anna de Wit", PASSWORD, stretcher=QUICK) == made.keys
    keys.set_user(path, made.keys, "Anna de Wit", "administrator", other, stretcher=QUICK)
    assert keys.open_with_password(path, "Anna de Wit", other, stretcher=QUICK) == made.keys
