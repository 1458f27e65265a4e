"""Requests: taken down, changed, answered, arranged, recorded, declined, referred, and each taken back; a real file."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time, timedelta

import pytest
import sqlalchemy as sa

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import (
    Category,
    ClientRole,
    DayPart,
    DeclineReason,
    Match,
    MatchState,
    ParticipantRole,
    Person,
    Record,
    Referrer,
    Repeat,
    Request,
    RequestArea,
    RequestSkip,
    RequestState,
    Support,
)
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import delete_support, record_support
from dorpsapp.services.request_list import (
    RequestFilter,
    count_requests,
    request_conditions,
    request_listing,
    requests_of_person,
)
from dorpsapp.services.request_series import (
    DayState,
    day_to_fill,
    keep_day,
    series_days,
    skip_day,
    support_proposal,
    waiting_requests,
)
from dorpsapp.services.request_states import answer, decline, forget_answer, refer, set_state
from dorpsapp.services.requests import (
    RequestEntry,
    RequestView,
    change_request,
    delete_request,
    like_last_time,
    policy_areas,
    receive_request,
    view_request,
)
from dorpsapp.store.store import Store

TODAY = date.today()
WEEK = timedelta(days=7)


@pytest.fixture
def kind(store: Store) -> Callable[[str], int]:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")

    def find(code: str) -> int:
        with store.read() as session:
            return session.scalars(sa.select(Category.id).where(Category.code == code)).one()

    return find


@pytest.fixture
def ride(store: Store, kind: Callable[[str], int]) -> RequestEntry:
    """Kees wants a ride today."""
    kees = save_person(store, take_apart("Kees Jansen"), role=ParticipantRole.CLIENT, since=TODAY)
    return RequestEntry(kees, kind("TRANSPORT"), TODAY, wanted_on=TODAY, minutes=90)


@pytest.fixture
def anneke(store: Store, ride: RequestEntry) -> int:
    return save_person(store, take_apart("Anneke Bos"), role=ParticipantRole.VOLUNTEER, since=TODAY)


@pytest.fixture
def bram(store: Store, ride: RequestEntry) -> int:
    return save_person(store, take_apart("Bram Smit"), role=ParticipantRole.VOLUNTEER, since=TODAY)


def count(store: Store, record_type: type[Record]) -> int:
    with store.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(record_type)) or 0


def everything(store: Store) -> list[list[object]]:
    """All that a step about requests may touch, without the versions."""
    found: list[list[object]] = []
    with store.read() as session:
        for record in (Request, RequestArea, RequestSkip, Match, Support, Person, ClientRole):
            table = record.__table__
            columns = [column for column in table.columns if column.key != "version"]
            found.append([tuple(row) for row in session.execute(sa.select(*columns).order_by(table.c.id))])
    return found


def taken_back(store: Store, before: list[list[object]], what: str) -> None:
    """One step of undo brings back what was; one of redo what is."""
    after = everything(store)
    assert after != before
    assert store.undo() == what
    assert everything(store) == before
    assert store.redo() == what
    assert everything(store) == after


def state_of(store: Store, number: int) -> RequestState:
    return view_request(store, number).state


def test_a_request_of_someone_new_is_one_step(store: Store, kind: Callable[[str], int]) -> None:
    before = everything(store)
    entry = RequestEntry(
        None, kind("ODD_JOBS"), TODAY, new_person="Wim de Graaf", description="Een lamp ophangen", referrer=Referrer.GP
    )
    number = receive_request(store, entry, TODAY)
    view = view_request(store, number)
    assert (view.person, view.category, view.state) == ("Wim de Graaf", "Klussen in huis", RequestState.NEW)
    assert view.areas == ("Wmo en zelfredzaamheid",)
    with store.read() as session:
        role = session.scalars(sa.select(ClientRole)).one()
        assert (role.person_id, role.since, role.referrer) == (view.entry.person_id, TODAY, Referrer.GP)
    taken_back(store, before, "Hulpvraag opgenomen")


def test_everything_that_is_wrong_is_told_at_once(store: Store, kind: Callable[[str], int]) -> None:
    entry = RequestEntry(
        None, None, TODAY + WEEK, repeats=Repeat.WEEKLY, wanted_part=DayPart.MORNING, wanted_time=time(14, 30)
    )
    with pytest.raises(Invalid) as trouble:
        receive_request(store, entry, TODAY)
    assert set(trouble.value.problems) == {"person_id", "category_id", "received_on", "wanted_part", "wanted_on"}
    assert count(store, Request) == count(store, Person) == 0


def test_a_request_touches_several_policy_areas(store: Store, ride: RequestEntry) -> None:
    areas = policy_areas(store)
    number = receive_request(store, replace(ride, areas=(areas[3][0], areas[1][0])), TODAY)
    view = view_request(store, number)
    assert view.areas == (areas[1][1], areas[3][1])
    before = everything(store)
    changed = replace(view.entry, areas=(areas[1][0],), minutes=45)
    change_request(store, number, changed, view.version, TODAY)
    assert view_request(store, number).entry == changed
    taken_back(store, before, "Hulpvraag gewijzigd")
    with pytest.raises(UserError):
        change_request(store, number, ride, view.version, TODAY)


def test_asked_agreed_and_after_all_not(store: Store, ride: RequestEntry, anneke: int, bram: int) -> None:
    number = receive_request(store, ride, TODAY)
    for person, said, state, what in (
        (anneke, MatchState.ASKED, RequestState.SEARCHING, "Gevraagd voor een hulpvraag"),
        (anneke, MatchState.REFUSED, RequestState.SEARCHING, "Gevraagd: kan niet"),
        (bram, MatchState.AGREED, RequestState.ARRANGED, "Hulpvraag geregeld"),
        (bram, MatchState.REFUSED, RequestState.SEARCHING, "Gevraagd: kan niet"),
        (anneke, MatchState.AGREED, RequestState.ARRANGED, "Hulpvraag geregeld"),
        (bram, MatchState.AGREED, RequestState.ARRANGED, "Hulpvraag geregeld"),
        (bram, MatchState.REFUSED, RequestState.ARRANGED, "Gevraagd: kan niet"),
    ):
        before = everything(store)
        answer(store, number, person, said, TODAY)
        assert state_of(store, number) is state
        taken_back(store, before, what)
    view = view_request(store, number)
    assert [(each.name, each.state) for each in view.asked] == [
        ("Anneke Bos", MatchState.AGREED),
        ("Bram Smit", MatchState.REFUSED),
    ]
    assert view.volunteers == (anneke,)
    before = everything(store)
    forget_answer(store, number, bram)
    taken_back(store, before, "Vraag aan vrijwilliger weggehaald")


def test_from_phone_call_to_recorded_help(store: Store, ride: RequestEntry, anneke: int) -> None:
    number = receive_request(store, ride, TODAY)
    answer(store, number, anneke, MatchState.AGREED, TODAY)
    proposal = support_proposal(store, view_request(store, number), TODAY)
    assert proposal.entry.volunteers == (anneke,)
    assert (proposal.entry.day, proposal.entry.minutes, proposal.entry.request_id) == (TODAY, 90, number)
    assert proposal.about == "Hulpvraag van Kees Jansen: Vervoer"
    before = everything(store)
    support = record_support(store, proposal.entry)
    view = view_request(store, number)
    assert (view.state, view.closed_on, view.times_given) == (RequestState.DONE, TODAY, 1)
    taken_back(store, before, "Hulp vastgelegd")
    delete_support(store, support)
    view = view_request(store, number)
    assert (view.state, view.closed_on, view.arranged_on) == (RequestState.ARRANGED, None, TODAY)


def test_help_recorded_for_a_closed_request_leaves_it_closed(store: Store, ride: RequestEntry, anneke: int) -> None:
    number = receive_request(store, ride, TODAY)
    decline(store, number, DeclineReason.TOO_LATE, TODAY)
    record_support(
        store, replace(support_proposal(store, view_request(store, number), TODAY).entry, volunteers=(anneke,))
    )
    assert state_of(store, number) is RequestState.DECLINED


def test_declined_with_a_reason_and_opened_again(store: Store, ride: RequestEntry) -> None:
    number = receive_request(store, ride, TODAY)
    with pytest.raises(Invalid) as trouble:
        decline(store, number, None, TODAY)
    assert trouble.value.problems == {"decline_reason": "Kies waarom het niet lukt."}
    before = everything(store)
    decline(store, number, DeclineReason.NO_VOLUNTEER, TODAY)
    view = view_request(store, number)
    assert (view.state, view.decline_reason, view.closed_on) == (
        RequestState.DECLINED,
        "geen vrijwilliger beschikbaar",
        TODAY,
    )
    taken_back(store, before, "Hulpvraag niet gelukt")
    set_state(store, number, RequestState.SEARCHING, TODAY)
    view = view_request(store, number)
    assert (view.decline_reason, view.closed_on) == ("", None)


def test_referred_to_someone(store: Store, ride: RequestEntry) -> None:
    number = receive_request(store, ride, TODAY)
    with pytest.raises(Invalid):
        refer(store, number, "   ", TODAY)
    before = everything(store)
    refer(store, number, " het Wmo-loket ", TODAY)
    view = view_request(store, number)
    assert (view.state, view.referred_to) == (RequestState.REFERRED, "het Wmo-loket")
    taken_back(store, before, "Hulpvraag doorverwezen")


def test_a_removed_request_leaves_the_help(store: Store, ride: RequestEntry, anneke: int) -> None:
    weekly = replace(ride, wanted_on=TODAY - WEEK, repeats=Repeat.WEEKLY)
    number = receive_request(store, weekly, TODAY)
    answer(store, number, anneke, MatchState.AGREED, TODAY)
    skip_day(store, number, TODAY)
    record_support(store, support_proposal(store, view_request(store, number), TODAY).entry)
    before = everything(store)
    delete_request(store, number)
    assert [count(store, kind) for kind in (Request, RequestArea, RequestSkip, Match, Support)] == [0, 0, 0, 0, 1]
    taken_back(store, before, "Hulpvraag verwijderd")
    store.undo()
    assert view_request(store, number).times_given == 1


def series(store: Store, number: int) -> dict[date, DayState]:
    return {each.day: each.state for each in series_days(store, view_request(store, number), TODAY, ahead=2)}


def test_a_series_has_days_that_are_recorded_skipped_due_and_to_come(
    store: Store, ride: RequestEntry, anneke: int
) -> None:
    number = receive_request(store, replace(ride, wanted_on=TODAY - 2 * WEEK, repeats=Repeat.WEEKLY), TODAY)
    answer(store, number, anneke, MatchState.AGREED, TODAY)
    assert waiting_requests(store, TODAY).to_record == 1
    record_support(store, support_proposal(store, view_request(store, number), TODAY).entry)
    before = everything(store)
    skip_day(store, number, TODAY - WEEK)
    taken_back(store, before, "Dag overgeslagen")
    assert series(store, number) == {
        TODAY - 2 * WEEK: DayState.RECORDED,
        TODAY - WEEK: DayState.SKIPPED,
        TODAY: DayState.DUE,
        TODAY + WEEK: DayState.COMING,
        TODAY + 2 * WEEK: DayState.COMING,
    }
    assert state_of(store, number) is RequestState.ARRANGED
    view: RequestView = view_request(store, number)
    assert support_proposal(store, view, TODAY).entry.day == TODAY
    assert support_proposal(store, view, TODAY, TODAY - WEEK).entry.day == TODAY - WEEK
    assert day_to_fill(store, view, TODAY) == TODAY
    record_support(store, replace(support_proposal(store, view, TODAY).entry, day=TODAY - timedelta(days=1)))
    moved = series_days(store, view_request(store, number), TODAY)
    assert [each.planned for each in moved if each.state is DayState.RECORDED] == [True, False]
    before = everything(store)
    keep_day(store, number, TODAY - WEEK)
    taken_back(store, before, "Dag niet meer overgeslagen")
    skip_day(store, number, TODAY + WEEK)
    assert series(store, number)[TODAY + WEEK] is DayState.SKIPPED
    assert TODAY + 3 * WEEK in series(store, number)
    with pytest.raises(UserError):
        skip_day(store, number, TODAY + timedelta(days=1))


def test_what_waits(store: Store, ride: RequestEntry, anneke: int) -> None:
    assert waiting_requests(store, TODAY) == waiting_requests(store, TODAY + WEEK)
    assert (waiting_requests(store, TODAY).count, waiting_requests(store, TODAY).oldest_days) == (0, None)
    receive_request(store, replace(ride, received_on=TODAY - timedelta(days=12)), TODAY)
    second = receive_request(store, ride, TODAY)
    waits = waiting_requests(store, TODAY)
    assert (waits.count, waits.oldest_days, waits.to_record) == (2, 12, 0)
    answer(store, second, anneke, MatchState.AGREED, TODAY)
    waits = waiting_requests(store, TODAY)
    assert (waits.count, waits.to_record) == (1, 1)
    assert waiting_requests(store, TODAY - WEEK).to_record == 0


def shown(store: Store, chosen: RequestFilter | None, typed: str = "") -> list[tuple[object, ...]]:
    listing = request_listing(store, TODAY)
    listing.conditions = request_conditions(store, chosen, typed, TODAY)
    rows = listing.window(0, 50)
    assert listing.count() == len(rows)
    return [row.cells for row in rows]


def test_the_inbox_is_narrowed_searched_and_sorted(
    store: Store, ride: RequestEntry, kind: Callable[[str], int], anneke: int
) -> None:
    lamp = RequestEntry(
        None, kind("ODD_JOBS"), TODAY - timedelta(days=3), new_person="Zoë Brûlé", description="Een lamp ophangen"
    )
    receive_request(store, ride, TODAY)
    receive_request(store, lamp, TODAY)
    weekly = replace(ride, received_on=TODAY - timedelta(days=1), repeats=Repeat.WEEKLY, destination="ziekenhuis")
    arranged = receive_request(store, weekly, TODAY)
    answer(store, arranged, anneke, MatchState.AGREED, TODAY)
    assert [(row[0], row[4]) for row in shown(store, RequestFilter.OPEN)] == [
        ("Zoë Brûlé", "3 dagen geleden"),
        ("Kees Jansen", "vandaag"),
    ]
    assert [row[3] for row in shown(store, RequestFilter.ARRANGED)] == ["Anneke Bos"]
    assert "elke week" in str(shown(store, RequestFilter.TO_RECORD)[0][2])
    assert len(shown(store, None)) == 3
    for typed, found in (("zoe brule", 1), ("lamp", 1), ("vervoer", 2), ("jansen ziekenhuis", 1), ("kees lamp", 0)):
        assert len(shown(store, None, typed)) == found, typed
    counts = count_requests(store, TODAY)
    assert {each: counts[each] for each in RequestFilter if counts[each]} == {
        RequestFilter.OPEN: 2,
        RequestFilter.NEW: 2,
        RequestFilter.ARRANGED: 1,
        RequestFilter.TO_RECORD: 1,
    }
    listing = request_listing(store, TODAY)
    for key, first in (("person", "Zoë Brûlé"), ("state", "Kees Jansen"), ("kind", "Zoë Brûlé")):
        listing.order = key
        assert listing.window(0, 9)[0].cells[0] == first
    assert ride.person_id is not None
    assert len(requests_of_person(store, ride.person_id, TODAY).window(0, 9)) == 2


def test_the_last_time_is_proposed(store: Store, ride: RequestEntry, kind: Callable[[str], int]) -> None:
    assert like_last_time(store, ride.person_id, kind("OTHER"), TODAY) is None
    first = like_last_time(store, ride.person_id, kind("TRANSPORT"), TODAY)
    assert first is not None and (first.minutes, first.needs_car) == (90, None)
    receive_request(store, replace(ride, minutes=45, needs_car=True, destination="tandarts"), TODAY)
    own = like_last_time(store, ride.person_id, kind("TRANSPORT"), TODAY)
    other = like_last_time(store, None, kind("TRANSPORT"), TODAY)
    assert own is not None and (own.minutes, own.needs_car, own.destination) == (45, True, "tandarts")
    assert other is not None and (other.minutes, other.needs_car, other.destination) == (45, True, None)


def test_what_is_gone_is_told(store: Store, kind: Callable[[str], int]) -> None:
    with pytest.raises(UserError):
        view_request(store, 999)
    with pytest.raises(UserError):
        set_state(store, 999, RequestState.DONE, TODAY)
    with pytest.raises(UserError):
        delete_request(store, 999)
