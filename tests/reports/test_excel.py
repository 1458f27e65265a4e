"""Workbooks calculate by themselves, hold no formula of anybody else, and print whole."""

from __future__ import annotations

import io
import re
import warnings
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from dorpsapp.models.kinds import Day, Hours, Money, Number, Percentage, Text
from dorpsapp.reports.blocks import (
    HIDDEN,
    BigFigure,
    BigFigures,
    Block,
    Bullets,
    Change,
    Chart,
    Check,
    Column,
    Definitions,
    Difference,
    Document,
    FigureRef,
    Heading,
    Note,
    Paragraph,
    Ratio,
    Series,
    Share,
    Table,
    TableSum,
    TableTotal,
    Typed,
)
from dorpsapp.reports.excel import render_workbook, write_workbook
from dorpsapp.reports.safe_text import cell_text
from tests.reports.reading import book_cells, open_book, parts, recalculated, without_stored_values
from tests.reports.sample_document import ALL_MINUTES, charts, hours_table, list_table, sample_document

PEOPLE_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=60)
DANGEROUS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://x","k")', "＝1+1", "＋1", "－1", "＠a", "|x", "%0A=1", ";=1+1", '"=1+1', "'=1+1", "#REF!",
    "#N/A", "=", "==", "{=1+1}", "=1+1\n", "\\\\server\\share", "http://x", "mailto:a@b", "internal:Overzicht!A1",
    "-5 graden", "@piet", "_x0041_", "_x003D_1+1", "007", "1E5", "1-2", "12/2026", "TRUE", "Jan\x0bPiet", "Jan\x00",
    "\ud800", "a" * 40_000, "]['#@", "Uren[x]", "naam 'x'", "a#b", "👵" * 20_000,
]  # fmt: skip


def _document(*blocks: Block, checks: tuple[Check, ...] = ()) -> Document:
    return Document("Titel", "Onder", "Dorp", "Onderwerp", "Maker", date(2026, 1, 2), blocks, checks=checks)


def _everywhere(text: str) -> Document:
    """A document with this text in every place where text can stand."""
    columns = (
        Column("a", text, Text()),
        Column("b", text, Number(), "sum"),
        Column("c", f"{text} deel", Percentage(), "sum", Share("b")),
    )
    table = Table("t", text, columns, ((text, 1, None), (text, 3, None)), (text, None, None), text)
    chart = Chart("c", text, "bars", (text, text), (Series(text, (1, 3)),), Number(), text)
    blocks = (
        Heading(text), Paragraph(text), Bullets((text,)), Note(text), Definitions(((text, text),)), table, chart,
        replace(chart, key="d", table="t"),
        BigFigures((BigFigure(text, text, Text(), text), BigFigure(text, 4, Number(), key=text))),
    )  # fmt: skip
    return Document(text, text, text, text, text, date(2026, 1, 2), blocks, text,
                    checks=(Check(text, FigureRef(text), TableSum("t", "b")),))  # fmt: skip


def _formulas(content: bytes) -> list[str]:
    return [
        formula
        for part in parts(content, r"xl/worksheets/sheet\d+\.xml")
        for formula in re.findall(r"<f[^>]*>([^<]*)</f>", part)
    ]


def test_every_cell_of_the_sample_is_there() -> None:
    values = book_cells(render_workbook(sample_document()), values=True)
    assert values["Overzicht", "A1"] == "Impactrapport 2025"
    assert values["Overzicht", "B8"] == ALL_MINUTES / 60
    assert values["Overzicht", "B15"] == "Klopt"
    hours = "Uren hulp per maand en per"
    assert values[hours, "B5"] == 22
    assert values[hours, "F17"] == ALL_MINUTES / 60
    assert values[hours, "G17"] == 1
    assert values["Een deel van de vastgelegde", "A5"] == datetime(2025, 1, 1)
    assert values["Inwoners geholpen per kern 2", "C7"] == "·"
    assert values["Inwoners geholpen per kern 2", "A8"] == "=1+1"
    assert "Een punt staat voor een aantal onder de 5. Aantallen zijn afgerond op vijf." in values.values()


