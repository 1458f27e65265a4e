"""Typed back: two rows of a new recovery code, typed over from the paper before it counts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.widgets.field import FieldBox, LineField


class TypedBack(QWidget):
    """A field for each row that is asked; it reads them as mildly as when the file is opened with them."""

    entered = Signal()

    def __init__(self, labels: Mapping[int, str], hint: str) -> None:
        """`labels` by number of the row, as each page has its own letters for the keyboard."""
        super().__init__()
        self.lines = {number: LineField() for number in labels}
        last = max(labels)
        self.boxes = {
            number: FieldBox(labels[number], line, hint if number == last else "")
            for number, line in self.lines.items()
        }
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for number, line in self.lines.items():
            column.addWidget(self.boxes[number])
            line.returnPressed.connect(self.entered if number == last else self.lines[last].setFocus)
        self.setFocusProxy(next(iter(self.lines.values())))

    def are_right(self, rows: Sequence[str]) -> bool:
        """Whether these rows stand there; the first that is wrong says so and has the focus."""
        from dorpsapp.store.recovery import MistypedRow, read_row

        for number, line in self.lines.items():
            box = self.boxes[number]
            box.show_echo("")
            try:
                is_right = read_row(line.text(), number) == read_row(rows[number - 1], number)
            except MistypedRow:
                is_right = False
            if not is_right:
                box.show_error(_("Dit is niet regel {n}. Kijk op uw papier en typ nog eens.").format(n=number))
                line.setFocus()
                line.selectAll()
                return False
        return True

    def clear(self) -> None:
        """Leave nothing of the code in a field."""
        for number, line in self.lines.items():
            line.clear()
            self.boxes[number].show_echo("")
