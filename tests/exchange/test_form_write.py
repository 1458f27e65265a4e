"""A filled-in workbook is the one that came, but for the cells that were filled: whatever program made it."""

import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import openpyxl
import pytest
import xlsxwriter
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText

from dorpsapp.exchange.form_values import FormValue
from dorpsapp.exchange.form_write import Change, write_cells
from dorpsapp.exchange.funder_form import fill_form
from dorpsapp.exchange.sheet_refusal import FileRefused
from tests.reports.reading import converted

pytestmark = pytest.mark.filterwarnings("ignore:.*extension is not supported:UserWarning")  # of the looking on
VALUES = {
    "uren": FormValue(2202, "2.202"),
    "jaar": FormValue(2025, "2025"),
    "naam": FormValue("A & B <C>", "A & B <C>"),
}


def elaborate() -> bytes:
    """A form with all that a library which reads and saves would lose."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True})
    sheet, lists = book.add_worksheet("Formulier & meer"), book.add_worksheet("Lijsten")
    bold, red = book.add_format({"bold": True}), book.add_format({"italic": True, "font_color": "red"})
    look = book.add_format({"bg_color": "#FFF2CC", "num_format": "#,##0", "border": 1, "text_wrap": True})
    lists.write_column(0, 0, ["Stichting", "Vereniging"])
    sheet.write("A1", "Uren")
    sheet.write_blank("B1", None, look)
    book.define_name("Uren", "='Formulier & meer'!$B$1")
    book.define_name("Los", "='Formulier & meer'!$F$40")
    sheet.write_rich_string("A2", "Uren ", bold, "vet {{naam}}", " over {{jaar}}")
    sheet.write_rich_string("A3", "Gewone ", red, "rode", " tekst")
    sheet.write_rich_string("A4", "Over twee {{", bold, "naam}}", " looks")
    sheet.write_formula("B2", "=B1*2", look, 12)
    sheet.write_formula("B3", '="was "&B1', None, "was 6")
    sheet.insert_textbox("D2", "Toelichting van de gemeente")
    sheet.data_validation("A5", {"validate": "list", "source": "=Lijsten!$A$1:$A$2"})
    sheet.conditional_format("B1:B5", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("C1", {"range": "Lijsten!A1:A2"})
    sheet.write_comment("B1", "hele uren")
    sheet.protect("x")
    book.close()
    return made.getvalue()


def parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        return {one.filename: archive.read(one) for one in archive.infolist()}


def well_formed(content: bytes) -> dict[str, bytes]:
    found = parts(content)
    for name, part in found.items():
        if name.endswith((".xml", ".rels")):
            ElementTree.fromstring(part)
    return found


def test_nothing_changes_but_the_cells_that_are_filled() -> None:
    before = elaborate()
    mapping = {"Uren": "uren", "Los": "naam", "{{jaar}}": "jaar", "{{naam}}": "naam"}
    made = fill_form(before, mapping, VALUES)
    was, now = parts(before), well_formed(made)
    assert list(was) == list(now), "every part is there, in its order"
    changed = {name for name in was if was[name] != now[name]}
    assert changed <= {"xl/worksheets/sheet1.xml", "xl/workbook.xml", "xl/styles.xml"}
    sheet = now["xl/worksheets/sheet1.xml"].decode()
    old = was["xl/worksheets/sheet1.xml"].decode()
    assert sheet.partition("</sheetData>")[2] == old.partition("</sheetData>")[2]
    assert sheet.partition("<sheetData>")[0] == old.partition("<sheetData>")[0]
    book = openpyxl.load_workbook(io.BytesIO(made), rich_text=True)
    filled = book.worksheets[0]
    assert (filled["B1"].value, filled["B1"].number_format, filled["F40"].value) == (2202, "#,##0", "A & B <C>")
    text = filled["A2"].value
    assert isinstance(text, CellRichText)
    assert str(text) == "Uren vet A & B <C> over 2025"
    assert text[1].font.b is True, "the words within bold letters are bold"
    assert isinstance(filled["A3"].value, CellRichText), "and a text that was not touched keeps its red word"
    assert str(filled["A4"].value) == "Over twee A & B <C> looks"


def test_what_formulas_gave_the_last_time_is_left_out() -> None:
    made = fill_form(elaborate(), {"Uren": "uren"}, VALUES)
    book = openpyxl.load_workbook(io.BytesIO(made), data_only=True)
    assert [book.worksheets[0][place].value for place in ("B2", "B3")] == [None, None]
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert [book.worksheets[0][place].value for place in ("B2", "B3")] == ["=B1*2", '="was "&B1']
    assert book.calculation.fullCalcOnLoad


def test_a_number_that_does_not_fit_gets_a_look_of_its_own() -> None:
    before = elaborate()
    made = fill_form(before, {"Uren": "veel"}, {"veel": FormValue(123_456_789, "123.456.789")})
    sheet = openpyxl.load_workbook(io.BytesIO(made)).worksheets[0]
    cell, other = sheet["B1"], sheet["B2"]
    assert cell.alignment.shrink_to_fit and not cell.alignment.wrap_text
    assert other.alignment.wrap_text and not other.alignment.shrink_to_fit, "others with that look keep it"
    assert (cell.fill.fgColor.rgb, cell.number_format, cell.border.left.style) == (
        other.fill.fgColor.rgb, other.number_format, other.border.left.style,
    )  # fmt: skip


def plain(rows: str, *, prefix: str = "", columns: str = "") -> bytes:
    """The smallest workbook, with these rows, as a program that is not Excel might write it."""
    main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    declared = f"xmlns:{prefix[:-1]}" if prefix else "xmlns"
    p = prefix
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Blad"
    kept = io.BytesIO()
    book.save(kept)
    found = parts(kept.getvalue())
    found["xl/worksheets/sheet1.xml"] = (
        f'<?xml version="1.0" encoding="UTF-8"?><{p}worksheet {declared}="{main}">{columns}{rows}</{p}worksheet>'
    ).encode()
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, part in found.items():
            archive.writestr(name, part)
    return made.getvalue()


@pytest.mark.parametrize(
    ("rows", "prefix"),
    [
        ("<sheetData/>", ""),
        ("<sheetData></sheetData>", ""),
        ('<sheetData><row r="2"/></sheetData>', ""),
        ('<sheetData><row r="1"><c r="A1"><v>1</v></c></row><row r="9"><c r="A9"><v>9</v></c></row></sheetData>', ""),
        ('<sheetData><row r="2" spans="1:1"><c r="A2"><v>1</v></c><c r="Z2"><v>2</v></c></row></sheetData>', ""),
        ('<sheetData><row r="2"><c r="B2" s="0"/></row></sheetData>', ""),
        ('<sheetData><row r="2"><c r="B2" t="b"><v>1</v></c></row></sheetData>', ""),
        ("<sheetData><row><c><v>1</v></c></row><row><c><v>1</v></c><c/></row></sheetData>", ""),
        ('<x:sheetData><x:row r="2"><x:c r="A2"><x:v>1</x:v></x:c></x:row></x:sheetData>', "x:"),
        ('<sheetData><row r="2" ht="20"><c r="A2" t="str"><f>"&gt;"</f><v>x</v></c></row></sheetData>', ""),
    ],
)  # fmt: skip
def test_a_cell_is_found_or_made_wherever_it_belongs(rows: str, prefix: str) -> None:
    made = write_cells(plain(rows, prefix=prefix), {"Blad": {"B2": Change(7), "D5": Change("zeven"), "A11": Change(8)}})
    sheet = well_formed(made)["xl/worksheets/sheet1.xml"].decode()
    places = re.findall(r'<(?:x:)?c r="([A-Z]+)(\d+)"', sheet)
    assert places == sorted(places, key=lambda one: (int(one[1]), len(one[0]), one[0])), "in the order Excel asks for"
    book = openpyxl.load_workbook(io.BytesIO(made))
    assert [book["Blad"][place].value for place in ("B2", "D5", "A11")] == [7, "zeven", 8]


def test_a_cell_that_was_never_written_looks_like_its_column() -> None:
    before = plain("<sheetData/>", columns='<cols><col min="2" max="3" width="9" style="1"/></cols>')
    made = well_formed(write_cells(before, {"Blad": {"C4": Change(1), "D4": Change(2)}}))
    sheet = made["xl/worksheets/sheet1.xml"].decode()
    assert '<c r="C4" s="1">' in sheet and '<c r="D4">' in sheet


def test_what_is_no_xml_is_refused() -> None:
    with pytest.raises(FileRefused):
        write_cells(plain("<sheetData>"), {"Blad": {"A1": Change(1)}})


def test_libreoffice_opens_it_and_works_the_formulas_out(tmp_path: Path) -> None:
    source = tmp_path / "vol.xlsx"
    source.write_bytes(fill_form(elaborate(), {"Uren": "uren", "{{jaar}}": "jaar"}, VALUES))
    text = converted(source, "csv", tmp_path).read_text("utf-8", errors="replace")
    assert re.search(r"4[.,]?404", text) and "was 2202" in text
    assert "over 2025" in text
