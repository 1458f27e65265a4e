"""A damaged file: the newest good backup comes back, what was newer is proposed, and erased people stay away."""

import json
import zipfile
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dorpsapp.models import Draft, ParticipantRole, Participation, Person, Support
from dorpsapp.services import opening, people, rescue
from dorpsapp.services.drafts import KeptDraft, all_drafts, keep_drafts
from dorpsapp.services.erasing import erase_people
from dorpsapp.services.erasures import reapply_erasures
from dorpsapp.services.names import take_apart
from dorpsapp.services.opening import Credentials
from dorpsapp.services.salvaged_rows import add_back
from dorpsapp.store import backup, bundle, erased, file_state, keys, leaves, restore
from dorpsapp.store.pages import SIZE, read_pages
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import Damaged
from tests.faults.village_work import VillageWork, fill_base
from tests.store.sample import PASSWORD, QUICK

ANNA = Credentials("Anna", PASSWORD)
TODAY = date(2026, 11, 26)


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """The cost of a password for these tests only."""
    monkeypatch.setattr(keys, "Stretcher", lambda: QUICK)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A closed file of Anna with a backup, and work done after that."""
    path = tmp_path / "dorp.dorpsapp"
    made = keys.create(path, "Anna", "administrator", PASSWORD)
    store = Store.create(path, key=made.keys[keys.DATABASE], opened_by=made.user)
    fill_base(store)
    backup.make(path, store.key, tmp_path / "reservekopie", now=datetime(2026, 11, 24, 16, 30))
    people.save_person(store, take_apart("Wilhelmina Zonderling"), role=ParticipantRole.CLIENT)
    work = VillageWork(store)
    for number in (1, 2, 7):
        work.do(number)
    store.close()
    return path


def damage_an_index(path: Path) -> bytes:
    """One page that holds no rows of a table; gives the key."""
    key = opening.unlock(path, ANNA)[1]
    pages = read_pages(path.read_bytes(), key)
    known = set(leaves.leaves(pages))
    at = max(number for number, page in enumerate(pages, 1) if page is not None and number not in known and page[0])
    content = bytearray(path.read_bytes())
    content[(at - 1) * SIZE + 1000] ^= 4
    path.write_bytes(content)
    return key


def rescued(path: Path) -> rescue.Rescue:
    return rescue.look(path, ANNA, [path.parent / "reservekopie"], TODAY)


def test_the_newest_backup_and_what_is_missing_since(path: Path) -> None:
    damage_an_index(path)
    before = path.read_bytes()
    with pytest.raises(Damaged):
        opening.open_store(path, ANNA)
    found = rescued(path)
    assert found.backup is not None
    assert (found.backup.made_on, found.backup.days, found.backup.changes) == (date(2026, 11, 24), 2, 4)
    assert found.salvaged is not None
    assert found.salvaged.bad_pages == 1
    assert path.read_bytes() == before


def test_put_back_and_add_what_was_newer_as_one_step(path: Path) -> None:
    damage_an_index(path)
    before = path.read_bytes()
    store, aside = rescue.put_back(rescued(path), TODAY)
    assert aside.read_bytes() == before
    assert rescue.damaged_beside(path) == [aside]
    people.save_person(store, take_apart("Tussendoor Toegevoegd"))  # work that goes on takes no number of what is lost
    _salvaged, proposals = rescue.found_in(store, aside, [path.parent / "reservekopie"])
    texts = [one.text for one in proposals]
    assert any("Zonderling" in text for text in texts)
    assert any("helper" in text and "gast" in text for text in texts), texts
    outcome = add_back(store, proposals)
    assert outcome.left_out == 0
    with store.read() as session:
        names = [person.name for person in session.scalars(sa.select(Person))]
        assert session.scalar(sa.select(sa.func.count(Support.id))) == 3
    assert {"Wilhelmina Zonderling", "Tussendoor Toegevoegd", "helpt 7", "komt 7"} <= set(names)
    assert rescue.found_in(store, aside, [])[1] == ()
    store.undo()
    assert len(rescue.found_in(store, aside, [])[1]) == len(proposals)
    store.close()
    with pytest.raises(Damaged):
        opening.open_store(aside, ANNA)  # by its own password: the keys went along


def test_what_needs_a_lost_record_is_left_out_and_counted(path: Path) -> None:
    damage_an_index(path)
    store, aside = rescue.put_back(rescued(path), TODAY)
    proposals = rescue.found_in(store, aside, [])[1]
    chosen = [one for one in proposals if one.record_type is not Person]
    outcome = add_back(store, chosen)
    assert outcome.left_out == 2  # who took part and is not there
    with store.read() as session:
        people_there = set(session.scalars(sa.select(Person.id)))
        assert set(session.scalars(sa.select(Participation.person_id))) <= people_there
    store.close()


def test_without_a_backup_everything_readable_comes_into_an_empty_file(path: Path) -> None:
    damage_an_index(path)
    for one in (path.parent / "reservekopie").iterdir():
        one.unlink()
    found = rescued(path)
    assert found.backup is None
    store, aside = rescue.put_back(found, TODAY)
    add_back(store, rescue.found_in(store, aside, [])[1])
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count(Person.id))) == 7 + 1 + 2
    store.close()
    opening.open_store(path, ANNA).close()


def test_a_damaged_backup_is_passed_over(path: Path) -> None:
    key = damage_an_index(path)
    folder = path.parent / "reservekopie"
    (good,) = folder.glob(f"*{bundle.SUFFIX}")
    bad = folder / f"Dorpsapp-2026-11-25-1200{bundle.SUFFIX}"
    content = bytearray(good.read_bytes())
    content[len(content) // 2] ^= 1
    bad.write_bytes(content)
    found = rescued(path)
    assert found.backup is not None
    assert found.backup.path == good
    assert found.key == key


def test_everything_for_help_holds_no_personal_data_in_the_clear(path: Path, tmp_path: Path) -> None:
    damage_an_index(path)
    target = tmp_path / "hulp.zip"
    rescue.save_for_help(rescued(path), target)
    with zipfile.ZipFile(target) as packed:
        report = packed.read("verslag.json").decode()
        names = set(packed.namelist())
        assert packed.read(path.name) == path.read_bytes()
        for name in names:
            assert b"Zonderling" not in packed.read(name)
    assert names == {path.name, "verslag.json", "dorp.sleutels-a.json", "dorp.sleutels-b.json"}
    assert json.loads(report)["pages"]["damaged"] == 1
    assert "Anna" not in report


def test_salvage_to_a_new_file(path: Path) -> None:
    damage_an_index(path)
    new = path.with_name("nieuw.dorpsapp")
    found, outcome = rescue.salvage_to(path, new, ANNA)
    assert found.bad_pages == 1
    assert outcome.added > 20
    store = opening.open_store(new, ANNA)
    with store.read() as session:
        assert "Wilhelmina Zonderling" in [person.name for person in session.scalars(sa.select(Person))]
    store.close()


def test_who_was_erased_does_not_come_back_with_an_older_backup(path: Path) -> None:
    key = opening.unlock(path, ANNA)[1]
    folder, stick = path.parent / "reservekopie", path.parent / "stick"
    (older,) = folder.glob(f"*{bundle.SUFFIX}")
    store = opening.open_store(path, ANNA)
    with store.read() as session:
        number = session.scalars(sa.select(Person.id).where(Person.surname == "gast 1")).one()
    erase_people(store, [number], TODAY)
    backup.make(path, store.key, stick)
    store.close()
    new = path.with_name("terug.dorpsapp")
    restore.restore(older, new, key)
    assert reapply_erasures(new, key, practice=False, today=TODAY) == 0, "nothing tells of it: the list is not there"
    new.unlink()
    elsewhere = stick / older.name
    older.rename(elsewhere)  # only the backups are left
    opening.restore_file(elsewhere, new, ANNA)
    store = opening.open_store(new, ANNA)
    with store.read() as session:
        assert number not in set(session.scalars(sa.select(Person.id)))
        assert "gast 1" not in set(session.scalars(sa.select(Person.surname)))
    store.close()


def test_who_was_erased_is_not_proposed_out_of_a_damaged_file(path: Path) -> None:
    damage_an_index(path)
    store, aside = rescue.put_back(rescued(path), TODAY)
    before = rescue.found_in(store, aside, [])[1]
    (zonderling,) = (one for one in before if "Zonderling" in one.text)
    number = next(number for table, number in zonderling.rows if table == "person")
    erased.remember_erased(path, [number], file_state.inspect(path, store.key).database_id)
    after = rescue.found_in(store, aside, [])[1]
    assert not any("Zonderling" in one.text for one in after)
    store.close()


def test_the_list_of_erased_people_survives_a_line_that_was_cut_off(tmp_path: Path) -> None:
    path = tmp_path / "dorp.dorpsapp"
    erased.remember_erased(path, [12, 345], "a1")
    listed = erased.list_beside(path)
    whole = listed.read_bytes()
    for length in range(len(whole) + 1):
        listed.write_bytes(whole[:length])
        assert erased.erased_in(listed, "a1") <= {12, 345}
        erased.remember_erased(path, [6789], "a1")
        assert 6789 in erased.erased_in(listed, "a1")


def test_the_list_of_another_file_that_had_this_name_erases_nobody(tmp_path: Path) -> None:
    path = tmp_path / "dorp.dorpsapp"
    erased.remember_erased(path, [12, 345], "a1")
    erased.remember_erased(path, [7], "b2")
    listed = erased.list_beside(path)
    assert erased.erased_in(listed, "b2") == {7}
    assert erased.erased_in(listed, "a1") == {12, 345}


def test_typing_that_was_not_saved_comes_back_but_not_about_who_was_erased(path: Path) -> None:
    key = opening.unlock(path, ANNA)[1]
    store = Store.open(path, key)
    gone = people.save_person(store, take_apart("Gerrit Gewist"))
    moment = datetime(2026, 11, 25, 9)
    typed: dict[str, dict[str, Any]] = {
        "request new": {"description": "Boodschappen doen"},
        f"request new {gone}": {"description": "Ramen zemen"},
        "record": {"note": "samen met Gerrit Gewist"},
        "session 1": {"person": {"key": gone, "text": "Gerrit"}},
    }
    keep_drafts(store, {form: KeptDraft(form, moment, content) for form, content in typed.items()})
    database = file_state.inspect(path, key).database_id
    store.close()
    damage_an_index(path)
    erased.remember_erased(path, [gone], database)
    back, aside = rescue.put_back(rescued(path), TODAY)
    found = rescue.found_in(back, aside, [])[1]
    (draft,) = [one for one in found if one.record_type is Draft]
    assert draft.text == "een hulpvraag van 25-11-2026"
    add_back(back, found)
    assert [one.form for one in all_drafts(back)] == ["request new"]
    back.undo()
    assert [one.typed for one in all_drafts(back)] == [typed["request new"]], "not a step to take back"
    back.close()
