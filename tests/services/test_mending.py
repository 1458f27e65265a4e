"""What could be mended: each lack with its count and its list, and totals counted apart from the figures."""

from datetime import date

import pytest

from dorpsapp.models import Category, Quality, Shape
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.mending import Lack, ToMend, lacking, mending_listing, to_mend
from dorpsapp.services.people import save_person
from dorpsapp.services.people_list import PeopleChoice
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.recount import recount
from dorpsapp.services.to_do_item import ToDo
from dorpsapp.store.store import Store

FIRST, LAST = date(2025, 1, 1), date(2025, 12, 31)


@pytest.fixture
def village(store: Store) -> Store:
    """Two rides, one of which lacks kilometres, an estimate, a session without a duration, and one of another year."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    helper = save_person(store, {"first_name": "Anneke", "surname": "Bos", "birth_year": 1960})
    client = save_person(store, {"first_name": "Kees", "surname": "Jansen"})
    one, group = Shape.INDIVIDUAL, Shape.GROUP
    for day, name, shape, minutes, more in (
        (date(2025, 1, 1), "Vervoer", one, 90, {"km": 120}),
        (date(2025, 12, 31), "Vervoer", one, 60, {}),
        (date(2025, 3, 1), "Klussen in huis", one, None, {"quality": Quality.ESTIMATED}),
        (date(2025, 4, 1), "Eettafel", group, None, {"quality": Quality.MISSING, "headcount": 7}),
        (date(2024, 12, 31), "Vervoer", one, 60, {}),
    ):
        clients = () if shape is group else (client,)
        record_support(store, SupportEntry(day, kind(store, name), shape, minutes, (helper,), clients, **more))
    return store


def kind(store: Store, name: str) -> int:
    return next(each.id for each in kinds_of_help(store) if each.name == name)


def lines(store: Store) -> tuple[ToDo, ...]:
    with store.read() as session:
        return to_mend(session, FIRST, LAST)


def test_everything_that_lacks_is_told_with_its_count(village: Store) -> None:
    assert [line.text for line in lines(village)] == [
        "1 keer hulp zonder duur",
        "1 keer hulp met geschatte duur",
        "1 rit zonder kilometers",
        "1 persoon die hulp kreeg, zonder kern",
        "1 persoon zonder geboortejaar",
    ]


def test_each_line_opens_the_records_it_counts(village: Store) -> None:
    listing = mending_listing(village)
    for line, kinds in zip(lines(village), ("Eettafel", "Klussen in huis", "Vervoer"), strict=False):
        assert isinstance(line.argument, ToMend)
        listing.conditions = lacking(line.argument)
        assert [row.cells[3] for row in listing.window(0, 10)] == [kinds]
    assert [type(line.argument) for line in lines(village)[3:]] == [PeopleChoice, PeopleChoice]


def test_the_list_names_people_and_counts_guests(village: Store) -> None:
    listing = mending_listing(village)
    listing.conditions = lacking(ToMend(Lack.DURATION, FIRST, LAST))
    (row,) = listing.window(0, 10)
    assert row.cells == (date(2025, 4, 1), "Anneke Bos", "7 zonder naam", "Eettafel", None, None)


def test_supports_without_the_people_that_belong_to_it(village: Store) -> None:
    from dorpsapp.models import Support

    with village.write("Ingelezen") as unit:
        for name in ("Vervoer", "Eettafel"):
            values = {"day": date(2025, 6, 1), "category_id": kind(village, name), "minutes": 60, "km": 10}
            unit.insert_many(Support, [{**values, "quality": Quality.RECORDED, "headcount": 0}])
    texts = [line.text for line in lines(village)]
    assert "2 keer hulp zonder helper" in texts
    assert "1 keer hulp zonder wie hulp kreeg" in texts
    assert "1 bijeenkomst zonder bezoekers" in texts


def test_a_kind_counts_for_kilometres_once_they_are_noted(village: Store) -> None:
    people = [save_person(village, {"first_name": name, "birth_year": 1950}) for name in ("Truus", "Willem")]
    chores = SupportEntry(
        date(2025, 5, 1), kind(village, "Klussen in huis"), Shape.INDIVIDUAL, 60, (people[0],), (people[1],), km=30
    )
    record_support(village, chores)
    assert "2 ritten zonder kilometers" in [line.text for line in lines(village)]


def test_totals_counted_apart(village: Store) -> None:
    assert recount(village, FIRST, LAST) == {
        "volunteer_hours": 90 + 60 + 90,
        "paid_hours": 0,
        "volunteers_active": 1,
        "clients_unique": 1,
        "contacts": 3 + 7,
        "supports": 4,
        "km": 120,
    }
    assert recount(village, date(2023, 1, 1), date(2023, 12, 31))["supports"] == 0


def test_the_usual_duration_of_chores_is_what_the_test_assumes(village: Store) -> None:
    with village.read() as session:
        assert session.get_one(Category, kind(village, "Klussen in huis")).default_minutes == 90
