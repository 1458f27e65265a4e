"""The card on which a new person begins: one line for the whole name, and what they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from dorpsapp.models import MemberRole, ParticipantRole, Role
from dorpsapp.text import _
from dorpsapp.ui.widgets.cards import Card, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout


class NewPersonCard(Card):
    """The name as you would write it; the program takes it apart."""

    made = Signal(str)

    def __init__(self) -> None:
        super().__init__(_("Wie is het?"))
        self.line = LineField()
        self.box = FieldBox(_("&Naam"), self.line, _("Schrijf de hele naam, zoals Jan de Vries."))
        self.column.addWidget(self.box)
        self._choices: list[tuple[QRadioButton, ParticipantRole | type[Role] | None]] = [
            (QRadioButton(_("&Vrijwilliger")), ParticipantRole.VOLUNTEER),
            (QRadioButton(_("&Deelnemer")), ParticipantRole.CLIENT),
            (QRadioButton(_("&Lid")), MemberRole),
            (QRadioButton(_("Nog geen &rol")), None),
        ]
        self._group = QButtonGroup(self)
        choices = QWidget()
        flow = FlowLayout(choices, gap=14)
        for radio, _role in self._choices:
            self._group.addButton(radio)
            flow.addWidget(radio)
        self.column.addWidget(choices)
        self.add = button(_("Toevoe&gen"), self._make, icon="check", primary=True)
        tools = QWidget()
        FlowLayout(tools).addWidget(self.add)
        self.column.addWidget(tools)
        self.line.returnPressed.connect(self._make)

    def start(self, name: str) -> None:
        """Begin with this name, or with an empty line."""
        self.line.setText(name)
        self.box.show_echo("")
        self._choices[0][0].setChecked(True)

    def role(self) -> ParticipantRole | type[Role] | None:
        """What the new person is."""
        return next(role for radio, role in self._choices if radio.isChecked())

    def _make(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self.made.emit(typed)
        else:
            self.box.show_error(_("Vul een naam in, zoals Jan de Vries."))
            self.line.setFocus()
