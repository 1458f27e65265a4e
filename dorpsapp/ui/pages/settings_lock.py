"""After how many minutes without a key or a mouse the file locks itself."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models.kinds import Number
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.lock_time import LEAST, MOST, choose_lock_minutes, lock_minutes
from dorpsapp.text import _
from dorpsapp.ui.editors import LineEditor
from dorpsapp.ui.pages.settings_section import Section
from dorpsapp.ui.widgets.cards import Card
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace


class LockSection(Section):
    """A choice of the initiative: every computer with this file keeps to it."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace)
        card = Card(_("Op slot gaan"))
        card.column.addWidget(muted(_("Het bestand gaat vanzelf op slot als u even weg bent. Zelf op slot: Ctrl+L.")))
        self.minutes = LineEditor(Number(), workplace.today)
        self.box = FieldBox(
            _("&Minuten zonder toets of muis"),
            self.minutes,
            _("Van {low} tot {high} minuten.").format(low=LEAST, high=MOST),
        )
        field = QWidget()
        FlowLayout(field, top=True).addWidget(self.box)
        card.column.addWidget(field)
        self.column.addWidget(card)
        self.minutes.left.connect(self._save)

    def refresh(self) -> None:
        self.minutes.set_value(lock_minutes(self.workplace.store))
        self.box.show_echo("")

    def first_focus(self) -> QWidget:
        return self.minutes

    def _save(self) -> None:
        try:
            wanted = self.minutes.value()
            if wanted == lock_minutes(self.workplace.store):
                self.box.show_echo("")
                return
            choose_lock_minutes(self.workplace.store, -1 if wanted is None else wanted)
        except Invalid as trouble:
            self.box.show_error(trouble.problems["minutes"])
        except (Unreadable, UserError) as trouble:
            self.box.show_error(str(trouble))
        else:
            self.workplace.shell.say(_("Bewaard."), undoable=True)
