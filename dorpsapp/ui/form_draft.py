"""The typing in a form that was made from the fields of a record, so that it can be kept as a draft."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QComboBox, QLineEdit, QPlainTextEdit

from dorpsapp.services.drafts import Typed
from dorpsapp.ui.form import RecordForm


class FormDraft:
    """The text of every field as it stands there, read or not; `present` gives the form that shows now."""

    def __init__(self, present: Callable[[], RecordForm]) -> None:
        self._present = present

    def draft(self) -> Typed:
        """The text of each field by name."""
        found = {}
        for name, box in self._present().boxes.items():
            editor = box.editor
            if isinstance(editor, QLineEdit):
                found[name] = editor.text()
            elif isinstance(editor, QPlainTextEdit):
                found[name] = editor.toPlainText()
            elif isinstance(editor, QComboBox):
                found[name] = editor.currentText()
        return found

    def restore_draft(self, typed: Typed) -> None:
        """Show this again; a choice that is no longer offered is left empty."""
        for name, box in self._present().boxes.items():
            editor = box.editor
            text = str(typed.get(name, ""))
            if isinstance(editor, QLineEdit):
                editor.setText(text)
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(text)
            elif isinstance(editor, QComboBox):
                editor.setCurrentIndex(max(editor.findText(text), 0))

    def begin(self) -> None:
        """Focus to the first field."""
        next(iter(self._present().boxes.values())).editor.setFocus()
