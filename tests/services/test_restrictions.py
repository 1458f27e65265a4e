"""Restriction and objection: hidden and unused everywhere, marked where they stood, counted as before, taken back."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, timedelta
from pathlib import Path

import pytest
import sqlalchemy as sa
from openpyxl import load_workbook

from dorpsapp.errors import Invalid, UserError
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.figures.facts import read_facts
from dorpsapp.figures.period import Period
from dorpsapp.models import (
    Activity,
    ActivityRegular,
    Category,
    Consent,
    ConsentPurpose,
    ConsentWay,
    Match,
    MatchState,
    ParticipantRole,
    Participation,
    Person,
    Request,
    Restriction,
    RestrictionKind,
    Shape,
    Story,
    Support,
    VolunteerRole,
)
from dorpsapp.services import records
from dorpsapp.services.access_file import access_file
from dorpsapp.services.activities import record_session, saved_session, usual_session
from dorpsapp.services.attendance import attendance_of_year, sign_in
from dorpsapp.services.matching import candidates_for
from dorpsapp.services.merging import merge
from dorpsapp.services.people import names_by_id, save_person, search_people
from dorpsapp.services.people_list import (
    Narrowing,
    PeopleChoice,
    PeopleFilter,
    count_people,
    everyone,
    narrowed_conditions,
)
from dorpsapp.services.people_listing import PeopleListing
from dorpsapp.services.people_output import addressees
from dorpsapp.services.quick_entry import all_known
from dorpsapp.services.recently_seen import PERSON_PAGE, Seen, names_seen
from dorpsapp.services.record_support import SupportEntry, change_support, record_support, support_row
from dorpsapp.services.request_states import answer
from dorpsapp.services.requests import RequestEntry, receive_request, view_request
from dorpsapp.services.restrictions import lift, open_requests_with, restrict, restrictions_of
from dorpsapp.services.same_people import likely_doubles, who_is_meant
from dorpsapp.services.stories import stories_between
from dorpsapp.services.unmerging import unmerge
from dorpsapp.services.week_sheet import copy_previous_week, monday_of
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed
from dorpsapp.store.write_rules import USES, Restricted
from tests.conftest import TEST_KEY

TODAY = date(2026, 11, 23)
YEAR = Period.of_year(2026)
WHY = "het adres klopt niet"
RESTRICTED = RestrictionKind.RESTRICTED


@dataclass
class Village:
    """A file with a helper and a client who are about to be restricted, and one of each who are not."""

    store: Store
    helper: int
    client: int
    other_helper: int
    other_client: int
    kind: int
    activity: int
    support: int
    request: int

    def restrict(self, *people: int) -> None:
        for number in people or (self.helper, self.client):
            restrict(self.store, number, RESTRICTED, WHY, TODAY, today=TODAY)


@pytest.fixture
def village(store: Store) -> Village:
    def person(first: str, last: str, role: ParticipantRole) -> int:
        values = {"first_name": first, "surname": last, "mobile": "+31611111111", "note": "sleutel bij de buren"}
        return save_person(store, values, role=role, since=date(2025, 1, 1))

    helpers = [person(name, "Bos", ParticipantRole.VOLUNTEER) for name in ("Anneke", "Bram")]
    clients = [person(name, "Jansen", ParticipantRole.CLIENT) for name in ("Kees", "Truus")]
    kind = {"code": "rit", "name": "Rit", "shape": Shape.INDIVIDUAL, "unit": "rit", "units": "ritten"}
    category = records.save(store, Category, kind)
    activity = records.save(store, Activity, {"name": "Eettafel", "category_id": category})
    regular = {"activity_id": activity, "person_id": clients[0], "role": ParticipantRole.CLIENT}
    records.save(store, ActivityRegular, regular)
    entry = SupportEntry(TODAY, category, Shape.INDIVIDUAL, 60, (helpers[0],), (clients[0],), note="mee naar de markt")
    support = record_support(store, entry)
    request = receive_request(store, RequestEntry(clients[0], category, TODAY, description="boodschappen"), TODAY)
    (helper, other_helper), (client, other_client) = helpers, clients
    people = (helper, client, other_helper, other_client)
    return Village(store, *people, category, activity, support, request)


def the_list(store: Store, *filters: PeopleFilter, words: str = "") -> list[str]:
    listing = PeopleListing(store, TODAY)
    listing.conditions = narrowed_conditions(Narrowing(filters=frozenset(filters)), TODAY)
    listing.search = words
    return [str(row.cells[0]) for row in listing.window(0, 50)]


def test_who_is_restricted_is_found_with_the_filter_only(village: Village) -> None:
    store = village.store
    village.restrict()
    assert the_list(store) == ["Bos, Bram", "Jansen, Truus"]
    assert the_list(store, words="kees") == []
    assert the_list(store, PeopleFilter.RESTRICTED) == ["Bos, Anneke (beperkt)", "Jansen, Kees (beperkt)"]
    assert the_list(store, PeopleFilter.RESTRICTED, words="kees") == ["Jansen, Kees (beperkt)"]
    assert count_people(store, {PeopleFilter.VOLUNTEERS}, TODAY) == 1
    gone = {village.helper, village.client}
    assert gone.isdisjoint(one.id for one in everyone(store))
    assert gone.isdisjoint(one.id for one in all_known(store, TODAY).people)
    for text in ("kees", "Jansen", "janssen", ""):
        assert gone.isdisjoint(one.id for one in search_people(store, text))
    choice = PeopleChoice("Iedereen", (Person.id > 0,))
    with store.read() as session:
        assert gone.isdisjoint(session.scalars(sa.select(Person.id).where(*choice.conditions)))
    seen = [Seen(PERSON_PAGE, number) for number in (village.client, village.other_client)]
    assert [name for _seen, name in names_seen(store, seen)] == ["Truus Jansen"]


def test_nobody_is_proposed_or_asked_who_is_restricted(village: Village) -> None:
    store = village.store
    village.restrict(village.helper)
    view = view_request(store, village.request)
    assert [one.facts.person_id for one in candidates_for(store, view, TODAY)] == [village.other_helper]
    village.restrict(village.client)
    assert usual_session(store, village.activity, TODAY).guests == ()
    assert sign_in(store, village.activity, (TODAY,), 3, TODAY).guests == ()
    assert copy_previous_week(store, monday_of(TODAY) + timedelta(days=7), TODAY + timedelta(days=7)).copied == 0
    assert likely_doubles(store) == ()
    (meant,) = (
        one for one in who_is_meant(store, {"first_name": "Kees", "surname": "Jansen"}) if one.id == village.client
    )
    assert (meant.name, meant.detail, meant.reasons) == ("Kees Jansen (beperkt)", "", ())


def new_use(village: Village, person: int) -> dict[str, Callable[[], object]]:
    """Every way in which someone comes to be used anew."""
    store, kind = village.store, village.kind
    entry = SupportEntry(TODAY, kind, Shape.INDIVIDUAL, 30, (village.other_helper,), (person,))
    story = {"day": TODAY, "title": "Thuis", "text": "Fijn.", "pseudonym": "Riet", "person_id": person}
    regular = {"activity_id": village.activity, "person_id": person, "role": ParticipantRole.VOLUNTEER}
    bulk = {"support_id": village.support, "person_id": person, "role": ParticipantRole.PAID}

    def bulk_insert() -> None:
        with store.write("Veel tegelijk") as unit:
            unit.insert_many(Participation, [bulk])

    def other_client() -> None:
        with store.write("Ander") as unit:
            unit.update_many(Request, [{"id": asked, "person_id": person}])

    asked = receive_request(store, RequestEntry(village.other_client, kind, TODAY), TODAY)
    own = receive_request(store, RequestEntry(person, kind, TODAY), TODAY)
    return {
        "recorded": lambda: record_support(store, entry),
        "asked for help": lambda: receive_request(store, RequestEntry(person, kind, TODAY), TODAY),
        "asked to help": lambda: answer(store, asked, person, MatchState.ASKED, TODAY),
        "asked for": lambda: answer(store, own, village.other_helper, MatchState.ASKED, TODAY),
        "a regular": lambda: records.save(store, ActivityRegular, regular),
        "in a story": lambda: records.save(store, Story, story),
        "in bulk": bulk_insert,
        "instead of another": other_client,
        "under a new name": lambda: receive_request(
            store, RequestEntry(None, kind, TODAY, new_person="Kees Jansen"), TODAY
        ),
    }


def test_nothing_new_is_recorded_about_who_is_restricted(village: Village) -> None:
    store = village.store
    records.save(
        store,
        Consent,
        {"person_id": village.client, "purpose": ConsentPurpose.STORY, "given_on": TODAY, "way": ConsentWay.SPOKEN},
    )
    ways = new_use(village, village.client)
    village.restrict(village.client)
    for name, way in ways.items():
        with pytest.raises(Restricted, match="Kees Jansen"):
            way()
        with store.read() as session:
            counted = session.scalar(sa.select(sa.func.count()).select_from(Participation))
        assert counted == 2, name
    lift(store, restrictions_of(store, village.client)[0].id, TODAY)
    for name, way in ways.items():
        if name != "instead of another":
            way()
    assert {Participation, Request, Match, ActivityRegular, Story} == set(USES)


def test_what_was_there_can_be_changed_and_taken_back(village: Village) -> None:
    store = village.store
    village.restrict()
    row = support_row(store, village.support)
    assert row is not None and row.clients == ("Kees Jansen (beperkt)",)
    change_support(store, village.support, replace(row.entry, minutes=90), row.version)
    store.undo()
    with store.write("Weg") as unit:
        unit.delete(records.existing(unit, ActivityRegular, 1))
    store.undo()
    assert view_request(store, village.request).person == "Kees Jansen (beperkt)"
    assert view_request(store, village.request).phones == ()
    assert open_requests_with(store, village.client) == (village.request,)
    saved = save_person(store, {"street": "Nieuwe weg"}, village.client)
    assert names_by_id(store, [saved]) == {village.client: "Kees Jansen (beperkt)"}


def test_a_session_of_before_keeps_its_regulars(village: Village) -> None:
    store = village.store
    session = usual_session(store, village.activity, TODAY)
    filled = replace(
        session, minutes=60, helpers=(replace(session.guests[0], name="Bram", person_id=village.other_helper),)
    )
    filled = replace(filled, guests=tuple(replace(each, came=True) for each in filled.guests))
    number = record_session(store, filled)
    village.restrict(village.client)
    saved = saved_session(store, number)
    record_session(store, saved.session, saved)
    with store.read() as reading:
        assert reading.scalars(sa.select(ActivityRegular.person_id)).all() == [village.client]


def test_totals_stay_and_lists_that_go_out_name_nobody(village: Village, tmp_path: Path) -> None:
    store = village.store
    with store.write("Bij de activiteit") as unit:
        unit.update_many(Support, [{"id": village.support, "activity_id": village.activity}])
    consent = {"person_id": village.client, "given_on": TODAY, "way": ConsentWay.SPOKEN}
    records.save(store, Consent, {**consent, "purpose": ConsentPurpose.STORY})
    story = {"day": TODAY, "title": "Thuis", "text": "Fijn.", "pseudonym": "Riet", "person_id": village.client}
    records.save(store, Story, story)
    with store.read() as session:
        before = read_facts(session, YEAR)
        assert len(stories_between(session, YEAR.first, YEAR.last, TODAY)) == 1
    village.restrict()
    with store.read() as session:
        assert read_facts(session, YEAR) == before
        assert stories_between(session, YEAR.first, YEAR.last, TODAY) == ()
    everybody = [village.helper, village.client, village.other_helper, village.other_client]
    assert [one.id for one in addressees(store, everybody)] == everybody[2:]
    (visitor,) = attendance_of_year(store, village.activity, 2026).visitors
    assert (visitor.name, visitor.times) == ("(beperkt)", 1)
    export_workbook(store, tmp_path / "alles.xlsx", csv_folder=tmp_path / "csv")
    book = load_workbook(tmp_path / "alles.xlsx")
    told = [
        str(cell) for sheet in book for row in sheet.iter_rows(values_only=True) for cell in row if cell is not None
    ]
    told += [path.read_text("utf-8-sig") for path in (tmp_path / "csv").iterdir()]
    for word in ("Kees", "Anneke", WHY, "boodschappen", "mee naar de markt"):
        assert not any(word in text for text in told), word
    assert any("Truus" in text for text in told)
    rows = {sheet.title: sheet.max_row - 1 for sheet in book}
    assert (rows["Mensen"], rows["Deelnames"], rows["Hulpvragen"], rows["Beperkingen"]) == (4, 2, 1, 0)
    assert str(access_file(store, village.client).parts).count("mee naar de markt") == 1


def test_a_list_that_is_read_in_skips_who_is_restricted(village: Village, tmp_path: Path) -> None:
    store = village.store
    village.restrict()
    source = tmp_path / "hulp.csv"
    source.write_text(
        "Datum;Vrijwilliger;Deelnemer;Uren;Soort\n"
        "2-2-2026;Bram Bos;Kees Jansen;1;Rit\n3-2-2026;Bram Bos;Truus Jansen;1;Rit\n"
        "23-11-2026;Anneke Bos;Kees Jansen;1;Rit\n",
        "utf-8",
    )
    people = tmp_path / "mensen.csv"
    people.write_text("Voornaam;Achternaam;Mobiel;Plaats\nKees;Jansen;0611111111;Zeist\n", "utf-8")
    for check in (True, False):
        result = import_file(store, source, kind="support", check=check)
        assert (result.new, result.duplicates, [one.row for one in result.problems]) == (1, 1, [2])
        assert "Kees Jansen" in result.problems[0].text
        result = import_file(store, people, kind="people", check=check)
        assert (result.updated, [one.row for one in result.problems]) == (0, [2])


def test_merging_and_taking_apart_go_on(village: Village) -> None:
    store = village.store
    village.restrict(village.client)
    number = merge(store, village.other_client, village.client, {}, TODAY)
    assert restrictions_of(store, village.other_client)[0].reason == WHY
    unmerge(store, number, TODAY)
    assert restrictions_of(store, village.other_client) == ()
    assert restrictions_of(store, village.client)[0].kind is RESTRICTED


def test_it_is_taken_back_and_lifted(village: Village) -> None:
    store = village.store
    village.restrict(village.client)
    store.undo()
    assert len(the_list(store)) == 4
    store.redo()
    restrict(store, village.client, RestrictionKind.OBJECTION, "geen post", TODAY, today=TODAY)
    assert names_by_id(store, [village.client])[village.client] == "Kees Jansen (beperkt, bezwaar)"
    for one in restrictions_of(store, village.client):
        lift(store, one.id, TODAY)
        lift(store, one.id, TODAY)
    assert len(the_list(store)) == 4
    assert {one.lifted_on for one in restrictions_of(store, village.client)} == {TODAY}


@pytest.mark.parametrize(("reason", "since"), [(" ", TODAY), ("x", TODAY + timedelta(days=1)), ("", date(2027, 1, 1))])
def test_a_reason_and_a_day_that_was_are_asked(village: Village, reason: str, since: date) -> None:
    with pytest.raises(Invalid):
        restrict(village.store, village.client, RESTRICTED, reason, since, today=TODAY)
    assert restrictions_of(village.store, village.client) == ()


def test_twice_the_same_is_refused_and_nobody_is_no_one(village: Village) -> None:
    village.restrict(village.client)
    with pytest.raises(Invalid):
        village.restrict(village.client)
    with pytest.raises(UserError):
        village.restrict(9_999)
    assert len(restrictions_of(village.store, village.client)) == 1


@pytest.mark.parametrize(
    ("role", "may", "reason"),
    [("coordinator", True, WHY), ("registrar", True, WHY), ("treasurer", False, None), ("reader", False, None)],
)
def test_roles(data_file: Path, role: str, may: bool, reason: str | None) -> None:
    with_all = Store.open(data_file, TEST_KEY)
    number = save_person(with_all, {"surname": "Jansen"}, role=VolunteerRole)
    restrict(with_all, number, RestrictionKind.OBJECTION, WHY, TODAY, today=TODAY)
    with_all.close()
    store = Store.open(data_file, TEST_KEY, opened_by=User("x", "Inge", role))
    try:
        (one,) = restrictions_of(store, number)
        assert one.reason == reason
        if may:
            restrict(store, number, RESTRICTED, WHY, TODAY, today=TODAY)
            assert restrictions_of(store, number)[0].recorded_by == "Inge"
        else:
            with pytest.raises(NotAllowed):
                lift(store, one.id, TODAY)
        with store.read() as session:
            assert session.scalar(sa.select(sa.func.count()).where(Restriction.lifted_on.is_(None))) == 1 + may
    finally:
        store.close()
