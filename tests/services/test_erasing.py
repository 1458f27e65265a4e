"""Erasing: no string of theirs is left in any byte of the file, every figure stays, and they do not come back."""

from collections.abc import Iterator
from contextlib import closing, suppress
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.figures.period import Period
from dorpsapp.models import (
    Booking,
    ClientRole,
    Edition,
    ParticipantRole,
    Participation,
    Person,
    Request,
    Support,
)
from dorpsapp.models.person import full_name
from dorpsapp.reports.documents import DocumentKind
from dorpsapp.reports.edition import freeze, open_edition
from dorpsapp.reports.edition_changes import changes_since
from dorpsapp.reports.erasure_certificate import erasure_certificate
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services import records
from dorpsapp.services.editions import list_editions
from dorpsapp.services.erasing import NAMELESS, end_everything, erase_people, is_erased
from dorpsapp.services.mentions import marks_of
from dorpsapp.services.people import save_person, search_people
from dorpsapp.services.people_list import PeopleFilter, count_people
from dorpsapp.services.person_references import referring_types, rows_about
from dorpsapp.services.same_people import likely_doubles
from dorpsapp.store import examine, file_state, history
from dorpsapp.store.erased import erased_in, list_beside
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed
from tests.conftest import TEST_KEY
from tests.faults.measured import Measured
from tests.services.privacy_village import TODAY, privacy_village
from tests.store.decrypted import decrypted

YEAR = Period.of_year(2025)
TRACES = "Sporen van wie is gewist"
PERIODS = (YEAR, Period(date(2025, 3, 10), date(2026, 1, 31)))


@pytest.fixture
def hamlet(tmp_path: Path) -> Iterator[Store]:
    store = privacy_village(tmp_path / "buurt.dorpsapp", 10, key=TEST_KEY)
    yield store
    store.close()


def everyone(store: Store) -> list[dict[str, Any]]:
    with store.read() as session:
        return [dict(row) for row in session.execute(sa.select(Person.__table__).order_by(Person.id)).mappings()]


def strings_of(store: Store, row: dict[str, Any]) -> set[str]:
    """Everything in words that is kept of someone alone, also what is derived from it."""
    number = row["id"]
    found = {*marks_of(row), row["surname"], row["email"], row["street"], row["mobile"], row["sort_key"]}
    found |= {
        f"sleutel{number} ",
        f"reden{number} ",
        f"rit{number} ",
        f"verhaal{number} ",
        f'draft{number}"',
        f"fld{number}x",
    }
    return found - {None}


def figures(store: Store) -> list[Any]:
    return [figures_json(build_report(store, period, ReportOptions(exact=True)))["figures"] for period in PERIODS]


def editions(store: Store) -> list[tuple[str, bytes]]:
    with store.read() as session:
        return [(row.checksum, row.content) for row in session.execute(sa.select(Edition.checksum, Edition.content))]


def packed(store: Store) -> bytes:
    """What the file holds compressed: the old values of the history, and the documents of frozen reports."""
    found = []
    with store.read() as session:
        for entry, changes in history.contents(session.connection()):
            rows = [row for one in changes.values() for row in (*(each.before for each in one.updated), *one.deleted)]
            found.append(repr((entry.what, rows)))
    for view in list_editions(store):
        found += [str(content) for content in open_edition(store, view.number).files.values()]
    return "".join(found).encode()


def test_nothing_of_theirs_is_left_and_every_figure_stays(tmp_path: Path, measured: Measured) -> None:
    measured.tried(TRACES, 11)
    measured.planted(TRACES)  # before they are erased, the same search finds them
    with closing(privacy_village(tmp_path / "dorp.dorpsapp", 14, key=TEST_KEY)) as village:
        nothing_is_left(village, 11)


@pytest.mark.full
def test_nothing_is_left_of_a_thousand_people(tmp_path: Path, measured: Measured) -> None:
    measured.tried(TRACES, 1000)
    with closing(privacy_village(tmp_path / "dorp.dorpsapp", 1_100, key=TEST_KEY)) as village:
        nothing_is_left(village, 1_000)


