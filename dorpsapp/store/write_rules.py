"""Write rules: what no write may leave behind, however it came about: the window, a list, a command or undo.

Practical needs stand only with consent that holds. A story about someone, and the note that data were passed on, can
only be written with consent. Nobody is used anew whose data are restricted. All of it is looked at once, when a write
ends, from the rows that it touched. That a consent is of today or before is a matter of who records it.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping

from dorpsapp.errors import UserError
from dorpsapp.models import (
    ActivityRegular,
    Consent,
    ConsentPurpose,
    Match,
    Participation,
    Person,
    PracticalNeed,
    Record,
    Request,
    Restriction,
    Story,
)
from dorpsapp.store.changes import PORTION, Changes, TableChanges, portions
from dorpsapp.store.driver import Connection
from dorpsapp.store.row_names import say_row
from dorpsapp.text import _

CLOSED: Mapping[type[Record], ConsentPurpose] = {
    PracticalNeed: ConsentPurpose.NEEDS,
    Story: ConsentPurpose.STORY,
    Request: ConsentPurpose.SHARING,
}
"""What is closed until consent is given; of a request only that data were passed on."""
USES: tuple[type[Record], ...] = (Participation, Request, Match, ActivityRegular, Story)
"""In these someone is used anew when a row is added or comes to be about them."""

Returned = Mapping[str, Collection[int]]
_NO_CONSENT = """
    NOT EXISTS (
        SELECT 1 FROM consent AS given
        WHERE given.person_id = row.person_id AND given.purpose = :purpose AND given.withdrawn_on IS NULL
        AND given.given_on >= coalesce((
            SELECT max(gone.withdrawn_on) FROM consent AS gone
            WHERE gone.person_id = row.person_id AND gone.purpose = :purpose
        ), '')
    )
