"""The gate of a damaged file: put the newest good backup back, look what can still be read, or save all for help."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal

from dorpsapp.text import _, ngettext, show_day, show_number
from dorpsapp.ui.gates import Gate
from dorpsapp.ui.widgets.cards import button
from dorpsapp.ui.widgets.labels import Words, heading, muted

if TYPE_CHECKING:
    from dorpsapp.services.rescue import FoundBackup, Rescue


class DamagedGate(Gate):
    """Nothing is ever mended in the damaged file itself; that is said first."""

    restore_wanted = Signal()
    other_wanted = Signal()
    help_wanted = Signal()
    left = Signal()

    def __init__(self, path: Path, rescue: Rescue) -> None:
        super().__init__(_("Dit bestand is beschadigd"))
        column = self.card.column
        column.addWidget(muted(path.stem))
        column.addWidget(
            Words(_("Dorpsapp verandert niets aan dit bestand. Het blijft drie maanden bewaard zoals het is."))
        )
        column.addWidget(heading(_("Wat er nog is")))
        self.backup = Words(_about_backup(rescue.backup))
        self.salvaged = Words(_about_rows(rescue))
        column.addWidget(self.backup)
        column.addWidget(self.salvaged)
        column.addWidget(self.notice)
        text = _("Reservekopie &terugzetten") if rescue.backup else _("Verder met een &leeg bestand")
        self.restore = button(text, self.restore_wanted.emit, icon="folder-open", primary=True)
        self.other = button(_("Zoek een &kopie in een andere map"), self.other_wanted.emit, icon="hard-drive")
        self.help = button(_("Be&waar alles voor wie u helpt"), self.help_wanted.emit, icon="file-text")
        self.back = button(_("&Ander bestand"), self.left.emit, icon="arrow-left")
        for part in (self.restore, self.other, self.help, self.back):
            column.addWidget(part)
        self.setFocusProxy(self.restore)


def _about_backup(backup: FoundBackup | None) -> str:
    if backup is None:
        return _("Er is geen goede reservekopie gevonden. Zoek er een op een USB-stick, of ga verder zonder.")
    made = _("De nieuwste goede reservekopie is van {day}.").format(day=show_day(backup.made_on))
    if backup.changes is None:
        return f"{made} {_('Wat u daarna vastlegde, staat er niet in.')}"
    if not backup.changes:
        return f"{made} {_('Daarna is er niets meer gewijzigd.')}"
    later = ngettext(
        "Daarna is er nog {n} keer iets gewijzigd.", "Daarna is er nog {n} keer iets gewijzigd.", backup.changes
    ).format(n=show_number(backup.changes))
    if not backup.days:
        return f"{made} {later}"
    days = ngettext("Dat is {n} dag geleden.", "Dat is {n} dagen geleden.", backup.days).format(n=backup.days)
    return f"{made} {days} {later}"


def _about_rows(rescue: Rescue) -> str:
    if rescue.salvaged is None:
        return _("In het beschadigde bestand zelf is niets meer te lezen.")
    bad, pages = rescue.salvaged.bad_pages, rescue.salvaged.pages
    if not bad:
        return _("In het bestand is nog alles te lezen. Na het terugzetten kiest u wat daarvan terugkomt.")
    share = max(round(100 * bad / pages), 1)
    return _(
        "Van het bestand is ongeveer {n}% onleesbaar. De rest is te lezen: na het terugzetten kiest u wat terugkomt."
    ).format(n=share)
