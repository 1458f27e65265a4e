"""Consent and what hangs on it: given, withdrawn with one step, and no practical need without it."""

from datetime import date
from pathlib import Path

import pytest

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Consent, ConsentPurpose, ConsentWay, Need
from dorpsapp.services import records
from dorpsapp.services.consents import (
    add_need,
    consents_of,
    give_consent,
    last_text_version,
    may_keep_needs,
    remove_need,
    withdraw_consent,
)
from dorpsapp.services.people import save_person
from dorpsapp.services.sensitive import SensitivePart, reveal
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import UserRole

TODAY = date(2026, 11, 23)
NEEDS, PAPER = ConsentPurpose.NEEDS, ConsentWay.WRITTEN


@pytest.fixture
def kees(store: Store) -> int:
    return save_person(store, {"first_name": "Kees", "surname": "Jansen"})


def needs(store: Store, person_id: int) -> tuple[Need, ...]:
    return reveal(store, person_id, SensitivePart.NEEDS).needs


def test_no_need_is_kept_without_consent(store: Store, kees: int) -> None:
    with pytest.raises(UserError, match="Kees Jansen gaf nog geen toestemming"):
        add_need(store, kees, Need.WALKER, TODAY)
    give_consent(store, kees, ConsentPurpose.PHOTO, PAPER, TODAY, today=TODAY)
    with pytest.raises(UserError, match="geen toestemming"):
        add_need(store, kees, Need.WALKER, TODAY)
    assert needs(store, kees) == ()
    give_consent(store, kees, NEEDS, PAPER, TODAY, today=TODAY)
    add_need(store, kees, Need.WALKER, TODAY)
    add_need(store, kees, Need.WALKER, TODAY)
    add_need(store, kees, Need.LOUD, TODAY)
    remove_need(store, kees, Need.WALKER)
    assert needs(store, kees) == (Need.LOUD,)


def test_withdrawing_once_ends_every_consent_for_that_and_erases_the_needs(store: Store, kees: int) -> None:
    first = give_consent(store, kees, NEEDS, PAPER, date(2025, 1, 1), today=TODAY, text_version="folder 2025")
    give_consent(store, kees, NEEDS, ConsentWay.SPOKEN, date(2026, 1, 1), today=TODAY)
    photo = give_consent(store, kees, ConsentPurpose.PHOTO, PAPER, TODAY, today=TODAY)
    add_need(store, kees, Need.WALKER, TODAY)
    assert withdraw_consent(store, first, TODAY) == 1
    assert needs(store, kees) == ()
    assert not may_keep_needs(store, kees, TODAY)
    open_ones = [one.id for one in consents_of(store, kees) if one.withdrawn_on is None]
    assert open_ones == [photo]
    store.undo()
    assert needs(store, kees) == (Need.WALKER,)
    assert may_keep_needs(store, kees, TODAY)


def test_consent_given_again_after_it_was_withdrawn_holds(store: Store, kees: int) -> None:
    withdraw_consent(store, give_consent(store, kees, NEEDS, PAPER, date(2026, 1, 1), today=TODAY), date(2026, 3, 1))
    give_consent(store, kees, NEEDS, PAPER, date(2026, 2, 1), today=TODAY)
    assert not may_keep_needs(store, kees, TODAY)
    give_consent(store, kees, NEEDS, PAPER, date(2026, 4, 1), today=TODAY)
    assert may_keep_needs(store, kees, TODAY)


def test_consent_of_a_day_to_come_is_refused_and_does_not_hold(store: Store, kees: int) -> None:
    with pytest.raises(Invalid, match="nog niet geweest"):
        give_consent(store, kees, NEEDS, PAPER, date(2027, 1, 1), today=TODAY)
    values = {"person_id": kees, "purpose": NEEDS, "way": PAPER, "given_on": date(2027, 1, 1)}
    records.save(store, Consent, values)
    assert not may_keep_needs(store, kees, TODAY)


def test_the_text_of_last_time_is_proposed(store: Store, kees: int) -> None:
    assert last_text_version(store, NEEDS) is None
    for day, text in ((date(2025, 1, 1), "folder 2025"), (date(2026, 1, 1), "folder 2026"), (TODAY, None)):
        give_consent(store, kees, NEEDS, PAPER, day, today=TODAY, text_version=text)
    assert last_text_version(store, NEEDS) == "folder 2026"
    assert last_text_version(store, ConsentPurpose.NEWS) is None


def test_who_took_it_down_is_the_user_that_signed_in(tmp_path: Path) -> None:
    anneke = User("u1", "Anneke Bos", UserRole.COORDINATOR.value)
    store = Store.create(tmp_path / "dorp.dorpsapp", key=bytes(range(32)), opened_by=anneke)
    person = save_person(store, {"first_name": "Kees", "surname": "Jansen"})
    give_consent(store, person, NEEDS, PAPER, TODAY, today=TODAY)
    assert consents_of(store, person)[0].recorded_by == "Anneke Bos"
    store.close()


def test_a_practice_file_without_users_tells_nobody(store: Store, kees: int) -> None:
    give_consent(store, kees, NEEDS, PAPER, TODAY, today=TODAY)
    assert consents_of(store, kees)[0].recorded_by is None