def test_tables_are_real_tables_with_live_totals() -> None:
    content = render_workbook(sample_document())
    book = open_book(content)
    sheet = book["Uren hulp per maand en per"]
    [table] = sheet.tables.values()
    assert (table.name, table.ref, table.totalsRowCount) == ("tabel_hours", "A4:G17", 1)
    assert sheet["F17"].value == "=SUBTOTAL(109,tabel_hours[Totaal])"
    assert sheet["B5"].number_format == "#,##0"
    assert sheet.freeze_panes == "B5"
    assert sheet.print_title_rows == "$4:$4"
    assert sheet.sheet_properties.pageSetUpPr.fitToPage
    assert "Dorpshulp Oosterbeek" in str(sheet.oddFooter.left.text)
    names = [table.name for each in book.worksheets for table in each.tables.values()]
    assert len(names) == len(set(names)) == 9


def test_charts_have_words_and_stand_inside_the_print() -> None:
    content = render_workbook(sample_document())
    drawings = "".join(parts(content, r"xl/drawings/drawing\d+\.xml"))
    assert len(re.findall(r'descr="[^"]{40,}"', drawings)) == len(charts())
    book = open_book(content)
    seen = 0
    for sheet in book.worksheets:
        area = str(sheet.print_area or "")
        corner = re.search(r":\$?([A-Z]+)\$?(\d+)$", area)
        assert corner, sheet.title
        last_column, last_row = sheet[f"{corner[1]}{corner[2]}"].column, int(corner[2])
        for chart in sheet._charts:
            seen += 1
            assert chart.anchor.to.col < last_column
            assert chart.anchor.to.row < last_row
    assert seen == len(charts())


def test_a_sheet_prints_its_whole_title_and_note_and_keeps_words_free_of_numbers() -> None:
    columns = (Column("who", "Wie", Text()), Column("count", "Keer", Number()), Column("code", "Verw.", Text()))
    note = "Zoveel woorden dat ze nooit op een regel passen. " * 4
    caption = "Wie verwees nieuwe gasten naar ons"
    table = Table("t", caption, columns, (("a", 1, "F01"), ("b", Decimal("2.5"), "F02")), note=note)
    sheet = open_book(render_workbook(_document(table)))[caption[:31].rstrip()]
    assert [str(part) for part in sheet.merged_cells.ranges] == ["A8:C8"]
    assert sheet["A8"].value == note
    assert sheet["A8"].alignment.wrap_text
    widths = sum(sheet.column_dimensions[letter].width for letter in "ABC")
    assert (sheet.row_dimensions[8].height or 0) >= 15 * len(note) * 0.8 / widths
    printed = sheet.print_area.split(":")[1].replace("$", "")
    assert printed[0] > "C", "the title is wider than the three columns"
    assert [sheet[place].alignment.indent for place in ("A5", "C4", "C5", "C6")] == [0, 1, 1, 1]
    assert sheet["C4"].alignment.horizontal == "left"


def test_an_amount_among_words_stands_at_the_left() -> None:
    columns = (Column("what", "Wat", Text()), Column("value", "Burenhulp", Text()))
    rows = (("Zaaknummer", "Z25"), ("Verleend bedrag", Typed(380_000, Money())))
    table = Table("t", "Gegevens", columns, rows)
    sheet = open_book(render_workbook(_document(table)))["Gegevens"]
    assert sheet["B6"].value == 3800
    assert sheet["B6"].alignment.horizontal == "left"


