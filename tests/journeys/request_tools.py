"""What journeys through the requests share: someone asks, the page that shows, and what stands in its list."""

from datetime import timedelta

from dorpsapp.services.people import search_people
from dorpsapp.services.requests import RequestEntry, receive_request
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.requests import RequestsPage
from tests.window_tools import TODAY, Desk, category_id

WEEK = timedelta(days=7)


def someone(store: Store, name: str) -> int:
    return search_people(store, name)[0].id


def ask(store: Store, **more: object) -> int:
    """Kees asks for a ride."""
    values = {"wanted_on": TODAY, "minutes": 60, **more}
    entry = RequestEntry(someone(store, "Kees Jansen"), category_id(store, "Vervoer"), TODAY, **values)  # type: ignore[arg-type] # by name
    return receive_request(store, entry, TODAY)


def shown(desk: Desk, argument: object = None) -> RequestsPage:
    page = desk.go("requests", argument)
    assert isinstance(page, RequestsPage)
    return page


def undo(desk: Desk) -> None:
    desk.window.undo()
    desk.settle()


def names(page: RequestsPage) -> list[str]:
    rows = [page.model.row(at) for at in range(page.model.rowCount())]
    return [str(row.cells[0]) for row in rows if row is not None]
