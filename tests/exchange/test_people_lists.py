"""Lists of people: names taken apart, the same person recognised, nothing overwritten, and text in any encoding."""

from datetime import date
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.exchange.import_lists import import_file, undo_import
from dorpsapp.exchange.sheet_in import read_sheet
from dorpsapp.models import ClientRole, ImportKind, Person, VolunteerRole
from dorpsapp.store.store import Store
from tests.exchange.lists import village, write_csv
from tests.store.sample import dump

HEAD = ["Naam", "Adres", "Postcode", "Mobiel", "Geb.datum", "Rol", "Sinds"]
ROWS = [
    ["Jan de Vries", "Kerkweg 12 A", "3791 ab", "06 00123456", "1-2-1950", "vrijwilliger", "1-1-2020"],
    ["Bakker-Smit, mw. A.", "Brinkhof 3", "3791AC", "", "", "deelnemer en lid", ""],
    ["Łucja Nowak", "2e Dwarsstraat 5", "3792 AB", "+31600999999", "1944", "", ""],
]


@pytest.fixture
def dorp(store: Store) -> Store:
    return village(store)


def people(store: Store) -> list[Person]:
    with store.read() as session:
        return list(session.scalars(sa.select(Person).order_by(Person.id)))


def test_people_come_in_with_address_phone_birth_and_roles(dorp: Store, tmp_path: Path) -> None:
    before = dump(dorp)
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [HEAD, *ROWS[:2]]))
    assert (result.kind, result.new, result.problems) == (ImportKind.PEOPLE, 2, ())
    jan, anna = people(dorp)
    assert (jan.name, jan.street, jan.house_number, jan.house_addition) == ("Jan de Vries", "Kerkweg", 12, "A")
    assert (jan.postcode, jan.mobile, jan.birth_date) == ("3791AB", "+31600123456", date(1950, 2, 1))
    assert (anna.name, anna.initials) == ("A. Bakker-Smit", "A.")
    with dorp.read() as session:
        assert session.scalars(sa.select(VolunteerRole.since)).all() == [date(2020, 1, 1)]
        assert len(session.scalars(sa.select(ClientRole)).all()) == 1
    undo_import(dorp)
    assert dump(dorp) == before


def test_the_same_list_again_is_all_known(dorp: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "l.csv", [HEAD, *ROWS[:2]])
    import_file(dorp, path)
    again = import_file(dorp, path)
    assert (again.new, again.duplicates, again.entry_id) == (0, 2, None)


def test_empty_fields_are_filled_and_others_never_overwritten(dorp: Store, tmp_path: Path) -> None:
    import_file(dorp, write_csv(tmp_path / "a.csv", [["Nummer", "Naam", "Plaats"], ["7", "Jan de Vries", "Odijk"]]))
    more = [["Nummer", "Naam", "Postcode"], ["7", "Jan de Vries", "3984 AB"]]
    assert import_file(dorp, write_csv(tmp_path / "b.csv", more)).updated == 1
    other = [["Nummer", "Naam", "Plaats"], ["7", "Jan de Vries", "Bunnik"]]
    refused = import_file(dorp, write_csv(tmp_path / "c.csv", other))
    assert [one.column for one in refused.problems] == ["Plaats"]
    (jan,) = people(dorp)
    assert (jan.town, jan.postcode) == ("Odijk", "3984AB")


def test_one_name_without_anything_else_is_asked_about(dorp: Store, tmp_path: Path) -> None:
    import_file(dorp, write_csv(tmp_path / "a.csv", [["Naam", "Straat"], ["Jan de Vries", "Kerkweg"]]))
    result = import_file(dorp, write_csv(tmp_path / "b.csv", [["Naam", "Straat"], ["Jan de Vries", "Brinkhof"]]))
    assert len(result.problems) == 1
    assert "Jan de Vries" in result.problems[0].text


@pytest.mark.parametrize(
    ("column", "text"), [("Postcode", "12 AB"), ("Mobiel", "12"), ("Geb.datum", "31-2-1950"), ("Rol", "tovenaar")]
)
def test_every_wrong_cell_is_named(dorp: Store, tmp_path: Path, column: str, text: str) -> None:
    row = list(ROWS[0])
    row[HEAD.index(column)] = text
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [HEAD, row]))
    assert [(one.row, one.column) for one in result.problems] == [(2, column)]
    assert people(dorp) == []


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("separator", [";", ",", "\t", "|"])
def test_any_encoding_and_separator(dorp: Store, tmp_path: Path, encoding: str, separator: str) -> None:
    rows = [["Voornaam", "Achternaam", "Plaats"], ["Renée", "Jürgens", "Één, dorp; hier"], ["Zoë", "Bakker", "Odijk"]]
    result = import_file(dorp, write_csv(tmp_path / "l.csv", rows, encoding=encoding, separator=separator))
    assert result.problems == ()
    assert [one.name for one in people(dorp)] == ["Renée Jürgens", "Zoë Bakker"]
    assert people(dorp)[0].town == "Één, dorp; hier"


LETTERS = st.characters(min_codepoint=33, max_codepoint=0x24F, exclude_categories=("Cc", "Cf", "Zs"))
WORDS = st.text(LETTERS, min_size=1, max_size=12)


@settings(max_examples=60)
@given(rows=st.lists(st.tuples(WORDS, WORDS, WORDS), min_size=2, max_size=12), separator=st.sampled_from(";,\t"))
def test_what_was_written_is_what_is_read(rows: list[tuple[str, str, str]], separator: str, tmp_path: Path) -> None:
    head = ("Voornaam", "Achternaam", "Plaats")
    path = write_csv(tmp_path / "l.csv", [head, *rows], encoding="utf-8-sig", separator=separator)
    sheet = read_sheet(path)
    assert sheet.headings == head
    assert [tuple(str(cell) for cell in row.cells) for row in sheet.rows] == rows


@pytest.mark.parametrize(
    ("first", "family", "shown"),
    [
        ("Jo", "Silva Santos", "Jo Silva Santos"),
        ("Wim", "Jansen sr", "Wim Jansen sr"),
        ("Ana", "Silva Santos-de Vries", "Ana Silva Santos-de Vries"),
        ("Jan", "Vries, de", "Jan de Vries"),
        ("Els", "van der Veen II", "Els van der Veen II"),
        ("Truus", "Bakker-van Dam", "Truus Bakker-van Dam"),
    ],
)
def test_a_family_name_of_several_words_takes_no_first_name_away(
    first: str, family: str, shown: str, dorp: Store, tmp_path: Path
) -> None:
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [["Voornaam", "Achternaam"], [first, family]]))
    assert result.new == 1
    (found,) = people(dorp)
    assert (found.first_name, found.name) == (first, shown)


WORD = st.text(st.characters(codec="cp1252", categories=["Ll"]), min_size=2, max_size=6).map(str.capitalize)


@given(first=WORD, family=st.lists(st.one_of(WORD, st.sampled_from(["van", "de", "-", "sr"])), min_size=1, max_size=4))
def test_what_stands_in_the_column_of_first_names_is_never_lost(
    first: str, family: list[str], dorp: Store, tmp_path: Path
) -> None:
    result = import_file(dorp, write_csv(tmp_path / "l.csv", [["Voornaam", "Achternaam"], [first, " ".join(family)]]))
    if result.new:
        assert people(dorp)[-1].first_name == first
        dorp.undo()
