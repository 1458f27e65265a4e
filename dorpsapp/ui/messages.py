"""Messages: the one place that opens dialogs, so that tests can listen and answer."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.text import _
from dorpsapp.ui.dressing import dress

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class Messages:
    """Asks and tells in windows of the system; file dialogs return None when the user gives up."""

    def __init__(self) -> None:
        self._parent: QWidget | None = None

    def belong_to(self, window: QWidget) -> None:
        """Dialogs open on top of this window."""
        self._parent = window

    def ask(self, question: str, explanation: str, yes: str, no: str) -> bool:
        """Only for what cannot be undone; the buttons say what they do."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._parent)
        dress(box)
        box.setIcon(QMessageBox.Icon.Question)
        box.setWindowTitle(_("Dorpsapp"))
        box.setText(question)
        box.setInformativeText(explanation)
        agree = box.addButton(yes, QMessageBox.ButtonRole.AcceptRole)
        refuse = box.addButton(no, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(refuse)
        box.setEscapeButton(refuse)
        box.exec()
        return box.clickedButton() is agree

    def trouble(self, sentence: str, details: str = "") -> None:
        """Something went wrong; `details` are technical and stay folded away."""
        from PySide6.QtWidgets import QMessageBox

        box = QMessageBox(self._parent)
        dress(box)
        box.setIcon(QMessageBox.Icon.Warning)
        box.setWindowTitle(_("Dorpsapp"))
        box.setText(sentence)
        if details:
            box.setDetailedText(details)
        box.addButton(_("Sluiten"), QMessageBox.ButtonRole.AcceptRole)
        box.exec()

    def save_path(self, title: str, proposal: Path, pattern: str) -> Path | None:
        """Where to write a file; the system asks before an existing file is replaced."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _pattern = QFileDialog.getSaveFileName(self._parent, title, str(proposal), pattern)
        return Path(chosen) if chosen else None

    def open_path(self, title: str, folder: Path, pattern: str) -> Path | None:
        """Which existing file to read."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _pattern = QFileDialog.getOpenFileName(self._parent, title, str(folder), pattern)
        return Path(chosen) if chosen else None

    def open_paths(self, title: str, folder: Path, pattern: str) -> list[Path]:
        """Which existing files to read; none when the user gives up."""
        from PySide6.QtWidgets import QFileDialog

        chosen, _pattern = QFileDialog.getOpenFileNames(self._parent, title, str(folder), pattern)
        return [Path(each) for each in chosen]

    def folder(self, title: str, start: Path) -> Path | None:
        """Which folder to use."""
        from PySide6.QtWidgets import QFileDialog

        chosen = QFileDialog.getExistingDirectory(self._parent, title, str(start))
        return Path(chosen) if chosen else None

    def printer(self) -> QPrinter | None:
        """Which printer to use, with pages and copies; a UserError when there is none."""
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
        from PySide6.QtWidgets import QDialog

        if not QPrinterInfo.availablePrinterNames():
            raise UserError(_("Er is geen printer gevonden. Zet hem aan, of sla op als PDF en druk dat elders af."))
        chosen = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(chosen, self._parent)
        dress(dialog)
        dialog.setWindowTitle(_("Afdrukken"))
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintSelection, on=False)
        dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
        return chosen if dialog.exec() == QDialog.DialogCode.Accepted else None


def documents() -> Path:
    """Where someone's own documents are; a file dialog begins there."""
    return Path(QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation))
