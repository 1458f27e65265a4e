"""The week sheet on a real file: what its cells stand for, and what changing them does to support and totals."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import ParticipantRole, Quality, Shape, Support
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, change_support, recent_support, record_support
from dorpsapp.services.week_sheet import (
    CellChange,
    SheetCell,
    SheetLine,
    SheetRow,
    check_row,
    copy_previous_week,
    monday_of,
    refusal,
    week_sheet,
    write_cells,
)
from dorpsapp.store.store import Store
from tests.window_tools import category_id, filled_file, filled_store

MONDAY = date(2026, 11, 16)
TODAY = date(2026, 11, 23)
EMPTY = SheetCell()

__all__ = ["filled_file", "filled_store"]


@pytest.fixture
def row(filled_store: Store) -> SheetRow:
    """A row of a new helper who helps a new client."""
    helper = save_person(filled_store, {"surname": "Aalders"}, role=ParticipantRole.VOLUNTEER)
    client = save_person(filled_store, {"surname": "Zwart"}, role=ParticipantRole.CLIENT)
    return SheetRow(helper, category_id(filled_store, "Vervoer"), client)


def line_of(store: Store, row: SheetRow, monday: date = MONDAY) -> SheetLine:
    """The line of this row, which must be there."""
    return next(line for line in week_sheet(store, monday, [row]).lines if line.row == row)


def put(store: Store, row: SheetRow, day: int, minutes: int | None, monday: date = MONDAY) -> None:
    """Type in one cell."""
    shown = line_of(store, row, monday).cells[day]
    write_cells(store, [CellChange(row, monday + timedelta(days=day), minutes, shown)])


def entry_of(row: SheetRow, minutes: int | None, **more: object) -> SupportEntry:
    """The support that a row with a client stands for, on the Wednesday."""
    assert row.client_id is not None
    values: dict[str, object] = {"volunteers": (row.helper_id,), "clients": (row.client_id,), **more}
    return SupportEntry(MONDAY + timedelta(days=2), row.category_id, Shape.INDIVIDUAL, minutes, **values)  # type: ignore[arg-type] # the keys are fields


def test_the_week_begins_on_monday() -> None:
    assert {monday_of(MONDAY + timedelta(days=day)) for day in range(7)} == {MONDAY}
    assert monday_of(date(2027, 1, 3)) == date(2026, 12, 28)


def test_a_cell_with_a_client_is_help_of_one_to_one(filled_store: Store, row: SheetRow) -> None:
    put(filled_store, row, 2, 90)
    saved = recent_support(filled_store, limit=1)[0]
    assert saved.entry == entry_of(row, 90)
    assert filled_store.undoable() == "Hulp vastgelegd"
    line = line_of(filled_store, row)
    assert (line.name, line.minutes) == ("Aalders, Vervoer, Zwart", 90)
    assert [cell.minutes for cell in line.cells] == [0, 0, 90, 0, 0, 0, 0]


def test_a_cell_without_a_client_is_hours(filled_store: Store, row: SheetRow) -> None:
    alone = SheetRow(row.helper_id, row.category_id)
    put(filled_store, alone, 0, 60)
    assert recent_support(filled_store, limit=1)[0].entry.shape is Shape.HOURS


def test_a_paid_worker_stays_paid(filled_store: Store, row: SheetRow) -> None:
    paid = SheetRow(row.helper_id, row.category_id, None, paid=True)
    put(filled_store, paid, 0, 60)
    saved = recent_support(filled_store, limit=1)[0]
    assert (saved.entry.paid, saved.entry.volunteers) == ((row.helper_id,), ())
    assert line_of(filled_store, paid).helper == "Aalders (betaald)"


def test_changing_a_cell_changes_that_support_and_keeps_the_rest_of_it(filled_store: Store, row: SheetRow) -> None:
    number = record_support(filled_store, entry_of(row, 60, km=125, note="Naar de markt", quality=Quality.ESTIMATED))
    put(filled_store, row, 2, 45)
    saved = recent_support(filled_store, limit=1)[0]
    assert saved.id == number
    assert saved.entry == entry_of(row, 45, km=125, note="Naar de markt", quality=Quality.RECORDED)


def test_an_unknown_duration_shows_and_can_be_filled_in(filled_store: Store, row: SheetRow) -> None:
    record_support(filled_store, entry_of(row, None, quality=Quality.MISSING))
    assert line_of(filled_store, row).cells[2].unknown
    put(filled_store, row, 2, 30)
    assert recent_support(filled_store, limit=1)[0].entry == entry_of(row, 30)


@pytest.mark.parametrize("nothing", [None, 0])
def test_emptying_a_cell_deletes_the_support_and_undo_brings_it_back(
    filled_store: Store, row: SheetRow, nothing: int | None
) -> None:
    put(filled_store, row, 2, 90)
    before = recent_support(filled_store)
    put(filled_store, row, 2, nothing)
    assert len(recent_support(filled_store)) == len(before) - 1
    assert line_of(filled_store, row).minutes == 0
    assert filled_store.undo() == "Hulp verwijderd"
    assert [each.entry for each in recent_support(filled_store)] == [each.entry for each in before]


def test_more_than_one_support_shows_the_sum_and_cannot_be_typed_in(filled_store: Store, row: SheetRow) -> None:
    for minutes in (30, 45):
        record_support(filled_store, entry_of(row, minutes))
    cell = line_of(filled_store, row).cells[2]
    assert (cell.minutes, len(cell.supports)) == (75, 2)
    assert cell.lock == "Hier staat 2 keer hulp bij elkaar. Wijzig die bij Hulp vastleggen."
    change = CellChange(row, MONDAY + timedelta(days=2), 60, cell)
    assert refusal(change, TODAY) == cell.lock
    with pytest.raises(Invalid):
        write_cells(filled_store, [change])
    assert line_of(filled_store, row).cells[2] == cell


def test_help_with_others_stands_in_the_row_of_each_helper_and_is_locked(filled_store: Store) -> None:
    sheet = week_sheet(filled_store, date(2026, 8, 17))
    table = [line for line in sheet.lines if line.kind == "Eettafel"]
    assert [line.helper for line in table] == ["Gerda van den Berg", "Anneke Bos", "Bram Jansen"]
    assert all(line.client == "" and line.cells[1].minutes == 180 and line.cells[1].lock for line in table)
    assert sheet.minutes == sheet.minutes_on(1) == 540


def test_a_change_on_top_of_an_unseen_change_is_refused(filled_store: Store, row: SheetRow) -> None:
    number = record_support(filled_store, entry_of(row, 60))
    seen = line_of(filled_store, row).cells[2]
    change_support(filled_store, number, entry_of(row, 75), seen.supports[0][1])
    with pytest.raises(UserError):
        write_cells(filled_store, [CellChange(row, MONDAY + timedelta(days=2), 90, seen)])
    assert line_of(filled_store, row).cells[2].minutes == 75


def test_a_block_is_one_step_and_all_or_nothing(filled_store: Store, row: SheetRow) -> None:
    days = [MONDAY + timedelta(days=day) for day in range(3)]
    write_cells(filled_store, [CellChange(row, day, 60, EMPTY) for day in days])
    assert filled_store.undo() == "Weekstaat: 3 vakken"
    assert line_of(filled_store, row).minutes == 0
    nobody = SheetRow(row.helper_id, row.category_id, row.helper_id)
    with pytest.raises(Invalid):
        write_cells(filled_store, [CellChange(row, days[0], 60, EMPTY), CellChange(nobody, days[1], 60, EMPTY)])
    assert line_of(filled_store, row).minutes == 0


def test_a_day_to_come_and_helping_oneself_are_refused(row: SheetRow) -> None:
    tomorrow = CellChange(row, TODAY + timedelta(days=1), 60, EMPTY)
    assert refusal(tomorrow, TODAY) == "Deze dag moet nog komen. Vul hem later in."
    assert refusal(CellChange(row, TODAY, 60, EMPTY), TODAY) == ""
    with pytest.raises(Invalid):
        check_row(SheetRow(row.helper_id, row.category_id, row.helper_id))


def test_the_previous_week_is_copied_to_empty_cells_as_one_step(filled_store: Store, row: SheetRow) -> None:
    before = MONDAY - timedelta(days=7)
    for day, minutes in ((0, 60), (1, 90), (6, 30)):
        put(filled_store, row, day, minutes, before)
    put(filled_store, row, 1, 15)
    copied = copy_previous_week(filled_store, MONDAY, TODAY)
    assert (copied.copied, copied.left_out) == (2, 1)
    assert [cell.minutes for cell in line_of(filled_store, row).cells] == [60, 15, 0, 0, 0, 0, 30]
    assert filled_store.undo() == "Vorige week gekopieerd"
    assert line_of(filled_store, row).minutes == 15


def test_copying_leaves_out_days_to_come_and_what_stands_for_more(filled_store: Store, row: SheetRow) -> None:
    put(filled_store, row, 0, 60)
    put(filled_store, row, 1, 60)
    for _time in range(2):
        record_support(filled_store, entry_of(row, 20))
    copied = copy_previous_week(filled_store, TODAY, TODAY)
    line = line_of(filled_store, row, TODAY)
    assert [cell.minutes for cell in line.cells] == [60, 0, 0, 0, 0, 0, 0]
    assert copied.left_out == 2


def test_a_row_without_help_is_shown_when_asked_and_forgotten_when_its_person_is_unknown(
    filled_store: Store, row: SheetRow
) -> None:
    assert row not in [line.row for line in week_sheet(filled_store, MONDAY).lines]
    assert row in [line.row for line in week_sheet(filled_store, MONDAY, [row]).lines]
    unknown = SheetRow(99_999, row.category_id)
    assert unknown not in [line.row for line in week_sheet(filled_store, MONDAY, [unknown]).lines]


@settings(max_examples=15)
@given(st.lists(st.tuples(st.integers(0, 6), st.none() | st.integers(0, 24 * 60)), max_size=6))
def test_what_was_typed_last_stands_in_the_cells_and_in_both_totals(
    filled_store: Store, typed: list[tuple[int, int | None]]
) -> None:
    people = {person for support in recent_support(filled_store) for person in support.entry.volunteers}
    row = SheetRow(min(people), kinds_of_help(filled_store)[1].id)
    write_cells(
        filled_store,
        [
            CellChange(row, MONDAY + timedelta(days=day), None, cell)
            for day, cell in enumerate(line_of(filled_store, row).cells)
        ],
    )
    rest = week_sheet(filled_store, MONDAY).minutes
    wanted = dict.fromkeys(range(7), 0)
    for day, minutes in typed:
        put(filled_store, row, day, minutes)
        wanted[day] = minutes or 0
    line = line_of(filled_store, row)
    assert [cell.minutes for cell in line.cells] == list(wanted.values())
    sheet = week_sheet(filled_store, MONDAY)
    assert sheet.minutes == rest + sum(wanted.values()) == sum(sheet.minutes_on(day) for day in range(7))
    assert _count(filled_store, row) == sum(1 for minutes in wanted.values() if minutes)


def _count(store: Store, row: SheetRow) -> int | None:
    query = sa.select(sa.func.count()).select_from(Support).where(Support.category_id == row.category_id)
    with store.read() as session:
        return session.scalar(query.where(Support.day >= MONDAY, Support.day < MONDAY + timedelta(days=7)))
