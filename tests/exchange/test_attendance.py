"""Lists of who was present: one meeting is one support, whoever is added later joins it, and nobody counts twice."""

from datetime import date, time
from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.exchange.import_lists import import_file, undo_import
from dorpsapp.exchange.outcome import ImportResult
from dorpsapp.models import Activity, Category, ImportKind, ParticipantRole, Participation, Quality, Support
from dorpsapp.services.people import save_person
from dorpsapp.store.store import Store
from tests.exchange.lists import village, write_csv
from tests.store.sample import dump

HEAD = ["Datum", "Activiteit", "Naam", "Rol", "Uren"]
ROWS = [
    ["4-3-2026", "Open tafel", "An Bos", "vrijwilliger", "3"],
    ["4-3-2026", "Open tafel", "Kees Jansen", "deelnemer", "3"],
    ["4-3-2026", "open tafel", "Zeynep Kaya", "gast", "3"],
    ["11-3-2026", "Open tafel", "Kees Jansen", "deelnemer", "3"],
]


@pytest.fixture
def dorp(store: Store) -> Store:
    village(store)
    with store.write("Activiteit") as unit:
        meal = unit.scalar(sa.select(Category.id).where(Category.code == "COMMUNITY_MEAL"))
        unit.add(Activity(name="Open tafel", category_id=meal))
    return store


def counted(result: ImportResult) -> tuple[int, int, int, int]:
    assert result.read == result.new + result.updated + result.duplicates + result.skipped
    return result.new, result.updated, result.duplicates, result.skipped


def meetings(store: Store) -> list[tuple[date, int | None, int]]:
    with store.read() as session:
        return [(one.day, one.minutes, len(one.participations)) for one in session.scalars(sa.select(Support))]


def test_rows_of_one_meeting_are_one_support(dorp: Store, tmp_path: Path) -> None:
    before = dump(dorp)
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [HEAD, *ROWS]))
    assert (result.kind, counted(result), result.people) == (ImportKind.ATTENDANCE, (4, 0, 0, 0), 3)
    assert meetings(dorp) == [(date(2026, 3, 4), 180, 3), (date(2026, 3, 11), 180, 1)]
    with dorp.read() as session:
        roles = session.scalars(sa.select(Participation.role).order_by(Participation.id)).all()
    assert roles.count(ParticipantRole.VOLUNTEER) == 1
    undo_import(dorp)
    assert dump(dorp) == before


def test_who_is_added_to_the_list_joins_the_meeting(dorp: Store, tmp_path: Path) -> None:
    import_file(dorp, write_csv(tmp_path / "a.csv", [HEAD, *ROWS]))
    before = dump(dorp)
    more = [*ROWS, ["4-3-2026", "Open tafel", "Bo Vos", "deelnemer", "3"]]
    result = import_file(dorp, write_csv(tmp_path / "b.csv", [HEAD, *more]))
    assert counted(result) == (0, 1, 4, 0)
    assert meetings(dorp)[0] == (date(2026, 3, 4), 180, 4)
    undo_import(dorp, result.entry_id)
    assert dump(dorp) == before


def test_an_unknown_activity_names_the_near_ones(dorp: Store, tmp_path: Path) -> None:
    row = ["4-3-2026", "Open tafels", "An Bos", "vrijwilliger", "3"]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [HEAD, row]))
    assert counted(result) == (0, 0, 0, 1)
    assert "Bedoelt u: Open tafel" in result.problems[0].text


def test_a_kind_of_support_may_stand_where_the_activity_stands(dorp: Store, tmp_path: Path) -> None:
    row = ["4-3-2026", "Vervoer", "An Bos", "vrijwilliger", "3"]
    assert import_file(dorp, write_csv(tmp_path / "l.csv", [HEAD, row])).new == 1
    with dorp.read() as session:
        one = session.scalars(sa.select(Support)).one()
        assert (one.category.code, one.activity_id) == ("TRANSPORT", None)


def test_a_role_that_is_not_known_is_named(dorp: Store, tmp_path: Path) -> None:
    row = ["4-3-2026", "Open tafel", "An Bos", "tovenaar", "3"]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [HEAD, row]))
    assert [(one.row, one.column) for one in result.problems] == [(2, "Rol")]


@pytest.mark.parametrize(
    ("start", "end", "minutes", "word"),
    [
        ("9:00", "9:00", 0, "gelijk"),
        ("9:00:00", "9:00:29", 0, "halve minuut"),
        ("9:00:00", "9:01:30", 2, ""),
        ("9:00:00", "9:02:30", 2, ""),
        ("2026-03-04 23:00", "2026-03-05 01:30", 150, ""),
        ("1430", "15u00", 30, ""),
    ],
)
def test_minutes_between_two_times(dorp: Store, tmp_path: Path, start: str, end: str, minutes: int, word: str) -> None:
    rows = [["date", "employee_id", "checkin", "checkout"], ["2026-03-04", "66", start, end]]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    assert meetings(dorp) == [(date(2026, 3, 4), minutes, 1)]
    about = [one for one in result.notices if one.row == 2]
    assert len(about) == bool(word)
    assert all(word in one.text and one.column == "checkout" for one in about)


