"""Two records of one person joined into one, taken back at once, and taken apart after everything that came later."""

from datetime import date
from random import Random
from typing import Any

import pytest
import sqlalchemy as sa

from dorpsapp.errors import UserError
from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.period import Period
from dorpsapp.models import (
    RECORDS,
    ConsentPurpose,
    ConsentWay,
    DifferentPeople,
    Merge,
    Need,
    ParticipantRole,
    Participation,
    Person,
    PracticalNeed,
    Relation,
    RelationKind,
    VolunteerRole,
)
from dorpsapp.services import records
from dorpsapp.services.consents import add_need, give_consent, withdraw_consent
from dorpsapp.services.merge_choices import Side
from dorpsapp.services.merging import merge, plan_merge
from dorpsapp.services.person_references import referring_types
from dorpsapp.services.same_people import tell_apart
from dorpsapp.services.unmerging import merged_into, merges_of, unmerge
from dorpsapp.store.store import Store
from tests.services.any_rows import add_rows_about, people_and_support, without
from tests.store.sample import dump

TODAY = date(2026, 11, 23)
PERIOD = Period(date(2025, 1, 1), date(2026, 12, 31))
KEPT, GONE, THIRD = 1, 2, 3


def add(store: Store, record_type: Any, **values: Any) -> int:
    return records.save(store, record_type, values)


def value_of(store: Store, person_id: int, name: str) -> Any:
    with store.read() as session:
        person = session.get(Person, person_id)
        assert person is not None
        return getattr(person, name)


def count(store: Store, record_type: Any, **values: Any) -> int:
    with store.read() as session:
        query = sa.select(sa.func.count()).select_from(record_type).filter_by(**values)
        return session.scalar(query) or 0


@pytest.fixture
def two(store: Store) -> Store:
    """A file with four people and six supports."""
    people_and_support(store, people=4, supports=6)
    return store


def test_every_record_type_that_refers_to_a_person_is_known() -> None:
    """By the metadata itself, so that nobody has to think of it."""
    expected = {
        record
        for record in RECORDS
        if any(key.column.table is Person.__table__ for key in record.__table__.foreign_keys)
    }
    assert set(referring_types()) == expected
    assert {Participation, Relation, VolunteerRole, PracticalNeed, Merge, DifferentPeople} <= expected


def test_empty_fields_are_filled_and_the_record_that_stays_has_its_way(two: Store) -> None:
    records.save(two, Person, {"first_name": "Jan", "surname": "Vries", "prefix": "de", "mobile": None}, KEPT)
    records.save(
        two,
        Person,
        {"first_name": "Johannes", "surname": "Vries", "mobile": "+31612345678", "number": "77", "note": "Belt graag."},
        GONE,
    )
    plan = plan_merge(two, KEPT, GONE)
    assert [(part.label, part.kept, part.gone) for part in plan.parts if part.choices] == [
        ("Voornaam", "Jan", "Johannes")
    ]
    assert next(part for part in plan.parts if part.key == "note").gone == "ingevuld"
    merge(two, KEPT, GONE, {}, TODAY)
    values = {name: value_of(two, KEPT, name) for name in ("first_name", "prefix", "mobile", "number", "note")}
    assert values == {
        "first_name": "Jan", "prefix": "de", "mobile": "+31612345678", "number": "77", "note": "Belt graag.",
    }  # fmt: skip
    assert merged_into(two, GONE) == (KEPT, "Jan de Vries")


def test_part_by_part_the_other_may_have_its_way_and_notes_are_joined(two: Store) -> None:
    records.save(two, Person, {"street": "Kerkweg", "house_number": 4, "note": "Een."}, KEPT)
    records.save(two, Person, {"street": "Molenweg", "house_number": 9, "postcode": "3791AB", "note": "Twee."}, GONE)
    plan = plan_merge(two, KEPT, GONE)
    assert {part.key: part.proposed for part in plan.parts if part.choices} == {
        "prefix": Side.KEPT, "street": Side.KEPT, "note": Side.BOTH,
    }  # fmt: skip
    merge(two, KEPT, GONE, {"street": Side.GONE}, TODAY)
    found = [value_of(two, KEPT, name) for name in ("street", "house_number", "postcode", "note")]
    assert found == ["Molenweg", 9, "3791AB", "Een.\nTwee."]


