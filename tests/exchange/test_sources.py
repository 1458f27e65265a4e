"""Lists of other programs: address books, associations, matrices, and sheets untidy in every way; synthetic files."""

import zipfile
from collections.abc import Sequence
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest
from openpyxl import Workbook, load_workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904

from dorpsapp.exchange.columns import guess_kind
from dorpsapp.exchange.import_lists import open_list, open_pasted
from dorpsapp.exchange.mapping import Wishes, lay_out
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.people_row import read_people_rows
from dorpsapp.exchange.sheet import Sheet
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.exchange.sheet_tidy import TidyRows
from dorpsapp.exchange.support_in import read_support_rows
from dorpsapp.models import ImportKind
from tests.exchange.lists import Cell, write_csv, write_xlsx
from tests.reports.reading import converted

OUTLOOK = [
    "Titel", "Voornaam", "Middelste naam", "Achternaam", "Achtervoegsel", "Bedrijf", "Werkadres, straat",
    "Werkadres, plaats", "Huisadres, straat", "Huisadres, plaats", "Huisadres, postcode", "Telefoon thuis",
    "Mobiele telefoon", "Categorieën", "E-mailadres", "E-mailtype", "Jubileum", "Verjaardag",
]  # fmt: skip
JANNEKE = {
    "first_name": "Janneke", "prefix": "de", "surname": "Vries", "street": "Dorpsstraat", "house_number": 12,
    "postcode": "3984AB", "town": "Odijk", "mobile": "+31612345678", "phone": "+31306561234",
    "email": "janneke@voorbeeld.nl", "birth_date": date(1950, 3, 4),
}  # fmt: skip
CARD_21 = """BEGIN:VCARD
VERSION:2.1
N;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:de Vries;Janneke
FN:Janneke de Vries
TEL;CELL:0612345678
TEL;HOME;VOICE:030-6561234
EMAIL;INTERNET:janneke@voorbeeld.nl
ADR;HOME;ENCODING=QUOTED-PRINTABLE:;;Dorpsstraat=
 12;Odijk;;3984AB;
PHOTO;ENCODING=BASE64;TYPE=JPEG:/9j/4AAQSkZJRgABAQ
 AAAQABAAD
BDAY:19500304
END:VCARD
"""
CARD_30 = """BEGIN:VCARD
VERSION:3.0
N:Vries;Janneke;de;Mevr.;
FN:Janneke de Vries
item1.TEL;type=CELL;type=pref:+31 6 12345678
TEL;TYPE=HOME:+31 30 656 12 34
EMAIL;TYPE=INTERNET,HOME:janneke@voorbeeld.nl
ADR;TYPE=WORK:;;Werkweg 1;Utrecht;;3500AA;Nederland
ADR;TYPE=HOME:;;Dorpsstraat 12;Od
 ijk;;3984 AB;Nederland
BDAY:1950-03-04
NOTE:eerste regel\\ntweede\\, regel
END:VCARD
"""
CARD_40 = """BEGIN:VCARD
VERSION:4.0
N:de Vries;Janneke;;;
FN:Janneke de Vries
TEL;VALUE=uri;TYPE="cell,voice":tel:+31612345678
TEL;VALUE=uri;TYPE=home:tel:+31306561234
EMAIL:janneke@voorbeeld.nl
ADR;TYPE=home:;;Dorpsstraat 12;Odijk;;3984 AB;
BDAY:19500304T000000
END:VCARD
"""


def people(sheet: Sheet) -> list[dict[str, Any]]:
    """The values of each row that can be read; what can not fails the test."""
    findings = Findings()
    layout = lay_out(sheet, Wishes(), None, findings)
    assert layout.kind is ImportKind.PEOPLE
    rows = TidyRows(sheet.rows, sheet.headings, layout.kind)
    found = read_people_rows(rows, layout, findings)[1]
    assert findings.problems == []
    return [row.values for row in found]