def test_many_bars_beside_each_other_lie_down_and_get_the_room_they_need() -> None:
    def anchor(count: int) -> tuple[str, int]:
        names = tuple(f"Soort {n}" for n in range(count))
        series = (Series("Begroot", tuple(range(count))), Series("Werkelijk", tuple(range(count))))
        chart = Chart("c", "Per soort", "compare_bars", names, series, Number(), "euro")
        sheet = open_book(render_workbook(_document(chart)))["Per soort"]
        (drawn,) = sheet._charts
        return drawn.barDir, drawn.anchor.to.row - drawn.anchor._from.row

    few, many = anchor(3), anchor(12)
    assert few[0] == many[0] == "bar"
    assert many[1] >= few[1] + 8


def test_the_same_document_gives_the_same_bytes() -> None:
    assert render_workbook(sample_document()) == render_workbook(sample_document())


def test_properties(tmp_path: Path) -> None:
    path = tmp_path / "verslag.xlsx"
    write_workbook(sample_document(), path, extra_properties={"Periode": "2025"})
    book = load_workbook(path)
    assert book.properties.title == "Impactrapport 2025"
    assert book.properties.created == datetime(2026, 1, 15)
    assert book.custom_doc_props["Periode"].value == "2025"


@pytest.mark.parametrize("text", DANGEROUS)
def test_text_of_people_is_never_more_than_text(text: str) -> None:
    content = render_workbook(_everywhere(text))
    ours = ("SUBTOTAL(", "IF(")
    assert all(formula.startswith(ours) for formula in _formulas(content))
    whole = "".join(parts(content, r"xl/worksheets/.*"))
    assert 't="e"' not in whole
    assert not re.search(r'Target="(?!\.\./)', "".join(parts(content, r"xl/worksheets/_rels/.*")))
    if text.strip() and cell_text(text):
        assert cell_text(text) in book_cells(content).values()


def test_what_could_be_read_as_a_formula_is_marked_as_text() -> None:
    content = render_workbook(_document(Table("t", "T", (Column("a", "A", Text()),), (("=1+1",),))))
    assert "quotePrefix=" in "".join(parts(content, r"xl/styles\.xml"))
    cell = open_book(content)["T"]["A5"]
    assert cell.data_type != "f" or cell.quotePrefix


@settings(max_examples=50)
@given(PEOPLE_TEXT)
def test_any_text_goes_in_and_comes_out(text: str) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = render_workbook(_everywhere(text))
    values = book_cells(content, values=True)
    assert all(formula.startswith(("SUBTOTAL(", "IF(")) for formula in _formulas(content))
    wanted = cell_text(text)
    if wanted.strip():
        assert wanted in {str(value).replace("_x000D_", "\r") for value in values.values()}


@pytest.mark.parametrize(
    "blocks",
    [
        (),
        (Table("t", "", (Column("a", "", Text()), Column("b", "", Number(), "sum")), ()),),
        (Table("t", "T", (Column("a", "A", Text()), Column("b", "a", Number())), (("x", 1),)),) * 2,
        (Chart("c", "Leeg", "bars", (), (), Number()),),
        (Chart("c", "Niets", "lines", ("a",), (Series("s", (HIDDEN,)),), Number()),),
        (Table("t", "Oud", (Column("a", "Dag", Day()),), ((date(1880, 2, 3),), (date(1950, 2, 3),), (None,))),),
        (Table("R1C1", "x" * 50, tuple(Column(f"c{n}", f"K{n}", Number(), "sum") for n in range(60)), ((1,) * 60,)),),
    ],
    ids=range(7),
)  # fmt: skip
def test_strange_documents_make_a_workbook(blocks: tuple[Block, ...]) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        content = render_workbook(_document(*blocks))
    assert open_book(content).sheetnames[0] == "Overzicht"


def test_days_before_spreadsheets_are_text() -> None:
    table = Table("t", "Oud", (Column("a", "Dag", Day()),), ((date(1880, 2, 3),), (date(1950, 2, 3),)))
    values = book_cells(render_workbook(_document(table)), values=True)
    assert values["Oud", "A5"] == "3-2-1880"
    assert values["Oud", "A6"] == datetime(1950, 2, 3)


