"""What goes out of each record type: its columns, and its rows with the values a spreadsheet holds.

Of who is withheld only goes out what counts in a figure, under a number: by default everyone who is restricted.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.exchange.whole_values import Apart
from dorpsapp.models import RECORDS, Participation, Person, Record, Support
from dorpsapp.models.kinds import Kind, Number, Reference, Text
from dorpsapp.models.person import list_name
from dorpsapp.services.erasing import COUNTED, notes_about
from dorpsapp.services.person_references import referring_types
from dorpsapp.services.restrictions import marks_among
from dorpsapp.text import _, show_day

_STEP = 2000

Names = dict[str, dict[int, str]]


@dataclass(frozen=True)
class ExportColumn:
    """One column: its heading, its field, and its kind; a name column shows what a reference points to."""

    heading: str
    field: str
    kind: Kind
    names_of: str | None = None


def export_columns(record: type[Record]) -> list[ExportColumn]:
    """The columns of a record type: its number, then every field, with a readable name beside each reference."""
    columns = [ExportColumn(_("Id"), "id", Number())]
    for field in record.fields():
        if isinstance(field.kind, Reference):
            columns.append(ExportColumn(_("{label} (id)").format(label=_(field.label)), field.name, Number()))
            columns.append(ExportColumn(_(field.label), field.name, Text(), names_of=field.kind.to))
        else:
            columns.append(ExportColumn(_(field.label), field.name, field.kind))
    return columns


def read_names(session: Session, withheld: frozenset[int]) -> Names:
    """A readable name for everything a reference can point to, by table and id; a mark for who is withheld."""
    wanted = {field.kind.to for record in RECORDS for field in record.fields() if isinstance(field.kind, Reference)}
    names: Names = {}
    for record in RECORDS:
        if record.__tablename__ in wanted:
            names[record.__tablename__] = dict(_names_of(session, record, names, withheld))
    return names


def _names_of(
    session: Session, record: type[Record], names: Names, withheld: frozenset[int]
) -> Iterator[tuple[int, str]]:
    if record is Person:
        columns = [column for column in Person.__table__.columns if "field" in column.info]
        marks = marks_among(session, withheld)
        for row in session.execute(sa.select(Person.__table__.c.id, *columns)).mappings():
            yield row["id"], f"({marks[row['id']]})" if row["id"] in marks else list_name(dict(row))
    elif record is Support:
        for number, day, category_id in session.execute(sa.select(Support.id, Support.day, Support.category_id)):
            yield number, f"{show_day(day)} {names['category'][category_id]}"
    else:
        for one in session.scalars(sa.select(record)):
            yield one.id, str(one)


def export_rows(
    session: Session,
    record: type[Record],
    columns: Sequence[ExportColumn],
    names: Names,
    withheld: frozenset[int],
    apart: Apart | None = None,
) -> Iterator[list[Any]]:
    """The values of each record by id, as a spreadsheet holds them; read a portion at a time.

    `apart` gathers the values that would not come back out of their cell.
    """
    table = record.__table__
    own = [table.c[column.field] for column in columns]
    statement = sa.select(*own).order_by(table.c.id).execution_options(yield_per=_STEP)
    out = _Withheld(session, record, columns, withheld)
    for values in map(out.bare, map(tuple, session.execute(statement))):
        if values is None:
            continue
        if apart is not None:
            for column, value in zip(columns, values, strict=True):
                if not column.names_of:
                    apart.look_at(record.__tablename__, values[0], column.field, column.kind, value)
        yield [
            names[column.names_of].get(value, "") if column.names_of else column.kind.excel_value(value)
            for column, value in zip(columns, values, strict=True)
        ]


class _Withheld:
    """Takes out of the rows of one record type what says more of these people than a figure counts."""

    def __init__(
        self, session: Session, record: type[Record], columns: Sequence[ExportColumn], people: frozenset[int]
    ) -> None:
        self._people = people
        self._marks = marks_among(session, self._people)
        self._surname = next(
            (at for at, one in enumerate(columns) if record is Person and one.field == "surname"), None
        )
        refers = {"id"} if record is Person else set(referring_types().get(record, ()))
        self._places = tuple(at for at, one in enumerate(columns) if one.field in refers and not one.names_of)
        self._counted = record in COUNTED or record is Person
        counts = {"birth_year", "locality_id"} if record is Person else COUNTED.get(record, frozenset())
        self._kept = tuple(one.field in counts or one.field == "id" for one in columns)
        self._note = next((at for at, one in enumerate(columns) if record is Support and one.field == "note"), None)
        took_part = sa.select(Participation.support_id).where(Participation.person_id.in_(self._people))
        supports = list(session.scalars(took_part)) if self._people and self._note is not None else []
        self._notes = frozenset(notes_about(session, supports))

    def bare(self, values: tuple[Any, ...]) -> tuple[Any, ...] | None:
        """The values that may go out, None for none of them; the first one is the id of the row."""
        if not self._people:
            return values
        if self._note is not None and values[0] in self._notes:
            return tuple(None if at == self._note else value for at, value in enumerate(values))
        if not any(values[at] in self._people for at in self._places):
            return values
        if not self._counted:
            return None
        bare = [value if kept else None for value, kept in zip(values, self._kept, strict=True)]
        if self._surname is not None:
            bare[self._surname] = f"({self._marks[values[0]]})"
        return tuple(bare)
