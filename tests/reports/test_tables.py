"""Tables are worked out once, the same for every renderer."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.models.kinds import Hours, Money, Number, Percentage, Text
from dorpsapp.reports.blocks import (
    HIDDEN,
    CellOf,
    Cents,
    Change,
    Column,
    Difference,
    EstimateCheck,
    FigureRef,
    Quotient,
    Ratio,
    Share,
    Table,
    TableSum,
    TableTotal,
)
from dorpsapp.reports.checking import Operands, broken_checks
from dorpsapp.reports.tables import work_out
from tests.reports.sample_document import (
    ALL_MINUTES,
    hours_table,
    indicator_table,
    money_table,
    people_table,
    sample_document,
)

CELLS = st.one_of(st.integers(-10_000, 10_000), st.none(), st.just(HIDDEN))


def _texts(table: Table) -> list[list[str]]:
    return [[cell.text for cell in row] for row in work_out(table).rows]


def test_sums_and_shares() -> None:
    grid = work_out(hours_table())
    assert grid.total is not None
    assert [cell.text for cell in grid.total] == ["Totaal", "332", "493", "254", "384", "1.463", "100%"]
    assert grid.total[5].value == ALL_MINUTES / 60
    assert sum(row[6].number or 0 for row in grid.rows) == pytest.approx(1)


def test_hidden_counts_hide_what_follows_from_them() -> None:
    assert _texts(people_table())[2:] == [
        ["Doorwerth =HYPERLINK(1)", "10", "·", "·", "·"],
        ["=1+1", "·", "·", "·", "·"],
        ["Onbekend", "0", "0", "0", ""],
    ]


def test_given_totals_are_not_sums() -> None:
    total = work_out(people_table()).total
    assert total is not None
    assert [cell.text for cell in total] == ["Alle kernen", "132", "118", "14", "12%"]


def test_money_is_exact_and_a_ratio_uses_spreadsheet_units() -> None:
    total = work_out(money_table()).total
    assert total is not None
    assert [cell.text for cell in total] == ["Totaal", "€ 7.000,00", "€ 6.925,24", "€ 74,76", "757,2", "€ 9,15"]


def test_rows_of_a_kind_of_their_own() -> None:
    rows = _texts(indicator_table())
    assert rows[0] == ["Uren hulp", "1.463", "1.304", "159", "12,2%"]
    assert rows[2] == ["Kosten", "€ 20.717,80", "€ 19.980,00", "€ 737,80", "3,7%"]
    assert rows[4] == ["Nieuwe vragen", "12", "0", "12", ""]
    assert rows[5] == ["Wachtlijst", "", "·", "·", "·"]


@given(st.lists(st.tuples(CELLS, CELLS), max_size=12))
def test_totals_follow_from_the_rows(pairs: list[tuple[object, object]]) -> None:
    columns = (
        Column("name", "Naam", Text()),
        Column("a", "A", Money(), "sum"),
        Column("b", "B", Money(), "sum"),
        Column("d", "Verschil", Money(), "sum", Difference("a", "b")),
        Column("s", "Deel", Percentage(), "none", Share("a")),
        Column("c", "Groei", Percentage(), "none", Change("a", "b")),
        Column("r", "Verhouding", Number(), "none", Ratio("a", "b")),
    )
    table = Table("t", "T", columns, tuple(("x", a, b, None, None, None, None) for a, b in pairs))
    grid = work_out(table)
    assert grid.total is not None
    for place in (1, 2):
        known = [value for pair in pairs if isinstance(value := pair[place - 1], int)]
        assert grid.total[place].text == Money().show(sum(known))
        assert grid.total[place].number == pytest.approx(sum(known) / 100)
    for (a, b), row in zip(pairs, grid.rows, strict=True):
        whole = isinstance(a, int) and isinstance(b, int)
        assert row[3].hidden == (a is HIDDEN or b is HIDDEN)
        assert (row[3].number is not None) == whole
        assert (row[5].number is not None) == (whole and b != 0)


def test_the_checks_of_the_sample_hold() -> None:
    assert list(broken_checks(sample_document())) == []


def test_operands() -> None:
    operands = Operands(sample_document())
    assert operands.value(FigureRef("people")) == 132
    assert operands.value(TableTotal("people", "now")) == 132
    assert operands.value(TableSum("people", "now")) == 130
    assert operands.value(Quotient(TableSum("people", "now"), FigureRef("people"), 1000)) == pytest.approx(984.848485)
    assert operands.value(Cents(Quotient(TableSum("people", "now"), FigureRef("people")))) == 0.98
    with pytest.raises(KeyError):
        operands.value(FigureRef("nothing"))
    with pytest.raises(KeyError):
        operands.value(TableSum("nothing", "now"))


def test_an_estimate_reads_as_its_rounded_amount() -> None:
    columns = (Column("what", "Wat", Text()), Column("euros", "Euro", Money()), Column("said", "Gezegd", Text()))
    rows = (("a", 4_567_800, "€ 46.000"), ("b", 4_567_800, "€ 45.000"))
    document = replace(sample_document(), data=(Table("t", "T", columns, rows),))

    def check(row: str) -> EstimateCheck:
        return EstimateCheck(row, CellOf("t", row, "euros"), CellOf("t", row, "said"))

    assert [Operands(document).holds(check(row)) for row in ("a", "b")] == [True, False]


def test_a_table_that_does_not_fit_is_refused() -> None:
    column = Column("a", "A", Hours())
    with pytest.raises(ValueError, match="another width"):
        Table("t", "T", (column,), ((1, 2),))
    with pytest.raises(ValueError, match="keys of their own"):
        Table("t", "T", (column, column), ())
    with pytest.raises(ValueError, match="not there"):
        Table("t", "T", (Column("a", "A", Hours(), "none", Share("b")),), ())
