"""Three years side by side, and the marks where they can not be compared."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pytest
import sqlalchemy as sa

from dorpsapp.figures.figures import Figures
from dorpsapp.figures.hidden import BROKEN
from dorpsapp.figures.period import Period
from dorpsapp.figures.series import Break
from dorpsapp.models import Category, Funder, FunderArea, FunderMapping, SeriesBreak
from dorpsapp.reports.blocks import BigFigures, Table
from dorpsapp.reports.excel import render_workbook
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import Report, ReportOptions, build_report, compose
from dorpsapp.reports.sections import summary
from dorpsapp.reports.tables import table_of, work_out
from dorpsapp.services import records
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from tests.reports.reading import book_cells

YEAR = Period.of_year(2025)
MADE_ON = ReportOptions(created=date(2026, 1, 15))


@pytest.fixture(scope="module")
def village(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Store]:
    store = Store.create(tmp_path_factory.mktemp("dorp") / "dorp.dorpsapp", practice=True)
    make_village(store, VILLAGES["achterveld"], VillageSize(years=3, until=date(2025, 12, 31)))
    yield store
    store.close()


@pytest.fixture(scope="module")
def report(village: Store) -> Report:
    return build_report(village, YEAR, MADE_ON)


def heads(report: Report, key: str) -> list[str]:
    return [column.label for column in table_of(report.document, key).columns]


def with_breaks(report: Report, *breaks: Break) -> Report:
    review = replace(report.review, breaks=breaks)
    return Report(review, compose(review))


def changes(report: Report) -> dict[str, str]:
    """What stands in the column with the difference, by kind of support."""
    grid = work_out(table_of(report.document, "hours_by_category_years"))
    assert grid.total is not None
    return {row[0].text: row[-2].text for row in (*grid.rows, grid.total)}


def test_this_year_stands_beside_the_two_before(report: Report) -> None:
    assert heads(report, "hours_by_category_years") == ["Soort hulp", "2025", "2024", "2023", "Verschil", "Verw."]
    assert heads(report, "support_by_month")[-4:] == ["Uren 2025", "Uren 2024", "Uren 2023", "Verw."]
    assert heads(report, "people") == ["Wat", "2025", "2024", "2023", "Verschil", "Verw."]
    figures = figures_json(report)
    assert [one["label"] for one in figures["earlier_periods"]] == ["2024", "2023"]
    hours = next(one for one in figures["figures"] if one["key"] == "volunteer_hours")
    assert hours["earlier"][0] == hours["previous"]
    assert len(hours["earlier"]) == 2


@pytest.mark.parametrize(
    ("before", "told"),
    [(1_000, "(0%)"), (998, "(+0,2%)"), (1_002, "(-0,2%)"), (990, "(+1%)"), (641, "(+56%)"), (0, "2024: 0")],
)
def test_a_change_is_computed_and_never_a_change_of_nil(report: Report, before: int, told: str) -> None:
    def with_contacts(figures: Figures, value: int) -> Figures:
        changed = (replace(one, value=value) if one.key == "contacts" else one for one in figures.figures)
        return replace(figures, figures=tuple(changed))

    review = replace(
        report.review, now=with_contacts(report.review.now, 1_000), before=with_contacts(report.review.before, before)
    )
    (big,) = (block for block in summary.blocks(review) if isinstance(block, BigFigures))
    assert told in big.figures[3].told


def test_years_without_anything_are_left_out(village: Store) -> None:
    oldest = build_report(village, Period.of_year(2023), MADE_ON)
    assert heads(oldest, "people") == ["Wat", "2023", "Verw."]
    middle = build_report(village, Period.of_year(2024), MADE_ON)
    assert heads(middle, "people") == ["Wat", "2024", "2023", "Verschil", "Verw."]


def test_the_difference_is_computed_from_the_numbers_in_the_table(report: Report) -> None:
    table = work_out(table_of(report.document, "hours_by_category_years"))
    for row in (*table.rows, *([table.total] if table.total else [])):
        now, before, change = row[1].number, row[2].number, row[-2].number
        if now is not None and before:
            assert change == pytest.approx((now - before) / before)


@pytest.mark.parametrize(
    ("day", "broken"),
    [
        (date(2023, 6, 1), False), (date(2024, 1, 1), False), (date(2024, 1, 2), True), (date(2025, 1, 1), True),
        (date(2025, 12, 31), True), (date(2026, 1, 1), False),
    ],
)  # fmt: skip
def test_a_break_stands_between_what_was_counted_the_old_and_the_new_way(
    report: Report, day: date, broken: bool
) -> None:
    made = with_breaks(report, Break(day, "nieuwe manier van tellen"))
    assert made.review.is_broken() is broken
    assert (BROKEN.mark in set(changes(made).values())) is broken


def test_a_break_in_everything_leaves_no_difference_and_says_why(report: Report) -> None:
    made = with_breaks(report, Break(date(2025, 1, 1), "voortaan alle uren genoteerd"))
    assert set(changes(made).values()) == {"breuk"}
    text = " ".join(render_text(made.document).split())
    told = "Breuk in de reeks: vanaf 1-1-2025 is anders geteld (voortaan alle uren genoteerd). Vergelijk de jaren"
    assert text.count(told) >= 4
    assert "(breuk in de reeks)" in text
    assert not [table for table in made.document.blocks if isinstance(table, Table) and table.key == "people"
                and any(cell.number is not None for row in work_out(table).rows for cell in row[-2:-1])]  # fmt: skip
    cells = book_cells(render_workbook(made.document), values=True)
    assert "breuk" in set(cells.values())
    assert figures_json(made)["breaks"] == [
        {"from": "2025-01-01", "category": None, "reason": "voortaan alle uren genoteerd"}
    ]


def test_a_break_in_one_kind_leaves_the_others_their_difference(report: Report) -> None:
    name = next(one.name for one in report.review.now.facts.categories.values() if one.code == "TRANSPORT")
    made = with_breaks(report, Break(date(2025, 3, 1), "een rit telt nu per persoon", "TRANSPORT", name))
    found = changes(made)
    assert found[name] == "breuk"
    assert found["Totaal"] == "breuk"
    assert sum(value.endswith("%") for value in found.values()) >= 2


def test_breaks_and_the_funder_are_read_from_the_file(village: Store) -> None:
    with village.write("Proef") as unit:
        kind = unit.scalars(sa.select(Category).where(Category.code == "TRANSPORT")).one()
        places = unit.scalars(sa.select(Category.id).where(Category.code != "COORDINATION")).all()
        records.put(unit, SeriesBreak, {"day": date(2025, 5, 1), "category_id": kind.id, "reason": "anders geteld"})
        funder = records.put(unit, Funder, {"name": "Gemeente Proefstad", "own_municipality": "Leusden"}).id
        area = records.put(unit, FunderArea, {"funder_id": funder, "name": "Eigen kracht", "position": 1}).id
        for place in places:
            records.put(unit, FunderMapping, {"funder_id": funder, "category_id": place, "area_id": area})
        name = kind.name
    try:
        plain = build_report(village, YEAR, MADE_ON)
        seen = build_report(village, YEAR, replace(MADE_ON, funder_id=funder))
    finally:
        village.undo()
    assert plain.review.breaks == (Break(date(2025, 5, 1), "anders geteld", "TRANSPORT", name),)
    assert seen.document.title == "Impactrapport 2025 voor Gemeente Proefstad"
    assert seen.document.subtitle == "verantwoording voor Gemeente Proefstad"
    rows = [str(row[0]) for row in table_of(seen.document, "support_by_area").rows]
    assert rows[:2] == ["Eigen kracht", "Niet ingedeeld bij Gemeente Proefstad"]
    assert [row[1] for row in table_of(seen.document, "people_by_kern").rows] == ["Leusden"]
    text = " ".join(render_text(seen.document).split())
    assert "Gemeente Proefstad telt alleen inwoners van Leusden." in text
    for figures in (plain, seen):
        assert table_of(figures.document, "support_by_category").rows[0][-2] is not None
    hours = [figures.review.now.value("volunteer_hours") for figures in (plain, seen)]
    assert hours[0] == hours[1]
