"""Who the initiative is and which words it uses; every field saves at once."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dorpsapp.models import Initiative
from dorpsapp.services import records
from dorpsapp.services.initiative import initiative_values
from dorpsapp.text import _
from dorpsapp.ui.conflict import FieldKeeper
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.pages.one_record import keep_fact
from dorpsapp.ui.pages.settings_section import Section
from dorpsapp.ui.widgets.cards import Card, Notice
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class InitiativeSection(Section):
    """One form; what another user changed meanwhile is never overwritten."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        self._values: dict[str, object] = {}
        self.card = Card(_("Het initiatief"))
        self.notice = Notice()
        self.form = RecordForm(Initiative, lambda _kind: (), workplace.today)
        self.form.edited.connect(self._save)
        words = muted(_("Uw woorden staan daarna op alle pagina's en in de rapporten."))
        self.keeper = FieldKeeper(self.form, lambda: initiative_values(workplace.store), self._write, self._save)
        for part in (self.notice, self.keeper.part, self.form, words):
            self.card.column.addWidget(part)
        self.column.addWidget(self.card)

    def refresh(self) -> None:
        self._values = initiative_values(self.workplace.store)
        self.card.setVisible(bool(self._values))
        self.keeper.load(self._values)

    def first_focus(self) -> QWidget:
        return self.form.boxes["name"].editor

    def _save(self, name: str) -> None:
        self.notice.hide()
        keep_fact(self.workplace, self.form, self.keeper, self.notice, name)

    def _write(self, values: dict[str, object], version: int) -> None:
        number = int(str(self._values["id"]))
        records.save(self.workplace.store, Initiative, values, number, shown_version=version)
