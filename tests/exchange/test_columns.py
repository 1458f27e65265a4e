"""Headings as people write them are recognised; what is not is told, never silently left out."""

from pathlib import Path

import pytest

from dorpsapp.exchange.columns import KIND_COLUMNS, guess_columns, guess_kind
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.models import ImportKind
from dorpsapp.store.store import Store
from tests.exchange.lists import village, write_csv

PEOPLE, SUPPORT, ATTENDANCE = ImportKind.PEOPLE, ImportKind.SUPPORT, ImportKind.ATTENDANCE


@pytest.mark.parametrize(
    ("headings", "kind"),
    [
        ("timesheet_id,employee_id,date,checkin,checkout", ATTENDANCE),
        ("Datum,Activiteit,Naam", ATTENDANCE),
        ("Datum,Vrijwilliger,Cliënt,Km", SUPPORT),
        ("Datum,Naam,Uren", SUPPORT),
        ("Dag,Chauffeur,Passagier,Aantal km", SUPPORT),
        ("Naam,Adres,Postcode", PEOPLE),
        ("Voornaam,Tussenvoegsel,Achternaam", PEOPLE),
        ("Achternaam,Geb.datum,Tel.", PEOPLE),
        ("Name,E-mail,Volunteer", PEOPLE),
        ("Kleur,Merk", None),
        ("Naam,Kleur", None),
    ],
)
def test_the_kind_of_list(headings: str, kind: ImportKind | None) -> None:
    assert guess_kind(headings.split(",")) == kind


@pytest.mark.parametrize(
    ("heading", "kind", "field"),
    [
        ("Geb.datum", PEOPLE, "birth_date"),
        ("GEBOORTEDATUM", PEOPLE, "birth_date"),
        ("tussenvoegsel", PEOPLE, "prefix"),
        ("Tel.", PEOPLE, "phone"),
        ("06-nummer", PEOPLE, "mobile"),
        ("E-mailadres", PEOPLE, "email"),
        ("Huisnr.", PEOPLE, "house_number"),
        ("Cliënt", SUPPORT, "client"),
        ("Duur (minuten)", SUPPORT, "minutes"),
        ("duur in uren", SUPPORT, "hours"),
        ("Kilometers (auto)", SUPPORT, "km"),
        ("Heen en terug", SUPPORT, "both_ways"),
        ("check-in", ATTENDANCE, "start"),
        ("Check_Out", ATTENDANCE, "end"),
        ("Bijzonderheden", SUPPORT, "note"),
    ],
)
def test_headings_in_many_spellings(heading: str, kind: ImportKind, field: str) -> None:
    assert guess_columns([heading], kind) == {0: field}


@pytest.mark.parametrize("kind", ImportKind)
def test_no_heading_stands_for_two_fields(kind: ImportKind) -> None:
    words = [word.strip() for words in KIND_COLUMNS[kind].values() for word in words.split("|") if word.strip()]
    assert sorted(words) == sorted(set(words))
    assert all(set(guess_columns([word], kind).values()) for word in words)


def test_columns_that_are_not_read_are_told(store: Store, tmp_path: Path) -> None:
    village(store)
    rows = [["Naam", "Plaats", "Kleur", "", "Woonplaats"], ["An Bos", "Odijk", "rood", "x", "Bunnik"]]
    result = import_file(store, write_csv(tmp_path / "l.csv", rows), check=True)
    assert [(one.row, one.column) for one in result.notices] == [(1, "Kleur"), (1, "kolom 4"), (1, "Woonplaats")]


def test_a_column_left_out_on_purpose_is_not_told(store: Store, tmp_path: Path) -> None:
    village(store)
    path = write_csv(tmp_path / "l.csv", [["Naam", "Plaats", "Kleur"], ["An Bos", "Odijk", "rood"]])
    assert import_file(store, path, mapping={"columns": {"Kleur": None}}, check=True).notices == ()
