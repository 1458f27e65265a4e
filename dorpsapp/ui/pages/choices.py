"""Choices: the kinds of help that fields suggest."""

from __future__ import annotations

from dorpsapp.services.kinds_of_help import CategoryChoice, kinds_of_help
from dorpsapp.ui.widgets.ranking import Candidate
from dorpsapp.ui.workplace import Workplace


def categories(workplace: Workplace) -> tuple[list[Candidate], dict[int, CategoryChoice]]:
    """The kinds of help in use as suggestions, most used lately first, and what each is."""
    kinds = kinds_of_help(workplace.store)
    return [Candidate(kind.id, kind.name, "", kind.recent) for kind in kinds], {kind.id: kind for kind in kinds}
