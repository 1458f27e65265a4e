"""The fields of a support that are rarely needed."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtWidgets import QCheckBox, QComboBox, QPushButton, QVBoxLayout, QWidget

from dorpsapp.models import Quality
from dorpsapp.models.kinds import Distance
from dorpsapp.services.record_support import SupportEntry
from dorpsapp.text import _
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.wording import look_along


class MoreFields(QWidget):
    """What is rarely needed: kilometres, a note, and how sure the duration is; folded away until Alt+M.

    The link that unfolds says what stands inside, so that nothing is saved unseen. Parts can be put beside it.
    """

    def __init__(self) -> None:
        super().__init__()
        self.toggle = QPushButton()
        self.toggle.setCheckable(True)
        self.toggle.setProperty("link", True)
        self.km = LineField()
        self.note = LineField()
        self.note.setMaxLength(1000)
        look_along(self.note)
        self.quality = QComboBox()
        for quality in Quality:
            self.quality.addItem(_(quality.value), quality)
        self.both_ways = QCheckBox(_("Heen en &terug"))
        self.paid = QCheckBox(_("Een betaa&lde kracht hielp"))
        self.boxes = {
            "km": FieldBox(_("Kilometers"), self.km),
            "note": FieldBox(_("Opme&rking"), self.note, _("Schrijf niets over gezondheid of geldzaken.")),
        }
        self._panel = QWidget()
        flow = FlowLayout(self._panel, gap=12, top=True)
        for each in (
            self.boxes["km"],
            self.both_ways,
            self.boxes["note"],
            FieldBox(_("De d&uur is"), self.quality),
            self.paid,
        ):
            flow.addWidget(each)
        self.boxes["note"].setMinimumWidth(320)
        self._panel.hide()
        top = QWidget()
        self._beside = FlowLayout(top, gap=14)
        self._beside.addWidget(self.toggle)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(top)
        column.addWidget(self._panel)
        self.toggle.toggled.connect(self._open)
        for line in (self.km, self.note):
            line.textChanged.connect(lambda _text: self._tell_inside())
        for box in (self.both_ways, self.paid):
            box.toggled.connect(lambda _checked: self._tell_inside())
        self._tell_inside()

    def add_beside(self, part: QWidget) -> None:
        """Put a part to the right of the link."""
        self._beside.addWidget(part)

    def open_up(self) -> None:
        """Unfold."""
        self.toggle.setChecked(True)

    def chosen_quality(self, no_duration: bool) -> Quality:
        """How sure the duration is; the usual duration of the kind is used when it is an estimate without one."""
        chosen = Quality(self.quality.currentData())
        return chosen if chosen is not Quality.MISSING or no_duration else Quality.RECORDED

    def load(self, entry: SupportEntry) -> None:
        """Show what was saved, unfolded when there is something to see."""
        self.km.setText(Distance().show(entry.km))
        self.note.setText(entry.note or "")
        self.both_ways.setChecked(entry.both_ways)
        self.paid.setChecked(bool(entry.paid))
        self.quality.setCurrentIndex(list(Quality).index(entry.quality))
        special = entry.km or entry.note or entry.both_ways or entry.paid or entry.quality is not Quality.RECORDED
        self.toggle.setChecked(bool(special))

    def draft(self) -> dict[str, object]:
        """What stands here, as plain values."""
        return {
            "km": self.km.text(),
            "note": self.note.text(),
            "both_ways": self.both_ways.isChecked(),
            "paid": self.paid.isChecked(),
            "quality": self.quality.currentIndex(),
        }

    def restore_draft(self, typed: Mapping[str, Any]) -> None:
        """Show this again, unfolded when there is something to see."""
        self.km.setText(typed["km"])
        self.note.setText(typed["note"])
        self.both_ways.setChecked(typed["both_ways"])
        self.paid.setChecked(typed["paid"])
        self.quality.setCurrentIndex(typed["quality"])
        self.toggle.setChecked(any(typed.values()))

    def clear(self, *, km: bool = True, note: bool = True) -> None:
        """Empty what differs each time; the fold and who was paid stay as they were."""
        if km:
            self.km.setText("")
            self.both_ways.setChecked(False)
        if note:
            self.note.setText("")
        self.quality.setCurrentIndex(0)

    def _tell_inside(self) -> None:
        km = self.km.text().strip()
        inside = (
            _("{km} km").format(km=km) if km else "",
            _("heen en terug") if self.both_ways.isChecked() else "",
            _("een opmerking") if self.note.text().strip() else "",
            _("een betaalde kracht") if self.paid.isChecked() else "",
        )
        told = ", ".join(part for part in inside if part) or _("kilometers, opmerking")
        self.toggle.setText(_("&Meer: {inside}").format(inside=told.replace("&", "&&")))

    def _open(self, opened: bool) -> None:
        self._panel.setVisible(opened)
        if opened:
            self.km.setFocus()
            self.km.selectAll()