def test_an_address_is_never_mixed_out_of_two(two: Store) -> None:
    records.save(two, Person, {"street": "Kerkweg", "house_number": 4}, KEPT)
    records.save(two, Person, {"postcode": "3791AB", "town": "Achterveld"}, GONE)
    merge(two, KEPT, GONE, {}, TODAY)
    assert value_of(two, KEPT, "postcode") is None


def test_hours_and_supports_stay_and_there_is_one_person_less(two: Store) -> None:
    for support, person, minutes in ((1, KEPT, None), (2, GONE, None), (3, KEPT, 20), (3, GONE, 25), (4, GONE, 40)):
        add(two, Participation, support_id=support, person_id=person, role=ParticipantRole.VOLUNTEER, minutes=minutes)
    add(two, Participation, support_id=5, person_id=GONE, role=ParticipantRole.CLIENT)
    with two.read() as session:
        before = read_facts(session, PERIOD)
    assert plan_merge(two, KEPT, GONE).twice == 1
    merge(two, KEPT, GONE, {}, TODAY)
    with two.read() as session:
        after = read_facts(session, PERIOD)
    assert sum(one.minutes for one in after.work) == sum(one.minutes for one in before.work)
    assert after.given == before.given
    assert len(after.people_in(ParticipantRole.VOLUNTEER)) == len(before.people_in(ParticipantRole.VOLUNTEER)) - 1
    assert after.people_in(ParticipantRole.CLIENT) == {KEPT}


def test_roles_that_overlap_become_one_and_others_stay_apart(two: Store) -> None:
    add(two, VolunteerRole, person_id=KEPT, since=date(2024, 1, 1), until=date(2025, 1, 1))
    add(
        two, VolunteerRole, person_id=GONE, since=date(2023, 6, 1), until=date(2024, 6, 1), vog_seen_on=date(2023, 7, 1)
    )
    add(two, VolunteerRole, person_id=GONE, since=date(2026, 1, 1))
    merge(two, KEPT, GONE, {}, TODAY)
    with two.read() as session:
        rows = list(session.scalars(sa.select(VolunteerRole).order_by(VolunteerRole.since)))
    assert [(row.since, row.until, row.vog_seen_on) for row in rows] == [
        (date(2023, 6, 1), date(2025, 1, 1), date(2023, 7, 1)),
        (date(2026, 1, 1), None, None),
    ]


def test_relations_with_each_other_end_and_mutual_ones_are_kept_once(two: Store) -> None:
    for person, kind, other in (
        (KEPT, RelationKind.FAMILY, GONE),
        (KEPT, RelationKind.HOUSEHOLD, THIRD),
        (THIRD, RelationKind.HOUSEHOLD, GONE),
        (GONE, RelationKind.CONTACT, THIRD),
    ):
        add(two, Relation, person_id=person, kind=kind, other_id=other)
    merge(two, KEPT, GONE, {}, TODAY)
    with two.read() as session:
        found = {(row.person_id, row.kind, row.other_id) for row in session.scalars(sa.select(Relation))}
    assert found == {(KEPT, RelationKind.HOUSEHOLD, THIRD), (KEPT, RelationKind.CONTACT, THIRD)}


def test_people_told_apart_stay_so_under_the_new_number(two: Store) -> None:
    tell_apart(two, THIRD, KEPT)
    tell_apart(two, 4, KEPT)
    tell_apart(two, 4, GONE)
    merge(two, 4, KEPT, {}, TODAY)
    with two.read() as session:
        pairs = {(row.person_id, row.other_id) for row in session.scalars(sa.select(DifferentPeople))}
    assert pairs == {(GONE, 4), (THIRD, 4)}


def test_a_merge_is_undone_in_one_step_and_done_again(two: Store) -> None:
    rng = Random(3)
    with two.write("Rijen toegevoegd") as unit:
        for person in (KEPT, GONE, THIRD):
            add_rows_about(unit, person, rng, each=3)
    before = dump(two)
    merge(two, KEPT, GONE, {}, TODAY)
    after = dump(two)
    two.undo()
    assert dump(two) == before
    two.redo()
    assert dump(two) == after


