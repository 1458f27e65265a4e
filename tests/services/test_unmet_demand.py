"""What does not succeed: counted by kind and reason over a period, beside a count by hand."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dorpsapp.models import Category, DeclineReason, MatchState, ParticipantRole, RequestState, Shape
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.request_states import answer, decline, refer, set_state
from dorpsapp.services.requests import RequestEntry, receive_request
from dorpsapp.services.unmet_demand import unmet_demand
from dorpsapp.store.store import Store

TODAY = date.today()


def ago(days: int) -> date:
    return TODAY - timedelta(days=days)


@pytest.fixture
def kind(store: Store) -> Callable[[str], int]:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldstad")

    def find(code: str) -> int:
        with store.read() as session:
            return session.scalars(sa.select(Category.id).where(Category.code == code)).one()

    return find


def test_a_period_by_kind_and_reason(store: Store, kind: Callable[[str], int]) -> None:
    kees = save_person(store, take_apart("Kees Jansen"), role=ParticipantRole.CLIENT)
    anneke = save_person(store, take_apart("Anneke Bos"), role=ParticipantRole.VOLUNTEER)

    def ask(code: str, days: int) -> int:
        return receive_request(store, RequestEntry(kees, kind(code), ago(days)), TODAY)

    def help_on(request: int, days: int) -> None:
        entry = SupportEntry(ago(days), kind("TRANSPORT"), Shape.INDIVIDUAL, 60, (anneke,), (kees,), request_id=request)
        record_support(store, entry)

    rides = [ask("TRANSPORT", days) for days in (30, 29, 28, 27, 26, 20)]
    for request, days in ((rides[0], 28), (rides[0], 20), (rides[1], 24), (rides[2], 18)):
        help_on(request, days)
    answer(store, rides[3], anneke, MatchState.AGREED, TODAY)
    decline(store, rides[4], DeclineReason.NO_VOLUNTEER, TODAY)
    garden = [ask("GARDEN", days) for days in (15, 10, 5, 3)]
    decline(store, garden[0], DeclineReason.NO_VOLUNTEER, TODAY)
    decline(store, garden[1], DeclineReason.TOO_COMPLEX, TODAY)
    refer(store, garden[2], "de hovenier", TODAY)
    set_state(store, garden[3], RequestState.SEARCHING, TODAY)
    ask("OTHER", 90)

    result = unmet_demand(store, ago(60), TODAY, TODAY)
    assert [line.kind for line in result.kinds] == ["Tuinhulp", "Vervoer"]
    garden_line, ride_line = result.kinds
    assert (ride_line.asked, ride_line.met, ride_line.open, ride_line.referred) == (6, 4, 1, 0)
    assert ride_line.declined == {DeclineReason.NO_VOLUNTEER: 1}
    assert ride_line.days_to_help == 5
    assert (ride_line.oldest_days, ride_line.median_open_days) == (20, 20)
    assert (garden_line.asked, garden_line.met, garden_line.open, garden_line.referred) == (4, 0, 1, 1)
    assert garden_line.declined == {DeclineReason.NO_VOLUNTEER: 1, DeclineReason.TOO_COMPLEX: 1}
    assert garden_line.days_to_help is None
    total = result.total
    assert (total.asked, total.met, total.declined_in_all, total.referred, total.open) == (10, 4, 3, 1, 2)
    assert total.median_open_days == 11.5
    for line in (*result.kinds, total):
        assert line.asked == line.met + line.declined_in_all + line.referred + line.open


def test_nothing_asked_is_no_lines(store: Store, kind: Callable[[str], int]) -> None:
    result = unmet_demand(store, ago(60), TODAY, TODAY)
    assert result.kinds == ()
    assert (result.total.asked, result.total.oldest_days, result.total.days_to_help) == (0, None, None)
