"""Empty workbooks: every column is known again, Excel checks what is typed, and a filled one is read in."""

from datetime import date, datetime
from pathlib import Path

import pytest
from openpyxl import load_workbook

from dorpsapp.exchange.columns import KIND_COLUMNS, guess_columns, guess_kind
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.exchange.templates import TEMPLATE_KINDS, write_template
from dorpsapp.models import ImportKind, Skill, SkillKind
from dorpsapp.store.store import Store
from tests.exchange.lists import village

FILLED = {
    ImportKind.PEOPLE: {"Voornaam": "An", "Achternaam": "Bos", "Geboortedatum": datetime(1950, 3, 4), "Rol": "lid"},
    ImportKind.SUPPORT: {"Datum": datetime(2026, 3, 4), "Wie hielp": "An Bos", "Soort hulp": "Vervoer", "Duur": "1:30"},
    ImportKind.BUDGET: {"Naam": "Huur", "Baten of lasten": "lasten", "Begroting": 120.5},
}  # fmt: skip


@pytest.mark.parametrize("kind", TEMPLATE_KINDS)
def test_every_column_is_known_again(kind: ImportKind, tmp_path: Path) -> None:
    write_template(tmp_path / "leeg.xlsx", kind)
    book = load_workbook(tmp_path / "leeg.xlsx")
    page, guide, _lists = book.worksheets
    headings = [str(cell.value) for cell in page[1]]
    found = guess_columns(headings, kind)
    assert len(found) == len(headings)
    assert set(found.values()) <= set(KIND_COLUMNS[kind])
    assert guess_kind(headings) is kind
    assert page.data_validations.dataValidation
    assert {cell.value for cell in guide["A"]} >= set(headings)


def test_a_choice_that_looks_like_a_formula_stays_text_also_when_it_is_edited(tmp_path: Path, store: Store) -> None:
    with store.write("Kwaliteit") as unit:
        unit.insert_many(Skill, [{"name": "=1+1", "kind": SkillKind.ABILITY}])
    write_template(tmp_path / "leeg.xlsx", ImportKind.PEOPLE, store)
    lists = load_workbook(tmp_path / "leeg.xlsx").worksheets[2]
    (found,) = [cell for row in lists for cell in row if cell.value == "=1+1"]
    assert (found.data_type, found.quotePrefix) == ("s", True)


@pytest.mark.parametrize("kind", FILLED)
def test_a_filled_one_is_read_in(kind: ImportKind, tmp_path: Path, store: Store) -> None:
    village(store)
    path = tmp_path / "lijst.xlsx"
    write_template(path, kind, store)
    book = load_workbook(path)
    page = book.worksheets[0]
    headings = [str(cell.value) for cell in page[1]]
    for heading, value in FILLED[kind].items():
        page.cell(2, headings.index(heading) + 1, value)
    book.save(path)
    result = import_file(store, path, year=date.today().year)
    assert (result.kind, result.new, result.problems) == (kind, 1, ())
