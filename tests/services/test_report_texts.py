"""Texts of the report: remembered by year and section, forgotten when emptied, taken over once."""

import pytest

from dorpsapp.errors import Invalid
from dorpsapp.services.report_texts import LONGEST, copy_texts, report_texts, save_text
from dorpsapp.store.store import Store


def test_a_text_is_kept_by_year_and_section(store: Store) -> None:
    save_text(store, 2025, "foreword", "  Beste lezer.\n\nDank u.  ")
    save_text(store, 2025, "foreword", "Beste lezer.")
    save_text(store, 2026, "foreword", "Weer een jaar.")
    assert report_texts(store, 2025) == {"foreword": "Beste lezer."}
    save_text(store, 2025, "foreword", " ")
    assert report_texts(store, 2025) == {}
    store.undo()
    assert report_texts(store, 2025) == {"foreword": "Beste lezer."}
    with pytest.raises(Invalid, match="te lang"):
        save_text(store, 2025, "foreword", "x" * (LONGEST + 1))


def test_texts_are_taken_over_where_there_are_none(store: Store) -> None:
    save_text(store, 2025, "foreword", "Oud")
    save_text(store, 2025, "finances", "Zuinig")
    save_text(store, 2026, "foreword", "Nieuw")
    assert copy_texts(store, 2026) == 1
    assert report_texts(store, 2026) == {"foreword": "Nieuw", "finances": "Zuinig"}
    assert copy_texts(store, 2026) == 0
