"""Every part of Hulpvragen in the language that marks each text: nothing escapes translation."""

from collections.abc import Callable
from datetime import timedelta

from dorpsapp.models import DeclineReason, MatchState, Repeat
from dorpsapp.services.people import search_people
from dorpsapp.services.request_list import RequestFilter
from dorpsapp.services.request_series import skip_day
from dorpsapp.services.request_states import answer, decline, refer
from dorpsapp.services.requests import RequestEntry, receive_request
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.requests import NewRequest, RequestsPage
from tests.ui.test_pseudo_language import escaped, values_of_file
from tests.window_tools import TODAY, Desk, category_id

WEEK = timedelta(days=7)


def requests_in_every_state(store: Store) -> list[int]:
    """New, asked, declined, referred, and one that comes back, in this order."""
    kees, anneke = (search_people(store, name)[0].id for name in ("Kees Jansen", "Anneke Bos"))

    def ask(**more: object) -> int:
        values = {"wanted_on": TODAY, "minutes": 60, "needs_car": True, **more}
        entry = RequestEntry(kees, category_id(store, "Vervoer"), TODAY, **values)  # type: ignore[arg-type] # by name
        return receive_request(store, entry, TODAY)

    numbers = [ask(), ask(), ask(), ask(), ask(wanted_on=TODAY - 2 * WEEK, repeats=Repeat.WEEKLY)]
    answer(store, numbers[1], anneke, MatchState.ASKED, TODAY)
    decline(store, numbers[2], DeclineReason.NO_VOLUNTEER, TODAY)
    refer(store, numbers[3], "Voorbeeld", TODAY)
    answer(store, numbers[4], anneke, MatchState.AGREED, TODAY)
    skip_day(store, numbers[4], TODAY - WEEK)
    return numbers


def go_and(desk: Desk, argument: object, then: Callable[[], object]) -> None:
    """Show something on the page, and press on."""
    desk.go("requests", argument)
    then()


PARTS: dict[str, Callable[[Desk, RequestsPage, list[int]], object]] = {
    "list": lambda _desk, page, _numbers: page.chips[RequestFilter.OPEN].setChecked(False),
    "form": lambda desk, page, _numbers: go_and(desk, NewRequest(), page.form.more.open_up),
    "new": lambda desk, _page, numbers: desk.go("requests", numbers[0]),
    "asked": lambda desk, page, numbers: go_and(desk, numbers[1], page.detail.facts.decline.click),
    "declined": lambda desk, _page, numbers: desk.go("requests", numbers[2]),
    "referred": lambda desk, page, numbers: desk.go("requests", numbers[3]),
    "series": lambda desk, page, numbers: go_and(desk, numbers[4], page.detail.facts.refer.click),
    "unmet": lambda _desk, page, _numbers: page.show_unmet(),
    "person": lambda desk, _page, _numbers: desk.go("person", search_people(desk.store, "Kees Jansen")[0].id),
}


def test_no_text_of_requests_escapes_translation(pseudo_desk: Desk) -> None:
    numbers = requests_in_every_state(pseudo_desk.store)
    found = {}
    for part, show in PARTS.items():
        page = pseudo_desk.go("requests")
        assert isinstance(page, RequestsPage)
        show(pseudo_desk, page, numbers)
        pseudo_desk.settle()
        found[part] = escaped(pseudo_desk.page, values_of_file(pseudo_desk.store))
    assert found == {part: [] for part in PARTS}
