"""Rotation keeps what was promised, whatever the clock says and whatever is damaged."""

import shutil
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.store import backup, bundle, file_state
from dorpsapp.store.rotation import FEWEST, Candidate, rotate, superfluous
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY

moments = st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2060, 1, 1))


@given(st.lists(st.tuples(moments, st.booleans()), max_size=60))
def test_the_three_newest_good_ones_always_stay(made: list[tuple[datetime, bool]]) -> None:
    found = [Candidate(number, moment, good) for number, (moment, good) in enumerate(made, start=1)]
    gone = superfluous(found)
    left = [one for one in found if one not in gone]
    good = [one for one in found if one.good]
    assert [one for one in left if one.good][-FEWEST:] == good[-FEWEST:]
    assert superfluous(left) == []


def test_a_daily_habit_keeps_days_weeks_and_months() -> None:
    start = datetime(2024, 1, 1, 17)
    found = [Candidate(number, start + timedelta(days=number), True) for number in range(800)]
    gone = set(superfluous(found))
    kept = [one.made_at for one in reversed(found) if one not in gone]
    newest = found[-1].made_at
    assert kept[:7] == [newest - timedelta(days=days) for days in range(7)]
    weeks = {moment.isocalendar()[:2] for moment in kept}
    assert {(newest - timedelta(weeks=number)).isocalendar()[:2] for number in range(5)} <= weeks
    assert len({(moment.year, moment.month) for moment in kept}) == 13
    assert len(kept) <= 7 + 5 + 13


def test_only_whole_backups_of_this_file_count_and_only_they_go(store: Store, tmp_path: Path) -> None:
    folder = tmp_path / "stick"
    start = datetime(2026, 1, 1, 17)
    made = [backup.make(store.path, TEST_KEY, folder, now=start + timedelta(minutes=n)) for n in range(6)]
    other = Store.create(tmp_path / "buurdorp.dorpsapp", practice=True)
    theirs = backup.make(other.path, other.key, folder, now=start)
    other.close()
    strange = folder / f"vreemd{bundle.SUFFIX}"
    strange.write_bytes(b"iets anders")
    _wear(made[4])
    _wear(made[1])
    identity = file_state.inspect(store.path, TEST_KEY).database_id
    # all of one day: the three newest whole ones stay, and the damaged one that is newer than the third of them
    assert set(rotate(folder, identity)) == {made[0], made[1]}
    assert set(folder.iterdir()) == {made[2], made[3], made[4], made[5], theirs, strange}
    assert rotate(folder, identity) == []


def test_a_second_copy_of_the_same_backup_does_no_harm(store: Store, tmp_path: Path) -> None:
    made = backup.make(store.path, TEST_KEY, tmp_path / "stick")
    shutil.copy(made, made.with_name(f"kopie{bundle.SUFFIX}"))
    identity = file_state.inspect(store.path, TEST_KEY).database_id
    assert rotate(made.parent, identity) == []


def _wear(path: Path) -> None:
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
