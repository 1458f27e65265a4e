"""Rotation keeps what was promised, whatever the clock says and whatever is damaged."""

import random
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


def test_ten_years_of_backups_with_a_bad_clock_and_worn_sticks() -> None:
    for seed in range(20):
        chance = random.Random(seed)
        kept: list[Candidate] = []
        day = datetime(2026, 1, 1, 17)
        for number in range(3650):
            day += timedelta(days=1)
            if chance.random() > 0.35:
                continue
            wrong = chance.random() < 0.002
            clock = day + timedelta(days=chance.choice((-4000, -30, 400, 3650))) if wrong else day
            kept.append(Candidate(number, clock, chance.random() > 0.03))
            good_before = sum(one.good for one in kept)
            gone = superfluous(kept)
            kept = [one for one in kept if one not in gone]
            assert sum(one.good for one in kept) >= min(FEWEST, good_before)
            assert len(kept) <= 40
        months = {(one.made_at.year, one.made_at.month) for one in kept if one.good}
        assert len(months) >= 12


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
