"""The papers of an activity: names and boxes on the sheet, ticks and totals over a year, judged by the gate."""

import io
from datetime import date, timedelta
from pathlib import Path

import openpyxl
import pikepdf
import pytest

from dorpsapp.reports.attendance import TICK, attendance_overview, session_labels, sign_in_sheet
from dorpsapp.reports.blocks import Document, Table, walk
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.pdf import write_pdf
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.tables import table_of, work_out
from dorpsapp.services.attendance import Attendance, Held, SignIn, Visitor
from tests.pdf_conformance import assert_pdf_conforms

MADE = date(2026, 1, 10)
NAMES = ("Ada Appel", "Bep van der Peer", "Cor Ødegård-Çelik")


def sheet(*, days: int = 4, guests: int = 3) -> SignIn:
    names = tuple(f"{NAMES[number % 3]} {number}" for number in range(guests))
    dates = tuple(date(2026, 2, 4) + timedelta(days=7 * number) for number in range(days))
    return SignIn("Samen aan Tafel", "Dorpshulp Voorbeeld", ("Anneke Bos",), names, dates)


def year(sessions: int = 3, visitors: int = 4) -> Attendance:
    held = tuple(
        Held(number + 1, date(2025, 1, 7) + timedelta(days=7 * number), number % 3) for number in range(sessions)
    )
    people = tuple(
        Visitor(number, f"{NAMES[number % 3]} {number}", tuple((number + at) % 2 == 0 for at in range(sessions)))
        for number in range(visitors)
    )
    return Attendance("Samen aan Tafel", "Dorpshulp Voorbeeld", 2025, held, people)


def tables(document: Document) -> list[Table]:
    return [block for block in walk(document.blocks) if isinstance(block, Table)]


def test_the_sheet_has_a_box_for_everyone_on_every_day_and_empty_lines() -> None:
    guests, helpers = tables(sign_in_sheet(sheet(), MADE))
    assert [column.label for column in guests.columns] == ["Naam", "wo 4-2", "wo 11-2", "wo 18-2", "wo 25-2"]
    names = [str(row[0]) for row in guests.rows]
    assert names == ["Ada Appel 0", "Bep van der Peer 1", "Cor Ødegård-Çelik 2", *[""] * 6, "Aantal zonder naam"]
    assert all(row[1:] == ("",) * 4 for row in guests.rows)
    assert [row[0] for row in helpers.rows] == ["Anneke Bos", "", ""]
    assert guests.to_fill_in and helpers.to_fill_in


def test_the_sheet_tells_whose_it_is_what_for_and_when() -> None:
    document = sign_in_sheet(sheet(), MADE)
    assert document.title == "Presentielijst Samen aan Tafel"
    assert document.organisation == "Dorpshulp Voorbeeld"
    assert document.subtitle == "4-2-2026 tot en met 25-2-2026"
    assert sign_in_sheet(sheet(days=1), MADE).subtitle == "4-2-2026"


def test_papers_pass_the_gate(tmp_path: Path) -> None:
    documents = {
        "small": sign_in_sheet(sheet(), MADE),
        "large": sign_in_sheet(sheet(days=12, guests=90), MADE),
        "nobody": sign_in_sheet(SignIn("X", "", (), (), (MADE,), 0), MADE),
        "year": attendance_overview(year(), MADE, ticks=True),
        "weekly": attendance_overview(year(52, 60), MADE, ticks=True),
    }
    paths = []
    for name, document in documents.items():
        paths.append(tmp_path / f"{name}.pdf")
        write_pdf(document, paths[-1])
    assert_pdf_conforms(*paths)
    with pikepdf.open(tmp_path / "small.pdf") as pdf:
        assert len(pdf.pages) <= 2


def test_ticks_and_totals_over_a_year() -> None:
    document = attendance_overview(year(), MADE, ticks=True)
    grid = work_out(table_of(document, "attendance0"))
    assert [[cell.text for cell in row] for row in grid.rows] == [
        ["Ada Appel 0", TICK, "", TICK, "2"],
        ["Bep van der Peer 1", "", TICK, "", "1"],
        ["Cor Ødegård-Çelik 2", TICK, "", TICK, "2"],
        ["Ada Appel 3", "", TICK, "", "1"],
    ]
    assert grid.total is not None
    assert [cell.text for cell in grid.total] == ["Met naam", "2", "2", "2", "6"]
    visitors = work_out(table_of(document, "visitors"))
    assert visitors.total is not None
    assert [cell.text for cell in visitors.total[1:]] == ["6", "3", "9"]
    assert "3 bijeenkomsten met 4 verschillende mensen. Samen waren dat 9 bezoeken." in render_text(document)


def test_a_full_year_stands_in_quarters_that_add_up() -> None:
    attendance = year(40, 5)
    found = tables(attendance_overview(attendance, MADE, ticks=True))
    assert [table.caption for table in found] == [
        "Januari tot en met maart", "April tot en met juni", "Juli tot en met september", "Oktober tot en met december",
        "Het hele jaar", "Bezoekers per keer",
    ]  # fmt: skip
    quarters = [work_out(table) for table in found[:4]]
    whole = work_out(found[4])
    for at in range(5):
        assert sum(int(grid.rows[at][-1].text) for grid in quarters) == int(whole.rows[at][-1].text)


def test_two_sessions_on_one_day_are_told_apart() -> None:
    twice = tuple(Held(number, date(2025, 3, 4), 0) for number in range(3))
    attendance = Attendance("X", "Y", 2025, twice, ())
    assert session_labels(attendance) == ("4 mrt", "4 mrt (2)", "4 mrt (3)")


def test_the_workbook_adds_up_itself() -> None:
    content = render_workbook(attendance_overview(year(), MADE, ticks=False))
    live = openpyxl.load_workbook(io.BytesIO(content))
    stored = openpyxl.load_workbook(io.BytesIO(content), data_only=True)
    name = next(title for title in live.sheetnames if title.startswith("Wie waren er"))
    rows = list(live[name].iter_rows(values_only=True))
    (total,) = [row for row in rows if row[0] == "Met naam"]
    assert all(str(cell).startswith("=SUBTOTAL") for cell in total[1:5])
    (total,) = [row for row in stored[name].iter_rows(values_only=True) if row[0] == "Met naam"]
    assert total[1:5] == (2, 2, 2, 6)


@pytest.mark.parametrize("ticks", [True, False])
def test_a_year_without_anyone_has_no_gaps(ticks: bool) -> None:
    document = attendance_overview(Attendance("X", "Y", 2025, (), ()), MADE, ticks=ticks)
    assert "0 bijeenkomsten" in render_text(document)
