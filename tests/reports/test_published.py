"""Reports beside each other: a later one knows what was frozen before over part of the same days."""

from datetime import date
from pathlib import Path

import pytest

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.figures.figures import TOGETHER_KEY
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.period import Period
from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.reports.documents import DocumentKind
from dorpsapp.reports.edition import freeze
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.store.store import Store
from tests.window_tools import category_id

HALF, YEAR = Period(date(2025, 1, 1), date(2025, 6, 30)), Period.of_year(2025)
OPTIONS = ReportOptions(created=date(2026, 1, 15))


@pytest.fixture
def village(store: Store) -> Store:
    """Eight people who drive, shop and do odd jobs in spring; in autumn one of them drives once more."""
    found_initiative(store, "Proef", "Leusden")
    kinds = category_id(store, "Vervoer"), category_id(store, "Boodschappen"), category_id(store, "Klussen in huis")
    guest = save_person(store, take_apart("Gast Voorbeeld"), role=ParticipantRole.CLIENT, since=date(2025, 1, 1))
    for number in range(8):
        name = take_apart(f"Helper Nummer{'abcdefgh'[number]}")
        person = save_person(store, name, role=ParticipantRole.VOLUNTEER, since=date(2025, 1, 1))
        for kind in kinds:
            entry = SupportEntry(date(2025, 3, 3 + number), kind, Shape.INDIVIDUAL, 60, (person,), (guest,))
            record_support(store, entry)
    record_support(store, SupportEntry(date(2025, 10, 7), kinds[0], Shape.INDIVIDUAL, 45, (person,), (guest,)))
    return store


def hours(store: Store, period: Period, *, exact: bool = False) -> dict[str, object]:
    options = ReportOptions(created=OPTIONS.created, exact=exact)
    rows = build_report(store, period, options).review.now["volunteer_hours"].by(CATEGORY).rows
    return {row.key: row.value for row in rows}


def test_the_hours_of_one_driver_do_not_follow_from_two_reports(village: Store) -> None:
    assert hours(village, YEAR)["TRANSPORT"] == 8 * 60 + 45
    freeze(village, HALF, DocumentKind.REPORT, OPTIONS)
    beside = hours(village, YEAR)
    assert isinstance(beside["TRANSPORT"], Hidden)
    assert TOGETHER_KEY in beside
    assert sum(value for value in beside.values() if isinstance(value, int)) == 3 * 8 * 60 + 45
    assert hours(village, YEAR, exact=True)["TRANSPORT"] == 8 * 60 + 45


def test_the_other_way_round_as_well(village: Store) -> None:
    freeze(village, YEAR, DocumentKind.REPORT, OPTIONS)
    assert isinstance(hours(village, HALF)["TRANSPORT"], Hidden)


def test_a_report_over_the_same_days_or_other_days_changes_nothing(village: Store, tmp_path: Path) -> None:
    before = hours(village, YEAR)
    freeze(village, YEAR, DocumentKind.REPORT, OPTIONS)
    freeze(village, Period(date(2024, 6, 1), date(2024, 12, 31)), DocumentKind.APPLICATION, OPTIONS)
    assert hours(village, YEAR) == before
