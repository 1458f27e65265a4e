"""The picture of many initiatives: it adds up in every line and output, and says no more than the bundles do."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.figures.hidden import HIDDEN, Hidden
from dorpsapp.figures.period import Period
from dorpsapp.reports.alliance import alliance_document, alliance_totals
from dorpsapp.reports.blocks import Chart, Table, walk
from dorpsapp.reports.bundle import OWN_KINDS, PER_KIND, TOTALS, Bundle, bundle_of
from dorpsapp.reports.checking import broken_checks
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.pdf import render_pdf
from dorpsapp.reports.tables import table_of, work_out
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.services.taxonomy import CATEGORIES
from dorpsapp.store.store import Store
from tests.pdf_conformance import assert_pdf_conforms
from tests.recount.outputs import number_of, outputs_of
from tests.reports.reading import bare, book_cells, pdf_pages, recalculated

YEAR = Period.of_year(2025)
MADE = date(2026, 2, 1)
COUNTS = st.integers(0, 5_000)
LINES = st.dictionaries(st.sampled_from(PER_KIND), st.none() | COUNTS)


@st.composite
def bundles(draw: st.DrawFn) -> list[Bundle]:
    """A few initiatives whose lines come to no more than their totals."""
    made = []
    for number in range(draw(st.integers(1, 5))):
        kinds = draw(st.dictionaries(st.sampled_from([OWN_KINDS, *(one.code for one in CATEGORIES)]), LINES))
        shown = {key: sum(line.get(key) or 0 for line in kinds.values()) for key in PER_KIND}
        totals = {key: draw(COUNTS) + shown.get(key, 0) for key in TOTALS}
        made.append(Bundle(f"Dorp {number}", draw(st.sampled_from("AB")), YEAR, MADE, "0.1.0", totals, kinds))
    return made


@given(bundles())
def test_every_table_comes_to_the_totals_of_the_bundles(found: list[Bundle]) -> None:
    document = alliance_document(found, MADE)
    assert not list(broken_checks(document))
    totals = {key: sum(one.totals[key] for one in found) for key in TOTALS}
    assert alliance_totals(found) == totals
    for name in ("kinds", "areas"):
        table = table_of(document, name)
        for at, key in enumerate(PER_KIND, start=2):
            shown = [value for row in table.rows if isinstance(value := row[at], int)]
            assert sum(shown) == totals[key]
            assert min(shown, default=0) >= 0
    rows = {row[0]: row for row in table_of(document, "kinds").rows}
    for one in CATEGORIES:
        lines = [each.kinds[one.code] for each in found if one.code in each.kinds]
        for at, key in enumerate(PER_KIND, start=2):
            values = [line[key] for line in lines if key in line]
            if lines:
                hidden = bool(values) and all(value is None for value in values)
                assert rows[one.name][at] == (HIDDEN if hidden else sum(value or 0 for value in values))


@given(bundles())
def test_the_order_in_which_bundles_are_chosen_changes_nothing(found: list[Bundle]) -> None:
    assert alliance_document(found, MADE) == alliance_document(found[::-1], MADE)


@given(bundles())
def test_what_one_more_initiative_adds_is_what_it_sent(found: list[Bundle]) -> None:
    more = replace(found[0], initiative="Nog een dorp")
    before, after = alliance_totals(found), alliance_totals([*found, more])
    assert {key: after[key] - before[key] for key in TOTALS} == dict(more.totals)


def test_a_chart_of_very_many_initiatives_is_left_out() -> None:
    one = Bundle("Dorp", "A", YEAR, MADE, "0.1.0", {"volunteer_hours": 600}, {"TRANSPORT": {"volunteer_hours": 600}})
    few = alliance_document([replace(one, initiative=f"Dorp {n}") for n in range(30)], MADE)
    many = alliance_document([replace(one, initiative=f"Dorp {n}") for n in range(31)], MADE)
    assert [block.table for block in walk(few.blocks) if isinstance(block, Chart)] == ["initiatives", "areas"]
    assert [block.table for block in walk(many.blocks) if isinstance(block, Chart)] == ["areas"]


@pytest.fixture(scope="module")
def villages(tmp_path_factory: pytest.TempPathFactory) -> list[Bundle]:
    """The bundles of three practice villages."""
    made = []
    for name in ("zegveld", "austerlitz", "hoogland"):
        store = Store.create(tmp_path_factory.mktemp(name) / "v.dorpsapp", key=bytes(32))
        make_village(store, VILLAGES[name], VillageSize(people=90, support=400, years=1, until=date(2025, 12, 31)))
        made.append(bundle_of(store, YEAR, MADE))
        store.close()
    return made


def test_every_output_has_the_same_cells(villages: list[Bundle], tmp_path: Path) -> None:
    document = alliance_document(villages, MADE)
    told, pdf = outputs_of(document), render_pdf(document)
    on_paper = bare("".join(pdf_pages(pdf)))
    for table in [block for block in walk(document.blocks) if isinstance(block, Table)]:
        grid = work_out(table)
        rows = [*grid.rows, *([grid.total] if grid.total else [])]
        assert len(rows) > 1
        for at, cells in enumerate(rows):
            for place, cell in enumerate(cells):
                assert bare(cell.text) in on_paper, (table.key, cell)
                assert not cell.text or cell.text in told.text[table.key][place], (table.key, cell)
                in_file = told.files[table.key][at][place]
                if cell.number is None:
                    assert in_file == cell.text
                else:
                    assert number_of(in_file) == pytest.approx(cell.number, abs=1e-6)
                    assert told.sheets[table.key][at][place] == pytest.approx(cell.number, abs=1e-6)
    path = tmp_path / "samen.pdf"
    path.write_bytes(pdf)
    assert_pdf_conforms(path)


def test_a_spreadsheet_works_out_the_numbers_that_are_stored(villages: list[Bundle], tmp_path: Path) -> None:
    content = render_workbook(alliance_document(villages, MADE))
    stored, again = book_cells(content, values=True), recalculated(content, tmp_path)
    numbers = {place: value for place, value in stored.items() if isinstance(value, int | float)}
    assert len(numbers) > 100
    for place, value in numbers.items():
        assert again[place] == pytest.approx(value, abs=1e-6), place
    assert "Klopt" in again.values()
    assert "Klopt niet" not in again.values()


def test_what_is_too_small_at_every_initiative_is_not_shown_as_nil(villages: list[Bundle]) -> None:
    hidden = {
        (code, key)
        for one in villages
        for code, line in one.kinds.items()
        for key, value in line.items()
        if value is None and all(each.kinds.get(code, {}).get(key) is None for each in villages)
    }
    assert hidden
    names = {one.code: one.name for one in CATEGORIES}
    rows = {row[0]: row for row in table_of(alliance_document(villages, MADE), "kinds").rows}
    for code, key in hidden - {(OWN_KINDS, key) for key in PER_KIND}:
        assert isinstance(rows[names[code]][2 + PER_KIND.index(key)], Hidden)
