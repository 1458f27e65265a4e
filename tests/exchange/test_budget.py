"""Budgets: years from the headings, sides from columns or headings in between, nothing overwritten, one step."""

from pathlib import Path

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.exchange.import_lists import import_file, import_sheet, open_list, undo_import
from dorpsapp.exchange.mapping import Wishes
from dorpsapp.exchange.policies import KEEP_OLD, TAKE_NEW
from dorpsapp.exchange.preview import Fate
from dorpsapp.models import BudgetLine, ImportKind, LineKind, Side
from dorpsapp.services.money_lines import add_line
from dorpsapp.store.store import Store
from tests.exchange.lists import content, village, write_csv, write_xlsx

ROWS: list[list[str | int | float | None]] = [
    ["Begroting Dorpshulp Voorbeeld"],
    ["Post", "Werkelijk 2025", "Begroting 2026", "Werkelijk 2026", "Begroting 2027", "Toelichting"],
    ["Baten"],
    ["Subsidie gemeente", 11500, 12000, 12000.5, 12500, None],
    ["Totaal baten", 11500, 12000, 12000.5, 12500, None],
    ["Lasten"],
    ["Huur", 5900, 6000, 7200, None, "De zaal werd duurder."],
    ["Kleine dingen", None, 250, None, None, None],
]


@pytest.fixture
def dorp(store: Store) -> Store:
    return village(store)


def lines(store: Store) -> dict[tuple[int, str], tuple[Side, int | None, int | None]]:
    with store.read() as session:
        return {
            (one.year, one.name): (one.side, one.budget, one.actual) for one in session.scalars(sa.select(BudgetLine))
        }


def test_headings_tell_the_years_and_the_sides(dorp: Store, tmp_path: Path) -> None:
    before = content(dorp)
    path = write_xlsx(tmp_path / "b.xlsx", ROWS)
    assert import_file(dorp, path, check=True).new == 3
    assert content(dorp) == before
    result = import_file(dorp, path)
    assert (result.kind, result.read, result.new, result.problems) == (ImportKind.BUDGET, 3, 3, ())
    assert lines(dorp) == {
        (2025, "Subsidie gemeente"): (Side.INCOME, None, 1_150_000),
        (2026, "Subsidie gemeente"): (Side.INCOME, 1_200_000, 1_200_050),
        (2027, "Subsidie gemeente"): (Side.INCOME, 1_250_000, None),
        (2025, "Huur"): (Side.EXPENSE, None, 590_000),
        (2026, "Huur"): (Side.EXPENSE, 600_000, 720_000),
        (2026, "Kleine dingen"): (Side.EXPENSE, 25_000, None),
    }
    with dorp.read() as session:
        rent = session.scalars(sa.select(BudgetLine).where(BudgetLine.year == 2026, BudgetLine.name == "Huur")).one()
        assert (rent.kind, rent.explanation) == (LineKind.HOUSING, "De zaal werd duurder.")
    again = import_file(dorp, path)
    assert (again.new, again.updated, again.duplicates, again.entry_id) == (0, 0, 3, None)
    undo_import(dorp)
    assert content(dorp) == before


def test_what_is_empty_is_filled_and_what_differs_is_told(dorp: Store, tmp_path: Path) -> None:
    add_line(dorp, 2026, Side.EXPENSE, "Huur", {"budget": 600_000})
    add_line(dorp, 2026, Side.EXPENSE, "Energie", {"budget": 100_000})
    rows = [["Naam", "Begroting", "Werkelijk"], ["huur", "6.000,00", "7.200,00"], ["Energie", "1.100", "900"]]
    result = import_file(dorp, write_csv(tmp_path / "b.csv", rows), year=2026)
    assert (result.updated, result.skipped) == (1, 1)
    assert lines(dorp)[2026, "Huur"] == (Side.EXPENSE, 600_000, 720_000)
    assert lines(dorp)[2026, "Energie"] == (Side.EXPENSE, 100_000, None)
    (problem,) = result.problems
    assert (problem.row, problem.column) == (3, "Begroting") and "€ 1.000,00" in problem.text


def test_policies_and_answers_say_what_happens_with_other_amounts(dorp: Store, tmp_path: Path) -> None:
    for name in ("Huur", "Energie"):
        add_line(dorp, 2026, Side.EXPENSE, name, {"budget": 100_000, "actual": 50_000})
    rows = [["Naam", "Begroting", "Werkelijk"], ["Huur", "1.100", "600"], ["Energie", "1.200", "500"]]
    path = write_csv(tmp_path / "b.csv", rows)
    asked = import_file(dorp, path, year=2026, check=True)
    (huur, energie) = asked.preview.rows[Fate.DOUBTFUL]
    assert [(one.label, one.old, one.new) for one in huur.changes] == [
        ("Begroting 2026", "€ 1.000,00", "€ 1.100,00"),
        ("Werkelijk 2026", "€ 500,00", "€ 600,00"),
    ]
    assert [(one.label, one.new) for one in energie.changes] == [("Begroting 2026", "€ 1.200,00")]
    chosen = {"policies": {"budget": "overwrite", "actual": "fill"}}
    result = import_file(dorp, path, year=2026, mapping=chosen)
    assert (result.updated, result.problems) == (2, ())
    assert lines(dorp)[2026, "Huur"] == (Side.EXPENSE, 110_000, 50_000)
    undo_import(dorp)
    sheet = open_list(path)
    for answer, amounts in ((KEEP_OLD, (100_000, 50_000)), (TAKE_NEW, (110_000, 60_000))):
        import_sheet(dorp, sheet, "b.csv", wishes=Wishes(answers={2: answer}), year=2026)
        assert lines(dorp)[2026, "Huur"][1:] == amounts
        assert lines(dorp)[2026, "Energie"][1:] == (100_000, 50_000)


