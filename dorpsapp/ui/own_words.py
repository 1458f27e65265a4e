"""The words of the initiative for its people, on what is built once and stays."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from dorpsapp.figures.wording import Wording
from dorpsapp.models import Initiative, Record
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.ui.workplace import Workplace


def own_wording(store: Store) -> Wording:
    """The words that were chosen at the settings."""
    return Wording.of(initiative_values(store))


class OwnWords(QObject):
    """Calls `show` with the words at once, and again after each change of the initiative, as long as `parent` lives."""

    def __init__(self, workplace: Workplace, parent: QWidget, show: Callable[[Wording], None]) -> None:
        super().__init__(parent)
        self._store = workplace.store
        self._show = show
        workplace.changes.happened.connect(self._heard)
        show(own_wording(self._store))

    def _heard(self, types: frozenset[type[Record]]) -> None:
        if Initiative in types:
            self._show(own_wording(self._store))
