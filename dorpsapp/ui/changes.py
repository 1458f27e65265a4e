"""Change news: tells the pages, on the main thread, which record types a write has touched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from dorpsapp.models.base import Record
    from dorpsapp.store.store import Store


class Changes(QObject):
    """One signal for every write; receivers are bound methods of QObjects, so a worker's write arrives safely too.

    `beside` tells of what is no record and still changes what is to be done: users, the recovery test, backups.
    """

    happened = Signal(object)
    beside = Signal()

    def __init__(self, store: Store, parent: QObject) -> None:
        super().__init__(parent)
        self._unsubscribe = store.on_change(self._tell)

    def close(self) -> None:
        """Stop listening to the store."""
        self._unsubscribe()

    def _tell(self, types: frozenset[type[Record]]) -> None:
        self.happened.emit(types)
