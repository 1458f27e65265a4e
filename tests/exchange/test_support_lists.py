"""Lists of support: every complete row comes in, every other row is named, twice is not double, and undo goes back."""

import csv
import random
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.errors import Cancelled, UserError
from dorpsapp.exchange.import_lists import import_file, undo_import
from dorpsapp.exchange.outcome import ImportResult
from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Period
from dorpsapp.models import ImportKind, ParticipantRole, Participation, Person, Quality, Support, VolunteerRole
from dorpsapp.services.record_support import recent_support
from dorpsapp.store.store import Store
from tests.exchange.lists import Cell, content, village, write_csv, write_xlsx
from tests.store.sample import dump

SIGN_IN = ("timesheet_id", "employee_id", "date", "checkin", "checkout")
REAL_LOG = Path(__file__).parents[3] / "shared" / "input" / "timesheets.csv"


@pytest.fixture
def dorp(store: Store) -> Store:
    return village(store)


def problems(result: ImportResult) -> list[tuple[int, str]]:
    return [(one.row, one.column) for one in result.problems]


def a_log(rows: int, seed: int) -> list[tuple[str, ...]]:
    """A sign-in log with every fault of a real one: no check-in, no check-out, the end before the start."""
    rng = random.Random(seed)
    made = []
    for number in range(rows):
        start = rng.randrange(7 * 3600, 11 * 3600)
        end = start + rng.randrange(0, 8 * 3600)
        fault = rng.random()
        clock = [f"{at // 3600:02d}:{at // 60 % 60:02d}:{at % 60:02d}" for at in (start, end)]
        if fault < 0.04:
            clock[0] = ""
        elif fault < 0.1:
            clock[1] = ""
        elif fault < 0.13:
            clock = [clock[1], clock[0]]
        day = date(2020, 1, 1) + timedelta(days=rng.randrange(366))
        made.append((str(1000 + number), str(rng.randrange(1, 30)), day.isoformat(), *clock))
    return made


def expected(rows: list[tuple[str, ...]]) -> tuple[int, int, int]:
    """Independent of the program: complete rows, their minutes, and the rows that must be named."""
    good = minutes = 0
    for _id, _person, _day, start, end in rows:
        if start and end:
            seconds = (datetime.strptime(end, "%H:%M:%S") - datetime.strptime(start, "%H:%M:%S")).total_seconds()
            if seconds >= 0:
                good += 1
                minutes += round(seconds / 60)
    return good, minutes, len(rows) - good


@settings(max_examples=12)
@given(seed=st.integers(0, 10_000))
def test_a_sign_in_log_comes_in_as_hours_without_a_client(seed: int, tmp_path: Path) -> None:
    store = village(Store.create(tmp_path / f"{seed}-{random.random()}.dorpsapp", practice=True))
    rows = a_log(120, seed)
    path = write_csv(tmp_path / "log.csv", [SIGN_IN, *rows], separator=",")
    good, minutes, bad = expected(rows)
    before = dump(store)
    result = import_file(store, path)
    assert (result.kind, result.read, result.new, result.skipped) == (ImportKind.ATTENDANCE, 120, good, bad)
    assert len({row for row, _column in problems(result)}) == bad
    assert result.people == len({row[1] for row in rows})
    with store.read() as session:
        facts = read_facts(session, Period.of_year(2020))
        roles = set(session.scalars(sa.select(Participation.role)))
        qualities = set(session.scalars(sa.select(Support.quality)))
    assert BY_KEY["volunteer_hours"].value(facts) == minutes
    assert (roles, qualities) == ({ParticipantRole.VOLUNTEER}, {Quality.RECORDED})
    again = import_file(store, path)
    assert (again.new, again.duplicates, again.skipped, again.entry_id) == (0, good, bad, None)
    assert undo_import(store, result.entry_id)
    assert dump(store) == before
    store.close()


@pytest.mark.skipif(not REAL_LOG.exists(), reason="the real sign-in log is not shipped with the repository")
def test_the_real_log(dorp: Store) -> None:
    with REAL_LOG.open(encoding="utf-8", newline="") as stream:
        rows = [tuple(row) for row in list(csv.reader(stream))[1:]]
    good, minutes, bad = expected(rows)
    assert (len(rows), good, bad) == (39_714, 37_252, 2_462)
    before = dump(dorp)
    result = import_file(dorp, REAL_LOG)
    assert (result.read, result.new, result.people) == (len(rows), good, 170)
    reasons = [one.text for one in result.problems]
    assert [reasons.count(text) for text in sorted(set(reasons))] == [727, 380, 1355]
    with dorp.read() as session:
        total = sum(
            int(BY_KEY["volunteer_hours"].value(read_facts(session, Period.of_year(y))) or 0) for y in (2019, 2020)
        )
    assert total == minutes
    again = import_file(dorp, REAL_LOG)
    assert (again.new, again.duplicates, len(again.problems)) == (0, good, bad)
    undo_import(dorp)
    assert dump(dorp) == before


