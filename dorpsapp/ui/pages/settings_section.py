"""A section of the settings: one or more cards under one name, found from the top of the page and by Ctrl+K."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from PySide6.QtWidgets import QVBoxLayout, QWidget

from dorpsapp.text import _
from dorpsapp.ui.rows import Removal, Rows
from dorpsapp.ui.workplace import Workplace


@dataclass(frozen=True)
class SectionName:
    """How a section is called and found; `also` holds other words for what is in it."""

    key: str
    text: str
    also: str


def section_names() -> tuple[SectionName, ...]:
    """Every section in the order of the page."""
    return (
        SectionName(
            "look",
            _("Beeld"),
            _("tekstgrootte lettergrootte groter letters lettertype kleuren donker contrast taal scherm"),
        ),
        SectionName(
            "initiative", _("Het initiatief"), _("naam organisatie kvk rsin gemeente woorden deelnemer bewoner")
        ),
        SectionName("kernen", _("Kernen en inwoners"), _("dorp wijk inwonertal bereik postcode bevolking")),
        SectionName("kinds", _("Soorten hulp"), _("categorie beleidsterrein hernoemen samenvoegen diensten")),
        SectionName("qualities", _("Kwaliteiten"), _("vaardigheden talen talenten")),
        SectionName("users", _("Gebruikers en logboek"), _("rol toegang account audit")),
        SectionName("lock", _("Op slot gaan"), _("vergrendelen minuten slot beveiliging")),
    )


class Section(QWidget):
    """Subclasses fill `column`, read again in `refresh`, and say where the typing starts."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self.workplace = workplace
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(14)

    def refresh(self) -> None:
        """Read everything shown again."""

    def first_focus(self) -> QWidget:
        """The first field, or the list."""
        raise NotImplementedError


def show_out_of_use(rows: Rows) -> None:
    """The last column says since when something is out of use; it stands there only when something is."""
    last = rows.model.columnCount() - 1
    shown = (rows.model.row(at) for at in range(rows.model.rowCount()))
    rows.table.setColumnHidden(last, not any(row.cells[last] for row in shown if row is not None))


def use_removal(values: Mapping[str, Any]) -> Removal:
    """What can be chosen is never deleted: it goes out of use, and comes back."""
    if values.get("retired_on") is None:
        return Removal(_("Buiten gebruik stellen"), _("Buiten gebruik. U kunt het niet meer kiezen."), "x")
    return Removal(_("Weer in gebruik nemen"), _("Weer in gebruik."), "redo-2")
