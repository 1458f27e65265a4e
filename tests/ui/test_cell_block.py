"""Blocks of cells from the clipboard: read as a spreadsheet wrote them, and never with a crash."""

import csv
import io

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.ui.widgets.cell_block import cells_of, text_of

CELL = st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=12).map(lambda text: " ".join(text.split()))


@pytest.mark.parametrize(
    ("text", "cells"),
    [
        ("", []),
        ("\r\n\r\n", []),
        ("1\t2\r\n3\t4\r\n", [["1", "2"], ["3", "4"]]),
        ("1\r2", [["1"], ["2"]]),
        ('"a\r\nb"\tc', [["a b", "c"]]),
        ('"5"" lang"\t2', [['5" lang', "2"]]),
        ('5" lang\t2\n"\t3', [['5" lang', "2"], ['"', "3"]]),
        ("a\0b\t1", [["ab", "1"]]),
        ("\t\t1", [["", "", "1"]]),
        ("1\n\n2", [["1"], [""], ["2"]]),
    ],
)
def test_blocks(text: str, cells: list[list[str]]) -> None:
    assert cells_of(text) == cells


@given(text=st.text(max_size=80))
def test_any_text_gives_cells_without_line_ends(text: str) -> None:
    for row in cells_of(text):
        assert row and all("\t" not in cell and "\n" not in cell and "\0" not in cell for cell in row)


@given(rows=st.lists(st.lists(CELL, min_size=2, max_size=4), min_size=1, max_size=4))
def test_what_a_spreadsheet_writes_comes_back(rows: list[list[str]]) -> None:
    rows[-1][-1] = rows[-1][-1] or "x"
    written = io.StringIO()
    csv.writer(written, delimiter="\t", lineterminator="\r\n").writerows(rows)
    assert cells_of(written.getvalue()) == rows
    plain = [["1:30", ""], ["", "2:00"]]
    assert cells_of(text_of(plain)) == plain
