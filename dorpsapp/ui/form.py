"""A form for any record type, made from its fields."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from typing import Any, cast

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QWidget

from dorpsapp.models.base import Record
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _
from dorpsapp.ui.editors import Editor, Options, PickEditor, connect_left, editor_for
from dorpsapp.ui.guard import guard
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.sight import focus_in_sight

FIELD_LETTERS = 28


class RecordForm(QWidget):
    """Fields side by side, with errors below them; tells which field was left with a new value."""

    edited = Signal(str)

    def __init__(
        self,
        record_type: type[Record],
        options: Options,
        today: Callable[[], date],
        names: Sequence[str] | None = None,
        choices: Mapping[str, Sequence[tuple[Any, str]]] | None = None,
    ) -> None:
        """`names` are the fields to show, by default all; `choices` gives a field that is typed a list to pick from."""
        super().__init__()
        self.boxes: dict[str, FieldBox] = {}
        self._shown: dict[str, Any] = {}
        self._refused: dict[str, Any] = {}
        flow = FlowLayout(self, gap=14, fill=True, top=True)
        wanted = [each.name for each in record_type.fields() if each.on_form] if names is None else names
        for field in (record_type.field_named(name) for name in wanted):
            offered = (choices or {}).get(field.name)
            editor = editor_for(field.kind, options, today) if offered is None else PickEditor(offered)
            box = FieldBox(_(field.label), editor, _(field.help) if field.help else "")
            connect_left(editor, partial(self._left, field.name))
            self.boxes[field.name] = box
            flow.addWidget(box)
        self._widen()

    def load(self, values: Mapping[str, Any]) -> None:
        """Show these values, without errors."""
        self._refused = {}
        for name, box in self.boxes.items():
            self._shown[name] = values.get(name)
            cast(Editor, box.editor).set_value(values.get(name))
            box.show_echo("")

    def value(self, name: str) -> Any:
        """What stands in a field; raises Unreadable."""
        return cast(Editor, self.boxes[name].editor).value()

    def changed(self) -> dict[str, Any]:
        """The fields that differ from what was loaded and can be read; the others show their error."""
        found: dict[str, Any] = {}
        for name, box in self.boxes.items():
            try:
                value = self.value(name)
            except Unreadable as trouble:
                box.show_error(str(trouble))
            else:
                if value != self._shown[name]:
                    found[name] = value
        return found

    def show_problems(self, problems: Mapping[str, str]) -> None:
        """A sentence under each field that has one, and the focus to the first."""
        self._refused = {name: self._typed(name) for name in problems if name in self.boxes}
        for name, box in self.boxes.items():
            if name in problems:
                box.show_error(problems[name])
            elif box.error:
                box.show_echo("")
        for name in [name for name in self.boxes if name in problems][:1]:
            focus_in_sight(self.boxes[name].editor)

    def _widen(self) -> None:
        """Room for the longest label, and for an ordinary answer."""
        widest = max((box.label.sizeHint().width() for box in self.boxes.values()), default=0)
        width = max(widest, self.fontMetrics().averageCharWidth() * FIELD_LETTERS)
        for box in self.boxes.values():
            box.setMinimumWidth(width)

    @guard(None)
    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._widen()

    @guard(None)
    def showEvent(self, event: QShowEvent) -> None:
        self._widen()
        super().showEvent(event)

    def _left(self, name: str) -> None:
        try:
            value = self.value(name)
        except Unreadable as trouble:
            self.boxes[name].show_error(str(trouble))
            return
        if name in self._refused and self._refused[name] == value:
            return  # leaving the field changes nothing about what was refused
        self._refused.pop(name, None)
        self.boxes[name].show_echo("")
        if value != self._shown.get(name):
            self._shown[name] = value
            cast(Editor, self.boxes[name].editor).set_value(value)
            self.edited.emit(name)

    def _typed(self, name: str) -> Any:
        """What stands in a field, None where it cannot be read."""
        try:
            return self.value(name)
        except Unreadable:
            return None
