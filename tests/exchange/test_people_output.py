"""What goes out: one envelope a household, lists and letters of a selection, any list typed, and a calendar."""

import csv
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dorpsapp.exchange.calendar_out import Happening, calendar_text, write_calendar
from dorpsapp.models import Person
from dorpsapp.reports.excel import write_workbook
from dorpsapp.reports.list_document import list_document
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.pdf_labels import render_labels
from dorpsapp.reports.people_documents import address_list, letters, phone_list, sign_in_list
from dorpsapp.reports.plain_text import write_csv
from dorpsapp.services.people import save_person
from dorpsapp.services.people_listing import PeopleListing
from dorpsapp.services.people_output import addressees, households
from dorpsapp.store.store import Store
from tests.exchange.lists import village
from tests.pdf_conformance import assert_pdf_conforms
from tests.reports.reading import pdf_pages
from tests.window_tools import fill

TODAY = date(2026, 11, 23)
HOME = {"street": "Dorpsstraat", "house_number": 12, "house_addition": "A", "postcode": "3984AB", "town": "Odijk"}
PEOPLE = (
    {"first_name": "Jan", "prefix": "de", "surname": "Vries", **HOME, "mobile": "+31612345678"},
    {"first_name": "Ria", "prefix": "de", "surname": "Vries", **HOME},
    {"first_name": "Kees", "surname": "Blom", **HOME, "house_number": 14, "house_addition": "bis"},
    {"first_name": "An", "surname": "Smit", **HOME, "house_number": 14, "house_addition": "bis"},
    {"first_name": "=cmd()", "surname": "Zonder"},
)


@pytest.fixture
def ids(store: Store) -> list[int]:
    village(store)
    return [save_person(store, dict(each)) for each in PEOPLE]


def test_one_envelope_for_each_household(store: Store, ids: list[int]) -> None:
    homes = households(addressees(store, ids))
    assert [(home.name, home.street, home.place) for home in homes] == [
        ("Jan en Ria de Vries", "Dorpsstraat 12A", "3984 AB  Odijk"),
        ("Kees Blom en An Smit", "Dorpsstraat 14 bis", "3984 AB  Odijk"),
    ]
    child = save_person(store, {"first_name": "Bo", "prefix": "de", "surname": "Vries", **HOME})
    assert households(addressees(store, [ids[1], ids[0], child]))[0].name == "Familie De Vries"
    assert addressees(store, [ids[2], 999, ids[0]])[1].name == "Jan de Vries"


def test_papers_hold_everyone_who_was_chosen(store: Store, ids: list[int]) -> None:
    people = addressees(store, ids)
    homes = households(people)
    assert "06-12345678" in "".join(pdf_pages(render_pdf(phone_list("Dorp", people, TODAY))))
    assert "Smit, An" in "".join(pdf_pages(render_pdf(sign_in_list("Dorp", people, TODAY))))
    first, second = pdf_pages(render_pdf(letters("Dorp", homes, "Eerste.\n\nTweede.", TODAY)))
    assert "Beste Jan en Ria," in first
    assert "Beste Kees en An," in second
    (labels,) = pdf_pages(render_labels("Dorp", homes, TODAY, skip=3))
    assert "Jan en Ria de Vries" in labels
    made = render_labels("Dorp", homes * 13, TODAY)
    assert made == render_labels("Dorp", homes * 13, TODAY)
    assert len(pdf_pages(made)) == 2


def test_every_paper_of_a_selection_is_tagged_for_a_screen_reader(store: Store, ids: list[int], tmp_path: Path) -> None:
    people = addressees(store, ids)
    homes = households(people)
    papers = {
        "etiketten": render_labels("Dorp", homes * 13, TODAY, skip=2),
        "brieven": render_pdf(letters("Dorp", homes, "Eerste.\n\nTweede.", TODAY)),
        "telefoon": render_pdf(phone_list("Dorp", people, TODAY)),
        "presentie": render_pdf(sign_in_list("Dorp", people, TODAY)),
    }
    for name, content in papers.items():
        (tmp_path / f"{name}.pdf").write_bytes(content)
    assert_pdf_conforms(*(tmp_path / f"{name}.pdf" for name in papers))


def test_a_list_goes_out_with_true_types_and_safe_text(store: Store, ids: list[int], tmp_path: Path) -> None:
    listing = PeopleListing(store, TODAY)
    listing.conditions = (Person.surname.in_(["Zonder", "Blom"]),)
    made = list_document("Dorp", "Mensen", listing, TODAY)
    write_workbook(made, tmp_path / "lijst.xlsx")
    cells = [cell for sheet in load_workbook(tmp_path / "lijst.xlsx") for row in sheet for cell in row]
    (risky,) = [cell for cell in cells if "cmd()" in str(cell.value)]
    assert risky.data_type == "s"
    write_csv(address_list("Dorp", addressees(store, ids), TODAY), tmp_path / "csv")
    (path,) = [path for path in (tmp_path / "csv").iterdir() if "cmd()" in path.read_text("utf-8-sig")]
    rows = list(csv.reader(path.read_text("utf-8-sig").splitlines(), delimiter=";"))
    assert any(cell.startswith("Zonder, =cmd()") for row in rows for cell in row)


def test_a_calendar_holds_deadlines_and_coming_sessions(store: Store, tmp_path: Path) -> None:
    fill(store)
    assert write_calendar(store, tmp_path / "dorp.ics", TODAY) >= 1
    text = (tmp_path / "dorp.ics").read_bytes().decode()
    assert "SUMMARY:Verslag insturen (Burenhulp 2026)\r\n" in text
    assert "DTSTART;VALUE=DATE:20261210\r\n" in text
    assert "TRIGGER:-P28D" in text
    assert text.count("BEGIN:VEVENT") == text.count("END:VEVENT")


def test_lines_of_a_calendar_are_folded_and_escaped() -> None:
    happening = Happening("x", TODAY, "é" * 100 + ", a; b\\c\nd")
    text = calendar_text((happening,), datetime(2026, 1, 1, tzinfo=UTC))
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    assert "\\, a\\; b\\\\c\\nd" in text.replace("\r\n ", "")
