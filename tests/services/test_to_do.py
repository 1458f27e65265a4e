"""What is to be done: each source on a real file, the order of the lines, and where they lead."""

import shutil
from datetime import date, datetime, timedelta

import pytest

from dorpsapp.models import (
    Absence,
    Activity,
    Deadline,
    Draft,
    Funder,
    Grant,
    MemberRole,
    ParticipantRole,
    Request,
    RequestState,
    Shape,
    VolunteerRole,
)
from dorpsapp.models.base import Record
from dorpsapp.services import records, to_do_safety
from dorpsapp.services.activities import Guest, Session, record_session
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import archive_person, save_person
from dorpsapp.services.people_list import PeopleChoice, PeopleFilter
from dorpsapp.services.people_listing import PeopleListing
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.request_list import RequestFilter
from dorpsapp.services.settings import VOG_RENEW_YEARS, keep_setting
from dorpsapp.services.to_do import to_do
from dorpsapp.services.to_do_item import ToDo, Urgency
from dorpsapp.store.store import Store

TODAY = date(2025, 11, 24)
A_BACKUP = datetime(2025, 11, 23, 12, 0)
NAMES = ("Anneke Bos", "Bram Jansen", "Gerda van den Berg", "Kees Jansen")


@pytest.fixture
def village(store: Store) -> Store:
    """A file with a name and nothing to do."""
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")
    return store


def volunteer(store: Store, name: str, **papers: object) -> int:
    """A volunteer of whom everything is in order but what is given."""
    number = save_person(store, take_apart(name))
    values = {"person_id": number, "since": date(2020, 1, 1), "vog_issued_on": date(2025, 1, 1), **papers}
    records.save(store, VolunteerRole, values)
    return number


def lines(store: Store, today: date = TODAY, backup: datetime | None = A_BACKUP) -> tuple[ToDo, ...]:
    return to_do(store, today, backup)


def texts(store: Store, today: date = TODAY) -> list[str]:
    return [line.text for line in lines(store, today)]


@pytest.mark.parametrize(
    ("free", "told"), [(600_000_000, []), (420_000_000, ["De schijf is bijna vol: nog 420 MB vrij."])]
)
def test_a_disk_that_fills_up_is_told_before_it_is_full(
    village: Store, monkeypatch: pytest.MonkeyPatch, free: int, told: list[str]
) -> None:
    monkeypatch.setattr(shutil, "disk_usage", lambda _folder: shutil._ntuple_diskusage(10**9, 10**9 - free, free))
    found = [line for line in lines(village) if "schijf" in line.text]
    assert [line.text.partition(" Maak")[0] for line in found] == told
    assert all((line.page, line.urgency) == ("backup", Urgency.LATE) for line in found)


