"""The wording guard: finds a BSN and special data, stays silent about ordinary notes, and warns at import."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.exchange.import_lists import import_file
from dorpsapp.models import Category, Shape
from dorpsapp.services import records
from dorpsapp.services.wording_guard import Wording, passes_eleven_test, wording_remark
from dorpsapp.store.store import Store


@pytest.mark.parametrize(
    ("text", "wording"),
    [
        ("BSN 111222333 staat op de brief", Wording.BSN),
        ("nummer 1234 56 782.", Wording.BSN),
        ("Heeft dementie", Wording.HEALTH),
        ("begin van ALZHEIMER", Wording.HEALTH),
        ("slikt antidepressiva", Wording.HEALTH),
        ("is hartpatiënt", Wording.HEALTH),
        ("is moslim", Wording.BELIEF),
        ("heeft in de gevangenis gezeten", Wording.LAW),
        ("heeft schulden, deurwaarder komt", Wording.MONEY),
    ],
)
def test_what_should_not_be_kept_is_found(text: str, wording: Wording) -> None:
    found = wording_remark(text)
    assert found is not None and found.wording is wording
    assert found.sentence.endswith(".") and (wording is Wording.BSN or found.word in found.sentence)


@pytest.mark.parametrize(
    "text",
    [
        "", "Sleutel ligt bij de buren, bel 06 12345678", "rijdt met rollator, wil voorin", "KvK 123456789",
        "tel 0334567890 en +31612345678", "hond heet Bsn, komt om 10 uur", "wil graag schaken op woensdag",
        "bonnetje van 12,50 ingeleverd", "000000000",
    ],
)  # fmt: skip
def test_ordinary_notes_are_left_alone(text: str) -> None:
    assert wording_remark(text) is None


@given(st.text("0123456789", min_size=9, max_size=9))
def test_the_eleven_test_finds_every_slip_of_one_digit(digits: str) -> None:
    if passes_eleven_test(digits):
        for place in range(9):
            slip = digits[:place] + str((int(digits[place]) + 1) % 10) + digits[place + 1 :]
            assert not passes_eleven_test(slip)


@given(st.text())
def test_any_text_can_be_looked_at(text: str) -> None:
    wording_remark(text)


def test_a_list_that_is_read_in_is_looked_at_too(store: Store, tmp_path: Path) -> None:
    kind = {"code": "rit", "name": "Rit", "shape": Shape.INDIVIDUAL, "unit": "rit", "units": "ritten"}
    records.save(store, Category, kind)
    source = tmp_path / "hulp.csv"
    source.write_text(
        "Datum;Vrijwilliger;Uren;Soort;Opmerking\n1-2-2026;Jan Proef;1;Rit;is moslim\n"
        "2-2-2026;Jan Proef;1;Rit;BSN 111222333\n3-2-2026;Jan Proef;1;Rit;sleutel bij de buren\n",
        "utf-8",
    )
    for check in (True, False):
        result = import_file(store, source, kind="support", check=check)
        assert (result.new, len(result.problems)) == (3, 0)
        told = [one for one in result.notices if one.column == "Opmerking"]
        assert [one.row for one in told] == [2, 3]
        assert "geloof" in told[0].text and "burgerservicenummer" in told[1].text


def test_notes_of_people_and_descriptions_of_a_bank_are_looked_at(store: Store, tmp_path: Path) -> None:
    people = tmp_path / "mensen.csv"
    people.write_text("Voornaam;Achternaam;Opmerking\nAn;Bos;heeft dementie\nBo;Smit;sleutel bij de buren\n", "utf-8")
    chosen = {"kind": "people", "columns": {"Opmerking": "note"}}  # never guessed: someone has to ask for notes
    result = import_file(store, people, mapping=chosen, check=True)
    (told,) = [one for one in result.notices if one.column == "Opmerking"]
    assert told.row == 2 and "gezondheid" in told.text
    bank = tmp_path / "bank.csv"
    bank.write_text(
        "Datum;Bedrag;Omschrijving\n1-2-2026;5,00;bloemen zieke Riet dementie\n2-2-2026;5,00;koffie\n", "utf-8"
    )
    found = import_file(store, bank, kind="bank", check=True)
    assert [one.row for one in found.notices if "gezondheid" in one.text] == [2]
