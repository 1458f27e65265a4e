"""Swap: a page asks to put a backup in the place of the open file; whoever holds the file hears of it."""

from __future__ import annotations

from PySide6.QtCore import QObject, Signal


class Swap(QObject):
    """`wanted` tells which backup; the page that asks is gone before anything is done with the file."""

    wanted = Signal(object)