def test_all_problems_at_once(dorp: Store, tmp_path: Path) -> None:
    add_line(dorp, 2026, Side.INCOME, "Verhuur")
    rows = [
        ["Naam", "Baten/lasten", "Begroting", "Jaar"],
        ["Iets", "", "12,00", "2026"],
        ["Verhuur", "lasten", "12,00", "2026"],
        ["Zaal", "misschien", "veel", "2026"],
        ["", "baten", "3,00", "lang geleden"],
        ["Koffie", "lasten", "3,00", "2026"],
        ["koffie", "lasten", "4,00", "2026"],
        ["x" * 121, "lasten", "4,00", "2026"],
    ]
    result = import_file(dorp, write_csv(tmp_path / "b.csv", rows))
    assert result.new == 1
    assert [(one.row, one.column) for one in result.problems] == [
        (2, "Baten/lasten"), (3, "Naam"), (4, "Baten/lasten"), (4, "Begroting"), (5, "Jaar"), (5, "Naam"), (7, "Naam"),
        (8, "Naam"),
    ]  # fmt: skip


def test_a_budget_without_a_year_or_amounts_is_refused(dorp: Store, tmp_path: Path) -> None:
    with pytest.raises(UserError, match="Van welk jaar"):
        import_file(dorp, write_csv(tmp_path / "a.csv", [["Naam", "Begroting"], ["Huur", "1"]]))
    with pytest.raises(UserError, match="met bedragen"):
        import_file(dorp, write_csv(tmp_path / "b.csv", [["Naam", "Plaats"], ["Huur", "1"]]), kind="budget", year=2026)


@pytest.mark.parametrize("again", [["Lasten", "Begroting 2026"], ["Lasten", None], ["Lasten", "in euro"]])
def test_each_side_may_have_its_headings_anew(dorp: Store, tmp_path: Path, again: list[str | None]) -> None:
    rows: list[list[str | None]] = [
        ["Baten", "Begroting 2026"],
        ["Giften", "(500)"],
        ["Totaal", "-500"],
        [None],
        again,
        ["Huur", "6.000"],
    ]
    result = import_file(dorp, write_csv(tmp_path / "b.csv", rows))
    assert (result.read, result.problems) == (2, ())
    assert {name: line[:2] for (_year, name), line in lines(dorp).items()} == {
        "Giften": (Side.INCOME, -50_000), "Huur": (Side.EXPENSE, 600_000),
    }  # fmt: skip


def test_a_side_with_the_sum_of_its_lines_is_no_line_of_its_own(dorp: Store, tmp_path: Path) -> None:
    rows = [
        ["Post", "Begroting 2026", "Werkelijk 2026"],
        ["Baten", "12.500", "12.000"],
        ["Subsidie", "12.000", "12.000"],
        ["Giften", "500", ""],
        ["Lasten", "6.000", "5.900"],
        ["Huur", "6.000", "5.900"],
    ]
    result = import_file(dorp, write_csv(tmp_path / "b.csv", rows))
    assert (result.read, result.new, result.problems) == (3, 3, ())
    assert [one.row for one in result.notices if "som van de regels" in one.text] == [2, 5]
    assert {name: line[0] for (_year, name), line in lines(dorp).items()} == {
        "Subsidie": Side.INCOME, "Giften": Side.INCOME, "Huur": Side.EXPENSE,
    }  # fmt: skip


def test_sides_without_lines_are_lines_themselves(dorp: Store, tmp_path: Path) -> None:
    rows = [["Post", "Begroting 2026"], ["Inkomsten", "500"], ["Uitgaven", "400"], ["Koffie", "50"]]
    import_file(dorp, write_csv(tmp_path / "b.csv", rows))
    assert {name: line[:2] for (_year, name), line in lines(dorp).items()} == {
        "Inkomsten": (Side.INCOME, 50_000), "Uitgaven": (Side.EXPENSE, 40_000), "Koffie": (Side.EXPENSE, 5_000),
    }  # fmt: skip


def test_headings_that_come_back_are_no_line(dorp: Store, tmp_path: Path) -> None:
    head: list[str | None] = ["Post", "Begroting 2026", "Werkelijk 2026"]
    rows: list[list[str | None]] = [
        head,
        ["Baten"],
        ["Giften", "500", ""],
        ["Lasten"],
        head,
        ["Huur", "6.000", "5.900"],
    ]
    result = import_file(dorp, write_csv(tmp_path / "b.csv", rows))
    assert (result.read, result.problems, set(lines(dorp))) == (2, (), {(2026, "Giften"), (2026, "Huur")})


def test_a_column_of_a_far_year_is_told(dorp: Store, tmp_path: Path) -> None:
    rows = [["Lasten", "Begroting 2026", "Begroting 2029"], ["Huur", "1", "2"]]
    result = import_file(dorp, write_csv(tmp_path / "a.csv", rows))
    assert lines(dorp) == {(2029, "Huur"): (Side.EXPENSE, 200, None)}
    assert [one.column for one in result.notices] == ["Begroting 2026"]