"""


class WithoutConsent(UserError):
    """Something would be kept for which this person gave no consent, or took it back."""


class Restricted(UserError):
    """The data of this person may be kept but not used."""

    def __init__(self, name: str) -> None:
        super().__init__(
            _("De gegevens van {name} mogen nu niet worden gebruikt. Kijk bij deze persoon waarom.").format(name=name)
        )


def refuse_without_consent(connection: Connection, changes: Changes, *, cleaning: bool = False) -> None:
    """Raise WithoutConsent when these changes, which stand in the file already, leave something that may not stay.

    `cleaning` is for what only takes words out for good.
    """
    _refuse_needs(connection, changes)
    if not cleaning:
        _refuse_stories(connection, changes)
        _refuse_passing_on(connection, changes)


def refuse_restricted(connection: Connection, changes: Changes, returned: Returned) -> None:
    """Raise Restricted when someone is used anew; rows that were `returned` after they were gone are not new."""
    if not connection.execute(f"SELECT 1 FROM {Restriction.__tablename__} WHERE lifted_on IS NULL LIMIT 1").fetchone():
        return
    open_now = "row.person_id IN (SELECT person_id FROM restriction WHERE lifted_on IS NULL)"
    for record_type in USES:
        table = record_type.__tablename__
        old = returned.get(table, frozenset())
        for number, person in _newly_about(connection, table, changes, open_now):
            if number not in old:
                raise Restricted(say_row(connection, Person, person))
    asked = changes.get(Match.__tablename__, TableChanges())
    for span in asked.inserted:
        statement = """
            SELECT row.person_id FROM request_match AS one JOIN request AS row ON row.id = one.request_id
            WHERE one.id BETWEEN :first AND :last AND
        """
        found = connection.execute(statement + open_now, {"first": span.first, "last": span.last}).fetchone()
        if found and not set(range(span.first, span.last + 1)) <= set(returned.get(Match.__tablename__, ())):
            raise Restricted(say_row(connection, Person, found[0]))


def _refuse_needs(connection: Connection, changes: Changes) -> None:
    """Also when consent is taken back, whoever does it: the needs go in the same write."""
    needs, consents = (changes.get(one.__tablename__, TableChanges()) for one in (PracticalNeed, Consent))
    purpose, table = ConsentPurpose.NEEDS, PracticalNeed.__tablename__
    updated = [each.id for each in needs.updated]
    for _number, person in _rows(connection, table, needs, updated, _NO_CONSENT, purpose):
        raise _without(connection, person, _("{name} gaf geen toestemming om praktische behoeften te bewaren."))
    touched = _rows(connection, Consent.__tablename__, consents, [each.id for each in consents.updated], "1")
    people = {person for _number, person in touched}
    people |= {row["person_id"] for row in consents.deleted}
    people |= {each.before["person_id"] for each in consents.updated if "person_id" in each.before}
    for some in portions(sorted(people), PORTION):
        about = f"row.person_id IN ({','.join(map(str, some))})"
        statement = f"SELECT row.person_id FROM {table} AS row WHERE {about} AND {_NO_CONSENT} LIMIT 1"
        if found := connection.execute(statement, {"purpose": purpose.name}).fetchone():
            sentence = _("Van {name} staan nog praktische behoeften. Die mogen niet zonder toestemming.")
            raise _without(connection, found[0], sentence)


def _refuse_stories(connection: Connection, changes: Changes) -> None:
    """A story may stay after consent was taken back, until someone erases it: no report tells it any more."""
    purpose, table = ConsentPurpose.STORY, Story.__tablename__
    one = changes.get(table, TableChanges())
    retold = TableChanges(updated=[each for each in one.updated if each.before.keys() & {"text", "title"}])
    found = list(_rows(connection, table, retold, [each.id for each in retold.updated], _NO_CONSENT, purpose))
    found += _newly_about(connection, table, changes, _NO_CONSENT, purpose)
    for span in one.inserted:
        nameless = f"SELECT id FROM {table} WHERE person_id IS NULL AND consent_on IS NULL AND id BETWEEN ? AND ?"
        if connection.execute(nameless, (span.first, span.last)).fetchone():
            raise WithoutConsent(_("Een verhaal mag pas met toestemming. Vul in wanneer die is gegeven."))
    for _number, person in found:
        raise _without(connection, person, _("{name} gaf geen toestemming voor een verhaal in het rapport."))


def _refuse_passing_on(connection: Connection, changes: Changes) -> None:
    """What was passed on while consent held stays true afterwards."""
    one = changes.get(Request.__tablename__, TableChanges())
    updated = [each.id for each in one.updated if "handed_over" in each.before]
    condition = f"row.handed_over AND {_NO_CONSENT}"
    for _number, person in _rows(connection, Request.__tablename__, one, updated, condition, ConsentPurpose.SHARING):
        raise _without(connection, person, _("{name} gaf geen toestemming om gegevens door te geven."))


def _newly_about(
    connection: Connection,
    table: str,
    changes: Changes,
    condition: str,
    purpose: ConsentPurpose = ConsentPurpose.NEEDS,
) -> Iterator[tuple[int, int]]:
    """Rows that were added or came to be about another person, but for merging people and taking them apart."""
    people = changes.get(Person.__tablename__, TableChanges())
    merged = {row["id"] for row in people.deleted}
    taken_apart = {number for span in people.inserted for number in range(span.first, span.last + 1)}
    one = changes.get(table, TableChanges())
    moved = {each.id for each in one.updated if "person_id" in each.before and each.before["person_id"] not in merged}
    for number, person in _rows(connection, table, one, moved, condition, purpose):
        if number not in moved or person not in taken_apart:
            yield number, person


def _rows(
    connection: Connection,
    table: str,
    one: TableChanges,
    updated: Iterable[int],
    condition: str,
    purpose: ConsentPurpose = ConsentPurpose.NEEDS,
) -> Iterator[tuple[int, int]]:
    """The id and the person of the rows that were added, and of these that were changed, for which this is so."""
    where = [f"row.id BETWEEN {span.first} AND {span.last}" for span in one.inserted]
    where += [f"row.id IN ({','.join(map(str, some))})" for some in portions(sorted(updated), PORTION)]
    for each in where:
        statement = f"SELECT row.id, row.person_id FROM {table} AS row WHERE row.person_id IS NOT NULL AND {each} AND "
        yield from connection.execute(statement + condition, {"purpose": purpose.name}).fetchall()


def _without(connection: Connection, person: int, sentence: str) -> WithoutConsent:
    told = sentence.format(name=say_row(connection, Person, person))
    return WithoutConsent(f"{told} {_('Leg eerst de toestemming vast.')}")
