"""Retention: limits to the day, the preview is what happens, and nobody goes unannounced."""

from datetime import date, timedelta
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import (
    Booking,
    Category,
    ClientRole,
    Consent,
    ConsentPurpose,
    ConsentWay,
    MemberRole,
    Need,
    ParticipantRole,
    Participation,
    Person,
    PracticalNeed,
    Request,
    RequestState,
    Retention,
    RetentionSubject,
    Shape,
    Support,
    VolunteerRole,
)
from dorpsapp.models.processing import Keep
from dorpsapp.services import records
from dorpsapp.services.consents import give_consent
from dorpsapp.services.people import save_person
from dorpsapp.services.retention import (
    RetentionPlan,
    Stage,
    apply_retention,
    keep_longer,
    note_asked,
    retention_plan,
    say_due,
    term_end,
)
from dorpsapp.services.retention_terms import NOTICE_DAYS, choose_term, read_terms, say_months
from dorpsapp.services.to_do import to_do
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed

DAY = timedelta(days=1)
PERSON, NEEDS = RetentionSubject.PERSON, RetentionSubject.NEEDS


def client(store: Store, until: date | None, since: date = date(2019, 1, 1), name: str = "Voorbeeld") -> int:
    number = save_person(store, {"surname": name})
    records.save(store, ClientRole, {"person_id": number, "since": since, "until": until})
    return number


def agreed(store: Store, number: int) -> None:
    give_consent(store, number, ConsentPurpose.NEEDS, ConsentWay.SPOKEN, date(2020, 1, 1), today=date(2020, 1, 1))


def due_on(store: Store, day: date, subject: RetentionSubject = PERSON) -> set[int]:
    return {one.person_id for one in retention_plan(store, day).due if one.subject is subject}


@pytest.mark.parametrize(
    ("last", "months", "end"),
    [
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2023, 2, 28), 12, date(2024, 2, 28)),
        (date(2024, 8, 31), 18, date(2026, 2, 28)),
        (date(2024, 12, 31), 2, date(2025, 2, 28)),
        (date(2024, 5, 1), 0, date(2024, 5, 1)),
        (date(2026, 11, 26), -84, date(2019, 11, 26)),
    ],
)
def test_a_term_ends_with_the_same_day_or_the_last_of_the_month(last: date, months: int, end: date) -> None:
    assert term_end(last, months) == end


@pytest.mark.parametrize("until", [date(2024, 2, 29), date(2024, 2, 28), date(2023, 12, 31), date(2022, 3, 1)])
def test_a_client_is_due_the_day_after_two_years(store: Store, until: date) -> None:
    number = client(store, until)
    end = term_end(until, 24)
    assert due_on(store, end) == set()
    assert due_on(store, end + DAY) == {number}


@pytest.mark.parametrize(("role", "years"), [(VolunteerRole, 1), (MemberRole, 1)])
def test_who_stopped_is_due_after_a_year_and_who_goes_on_never(store: Store, role: type, years: int) -> None:
    number = save_person(store, {"surname": "Voorbeeld"})
    period = records.save(store, role, {"person_id": number, "since": date(2019, 1, 1), "until": date(2024, 2, 29)})
    assert due_on(store, date(2025, 2, 28)) == set()
    assert due_on(store, date(2025, 3, 1)) == {number}
    records.save(store, role, {"until": None}, period)
    assert due_on(store, date(2090, 1, 1)) == set()


def test_the_longest_term_counts_and_any_contact_begins_anew(store: Store) -> None:
    number = client(store, date(2020, 1, 1))
    records.save(store, VolunteerRole, {"person_id": number, "since": date(2019, 1, 1), "until": date(2023, 6, 30)})
    assert due_on(store, date(2024, 6, 30)) == set() and due_on(store, date(2024, 7, 1)) == {number}
    category = records.save(
        store, Category, {"code": "r", "name": "Rit", "shape": Shape.INDIVIDUAL, "unit": "rit", "units": "ritten"}
    )
    support = records.save(store, Support, {"day": date(2024, 1, 10), "category_id": category, "minutes": 30})
    part = {"support_id": support, "person_id": number, "role": ParticipantRole.CLIENT}
    records.save(store, Participation, part)
    assert due_on(store, date(2026, 1, 10)) == set() and due_on(store, date(2026, 1, 11)) == {number}
    asked = {"person_id": number, "category_id": category, "received_on": date(2024, 2, 1)}
    request = records.save(store, Request, asked)
    assert due_on(store, date(2030, 1, 1)) == set()  # nobody has closed the request
    records.save(store, Request, {"state": RequestState.DONE}, request)
    assert due_on(store, date(2026, 2, 1)) == set() and due_on(store, date(2026, 2, 2)) == {number}


def test_needs_go_at_once_when_the_help_ends(store: Store) -> None:
    number = client(store, date(2026, 3, 31))
    agreed(store, number)
    records.save(store, PracticalNeed, {"person_id": number, "need": Need.ARM})
    assert due_on(store, date(2026, 3, 31), NEEDS) == set()
    (one,) = [each for each in retention_plan(store, date(2026, 4, 1)).due if each.subject is NEEDS]
    assert one.stage is Stage.READY
    done = apply_retention(store, date(2026, 4, 1))
    assert (done.needs, done.erased, done.announced) == ((number,), (), ())
    with store.read() as session:
        assert session.scalars(sa.select(PracticalNeed)).all() == []
        assert session.get(Person, number) is not None


