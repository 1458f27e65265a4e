"""Steps that share a name are told apart by whom or what they were about; on a real file."""

from datetime import date, timedelta

from dorpsapp.models import Shape
from dorpsapp.services.history_words import about_steps
from dorpsapp.services.people import search_people
from dorpsapp.services.record_support import SupportEntry, delete_support
from dorpsapp.services.requests import RequestEntry, receive_request
from dorpsapp.services.spread import record_all
from dorpsapp.store.store import Store
from tests.window_tools import TODAY, category_id, filled_file, filled_store

__all__ = ["filled_file", "filled_store"]


def about_last(store: Store) -> str:
    """What is said of the last step."""
    entries = store.history(limit=1)
    return about_steps(store, entries).get(entries[0].id, "")


def test_a_support_is_told_in_words_while_it_is_there(filled_store: Store) -> None:
    helper, client = (search_people(filled_store, name)[0].id for name in ("Anneke Bos", "Kees Jansen"))
    kind, day = category_id(filled_store, "Vervoer"), date(2026, 11, 20)
    one = SupportEntry(day, kind, Shape.INDIVIDUAL, 90, (helper,), (client,))
    (number,) = record_all(filled_store, (one,))
    assert about_last(filled_store) == "20-11-2026: Anneke Bos hielp Kees Jansen, 1 uur 30."
    delete_support(filled_store, number)
    assert about_last(filled_store) == ""
    many = [SupportEntry(day + timedelta(each), kind, Shape.INDIVIDUAL, 30, (helper,), (client,)) for each in range(3)]
    record_all(filled_store, many)
    assert about_last(filled_store) == "", "it was about three at once"


def test_what_belongs_to_someone_has_the_name_unless_the_step_has_it(filled_store: Store) -> None:
    client = search_people(filled_store, "Kees Jansen")[0].id
    receive_request(filled_store, RequestEntry(client, category_id(filled_store, "Vervoer"), TODAY), TODAY)
    assert about_last(filled_store) == "Kees Jansen"
    named = next(each for each in filled_store.history() if "Persoon toegevoegd" in each.what)
    assert about_steps(filled_store, [named]) == {}
