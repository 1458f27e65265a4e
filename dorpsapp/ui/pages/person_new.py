"""The card on which a new person begins: one line for the whole name, and what they are."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QRadioButton, QWidget

from dorpsapp.figures.wording import Wording
from dorpsapp.models import ClientWord, MemberRole, ParticipantRole, Role
from dorpsapp.services.drafts import Typed
from dorpsapp.services.same_people import LookAlike
from dorpsapp.text import _
from dorpsapp.ui.drafting import DraftLine
from dorpsapp.ui.own_words import OwnWords
from dorpsapp.ui.pages.look_alikes import LookAlikes
from dorpsapp.ui.widgets.cards import Card, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.workplace import Workplace

DRAFT, NAMED_DRAFT = "person new", "person named"


class NewPersonCard(Card):
    """The name as you would write it; the program takes it apart."""

    made = Signal(str)
    meant = Signal(int)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(_("Wie is het?"))
        self._draft_line = DraftLine(workplace.drafts, self)
        self.column.addWidget(self._draft_line)
        self.line = LineField()
        self.box = FieldBox(_("&Naam"), self.line, _("Schrijf de hele naam, zoals Jan de Vries."))
        self.column.addWidget(self.box)
        self.alike = LookAlikes(workplace, _("Openen"))
        self.column.addWidget(self.alike)
        self._choices: list[tuple[QRadioButton, ParticipantRole | type[Role] | None]] = [
            (QRadioButton(_("&Vrijwilliger")), ParticipantRole.VOLUNTEER),
            (QRadioButton(), ParticipantRole.CLIENT),
            (QRadioButton(_("&Lid")), MemberRole),
            (QRadioButton(_("Nog geen &rol")), None),
        ]
        OwnWords(workplace, self, self._name_client)
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
        self.line.textEdited.connect(self.alike.typed)
        self.alike.taken.connect(self._open)
        self.alike.other.connect(self.add.setFocus)
        self.alike.free.connect(self.made)

    def _name_client(self, wording: Wording) -> None:
        usual = wording.client is ClientWord.PARTICIPANT
        self._choices[1][0].setText(_("&Deelnemer") if usual else wording.one.capitalize())

    def start(self, name: str) -> None:
        """Begin with this name, or with what was being typed here; a given name leaves that for later."""
        self._draft_line.leave()
        self.restore_draft({"name": name, "role": 0})
        self._draft_line.open(NAMED_DRAFT if name else DRAFT, find=not name)

    def leave(self) -> None:
        """The card goes out of use; what was typed is kept."""
        self._draft_line.leave()

    def done(self) -> None:
        """The person has been made."""
        self._draft_line.done()

    def begin(self) -> None:
        """Focus to the name."""
        self.line.setFocus()

    def draft(self) -> Typed:
        """The name and the choice, as plain values."""
        chosen = [radio.isChecked() for radio, _role in self._choices]
        return {"name": self.line.text(), "role": chosen.index(True) if True in chosen else 0}

    def restore_draft(self, typed: Typed) -> None:
        """Show this again."""
        self.alike.forget()
        self.line.setText(typed["name"])
        self._choices[typed["role"]][0].setChecked(True)
        self.box.show_echo("")

    def role(self) -> ParticipantRole | type[Role] | None:
        """What the new person is."""
        return next(role for radio, role in self._choices if radio.isChecked())

    def _make(self) -> None:
        typed = self.line.text().strip()
        if typed:
            self.alike.settle(typed)
        else:
            self.box.show_error(_("Vul een naam in, zoals Jan de Vries."))
            self.line.setFocus()

    def _open(self, hit: LookAlike) -> None:
        """Someone who is there already was meant; what was typed has served."""
        self.line.clear()
        self._draft_line.done()
        self.meant.emit(hit.id)
