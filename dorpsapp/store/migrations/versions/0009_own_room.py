"""own room"""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

# How many rows each table gains (or loses, below zero) through this step; any other change stops the migration.
ROW_CHANGES: dict[str, int] = {}


def upgrade() -> None:
    with op.batch_alter_table("activity", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("in_own_room", sa.Boolean(), server_default=sa.text("0"), nullable=False))

    with op.batch_alter_table("initiative", table_kwargs={"sqlite_autoincrement": True}) as batch_op:
        batch_op.add_column(sa.Column("room_hours", sa.Integer(), nullable=True))


def downgrade() -> None:
    raise NotImplementedError("an older file is put back from the backup that is made before each migration")
