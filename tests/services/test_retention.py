"""Retention: limits to the day, the preview is what happens, and nobody goes unannounced."""

import shutil
from datetime import date, time, timedelta
from pathlib import Path
from random import Random

import pytest
import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import (
    Booking,
    Breach,
    BreachKind,
    Category,
    ClientRole,
    Consent,
    ConsentPurpose,
    ConsentWay,
    DeclineReason,
    MemberRole,
    Need,
    ParticipantRole,
    Participation,
    Person,
    PracticalNeed,
    Relation,
    RelationKind,
    Request,
    RequestState,
    Restriction,
    RestrictionKind,
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
    RetentionDone,
    RetentionPlan,
    Stage,
    apply_retention,
    keep_longer,
    note_asked,
    retention_plan,
    say_due,
)
from dorpsapp.services.retention_due import term_end
from dorpsapp.services.retention_terms import NOTICE_DAYS, choose_term, read_terms, say_months
from dorpsapp.services.to_do import to_do
from dorpsapp.store.erased import list_beside
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed
from tests.conftest import TEST_KEY
from tests.faults.measured import Measured

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


def test_who_was_in_contact_again_gets_a_new_notice(store: Store) -> None:
    number, today = client(store, date(2020, 1, 1)), date(2026, 1, 15)
    apply_retention(store, today)
    records.save(store, ClientRole, {"person_id": number, "since": date(2026, 1, 20), "until": date(2026, 2, 1)})
    later = date(2028, 2, 2)
    assert retention_plan(store, later).people(Stage.NEW) == (number,)
    assert apply_retention(store, date(2026, 3, 1)) == RetentionDone((), (), (), 0, 0, 0)
    with store.read() as session:
        assert session.scalars(sa.select(Retention.announced_on)).all() == [None]


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


