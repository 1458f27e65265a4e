"""Files of banks: each bank's own shape, amounts of every writing, each row once, and nobody's account kept."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.errors import UserError
from dorpsapp.exchange.amounts import read_amount, signed
from dorpsapp.exchange.bank_text import party_and_purpose
from dorpsapp.exchange.import_lists import import_file, undo_import
from dorpsapp.exchange.preview import Fate
from dorpsapp.models import Booking, ImportKind
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.store.store import Store
from dorpsapp.text import show_number
from tests.exchange.lists import Cell, content, village, write_csv, write_xlsx

OTHER = "NL02ABNA0123456789"
RABOBANK = (
    '"IBAN/BBAN","Munt","BIC","Volgnr","Datum","Rentedatum","Bedrag","Saldo na trn","Tegenrekening IBAN/BBAN",'
    '"Naam tegenpartij","Code","Betalingskenmerk","Omschrijving-1","Omschrijving-2","Omschrijving-3"\n'
    f'"NL20RABO0300065264","EUR","RABONL2U","000000000000000101","2025-01-31","2025-01-31","+1.250,00","+2.000,00","{OTHER}",'
    '"Gemeente Voorbeelddorp","cb","","Subsidie","eerste deel",""\n'
    f'"NL20RABO0300065264","EUR","RABONL2U","000000000000000102","2025-02-01","2025-02-01","-12,50","+1.987,50","{OTHER}",'
    '"Zaal Voorbeeld","bc","","Huur februari","",""\n'
)
ING = (
    '"Datum";"Naam / Omschrijving";"Rekening";"Tegenrekening";"Code";"Af Bij";"Bedrag (EUR)";"Mutatiesoort";'
    '"Mededelingen"\n'
    f'"20250131";"Gemeente Voorbeelddorp";"NL20INGB0001234567";"{OTHER}";"OV";"Bij";"1250,00";"Overschrijving";'
    f'"Naam: Gemeente Voorbeelddorp Omschrijving: Subsidie eerste deel IBAN: {OTHER} Valutadatum: 31-01-2025"\n'
    f'"20250201";"Zaal Voorbeeld";"NL20INGB0001234567";"{OTHER}";"GT";"Af";"12,50";"Online bankieren";'
    f'"Naam: Zaal Voorbeeld Omschrijving: Huur februari IBAN: {OTHER} Datum/Tijd: 01-02-2025 10:11:12"\n'
)
ABN_AMRO = (
    "123456789\tEUR\t20250131\t750,00\t2000,00\t20250131\t1250,00\t/TRTP/SEPA OVERBOEKING/IBAN/"
    f"{OTHER}/BIC/ABNANL2A/NAME/Gemeente Voorbeelddorp/REMI/Subsidie eerste deel/EREF/NOTPROVIDED\n"
    "123456789\tEUR\t20250201\t2000,00\t1987,50\t20250201\t-12,50\tSEPA Overboeking                 IBAN: "
    f"{OTHER}        BIC: ABNANL2A                    Naam: Zaal Voorbeeld              Omschrijving: Huur februari\n"
)
TRIODOS = (
    f'"31-01-2025","NL20TRIO0338421234","1.250,00","Credit","Gemeente Voorbeelddorp","{OTHER}","OV",'
    '"Subsidie eerste deel","2.000,00"\n'
    f'"01-02-2025","NL20TRIO0338421234","12,50","Debet","Zaal Voorbeeld","{OTHER}","IC","Huur februari","1.987,50"\n'
)
ASN = (
    f"31-01-2025,NL20ASNB0123456789,{OTHER},Gemeente Voorbeelddorp,,,,EUR,750.00,EUR,1250.00,31-01-2025,31-01-2025,"
    "8810,OVB,101,,'Subsidie eerste deel',1\n"
    f"01-02-2025,NL20ASNB0123456789,{OTHER},Zaal Voorbeeld,,,,EUR,2000.00,EUR,-12.50,01-02-2025,01-02-2025,"
    "8811,IDB,102,,'Huur februari',1\n"
)
ING_IN_ENGLISH = (
    '"Date";"Name / Description";"Account";"Counterparty";"Code";"Debit/credit";"Amount (EUR)";"Transaction type";'
    '"Notifications"\n'
    f'"20250131";"Gemeente Voorbeelddorp";"NL20INGB0001234567";"{OTHER}";"OV";"Credit";"1250,00";"Transfer";'
    '"Subsidie eerste deel"\n'
    f'"20250201";"Zaal Voorbeeld";"NL20INGB0001234567";"{OTHER}";"GT";"Debit";"12,50";"Online Banking";'
    '"Huur februari"\n'
)
TWO_COLUMNS = (
    "Datum;Tegenpartij;Omschrijving;Af;Bij;Saldo\n"
    "31-01-2025;Gemeente Voorbeelddorp;Subsidie eerste deel;;1.250,00;2.000,00\n"
    "01-02-2025;Zaal Voorbeeld;Huur februari;12,50;0,00;1.987,50\n"
)
BUNQ = (
    '"Date";"Interest Date";"Amount";"Account";"Counterparty";"Name";"Description"\n'
    f'"2025-01-31";"2025-01-31";"1,250.00";"NL20BUNQ2025123456";"{OTHER}";"Gemeente Voorbeelddorp";'
    '"Subsidie eerste deel"\n'
    f'"2025-02-01";"2025-02-01";"-12.50";"NL20BUNQ2025123456";"{OTHER}";"Zaal Voorbeeld";"Huur februari"\n'
)
BANKS = {
    "rabobank.csv": RABOBANK, "ing.csv": ING, "abn.tab": ABN_AMRO, "triodos.csv": TRIODOS, "bunq.csv": BUNQ,
    "asn.csv": ASN, "ing in english.csv": ING_IN_ENGLISH, "two columns.csv": TWO_COLUMNS,
}  # fmt: skip


@pytest.fixture
def dorp(store: Store) -> Store:
    return village(store)


def bookings(store: Store) -> list[tuple[date, int, str | None]]:
    with store.read() as session:
        query = sa.select(Booking.day, Booking.amount, Booking.description).order_by(Booking.id)
        return [tuple(row) for row in session.execute(query)]  # type: ignore[misc]  # three columns


@pytest.mark.parametrize("name", BANKS)
def test_every_bank_gives_the_same_bookings_once(dorp: Store, tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_text(BANKS[name], encoding="utf-8")
    before = content(dorp)
    checked = import_file(dorp, path, check=True)
    assert (checked.kind, checked.new, checked.problems, content(dorp)) == (ImportKind.BANK, 2, (), before)
    import_file(dorp, path)
    assert bookings(dorp) == [
        (date(2025, 1, 31), 125_000, "Gemeente Voorbeelddorp · Subsidie eerste deel"),
        (date(2025, 2, 1), -1_250, "Zaal Voorbeeld · Huur februari"),
    ]
    assert "0123456789" not in str(content(dorp))
    again = import_file(dorp, path)
    assert (again.new, again.duplicates, again.entry_id) == (0, 2, None)
    undo_import(dorp)
    assert content(dorp) == before


def test_two_equal_payments_on_a_day_are_two_bookings(dorp: Store, tmp_path: Path) -> None:
    head = ["Datum", "Rekening", "Naam", "Bedrag", "Af/Bij"]
    row = ["1-2-2025", "NL20INGB0001234567", "Zaal Voorbeeld", "5,00", "Af"]
    assert import_file(dorp, write_csv(tmp_path / "a.csv", [head, row, row])).new == 2
    more = import_file(dorp, write_csv(tmp_path / "b.csv", [head, row, row, row]))
    assert (more.new, more.duplicates) == (1, 2)


def test_a_workbook_with_true_numbers_and_days(dorp: Store, tmp_path: Path) -> None:
    rows: list[list[Cell]] = [
        ["accountNumber", "mutationcode", "transactiondate", "valuedate", "startsaldo", "endsaldo", "amount",
         "description"],
        [123456789, "EUR", 20250131, 20250131, 0.1, 12.6, 12.5, "BEA, Winkel Voorbeeld, Voorbeelddorp"],
        [123456789, "EUR", date(2025, 2, 1), 20250201, 12.6, 12.3, -0.3, "Rente"],
    ]  # fmt: skip
    result = import_file(dorp, write_xlsx(tmp_path / "abn.xlsx", rows))
    assert result.problems == ()
    assert bookings(dorp)[0] == (date(2025, 1, 31), 1_250, "BEA, Winkel Voorbeeld, Voorbeelddorp")
    assert bookings(dorp)[1][:2] == (date(2025, 2, 1), -30)


def test_all_problems_are_named_at_once_and_the_rest_comes_in(dorp: Store, tmp_path: Path) -> None:
    rows = [
        ["Datum", "Rekening", "Munt", "Naam tegenpartij", "Bedrag", "Af Bij"],
        ["31-02-2025", "x", "EUR", "Een", "1,00", "Af"],
        ["", "x", "EUR", "Twee", "veel", "Af"],
        ["1-2-2025", "x", "USD", "Drie", "0,00", "Weg"],
        ["1-2-2025", "x", "EUR", "Vier", "4,00", "Bij"],
    ]
    result = import_file(dorp, write_csv(tmp_path / "a.csv", rows))
    assert (result.read, result.new, result.skipped) == (4, 1, 3)
    assert [(one.row, one.column) for one in result.problems] == [
        (2, "Datum"), (3, "Datum"), (3, "Bedrag"), (4, "Bedrag"), (4, "Af Bij"), (4, "Munt"),
    ]  # fmt: skip
    assert bookings(dorp) == [(date(2025, 2, 1), 400, "Vier")]


def test_a_text_of_asn_that_holds_commas_stays_whole(dorp: Store, tmp_path: Path) -> None:
    path = tmp_path / "asn.csv"
    path.write_text(ASN.replace("Subsidie eerste deel", "Subsidie, eerste deel, 2025").replace("Huur februari", "Huur"))
    import_file(dorp, path)
    assert [text for _day, _amount, text in bookings(dorp)] == [
        "Gemeente Voorbeelddorp · Subsidie, eerste deel, 2025", "Zaal Voorbeeld · Huur",
    ]  # fmt: skip


def test_out_and_in_of_a_cash_book_are_one_amount_or_a_problem(dorp: Store, tmp_path: Path) -> None:
    rows = [
        ["Datum", "Omschrijving", "Uitgaven", "Inkomsten"],
        ["1-2-2025", "Koffie", "-4,95", ""],
        ["1-2-2025", "Pot", "", "20"],
        ["2-2-2025", "Beide", "1,00", "2,00"],
        ["2-2-2025", "Niets", "", "0,00"],
        ["2-2-2025", "Veel", "", "veel"],
    ]
    result = import_file(dorp, write_csv(tmp_path / "a.csv", rows))
    assert (result.kind, [amount for _day, amount, _text in bookings(dorp)]) == (ImportKind.BANK, [-495, 2_000])
    assert [(one.row, one.column) for one in result.problems] == [(4, "Uitgaven"), (5, "Uitgaven"), (6, "Inkomsten")]


def test_the_preview_counts_rows_as_the_file_does(dorp: Store, tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_text("Datum;Rekening;Naam;Bedrag\n1-2-2025;x;Een;veel\n1-2-2025;x;Twee;2,00\n", encoding="utf-8")
    checked = import_file(dorp, path, check=True)
    assert [one.row for one in checked.preview.rows[Fate.NEW]] == [3]


def test_without_an_amount_nothing_is_read(dorp: Store, tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", [["Datum", "Naam"], ["1-2-2025", "Een"]])
    with pytest.raises(UserError, match="bedrag"):
        import_file(dorp, path, kind="bank")
    with pytest.raises(UserError, match="alleen deze lijsten"):
        import_file(dorp, path, only=(ImportKind.BUDGET, ImportKind.BANK), kind="support")


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"Terug van NL02 ABNA 0123 4567 89 voor de zaal en {OTHER.lower()}", "Terug van voor de zaal en"),
        ("Van BE68 5390 0754 7034 met dank", "Van met dank"),
        ("Factuur 2025000123", "Factuur 2025000123"),
    ],
)
def test_no_account_stays_in_the_text(text: str, told: str) -> None:
    assert party_and_purpose("", text) == ("", told)


@given(st.integers(-(10**9), 10**9), st.sampled_from(["{nl}", "€ {nl}", "{us}", "{plain}"]))
def test_amounts_are_read_to_the_cent_however_they_are_written(cents: int, how: str) -> None:
    euros = Decimal(cents) / 100
    dutch = show_number(euros, 2)
    text = how.format(nl=dutch, us=f"{euros:,.2f}", plain=f"{euros:.2f}")
    assert read_amount(text) == cents
    assert read_amount(float(euros)) == cents
    if cents > 0:
        assert read_amount(f"{dutch}-") == read_amount(f"({dutch})") == read_amount(f"€ ({dutch})") == -cents
        assert (signed(cents, "Af"), signed(cents, "Credit"), signed(-cents, "D")) == (-cents, cents, -cents)


def test_a_direction_that_is_no_direction() -> None:
    with pytest.raises(Unreadable):
        signed(1, "misschien")
