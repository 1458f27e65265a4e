"""Actions: everything the user can do from anywhere, in one table read by menus, keys, search and help."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

from dorpsapp.text import _
from dorpsapp.ui.regions import next_part

if TYPE_CHECKING:
    from dorpsapp.ui.window import MainWindow


KEYS_FOR_PAGES = 10


class Menu(Enum):
    """The menus, with the letter that opens them."""

    FILE = "&Bestand"
    EDIT = "B&ewerken"
    HELP = "Hel&p"
    NONE = ""


@dataclass(frozen=True)
class Action:
    """One thing to do; `needs_file` says that it means nothing without an open file."""

    id: str
    text: str
    run: Callable[[MainWindow], object]
    shortcut: str = ""
    menu: Menu = Menu.NONE
    icon: str = ""
    page: str = ""
    needs_file: bool = True


@dataclass(frozen=True)
class Place:
    """One page of the sidebar."""

    key: str
    text: str
    icon: str


def places() -> tuple[Place, ...]:
    """The pages of the sidebar, in order; Ctrl+1 to Ctrl+0 open the first ten. The last one stands at the bottom."""
    return (
        Place("start", _("Start"), "house"),
        Place("record", _("Hulp vastleggen"), "heart-handshake"),
        Place("week", _("Weekstaat"), "clock"),
        Place("people", _("Mensen"), "users"),
        Place("requests", _("Hulpvragen"), "inbox"),
        Place("activities", _("Activiteiten"), "coffee"),
        Place("grants", _("Subsidies"), "landmark"),
        Place("money", _("Geld"), "wallet"),
        Place("reports", _("Rapporten"), "chart-column"),
        Place("import", _("Importeren"), "file-spreadsheet"),
        Place("backup", _("Reservekopie"), "database-backup"),
        Place("settings", _("Instellingen"), "settings"),
        Place("help", _("Help"), "circle-question-mark"),
    )


def actions() -> tuple[Action, ...]:
    """The whole table; to add an action, add a line."""
    pages = tuple(_to_page(place, number) for number, place in enumerate(places(), start=1))
    return (
        Action("record", _("Hulp vastleggen"), lambda window: window.go("record"), "Ctrl+N", Menu.FILE, "plus"),
        Action(
            "new_person", _("Nieuwe persoon"), lambda window: window.go("person"), "Ctrl+Shift+N", Menu.FILE,
            "user-plus",
        ),
        Action("new_request", _("Nieuwe hulpvraag"), _new_request, "Ctrl+Shift+H", Menu.FILE, "inbox"),
        Action("doubles", _("Dubbele mensen zoeken"), lambda window: window.go("doubles"), icon="users"),
        Action("merge", _("Mensen samenvoegen"), lambda window: window.go("merge"), icon="users"),
        Action("print", _("Afdrukken"), lambda window: window.print_page(), "Ctrl+P", Menu.FILE, "printer"),
        Action("save", _("Opslaan"), lambda window: window.already_saved(), "Ctrl+S", Menu.FILE, "circle-check"),
        Action(
            "close_file", _("Ander bestand openen"), lambda window: window.leave_file(), "Ctrl+W", Menu.FILE,
            "folder-open",
        ),
        Action("lock", _("Op slot"), lambda window: window.lock(), "Ctrl+L", Menu.FILE, "lock"),
        Action("quit", _("Afsluiten"), lambda window: window.close(), "Ctrl+Q", Menu.FILE, "x", needs_file=False),
        Action("undo", _("Ongedaan maken"), lambda window: window.undo(), "Ctrl+Z", Menu.EDIT, "undo-2"),
        Action("redo", _("Opnieuw doen"), lambda window: window.redo(), "Ctrl+Y", Menu.EDIT, "redo-2"),
        Action("history", _("Laatste wijzigingen"), lambda window: window.go("history"), "", Menu.EDIT, "clock"),
        Action("users", _("Gebruikers en wachtwoorden"), lambda window: window.go("users"), "", Menu.FILE, "users"),
        Action("audit", _("Logboek"), lambda window: window.go("audit"), "", Menu.FILE, "clock"),
        Action("editions", _("Vastgestelde rapporten"), lambda window: window.go("editions"), icon="file-text"),
        Action("voices", _("Verhalen en vragenlijst"), lambda window: window.go("voices"), icon="file-text"),
        Action("value", _("Waarde van het werk"), lambda window: window.go("value"), icon="wallet"),
        Action("alliance", _("Samen met andere initiatieven"), lambda window: window.go("alliance"), icon="users"),
        Action("mend", _("Gegevens nakijken"), lambda window: window.go("mend"), "", Menu.EDIT, "triangle-alert"),
        Action("privacy", _("Privacy"), lambda window: window.go("privacy"), "", Menu.EDIT, "lock"),
        Action("breaches", _("Datalek"), lambda window: window.go("breaches"), "", Menu.EDIT, "triangle-alert"),
        Action("find", _("Zoek in de lijst"), lambda window: window.find_in_list(), "Ctrl+F", Menu.EDIT, "search"),
        Action(
            "search", _("Zoek mens, opdracht of uitleg"), lambda window: window.search_everything(), "Ctrl+K",
            Menu.EDIT, "search",
        ),
        *pages,
        Action("back", _("Terug"), lambda window: window.back(), "Alt+Left", Menu.NONE, "arrow-left"),
        Action(
            "larger", _("Tekst groter"), lambda window: window.look.larger(), "Ctrl++", Menu.NONE, needs_file=False
        ),
        Action(
            "smaller", _("Tekst kleiner"), lambda window: window.look.smaller(), "Ctrl+-", Menu.NONE, needs_file=False
        ),
        Action(
            "normal", _("Tekst gewone grootte"), lambda window: window.look.normal(), "Ctrl+Shift+0", Menu.NONE,
            needs_file=False,
        ),
        Action("guide", _("Uitleg bij deze pagina"), lambda window: window.page_help(), "F1", Menu.HELP),
        Action("keys", _("Alle toetsen"), lambda window: window.open_help("toetsen"), "", Menu.HELP),
        Action(
            "next_part", _("Naar het volgende deel van het venster"), lambda window: next_part(window, 1), "F6",
            needs_file=False,
        ),
        Action(
            "previous_part", _("Naar het vorige deel van het venster"), lambda window: next_part(window, -1),
            "Shift+F6", needs_file=False,
        ),
    )  # fmt: skip


def _new_request(window: MainWindow) -> None:
    from dorpsapp.ui.pages.requests import NewRequest

    window.go("requests", NewRequest())


def _to_page(place: Place, number: int) -> Action:
    return Action(
        f"page_{place.key}",
        _("Naar {page}").format(page=place.text),
        lambda window: window.go(place.key),
        f"Ctrl+{number % 10}" if number <= KEYS_FOR_PAGES else "",
        page=place.key,
        icon=place.icon,
    )