def random_people(store: Store, rng: Random, people: int) -> None:
    """People who come and go, with notes, needs, requests, relations, decisions, restrictions and old books."""

    def day(first: int = 2_019, years: int = 7) -> date:
        return date(first, 1, 1) + timedelta(days=rng.randrange(years * 365))

    with store.write("Mensen die komen en gaan") as unit:
        kind = {"code": "r", "name": "Rit", "shape": Shape.INDIVIDUAL, "unit": "rit", "units": "ritten"}
        (category,) = unit.insert_many(Category, [kind])
        rows = [
            {
                "surname": f"Proef{n}",
                "added_on": rng.choice([None, day()]),
                "note": "sleutel" if n % 3 else None,
                "note_until": rng.choice([None, day(2025, 2)]),
            }
            for n in range(people)
        ]
        ids = unit.insert_many(Person, rows)
        for role in (VolunteerRole, ClientRole, MemberRole):
            unit.insert_many(
                role,
                [
                    {"person_id": number, "since": date(2018, 1, 1), "until": rng.choice([None, day(), day()])}
                    for number in ids
                    if rng.random() < 0.4
                ],
            )
        given = {"purpose": ConsentPurpose.NEEDS, "way": ConsentWay.SPOKEN}
        unit.insert_many(Consent, [{**given, "given_on": day(), "person_id": number} for number in ids[::2]])
        unit.insert_many(PracticalNeed, [{"person_id": number, "need": Need.ARM} for number in ids[::2]])
        supports = [{"day": day(), "category_id": category, "minutes": 30} for _n in range(people)]
        taken = unit.insert_many(Support, supports)
        roles = list(ParticipantRole)
        parts = [{"support_id": each, "person_id": rng.choice(ids), "role": rng.choice(roles)} for each in taken]
        unit.insert_many(Participation, parts)
        states = list(RequestState)
        asked = [{"person_id": rng.choice(ids), "category_id": category, "received_on": day()} for _n in range(people)]
        reason = {"decline_reason": DeclineReason.OTHER}
        unit.insert_many(Request, [{**one, **reason, "state": rng.choice(states[3:])} for one in asked[: people // 3]])
        unit.insert_many(Relation, [{"person_id": ids[0], "other_id": ids[1], "kind": RelationKind.CONTACT}])
        decided: list[dict[str, object]] = [
            {"announced_on": day(2025, 1)},
            {"kept_until": day(2026, 1), "reason": "klacht"},
        ]
        unit.insert_many(
            Retention, [{"person_id": number, "subject": PERSON, **rng.choice(decided)} for number in ids[::4]]
        )
        unit.insert_many(Booking, [{"day": day(2015, 6), "amount": 5, "description": "onkosten"} for _n in range(3)])
        breach = {"kind": BreachKind.PAPER, "account": "x", "whose": "leden", "data": "naam"}
        unit.insert_many(Breach, [{**breach, "discovered_on": day(), "discovered_at": time(9, 0)} for _n in range(2)])
    limit = {"kind": rng.choice(list(RestrictionKind)), "since": date(2025, 1, 1), "reason": "zaak"}
    records.save(store, Restriction, {**limit, "person_id": rng.choice(ids)})


def applied_as_planned(store: Store, today: date) -> tuple[int, ...]:
    """Apply it, and see that exactly what was planned came about; gives who was erased."""
    plan, known = retention_plan(store, today), present(store)
    with store.read() as session:
        tied = {one for row in session.execute(sa.select(Relation.person_id, Relation.other_id)) for one in row}
    done = apply_retention(store, today)
    assert done.announced == plan.people(Stage.NEW)
    assert done.erased == plan.people(Stage.READY)
    assert (done.needs, done.bookings) == (plan.people(Stage.READY, NEEDS), plan.bookings)
    assert (done.notes, done.breaches) == (plan.notes, plan.breaches)
    assert known - present(store) == set(done.erased)
    assert nothing_more(store, today, plan, tied)
    return done.erased


def test_the_preview_is_what_happens(store: Store) -> None:
    """Over random people, decisions and days."""
    rng = Random(11)
    random_people(store, rng, people=20)
    erased: list[int] = []
    today = date(2026, 1, 1)
    for _step in range(8):
        today += timedelta(days=rng.randrange(5, 90))
        erased += applied_as_planned(store, today)
    assert erased and len(set(erased)) == len(erased)


def present(store: Store) -> set[int]:
    with store.read() as session:
        return set(session.scalars(sa.select(Person.id).where(Person.id > 0)))


def nothing_more(store: Store, today: date, before: RetentionPlan, tied: set[int]) -> bool:
    """Applying again on the same day finds nothing more to do, but for the contact of who was erased just now."""
    again = retention_plan(store, today)
    new = set(again.people(Stage.NEW))
    idle = again.is_empty or (new <= tied and not again.people(Stage.READY))
    return idle and set(again.people(Stage.WAITING)) >= set(before.people(Stage.NEW))


def test_only_who_may_erase_applies_it(data_file: Path) -> None:
    store = Store.open(data_file, TEST_KEY, opened_by=User("x", "Inge", "registrar"))
    try:
        number = client(store, date(2020, 1, 1))
        with pytest.raises(NotAllowed):
            apply_retention(store, date(2026, 1, 1))
        assert present(store) == {number}
    finally:
        store.close()


@pytest.mark.full
def test_the_preview_is_what_happens_in_a_thousand_random_files(
    empty_file: Path, tmp_path: Path, measured: Measured
) -> None:
    measured.tried("Bewaartermijn: wat er gebeurt is wat er was aangekondigd", 1000)
    for seed in range(1_000):
        store = Store.open(Path(shutil.copy(empty_file, tmp_path / "x.dorpsapp")), TEST_KEY)
        try:
            random_people(store, Random(seed), people=6)
            today = date(2026, 1, 1) + timedelta(days=seed % 400)
            for _step in range(2):
                applied_as_planned(store, today)
                today += timedelta(days=NOTICE_DAYS + seed % 3 - 1)
        finally:
            store.close()
        list_beside(tmp_path / "x.dorpsapp").unlink(missing_ok=True)
