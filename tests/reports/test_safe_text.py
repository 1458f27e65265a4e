"""Text from people is safe wherever it is written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.reports.pdf_fonts import glyphs
from dorpsapp.reports.safe_text import (
    LONGEST_CELL,
    LONGEST_WORD,
    cell_text,
    clean,
    csv_safe,
    file_name,
    looks_like_formula,
    one_line,
    pdf_text,
    print_text,
    sheet_title,
)

ANY_TEXT = st.text(st.characters(codec=None, exclude_categories=()), max_size=200)
FORMULAS = [
    "=1+1", "+1+1", "-1+1", "@SUM(1,1)", "\t=1+1", "\r=1+1", "\n=1+1", " =1+1", "=cmd|'/c calc'!A0",
    '=HYPERLINK("http://x","k")', "＝1+1", "＋1", "－1", "＠a", "|x", "%0A=1", "  @x", "\u200b=1+1", "\x00=1+1",
]  # fmt: skip


@given(ANY_TEXT)
def test_clean_text_is_readable_and_stays_as_it_is(text: str) -> None:
    whole = clean(text)
    assert clean(whole) == whole
    whole.encode("utf-8")
    assert not any(ord(sign) < 32 and sign not in "\n\t" for sign in whole)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Jan\x0bPiet\x00", "JanPiet"),
        ("a\r\nb\rc\u2028d", "a\nb\nc\nd"),
        ("omge\u202ekeerd", "omgekeerd"),
        ("half \ud800 teken", "half \ufffd teken"),
        ("e\u0301e\u0301n", "één"),
        ("zacht\u00adafbreken", "zachtafbreken"),
    ],
)
def test_clean_examples(text: str, expected: str) -> None:
    assert clean(text) == expected


@given(ANY_TEXT)
def test_pdf_text_can_be_drawn(text: str) -> None:
    drawn = pdf_text(text, glyphs())
    assert all(sign == "\n" or ord(sign) in glyphs() for sign in drawn)
    assert all(len(word) <= LONGEST_WORD for word in drawn.split())


def test_pdf_text_breaks_long_words_after_punctuation() -> None:
    address = "https://www.dorpshulp-voorbeeld.nl/aanmelden/vrijwilligers/formulier"
    words = pdf_text(address).split()
    assert "".join(words) == address
    assert words[0].endswith(("/", "-", "."))


def test_pdf_text_keeps_a_space_at_its_ends() -> None:
    assert pdf_text(" in  het dorp ") == " in het dorp "


def test_pdf_text_shows_a_square_for_what_the_letters_lack() -> None:
    assert pdf_text("Oma 👵 在", glyphs()) == "Oma □ □"


@pytest.mark.parametrize("text", FORMULAS)
def test_formulas_are_recognised(text: str) -> None:
    assert looks_like_formula(clean(text))
    assert csv_safe(text).startswith("'")


@pytest.mark.parametrize("text", ["Jan", "06-12345678", "", "'s-Gravenhage", "a=b", "12", "€ 5"])
def test_ordinary_text_stays_as_it_is(text: str) -> None:
    assert csv_safe(text) == text


@given(ANY_TEXT)
def test_cell_text_fits_a_cell(text: str) -> None:
    long = cell_text(text * 400)
    assert len(long.encode("utf-16-le")) // 2 <= LONGEST_CELL


def test_cell_text_says_that_it_was_cut() -> None:
    assert cell_text("👵" * 20_000).endswith("(ingekort)")
    assert cell_text("a" * LONGEST_CELL) == "a" * LONGEST_CELL


@given(st.lists(ANY_TEXT, max_size=8))
def test_sheet_titles_are_accepted_and_unique(texts: list[str]) -> None:
    titles: list[str] = []
    for text in texts:
        titles.append(sheet_title(text, titles))
    assert len({title.casefold() for title in titles}) == len(titles)
    for title in titles:
        assert 0 < len(title.encode("utf-16-le")) // 2 <= 31
        assert not set("[]:*?/\\") & set(title)
        assert title[0] != "'" != title[-1]
        assert title.casefold() != "history"


@given(ANY_TEXT)
def test_file_names_are_accepted_everywhere(text: str) -> None:
    name = file_name(text, ".pdf")
    stem = name.removesuffix(".pdf")
    assert stem
    assert not set('<>:"/\\|?*') & set(name)
    assert not any(ord(sign) < 32 for sign in name)
    assert stem.strip(" .") == stem
    assert len(name.encode("utf-8")) < 255


@pytest.mark.parametrize("text", ["CON", "nul", "com1", "LPT9.2025", "AUX ", "COM²"])
def test_reserved_file_names_are_avoided(text: str) -> None:
    assert file_name(text).startswith("_")


def test_a_file_name_keeps_what_it_can() -> None:
    assert file_name("Impactrapport 2026: Oosterbeek.", ".pdf") == "Impactrapport 2026 Oosterbeek.pdf"
    assert file_name("...", ".csv") == "document.csv"


@given(ANY_TEXT)
def test_print_text_holds_no_instruction(text: str) -> None:
    whole = print_text(text)
    assert "&" not in whole.replace("&&", "")
    assert whole.replace("&&", "&")[:50] == one_line(text)[:50]