SUPPORT_ROWS: list[list[Cell]] = [
    ["Datum", "Vrijwilliger", "Deelnemer", "Soort hulp", "Uren", "Km", "Opmerking"],
    [date(2025, 3, 3), "Anneke Bos", "Kees Jansen", "Vervoer", 1.5, 12.5, "naar de markt"],
    [date(2025, 3, 4), "Anneke Bos; Bram de Vries", "Kees Jansen", "vervoer", 2, None, None],
    [date(2025, 3, 5), "Vries, Bram de", "Zeynep Kaya", "Klussen in huis", 0.75, None, "lamp opgehangen"],
]


def write_ods(path: Path) -> Path:
    """The same list as LibreOffice would save it; made by hand, as no library for it is needed otherwise."""
    import zipfile
    from xml.sax.saxutils import escape

    def cell(value: Cell) -> str:
        if value is None:
            return "<table:table-cell/>"
        if isinstance(value, date):
            return f'<table:table-cell office:value-type="date" office:date-value="{value.isoformat()}"/>'
        if isinstance(value, int | float):
            return f'<table:table-cell office:value-type="float" office:value="{value}"/>'
        return f'<table:table-cell office:value-type="string"><text:p>{escape(str(value))}</text:p></table:table-cell>'

    rows = "".join(f"<table:table-row>{''.join(map(cell, row))}</table:table-row>" for row in SUPPORT_ROWS)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for name in ("office", "table", "text")
    )
    table = f'<table:table table:name="L">{rows}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content {spaces}>{body}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    return path


def typed(value: Cell) -> Cell:
    """A value as people type it in a text file."""
    if isinstance(value, date):
        return f"{value:%d-%m-%Y}"
    return str(value).replace(".", ",") if isinstance(value, float) else value


def test_csv_xlsx_and_ods_give_the_same_records(tmp_path: Path) -> None:
    paths = (
        write_csv(tmp_path / "l.csv", [[typed(value) for value in row] for row in SUPPORT_ROWS]),
        write_xlsx(tmp_path / "l.xlsx", SUPPORT_ROWS),
        write_ods(tmp_path / "l.ods"),
    )
    found = []
    for path in paths:
        store = village(Store.create(path.with_suffix(f"{path.suffix}.dorpsapp"), practice=True))
        result = import_file(store, path)
        assert (result.kind, result.new, result.problems) == (ImportKind.SUPPORT, 3, ())
        found.append(content(store))
        store.close()
    assert found[0] == found[1] == found[2]


def test_people_by_name_are_made_once_and_get_their_roles(dorp: Store, tmp_path: Path) -> None:
    result = import_file(dorp, write_xlsx(tmp_path / "l.xlsx", SUPPORT_ROWS))
    assert result.people == 4
    newest, second, first = recent_support(dorp)
    assert (newest.who_helped, newest.who_received, newest.entry.minutes) == ("Bram de Vries", "Zeynep Kaya", 45)
    assert second.who_helped == "Anneke Bos, Bram de Vries"
    assert (first.entry.km, first.entry.note, first.entry.minutes) == (125, "naar de markt", 90)
    with dorp.read() as session:
        since = session.scalars(sa.select(VolunteerRole.since).join(Person).where(Person.surname == "Vries")).one()
    assert since == date(2025, 3, 4)
    assert import_file(dorp, tmp_path / "l.xlsx").duplicates == 3


@pytest.mark.parametrize(
    ("row", "column", "text"),
    [
        (["31-2-2025", "An Bos", "Vervoer", "1,5"], "Datum", "Deze datum bestaat niet"),
        (["ooit", "An Bos", "Vervoer", "1,5"], "Datum", "niet te lezen"),
        (["", "An Bos", "Vervoer", "1,5"], "Datum", "Vul de datum in"),
        (["3-3-2025", "An Bos", "Vervoer", "-1"], "Uren", "kleiner zijn dan nul"),
        (["3-3-2025", "An Bos", "Vervoer", "een tijdje"], "Uren", "niet te lezen"),
        (["3-3-2025", "An Bos", "Vervoer", "25"], "Uren", "te lang"),
        (["3-3-2025", "", "Vervoer", "1,5"], "Vrijwilliger", "niemand bij"),
        (["3-3-2025", "An Bos", "Vervoeren", "1,5"], "Soort hulp", "Bedoelt u: Vervoer"),
        (["3-3-2025", "An Bos", "", "1,5"], "Soort hulp", "Vul de soort hulp in"),
        (["3-3-2025", "An Bos", "Vervoer", "1,5", "te veel"], "Uren", "meer vakken"),
    ],
)
def test_a_row_that_can_not_be_read_is_named(
    dorp: Store, tmp_path: Path, row: list[str], column: str, text: str
) -> None:
    good = ["4-3-2025", "An Bos", "Vervoer", "1,5"]
    path = write_csv(tmp_path / "l.csv", [["Datum", "Vrijwilliger", "Soort hulp", "Uren"], good, row])
    result = import_file(dorp, path)
    assert (result.new, result.skipped) == (1, 1)
    assert problems(result) == [(3, column)]
    assert text in result.problems[0].text


