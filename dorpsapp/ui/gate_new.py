"""The gates of a new file: whose it is, its first password, and the recovery code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal

from dorpsapp.text import _
from dorpsapp.ui.gates import Gate
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.labels import Words
from dorpsapp.ui.widgets.typed_back import TypedBack


class NewFileGate(Gate):
    """What a new file needs: the initiative, its municipality, and its first user."""

    wanted = Signal(object)
    left = Signal()

    def __init__(self, proposed_password: str) -> None:
        super().__init__(_("Nieuw bestand"))
        column = self.card.column
        self.lines = {
            "initiative": LineField(),
            "municipality": LineField(),
            "user": LineField(),
            "password": LineField(),
        }
        self.lines["password"].setText(proposed_password)
        self.boxes = {
            "initiative": FieldBox(_("Naam van uw &initiatief"), self.lines["initiative"]),
            "municipality": FieldBox(_("&Gemeente"), self.lines["municipality"]),
            "user": FieldBox(_("&Uw eigen naam"), self.lines["user"]),
            "password": FieldBox(
                _("&Wachtwoord"), self.lines["password"], _("Dit is een voorstel. Schrijf het op, of kies zelf.")
            ),
        }
        for box in self.boxes.values():
            column.addWidget(box)
        column.addWidget(self.notice)
        self.make = button(_("Bestand &maken"), self._give, icon="check", primary=True)
        self.back = button(_("&Terug"), self.left.emit, icon="arrow-left")
        column.addWidget(self.make)
        column.addWidget(self.back)
        for line in self.lines.values():
            line.returnPressed.connect(self._give)
        self.setFocusProxy(self.lines["initiative"])

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """A sentence under each field that has one."""
        for name, box in self.boxes.items():
            if name in problems:
                box.show_error(problems[name])
            else:
                box.show_echo("")
        first = next((name for name in self.boxes if name in problems), None)
        if first:
            self.lines[first].setFocus()

    def _give(self) -> None:
        self.notice.hide()
        missing = {
            "initiative": _("Vul de naam van uw initiatief in."),
            "municipality": _("Vul de gemeente in."),
            "user": _("Vul uw eigen naam in."),
            "password": _("Vul een wachtwoord in."),
        }
        values = {name: line.text().strip() for name, line in self.lines.items()}
        problems = {name: sentence for name, sentence in missing.items() if not values[name]}
        self.show_problems(problems)
        if not problems:
            self.wanted.emit(values)


class RecoveryGate(Gate):
    """The rows of the recovery code, shown once; goes on after two of them were typed back."""

    print_wanted = Signal()
    file_wanted = Signal()
    finished = Signal()

    def __init__(self, rows: Sequence[str]) -> None:
        super().__init__(_("Bewaar de herstelcode"))
        self.rows = rows
        column = self.card.column
        column.addWidget(Words(_("Met deze vier regels opent u het bestand als iedereen het wachtwoord vergeet.")))
        for number, row in enumerate(rows, start=1):
            column.addWidget(Words(_("Regel {n}: {row}").format(n=number, row=row), "strong"))
        column.addWidget(button(_("Herstelbrief &afdrukken"), self.print_wanted.emit, icon="printer"))
        column.addWidget(button(_("Herstelbrief als P&DF opslaan"), self.file_wanted.emit, icon="file-text"))
        labels = {2: _("&Typ regel 2 over"), 4: _("Typ &regel 4 over")}
        self.typed = TypedBack(labels, _("Zo weet u zeker dat u de code hebt."))
        column.addWidget(self.typed)
        column.addWidget(self.notice)
        self.go_on = button(_("&Verder"), self._check, icon="check", primary=True)
        column.addWidget(self.go_on)
        self.typed.entered.connect(self._check)
        self.setFocusProxy(self.typed)

    def _check(self) -> None:
        if self.typed.are_right(self.rows):
            self.finished.emit()
