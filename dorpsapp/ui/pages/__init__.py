"""The pages of the window; each is loaded when it is first seen."""

from importlib import import_module

from dorpsapp.ui.page import Page
from dorpsapp.ui.workplace import Workplace

# Key, module in this package, class; to add a page, add a line here and one in actions.places().
PAGES = {
    "start": ("start", "StartPage"),
    "record": ("record_support", "RecordSupportPage"),
    "week": ("week", "WeekPage"),
    "people": ("people", "PeoplePage"),
    "person": ("person", "PersonPage"),
    "requests": ("requests", "RequestsPage"),
    "doubles": ("doubles", "DoublesPage"),
    "merge": ("merge", "MergePage"),
    "activities": ("activities", "ActivitiesPage"),
    "grants": ("grants", "GrantsPage"),
    "grant": ("grant", "GrantPage"),
    "funder": ("funder", "FunderPage"),
    "money": ("money", "MoneyPage"),
    "reports": ("reports", "ReportsPage"),
    "editions": ("editions", "EditionsPage"),
    "voices": ("voices", "VoicesPage"),
    "value": ("value", "ValuePage"),
    "alliance": ("alliance", "AlliancePage"),
    "privacy": ("privacy", "PrivacyPage"),
    "breaches": ("breaches", "BreachesPage"),
    "mend": ("mend", "MendPage"),
    "users": ("users", "UsersPage"),
    "audit": ("audit_log", "AuditPage"),
    "import": ("importing", "ImportPage"),
    "backup": ("backup", "BackupPage"),
    "salvage": ("salvage", "SalvagePage"),
    "settings": ("settings", "SettingsPage"),
    "history": ("history", "HistoryPage"),
    "help": ("help", "HelpPage"),
}


def make_page(key: str, workplace: Workplace) -> Page:
    """The page with this key, and the guide for a key that is not known."""
    module, name = PAGES.get(key, PAGES["help"])
    made = getattr(import_module(f"{__name__}.{module}"), name)(workplace)
    assert isinstance(made, Page)
    return made
