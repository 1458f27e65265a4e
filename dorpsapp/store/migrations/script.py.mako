"""${message}"""

import sqlalchemy as sa
from alembic import op

revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}
branch_labels = None
depends_on = None

# How many rows each table gains (or loses, below zero) through this step; any other change stops the migration.
ROW_CHANGES: dict[str, int] = {}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    raise NotImplementedError("an older file is put back from the backup that is made before each migration")
