"""The language of the screen: chosen at the settings, effective at once, and again at the next start."""

from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QApplication

import dorpsapp.text
from dorpsapp.app import bare_window
from dorpsapp.figures.period import Period
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import build_report
from dorpsapp.store.store import Store
from dorpsapp.text import use_language
from dorpsapp.ui.pages.settings import SettingsPage
from dorpsapp.ui.preferences import Preferences
from tests.pseudo import CODE, OPEN
from tests.window_tools import Desk, RecordedMessages
from translation.catalogues import as_mo
from translation.texts import new_catalogue


@pytest.fixture
def english(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small English catalogue in the place of the one that is shipped."""
    catalogue = new_catalogue("en")
    for dutch, text in (("Instellingen", "Settings"), ("Mensen", "People"), ("&Bestand", "&File")):
        catalogue.add(dutch, text)
    folder = tmp_path_factory.mktemp("shipped")
    place = folder / "locale" / "en" / "LC_MESSAGES" / "dorpsapp.mo"
    place.parent.mkdir(parents=True)
    place.write_bytes(as_mo(catalogue))
    monkeypatch.setattr(dorpsapp.text, "resource", lambda name: folder / name)


def choose(desk: Desk, code: str) -> None:
    """Pick a language at the settings, as the user does."""
    page = desk.go("settings")
    assert isinstance(page, SettingsPage)
    page.look.language.setCurrentIndex(page.look.language.findData(code))
    page.look.language.activated.emit(page.look.language.currentIndex())
    desk.settle()
    desk.settle()


def test_another_language_works_at_once(desk: Desk, english: None) -> None:
    choose(desk, "en")
    assert isinstance(desk.page, SettingsPage)
    assert desk.page.title.text() == "Settings"
    assert desk.window.sidebar.main.item(3).text() == "People"
    assert desk.window.menuBar().actions()[0].text() == "&File"
    assert desk.window.windowTitle() == "Settings – Dorpsapp"
    assert desk.page.look.language.currentData() == "en"
    assert desk.focused() is desk.page.first_focus()
    choose(desk, "nl")
    assert desk.page.title.text() == "Instellingen"
    assert desk.window.menuBar().actions()[0].text() == "&Bestand"


def test_texts_of_qt_follow(desk: Desk, english: None) -> None:
    def cancel() -> str:
        return QCoreApplication.translate("QPlatformTheme", "Cancel")

    assert cancel() == "Annuleren"
    choose(desk, "en")
    assert cancel() == "Cancel"
    choose(desk, "nl")
    assert cancel() == "Annuleren"


def test_the_choice_stays_for_the_next_start(desk: Desk, english: None) -> None:
    choose(desk, "en")
    window = bare_window(RecordedMessages(), Preferences(desk.preferences.path))
    assert window.menuBar().actions()[0].text() == "&File"
    window.close()
    window.deleteLater()
    choose(desk, "nl")


def test_keys_and_changes_work_after_another_language(desk: Desk, english: None) -> None:
    choose(desk, "en")
    desk.window.actions_by_id["page_people"].trigger()
    desk.settle()
    assert desk.page.title.text() == "People"
    assert len(desk.window.actions()) == len(desk.window.table)
    desk.window.undo()
    assert desk.window.toast.isVisible()
    choose(desk, "nl")


def test_reports_stay_dutch(filled_store: Store, locale: Path) -> None:
    period = Period.of_year(2026)
    dutch = render_text(build_report(filled_store, period).document)
    use_language(CODE, locale)
    try:
        assert render_text(build_report(filled_store, period).document) == dutch
        assert OPEN in dorpsapp.text.show_day_long(period.first)
    finally:
        use_language("nl")
    assert QApplication.instance() is not None
