"""Matching: reasons in words, an order that keeps its promise, and ten thousand people at once; rules by hypothesis."""

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
import sqlalchemy as sa
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.models import (
    Absence,
    Availability,
    Category,
    DayPart,
    Locality,
    MatchState,
    ParticipantRole,
    Participation,
    Person,
    PersonSkill,
    Repeat,
    Shape,
    SkillKind,
    Support,
    VolunteerRole,
    Weekday,
)
from dorpsapp.services import records
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.match_reasons import (
    MatchCandidate,
    Nearness,
    Tone,
    VolunteerFacts,
    Wish,
    in_order,
    weigh,
)
from dorpsapp.services.matching import candidates_for, wish_of
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import archive_person, save_person
from dorpsapp.services.qualities import qualities
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.request_states import answer
from dorpsapp.services.requests import RequestEntry, receive_request, view_request
from dorpsapp.store.store import Store
from dorpsapp.text import WEEKDAYS

TODAY = date.today()
TOMORROW = TODAY + timedelta(days=1)
DAYS = st.dates(TODAY - timedelta(days=400), TODAY + timedelta(days=400))

WISHES = st.builds(
    Wish,
    st.none() | DAYS,
    st.none() | st.sampled_from(DayPart),
    st.booleans(),
    st.sampled_from(("", "Koken")),
    st.sampled_from(("", "Turks")),
)
FACTS = st.builds(
    VolunteerFacts,
    person_id=st.integers(1, 9),
    name=st.just("Anneke Bos"),
    sort_key=st.sampled_from(("bos", "smit")),
    has_skill=st.booleans(),
    speaks=st.booleans(),
    availability_known=st.booleans(),
    free_parts=st.frozensets(st.sampled_from(DayPart)),
    absent=st.none() | st.tuples(DAYS, st.none() | DAYS),
    drives=st.none() | st.booleans(),
    licence_until=st.none() | DAYS,
    inspection_until=st.none() | DAYS,
    insurance_until=st.none() | DAYS,
    nearness=st.sampled_from(Nearness),
    near_words=st.just("woont ook in Voorbeelddorp"),
    times_here=st.integers(0, 2),
    last_here=st.none() | DAYS,
    times_kind=st.integers(0, 2),
    times_month=st.integers(0, 2),
    minutes_month=st.integers(0, 90),
    has_vog=st.booleans(),
    answer=st.none() | st.sampled_from(MatchState),
    asked_on=DAYS,
    elsewhere_that_day=st.booleans(),
)


def texts(candidate: MatchCandidate) -> list[str]:
    return [reason.text for reason in candidate.reasons]


@given(WISHES, FACTS)
def test_who_can_not_has_a_reason_and_it_stands_first(wish: Wish, facts: VolunteerFacts) -> None:
    found = weigh(wish, facts, TODAY)
    no_car = wish.needs_car and facts.drives is False
    away = wish.day is not None and facts.absent is not None
    assert found.can == (not no_car and not away and facts.answer is not MatchState.REFUSED)
    assert found.can or found.reasons[0].tone is Tone.CANNOT
    assert all(reason.text and "None" not in reason.text for reason in found.reasons)
    assert len(set(texts(found))) == len(found.reasons)


@given(WISHES, FACTS)
def test_what_is_not_known_or_passed_is_said(wish: Wish, facts: VolunteerFacts) -> None:
    found = texts(weigh(wish, facts, TODAY))
    assert ("VOG ontbreekt" in found) == (not facts.has_vog)
    assert ("beschikbaarheid onbekend" in found) == (wish.day is not None and not facts.availability_known)
    day = wish.day or TODAY
    for until, paper in (
        (facts.licence_until, "rijbewijs"),
        (facts.inspection_until, "APK"),
        (facts.insurance_until, "verzekering"),
    ):
        passed = wish.needs_car and facts.drives is True and until is not None and until < day
        assert any(text.startswith(f"{paper} dan verlopen") for text in found) == passed


