"""What goes out of each record type: its columns, and its rows with the values a spreadsheet holds."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.exchange.whole_values import Apart
from dorpsapp.models import RECORDS, Person, Record, Support
from dorpsapp.models.kinds import Kind, Number, Reference, Text
from dorpsapp.models.person import list_name
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


def read_names(session: Session) -> Names:
    """A readable name for everything a reference can point to, by table and id."""
    wanted = {field.kind.to for record in RECORDS for field in record.fields() if isinstance(field.kind, Reference)}
    names: Names = {}
    for record in RECORDS:
        if record.__tablename__ in wanted:
            names[record.__tablename__] = dict(_names_of(session, record, names))
    return names


def _names_of(session: Session, record: type[Record], names: Names) -> Iterator[tuple[int, str]]:
    if record is Person:
        columns = [column for column in Person.__table__.columns if "field" in column.info]
        for row in session.execute(sa.select(Person.__table__.c.id, *columns)).mappings():
            yield row["id"], list_name(dict(row))
    elif record is Support:
        for number, day, category_id in session.execute(sa.select(Support.id, Support.day, Support.category_id)):
            yield number, f"{show_day(day)} {names['category'][category_id]}"
    else:
        for one in session.scalars(sa.select(record)):
            yield one.id, str(one)


def export_rows(
    session: Session, record: type[Record], columns: Sequence[ExportColumn], names: Names, apart: Apart | None = None
) -> Iterator[list[Any]]:
    """The values of each record by id, as a spreadsheet holds them; read a portion at a time.

    `apart` gathers the values that would not come back out of their cell.
    """
    table = record.__table__
    own = [table.c[column.field] for column in columns]
    statement = sa.select(*own).order_by(table.c.id).execution_options(yield_per=_STEP)
    for values in session.execute(statement):
        if apart is not None:
            for column, value in zip(columns, values, strict=True):
                if not column.names_of:
                    apart.look_at(record.__tablename__, values[0], column.field, column.kind, value)
        yield [
            names[column.names_of].get(value, "") if column.names_of else column.kind.excel_value(value)
            for column, value in zip(columns, values, strict=True)
        ]
