"""The lights of the page Privacy: each theme turns amber or red for its own reason, and says what to do."""

from collections.abc import Callable
from datetime import date, time, timedelta

import pytest

from dorpsapp.models import (
    Breach,
    BreachKind,
    Category,
    ClientRole,
    ConsentPurpose,
    ConsentWay,
    Initiative,
    Request,
    RestrictionKind,
    Shape,
    Story,
)
from dorpsapp.models.processing import Keep
from dorpsapp.services import records
from dorpsapp.services.consents import give_consent, withdraw_consent
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people import save_person
from dorpsapp.services.privacy_state import REVIEW_DAYS, Light, PrivacyPoint, mark_reviewed, privacy_points
from dorpsapp.services.restrictions import restrict
from dorpsapp.services.retention_terms import PROPOSALS, choose_term
from dorpsapp.services.to_do import to_do
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed, UserRole
from tests.sample_key import TEST_KEY

TODAY = date(2026, 11, 23)
THEMES = (
    "Datalekken", "Informeren", "Bewaren", "Toestemming", "Rechten", "Opmerkingen", "Beveiliging", "Elk jaar",
)  # fmt: skip


def of_theme(store: Store, theme: str) -> list[PrivacyPoint]:
    return [point for point in privacy_points(store, TODAY) if point.theme == theme]


def a_breach(store: Store) -> None:
    values = {"kind": BreachKind.PAPER, "account": "Lijst kwijt.", "whose": "leden", "data": "naam"}
    records.save(store, Breach, {**values, "discovered_on": TODAY, "discovered_at": time(9, 0)})


def someone_of_long_ago(store: Store) -> None:
    number = save_person(store, {"surname": "Oud"})
    records.save(store, ClientRole, {"person_id": number, "since": date(2019, 1, 1), "until": date(2020, 1, 1)})


def a_story_that_may_not_be_told(store: Store) -> None:
    number = save_person(store, {"surname": "Voorbeeld"})
    consent = give_consent(store, number, ConsentPurpose.STORY, ConsentWay.SPOKEN, TODAY, today=TODAY)
    story = {"day": TODAY, "title": "Thuis", "text": "Fijn.", "pseudonym": "Riet", "person_id": number}
    records.save(store, Story, story)
    withdraw_consent(store, consent, TODAY)


def a_request_of_someone_restricted(store: Store) -> None:
    number = save_person(store, {"surname": "Voorbeeld"})
    kind = {"code": "proef", "name": "Proef", "shape": Shape.INDIVIDUAL, "unit": "rit", "units": "ritten"}
    category = records.save(store, Category, kind)
    records.save(store, Request, {"person_id": number, "category_id": category, "received_on": TODAY})
    restrict(store, number, RestrictionKind.RESTRICTED, "zaak", TODAY, today=TODAY)


def a_note_on_an_illness(store: Store) -> None:
    save_person(store, {"surname": "Voorbeeld", "note": "heeft dementie"})


def no_way_to_reach_us(store: Store) -> None:
    records.save(store, Initiative, {"email": None, "phone": None}, 1)


@pytest.fixture
def founded(store: Store) -> Store:
    found_initiative(store, "Dorp", "Stad", email="info@dorp.example")
    return store


def test_every_theme_has_a_light_with_words(founded: Store) -> None:
    points = privacy_points(founded, TODAY)
    assert {point.theme for point in points} == set(THEMES)
    assert [list(Light).index(point.light) for point in points] == sorted(
        (list(Light).index(point.light) for point in points), reverse=True
    )
    assert all(point.text.endswith(".") and point.sentence.startswith(point.theme) for point in points)


@pytest.mark.parametrize(
    ("cause", "theme", "light", "page"),
    [
        (a_breach, "Datalekken", Light.RED, "breaches"),
        (no_way_to_reach_us, "Informeren", Light.RED, "settings"),
        (someone_of_long_ago, "Bewaren", Light.AMBER, ""),
        (a_story_that_may_not_be_told, "Toestemming", Light.AMBER, "person"),
        (a_request_of_someone_restricted, "Rechten", Light.AMBER, "person"),
        (a_note_on_an_illness, "Opmerkingen", Light.AMBER, "person"),
    ],
)
def test_each_cause_lights_its_own_theme(
    founded: Store, cause: Callable[[Store], None], theme: str, light: Light, page: str
) -> None:
    for keep, proposal in PROPOSALS.items():
        if not proposal.fixed:
            choose_term(founded, keep, proposal.months)
    assert {point.light for point in of_theme(founded, theme)} == {Light.GREEN}
    cause(founded)
    (point,) = [point for point in of_theme(founded, theme) if point.light is not Light.GREEN]
    assert (point.light, point.page) == (light, page)


def test_the_yearly_round_comes_back_after_a_year(founded: Store) -> None:
    def lines(day: date) -> list[str]:
        return [line.text for line in to_do(founded, day, None) if line.argument == "review"]

    assert of_theme(founded, "Elk jaar")[0].light is Light.AMBER
    mark_reviewed(founded, TODAY)
    assert of_theme(founded, "Elk jaar")[0].light is Light.GREEN
    last = TODAY + timedelta(days=REVIEW_DAYS)
    assert lines(last) == [] and len(lines(last + timedelta(days=1))) == 1
    founded.undo()
    assert of_theme(founded, "Elk jaar")[0].light is Light.AMBER


@pytest.mark.parametrize("role", [UserRole.REGISTRAR, UserRole.TREASURER, UserRole.READER])
def test_only_who_sets_up_the_initiative_marks_and_chooses(founded: Store, role: UserRole) -> None:
    founded.close()
    store = Store.open(founded.path, TEST_KEY, opened_by=User("u", "Kees", role.value))
    with pytest.raises(NotAllowed, match="Vraag het een coördinator"):
        mark_reviewed(store, TODAY)
    with pytest.raises(NotAllowed, match="Vraag het een coördinator"):
        choose_term(store, Keep.CLIENT, 12)
    store.close()