@given(WISHES, FACTS)
def test_who_has_all_that_is_needed_misses_nothing(wish: Wish, facts: VolunteerFacts) -> None:
    able = replace(
        facts, has_skill=True, speaks=True, availability_known=True, free_parts=frozenset(DayPart), absent=None,
        drives=True, licence_until=None, inspection_until=None, insurance_until=None, elsewhere_that_day=False,
    )  # fmt: skip
    assert weigh(wish, able, TODAY).missing == 0
    nobody = replace(able, has_skill=False, speaks=False, availability_known=False, drives=None)
    asked = sum((wish.needs_car, wish.day is not None, bool(wish.skill), bool(wish.language)))
    assert weigh(wish, nobody, TODAY).missing == asked


@given(WISHES, st.lists(FACTS, max_size=12))
def test_the_order_is_what_the_screen_says(wish: Wish, people: list[VolunteerFacts]) -> None:
    ordered = in_order(weigh(wish, facts, TODAY) for facts in people)
    assert len(ordered) == len(people)
    agreed = [one.facts.answer is MatchState.AGREED for one in ordered]
    assert agreed == sorted(agreed, reverse=True)
    rest = [one for one in ordered if one.facts.answer is not MatchState.AGREED]
    can = [one.can for one in rest]
    assert can == sorted(can, reverse=True)
    asked = [one.facts.answer is MatchState.ASKED for one in rest if one.can]
    assert asked == sorted(asked, reverse=True)
    new = [one for one in rest if one.can and one.facts.answer is None]
    for before, after in pairwise(new):
        assert before.missing <= after.missing
        if before.missing == after.missing:
            assert bool(before.facts.times_here) >= bool(after.facts.times_here)
            if bool(before.facts.times_here) == bool(after.facts.times_here):
                assert before.facts.minutes_month <= after.facts.minutes_month


@pytest.fixture
def kind(store: Store) -> Callable[[str], int]:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")

    def find(code: str) -> int:
        with store.read() as session:
            return session.scalars(sa.select(Category.id).where(Category.code == code)).one()

    return find


@pytest.fixture
def kern(store: Store, kind: Callable[[str], int]) -> int:
    values = {"name": "Voorbeelddorp", "municipality": "Voorbeeldstad", "postcodes": "1234"}
    return records.save(store, Locality, values)


@pytest.fixture
def person(store: Store, kern: int) -> Callable[..., int]:
    def make(name: str, role: ParticipantRole | None = ParticipantRole.VOLUNTEER, **values: object) -> int:
        since = TODAY - timedelta(days=900)
        return save_person(store, {**take_apart(name), **values}, role=role, since=since)

    return make


@pytest.fixture
def kees(person: Callable[..., int]) -> int:
    return person("Kees Jansen", ParticipantRole.CLIENT, street="Kerkweg", postcode="1234AB")


def role_of(store: Store, number: int) -> int:
    with store.read() as session:
        return session.scalars(sa.select(VolunteerRole.id).where(VolunteerRole.person_id == number)).one()


def ask(store: Store, entry: RequestEntry) -> int:
    return receive_request(store, entry, TODAY)


def found(store: Store, request: int) -> dict[str, MatchCandidate]:
    return {one.facts.name: one for one in candidates_for(store, view_request(store, request), TODAY)}


