"""Erasing between two backups: nothing without the first, and the day on which the last one is gone is right."""

from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import UserError
from dorpsapp.models import Person
from dorpsapp.reports.erasure_certificate import erasure_certificate
from dorpsapp.reports.plain_text import render_text
from dorpsapp.services.erasing import erase_people
from dorpsapp.services.erasing_copies import between_copies, own_folder
from dorpsapp.services.people import save_person
from dorpsapp.store import aside, bundle, key_files
from dorpsapp.store.rotation import FEWEST, Candidate, last_kept_until, superfluous
from dorpsapp.store.store import Store
from dorpsapp.text import show_day_long

TODAY = date.today()


def test_one_before_and_one_after_in_every_folder_that_is_there(store: Store, tmp_path: Path) -> None:
    number = save_person(store, {"surname": "Voorbeeld"})
    stick, away = tmp_path / "stick", tmp_path / "weg"
    stick.mkdir()
    copied = between_copies(
        store, [own_folder(store.path), stick, away], TODAY, lambda: erase_people(store, [number], TODAY)
    )
    made = sorted(own_folder(store.path).glob("*.dorpsapp-kopie"))
    counts = [bundle.verify(path).counts[Person.__tablename__] for path in made]
    assert len(made) == 2 and counts == [1, 1]  # the person, and the nameless one that stays
    assert len(list(stick.glob("*.dorpsapp-kopie"))) == 1 and not away.exists()
    assert copied.missed == (away,) and copied.last_gone == last_kept_until(TODAY)
    assert [one.person_id for one in copied.done] == [number]


def test_what_was_moved_aside_expires_and_the_certificate_names_it(store: Store, tmp_path: Path) -> None:
    number = save_person(store, {"surname": "Voorbeeld"})
    path, folder = store.path, own_folder(store.path)
    old = aside.name_for(path, aside.REPLACED, TODAY - timedelta(days=aside.KEPT_DAYS))
    young = aside.name_for(path, aside.DAMAGED, TODAY - timedelta(days=10))
    other = path.with_name(f"{path.stem} anders {TODAY - timedelta(days=400):%Y-%m-%d}{path.suffix}")
    for each in (old, young, other, old.with_name(f"{old.name}-journal"), *key_files.paths(old)):
        each.write_bytes(b"x")
    copied = between_copies(store, [folder], TODAY, lambda: erase_people(store, [number], TODAY))
    assert copied.aside_gone == aside.kept_until(young) == TODAY + timedelta(days=aside.KEPT_DAYS - 10)
    assert copied.last_gone == max(copied.backup_gone, copied.aside_gone)
    assert young.exists() and other.exists() and path.exists()
    assert not [each for each in tmp_path.iterdir() if each.name.startswith(old.stem)]
    proof = render_text(erasure_certificate(copied.done[0], "Dorp", TODAY, copied.backup_gone, copied.aside_gone))
    assert show_day_long(copied.aside_gone) in " ".join(proof.split())
    assert aside.remove_expired(path, [folder], copied.aside_gone) == [young]


def test_without_the_first_backup_nothing_is_done(store: Store, tmp_path: Path) -> None:
    number = save_person(store, {"surname": "Voorbeeld"})
    (tmp_path / "bestand").write_text("geen map", "utf-8")
    with pytest.raises(UserError):
        between_copies(store, [tmp_path / "bestand"], TODAY, lambda: erase_people(store, [number], TODAY))
    with store.read() as session:
        assert session.get(Person, number) is not None


def test_a_practice_file_needs_none(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "oefenen.dorpsapp", practice=True)
    assert between_copies(store, [tmp_path / "kopie"], TODAY, lambda: 3).done == 3
    assert not (tmp_path / "kopie").exists()
    store.close()


@pytest.mark.parametrize(
    ("erased", "gone"),
    [
        (date(2026, 1, 15), date(2027, 2, 1)),
        (date(2024, 2, 29), date(2025, 3, 1)),
        (date(2025, 12, 31), date(2027, 1, 1)),
    ],
)
def test_a_folder_that_is_not_known_is_reckoned_with_a_backup_of_that_day(erased: date, gone: date) -> None:
    assert last_kept_until(erased) == gone


def test_after_the_copy_of_afterwards_last_month_is_what_stays_longest() -> None:
    """A backup each day of a year, one of before and one of after the erasing: December goes in January next year."""
    erased = date(2026, 1, 15)
    days = [erased - timedelta(days=n) for n in range(365, -1, -1)]
    made = [Candidate(n, datetime(day.year, day.month, day.day, 9), True) for n, day in enumerate(days, start=1)]
    gone = superfluous(made)
    there = [one for one in made if one not in gone]
    there.append(Candidate(500, datetime(2026, 1, 15, 17), True))
    assert last_kept_until(erased, there, 500) == date(2027, 1, 1)


def test_with_only_the_copy_of_before_it_goes_with_two_more() -> None:
    there = [Candidate(1, datetime(2026, 1, 15, 9), True), Candidate(2, datetime(2026, 1, 15, 10), True)]
    assert last_kept_until(date(2026, 1, 15), there, 2) == date(2026, 3, 1)
    assert last_kept_until(date(2026, 1, 15), there[1:], 2) == date(2026, 1, 15)


@given(
    st.dates(date(2020, 1, 1), date(2030, 12, 31)),
    st.lists(st.integers(0, 500), max_size=30, unique=True),
    st.integers(0, 3),
)
def test_on_that_day_it_is_really_gone(erased: date, ago: list[int], more: int) -> None:
    """By the rule of rotation itself, whatever was there, when a backup is made on the first of each month."""
    days = sorted(erased - timedelta(days=n) for n in ago)
    made = [Candidate(n, datetime(day.year, day.month, day.day, 9), True) for n, day in enumerate(days, start=1)]
    since = len(made) + 1
    made += [Candidate(since + n, datetime(erased.year, erased.month, erased.day, 17), True) for n in range(more + 1)]
    until = last_kept_until(erased, made, since)
    there, day = list(made), erased
    while day < until:
        assert any(one.sequence < since for one in without_superfluous(there)), day
        day = date(day.year + day.month // 12, day.month % 12 + 1, 1)
        there.append(Candidate(there[-1].sequence + 1, datetime(day.year, day.month, 1, 9), True))
    assert not any(one.sequence < since for one in without_superfluous(there))
    assert len(without_superfluous(there)) >= min(FEWEST, len(there))


def without_superfluous(found: list[Candidate]) -> list[Candidate]:
    gone = superfluous(found)
    return [one for one in found if one not in gone]
