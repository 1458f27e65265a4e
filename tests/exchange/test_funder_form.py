"""A funder's own workbook: filled in with the protected figures, and nothing else about it changes."""

import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.workbook.defined_name import DefinedName

from dorpsapp.errors import UserError
from dorpsapp.exchange.form_values import AGREEMENTS, FormValue, form_values, propose
from dorpsapp.exchange.form_work import fill_kept, form_named, keep_form, known_sources, propose_mapping
from dorpsapp.exchange.funder_form import fill_form, form_fields, read_template
from dorpsapp.exchange.sheet_refusal import FileRefused
from dorpsapp.figures.period import Period
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services.funder_forms import delete_form, forms_of, save_mapping
from dorpsapp.services.voices import save_form
from dorpsapp.store.store import Store
from tests.exchange.lists import content
from tests.window_tools import TODAY, filled_file, filled_store

__all__ = ["filled_file", "filled_store"]


def template(path: Path) -> Path:
    """A form as a municipality might make it: named cells, braces, merged cells, styles and formulas."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.title = "Verantwoording"
    sheet["A1"] = "Verantwoording {{text:year}} van {{text:initiative}}"
    sheet["A1"].font = Font(bold=True, size=14, color="FFFFFF")
    sheet["A1"].fill = PatternFill("solid", fgColor="1F4E79")
    sheet.merge_cells("A1:C1")
    sheet["A3"], sheet["A4"], sheet["A5"] = "Vrijwilligersuren:", "Aantal unieke deelnemers", "Dekking van de uren"
    sheet["A6"], sheet["A7"], sheet["A8"] = "Baten, werkelijk", "Samen", "Wat is er bijzonder?"
    sheet["B4"] = "{{F12}}"
    sheet["B3"].number_format = "#,##0"
    sheet["B3"].border = Border(bottom=Side(style="double"))
    sheet["B5"].number_format = "0%"
    sheet["B6"].number_format = '"€" #,##0.00'
    sheet["B7"] = "=B3*2"
    sheet["B8"].alignment = Alignment(wrap_text=True)
    sheet.merge_cells("B8:C8")
    sheet.column_dimensions["A"].width = 41
    sheet.column_dimensions["B"].width = 14
    sheet.row_dimensions[3].height = 33
    other = book.create_sheet("Uitleg")
    other["A1"] = "Vul alles in."
    for name, place in (
        ("Uren", "$B$3"),
        ("Dekking", "$B$5"),
        ("Baten", "$B$6"),
        ("Som", "$B$7"),
        ("Open", "$B$8:$C$8"),
    ):
        book.defined_names[name] = DefinedName(name, attr_text=f"Verantwoording!{place}")
    book.save(path)
    return path


def look(book: Workbook) -> list[object]:
    """Everything about the workbook but what stands in cells that are no formula."""
    found: list[object] = [(name, names.attr_text) for name, names in book.defined_names.items()]
    for sheet in book.worksheets:
        found.append((sheet.title, sorted(map(str, sheet.merged_cells.ranges))))
        found.append((sheet.column_dimensions["A"].width, sheet.row_dimensions[3].height))
        for row in sheet.iter_rows():
            for cell in row:
                style = (cell.font, cell.fill, cell.border, cell.alignment, cell.number_format)
                found.append((cell.coordinate, repr(style), cell.value if cell.data_type == "f" else None))
    return found


def opened(content: bytes) -> Workbook:
    return openpyxl.load_workbook(io.BytesIO(content))


def test_a_form_is_kept_filled_and_looks_as_it_did(filled_store: Store, tmp_path: Path) -> None:
    before = content(filled_store)
    path = template(tmp_path / "Formulier A.xlsx")
    number = keep_form(filled_store, 1, path)
    (form,) = forms_of(filled_store, 1)
    assert form.name == "Formulier A"
    assert form.mapping == {
        "Uren": "volunteer_hours", "Dekking": "coverage", "Baten": "money:income", "{{F12}}": "clients_unique",
        "{{text:year}}": "text:year", "{{text:initiative}}": "text:initiative",
    }  # fmt: skip
    made = opened(fill_kept(filled_store, 1, number, 2026, TODAY))
    sheet = made["Verantwoording"]
    told = figures_json(build_report(filled_store, Period.of_year(2026), ReportOptions(created=TODAY, funder_id=1)))
    figures = {figure["key"]: figure["value"] for figure in told["figures"]}
    assert told["protected"] is True
    assert (sheet["B3"].value, sheet["B4"].value) == (figures["volunteer_hours"], figures["clients_unique"])
    assert sheet["B5"].value == figures["coverage"] / 100
    assert sheet["B6"].value == 12_000
    assert sheet["A1"].value == "Verantwoording 2026 van Dorpshulp Voorbeeld"
    assert (sheet["B7"].value, sheet["B8"].value) == ("=B3*2", None)
    assert look(made) == look(opened(path.read_bytes()))
    assert made.calculation.fullCalcOnLoad
    filled_store.undo()
    assert content(filled_store) == before


def test_the_mapping_is_kept_and_taken_back(filled_store: Store, tmp_path: Path) -> None:
    number = keep_form(filled_store, 1, template(tmp_path / "a.xlsx"))
    assert form_named(filled_store, 1, "A") == number
    with pytest.raises(UserError, match="Er zijn: a"):
        form_named(filled_store, 1, "b")
    with pytest.raises(UserError, match="al een formulier"):
        keep_form(filled_store, 1, tmp_path / "a.xlsx")
    save_mapping(filled_store, number, {"Open": "text:period"}, 1)
    made = opened(fill_kept(filled_store, 1, number, 2026, TODAY))
    assert made["Verantwoording"]["B8"].value == "1-1-2026 tot en met 31-12-2026"
    save_mapping(filled_store, number, {})
    with pytest.raises(UserError, match="Kies eerst"):
        fill_kept(filled_store, 1, number, 2026, TODAY)
    delete_form(filled_store, number)
    assert forms_of(filled_store, 1) == ()


def test_everything_that_does_not_fit_is_named_at_once(tmp_path: Path) -> None:
    workbook = template(tmp_path / "a.xlsx").read_bytes()
    values = {"volunteer_hours": FormValue(1, "1")}
    wrong = {
        "Weg": "volunteer_hours", "Uren": "geheim", "Verantwoording!B7": "volunteer_hours",
        "{{er niet}}": "volunteer_hours", "Verantwoording!B1": "volunteer_hours",
    }  # fmt: skip
    with pytest.raises(UserError) as trouble:
        fill_form(workbook, wrong, values)
    said = trouble.value.sentence
    assert [word in said for word in ("Weg", "geheim", "B7", "er niet", "B1")] == [True] * 5
    assert "staat een formule" in said


@pytest.mark.parametrize(
    ("number", "looks", "width", "shrinks"),
    [
        (12_000, '"€" #,##0.00', 14.0, False),
        (12_000, '"€" #,##0.00', 9.0, True),
        (12_000, "General", 6.0, False),
        (12_000, "General", 5.0, True),
        (0.93, "0%", 4.0, False),
        (1_234_567.5, "[Red]#,##0.0_);(#,##0.0)", 12.0, False),
        (1_234_567.5, "[Red]#,##0.0_);(#,##0.0)", 10.0, True),
    ],
)
def test_a_number_wider_than_its_column_shrinks_and_is_never_hashes(
    number: float, looks: str, width: float, *, shrinks: bool
) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for place, coordinate in (("Een", "C1"), ("Samen", "C2")):
        sheet[coordinate].number_format = looks
        sheet[coordinate].alignment = Alignment(horizontal="right", wrap_text=True)
        cell = f"${coordinate[0]}${coordinate[1]}"
        book.defined_names[place] = DefinedName(place, attr_text=f"{sheet.title}!{cell}")
    for column in "ABC":
        sheet.column_dimensions[column].width = width
    sheet.merge_cells("C2:E2")
    kept = io.BytesIO()
    book.save(kept)
    value = FormValue(number, str(number))
    made = opened(fill_form(kept.getvalue(), {"Een": "x", "Samen": "x"}, {"x": value})).worksheets[0]
    assert (made["C1"].alignment.shrink_to_fit is True, made["C1"].alignment.wrap_text is True) == (
        shrinks,
        not shrinks,
    )
    assert made["C1"].alignment.horizontal == "right"
    assert not made["C2"].alignment.shrink_to_fit, "what is merged has the room of all its columns"
    assert made.column_dimensions["A"].width == width


def test_a_cell_without_a_look_shows_what_the_report_prints() -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet["A1"], sheet["A2"], sheet["A3"], sheet["A4"] = "{{uren}}", "{{km}}", "{{uren}}", "{{deel}}"
    sheet["A3"].number_format = "#,##0"
    kept = io.BytesIO()
    book.save(kept)
    values = {
        "uren": FormValue(2201.75, "2.202"),
        "km": FormValue(16195.25, "16.195,3"),
        "deel": FormValue(89.0, "89%", is_percentage=True),
    }
    made = opened(fill_form(kept.getvalue(), {f"{{{{{name}}}}}": name for name in values}, values)).worksheets[0]
    found = [made[place].value for place in ("A1", "A2", "A3", "A4")]
    assert found == [2202, 16195.3, 2201.75, 89], "a cell with a format of its own keeps all of the number"


def test_a_text_never_becomes_a_formula(tmp_path: Path) -> None:
    workbook = template(tmp_path / "a.xlsx").read_bytes()
    mapping = {"Open": "text:a", "{{text:initiative}}": "text:a", "{{F12}}": "text:a", "{{text:year}}": "text:a"}
    sheet = opened(fill_form(workbook, mapping, {"text:a": FormValue("=1+1", "=1+1")}))["Verantwoording"]
    assert [sheet[place].data_type for place in ("B8", "B4", "A1")] == ["s", "s", "s"]
    assert sheet["B8"].value == "=1+1"


def test_labels_left_of_a_cell_and_what_they_mean(filled_store: Store, tmp_path: Path) -> None:
    workbook = template(tmp_path / "a.xlsx").read_bytes()
    fields = {field.key: (field.place, field.label) for field in form_fields(workbook)}
    assert fields["Uren"] == ("Verantwoording!B3", "Vrijwilligersuren:")
    assert fields["Open"] == ("Verantwoording!B8", "Wat is er bijzonder?")
    assert "Som" not in fields
    assert "Open" not in propose_mapping(filled_store, workbook)
    known = known_sources(filled_store)
    assert propose("f04", "", known) == propose("x", "vrijwilligersuren", known) == "volunteer_hours"
    assert propose("x", "Iets heel anders dan dat", known) == ""


@pytest.mark.parametrize(
    ("called", "label", "source"),
    [
        ("Uren", "Aantal vrijwilligersuren", "volunteer_hours"),
        ("Vak1", "Totaal aantal actieve vrijwilligers:", "volunteers_active"),
        ("initiatief", "Verantwoording over", "text:initiative"),
        ("jaar", "", "text:year"),
        ("datum", "Ondertekend op", "text:made_on"),
        ("Vak2", "Totale baten", "money:income"),
        ("V02", "", "form:grade"),
        ("Vak6", "Gemiddeld cijfer", "form:grade"),
        ("Vak3", "Naam van de organisatie", "text:initiative"),
        ("Vak5", "Kosten van het feest", ""),
    ],
)
def test_what_a_municipality_calls_things_is_understood(
    filled_store: Store, called: str, label: str, source: str
) -> None:
    assert propose(called, label, known_sources(filled_store)) == source


def test_every_source_has_a_value(filled_store: Store) -> None:
    assert form_values(filled_store, 1, 2026, date(2026, 11, 26)).keys() == known_sources(filled_store).keys()


def test_agreements_and_the_grant_they_belong_to_go_in(filled_store: Store, tmp_path: Path) -> None:
    """What was agreed, what came of it and why it differs, one agreement below the other, as in the report."""
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for n in range(1, AGREEMENTS + 1):
        for column, end in zip("ABCD", ("", "_afgesproken", "_gerealiseerd", "_toelichting"), strict=True):
            sheet[f"{column}{n}"] = f"{{{{afspraak_{n}{end}}}}}"
    sheet["F1"], sheet["F2"], sheet["F3"] = "{{subsidienummer}}", "{{zaaknummer}}", "{{Verleend bedrag}}"
    path = tmp_path / "Afspraken.xlsx"
    book.save(path)
    number = keep_form(filled_store, 1, path)
    (form,) = forms_of(filled_store, 1)
    assert len(form.mapping) == 4 * AGREEMENTS + 3
    made = opened(fill_kept(filled_store, 1, number, 2026, TODAY)).active
    assert made is not None
    told = figures_json(build_report(filled_store, Period.of_year(2026), ReportOptions(created=TODAY, funder_id=1)))
    (grant,) = told["grants"]
    assert 0 < len(grant["targets"]) < AGREEMENTS
    for n in range(1, AGREEMENTS + 1):
        cells = [made[f"{column}{n}"].value for column in "ABCD"]
        if n > len(grant["targets"]):
            assert not any(cells)
            continue
        target = grant["targets"][n - 1]
        done = target["shown"] if target["value"] is None else target["value"]
        assert cells[:2] == [target["label"], target["wanted"]]
        assert cells[2] == done or cells[2] == pytest.approx(done, abs=0.5)
        assert (cells[3] or "") == (target["explanation"] or "")
    assert (made["F1"].value or "", made["F2"].value or "") == (grant["grant_number"] or "", grant["case_number"] or "")
    assert made["F3"].value == grant["amount"]


def test_what_people_said_on_forms_goes_in_when_enough_of_them_did(filled_store: Store) -> None:
    def told() -> list[FormValue]:
        found = form_values(filled_store, 1, 2026, TODAY)
        return [found["form:count"], found["form:grade"]]

    for grade in (7, 8, 9, 9):
        save_form(filled_store, {"day": TODAY, "grade": grade}, TODAY)
    assert told() == [FormValue(4, "4"), FormValue("–", "–")], "four answers could give a person away"
    save_form(filled_store, {"day": TODAY, "grade": 9}, TODAY)
    assert told() == [FormValue(5, "5"), FormValue(8.4, "8,4")]


def test_what_is_no_form_is_refused(tmp_path: Path) -> None:
    path = template(tmp_path / "a.xlsx")
    for name in ("a.xlsm", "a.ods", "a.xls"):
        other = tmp_path / name
        other.write_bytes(path.read_bytes())
        with pytest.raises(UserError, match=r"\.xlsx"):
            read_template(other)
    with pytest.raises(FileRefused):
        read_template(tmp_path / "niets.xlsx")
    for start, why in ((b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "oud Excel-bestand"), (b"Uren;12", "al heet het wel zo")):
        (tmp_path / "oud.xlsx").write_bytes(start + bytes(600))
        with pytest.raises(UserError, match=why):
            read_template(tmp_path / "oud.xlsx")
    empty = Workbook()
    empty.save(tmp_path / "leeg.xlsx")
    with pytest.raises(UserError, match="geen cellen met een naam"):
        form_fields(read_template(tmp_path / "leeg.xlsx"))
    import zipfile

    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("xl/vbaProject.bin", b"x")
    with pytest.raises(FileRefused, match="macro"):
        read_template(path)
