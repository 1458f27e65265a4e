"""One line of the list of things to do, and what the sources of these lines look at."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import IntEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Person
from dorpsapp.services.people import names_of
from dorpsapp.services.people_list import PeopleChoice
from dorpsapp.store.slots import User
from dorpsapp.store.user_roles import UserRole
from dorpsapp.text import show_number

NAMED_SEPARATELY = 2


class Urgency(IntEnum):
    """How much hurry there is; the list begins with the most."""

    LATE = 1
    SOON = 2
    GOOD_TO_KNOW = 3


@dataclass(frozen=True)
class ToDo:
    """What deserves attention, and the page, with its argument, where that is solved.

    `remark` is the key of what `figures.quality` says about the same, with what it does to the totals.
    """

    text: str
    page: str
    argument: object = None
    urgency: Urgency = Urgency.SOON
    remark: str = ""


@dataclass(frozen=True)
class Now:
    """One picture of the file on one day; `last_backup` is when the newest verified backup was made.

    `users` are those who can open the file, for whom may manage them; nobody for others. `room` is what is left on the
    disk of the file, in bytes, as long as that is little. `by_sheet` says that the recovery sheet opened the file.
    """

    session: Session
    today: date
    last_backup: datetime | None
    practice: bool
    days_without_elsewhere: int = 0
    users: tuple[User, ...] = ()
    role: UserRole = UserRole.ADMINISTRATOR
    room: int | None = None
    by_sheet: bool = False


def about_people(
    now: Now,
    choice: PeopleChoice,
    one: Callable[[int, str], str],
    many: Callable[[str], str],
    *,
    urgency: Urgency = Urgency.SOON,
    argument: object = None,
    separately: int = NAMED_SEPARATELY,
) -> list[ToDo]:
    """A line for each of a few people, which opens that person; one line for more of them, which opens the list.

    `one` makes the text from the id and the name, `many` from the number of people as it is shown; `argument` is what
    the list of people gets instead of the choice.
    """
    query = sa.select(Person.id).where(*choice.conditions).order_by(Person.sort_key, Person.id)
    ids = list(now.session.scalars(query))
    if len(ids) > separately:
        return [ToDo(many(show_number(len(ids))), "people", choice if argument is None else argument, urgency)]
    names = names_of(now.session, ids)
    return [ToDo(one(number, names[number][0]), "person", number, urgency) for number in ids]