def test_descriptions_in_the_books_go_after_seven_years_and_amounts_stay(store: Store) -> None:
    for day in (date(2018, 12, 31), date(2019, 1, 1)):
        records.save(store, Booking, {"day": day, "amount": 500, "description": "onkosten Jan"})
    assert retention_plan(store, date(2025, 12, 31)).bookings == 0
    assert retention_plan(store, date(2026, 1, 1)).bookings == 1
    assert apply_retention(store, date(2026, 1, 1)).bookings == 1
    with store.read() as session:
        found = session.execute(sa.select(Booking.amount, Booking.description).order_by(Booking.day)).all()
    assert [tuple(row) for row in found] == [(500, None), (500, "onkosten Jan")]


def test_announced_first_and_erased_four_weeks_later(store: Store) -> None:
    number, today = client(store, date(2020, 1, 1)), date(2026, 1, 15)
    assert retention_plan(store, today).people(Stage.NEW) == (number,)
    assert apply_retention(store, today).announced == (number,)
    assert apply_retention(store, today).announced == ()
    last = today + timedelta(days=NOTICE_DAYS - 1)
    assert retention_plan(store, last).people(Stage.WAITING) == (number,) and retention_plan(store, last).is_empty
    assert apply_retention(store, last + DAY).erased == (number,)
    assert retention_plan(store, last + DAY).due == ()
    with store.read() as session:
        assert session.get(Person, number) is None
        assert session.scalars(sa.select(Retention)).all() == []


def test_kept_longer_with_a_reason_comes_back_as_new(store: Store) -> None:
    number, today = client(store, date(2020, 1, 1)), date(2026, 1, 15)
    apply_retention(store, today)
    note_asked(store, number, PERSON, today)
    assert retention_plan(store, today).due[0].asked_on == today
    keep_longer(store, number, PERSON, "wil de nieuwsbrief", date(2026, 6, 1), today)
    assert retention_plan(store, date(2026, 6, 1)).due == ()
    assert retention_plan(store, date(2026, 6, 2)).people(Stage.NEW) == (number,)
    store.undo()
    assert retention_plan(store, today).people(Stage.WAITING) == (number,)
    for reason, until in (("", date(2026, 6, 1)), ("x", today), ("x", date(2050, 1, 1))):
        with pytest.raises(Invalid):
            keep_longer(store, number, PERSON, reason, until, today)


def test_the_plan_in_words_and_on_the_start_page(store: Store) -> None:
    for n in range(14):
        client(store, date(2020, 1, 1), name=f"Proef{n}")
    today = date(2026, 1, 15)
    words = {keep: say_months(n) for keep, n in read_terms(store).items()}
    assert say_due(retention_plan(store, today), words) == ("14 mensen hebben langer dan 2 jaar geen contact.",)
    lines = [line for line in to_do(store, today, None) if line.page == "privacy"]
    assert [line.text for line in lines] == ["Van 14 mensen is de bewaartermijn voorbij"]
    choose_term(store, Keep.CLIENT, 120)
    assert retention_plan(store, today).due == ()


def test_the_preview_is_what_happens(store: Store, pytestconfig: pytest.Config) -> None:
    """Over random people, decisions and days."""
    rng = Random(11)
    with store.write("Mensen die komen en gaan") as unit:
        people = unit.insert_many(Person, [{"surname": f"Proef{n}"} for n in range(20)])
        for role in (VolunteerRole, ClientRole, MemberRole):
            unit.insert_many(
                role,
                [
                    {
                        "person_id": number,
                        "since": date(2020, 1, 1),
                        "until": rng.choice([None, date(2022, 1, 1) + timedelta(days=rng.randrange(1_500))]),
                    }
                    for number in people
                    if rng.random() < 0.5
                ],
            )
        given = {"purpose": ConsentPurpose.NEEDS, "way": ConsentWay.SPOKEN, "given_on": date(2020, 1, 1)}
        unit.insert_many(Consent, [{**given, "person_id": number} for number in people[::2]])
        unit.insert_many(PracticalNeed, [{"person_id": number, "need": Need.ARM} for number in people[::2]])
    erased: set[int] = set()
    days = 200 if pytestconfig.getoption("--full") else 8
    today = date(2026, 1, 1)
    for _step in range(days):
        today += timedelta(days=rng.randrange(5, 90))
        plan = retention_plan(store, today)
        known = present(store)
        done = apply_retention(store, today)
        assert done.announced == plan.people(Stage.NEW)
        assert done.erased == plan.people(Stage.READY)
        assert (done.needs, done.bookings) == (plan.people(Stage.READY, NEEDS), plan.bookings)
        assert known - present(store) == set(done.erased)
        assert not set(done.erased) & erased and still_new(store, today, plan)
        erased |= set(done.erased)
    assert erased


def present(store: Store) -> set[int]:
    with store.read() as session:
        return set(session.scalars(sa.select(Person.id).where(Person.id > 0)))


def still_new(store: Store, today: date, before: RetentionPlan) -> bool:
    """Applying again on the same day finds nothing more to do."""
    again = retention_plan(store, today)
    return again.is_empty and set(again.people(Stage.WAITING)) >= set(before.people(Stage.NEW))


def test_only_who_may_erase_applies_it(data_file: Path) -> None:

    from tests.conftest import TEST_KEY

    store = Store.open(data_file, TEST_KEY, opened_by=User("x", "Inge", "registrar"))
    try:
        number = client(store, date(2020, 1, 1))
        with pytest.raises(NotAllowed):
            apply_retention(store, date(2026, 1, 1))
        assert present(store) == {number}
    finally:
        store.close()
