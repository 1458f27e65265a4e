"""A safe copy in passing: made, verified, and never in the way of the work it comes before."""

import os
from datetime import datetime, timedelta
from pathlib import Path

from dorpsapp.services.erasing_copies import own_folder
from dorpsapp.services.safe_copy import safe_copy
from dorpsapp.store import bundle
from dorpsapp.store.store import Store
from dorpsapp.ui.opening_work import first_of_the_day


def test_it_is_a_verified_backup_beside_the_file(store: Store) -> None:
    safe_copy(store)
    (made,) = own_folder(store.path).iterdir()
    assert bundle.verify(made).counts["initiative"] == 0


def test_trouble_is_told_to_the_log_and_stops_nothing(store: Store, tmp_path: Path, expected_log: list[str]) -> None:
    expected_log.append("a backup in passing failed")
    (tmp_path / "bestand").write_text("geen map", "utf-8")
    safe_copy(store, tmp_path / "bestand")


def test_practice_needs_none(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "oefenen.dorpsapp", practice=True)
    safe_copy(store)
    store.close()
    assert not own_folder(store.path).exists()


def test_the_first_opening_of_a_day_makes_one_and_the_next_does_not(store: Store) -> None:
    folder = own_folder(store.path)
    first_of_the_day(store, folder)
    assert not folder.exists(), "the first backup of all is made at closing"
    safe_copy(store)
    (made,) = folder.iterdir()
    yesterday = (datetime.now() - timedelta(days=1)).timestamp()
    os.utime(made, (yesterday, yesterday))
    for _opening in range(2):
        first_of_the_day(store, folder)
        assert len(list(folder.iterdir())) == 2
