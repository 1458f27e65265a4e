"""The gate of a file in a cloud folder or on a stick: why that is no place to work in, and moving it in one go."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from dorpsapp.text import _
from dorpsapp.ui.gates import Gate
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.labels import Words, breakable, muted

if TYPE_CHECKING:
    from dorpsapp.store.location import Location


class PlaceGate(Gate):
    """Moving comes first; opening the file where it is can still be done."""

    move_wanted = Signal()
    open_wanted = Signal()
    left = Signal()

    def __init__(self, path: Path, location: Location, folder: Path) -> None:
        super().__init__(_("Zet dit bestand eerst op deze computer"))
        column = self.card.column
        column.addWidget(muted(breakable(path)))
        self.why = Words(_why(location))
        column.addWidget(self.why)
        column.addWidget(Words(_("Dorpsapp verplaatst het voor u. Hier blijft een gesloten kopie achter.")))
        column.addWidget(muted(_("Nieuwe map: {folder}").format(folder=breakable(folder))))
        column.addWidget(self.notice)
        self.move_here = button(
            _("&Verplaats naar deze computer"), self.move_wanted.emit, icon="hard-drive", primary=True
        )
        self.open_here = button(_("&Toch hier openen"), self.open_wanted.emit, icon="folder-open")
        self.back = button(_("&Ander bestand"), self.left.emit, icon="arrow-left")
        for part in (self.move_here, self.open_here, self.back):
            column.addWidget(part)
        self.setFocusProxy(self.move_here)


def _why(location: Location) -> str:
    from dorpsapp.store.location import Place

    if location.place is Place.CLOUD:
        said = _(
            "Dit bestand staat in een map van {program}. Die wordt gekopieerd terwijl u werkt: zo kan het stukgaan."
        )
        return said.format(program=location.program)
    return _("Dit bestand staat op een USB-stick. Gaat die eruit terwijl u werkt, dan kan het bestand stukgaan.")
