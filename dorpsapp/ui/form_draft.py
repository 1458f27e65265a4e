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
        """The text of each field by name; a choice by its place as well, because words depend on the language."""
        found: dict[str, object] = {}
        for name, box in self._present().boxes.items():
            editor = box.editor
            if isinstance(editor, QLineEdit):
                found[name] = editor.text()
            elif isinstance(editor, QPlainTextEdit):
                found[name] = editor.toPlainText()
            elif isinstance(editor, QComboBox):
                found[name] = [editor.currentIndex(), editor.currentText()]
        return found

    def restore_draft(self, typed: Typed) -> None:
        """Show this again."""
        for name, box in self._present().boxes.items():
            editor = box.editor
            if isinstance(editor, QLineEdit):
                editor.setText(str(typed.get(name, "")))
            elif isinstance(editor, QPlainTextEdit):
                editor.setPlainText(str(typed.get(name, "")))
            elif isinstance(editor, QComboBox):
                at, text = typed.get(name, (0, ""))
                found = editor.findText(text)
                editor.setCurrentIndex(found if found >= 0 else min(at, editor.count() - 1))

    def begin(self) -> None:
        """Focus to the first field."""
        next(iter(self._present().boxes.values())).editor.setFocus()
