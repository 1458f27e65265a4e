"""restrictions and breaches"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

# How many rows each table gains (or loses, below zero) through this step; any other change stops the migration.
ROW_CHANGES: dict[str, int] = {}


def upgrade() -> None:
    op.create_table(
        "breach",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column(
            "kind",
            sa.Enum(
                "DEVICE",
                "PAPER",
                "WRONG_PERSON",
                "LOOKED",
                "BREAK_IN",
                "DESTROYED",
                "OTHER",
                name="breachkind",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("account", sa.String(length=2000), nullable=False),
        sa.Column("happened_on", sa.Date(), nullable=True),
        sa.Column("discovered_on", sa.Date(), nullable=False),
        sa.Column("discovered_at", sa.Time(), nullable=False),
        sa.Column("whose", sa.String(length=200), nullable=False),
        sa.Column("people", sa.Integer(), nullable=True),
        sa.Column("data", sa.String(length=300), nullable=False),
        sa.Column("is_encrypted", sa.Boolean(), nullable=True),
        sa.Column("is_key_safe", sa.Boolean(), nullable=True),
        sa.Column("is_kept", sa.Boolean(), nullable=True),
        sa.Column("is_taken_back", sa.Boolean(), nullable=True),
        sa.Column("is_sensitive", sa.Boolean(), nullable=True),
        sa.Column("can_harm", sa.Boolean(), nullable=True),
        sa.Column("measures", sa.String(length=1000), nullable=True),
        sa.Column("reported_on", sa.Date(), nullable=True),
        sa.Column("told_on", sa.Date(), nullable=True),
        sa.Column("why_not", sa.String(length=500), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("recorded_by", sa.String(length=80), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_breach")),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "restriction",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("person_id", sa.Integer(), nullable=False),
        sa.Column(
            "kind",
            sa.Enum("RESTRICTED", "OBJECTION", name="restrictionkind", native_enum=False, length=40),
            nullable=False,
        ),
        sa.Column("since", sa.Date(), nullable=False),
        sa.Column("reason", sa.String(length=300), nullable=False),
        sa.Column("recorded_by", sa.String(length=80), nullable=True),
        sa.Column("lifted_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(
            ["person_id"], ["person.id"], name=op.f("fk_restriction_person_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restriction")),
        sqlite_autoincrement=True,
    )
    with op.batch_alter_table("restriction", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.create_index(batch_op.f("ix_restriction_person_id"), ["person_id"], unique=False)

    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("note_until", sa.Date(), nullable=True))
        batch_op.add_column(sa.Column("added_on", sa.Date(), nullable=True))
    # nobody knows since when they have been here; a term of who has no role begins today
    op.execute("UPDATE person SET added_on = date('now', 'localtime') WHERE id > 0")

    with op.batch_alter_table("request", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("handed_over", sa.Boolean(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("an older file is put back from the backup that is made before each migration")