def nothing_is_left(village: Store, count: int) -> None:
    """Erase so many of them: no string of theirs is left in the decrypted bytes, also after all undo, totals equal."""
    people = everyone(village)
    gone, stay = people[:count], people[count:]
    ids = [row["id"] for row in gone]
    strings = {text for row in gone for text in strings_of(village, row)}
    strings |= {"Proefdubbel", "dubbelhof"}  # what a merge and the history remembered
    before = decrypted(village.path, TEST_KEY) + packed(village)
    own = {str(row[name]) for row in gone for name in ("surname", "street", "email", "note")} | {"dubbelhof"}
    assert left_in(before, own) == sorted(own)
    end_everything(village, ids, TODAY)
    freeze(village, YEAR, DocumentKind.REPORT, ReportOptions())
    counted, frozen = figures(village), editions(village)

    done = erase_people(village, ids, TODAY)

    after = decrypted(village.path, TEST_KEY)
    assert after.startswith(b"\x10\x00")  # the page size: this is the file in the clear
    assert left_in(after + packed(village), strings) == []
    assert figures(village) == counted
    assert editions(village) == frozen
    assert changes_since(village, open_edition(village, 1)).figures == ()
    assert {row["id"] for row in everyone(village) if not is_erased(row["id"])} == {row["id"] for row in stay}
    twin = people[-1]["id"] + 1  # who went up in the first
    database = file_state.inspect(village.path, TEST_KEY).database_id
    assert erased_in(list_beside(village.path), database) == {*ids, twin}
    assert [one.person_id for one in done] == sorted(ids) and all(one.removed for one in done)
    assert examine.check(village).ok
    with suppress(UserError):
        while village.undo():
            pass
    assert left_in(decrypted(village.path, TEST_KEY) + packed(village), strings) == []


def left_in(content: bytes, strings: set[str]) -> list[str]:
    """Which of these stand somewhere in these bytes, whatever the capitals."""
    lowered = content.lower()
    return [text for text in sorted(strings) if text.lower().encode() in lowered]


def test_the_ones_who_stay_keep_their_own_texts(hamlet: Store) -> None:
    first, second = everyone(hamlet)[1:3]
    save_person(hamlet, {"note": f"rijdt met {full_name(first)} mee; fiets staat achter"}, second["id"])
    erase_people(hamlet, [first["id"]], TODAY)
    kept = next(row for row in everyone(hamlet) if row["id"] == second["id"])
    assert kept["note"] == f"rijdt met {NAMELESS} mee; fiets staat achter"
    assert hamlet.why_not_undone(10_000) is None


def test_who_is_erased_is_nowhere_to_be_found(hamlet: Store) -> None:
    with hamlet.read() as session:
        number = session.scalars(sa.select(Participation.person_id).order_by(Participation.id)).first()
    assert number is not None
    surname = next(row["surname"] for row in everyone(hamlet) if row["id"] == number)
    archived = count_people(hamlet, {PeopleFilter.ARCHIVED}, TODAY)
    erase_people(hamlet, [number], TODAY)
    assert all(surname not in hit.name for hit in search_people(hamlet, surname))
    assert count_people(hamlet, {PeopleFilter.ARCHIVED}, TODAY) == archived
    erase_people(hamlet, [row["id"] for row in everyone(hamlet) if row["id"] > 0][:3], TODAY)
    assert not [pair for pair in likely_doubles(hamlet) if pair.one.id < 0 or pair.other.id < 0]
    with hamlet.read() as session:
        for record_type, columns in referring_types().items():
            assert rows_about(session, record_type, columns, number) == []


