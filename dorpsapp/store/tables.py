"""The store's own tables, beside those of the records: what the file is, and what was done in it."""

import sqlalchemy as sa

from dorpsapp.models import Record

OWN_METADATA = sa.MetaData(naming_convention=Record.metadata.naming_convention)

PROPERTY = sa.Table(
    "file_property",
    OWN_METADATA,
    sa.Column("name", sa.String(40), primary_key=True),
    sa.Column("value", sa.Text, nullable=False),
)

HISTORY = sa.Table(
    "history",
    OWN_METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("made_at", sa.DateTime, nullable=False),
    sa.Column("what", sa.String(200), nullable=False),
    sa.Column("undone", sa.Boolean, nullable=False),
    sa.Column("keep", sa.Boolean, nullable=False),
    sa.Column("content", sa.LargeBinary, nullable=False),
)

# Which rows an entry of the history is about, as spans of ids: finds the other entries about the same rows.
HISTORY_SPAN = sa.Table(
    "history_span",
    OWN_METADATA,
    sa.Column("id", sa.Integer, primary_key=True),
    sa.Column("entry_id", sa.ForeignKey("history.id", ondelete="CASCADE"), nullable=False, index=True),
    sa.Column("table_name", sa.String(60), nullable=False),
    sa.Column("first_id", sa.Integer, nullable=False),
    sa.Column("last_id", sa.Integer, nullable=False),
    sa.Index("ix_history_span_table_name_first_id", "table_name", "first_id"),
)

METADATA = (Record.metadata, OWN_METADATA)


def record_types() -> dict[str, type[Record]]:
    """Every mapped record type by the name of its table."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