def filled(values: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def table(tmp_path: Path, head: Sequence[str], *rows: Sequence[object], separator: str = ",") -> Sheet:
    return open_list(write_csv(tmp_path / "lijst.csv", [head, *rows], separator=separator))


@pytest.mark.parametrize("card", [CARD_21, CARD_30, CARD_40], ids=["2.1", "3.0", "4.0"])
def test_a_card_of_each_version_is_the_same_person(tmp_path: Path, card: str) -> None:
    path = tmp_path / "adressen.vcf"
    path.write_text(card + card.replace("Janneke", "Jan"), encoding="utf-8", newline="")
    first, second = people(open_list(path))
    assert filled(first) == JANNEKE
    assert second["first_name"] == "Jan"


def test_a_birthday_without_a_year_and_a_card_in_an_old_encoding(tmp_path: Path) -> None:
    path = tmp_path / "adressen.txt"
    path.write_bytes("BEGIN:VCARD\r\nVERSION:3.0\r\nN:Bos;Renée\r\nBDAY:--03-14\r\nEND:VCARD\r\n".encode("cp1252"))
    assert people(open_list(path)) == [{"first_name": "Renée", "surname": "Bos", "birthday": "03-14"}]


def test_cards_that_do_not_end_are_refused(tmp_path: Path) -> None:
    (tmp_path / "half.vcf").write_text("BEGIN:VCARD\nVERSION:3.0\nN:Bos;An\n")
    with pytest.raises(FileRefused) as trouble:
        open_list(tmp_path / "half.vcf")
    assert trouble.value.refusal is Refusal.NO_CARDS


def test_outlook_in_dutch_with_its_empty_values(tmp_path: Path) -> None:
    row = ["", "Janneke", "", "de Vries", "", "", "", "", "Dorpsstraat 12", "Odijk", "3984AB", "030-6561234",
           "06-12345678", "", "janneke@voorbeeld.nl", "SMTP", "0-0-00", "4-3-1950"]  # fmt: skip
    other = ["", "Jan", "", "Bos", *[""] * 12, "0-0-00", "0-0-00"]
    first, second = people(table(tmp_path, OUTLOOK, row, other))
    assert filled(first) == JANNEKE
    assert filled(second) == {"first_name": "Jan", "surname": "Bos"}


@pytest.mark.parametrize(
    ("head", "row"),
    [
        pytest.param(
            ["First Name", "Middle Name", "Last Name", "Home Street", "Home City", "Home Postal Code", "Home Phone",
             "Mobile Phone", "E-mail Address", "Birthday"],
            ["Janneke", "de", "Vries", "Dorpsstraat 12", "Odijk", "3984AB", "0306561234", "0612345678",
             "janneke@voorbeeld.nl", "4-3-1950"],
            id="outlook english",
        ),
        pytest.param(
            ["Name", "Given Name", "Additional Name", "Family Name", "Birthday", "Group Membership", "E-mail 1 - Type",
             "E-mail 1 - Value", "Phone 1 - Type", "Phone 1 - Value", "Address 1 - Formatted", "Address 1 - Street",
             "Address 1 - City", "Address 1 - Postal Code"],
            ["Janneke de Vries", "Janneke", "", "de Vries", "1950-03-04", "* myContacts", "* Home",
             "janneke@voorbeeld.nl ::: j@voorbeeld.nl", "Mobile", "06-12345678 ::: 030-6561234",
             "Dorpsstraat 12\nOdijk", "Dorpsstraat 12", "Odijk", "3984AB"],
            id="google of before",
        ),
        pytest.param(
            ["First Name", "Middle Name", "Last Name", "Name Prefix", "Birthday", "Labels", "E-mail 1 - Label",
             "E-mail 1 - Value", "Phone 1 - Label", "Phone 1 - Value", "Phone 2 - Value", "Address 1 - Street",
             "Address 1 - City", "Address 1 - Postal Code"],
            ["Janneke", "", "de Vries", "Mevr.", "1950-03-04", "* myContacts", "", "janneke@voorbeeld.nl", "",
             "+31612345678 / 030-6561234", "", "Dorpsstraat 12", "Odijk", "3984AB"],
            id="google of now",
        ),
        pytest.param(
            ["First Name", "Last Name", "Display Name", "Primary Email", "Home Phone", "Mobile Number", "Home Address",
             "Home City", "Home ZipCode", "Birth Date"],
            ["Janneke", "de Vries", "Janneke de Vries", "janneke@voorbeeld.nl", "030-6561234", "06-12345678",
             "Dorpsstraat 12", "Odijk", "3984 AB", "4-3-1950"],
            id="thunderbird",
        ),
        pytest.param(
            ["First Name", "Middle Name", "Last Name", "Birth Date", "Street Address", "City", "Postal Code", "Email",
             "Phone", "Mobile"],
            ["Janneke", "de", "Vries", "1950-03-04", "Dorpsstraat 12", "Odijk", "3984AB", "janneke@voorbeeld.nl",
             "030-6561234", "0612345678"],
            id="civicrm",
        ),
        pytest.param(
            ["Roepnaam", "Tussenvoegsel(s)", "Achternaam", "Geb.dat./oprichtingsdatum", "Straatnaam", "Huisnr",
             "Postcode", "Plaats", "E-mail", "Telefoon", "Mobiel"],
            ["Janneke", "de", "Vries", "04-03-1950", "Dorpsstraat", "12", "3984 AB", "Odijk", "janneke@voorbeeld.nl",
             "030 656 12 34", "612345678"],
            id="association",
        ),
        pytest.param(
            ["Naam lid", "Adres", "PC", "Woonplaats", "Tel", "Geboortedatum", "E-mailadres"],
            ["Vries, Janneke de", "Dorpsstraat 12", "3984ab", "Odijk", "0306561234 of 0612345678", "4 maart 1950",
             "janneke@voorbeeld.nl"],
            id="one name column",
        ),
    ],
)  # fmt: skip
def test_the_same_person_from_each_program(tmp_path: Path, head: list[str], row: list[str]) -> None:
    (found,) = people(table(tmp_path, head, row))
    assert filled(found) == JANNEKE


def test_a_second_given_name_of_an_address_book_is_no_prefix(tmp_path: Path) -> None:
    head = ["First Name", "Middle Name", "Last Name", "Email"]
    (found,) = people(table(tmp_path, head, ["Jan", "Willem", "Bos", ""]))
    assert filled(found) == {"first_name": "Jan Willem", "surname": "Bos"}


def test_totals_notes_blank_rows_and_titles_are_no_people(tmp_path: Path) -> None:
    rows = [["Ledenlijst 2026", "", ""], [], ["Voornaam", "Achternaam", "Plaats"], ["An", "Bos", "Odijk"], [],
            ["Jan", "Smit", ""], [], ["Totaal: 2", "", ""], ["Peildatum 1 januari 2026", "", ""]]  # fmt: skip
    sheet = open_list(write_csv(tmp_path / "lijst.csv", rows))
    assert [row["first_name"] for row in people(sheet)] == ["An", "Jan"]
    left_out = TidyRows(sheet.rows, sheet.headings, ImportKind.PEOPLE).left_out
    assert sorted(left_out) == [8, 9]


def test_headings_at_the_top_of_each_printed_page_are_no_people(tmp_path: Path) -> None:
    head = ["Voornaam", "Achternaam", "Telefoon", "Telefoon"]
    sheet = table(tmp_path, head, ["An", "Bos"], head, ["Voornaam", "Smit"])
    assert [row["surname"] for row in people(sheet)] == ["Bos", "Smit"]


@pytest.mark.parametrize(
    ("head", "row", "values"),
    [
        (["Voornaam", "Achternaam"], ["J.", "Bos"], {"initials": "J.", "surname": "Bos"}),
        (
            ["Voornaam", "Achternaam"],
            ["Jo", "Berg van den"],
            {"first_name": "Jo", "prefix": "van den", "surname": "Berg"},
        ),
        (["Naam", "Geboortedatum"], ["An Bos", "1950"], {"first_name": "An", "surname": "Bos", "birth_year": 1950}),
        (
            ["Naam", "Geboortedatum"],
            ["An Bos", "19500301"],
            {"first_name": "An", "surname": "Bos", "birth_date": date(1950, 3, 1)},
        ),
    ],
    ids=["initials", "prefix behind", "only a year", "packed day"],
)
def test_what_lists_write_in_a_column_that_is_not_quite_it(
    tmp_path: Path, head: list[str], row: list[str], values: dict[str, Any]
) -> None:
    (found,) = people(table(tmp_path, head, row))
    assert filled(found) == values


def test_in_and_out_are_times(tmp_path: Path) -> None:
    sheet = table(
        tmp_path, ["Medewerker", "Datum", "In", "Uit", "Klus"], ["An Bos", "3-2-2026", "9:00", "11:30", "Vervoer"]
    )
    layout = lay_out(sheet, Wishes(), None, Findings())
    assert (layout.kind, *layout.columns) == (
        ImportKind.SUPPORT, "volunteer", "day", "start", "end", "category",
    )  # fmt: skip


def test_headings_that_come_back_or_miss_can_be_told_apart(tmp_path: Path) -> None:
    sheet = table(
        tmp_path, ["Naam", "Telefoon", "Telefoon", "", "Plaats"], ["An Bos", "0612345678", "030-1234567", "x", "y"]
    )
    assert sheet.headings == ("Naam", "Telefoon", "Telefoon (2)", "kolom 4", "Plaats")


def test_merged_cells_count_for_each_row_and_are_told(tmp_path: Path) -> None:
    path = write_xlsx(
        tmp_path / "lijst.xlsx",
        [["Datum", "Vrijwilliger", "Uren"], [date(2026, 1, 5), "An", 2], [None, "Bo", 3], [date(2026, 1, 6), "Cy", 1]],
    )
    book = load_workbook(path)
    book.worksheets[0].merge_cells("A2:A3")
    book.save(path)
    sheet = open_list(path)
    assert [row.cells[0] for row in sheet.rows] == [date(2026, 1, 5), date(2026, 1, 5), date(2026, 1, 6)]
    assert any("samengevoegde vakken" in sentence for sentence in sheet.notices)


def test_cells_over_columns_count_for_the_first_and_are_told_below_the_title(tmp_path: Path) -> None:
    rows: list[list[Cell]] = [["Onze leden", None, None], ["Voornaam", "Achternaam", "Plaats"], ["An", "Bos", None]]
    path = write_xlsx(tmp_path / "lijst.xlsx", rows)
    for places, told in (("A1:C1", False), ("B3:C3", True)):
        book = load_workbook(path)
        book.worksheets[0].merge_cells(places)
        book.save(path)
        sheet = open_list(path)
        assert [row.cells for row in sheet.rows] == [("An", "Bos")]
        assert any("over kolommen" in sentence for sentence in sheet.notices) is told


@pytest.mark.parametrize("kind", ["xls", "ods"])
def test_an_old_workbook_and_one_of_libreoffice_give_the_same_rows(kind: str, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["Ledenlijst 2026"], [],
        ["Voornaam", "Achternaam", "Geboortedatum", "Lidnummer", "Telefoon", "Plaats", "Uren"],
        ["Zoë", "Çelik", date(1950, 2, 28), "0012", 612345678, "Odijk", 1.5],
        ["An", "Bos", date(1948, 12, 31), 7, "06-12345678", None, 2],
        ["Bé", "Smit", "31-1-1950", None, None, "Bunnik", time(1, 30)],
    ]  # fmt: skip
    path = write_xlsx(tmp_path / "lijst.xlsx", rows)
    book = load_workbook(path)
    book.worksheets[0].merge_cells("A1:G1")
    book.worksheets[0].merge_cells("F4:F5")
    book.save(path)
    sheet, other = open_list(path), open_list(converted(path, kind, tmp_path))
    assert (other.headings, other.heading_row) == (sheet.headings, 3)
    filled = [row.cells for row in sheet.rows]
    assert filled[1][5] == "Odijk"
    if kind == "ods":  # its reader does not say which cells were merged, and that is told
        assert any("Alleen het eerste vak telt" in sentence for sentence in other.notices)
        filled[1] = (*filled[1][:5], None, *filled[1][6:])
    else:
        assert any("telt voor elke regel" in sentence for sentence in other.notices)
    assert [row.cells for row in other.rows] == filled


def test_days_of_a_mac_are_the_days_that_were_typed(tmp_path: Path) -> None:
    book = Workbook()
    book.epoch = CALENDAR_MAC_1904
    sheet = book.active
    assert sheet is not None
    sheet.append(["Voornaam", "Achternaam", "Geboortedatum"])
    sheet.append(["An", "Bos", date(1950, 3, 4)])
    book.save(tmp_path / "mac.xlsx")
    assert people(open_list(tmp_path / "mac.xlsx"))[0]["birth_date"] == date(1950, 3, 4)


def test_a_strict_workbook_is_read_and_one_that_only_seems_empty_is_refused(tmp_path: Path) -> None:
    plain = write_xlsx(tmp_path / "gewoon.xlsx", [["Voornaam", "Achternaam"], ["An", "Bos"]])
    main = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    for name, other in (("strikt.xlsx", b"http://purl.oclc.org/ooxml/spreadsheetml/main"), ("leeg.xlsx", None)):
        with zipfile.ZipFile(plain) as source, zipfile.ZipFile(tmp_path / name, "w") as target:
            for part in source.namelist():
                content = source.read(part).replace(main, other or main)
                if other is None and part.startswith("xl/worksheets/"):
                    content = content.replace(b"sheetData>", b"gegevens>")
                target.writestr(part, content)
    assert people(open_list(tmp_path / "strikt.xlsx")) == [{"first_name": "An", "surname": "Bos"}]
    with pytest.raises(FileRefused) as trouble:
        open_list(tmp_path / "leeg.xlsx")
    assert trouble.value.refusal is Refusal.SEEMS_EMPTY


ACROSS = [
    ["Naam", "5-1-2026", "12-1-2026", "19-1-2026", "Totaal"],
    ["An Bos", "x", "", "X", "2"],
    ["Jan Smit", "ja", "1", "-", "2"],
]
DOWN = [["Datum", "An Bos", "Jan Smit"], ["5-1-2026", "x", "v"], ["12-1-2026", "", "1"], ["19-1-2026", "x", ""]]
WHO_CAME = {(date(2026, 1, 5), "An Bos"), (date(2026, 1, 19), "An Bos"), (date(2026, 1, 5), "Jan Smit"),
            (date(2026, 1, 12), "Jan Smit")}  # fmt: skip


@pytest.mark.parametrize("rows", [ACROSS, DOWN], ids=["names down", "names across"])
def test_a_matrix_of_marks_is_attendance(tmp_path: Path, rows: list[list[str]]) -> None:
    sheet = open_list(write_csv(tmp_path / "lijst.csv", rows))
    assert guess_kind(sheet.headings) is ImportKind.ATTENDANCE
    findings = Findings()
    layout = lay_out(sheet, Wishes(), None, findings)
    found = read_support_rows(sheet.rows, layout, findings)
    assert {(row.day, row.people[0][3]) for row in found.good} == WHO_CAME
    assert any("aanwezigheidslijst" in sentence for sentence in sheet.notices)


def test_a_matrix_with_real_days_and_a_mark_that_must_be_asked(tmp_path: Path) -> None:
    days = [date(2026, 1, 5), date(2026, 1, 12), date(2026, 1, 19)]
    rows: list[list[str | float | date | None]] = [["Voornaam", "Achternaam", *days], ["An", "Bos", "x", 2.5, None]]
    sheet = open_list(write_xlsx(tmp_path / "lijst.xlsx", rows))
    findings = Findings()
    layout = lay_out(sheet, Wishes(), None, findings)
    assert len(read_support_rows(sheet.rows, layout, findings).good) == 1
    assert dict(findings.preview.words) == {("mark", "2,5"): 1}
    findings = Findings()
    layout = lay_out(sheet, Wishes(words={"mark": {"2,5": "uren"}}), None, findings)
    assert [row.minutes for row in read_support_rows(sheet.rows, layout, findings).good] == [None, 150]


def test_days_without_a_year_are_told(tmp_path: Path) -> None:
    rows = [["Naam", "5-1", "12-1", "19-1"], ["An Bos", "x", "", "x"]]
    sheet = open_list(write_csv(tmp_path / "lijst.csv", rows))
    assert any("geen jaar" in sentence for sentence in sheet.notices)


def test_a_pasted_block_has_tabs_or_a_separator() -> None:
    for text in ("Voornaam\tAchternaam\r\nAn\tBos\r\n", "Voornaam;Achternaam\nAn;Bos"):
        assert people(open_pasted(text)) == [{"first_name": "An", "surname": "Bos"}]
    with pytest.raises(FileRefused) as trouble:
        open_pasted(" \n \n")
    assert trouble.value.refusal is Refusal.NOTHING_PASTED
