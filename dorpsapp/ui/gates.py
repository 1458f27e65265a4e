"""Gates: what the window shows while no file is open; made of Qt alone, so that it can be drawn at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QScrollArea, QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.widgets.cards import Card, Notice, button, link
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.labels import Words, heading, muted

WIDEST_LETTERS = 72


class Gate(QScrollArea):
    """One card in the middle of the window."""

    def __init__(self, title: str) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(title)
        inside = QWidget()
        inside.setObjectName("page")
        self.card = Card()
        self.card.column.setContentsMargins(28, 24, 28, 24)
        self.card.column.setSpacing(12)
        self.card.column.addWidget(heading(title, 1))
        self.card.setMaximumWidth(self.fontMetrics().averageCharWidth() * WIDEST_LETTERS)
        self.notice = Notice()
        row = QHBoxLayout()
        row.addStretch(1)
        row.addWidget(self.card, 4)
        row.addStretch(1)
        column = QVBoxLayout(inside)
        column.setContentsMargins(20, 20, 20, 20)
        column.addStretch(1)
        column.addLayout(row)
        column.addStretch(2)
        self.setWidget(inside)

    def show_trouble(self, sentence: str) -> None:
        """Say in the card itself what is wrong."""
        self.notice.show_text(sentence, kind="error")

    def set_busy(self, busy: bool) -> None:
        """While something is being opened nothing else can be begun."""
        self.card.setEnabled(not busy)


class StartGate(Gate):
    """Choose a file, make one, or practise."""

    practice_wanted = Signal()
    new_wanted = Signal()
    open_wanted = Signal()
    file_wanted = Signal(object)

    def __init__(self, files: Sequence[Path]) -> None:
        super().__init__(_("Dorpsapp"))
        column = self.card.column
        column.addWidget(muted(_("Leg vast wat uw dorp voor elkaar doet, en laat zien wat het waard is.")))
        column.addWidget(self.notice)
        self.practice = button(_("&Oefenen met voorbeelden"), self.practice_wanted.emit, icon="users")
        self.new = button(_("&Nieuw bestand beginnen"), self.new_wanted.emit, icon="file-plus")
        self.open_file = button(_("&Bestand openen"), self.open_wanted.emit, icon="folder-open")
        self.recent = [link(path.stem, partial(self.file_wanted.emit, path), icon="lock-open") for path in files]
        if self.recent:
            column.addWidget(heading(_("Laatst gebruikt")))
            for made, path in zip(self.recent, files, strict=True):
                made.setToolTip(str(path))
                column.addWidget(made)
            column.addWidget(heading(_("Of kies iets anders")))
        for each in (self.open_file, self.new, self.practice):
            column.addWidget(each)
        self.setFocusProxy(self.recent[0] if self.recent else self.practice)


class UnlockGate(Gate):
    """Name and password of a user of this file, or the printed recovery code."""

    password_given = Signal(str, str)
    recovery_given = Signal(object)
    left = Signal()

    def __init__(self, path: Path, users: Sequence[str]) -> None:
        super().__init__(_("Dit bestand is op slot"))
        column = self.card.column
        column.addWidget(muted(path.stem))
        self.users = QComboBox()
        self.users.addItems(list(users))
        self.user_box = FieldBox(_("&Wie bent u?"), self.users)
        self.password = LineField()
        self.password.setEchoMode(QLineEdit.EchoMode.Password)
        self.password_box = FieldBox(_("Wa&chtwoord"), self.password)
        self.visible = QCheckBox(_("&Laat wachtwoord zien"))
        self.visible.toggled.connect(self._show_password)
        self.rows = [LineField() for _row in range(4)]
        self.row_boxes = [
            FieldBox(_("Regel {n} van de herstelbrief").format(n=number), row)
            for number, row in enumerate(self.rows, start=1)
        ]
        self.unlock = button(_("&Openen"), self._give, icon="lock-open", primary=True)
        self.forgotten = button(_("Wachtwoord &vergeten?"), self._use_recovery)
        self.back = button(_("&Ander bestand"), self.left.emit, icon="arrow-left")
        for part in (self.user_box, self.password_box, self.visible, *self.row_boxes):
            column.addWidget(part)
        column.addWidget(self.notice)
        for part in (self.unlock, self.forgotten, self.back):
            column.addWidget(part)
        for line in (self.password, *self.rows):
            line.returnPressed.connect(self._give)
        self._recovering = not users
        self._show_way()

    def show_trouble(self, sentence: str) -> None:
        super().show_trouble(sentence)
        if not self._recovering:
            self.password.selectAll()
            self.password.setFocus()

    def _show_way(self) -> None:
        for part in (self.user_box, self.password_box, self.visible, self.forgotten):
            part.setVisible(not self._recovering)
        self.user_box.setVisible(not self._recovering and self.users.count() > 1)
        for box in self.row_boxes:
            box.setVisible(self._recovering)
        self.setFocusProxy(self.rows[0] if self._recovering else self.password)

    def _use_recovery(self) -> None:
        self._recovering = True
        self._show_way()
        self.rows[0].setFocus()

    def _show_password(self, shown: bool) -> None:
        self.password.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)

    def _give(self) -> None:
        self.notice.hide()
        if self._recovering:
            self.recovery_given.emit(tuple(row.text() for row in self.rows))
        else:
            self.password_given.emit(self.users.currentText(), self.password.text())


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
    """The rows of the recovery code, shown once; goes on after one of them was typed back."""

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
        column.addWidget(button(_("Herstelbrief als &PDF opslaan"), self.file_wanted.emit, icon="file-text"))
        self.line = LineField()
        self.box = FieldBox(_("&Typ regel 2 over"), self.line, _("Zo weet u zeker dat u de code hebt."))
        column.addWidget(self.box)
        column.addWidget(self.notice)
        self.go_on = button(_("&Verder"), self._check, icon="check", primary=True)
        column.addWidget(self.go_on)
        self.line.returnPressed.connect(self._check)
        self.setFocusProxy(self.line)

    def _check(self) -> None:
        typed = "".join(sign for sign in self.line.text().upper() if sign.isalnum())
        if typed == self.rows[1].replace("-", ""):
            self.finished.emit()
        else:
            self.box.show_error(_("Dit is niet regel 2. Kijk op uw papier en typ nog eens."))
            self.line.setFocus()
