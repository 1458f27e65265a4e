"""Beside: choices that scroll by themselves beside something tall, and show whole where the page scrolls."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtWidgets import QScrollArea, QWidget

from dorpsapp.ui.guard import guard


class BesideArea(QScrollArea):
    """One scroll area within another is a trap: whoever scrolls on moves the wrong one. Hence `show_whole`."""

    def __init__(self, inside: QWidget) -> None:
        super().__init__()
        self._whole = False
        self.setWidgetResizable(True)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setWidget(inside)

    def show_whole(self, whole: bool, least: int) -> None:
        """Whether to be as high as what is inside; otherwise at least `least` pixels, with a bar of its own."""
        self._whole = whole
        policy = Qt.ScrollBarPolicy.ScrollBarAlwaysOff if whole else Qt.ScrollBarPolicy.ScrollBarAsNeeded
        self.setVerticalScrollBarPolicy(policy)
        self.setMinimumHeight(least)
        self._fit()

    @guard(False)
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        done = super().eventFilter(watched, event)
        if watched is self.widget() and event.type() in (QEvent.Type.LayoutRequest, QEvent.Type.Resize):
            self._fit()
        return done

    def _fit(self) -> None:
        inside = self.widget()
        layout = inside.layout() if inside is not None else None
        if self._whole and layout is not None:
            self.setMinimumHeight(layout.totalHeightForWidth(self.viewport().width()) + 2 * self.frameWidth())
