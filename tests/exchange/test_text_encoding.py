"""The encoding and the separator of a text file are found, also for old programs and for titles above the list."""

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.exchange.sheet_in import read_sheet
from dorpsapp.exchange.text_encoding import find_encoding

TEXT = "Naam;Plaats\nRenée Coördinaat;Één dorp\nBo;Odijk\n"
DUTCH = st.text("abcdefgh ABC éëïöüçè'.-09", min_size=1, max_size=30).map(lambda text: f"x{text}x")


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("utf-32", "utf-32"),
        ("cp1252", "cp1252"),
        ("cp850", "cp850"),
        ("mac_roman", "mac_roman"),
        ("ascii", "utf-8"),
    ],
)
def test_each_encoding_is_found(encoding: str, found: str, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    text = TEXT.replace("É", "E") if encoding == "cp850" else TEXT
    path.write_bytes(text.encode(encoding, "ignore"))
    assert find_encoding(path) == found
    first = next(iter(read_sheet(path).rows))
    assert first.cells[0] == ("Rene Cordinaat" if encoding == "ascii" else "Renée Coördinaat")


@settings(max_examples=80)
@given(
    rows=st.lists(st.tuples(DUTCH, DUTCH, DUTCH), min_size=1, max_size=8),
    encoding=st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32", "cp1252"]),
    separator=st.sampled_from(";,\t|"),
    line_end=st.sampled_from(["\n", "\r\n", "\r"]),
)
def test_the_same_cells_whatever_wrote_them(
    rows: list[tuple[str, str, str]], encoding: str, separator: str, line_end: str, tmp_path: Path
) -> None:
    path = tmp_path / "l.csv"
    lines = [separator.join(f'"{cell}"' for cell in row) for row in [("Één", "Twee", "Drie"), *rows]]
    path.write_bytes((line_end.join(lines) + line_end).encode(encoding))
    sheet = read_sheet(path)
    assert sheet.headings == ("Één", "Twee", "Drie")
    assert [row.cells for row in sheet.rows] == rows


@pytest.mark.parametrize(
    ("text", "headings", "first"),
    [
        ("sep=,\nNaam,Plaats\nAn,Odijk\n", ("Naam", "Plaats"), 2),
        ("Leden 2026\n\nNaam;Plaats\nAn;Odijk\n", ("Naam", "Plaats"), 4),
        ("Naam\nAn\nBo\n", ("Naam",), 2),
        ("\n\nNaam;Uren\n\nAn;1,5\nBo;2,25\n", ("Naam", "Uren"), 5),
        ('"Naam";"Adres, postcode"\n"An";"Weg 1, 1234 AB"\n', ("Naam", "Adres, postcode"), 2),
    ],
)
def test_where_the_list_begins(text: str, headings: tuple[str, ...], first: int, tmp_path: Path) -> None:
    path = tmp_path / "l.csv"
    path.write_text(text, "utf-8")
    sheet = read_sheet(path)
    assert sheet.headings == headings
    assert next(iter(sheet.rows)).number == first
