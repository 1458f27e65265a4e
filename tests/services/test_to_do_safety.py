"""The lines of the start page that keep a file from being locked for ever, day by day around their limits."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from dorpsapp.services import accounts, opening
from dorpsapp.services.to_do import to_do
from dorpsapp.services.to_do_item import Urgency
from dorpsapp.store import keys
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import UserRole
from tests.store.sample import PASSWORD, QUICK

TODAY = datetime.now(UTC).date()


@pytest.fixture
def store(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """A file that Anna made today."""
    monkeypatch.setattr(keys, "Stretcher", lambda: QUICK)
    made = opening.new_file(tmp_path / "dorp.dorpsapp", "Dorpshulp", "Zonnedal", "Anna", PASSWORD).store
    yield made
    made.close()


def said(store: Store, today: date) -> list[tuple[str, object, Urgency]]:
    return [(one.text[:20], one.argument, one.urgency) for one in to_do(store, today, None) if one.page == "users"]


def test_a_second_key_holder_is_asked_for_within_thirty_days(store: Store) -> None:
    def lines(days: int) -> list[tuple[str, object, Urgency]]:
        return said(store, TODAY + timedelta(days=days))

    assert lines(0) == lines(30) == [("Zorg dat een tweede ", None, Urgency.SOON)]
    assert lines(31) == [("Alleen u kunt andere", None, Urgency.LATE)]
    accounts.add_account(store, PASSWORD, "Carla", UserRole.READER, "kachel vlinder tulp")
    assert len(lines(31)) == 1  # a reader can not help anyone
    accounts.add_account(store, PASSWORD, "Bert", UserRole.COORDINATOR, "kachel vlinder tulp")
    assert lines(31) == []


def test_the_recovery_test_is_asked_for_a_year_after_the_last(store: Store) -> None:
    accounts.add_account(store, PASSWORD, "Bert", UserRole.COORDINATOR, "kachel vlinder tulp")
    assert said(store, TODAY + timedelta(days=365)) == []
    line = said(store, TODAY + timedelta(days=366))
    assert line == [("Doe de hersteltest: ", "drill", Urgency.SOON)]
    store.note(AuditAction.DRILL, at=datetime.now(UTC).replace(tzinfo=None, microsecond=0) + timedelta(days=100))
    assert said(store, TODAY + timedelta(days=465)) == []
    assert said(store, TODAY + timedelta(days=466)) == line


def test_only_who_can_do_something_about_it_is_asked(store: Store) -> None:
    accounts.add_account(store, PASSWORD, "Carla", UserRole.READER, "kachel vlinder tulp")
    path = store.path
    store.close()
    reading = opening.open_store(path, opening.Credentials("Carla", "kachel vlinder tulp"))
    assert said(reading, TODAY + timedelta(days=900)) == []
    reading.close()