def test_what_still_runs_ends_on_the_day(store: Store) -> None:
    category = records.save(store, _category(), CATEGORY)
    number = save_person(store, {"surname": "Voorbeeld", "first_name": "Wim"}, role=ClientRole, since=date(2024, 5, 1))
    request = {"person_id": number, "category_id": category, "received_on": date(2026, 1, 2), "description": "geheim"}
    records.save(store, Request, request)
    erase_people(store, [number], TODAY)
    with store.read() as session:
        role, asked = session.scalars(sa.select(ClientRole)).one(), session.scalars(sa.select(Request)).one()
        assert (role.until, asked.closed_on, asked.description) == (TODAY, TODAY, None)
        assert role.person_id == asked.person_id < 0


CATEGORY = {"code": "rit", "name": "Rit", "unit": "rit", "units": "ritten"}


def _category() -> Any:
    from dorpsapp.models import Category, Shape

    CATEGORY["shape"] = Shape.INDIVIDUAL  # type: ignore[assignment]
    return Category


def test_a_note_on_a_group_stays_without_the_name(store: Store) -> None:
    category = records.save(store, _category(), CATEGORY)
    ids = [save_person(store, {"surname": f"Proef{n}zoon", "first_name": "Wim"}) for n in range(3)]
    note = {"day": TODAY, "category_id": category, "minutes": 60, "note": "Wim Proef0zoon schonk koffie"}
    group, pair = records.save(store, Support, note), records.save(store, Support, note)
    for support, people in ((group, ids), (pair, ids[:2])):
        for number in people:
            values = {"support_id": support, "person_id": number, "role": ParticipantRole.CLIENT}
            records.save(store, Participation, values)
    booking = {"day": TODAY, "amount": 100, "description": "onkosten Wim Proef0zoon"}
    records.save(store, Booking, booking)
    (done,) = erase_people(store, ids[:1], TODAY)
    with store.read() as session:
        assert [row.note for row in session.scalars(sa.select(Support).order_by(Support.id))] == [
            f"{NAMELESS} schonk koffie",
            None,
        ]
        assert session.scalars(sa.select(Booking.description)).one() == "onkosten Wim Proef0zoon"
    assert done.bookings == 1


def test_who_is_not_there_or_may_not_changes_nothing(data_file: Path) -> None:
    store = Store.open(data_file, TEST_KEY)
    number = save_person(store, {"surname": "Voorbeeld"})
    with pytest.raises(UserError):
        erase_people(store, [number, number + 1], TODAY)
    assert not list_beside(store.path).exists()
    store.close()
    store = Store.open(data_file, TEST_KEY, opened_by=User("x", "Inge", "registrar"))
    try:
        with pytest.raises(NotAllowed):
            erase_people(store, [number], TODAY)
        assert [row["id"] for row in everyone(store)] == [number]
    finally:
        store.close()


def test_the_audit_tells_the_old_number_only(store: Store) -> None:
    number = save_person(store, {"surname": "Voorbeeld", "first_name": "Wim"})
    erase_people(store, [number], TODAY)
    with store.read() as session:
        people = session.execute(sa.text("SELECT DISTINCT person_id FROM audit_person")).scalars().all()
    assert list(people) == [number]


def test_the_certificate_names_nobody_and_when_the_last_backup_goes(store: Store) -> None:
    number = save_person(store, {"surname": "Voorbeeld", "first_name": "Wim"})
    (done,) = erase_people(store, [number], TODAY)
    text = " ".join(render_text(erasure_certificate(done, "Dorp", TODAY, date(2027, 2, 1))).split())
    assert "1 februari 2027" in text and "Voorbeeld" not in text


def test_two_names_in_one_text_both_go_when_they_are_erased_together(store: Store) -> None:
    ids = [save_person(store, {"surname": f"Proef{n}zoon", "first_name": "Wim"}) for n in range(3)]
    save_person(store, {"note": "samen met Wim Proef0zoon en WIM PROEF1ZOON, na tien uur"}, ids[2])
    done = erase_people(store, ids[:2], TODAY)
    (kept,) = [row for row in everyone(store) if row["id"] == ids[2]]
    assert kept["note"] == f"samen met {NAMELESS} en {NAMELESS}, na tien uur"
    assert [one.cleaned for one in done] == [1, 1]
