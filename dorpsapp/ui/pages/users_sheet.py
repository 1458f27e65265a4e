"""The recovery sheet: the yearly test whether it is still right, and a new one in its place."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError, WrongPassword
from dorpsapp.reports.blocks import Document
from dorpsapp.reports.password_letter import password_letter
from dorpsapp.reports.recovery_sheet import recovery_sheet
from dorpsapp.services import accounts
from dorpsapp.services.accounts import NewSheet
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.recovery import ROWS, MistypedRow
from dorpsapp.text import _, show_day
from dorpsapp.ui.gate_unlock import PasswordField
from dorpsapp.ui.pages.backup_folders import first_folder
from dorpsapp.ui.pages.users_card import UsersCard, row_of
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.typed_back import TypedBack
from dorpsapp.ui.workplace import Workplace


class DrillCard(UsersCard):
    """Type the rows of the sheet: they open the file, or one of them is wrong."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Hersteltest"))
        self.last = muted()
        self.rows = [LineField() for _row in range(ROWS)]
        self.boxes = {
            str(number): FieldBox(_("Regel &{n} van de herstelbrief").format(n=number), row)
            for number, row in enumerate(self.rows, start=1)
        }
        self.check = button(_("&Controleren"), self._check, icon="circle-check")
        self.column.addWidget(
            Words(
                _("Haal elk jaar de herstelbrief te voorschijn en typ hem over. Zo weet u dat hij er nog is en klopt.")
            )
        )
        for part in (self.last, row_of(*self.boxes.values()), self.notice, row_of(self.check)):
            self.column.addWidget(part)
        for row in self.rows:
            row.returnPressed.connect(self._check)

    def refresh(self) -> None:
        """Say when it was last done."""
        at = accounts.last_drill(self.workplace.store)
        day = show_day(at.astimezone().date()) if at else ""
        self.last.setText(
            _("Laatst gedaan op {day}.").format(day=day) if day else _("Nog niet gedaan in de laatste twee jaar.")
        )

    def place(self, trouble: UserError) -> Mapping[str, str]:
        return {str(trouble.row): trouble.sentence} if isinstance(trouble, MistypedRow) else {}

    def forget(self) -> None:
        super().forget()
        for row in self.rows:
            row.clear()

    def _check(self) -> None:
        store, rows = self.workplace.store, [row.text() for row in self.rows]

        def right(_nothing: None) -> None:
            self.forget()
            self.refresh()
            self.notice.show_text(_("De herstelbrief klopt. Doe hem weer in de envelop."))
            self.done.emit()

        self.attempt(lambda: accounts.drill(store, rows), right)


class SheetCard(UsersCard):
    """Prepares a new sheet, has it printed and typed back, and only then makes it the one that counts."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Nieuwe herstelbrief"))
        self._sheet: NewSheet | None = None
        self.begin = button(_("Nieuwe herstelbrief &maken"), self._begin, icon="file-plus")
        self.shown = Words("", "strong")
        self.others = Words()
        self.sheet_paper = self.paper(_("Herstelbrief"), self._document)
        self.letter_paper = self.paper(_("Nieuwe wachtwoorden"), self._letter)
        labels = {2: _("T&yp regel 2 over"), 4: _("Typ r&egel 4 over")}
        self.typed = TypedBack(labels, _("Zo weet u zeker dat u de brief hebt."))
        self.own = PasswordField()
        self.boxes = {
            "own": FieldBox(_("Uw ei&gen wachtwoord"), self.own, _("Uw wachtwoord blijft zoals het is.")),
        }
        self.use = button(_("V&anaf nu geldt deze brief"), self._use, icon="check", primary=True)
        self.cancel = button(_("Niet doen"), self.forget)
        self.column.addWidget(
            Words(
                _(
                    "Is de herstelbrief weg, of kan iemand hem hebben gezien? Maak een nieuwe. "
                    "De oude brief opent het bestand dan niet meer. De anderen krijgen een nieuw wachtwoord. "
                    "Reservekopieën van voor die tijd blijven bij de oude brief horen."
                )
            )
        )
        self._steps: list[QWidget] = [
            self.shown, self.sheet_paper, self.others, self.letter_paper, self.typed, *self.boxes.values(),
            row_of(self.use, self.cancel),
        ]  # fmt: skip
        for part in (row_of(self.begin), *self._steps, self.notice):
            self.column.addWidget(part)
        self.typed.entered.connect(lambda: self.own.setFocus() if self.own.isVisible() else self._use())
        self.own.returnPressed.connect(self._use)
        self._show()

    def place(self, trouble: UserError) -> Mapping[str, str]:
        return {"own": trouble.sentence} if isinstance(trouble, WrongPassword) else {}

    def forget(self) -> None:
        super().forget()
        self._sheet = None
        self.typed.clear()
        self._show()

    def _show(self) -> None:
        sheet = self._sheet
        for part in self._steps:
            part.setVisible(sheet is not None)
        self.begin.setVisible(sheet is None)
        self.shown.setText(
            "\n".join(_("Regel {n}: {row}").format(n=n, row=row) for n, row in enumerate(sheet.rows, 1))
            if sheet
            else ""
        )
        words = (
            [
                _("Nieuw wachtwoord van {name}: {password}").format(name=name, password=given)
                for name, given in sheet.passwords.items()
            ]
            if sheet
            else []
        )
        self.others.setText("\n".join(words))
        self.others.setVisible(bool(words))
        self.letter_paper.setVisible(bool(words))
        self.boxes["own"].setVisible(sheet is not None and accounts.has_own_password(self.workplace.store))

    def _begin(self) -> None:
        self.notice.hide()
        self._sheet = accounts.prepare_sheet(self.workplace.store)
        self._show()
        self.typed.setFocus()

    def _use(self) -> None:
        sheet, store, own = self._sheet, self.workplace.store, self.own.text()
        if sheet is None:
            return
        if not self.typed.are_right(sheet.rows):
            return

        def used(_made: object) -> None:
            self.forget()
            self.begin.setFocus()
            self.notice.show_text(_("De nieuwe herstelbrief geldt. Vernietig de oude."))
            self.done.emit()

        self.attempt(lambda: accounts.renew_sheet(store, own, sheet, first_folder(store.path)), used)

    def _document(self) -> Document:
        assert self._sheet is not None
        return recovery_sheet(
            self._initiative(), self.workplace.store.path.name, self._sheet.rows, self.workplace.today()
        )

    def _letter(self) -> Document:
        assert self._sheet is not None
        name = self.workplace.store.path.name
        return password_letter(self._initiative(), name, self._sheet.passwords, self.workplace.today())

    def _initiative(self) -> str:
        return str(initiative_values(self.workplace.store).get("name") or "")