def test_room_is_measured_by_the_size_of_the_file(village: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    size = village.path.stat().st_size
    monkeypatch.setattr(to_do_safety, "LEAST_ROOM", 0)
    for free, told in ((size * 10, None), (size * 10 - 1, size * 10 - 1)):
        monkeypatch.setattr(shutil, "disk_usage", lambda _folder, free=free: shutil._ntuple_diskusage(1, 1, free))
        assert to_do_safety.little_room(village.path) == told
    assert to_do_safety.little_room(village.path / "nergens") is None


def kind(store: Store, name: str) -> int:
    return next(each.id for each in kinds_of_help(store) if each.name == name)


def add(store: Store, record_type: type[Record], **values: object) -> int:
    return records.save(store, record_type, values)


def listed(store: Store, choice: object) -> list[str]:
    """The names in the list that a line opens."""
    assert isinstance(choice, PeopleChoice)
    listing = PeopleListing(store, TODAY)
    listing.conditions = choice.conditions
    return [str(row.cells[0]) for row in listing.window(0, 50)]


def test_a_file_in_order_asks_nothing(village: Store) -> None:
    volunteer(village, "Anneke Bos")
    assert lines(village) == ()


def test_an_initiative_without_a_name_and_without_a_backup(store: Store) -> None:
    assert lines(store, backup=None) == (
        ToDo("Er is nog geen reservekopie", "backup", None, Urgency.LATE),
        ToDo("Vul de naam van uw initiatief in", "settings", None, Urgency.SOON),
    )


@pytest.mark.parametrize(("days", "expected"), [(7, []), (8, ["De laatste reservekopie is 8 dagen oud"])])
def test_a_backup_may_be_a_week_old(village: Store, days: int, expected: list[str]) -> None:
    made = datetime.combine(TODAY, datetime.min.time()) - timedelta(days=days)
    assert [line.text for line in lines(village, backup=made)] == expected


def test_volunteers_without_a_certificate_are_named_or_summed_up(village: Store) -> None:
    first = volunteer(village, "Anneke Bos", vog_issued_on=None)
    volunteer(village, "Bram Jansen", vog_issued_on=None, vog_seen_on=date(2025, 2, 1))
    archive_person(village, volunteer(village, "Oude Helper", vog_issued_on=None), TODAY)
    volunteer(village, "Vroegere Helper", vog_issued_on=None, until=date(2025, 1, 1))
    assert lines(village) == (ToDo("Anneke Bos heeft nog geen VOG", "person", first),)
    for name in ("Kees Jansen", "Truus Smit"):
        volunteer(village, name, vog_issued_on=None)
    assert lines(village) == (ToDo("3 vrijwilligers zonder VOG", "people", PeopleFilter.WITHOUT_VOG),)


def test_old_certificates_by_the_years_that_the_initiative_chose(village: Store) -> None:
    old = volunteer(village, "Anneke Bos", vog_issued_on=date(2022, 11, 24))
    near = volunteer(village, "Bram Jansen", vog_issued_on=date(2022, 12, 24))
    volunteer(village, "Kees Jansen", vog_issued_on=None, vog_seen_on=date(2023, 2, 1))
    assert lines(village) == (
        ToDo("VOG van Anneke Bos is 3 jaar of ouder", "person", old, Urgency.LATE),
        ToDo("VOG van Bram Jansen is bijna 3 jaar oud", "person", near, Urgency.SOON),
    )
    keep_setting(village, VOG_RENEW_YEARS, "2", "Jaren gekozen")
    assert texts(village) == ["3 vrijwilligers met een VOG van 2 jaar of ouder"]
    keep_setting(village, VOG_RENEW_YEARS, "0", "Jaren gekozen")
    assert texts(village) == []


def test_a_certificate_of_a_leap_day(village: Store) -> None:
    volunteer(village, "Anneke Bos", vog_issued_on=date(2021, 2, 28))
    assert texts(village, date(2024, 2, 29)) == ["VOG van Anneke Bos is 3 jaar of ouder"]


def test_papers_of_drivers_that_have_passed_or_will(village: Store) -> None:
    passed = volunteer(
        village, "Anneke Bos", licence_until=date(2025, 11, 23), inspection_until=date(2025, 11, 1), drives=True
    )
    soon = volunteer(village, "Bram Jansen", insurance_until=date(2026, 1, 23))
    volunteer(village, "Kees Jansen", insurance_until=date(2026, 1, 24), drives=True)
    volunteer(village, "Truus Smit", licence_until=date(2020, 1, 1), drives=False)
    assert lines(village) == (
        ToDo("Rijbewijs en APK van Anneke Bos zijn verlopen", "person", passed, Urgency.LATE),
        ToDo("Verzekering van Bram Jansen verloopt binnenkort", "person", soon, Urgency.SOON),
    )
    for name in ("Gerda van den Berg", "Willem van Dam"):
        volunteer(village, name, inspection_until=date(2025, 1, 1))
    first = lines(village)[0]
    assert first.text == "3 vrijwilligers met verlopen rijbewijs, APK of verzekering"
    assert listed(village, first.argument) == ["Berg, Gerda van den", "Bos, Anneke", "Dam, Willem van"]


def test_birthdays_of_the_coming_week_and_no_age_without_a_year(village: Store) -> None:
    def born(name: str, **values: object) -> int:
        number = save_person(village, {**take_apart(name), **values})
        add(village, MemberRole, person_id=number, since=date(2020, 1, 1))
        return number

    born("Anneke Bos", birthday="11-26")
    born("Bram Jansen", birth_date=date(1945, 11, 24))
    born("Kees Jansen", birthday="12-01", birth_year=1950)
    born("Truus Smit", birthday="12-02")
    born("Janneke de Vries", birth_date=date(1950, 11, 23))
    save_person(village, {**take_apart("Geen Rol"), "birthday": "11-26"})
    archive_person(village, born("Weg Gegaan", birthday="11-26"), TODAY)
    assert texts(village) == [
        "Bram Jansen wordt vandaag 80 jaar",
        "Anneke Bos is woensdag 26 november jarig",
        "Kees Jansen wordt maandag 1 december 75 jaar",
    ]
    for name in ("Een Meer", "Twee Meer", "Drie Meer"):
        born(name, birthday="11-30")
    (line,) = lines(village)
    assert line.text == "6 mensen zijn jarig in de komende week"
    assert len(listed(village, line.argument)) == 6


@pytest.mark.parametrize(
    ("today", "expected"),
    [
        (date(2025, 2, 27), ["Anneke Bos wordt zaterdag 1 maart 65 jaar"]),
        (date(2024, 2, 27), ["Anneke Bos wordt donderdag 29 februari 64 jaar"]),
        (date(2024, 3, 1), []),
        (date(2025, 12, 28), ["Bram Jansen is vrijdag 2 januari jarig"]),
    ],
)
def test_leap_days_and_the_turn_of_the_year(village: Store, today: date, expected: list[str]) -> None:
    volunteer_one = volunteer(village, "Anneke Bos", vog_issued_on=date(2023, 12, 1))
    save_person(village, {"birth_date": date(1960, 2, 29)}, volunteer_one)
    other = volunteer(village, "Bram Jansen", vog_issued_on=date(2023, 12, 1))
    save_person(village, {"birthday": "01-02"}, other)
    assert [line.text for line in to_do(village, today, datetime.combine(today, datetime.min.time()))] == expected


def test_absences_that_end(village: Store) -> None:
    back, stays = volunteer(village, "Anneke Bos"), volunteer(village, "Bram Jansen")
    add(village, Absence, person_id=back, since=date(2025, 11, 1), until=date(2025, 11, 24))
    add(village, Absence, person_id=stays, since=date(2025, 11, 1), until=date(2025, 11, 28))
    add(village, Absence, person_id=stays, since=date(2025, 11, 29))
    add(village, Absence, person_id=volunteer(village, "Later Terug"), since=date(2025, 1, 1), until=date(2025, 12, 2))
    assert lines(village) == (ToDo("Anneke Bos is vanaf morgen weer terug", "person", back, Urgency.GOOD_TO_KNOW),)


def test_requests_that_wait_and_those_whose_day_is_near(village: Store) -> None:
    person = save_person(village, take_apart("Kees Jansen"))

    def ask(days_ago: int, wanted_in: int | None = None, state: RequestState = RequestState.NEW) -> int:
        wanted = None if wanted_in is None else TODAY + timedelta(days=wanted_in)
        return add(
            village, Request, person_id=person, category_id=kind(village, "Vervoer"), state=state, wanted_on=wanted,
            received_on=TODAY - timedelta(days=days_ago),
        )  # fmt: skip

    ask(7)
    waits = ask(8, 30)
    ask(30, 3, RequestState.ARRANGED)
    near = ask(1, 1)
    assert lines(village) == (
        ToDo("1 hulpvraag voor morgen of eerder is nog niet geregeld", "requests", near, Urgency.LATE),
        ToDo("1 hulpvraag wacht langer dan een week", "requests", waits, Urgency.SOON),
    )
    ask(9, state=RequestState.SEARCHING)
    assert lines(village)[1].text == "2 hulpvragen wachten langer dan een week"
    assert lines(village)[1].argument is RequestFilter.OPEN
    arranged = ask(30, -3, RequestState.ARRANGED)
    text = "Van 1 hulpvraag is de hulp nog niet vastgelegd"
    assert lines(village)[2] == ToDo(text, "requests", arranged, Urgency.SOON)
    ask(30, 0, RequestState.ARRANGED)
    assert lines(village)[2].argument is RequestFilter.TO_RECORD


def test_typing_that_was_never_saved(village: Store) -> None:
    for day, form in ((20, "record"), (21, "session 3"), (22, "person new"), (23, "elsewhere 1")):
        add(village, Draft, form=form, saved_at=datetime(2025, 11, day, 9, 0), content="{}")
    assert lines(village) == (
        ToDo("Nog niet opgeslagen: wat u typte van 23-11-2025", "elsewhere"),
        ToDo("Nog niet opgeslagen: een nieuwe persoon van 22-11-2025", "person"),
        ToDo("Nog niet opgeslagen: een bijeenkomst van 21-11-2025", "activities", "session 3"),
        ToDo("Nog niet opgeslagen: hulp van 20-11-2025", "record"),
    )


def test_rides_of_this_year_without_kilometres(village: Store) -> None:
    people = [volunteer(village, "Anneke Bos"), save_person(village, take_apart("Kees Jansen"))]
    for day, km in ((date(2025, 11, 3), None), (date(2025, 11, 4), 120), (date(2024, 11, 3), None)):
        entry = SupportEntry(day, kind(village, "Vervoer"), Shape.INDIVIDUAL, 60, (people[0],), (people[1],), km=km)
        record_support(village, entry)
    (line,) = lines(village)
    assert (line.text, line.page) == ("1 rit zonder kilometers", "mend")


def test_activities_without_a_session_in_a_month_in_which_others_had_one(village: Store) -> None:
    helper = volunteer(village, "Anneke Bos")

    def activity(name: str, *days: date, **values: object) -> int:
        number = add(village, Activity, name=name, category_id=kind(village, "Eettafel"), **values)
        for day in days:
            record_session(village, Session(number, day, 60, (Guest("", helper, came=True),), (), 5))
        return number

    silent = activity("Samen aan Tafel", date(2025, 10, 5))
    activity("Lang geleden", date(2025, 7, 31))
    activity("Nooit")
    activity("Gestopt", date(2025, 10, 5), until=date(2025, 10, 31))
    assert texts(village) == ["Deze maand is nog geen hulp vastgelegd"]
    activity("Koffie", date(2025, 11, 3))
    text = "Van Samen aan Tafel is in november nog niets vastgelegd"
    assert lines(village) == (ToDo(text, "activities", silent, Urgency.GOOD_TO_KNOW),)
    for name in ("Biljart", "Bridge", "Breien"):
        activity(name, date(2025, 8, 1))
    assert texts(village) == ["Van 4 activiteiten is in november nog niets vastgelegd"]


def test_deadlines_of_grants(village: Store) -> None:
    funder = add(village, Funder, name="Gemeente Voorbeeldstad")
    period = {"period_from": date(2025, 1, 1), "period_to": date(2025, 12, 31)}
    grant = add(village, Grant, funder_id=funder, name="Subsidie 2025", **period)
    for what, due, done in (
        ("Verslag insturen", date(2025, 12, 1), None),
        ("Aanvragen", date(2025, 11, 1), None),
        ("Ver weg", date(2026, 6, 1), None),
        ("Gedaan", date(2025, 11, 1), date(2025, 10, 1)),
    ):
        add(village, Deadline, grant_id=grant, what=what, due_on=due, done_on=done, remind_days=28)
    assert lines(village) == (
        ToDo("Aanvragen: moest uiterlijk op 1-11-2025 klaar zijn", "grants", grant, Urgency.LATE),
        ToDo("Verslag insturen: uiterlijk op 1-12-2025", "grants", grant, Urgency.SOON),
    )


def test_the_most_urgent_comes_first(village: Store) -> None:
    person = volunteer(village, "Anneke Bos", licence_until=date(2025, 1, 1), vog_issued_on=None)
    save_person(village, {"birthday": "11-25"}, person, role=ParticipantRole.CLIENT)
    urgencies = [line.urgency for line in lines(village)]
    assert urgencies == [Urgency.LATE, Urgency.SOON, Urgency.GOOD_TO_KNOW]


@pytest.mark.parametrize(("days", "urgency"), [(7, None), (8, Urgency.SOON), (30, Urgency.SOON), (31, Urgency.LATE)])
def test_a_copy_elsewhere_is_asked_weekly_and_in_red_after_a_month(
    village: Store, days: int, urgency: Urgency | None
) -> None:
    found = [line.urgency for line in to_do(village, TODAY, A_BACKUP, days) if "andere plek" in line.text]
    assert found == ([urgency] if urgency else [])
