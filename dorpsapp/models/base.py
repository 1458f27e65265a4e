"""Record: the base of everything we keep, and field(): one line that describes one thing we ask."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import DeclarativeBase, Mapped, MappedColumn, Mapper, mapped_column

from dorpsapp.models.kinds import Kind


class Privacy(Enum):
    """What the AVG makes of a value; there is no default, every field must say."""

    OPEN = "geen persoonsgegeven"
    PERSONAL = "persoonsgegeven"
    SENSITIVE = "gevoelig persoonsgegeven"


@dataclass(frozen=True)
class Field:
    """All the program knows of one field: form, table, import, export and privacy export read this."""

    name: str
    label: str
    kind: Kind
    privacy: Privacy
    required: bool
    help: str
    in_table: bool
    on_form: bool


def field(
    kind: Kind,
    label: str,
    *,
    privacy: Privacy,
    help: str = "",
    in_table: bool = True,
    on_form: bool = True,
    **column: Any,
) -> MappedColumn[Any]:
    """The column of one field; `Mapped[X | None]` makes it optional, `column` goes to SQLAlchemy."""
    about = (kind, label, privacy, help, in_table, on_form)
    return mapped_column(kind.sql(), info={"field": about}, **column)


class Record(DeclarativeBase):
    """The base of every record type: an id, a version for optimistic locking, fields, and rules."""

    metadata = sa.MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    singular: ClassVar[str]
    plural: ClassVar[str]

    id: Mapped[int] = mapped_column(primary_key=True, sort_order=-2)
    version: Mapped[int] = mapped_column(default=1, server_default="1", sort_order=-1)

    __mapper_args__ = {"version_id_col": version}

    @classmethod
    def fields(cls) -> tuple[Field, ...]:
        """The fields in the order of their lines."""
        return tuple(
            Field(column.key, label, kind, privacy, not column.nullable, help, in_table, on_form)
            for column in cls.__table__.columns
            if "field" in column.info
            for kind, label, privacy, help, in_table, on_form in [column.info["field"]]
        )

    @classmethod
    def field_named(cls, name: str) -> Field:
        """The field with this name; KeyError when there is none."""
        return {one.name: one for one in cls.fields()}[name]

    @classmethod
    def derived(cls, values: Mapping[str, Any]) -> dict[str, Any]:
        """Columns that follow from the others, such as a folded name for search; from a row's plain values."""
        return {}

    def problems(self) -> Iterator[tuple[str, str]]:
        """The rules of this record: yields (field name, sentence) for each one broken."""
        yield from ()


@event.listens_for(Record, "before_insert", propagate=True)
@event.listens_for(Record, "before_update", propagate=True)
def _derive(mapper: Mapper[Any], connection: sa.Connection, record: Record) -> None:
    """Derived columns can not be forgotten: they are set each time a record is written."""
    values = {attribute.key: getattr(record, attribute.key) for attribute in mapper.column_attrs}
    for name, value in record.derived(values).items():
        if values[name] != value:
            setattr(record, name, value)
