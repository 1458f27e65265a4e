"""Alembic's entry: runs the steps on the connection that `dorpsapp.store.migrate` has ready, in its transaction."""

from collections.abc import Iterable

from alembic import context
from alembic.autogenerate import rewriter
from alembic.migration import MigrationContext
from alembic.operations import ops

from dorpsapp.store.tables import METADATA

_rewriter = rewriter.Rewriter()


@_rewriter.rewrites(ops.CreateTableOp)
def _never_reuse_ids(
    migration: MigrationContext, revision: object, operation: ops.CreateTableOp
) -> Iterable[ops.MigrateOperation]:
    """An id that went is never given out again: an old form or an old undo must not hit another row."""
    if any(column.name == "id" for column in operation.to_table().columns):
        operation.kw["sqlite_autoincrement"] = True
    yield operation


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=METADATA,
    render_as_batch=True,
    compare_type=True,
    transactional_ddl=True,
    transaction_per_migration=False,
    process_revision_directives=_rewriter,
)
with context.begin_transaction():
    context.run_migrations()
