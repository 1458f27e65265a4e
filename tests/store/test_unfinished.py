"""Names of files that were not finished: they go at the next opening, and the data file stays."""

from pathlib import Path

from dorpsapp.store import unfinished
from dorpsapp.store.store import Store
from tests.sample_key import TEST_KEY


def test_what_a_disk_would_not_take_away_goes_when_the_file_is_opened(data_file: Path) -> None:
    second = unfinished.name_of_copy(data_file)
    second.hardlink_to(data_file)  # as after a restore that could give the name, and not take the other away
    left = [second, unfinished.name_of_copy(data_file), unfinished.name_of_new(data_file)]
    left.append(left[1].with_name(f"{left[1].name}-journal"))
    for one in left[1:]:
        one.write_bytes(b"half")
    other = [unfinished.name_of_copy(data_file.with_name("ander.dorpsapp")), data_file.with_name("brief.tmp")]
    for one in other:
        one.write_bytes(b"of someone else")
    Store.open(data_file, TEST_KEY, read_only=True).close()
    assert all(one.exists() for one in left)
    Store.open(data_file, TEST_KEY).close()
    assert not any(one.exists() for one in left)
    assert data_file.exists() and all(one.exists() for one in other)
