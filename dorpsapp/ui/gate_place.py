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


class NewPlaceGate(Gate):
    """The gate of a new file that was put in a bad place: this computer comes first."""

    here_wanted = Signal()
    there_wanted = Signal()
    left = Signal()

    def __init__(self, path: Path, location: Location, folder: Path) -> None:
        from dorpsapp.store.location import Place

        super().__init__(_("Zet dit bestand liever op deze computer"))
        column = self.card.column
        column.addWidget(muted(breakable(path)))
        self.why = Words(why_not_here(location))
        column.addWidget(self.why)
        column.addWidget(muted(_("Nieuwe map: {folder}").format(folder=breakable(folder))))
        column.addWidget(self.notice)
        self.here = button(_("Op &deze computer bewaren"), self.here_wanted.emit, icon="hard-drive", primary=True)
        self.there = button(_("Toch d&aar bewaren"), self.there_wanted.emit, icon="folder-open")
        self.back = button(_("&Terug"), self.left.emit, icon="arrow-left")
        for part in (self.here, self.there, self.back):
            column.addWidget(part)
        self.there.setVisible(location.place is not Place.NETWORK)
        self.setFocusProxy(self.here)


def why_not_here(location: Location) -> str:
    """Why a new file should not be made in this place, before it is there."""
    from dorpsapp.store.location import Place

    if location.place is Place.NETWORK:
        return _("Die map staat op een netwerk. Daar kan een bestand stukgaan.")
    if location.place is Place.CLOUD:
        said = _("Die map wordt door {program} gekopieerd terwijl u werkt: zo kan het bestand stukgaan.")
        return said.format(program=location.program)
    return _("Dat is een USB-stick. Gaat die eruit terwijl u werkt, dan kan het bestand stukgaan.")


def _why(location: Location) -> str:
    from dorpsapp.store.location import Place

    if location.place is Place.CLOUD:
        said = _(
            "Dit bestand staat in een map van {program}. Die wordt gekopieerd terwijl u werkt: zo kan het stukgaan."
        )
        return said.format(program=location.program)
    return _("Dit bestand staat op een USB-stick. Gaat die eruit terwijl u werkt, dan kan het bestand stukgaan.")
