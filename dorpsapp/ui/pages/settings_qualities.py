"""The qualities that people can have: what they can do and which languages they speak, with how many have each."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from dorpsapp.models import Skill, SkillKind
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.in_use import turn_in_use
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.qualities import save_quality
from dorpsapp.services.setup_lists import quality_listing
from dorpsapp.text import _
from dorpsapp.ui.pages.settings_section import Section, show_out_of_use, use_removal
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class QualitiesSection(Section):
    """A list; who has a quality that goes out of use keeps it."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        store = workplace.store
        self._present: int | None = None
        work = RowsWork(
            Skill,
            ("name", "kind", "category_id"),
            self._values,
            lambda values, number, version: save_quality(store, values, number, version),
            lambda number: turn_in_use(store, Skill, number, workplace.today()),
            lambda: "settings quality",
            new=self._new,
            removal=use_removal,
        )
        self.rows = Rows(
            workplace, _("Kwaliteiten"), _("Kwaliteit toevoegen"), _("Nog geen kwaliteiten."), quality_listing(store),
            work, self._kinds,
        )  # fmt: skip
        self.rows.column.addWidget(muted(_("Een kwaliteit die buiten gebruik is, blijft staan bij wie die heeft.")))
        self.column.addWidget(self.rows)

    def refresh(self) -> None:
        self.rows.reload()
        show_out_of_use(self.rows)

    def first_focus(self) -> QWidget:
        return self.rows.first_focus()

    def _values(self, number: int) -> dict[str, Any]:
        values = records.values(self.workplace.store, Skill, number)
        self._present = values["category_id"]
        return values

    def _new(self) -> dict[str, Any]:
        self._present = None
        return {"kind": SkillKind.ABILITY}

    def _kinds(self, _kind: Reference) -> Sequence[tuple[int, str]]:
        """A kind that went out of use stays with the quality that has it."""
        kinds = kinds_of_help(self.workplace.store, also=self._present)
        return [(each.id, each.name) for each in kinds]
