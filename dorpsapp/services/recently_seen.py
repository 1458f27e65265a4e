"""The names of the people and activities that were looked at last; the ids are kept outside the file."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.models import Activity
from dorpsapp.services.people import names_of
from dorpsapp.services.restrictions import only_kept
from dorpsapp.store.store import Store

PERSON_PAGE, ACTIVITY_PAGE = "person", "activities"


@dataclass(frozen=True)
class Seen:
    """A person or an activity, as the page that shows it and an id."""

    page: str
    number: int


def names_seen(store: Store, seen: Sequence[Seen]) -> tuple[tuple[Seen, str], ...]:
    """Each of these with its name, in the same order; who is gone or restricted is left out."""
    with store.read() as session:
        away = only_kept(session)
        people = names_of(
            session, [each.number for each in seen if each.page == PERSON_PAGE and each.number not in away]
        )
        names = {Seen(PERSON_PAGE, number): name for number, (name, _list_name) in people.items()}
        wanted = [each.number for each in seen if each.page == ACTIVITY_PAGE]
        query = sa.select(Activity.id, Activity.name).where(Activity.id.in_(wanted))
        names.update({Seen(ACTIVITY_PAGE, number): name for number, name in session.execute(query)})
    return tuple((each, names[each]) for each in seen if each in names)
