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

# Who did what: a chain of lines, each sealed with the one before; see store/audit.py.
AUDIT = sa.Table(
    "audit",
    OWN_METADATA,
    sa.Column("id", sa.Integer, primary_key=True, autoincrement=False),
    sa.Column("made_at", sa.String(19), nullable=False, index=True),
    sa.Column("user_id", sa.String(40), nullable=False),
    sa.Column("user_name", sa.String(80), nullable=False),
    sa.Column("role", sa.String(20), nullable=False),
    sa.Column("action", sa.String(20), nullable=False),
    sa.Column("detail", sa.String(80), nullable=False),
    sa.Column("work", sa.Text, nullable=False),
    sa.Column("seal", sa.String(64), nullable=False),
)

# Which people a line of the audit is about; no reference, as the line outlives the person.
AUDIT_PERSON = sa.Table(
    "audit_person",
    OWN_METADATA,
    sa.Column("entry_id", sa.Integer, primary_key=True),
    sa.Column("person_id", sa.Integer, primary_key=True, index=True),
)

METADATA = (Record.metadata, OWN_METADATA)


def record_types() -> dict[str, type[Record]]:
    """Every mapped record type by the name of its table."""
    return {mapper.class_.__tablename__: mapper.class_ for mapper in Record.registry.mappers}
