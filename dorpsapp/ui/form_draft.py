"""The typing in a form that was made from the fields of a record, so that it can be kept as a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtWidgets import QApplication, QComboBox, QLineEdit, QPlainTextEdit, QWidget

from dorpsapp.services.drafts import Typed
from dorpsapp.ui.form import RecordForm

BEGAN = "(began with)"
"""Under this name, which no field can have, a draft keeps what the form showed before anything was typed."""


class FormDraft:
    """The text of every field as it stands there, read or not; `present` gives the form that shows now.

    `clashes` are the fields of a draft that was put back in which something else stands by now than when it was typed.
    """

    def __init__(self, present: Callable[[], RecordForm]) -> None:
        self._present = present
        self._form: RecordForm | None = None
        self._began: dict[str, object] = {}
        self.clashes: frozenset[str] = frozenset()

    def draft(self) -> Typed:
        """The text of each field by name; a choice by its place as well, because words depend on the language."""
        texts = _texts(self._present())
        if self._form is not self._present():
            self._form, self._began, self.clashes = self._present(), texts, frozenset()
        return {**texts, BEGAN: self._began}

    def restore_draft(self, typed: Typed) -> None:
        """Show this again; what was not typed in stays as it is by now."""
        form = self._present()
        began = typed.get(BEGAN, self._began)
        later = {name for name in form.boxes if began.get(name) != self._began.get(name)}
        for name, box in form.boxes.items():
            if name not in later or typed.get(name) != began.get(name):
                _put(box.editor, typed.get(name))
        texts = _texts(form)
        self.clashes = frozenset(
            name for name in later if typed.get(name) != began.get(name) and texts[name] != self._began[name]
        )

    def begin(self) -> None:
        """Focus to the first field."""
        next(iter(self._present().boxes.values())).editor.setFocus()


def load_keeping(form: RecordForm, values: Mapping[str, Any]) -> frozenset[str]:
    """Show values in a form, but leave what is being typed and what has an error; gives the names of those fields."""
    typing = QApplication.focusWidget()
    texts = _texts(form)
    wrong = {name: box.error for name, box in form.boxes.items() if box.error}
    kept = {name for name, box in form.boxes.items() if box.error or (box.editor is typing and _is_changed(typing))}
    form.load(values)
    for name in kept:
        _put(form.boxes[name].editor, texts[name])
        if name in wrong:
            form.boxes[name].show_error(wrong[name])
    return frozenset(kept)


def words_in(editor: QWidget) -> str:
    """What stands in an editor, read or not."""
    if isinstance(editor, QLineEdit):
        return editor.text()
    if isinstance(editor, QPlainTextEdit):
        return editor.toPlainText()
    return editor.currentText() if isinstance(editor, QComboBox) else ""


def _texts(form: RecordForm) -> dict[str, object]:
    found: dict[str, object] = {}
    for name, box in form.boxes.items():
        place = [box.editor.currentIndex()] if isinstance(box.editor, QComboBox) else []
        found[name] = [*place, words_in(box.editor)] if place else words_in(box.editor)
    return found


def _put(editor: QWidget, kept: Any) -> None:
    if isinstance(editor, QLineEdit):
        editor.setText(str(kept or ""))
    elif isinstance(editor, QPlainTextEdit):
        editor.setPlainText(str(kept or ""))
    elif isinstance(editor, QComboBox):
        at, text = kept or (0, "")
        found = editor.findText(text)
        editor.setCurrentIndex(found if found >= 0 else min(at, editor.count() - 1))


def _is_changed(editor: QWidget) -> bool:
    """Whether the user typed in it since a value was shown."""
    if isinstance(editor, QLineEdit):
        return editor.isModified()
    return isinstance(editor, QPlainTextEdit) and editor.document().isModified()
