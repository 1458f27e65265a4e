"""Dressing: gives a part of the window the style sheet of the present theme, when it is about to be seen.

A sheet on the whole program would be worked out anew for every widget of every page at each change of theme or text
size, and several times over while a page is built. So each page has the sheet for itself, and so has each part around
or over the pages.
"""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from dorpsapp.ui import icons

WORN = "dressedAs"


class _Present:
    """The sheet of this moment and its number, one for the program like the application's own style."""

    sheet = ""
    number = 0


def use(sheet: str) -> None:
    """From here on parts are dressed in this; those that show are for the caller to dress."""
    _Present.sheet = sheet
    _Present.number += 1


def is_dressed(part: QWidget) -> bool:
    """Whether a part wears the sheet of this moment."""
    return bool(part.property(WORN) == _Present.number)


def dress(part: QWidget) -> bool:
    """Sheet and icons of this moment for a part and all that is in it, unless it wears them already.

    Says whether it wore something else before.
    """
    if is_dressed(part):
        return False
    worn = part.property(WORN)
    if worn is not None:
        part.setStyleSheet("")  # from one sheet to the next Qt works out each widget many times over
    part.setStyleSheet(_Present.sheet)
    part.setProperty(WORN, _Present.number)
    icons.paint(part)
    return worn is not None
