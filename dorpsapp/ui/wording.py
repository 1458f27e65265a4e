"""Looks along while a note is typed: what should not be kept is told below the field, and nothing is refused."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QLineEdit, QPlainTextEdit

from dorpsapp.services.wording_guard import wording_remark
from dorpsapp.ui.widgets.field import FieldBox


def look_along(editor: QLineEdit | QPlainTextEdit) -> None:
    """Tell in the field box of this editor what its text should not hold, each time that it changes."""
    editor.textChanged.connect(partial(_look, editor))


def _look(editor: QLineEdit | QPlainTextEdit, _text: str = "") -> None:
    box = editor.parentWidget()
    while box is not None and not isinstance(box, FieldBox):
        box = box.parentWidget()
    if box is None:
        return
    found = wording_remark(editor.text() if isinstance(editor, QLineEdit) else editor.toPlainText())
    box.show_remark(found.sentence if found else "")
