"""The pages of the window; each is loaded when it is first seen."""

from dorpsapp.ui.page import Page
from dorpsapp.ui.workplace import Workplace


def make_page(key: str, workplace: Workplace) -> Page:  # noqa: PLR0912 - a case for each page
    """The page with this key; to add a page, add a line here and one in actions.places()."""
    match key:
        case "start":
            from dorpsapp.ui.pages.start import StartPage

            return StartPage(workplace)
        case "record":
            from dorpsapp.ui.pages.record_support import RecordSupportPage

            return RecordSupportPage(workplace)
        case "week":
            from dorpsapp.ui.pages.week import WeekPage

            return WeekPage(workplace)
        case "people":
            from dorpsapp.ui.pages.people import PeoplePage

            return PeoplePage(workplace)
        case "person":
            from dorpsapp.ui.pages.person import PersonPage

            return PersonPage(workplace)
        case "requests":
            from dorpsapp.ui.pages.requests import RequestsPage

            return RequestsPage(workplace)
        case "doubles":
            from dorpsapp.ui.pages.doubles import DoublesPage

            return DoublesPage(workplace)
        case "merge":
            from dorpsapp.ui.pages.merge import MergePage

            return MergePage(workplace)
        case "activities":
            from dorpsapp.ui.pages.activities import ActivitiesPage

            return ActivitiesPage(workplace)
        case "grants":
            from dorpsapp.ui.pages.grants import GrantsPage

            return GrantsPage(workplace)
        case "grant":
            from dorpsapp.ui.pages.grant import GrantPage

            return GrantPage(workplace)
        case "funder":
            from dorpsapp.ui.pages.funder import FunderPage

            return FunderPage(workplace)
        case "reports":
            from dorpsapp.ui.pages.reports import ReportsPage

            return ReportsPage(workplace)
        case "backup":
            from dorpsapp.ui.pages.backup import BackupPage

            return BackupPage(workplace)
        case "settings":
            from dorpsapp.ui.pages.settings import SettingsPage

            return SettingsPage(workplace)
        case "history":
            from dorpsapp.ui.pages.history import HistoryPage

            return HistoryPage(workplace)
        case _:
            from dorpsapp.ui.pages.help import HelpPage

            return HelpPage(workplace)
