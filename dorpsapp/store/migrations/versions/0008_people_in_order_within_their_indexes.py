"""people in order within their indexes"""

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

# How many rows each table gains (or loses, below zero) through this step; any other change stops the migration.
ROW_CHANGES: dict[str, int] = {}


def upgrade() -> None:
    with op.batch_alter_table("person", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.drop_index(batch_op.f("ix_person_sort_key_id"))
        batch_op.create_index("ix_person_by_name", ["sort_key", "id", "archived_on", "search_key"], unique=False)
        batch_op.create_index("ix_person_by_town", ["town", "id", "archived_on"], unique=False)


def downgrade() -> None:
    raise NotImplementedError("an older file is put back from the backup that is made before each migration")