def test_check_writes_nothing_and_tells_the_same(dorp: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "log.csv", [SIGN_IN, *a_log(60, 1)], separator=",")
    before = dump(dorp)
    checked = import_file(dorp, path, check=True)
    assert dump(dorp) == before
    assert checked.entry_id is None
    real = import_file(dorp, path)
    assert (checked.new, checked.problems, checked.notices) == (real.new, real.problems, real.notices)


def test_stopping_halfway_changes_nothing(dorp: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "log.csv", [SIGN_IN, *a_log(60, 1)], separator=",")
    before = dump(dorp)
    with pytest.raises(Cancelled):
        import_file(dorp, path, cancelled=lambda: True)
    assert dump(dorp) == before


def test_a_mapping_overrules_the_guess(dorp: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "l.csv", [["Wanneer", "Chef", "Kolom 7"], ["02/03/2025", "An Bos", "90"]])
    with pytest.raises(UserError, match="Wanneer, Chef, Kolom 7"):
        import_file(dorp, path)
    mapping = tmp_path / "kolommen.json"
    mapping.write_text(
        '{"kind": "support", "columns": {"Wanneer": "day", "Chef": "volunteer", "Kolom 7": "minutes"},'
        ' "fixed": {"category": "Tuinhulp"}, "day_order": "mdy"}',
        "utf-8",
    )
    result = import_file(dorp, path, mapping=mapping)
    assert result.problems == ()
    (row,) = recent_support(dorp)
    assert (row.entry.day, row.entry.minutes, row.category) == (date(2025, 2, 3), 90, "Tuinhulp")


@pytest.mark.parametrize("text", ["geen json", "[]", '{"soort": 1}', '{"kind": "dieren"}', '{"columns": {"X": "day"}}'])
def test_a_wrong_mapping_is_refused_in_one_sentence(dorp: Store, tmp_path: Path, text: str) -> None:
    path = write_csv(tmp_path / "log.csv", [SIGN_IN, *a_log(5, 1)], separator=",")
    mapping = tmp_path / "kolommen.json"
    mapping.write_text(text, "utf-8")
    with pytest.raises(UserError) as refused:
        import_file(dorp, path, mapping=mapping)
    assert str(refused.value).endswith(".")


def test_the_order_of_day_and_month_is_decided_by_the_whole_column(dorp: Store, tmp_path: Path) -> None:
    head = ["Datum", "Vrijwilliger", "Soort hulp", "Uren"]
    american = [["02/13/2025", "An Bos", "Vervoer", "1"], ["03/04/2025", "An Bos", "Vervoer", "1"]]
    result = import_file(dorp, write_csv(tmp_path / "a.csv", [head, *american]))
    assert [row.entry.day for row in recent_support(dorp)] == [date(2025, 3, 4), date(2025, 2, 13)]
    assert any("maand voorop" in one.text for one in result.notices)
    mixed = [
        ["13/02/2026", "An Bos", "Vervoer", "1"],
        ["02/13/2026", "An Bos", "Vervoer", "1"],
        ["03/04/2026", "An Bos", "Vervoer", "1"],
    ]
    result = import_file(dorp, write_csv(tmp_path / "m.csv", [head, *mixed]))
    assert problems(result) == [(4, "Datum")]


def test_two_people_of_one_name_are_never_guessed(dorp: Store, tmp_path: Path) -> None:
    head = ["Datum", "Vrijwilliger", "Soort hulp", "Uren"]
    from dorpsapp.services.people import save_person

    for _twin in range(2):
        save_person(dorp, {"first_name": "An", "surname": "Bos"})
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [head, ["4-3-2025", "An Bos", "Vervoer", "1"]]))
    assert problems(result) == [(2, "Vrijwilliger")]


def test_clock_times_of_a_workbook_are_read(dorp: Store, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Datum", "Naam", "Begin", "Einde", "Soort hulp"],
        [datetime(2025, 3, 3), "An Bos", time(9, 0), time(10, 45), "Tuinhulp"],
    ]
    import_file(dorp, write_xlsx(tmp_path / "l.xlsx", rows))
    (row,) = recent_support(dorp)
    assert (row.entry.minutes, row.entry.started) == (105, time(9, 0))


def test_undo_is_refused_when_a_row_was_edited_since(dorp: Store, tmp_path: Path) -> None:
    from dorpsapp.services.record_support import change_support

    head = ["Datum", "Vrijwilliger", "Soort hulp", "Uren"]
    row_of_list = ["4-3-2025", "An Bos", "Belangen van het dorp", "1"]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [head, row_of_list]))
    (row,) = recent_support(dorp)
    change_support(dorp, row.id, replace(row.entry, minutes=30), row.version)
    with pytest.raises(UserError):
        undo_import(dorp, result.entry_id)
    dorp.undo()
    assert undo_import(dorp, result.entry_id)
