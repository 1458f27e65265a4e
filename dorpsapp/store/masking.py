"""Masking: columns that read as empty on every connection of who may not see them, whatever is asked and by whom."""

from collections.abc import Mapping
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event

from dorpsapp.store.driver import driver


def hide_columns(engine: sa.Engine, hidden: Mapping[str, frozenset[str]]) -> None:
    """Let SQLite itself give NULL for these columns, by table, on every connection of this engine."""

    def decide(action: int, table: str | None, column: str | None, _database: str | None, _from: str | None) -> int:
        if action == driver.SQLITE_READ and column in hidden.get(table or "", ()):
            return int(driver.SQLITE_IGNORE)
        return int(driver.SQLITE_OK)

    def connected(connection: Any, _record: object) -> None:
        connection.set_authorizer(decide)

    event.listen(engine, "connect", connected)
