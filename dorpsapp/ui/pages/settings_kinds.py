"""The kinds of help: added, renamed, moved to another policy area, joined, and put out of use."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Category, Shape
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.in_use import turn_in_use
from dorpsapp.services.kind_changes import KeptName, forget_name, kept_names, policy_areas, save_kind
from dorpsapp.services.setup_lists import kind_listing
from dorpsapp.text import _
from dorpsapp.ui.own_words import own_wording
from dorpsapp.ui.pages.settings_joining import JoinPanel
from dorpsapp.ui.pages.settings_section import Section, show_out_of_use, use_removal
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class KindsSection(Section):
    """A list in its order; below it stands what old reports still call the chosen kind."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        store = workplace.store
        self._offered: int | None = None
        work = RowsWork(
            Category,
            ("name", "policy_area_id", "shape", "unit", "units", "default_minutes", "position"),
            lambda number: records.values(store, Category, number),
            self._save,
            lambda number: turn_in_use(store, Category, number, workplace.today()),
            lambda: "settings kind",
            choices=self._shapes,
            removal=use_removal,
        )
        self.rows = Rows(
            workplace, _("Soorten hulp"), _("Soort hulp toevoegen"), _("Nog geen soorten hulp. Voeg de eerste toe."),
            kind_listing(store), work, self._areas,
        )  # fmt: skip
        self.rows.column.insertWidget(
            1,
            muted(
                _(
                    "Een nieuwe naam geldt vanaf vandaag: rapporten over eerdere tijd houden de naam van toen. "
                    "Een ander beleidsterrein geldt ook voor eerdere jaren."
                )
            ),
        )
        self.former = muted()
        self.rows.column.addWidget(self.former)
        self.join = button(_("Samenvoegen met een andere soort"), self._begin_joining, icon="users")
        self.rows.add_tool(self.join)
        self.panel = JoinPanel(workplace)
        self.rows.column.addWidget(self.panel)
        self.panel.left.connect(self.rows.table.setFocus)
        self.rows.form_shown.connect(lambda _shown: self.panel.close_panel())
        self.column.addWidget(self.rows)
        self.rows.table.selectionModel().currentRowChanged.connect(lambda _now, _before: self._show_former())

    def refresh(self) -> None:
        self.rows.reload()
        show_out_of_use(self.rows)
        self._show_former()
        self.panel.refresh()

    def first_focus(self) -> QWidget:
        return self.rows.first_focus()

    def _shapes(self) -> dict[str, Sequence[tuple[Any, str]]]:
        """The shapes in the words of the initiative."""
        without = own_wording(self.workplace.store).fill(_("zonder {client}"))
        return {"shape": [(one, without if one is Shape.HOURS else _(one.value)) for one in Shape]}

    def _areas(self, _kind: Reference) -> Sequence[tuple[int, str]]:
        return policy_areas(self.workplace.store)

    def _save(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        store = self.workplace.store
        before = {each.id for each in kept_names(store, number)} if number is not None else set()
        made = save_kind(store, values, number, version, today=self.workplace.today())
        for kept in kept_names(store, made):
            if kept.id not in before:
                self._offer(kept)

    def _offer(self, kept: KeptName) -> None:
        """A name that was only mistyped should not live on in old reports."""
        self._offered = kept.id
        self.rows.notice.show_text(kept.sentence, {_("Het was een tikfout"): partial(self._forget, kept.id)})

    def _forget(self, number: int) -> None:
        try:
            forget_name(self.workplace.store, number)
        except UserError as trouble:
            self.rows.notice.show_text(trouble.sentence, kind="warning")
        else:
            self.workplace.shell.say(_("Alle rapporten hebben nu de nieuwe naam."), undoable=True)
        self.rows.table.setFocus()

    def _show_former(self) -> None:
        """Nothing while a list that is read again has no current row."""
        number = self.rows.table.current_id()
        names = kept_names(self.workplace.store, number) if number is not None else ()
        self.former.setText("\n".join(each.sentence for each in names))
        self.former.setVisible(bool(names))
        if self._offered is not None and self._offered not in {each.id for each in names}:
            self._offered = None
            self.rows.notice.hide()

    def _begin_joining(self) -> None:
        number = self.rows.table.current_id()
        if number is not None:
            self.panel.open(number)
