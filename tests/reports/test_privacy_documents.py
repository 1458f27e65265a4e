"""The register and the privacy statement: word for word as the golden files say, and PDFs that conform."""

from datetime import date
from pathlib import Path

import pytest

from dorpsapp.models.processing import Keep
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.privacy_register import privacy_register
from dorpsapp.reports.privacy_statement import privacy_statement
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.retention_terms import choose_term
from dorpsapp.store.store import Store
from dorpsapp.text import use_language

GOLDEN = Path(__file__).parent / "golden"
MADE_ON = date(2026, 11, 26)


def documents(store: Store) -> dict[str, Document]:
    return {
        "register": privacy_register(store, MADE_ON),
        "privacyverklaring": privacy_statement(store, MADE_ON),
    }


@pytest.fixture
def named(store: Store) -> Store:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldgemeente", email="info@voorbeeld.example", kvk="12345678")
    return store


def test_the_documents_say_what_the_golden_files_say(named: Store) -> None:
    """After a change on purpose: write the new text into the golden file, and read it."""
    for name, document in documents(named).items():
        assert render_text(document) == (GOLDEN / f"{name}.txt").read_text("utf-8"), name


def test_the_documents_are_dutch_in_another_language(named: Store) -> None:
    use_language("en")
    try:
        made = documents(named)
        texts = {name: render_text(document) for name, document in made.items()}
    finally:
        use_language("nl")
    for name, text in texts.items():
        assert text == (GOLDEN / f"{name}.txt").read_text("utf-8")


def test_a_term_that_was_chosen_stands_in_both(named: Store) -> None:
    choose_term(named, Keep.CLIENT, 18)
    for document in documents(named).values():
        text = render_text(document)
        assert "18 maanden na het laatste contact" in text and "2 jaar na het laatste contact" not in text