def test_a_request_that_asks_everything(
    store: Store, kind: Callable[[str], int], person: Callable[..., int], kees: int
) -> None:
    koken = next(each.id for each in qualities(store, SkillKind.ABILITY) if each.name == "Koken")
    turks = next(each.id for each in qualities(store, SkillKind.LANGUAGE) if each.name == "Turks")
    anneke = person("Anneke Bos", street="kerkweg", postcode="1234AC", mobile="+31600123456")
    bram = person("Bram Smit", postcode="1234ZZ", street="Molenweg")
    carla = person("Carla Vos", postcode="9999AA")
    dirk = person("Dirk Prins")
    els = person("Els Maas", postcode="1234XX")
    for skill in (koken, turks):
        records.save(store, PersonSkill, {"person_id": anneke, "skill_id": skill})
    for who, part in ((anneke, DayPart.MORNING), (bram, DayPart.EVENING)):
        records.save(store, Availability, {"person_id": who, "weekday": Weekday.of(TOMORROW), "part": part})
    records.save(store, VolunteerRole, {"drives": True, "vog_seen_on": TODAY}, role_of(store, anneke))
    records.save(store, VolunteerRole, {"drives": True, "licence_until": TODAY}, role_of(store, bram))
    records.save(store, VolunteerRole, {"drives": False}, role_of(store, carla))
    records.save(store, Absence, {"person_id": dirk, "since": TODAY, "until": TOMORROW})
    request = ask(
        store,
        RequestEntry(
            kees, kind("TRANSPORT"), TODAY, wanted_on=TOMORROW, wanted_part=DayPart.MORNING, needs_car=True,
            skill_id=koken, language_id=turks,
        ),
    )  # fmt: skip
    answer(store, request, els, MatchState.REFUSED, TODAY)
    people = found(store, request)
    assert next(iter(people)) == "Anneke Bos"
    assert set(list(people)[-3:]) == {"Carla Vos", "Dirk Prins", "Els Maas"}
    first = people["Anneke Bos"]
    assert (first.missing, first.can, first.facts.phones) == (0, True, ("06-00123456",))
    morning = f"{WEEKDAYS[TOMORROW.weekday()]}ochtend"
    assert texts(first) == [
        "rijdt met eigen auto",
        f"vrij op {morning}",
        "kan: Koken",
        "spreekt Turks",
        "woont in dezelfde straat",
        "deze maand nog niet",
    ]
    second = texts(people["Bram Smit"])
    assert f"meestal niet vrij op {morning}" in second
    assert any(text.startswith("rijbewijs dan verlopen") for text in second)
    assert {"niet ingevuld: Koken", "woont ook in Voorbeelddorp", "VOG ontbreekt"} <= set(second)
    assert texts(people["Carla Vos"])[0] == "rijdt niet met eigen auto"
    assert texts(people["Dirk Prins"])[0].startswith("afwezig tot en met")
    assert texts(people["Els Maas"])[0].startswith("zei nee")
    assert "beschikbaarheid onbekend" in texts(people["Els Maas"])


def test_who_helped_before_comes_first_and_load_counts(
    store: Store, kind: Callable[[str], int], person: Callable[..., int], kees: int
) -> None:
    anneke, bram, carla = person("Anneke Bos"), person("Bram Smit"), person("Carla Vos")
    other = person("Truus Maas", ParticipantRole.CLIENT)
    first = TODAY.replace(day=1)
    before = first - timedelta(days=40)
    ride = SupportEntry(before, kind("TRANSPORT"), Shape.INDIVIDUAL, 60, (carla,), (kees,))
    record_support(store, ride)
    record_support(store, replace(ride, day=before + timedelta(days=1)))
    record_support(store, replace(ride, day=TODAY, volunteers=(anneke,), clients=(other,), minutes=90))
    meal = SupportEntry(before, kind("COMMUNITY_MEAL"), Shape.GROUP, 60, (bram,), (kees, other), headcount=3)
    record_support(store, meal)
    request = ask(store, RequestEntry(kees, kind("TRANSPORT"), TODAY))
    people = found(store, request)
    assert list(people) == ["Carla Vos", "Bram Smit", "Anneke Bos"]
    day = before + timedelta(days=1)
    assert f"hielp hier 2 keer, laatst op {day.day}-{day.month}-{day.year}" in texts(people["Carla Vos"])
    assert "deed dit werk 2 keer" in texts(people["Carla Vos"])
    assert "deze maand 1 keer, 1 uur 30" in texts(people["Anneke Bos"])
    assert not any("hielp hier" in text for text in texts(people["Bram Smit"]))


