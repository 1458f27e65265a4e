"""The check list beside a report: what is in order, and what is not with a press to where it is solved."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QWidget

from dorpsapp.reports.check_list import Finding
from dorpsapp.text import _, ngettext
from dorpsapp.ui.guard import guard
from dorpsapp.ui.icons import wear
from dorpsapp.ui.widgets.cards import Card, LineLink
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words


class ReportChecks(Card):
    """Doubts stand first, each on a line of its own; saving stays possible whatever they say."""

    def __init__(self, solve: Callable[[Finding], object]) -> None:
        super().__init__(_("Controle"))
        self._solve = solve
        self._good = QWidget()
        self._flow = FlowLayout(self._good, gap=14)
        self.doubts: list[LineLink] = []
        self._rows: list[QWidget] = []
        self.column.setSpacing(4)
        self.column.addWidget(self._good)

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Replace the lines; the focus stays on the line at the same place."""
        focused = next((at for at, line in enumerate(self.doubts) if line.hasFocus()), None)
        for old in (*self.doubts, *self._rows):
            self.column.removeWidget(old)
            self._flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        wrong = [finding for finding in findings if not finding.good]
        self.doubts = [
            LineLink(finding.text, partial(self._solve, finding), icon="triangle-alert", colour="warning")
            for finding in wrong
        ]
        self._rows = [_good_row(finding) for finding in findings if finding.good]
        for at, line in enumerate(self.doubts):
            self.column.insertWidget(1 + at, line)
            line.show()
        for row in self._rows:
            self._flow.addWidget(row)
            row.show()
        self._good.setVisible(bool(self._rows))
        assert self.title is not None
        text = ngettext("Controle: let op {n} punt", "Controle: let op {n} punten", len(wrong))
        self.title.setText(text.format(n=len(wrong)) if wrong else _("Controle: alles is in orde"))
        if focused is not None and self.doubts:
            self.doubts[min(focused, len(self.doubts) - 1)].setFocus()
        self.show()
        self._take_room()

    @guard(None)
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._take_room()

    def _take_room(self) -> None:
        """Every line stays in sight: the page scrolls before the preview takes their place."""
        layout = self.layout()
        if layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.width()))


def _good_row(finding: Finding) -> QWidget:
    row = QWidget()
    line = QHBoxLayout(row)
    line.setContentsMargins(0, 0, 0, 0)
    mark = QLabel()
    mark.setAccessibleName(_("goed"))
    wear(mark, "circle-check", "success", 18)
    line.addWidget(mark)
    line.addWidget(Words(finding.text), 1)
    return row
