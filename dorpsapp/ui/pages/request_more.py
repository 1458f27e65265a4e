"""The fields of a request that are not always needed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QPushButton, QVBoxLayout, QWidget

from dorpsapp.models import Referrer, Repeat, Request, SkillKind
from dorpsapp.services.drafts import Typed
from dorpsapp.services.qualities import qualities
from dorpsapp.services.requests import RequestEntry, policy_areas
from dorpsapp.text import _
from dorpsapp.ui.editors import PickEditor
from dorpsapp.ui.widgets.cards import chip
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, spoken
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.wording import look_along
from dorpsapp.ui.workplace import Workplace

WIDTHS = {
    "destination": 220, "skill_id": 270, "language_id": 180, "repeats": 170, "repeats_until": 200, "referrer": 200,
    "received_on": 200,
}  # fmt: skip


class RequestMore(QWidget):
    """Where to, what the helper needs, whether it comes back, who called, and the policy areas; folded until Alt+M."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        self._areas_were_chosen = False
        self._filling = False
        self.toggle = QPushButton(_("&Meer: auto, taal, herhalen, wie belde"))
        self.toggle.setCheckable(True)
        self.toggle.setProperty("link", True)
        self.destination = LineField()
        look_along(self.destination)
        self.needs_car = QCheckBox(_label("needs_car"))
        self.skill, self.language = PickEditor(()), PickEditor(())
        self.repeats = PickEditor([(each, _(each.value)) for each in Repeat])
        self.referrer = PickEditor([(each, _(each.value)) for each in Referrer])
        self.until = DayField(_label("repeats_until"), workplace.today, ahead=True, reserve=True)
        self.received = DayField(_label("received_on"), workplace.today, empty_is_today=True, reserve=True)
        where = _(Request.field_named("destination").help)
        self.boxes: dict[str, FieldBox] = {
            "destination": FieldBox(_label("destination"), self.destination, where, reserve=True),
            "skill_id": FieldBox(_label("skill_id"), self.skill, reserve=True),
            "language_id": FieldBox(_label("language_id"), self.language, reserve=True),
            "repeats": FieldBox(_label("repeats"), self.repeats, reserve=True),
            "repeats_until": self.until,
            "referrer": FieldBox(_label("referrer"), self.referrer, reserve=True),
            "received_on": self.received,
        }
        self.areas: dict[int, QPushButton] = {}
        self._panel = QWidget()
        self._build()
        self._panel.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.toggle, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._panel)
        self.toggle.toggled.connect(self._open)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def _build(self) -> None:
        column = QVBoxLayout(self._panel)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        fields = QWidget()
        flow = FlowLayout(fields, gap=12, top=True)
        for name, box in self.boxes.items():
            flow.addWidget(box)
            if name == "destination":
                flow.addWidget(_lowered(self.needs_car))
        self._area_row = QWidget()
        self._area_flow = FlowLayout(self._area_row, gap=8)
        self._area_words = Words(_("Beleidsterreinen"), "field")
        column.addWidget(fields)
        column.addWidget(self._area_words)
        column.addWidget(self._area_row)

    def _dress(self) -> None:
        for name, width in WIDTHS.items():
            box = self.boxes[name]
            box.setFixedWidth(max(self._workplace.look.px(width), box.label.sizeHint().width() + 2))

    def offer(self, skill_id: int | None = None, language_id: int | None = None) -> None:
        """Offer the qualities and policy areas there are now, and these two even when out of use."""
        store = self._workplace.store
        for picker, kind, also in (
            (self.skill, SkillKind.ABILITY, skill_id),
            (self.language, SkillKind.LANGUAGE, language_id),
        ):
            picker.offer([(each.id, each.name) for each in qualities(store, kind, also=also)])
        areas = policy_areas(store)
        if [(number, spoken(made.text())) for number, made in self.areas.items()] == list(areas):
            return
        for old in self.areas.values():
            self._area_flow.removeWidget(old)
            old.hide()
            old.deleteLater()
        self.areas = {number: chip(name.replace("&", "&&"), self._area_toggled) for number, name in areas}
        for made in self.areas.values():
            self._area_flow.addWidget(made)

    def propose_area(self, area_id: int | None) -> None:
        """The policy area of the kind of help, as long as nobody chose areas by hand."""
        if not self._areas_were_chosen:
            self._choose_areas([area_id] if area_id is not None else [])

    def propose(self, like: RequestEntry) -> None:
        """What was the same the last time, where nothing was filled in."""
        if like.needs_car:
            self.needs_car.setChecked(True)
        if like.destination and not self.destination.text():
            self.destination.setText(like.destination)
        if like.language_id and self.language.value() is None:
            self.language.set_value(like.language_id)

    def chosen_areas(self) -> tuple[int, ...]:
        """The policy areas that are on."""
        return tuple(number for number, made in self.areas.items() if made.isChecked())

    def load(self, entry: RequestEntry) -> None:
        """Show a request, unfolded when there is something to see."""
        self.offer(entry.skill_id, entry.language_id)
        self.destination.setText(entry.destination or "")
        self.needs_car.setChecked(bool(entry.needs_car))
        self.skill.set_value(entry.skill_id)
        self.language.set_value(entry.language_id)
        self.repeats.set_value(entry.repeats)
        self.until.set_value(entry.repeats_until)
        self.referrer.set_value(entry.referrer)
        self.received.set_value(entry.received_on)
        self._areas_were_chosen = entry.areas is not None
        self._choose_areas(entry.areas or ())
        special = (
            entry.destination, entry.needs_car, entry.skill_id, entry.language_id, entry.repeats, entry.referrer,
        )  # fmt: skip
        if any(special):
            self.toggle.setChecked(True)

    def draft(self) -> Typed:
        """All that stands here, as plain values."""
        return {
            "destination": self.destination.text(),
            "needs_car": self.needs_car.isChecked(),
            "skill": self.skill.value(),
            "language": self.language.value(),
            "repeats": _name(self.repeats.value()),
            "until": self.until.line.text(),
            "referrer": _name(self.referrer.value()),
            "received": self.received.line.text(),
            "areas": list(self.chosen_areas()),
            "areas_were_chosen": self._areas_were_chosen,
        }

    def restore_draft(self, typed: Typed) -> None:
        """Show what `draft` gave."""
        self.offer(typed["skill"], typed["language"])
        self.destination.setText(typed["destination"])
        self.needs_car.setChecked(typed["needs_car"])
        self.skill.set_value(typed["skill"])
        self.language.set_value(typed["language"])
        self.repeats.set_value(Repeat[typed["repeats"]] if typed["repeats"] else None)
        self.until.line.setText(typed["until"])
        self.referrer.set_value(Referrer[typed["referrer"]] if typed["referrer"] else None)
        self.received.line.setText(typed["received"])
        self._areas_were_chosen = typed["areas_were_chosen"]
        self._choose_areas(typed["areas"])
        filled = ("destination", "needs_car", "skill", "language", "repeats", "until", "referrer", "received")
        if any(typed[name] for name in filled) or typed["areas_were_chosen"]:
            self.open_up()

    def open_up(self) -> None:
        """Unfold."""
        self.toggle.setChecked(True)

    def _choose_areas(self, wanted: Sequence[int]) -> None:
        self._filling = True
        for number, made in self.areas.items():
            made.setChecked(number in wanted)
        self._filling = False

    def _area_toggled(self, _checked: bool) -> None:
        if not self._filling:
            self._areas_were_chosen = True

    def _open(self, opened: bool) -> None:
        self._panel.setVisible(opened)


def _label(name: str) -> str:
    return _(Request.field_named(name).label)


def _name(chosen: Any) -> str:
    return chosen.name if chosen is not None else ""


def _lowered(widget: QWidget) -> QWidget:
    """A box that stands beside fields: as low as their editors."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, holder.fontMetrics().height() + 6, 0, 0)
    column.addWidget(widget)
    return holder
