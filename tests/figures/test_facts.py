"""Reading facts out of a real file: what counts for a period, and what does not."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dorpsapp.figures.fact_rows import Presence
from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.period import Month, Period
from dorpsapp.models import (
    Category,
    ParticipantRole,
    Participation,
    Person,
    Quality,
    Request,
    RequestState,
    Support,
)
from dorpsapp.services import records
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.people import save_person
from dorpsapp.store.store import Store

YEAR = Period.of_year(2025)


def test_requests_are_read_by_the_day_they_were_made_with_the_days_until_help(store: Store) -> None:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    person = save_person(store, {"first_name": "Wim", "surname": "Voorbeeld"}, role=ParticipantRole.CLIENT)
    with store.write("Proef") as unit:
        kind = unit.scalars(sa.select(Category.id).where(Category.code == "TRANSPORT")).one()
        for received, helped in (
            (date(2024, 12, 31), (date(2025, 1, 2),)),
            (date(2025, 1, 1), (date(2025, 2, 1), date(2025, 1, 8))),
            (date(2025, 6, 1), (date(2025, 5, 30),)),
            (date(2025, 12, 31), ()),
            (date(2026, 1, 1), ()),
        ):
            values = {"person_id": person, "category_id": kind, "received_on": received, "state": RequestState.NEW}
            number = records.put(unit, Request, values).id
            for day in helped:
                about = {"day": day, "category_id": kind, "minutes": 60, "quality": Quality.RECORDED}
                records.put(unit, Support, {**about, "request_id": number})
    with store.read() as session:
        found = read_facts(session, YEAR)
        assert read_facts(session, Period(date(2025, 1, 2), date(2025, 5, 31))).requests == ()
    assert [one.days for one in found.requests] == [7, 0, None]
    assert [one.month for one in found.requests] == [Month(2025, 1), Month(2025, 6), Month(2025, 12)]
    assert found.own_municipality == "Voorbeeldstad"


def test_every_day_of_a_period_counts_and_no_other(store: Store) -> None:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    days = [date(2025, 1, 31) + timedelta(days=number) for number in range(30)]
    with store.write("Proef") as unit:
        kind = unit.scalars(sa.select(Category.id).where(Category.code == "ADVOCACY")).one()
        for day in days:
            about = {"day": day, "category_id": kind, "minutes": 60, "quality": Quality.RECORDED}
            records.put(unit, Support, about)
    with store.read() as session:
        for first, last in ((0, 29), (0, 0), (1, 28), (5, 9)):
            found = read_facts(session, Period(days[first], days[last]))
            assert sum(row.times for row in found.given) == last - first + 1


@pytest.mark.parametrize("number", [-(2**40), -1, 1, 2**40])
def test_whatever_number_someone_has_the_part_is_theirs(store: Store, number: int) -> None:
    """Who is erased goes on under a random number below zero."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    with store.write("Proef") as unit:
        kind = unit.scalars(sa.select(Category.id).where(Category.code == "ADVOCACY")).one()
        unit.add(Person(id=number, surname="Voorbeeld"))
        about = {"day": date(2025, 5, 1), "category_id": kind, "minutes": 61, "quality": Quality.ESTIMATED}
        support = records.put(unit, Support, about).id
        part = {"support_id": support, "person_id": number, "role": ParticipantRole.PAID, "minutes": 59}
        records.put(unit, Participation, part)
    with store.read() as session:
        (found,) = read_facts(session, YEAR).presence
    assert found == Presence(number, ParticipantRole.PAID, kind, (Month(2025, 5),), 59)
