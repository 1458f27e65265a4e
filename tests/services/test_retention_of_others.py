"""Retention of who never had a role, of paid workers, notes and breaches: from when each term runs."""

from datetime import date, time

import sqlalchemy as sa

from dorpsapp.models import (
    Breach,
    BreachKind,
    Category,
    ConsentPurpose,
    ConsentWay,
    Need,
    ParticipantRole,
    Participation,
    Person,
    PracticalNeed,
    Relation,
    RelationKind,
    RestrictionKind,
    RetentionSubject,
    Shape,
    Support,
)
from dorpsapp.models.processing import Keep
from dorpsapp.services import records
from dorpsapp.services.consents import give_consent
from dorpsapp.services.erasing import erase_people
from dorpsapp.services.people import save_person
from dorpsapp.services.restrictions import restrict
from dorpsapp.services.retention import (
    apply_retention,
    retention_plan,
    say_done,
    say_due,
)
from dorpsapp.services.retention_terms import choose_term, read_terms, say_months
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.services.test_retention import agreed, client, due_on
from tests.store.decrypted import decrypted

NEEDS = RetentionSubject.NEEDS


def added(store: Store, day: date, **values: object) -> int:
    """Someone who never had a role, known since a day."""
    return save_person(store, {"surname": "Voorbeeld", "added_on": day, **values})


def test_who_never_had_a_role_is_due_two_years_after_the_last_that_is_known(store: Store) -> None:
    number = added(store, date(2024, 2, 29))
    assert due_on(store, date(2026, 2, 28)) == set() and due_on(store, date(2026, 3, 1)) == {number}
    give_consent(store, number, ConsentPurpose.NEWS, ConsentWay.SPOKEN, date(2025, 5, 1), today=date(2025, 5, 1))
    assert due_on(store, date(2027, 5, 1)) == set() and due_on(store, date(2027, 5, 2)) == {number}


def test_the_contact_of_someone_stays_as_long_as_that_one(store: Store) -> None:
    contact = added(store, date(2019, 1, 1))
    helped = client(store, None, since=date(2026, 1, 1))
    relation = {"person_id": helped, "other_id": contact, "kind": RelationKind.CONTACT}
    records.save(store, Relation, relation)
    alone = added(store, date(2019, 1, 1))
    records.save(store, Relation, {**relation, "person_id": alone, "kind": RelationKind.NEIGHBOUR})
    assert due_on(store, date(2026, 6, 1)) == {alone}
    erase_people(store, [helped, alone], date(2026, 6, 1))
    assert due_on(store, date(2026, 6, 1)) == {contact}


def test_who_was_paid_is_due_a_year_after_the_last_work(store: Store) -> None:
    number = added(store, date(2019, 1, 1))
    category = records.save(
        store, Category, {"code": "r", "name": "Rit", "shape": Shape.INDIVIDUAL, "unit": "rit", "units": "ritten"}
    )
    support = records.save(store, Support, {"day": date(2024, 1, 10), "category_id": category, "minutes": 30})
    part = {"support_id": support, "person_id": number, "role": ParticipantRole.PAID}
    records.save(store, Participation, part)
    assert due_on(store, date(2025, 1, 10)) == set() and due_on(store, date(2025, 1, 11)) == {number}


def test_a_restriction_stops_the_clock_and_an_objection_does_not(store: Store) -> None:
    today = date(2026, 1, 15)
    number, other = client(store, date(2020, 1, 1)), client(store, date(2020, 1, 1))
    agreed(store, number)
    records.save(store, PracticalNeed, {"person_id": number, "need": Need.ARM})
    restrict(store, number, RestrictionKind.RESTRICTED, "loopt een zaak", today, today=today)
    restrict(store, other, RestrictionKind.OBJECTION, "geen post", today, today=today)
    assert due_on(store, today) == {other} and due_on(store, today, NEEDS) == set()


def test_a_note_goes_the_day_after_its_own_day(store: Store) -> None:
    number = save_person(store, {"surname": "Voorbeeld", "note": "sleutel bij Ria", "note_until": date(2026, 2, 28)})
    assert retention_plan(store, date(2026, 2, 28)).notes == 0
    plan = retention_plan(store, date(2026, 3, 1))
    words = {keep: say_months(n) for keep, n in read_terms(store).items()}
    assert plan.notes == 1 and say_due(plan, words) == ("Van 1 opmerking is de dag voorbij.",)
    done = apply_retention(store, date(2026, 3, 1))
    assert (done.notes, say_done(done)) == (1, "Opmerkingen gewist: 1.")
    with store.read() as session:
        person = session.get_one(Person, number)
        assert (person.note, person.note_until) == (None, None)
    assert b"sleutel bij Ria" not in decrypted(store.path, TEST_KEY)
    assert say_done(apply_retention(store, date(2026, 3, 1))) == "Er was niets te doen."


def test_a_breach_leaves_the_register_after_its_term(store: Store) -> None:
    values = {"kind": BreachKind.PAPER, "account": "Lijst kwijt.", "whose": "leden", "data": "naam"}
    records.save(store, Breach, {**values, "discovered_on": date(2020, 2, 29), "discovered_at": time(9, 0)})
    assert retention_plan(store, date(2025, 2, 28)).breaches == 0
    assert retention_plan(store, date(2025, 3, 1)).breaches == 1
    choose_term(store, Keep.BREACH, 72)
    assert retention_plan(store, date(2025, 3, 1)).is_empty
    assert apply_retention(store, date(2026, 3, 1)).breaches == 1
    with store.read() as session:
        assert session.scalars(sa.select(Breach)).all() == []
