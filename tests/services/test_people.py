"""People: found while typing, saved with their kern, shown with what they gave and received."""

from datetime import date

import pytest

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import ClientRole, Locality, ParticipantRole, VolunteerRole
from dorpsapp.services import records
from dorpsapp.services.people import archive_person, save_person, search_people
from dorpsapp.services.person_view import view_person
from dorpsapp.store.store import Store


@pytest.fixture
def known(store: Store) -> dict[str, int]:
    names = ("Anneke Bos", "Anna van der Velde", "Kees Jansen", "Renée Smit", "Bram Vosmeer")
    people = {}
    for name in names:
        first, *prefix, surname = name.split()
        values = {"first_name": first, "prefix": " ".join(prefix) or None, "surname": surname}
        people[name] = save_person(store, values)
    return people


@pytest.mark.parametrize(
    ("typed", "first"),
    [
        ("ann", "Anneke Bos"),
        ("bos", "Anneke Bos"),
        ("velde", "Anna van der Velde"),
        ("renee", "Renée Smit"),
        ("SMIT", "Renée Smit"),
        ("jan kees", "Kees Jansen"),
        ("jnsen", "Kees Jansen"),
        ("van der v", "Anna van der Velde"),
    ],
)
def test_people_are_found_as_they_are_typed(store: Store, known: dict[str, int], typed: str, first: str) -> None:
    assert search_people(store, typed)[0].name == first


def test_a_word_that_begins_so_comes_before_one_that_holds_it(store: Store, known: dict[str, int]) -> None:
    assert [hit.name for hit in search_people(store, "vos", limit=1)] == ["Bram Vosmeer"]
    save_person(store, {"first_name": "Els", "surname": "Davos"})
    assert [hit.name for hit in search_people(store, "vos")][:2] == ["Bram Vosmeer", "Els Davos"]


def test_a_match_never_vanishes_when_typing_on(store: Store, known: dict[str, int]) -> None:
    full = "anna van der velde"
    for length in range(1, len(full) + 1):
        assert "Anna van der Velde" in [hit.name for hit in search_people(store, full[:length])]


def test_those_with_the_role_come_first(store: Store, known: dict[str, int]) -> None:
    save_person(store, {}, known["Anneke Bos"], role=ParticipantRole.VOLUNTEER, since=date(2020, 1, 1))
    assert search_people(store, "ann", role=ParticipantRole.VOLUNTEER)[0].name == "Anneke Bos"
    assert search_people(store, "ann", role=ParticipantRole.VOLUNTEER)[0].roles == ("vrijwilliger",)
    assert len(search_people(store, "ann", role=ParticipantRole.VOLUNTEER)) == 2


def test_who_is_put_away_is_not_proposed_and_comes_back_by_undo(store: Store, known: dict[str, int]) -> None:
    archive_person(store, known["Kees Jansen"], date(2026, 1, 1))
    assert "Kees Jansen" not in [hit.name for hit in search_people(store, "kees")]
    store.undo()
    assert search_people(store, "kees")[0].name == "Kees Jansen"


def test_the_kern_follows_the_postcode_also_across_a_municipal_border(store: Store) -> None:
    here = records.save(store, Locality, {"name": "Achterveld", "municipality": "Leusden", "postcodes": "3791"})
    there = records.save(
        store, Locality, {"name": "Achterveld, oost", "municipality": "Barneveld", "postcodes": "3792"}
    )
    for postcode, locality in (("3791AB", here), ("3792AB", there), ("1234AB", None)):
        person = save_person(store, {"surname": "Voorbeeld", "postcode": postcode})
        assert view_person(store, person).values["locality_id"] == locality


def test_a_person_needs_a_name_or_a_number(store: Store) -> None:
    with pytest.raises(Invalid) as refused:
        save_person(store, {"street": "Kerkweg"})
    assert refused.value.problems == {"surname": "Vul een achternaam of voornaam in."}
    assert view_person(store, save_person(store, {"number": "66"})).name == "Nummer 66"


def test_a_person_may_have_every_role_at_once(store: Store, known: dict[str, int]) -> None:
    anneke = known["Anneke Bos"]
    for role in (VolunteerRole, ClientRole):
        records.save(store, role, {"person_id": anneke, "since": date(2025, 1, 1)})
    view = view_person(store, anneke)
    assert [role.record_type for role in view.roles] == [VolunteerRole, ClientRole]
    assert (view.gave.times, view.gave.minutes, view.received.times) == (0, 0, 0)


def test_someone_who_is_gone_is_told_about(store: Store) -> None:
    with pytest.raises(UserError, match="bestaat niet meer"):
        view_person(store, 99)
