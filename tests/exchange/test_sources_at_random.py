"""Whatever stands in a list: the readers of text give rows or one refusal, and a value that goes out comes back."""

from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.exchange.couples import split_couple
from dorpsapp.exchange.import_lists import open_list, open_pasted
from dorpsapp.exchange.sheet_refusal import FileRefused
from dorpsapp.exchange.vcard_in import HEADINGS, read_vcard
from dorpsapp.exchange.whole_values import Apart, from_cell, read_apart
from dorpsapp.models.kinds import Moment, Text

CARD_LINES = st.sampled_from(
    """BEGIN:VCARD|END:VCARD|VERSION:2.1|N:de Vries;Jan|N:|FN;CHARSET=utf-8:é|TEL;CELL:06|ADR:;;|=20| gevouwen
PHOTO;BASE64:AA
N;ENCODING=QUOTED-PRINTABLE;CHARSET=x:=E9=|BDAY:--0304|BDAY:20261399|item1.EMAIL;type=pref:a@b|NOTE:a\\nb\\;|:|;|TEL;TYPE="a
""".replace("\n", "|").split("|")
)


@given(lines=st.lists(st.one_of(CARD_LINES, st.text(max_size=20)), max_size=30), ending=st.sampled_from(["\n", "\r\n"]))
def test_any_cards_are_rows_or_refused(tmp_path: Path, lines: list[str], ending: str) -> None:
    path = tmp_path / "a.vcf"
    path.write_text(ending.join(["BEGIN:VCARD", *lines]), encoding="utf-8", errors="replace", newline="")
    try:
        rows = list(read_vcard(path).rows)
    except FileRefused:
        return
    assert all(len(row.cells) == len(HEADINGS) for row in rows)


@given(text=st.text(max_size=200))
def test_any_pasted_text_is_a_list_or_refused(text: str) -> None:
    try:
        sheet = open_pasted(text)
    except FileRefused:
        return
    assert len(set(sheet.headings)) == len(sheet.headings)
    assert all(heading for heading in sheet.headings)
    list(sheet.rows)


@given(
    rows=st.lists(
        st.lists(st.sampled_from(["x", "", "5-1-2026", "12-1", "Naam", "Totaal", "2", "19-1-2026", "An"]), max_size=6),
        max_size=8,
    )
)
def test_any_grid_is_a_list_or_refused(tmp_path: Path, rows: list[list[str]]) -> None:
    path = tmp_path / "a.csv"
    path.write_text("\n".join(";".join(row) for row in rows), encoding="utf-8")
    try:
        sheet = open_list(path)
    except FileRefused:
        return
    list(sheet.rows)


@given(text=st.text(max_size=60))
def test_a_name_is_one_person_or_a_couple(text: str) -> None:
    couple = split_couple(text)
    assert couple is None or couple[0]


@pytest.mark.parametrize("kind", [Text(length=100_000, lines=5), Moment()], ids=["text", "moment"])
@given(text=st.text(max_size=300), moment=st.datetimes(min_value=datetime(1990, 1, 1), max_value=datetime(2100, 1, 1)))
def test_what_no_cell_gives_back_goes_along_in_parts(kind: Text | Moment, text: str, moment: datetime) -> None:
    value = text if isinstance(kind, Text) else moment
    apart = Apart()
    apart.look_at("tabel", 7, "veld", kind, value)
    if apart.values:
        assert read_apart(apart.rows()) == {("tabel", 7, "veld"): value}
    else:
        cell = (
            value
            if not isinstance(value, datetime) or value.time() != datetime.min.time()
            else date(*value.timetuple()[:3])
        )
        assert from_cell(kind, cell) == value
