"""The language of texts: a catalogue for the screen, Dutch within documents, names of months and weekdays."""

import threading
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from dorpsapp.models.dates import parse_day
from dorpsapp.models.kinds import Choice, DayMonth
from dorpsapp.models.role import Referrer
from dorpsapp.text import _, in_dutch, ngettext, show_day_long, use_language
from tests.pseudo import CODE, OPEN, pseudo, unmarked
from translation.catalogues import as_mo, as_po, open_texts
from translation.texts import find_texts, in_source, new_catalogue

SAVED = "Opslaan"
TODAY = date(2026, 11, 23)


@pytest.fixture
def pseudo_language(locale: Path) -> Iterator[None]:
    """Texts come out of the pseudo-language."""
    use_language(CODE, locale)
    yield
    use_language("nl")


def test_texts_come_out_of_the_catalogue(pseudo_language: None) -> None:
    assert _(SAVED) == pseudo(SAVED) != SAVED
    assert ngettext("{n} minuut", "{n} minuten", 2).startswith("{n}")
    assert OPEN in ngettext("{n} minuut", "{n} minuten", 1)
    assert OPEN in show_day_long(TODAY)


def test_documents_are_dutch_while_the_screen_is_not(pseudo_language: None) -> None:
    @in_dutch()
    def made() -> tuple[str, str, str]:
        return _(SAVED), ngettext("één", "meer", 2), show_day_long(TODAY)

    assert made() == (SAVED, "meer", "maandag 23 november 2026")
    assert OPEN in _(SAVED)


def test_a_document_in_the_background_leaves_the_screen_alone(pseudo_language: None) -> None:
    inside, seen = threading.Event(), threading.Event()
    texts: list[str] = []

    def work() -> None:
        with in_dutch():
            inside.set()
            seen.wait(10)
            texts.append(_(SAVED))
        texts.append(_(SAVED))

    worker = threading.Thread(target=work)
    worker.start()
    assert inside.wait(10)
    on_screen = _(SAVED)
    seen.set()
    worker.join(10)
    assert on_screen == pseudo(SAVED)
    assert texts == [SAVED, pseudo(SAVED)]


def test_trouble_inside_a_document_ends_the_dutch(pseudo_language: None) -> None:
    with pytest.raises(ZeroDivisionError), in_dutch():
        raise ZeroDivisionError
    assert OPEN in _(SAVED)


def test_a_language_without_catalogue_stays_dutch(tmp_path: Path) -> None:
    use_language("fr", tmp_path)
    assert _(SAVED) == SAVED
    use_language("nl")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("yesterday", date(2026, 11, 22)),
        ("y", date(2026, 11, 22)),
        ("t", TODAY),
        ("tu", date(2026, 11, 17)),
        ("sunday", date(2026, 11, 22)),
        ("12 march 2026", date(2026, 3, 12)),
        ("Monday 23 November 2026", TODAY),
        ("zo", date(2026, 11, 22)),
        ("gis", date(2026, 11, 22)),
    ],
)
def test_days_are_read_in_both_languages(typed: str, day: date) -> None:
    assert parse_day(typed, TODAY) == day


def test_a_birthday_is_read_in_both_languages() -> None:
    assert DayMonth().parse("12 May") == DayMonth().parse("12 mei") == DayMonth().parse("12 may 1950") == "05-12"


def test_a_choice_is_read_as_it_is_shown(pseudo_language: None) -> None:
    kind = Choice(of=Referrer)
    assert all(kind.parse(kind.show(one)) is one for one in Referrer)
    assert kind.parse("huisarts") is Referrer.GP


def test_texts_are_found_in_f_strings_and_in_headings() -> None:
    source = 'f"{x or _(\'leeg\')}"\nngettext("een", "meer", n)\nListColumn("name", "Naam", Text())\n_(name)\n'
    assert set(in_source(source)) == {"leeg", ("een", "meer"), "Naam"}


def test_texts_of_models_are_found_and_dutch_documents_left_out() -> None:
    texts = {message.id for message in find_texts()}
    assert {"soort hulp", "Zoals: rit, bezoek, klus.", "dorpsondersteuner", "&Bestand", "november", SAVED} <= texts
    assert "Zo bewaart u deze brief" not in texts


def test_what_is_not_translated_is_left_out_of_the_compiled_catalogue(tmp_path: Path) -> None:
    catalogue = new_catalogue("en")
    catalogue.add("Mensen", "People")
    catalogue.add("Hulp", "")
    catalogue.add(("{n} dag", "{n} dagen"), ("", ""))
    assert {message.id for message in open_texts(catalogue)} == {"Hulp", ("{n} dag", "{n} dagen")}
    place = tmp_path / "en" / "LC_MESSAGES" / "dorpsapp.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(as_mo(catalogue))
    use_language("en", tmp_path)
    assert (_("Mensen"), _("Hulp"), ngettext("{n} dag", "{n} dagen", 2)) == ("People", "Hulp", "{n} dagen")
    use_language("nl")
    assert b"POT-Creation-Date" not in as_po(catalogue)


def test_the_marks_keep_placeholders_and_letters_of_menus() -> None:
    assert unmarked(pseudo("Naar {page} gaan")) == "{page}"
    assert "&O" in pseudo("&Opslaan")
    assert len(pseudo("Alles is al opgeslagen.")) >= 1.35 * len("Alles is al opgeslagen.")
