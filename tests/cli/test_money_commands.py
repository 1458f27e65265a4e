"""The commands of the treasurer: a funder's form filled in, and budgets and bank rows read in."""

from pathlib import Path

import openpyxl

from tests.cli.conftest import Call
from tests.exchange.test_funder_form import template


def test_a_form_is_filled_in_and_the_bank_is_read(call: Call, practice: Path, tmp_path: Path) -> None:
    out, empty = tmp_path / "ingevuld.xlsx", template(tmp_path / "leeg.xlsx")
    words = ("fill", practice, "--funder", "Gemeente Leusden", "--year", 2025, "--out", out)
    assert call(*words, "--template", empty).code == 0
    made = openpyxl.load_workbook(out)["Verantwoording"]
    figures = call("report", practice, "--year", 2025, "--funder", "Gemeente Leusden", "--json").json["figures"]
    assert made["B4"].value == next(one["value"] for one in figures if one["key"] == "clients_unique")
    unknown = call(*words, "--form", "Iets")
    assert (unknown.code, "Er zijn: nog geen" in unknown.said) == (1, True)
    assert call(*words).code == 2
    bank = tmp_path / "bank.csv"
    bank.write_text("Datum;Rekening;Naam;Bedrag;Af Bij\n2-5-2025;NL20INGB0001234567;Zaal;50,00;Af\n")
    assert call("import", practice, bank, "--json", "--check").json["kind"] == "bank"
    assert call("import", practice, bank, "--json").json["new"] == 1
    assert call("import", practice, bank, "--json").json["duplicates"] == 1
    assert call("undo", practice, "--import").code == 0
    budget = tmp_path / "begroting.csv"
    budget.write_text("Lasten;Begroting\nIets nieuws;50,00\n")
    assert call("import", practice, budget, "--kind", "budget").code == 1
    assert call("import", practice, budget, "--year", 2025, "--json").json["new"] == 1