@pytest.mark.parametrize(("values", "least"), [((96, 98), 0), ((96, None), 0), ((-4, 98), None)])
def test_bars_begin_at_nil(values: tuple[int | None, int | None], least: float | None) -> None:
    chart = Chart("c", "Per soort", "bars", ("rit", "klus"), (Series("2025", values),), Number(), "uur")
    (drawn,) = open_book(render_workbook(_document(chart)))["Per soort"]._charts
    assert drawn.y_axis.scaling.min == least


def test_a_head_of_two_lines_is_high_enough() -> None:
    columns = (Column("a", "Soort hulp", Text()), Column("b", "Unieke deelnemers", Number()))
    table = Table("t", "Per soort", columns, (("rit", 5), ("klus", 10)))
    sheet = open_book(render_workbook(_document(table))).worksheets[1]
    assert (sheet.row_dimensions[4].height, sheet["B4"].value) == (33, "Unieke deelnemers")


def test_a_chart_stands_beside_the_table_with_its_numbers() -> None:
    book = open_book(render_workbook(_document(hours_table(), charts()[0])))
    assert book.sheetnames == ["Overzicht", "Uren hulp per maand en per"]
    assert len(book.worksheets[1]._charts) == 1


def test_a_check_that_does_not_hold_says_so() -> None:
    document = _document(hours_table(), BigFigures((BigFigure("uren", 60, Hours(), key="hours"),)),
                         checks=(Check("Uren", FigureRef("hours"), TableTotal("hours", "all")),))  # fmt: skip
    values = book_cells(render_workbook(document), values=True)
    assert list(values.values()).count("Klopt niet") == 2


def _calculation_document() -> Document:
    """The sample, and a table whose headings hold every sign that means something in a formula."""
    columns = (
        Column("a", "naam", Text()),
        Column("b", "Nu [#1] 'x' @y", Money(), "sum"),
        Column("c", "Toen IF(", Money(), "given"),
        Column("d", "Verschil", Money(), "sum", Difference("b", "c")),
        Column("e", "Groei", Percentage(), "sum", Change("b", "c")),
        Column("f", "Deel", Percentage(), "sum", Share("c")),
        Column("g", "Per", Money(), "none", Ratio("b", "c")),
    )
    rows: tuple[tuple[object, ...], ...] = (
        ("x", 1234, 1000, None, None, None, None),
        ("y", HIDDEN, 500, None, None, None, None),
        ("z", 7, 0, None, None, None, None),
        ("leeg", None, 3, None, None, None, None),
    )
    odd = Table("odd", "Vreemde 'koppen'", columns, rows, ("Alles", None, 9_999, None, None, None, None))
    sample = sample_document()
    check = Check("Vreemd", TableSum("odd", "b"), TableTotal("odd", "b"))
    return replace(sample, blocks=(*sample.blocks, odd, list_table(3)), checks=(*sample.checks, check))


def test_libreoffice_computes_what_is_stored(tmp_path: Path) -> None:
    content = render_workbook(_calculation_document())
    stored = book_cells(content, values=True)
    computed = recalculated(content, tmp_path)
    formulas = [
        place for place, value in book_cells(content).items() if isinstance(value, str) and value.startswith("=")
    ]
    assert len(formulas) > 60
    for place in formulas:
        if place not in stored:
            assert computed.get(place) in (None, ""), place
        elif isinstance(stored[place], int | float):
            assert computed[place] == pytest.approx(stored[place]), place
        else:
            assert computed.get(place) == stored[place], place
    assert stored["Overzicht", "B15"] == "Klopt"


def test_the_recalculation_really_calculates(tmp_path: Path) -> None:
    content = render_workbook(_calculation_document())
    bare_file = tmp_path / "bare.xlsx"
    without_stored_values(content, bare_file)
    values = book_cells(bare_file.read_bytes(), values=True)
    assert ("Overzicht", "B15") not in values
    assert io.BytesIO(content).getvalue() != bare_file.read_bytes()