def test_later_changes_stay_and_what_can_not_be_put_back_is_said(two: Store) -> None:
    records.save(two, Person, {"mobile": "+31611111111", "town": "Achterveld"}, KEPT)
    records.save(two, Person, {"mobile": "+31622222222", "town": "Leusden", "number": "12"}, GONE)
    part = add(two, Participation, support_id=1, person_id=GONE, role=ParticipantRole.CLIENT)
    add(two, Participation, support_id=2, person_id=GONE, role=ParticipantRole.CLIENT)
    number = merge(two, KEPT, GONE, {"mobile": Side.GONE, "street": Side.GONE}, TODAY)
    records.save(two, Person, {"mobile": "+31633333333"}, KEPT)
    records.delete(two, Participation, part)
    lost = ("Mobiel is daarna gewijzigd en blijft zoals het nu is.", "1 deelname is daarna weggehaald.")
    assert merges_of(two, KEPT)[0].lost == lost
    assert unmerge(two, number, TODAY) == (GONE, lost)
    assert value_of(two, KEPT, "mobile") == "+31633333333"
    assert (value_of(two, KEPT, "town"), value_of(two, KEPT, "number")) == ("Achterveld", None)
    assert (value_of(two, GONE, "mobile"), value_of(two, GONE, "number")) == ("+31622222222", "12")
    assert count(two, Participation, person_id=GONE) == 1
    assert count(two, DifferentPeople, person_id=KEPT, other_id=GONE) == 1


def test_a_number_given_to_someone_else_since_does_not_come_back(two: Store) -> None:
    records.save(two, Person, {"number": "12"}, GONE)
    number = merge(two, KEPT, GONE, {}, TODAY)
    records.save(two, Person, {"number": None}, KEPT)
    records.save(two, Person, {"number": "12"}, THIRD)
    assert unmerge(two, number, TODAY)[1] == ("Nummer 12 is nu van iemand anders.",)
    assert value_of(two, GONE, "number") is None


def test_the_last_one_in_comes_out_first_when_they_hold_the_same_rows(two: Store) -> None:
    for person in (KEPT, GONE, THIRD):
        add(two, Participation, support_id=1, person_id=person, role=ParticipantRole.CLIENT)
    before = dump(two)
    first = merge(two, KEPT, GONE, {}, TODAY)
    second = merge(two, KEPT, THIRD, {}, TODAY)
    assert [one.first for one in merges_of(two, KEPT)] == [None, "Voorbeeld2"]
    with pytest.raises(UserError, match="Haal eerst Voorbeeld2 eruit"):
        unmerge(two, first, TODAY)
    unmerge(two, second, TODAY)
    unmerge(two, first, TODAY)
    assert without(dump(two), "different_people") == without(before, "different_people")


def test_who_went_up_in_someone_who_went_up_comes_out_in_turn(two: Store) -> None:
    add(two, Participation, support_id=1, person_id=GONE, role=ParticipantRole.CLIENT)
    first = merge(two, KEPT, GONE, {}, TODAY)
    second = merge(two, THIRD, KEPT, {}, TODAY)
    assert merged_into(two, GONE) == (THIRD, "Voorbeeld2")
    with pytest.raises(UserError, match="Voorbeeld0"):
        unmerge(two, first, TODAY)
    unmerge(two, second, TODAY)
    unmerge(two, first, TODAY)
    assert count(two, Participation, person_id=GONE) == 1
    with pytest.raises(UserError, match="al uit elkaar"):
        unmerge(two, first, TODAY)


def test_needs_go_where_consent_is_and_nowhere_else(two: Store) -> None:
    consent = give_consent(two, GONE, ConsentPurpose.NEEDS, ConsentWay.SPOKEN, date(2026, 1, 1), today=TODAY)
    add_need(two, GONE, Need.WALKER, TODAY)
    number = merge(two, KEPT, GONE, {}, TODAY)
    add_need(two, KEPT, Need.LOUD, TODAY)
    gone, lost = unmerge(two, number, TODAY)
    assert lost == ("De praktische behoeften van Voorbeeld0 zijn gewist: er is geen toestemming.",)
    assert (count(two, PracticalNeed, person_id=KEPT), count(two, PracticalNeed, person_id=gone)) == (0, 1)
    assert withdraw_consent(two, consent, TODAY) == 1


def test_withdrawn_consent_also_reaches_what_a_merge_remembers(two: Store) -> None:
    consents = [
        give_consent(two, person, ConsentPurpose.NEEDS, ConsentWay.SPOKEN, date(2026, 1, 1), today=TODAY)
        for person in (KEPT, GONE)
    ]
    for person in (KEPT, GONE):
        add_need(two, person, Need.WALKER, TODAY)
    number = merge(two, KEPT, GONE, {}, TODAY)
    assert withdraw_consent(two, consents[0], TODAY) == 1
    with two.read() as session:
        assert "WALKER" not in session.scalars(sa.select(Merge.content)).one()
    unmerge(two, number, TODAY)
    assert count(two, PracticalNeed) == 0