def test_only_volunteers_of_that_day_and_never_the_person_who_asks(
    store: Store, kind: Callable[[str], int], person: Callable[..., int], kees: int
) -> None:
    anneke, bram, carla = person("Anneke Bos"), person("Bram Smit"), person("Carla Vos")
    archive_person(store, carla, TODAY)
    records.save(store, VolunteerRole, {"until": TODAY}, role_of(store, bram))
    records.save(store, VolunteerRole, {"person_id": kees, "since": TODAY})
    today = ask(store, RequestEntry(kees, kind("TRANSPORT"), TODAY, wanted_on=TODAY))
    tomorrow = ask(store, RequestEntry(kees, kind("TRANSPORT"), TODAY, wanted_on=TOMORROW))
    assert set(found(store, today)) == {"Anneke Bos", "Bram Smit"}
    assert set(found(store, tomorrow)) == {"Anneke Bos"}
    answer(store, tomorrow, anneke, MatchState.AGREED, TODAY)
    again = ask(store, RequestEntry(kees, kind("TRANSPORT"), TODAY, wanted_on=TOMORROW))
    assert "helpt die dag ook iemand anders" in texts(found(store, again)["Anneke Bos"])
    assert "helpt die dag ook iemand anders" not in texts(found(store, tomorrow)["Anneke Bos"])


def test_a_series_looks_for_its_next_day(store: Store, kind: Callable[[str], int], kees: int) -> None:
    start = TODAY - timedelta(days=10)
    entry = RequestEntry(kees, kind("TRANSPORT"), TODAY, wanted_on=start, repeats=Repeat.WEEKLY)
    view = view_request(store, ask(store, entry))
    assert wish_of(store, view, TODAY).day == start + timedelta(days=14)


def test_ten_thousand_people_take_a_few_reads(store: Store, kind: Callable[[str], int], kees: int) -> None:
    with store.write("Proef") as unit:
        ids = unit.insert_many(
            Person, [{"surname": f"Proef{number}", "postcode": f"12{number % 90 + 10}AB"} for number in range(10_000)]
        )
        since = TODAY - timedelta(days=30)
        unit.insert_many(VolunteerRole, [{"person_id": each, "since": since} for each in ids[:6_000]])
        weekday = Weekday.of(TOMORROW)
        unit.insert_many(
            Availability,
            [{"person_id": each, "weekday": weekday, "part": part} for each in ids[:5_000] for part in DayPart],
        )
        supports = unit.insert_many(Support, [{"day": TODAY, "category_id": kind("TRANSPORT"), "minutes": 30}] * 10_000)
        unit.insert_many(
            Participation,
            [
                {"support_id": support, "person_id": person, "role": role}
                for number, support in enumerate(supports)
                for person, role in ((ids[number % 6_000], ParticipantRole.VOLUNTEER), (kees, ParticipantRole.CLIENT))
            ],
        )
    view = view_request(
        store,
        ask(store, RequestEntry(kees, kind("TRANSPORT"), TODAY, wanted_on=TOMORROW, wanted_part=DayPart.MORNING)),
    )
    statements: list[str] = []

    def hear(_connection: object, _cursor: object, statement: str, *_more: object) -> None:
        statements.append(statement)

    sa.event.listen(sa.Engine, "before_cursor_execute", hear)
    began = time.perf_counter()
    try:
        people = candidates_for(store, view, TODAY)
    finally:
        sa.event.remove(sa.Engine, "before_cursor_execute", hear)
    took = time.perf_counter() - began
    assert len(people) == 6_000
    assert len([one for one in statements if one.lstrip().startswith("SELECT")]) <= 20
    assert took < 3