@pytest.mark.parametrize(
    ("start", "end", "columns"),
    [
        ("", "", ["checkin", "checkout"]),
        ("25:00", "9:00", ["checkin"]),
        ("2026-03-04 09:00", "2026-03-06 09:00", ["checkout"]),
        ("2026-03-05 09:00", "2026-03-05 10:00", ["checkin"]),
        ("10:00", "9:00", ["checkout"]),
    ],
)
def test_times_that_can_not_be_are_all_named(
    dorp: Store, tmp_path: Path, start: str, end: str, columns: list[str]
) -> None:
    rows = [["date", "employee_id", "checkin", "checkout"], ["2026-03-04", "66", start, end]]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    assert [one.column for one in result.problems] == columns
    assert meetings(dorp) == []


def test_a_duration_goes_before_the_clock_and_the_difference_is_told(dorp: Store, tmp_path: Path) -> None:
    rows = [["Datum", "Vrijwilliger", "Begin", "Einde", "Uren", "Soort hulp"]]
    rows.append(["4-3-2026", "An Bos", "9:00", "17:00", "7,5", "Tuinhulp"])
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    assert meetings(dorp) == [(date(2026, 3, 4), 450, 1)]
    assert [one.column for one in result.notices] == ["Uren"]


def test_an_unknown_duration_stays_unknown(dorp: Store, tmp_path: Path) -> None:
    rows = [["Datum", "Vrijwilliger", "Uren", "Soort hulp"], ["4-3-2026", "An Bos", "", "Tuinhulp"]]
    import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    with dorp.read() as session:
        one = session.scalars(sa.select(Support)).one()
        assert (one.minutes, one.quality, one.started) == (None, Quality.MISSING, None)


def test_the_same_line_twice_counts_once_and_is_told(dorp: Store, tmp_path: Path) -> None:
    rows = [["Datum", "Vrijwilliger", "Uren", "Soort hulp"]] + [["4-3-2026", "An Bos", "1", "Tuinhulp"]] * 2
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    assert counted(result) == (1, 0, 1, 0)
    assert [(one.row, "regel 2" in one.text) for one in result.notices] == [(3, True)]


def test_a_number_of_the_source_that_stands_otherwise_is_a_problem(dorp: Store, tmp_path: Path) -> None:
    head = ["timesheet_id", "employee_id", "date", "checkin", "checkout"]
    import_file(dorp, write_csv(tmp_path / "a.csv", [head, ["1", "66", "2026-03-04", "9:00", "10:00"]]))
    later = [["1", "66", "2026-03-04", "9:00", "11:00"], ["2", "66", "2026-03-04", "9:00", "10:00"]]
    result = import_file(dorp, write_csv(tmp_path / "b.csv", [head, *later]))
    assert counted(result) == (1, 0, 0, 1)
    assert [(one.row, one.column) for one in result.problems] == [(2, "timesheet_id")]


def test_a_number_that_belongs_to_someone_else_is_a_problem(dorp: Store, tmp_path: Path) -> None:
    save_person(dorp, {"first_name": "An", "surname": "Bos", "number": "66"})
    rows = [["date", "employee_id", "vrijwilliger", "uren"], ["2026-03-04", "66", "Kees Jansen", "1"]]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    assert "An Bos" in result.problems[0].text
    assert meetings(dorp) == []


def test_a_new_name_that_is_almost_a_known_one_is_told(dorp: Store, tmp_path: Path) -> None:
    save_person(dorp, {"first_name": "Willemijn", "surname": "Jansen"})
    rows = [["Datum", "Vrijwilliger", "Uren"], ["4-3-2026", "Willemijn Janssen", "1"]]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows))
    assert result.people == 1
    assert any("lijkt op Willemijn Jansen" in one.text for one in result.notices)


def test_a_count_without_names_is_enough(dorp: Store, tmp_path: Path) -> None:
    rows = [["Datum", "Soort hulp", "Aantal", "Uren", "Begin"], ["4-3-2026", "Eettafel", "24", "2", "18:00"]]
    assert counted(import_file(dorp, write_csv(tmp_path / "l.csv", rows))) == (1, 0, 0, 0)
    assert counted(import_file(dorp, write_csv(tmp_path / "l.csv", rows))) == (0, 0, 1, 0)
    with dorp.read() as session:
        one = session.scalars(sa.select(Support)).one()
        assert (one.headcount, one.started, one.participations) == (24, time(18), [])


def test_undo_takes_back_lists_only_the_latest_first(dorp: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError):
        undo_import(dorp)
    start = dump(dorp)
    first = import_file(dorp, write_csv(tmp_path / "a.csv", [HEAD, ROWS[0]]))
    between = dump(dorp)
    import_file(dorp, write_csv(tmp_path / "b.csv", [HEAD, ROWS[3]]))
    ordinary = dorp.history()[-1].id
    with pytest.raises(UserError, match="met dit nummer"):
        undo_import(dorp, ordinary)
    assert undo_import(dorp) == "Lijst ingelezen: b.csv"
    assert dump(dorp) == between
    assert undo_import(dorp, first.entry_id) == "Lijst ingelezen: a.csv"
    assert dump(dorp) == start
