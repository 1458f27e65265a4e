"""Wat lukt niet?: what was asked in a period, what became of it, and why some of it failed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from PySide6.QtWidgets import QComboBox, QVBoxLayout, QWidget

from dorpsapp.models import DeclineReason
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.plain_lists import FixedList
from dorpsapp.services.unmet_demand import Demand, UnmetDemand, unmet_demand
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.pages.shown_lists import demand_list, reason_list
from dorpsapp.ui.widgets.cards import Card, EmptyState
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.rows import RowsModel, RowsTable
from dorpsapp.ui.widgets.typed import DayField
from dorpsapp.ui.workplace import Workplace

THIS_YEAR, LAST_YEAR, TWELVE_MONTHS, OTHER = range(4)
ROWS_SHOWN = 10
NUMBERS = frozenset(range(1, 8))


@dataclass(frozen=True)
class ReasonLine:
    """How often one reason was given, and for which kinds of help."""

    reason: DeclineReason
    count: int
    kinds: str


class UnmetPart(QWidget):
    """A line for each kind of help, the least met first, and a line for each reason."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__()
        self._workplace = workplace
        year = workplace.today().year
        self.period = QComboBox()
        for which, text in (
            (THIS_YEAR, _("Dit jaar ({year})").format(year=year)),
            (LAST_YEAR, _("Vorig jaar ({year})").format(year=year - 1)),
            (TWELVE_MONTHS, _("De laatste twaalf maanden")),
            (OTHER, _("Andere periode")),
        ):
            self.period.addItem(text, which)
        self.first = DayField(_("&Van"), workplace.today, any_day=True)
        self.last = DayField(_("Tot en &met"), workplace.today, any_day=True)
        self.summary = Words("", "strong")
        self.kinds: RowsModel[Demand] = RowsModel(
            (
                _("Soort hulp"), _("Gevraagd"), _("Gelukt"), _("Niet gelukt"), _("Doorverwezen"), _("Nog open"),
                _("Langst open, dagen"), _("Dagen tot hulp"),
            ),
            _kind_texts,
            numeric=NUMBERS,
        )  # fmt: skip
        self.kinds_table = RowsTable(
            _("Hulpvragen per soort hulp"), self.kinds, workplace.look, wide=0, rows=ROWS_SHOWN
        )
        self.reasons: RowsModel[ReasonLine] = RowsModel(
            (_("Waarom niet"), _("Keer"), _("Bij welke hulp")), _reason_texts, numeric=frozenset({1})
        )
        self.reasons_table = RowsTable(
            _("Waarom het niet lukte"), self.reasons, workplace.look, wide=2, rows=ROWS_SHOWN
        )
        self.empty = EmptyState("inbox")
        self.empty.show_text(_("In deze periode zijn geen hulpvragen gesteld."))
        self._build(workplace)
        self.period.activated.connect(lambda _row: self.load())
        for field in (self.first, self.last):
            field.line.editingFinished.connect(self.load)

    def _reason_list(self) -> FixedList:
        return reason_list([(line.reason, line.count, line.kinds) for line in self.reasons.rows])

    def _build(self, workplace: Workplace) -> None:
        choice = QWidget()
        flow = FlowLayout(choice, gap=14, top=True)
        flow.addWidget(FieldBox(_("Pe&riode"), self.period))
        flow.addWidget(self.first)
        flow.addWidget(self.last)
        self.counted = Card(_("Per soort hulp"))
        self.counted.column.addWidget(self.summary)
        self.counted.column.addWidget(self.kinds_table, 1)
        self.counted.column.addWidget(
            ListOutput(workplace, _("Hulpvragen per soort hulp"), lambda: demand_list(self.kinds.rows))
        )
        self.counted.column.addWidget(
            muted(_("Dagen tot hulp: de helft van de vragen kreeg binnen dit aantal dagen de eerste hulp."))
        )
        self.why = Card(_("Waarom lukte het niet?"))
        self.why.column.addWidget(self.reasons_table, 1)
        self.why.column.addWidget(ListOutput(workplace, _("Waarom het niet lukte"), self._reason_list))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(14)
        column.addWidget(choice)
        column.addWidget(self.empty, 1)
        column.addWidget(self.counted, 2)
        column.addWidget(self.why, 1)

    def load(self) -> None:
        """Count the chosen period in the background."""
        other = self.period.currentData() == OTHER
        for field in (self.first, self.last):
            field.setVisible(other)
        span = self._span()
        if span is None:
            return
        store, today = self._workplace.store, self._workplace.today()
        self._workplace.tasks.run(
            lambda _task: store.giving_way(lambda: unmet_demand(store, *span, today)),
            self._show,
            key=f"unmet demand {id(self)}",
        )

    def _span(self) -> tuple[date, date] | None:
        """The first and the last day; None, with the error told, when these can not be read."""
        today = self._workplace.today()
        match self.period.currentData():
            case 0:
                return date(today.year, 1, 1), today
            case 1:
                return date(today.year - 1, 1, 1), date(today.year - 1, 12, 31)
            case 2:
                months = today.year * 12 + today.month - 12
                return date(months // 12, months % 12 + 1, 1), today
        found: list[date] = []
        for field in (self.first, self.last):
            try:
                day = field.value()
            except Unreadable as trouble:
                field.show_error(str(trouble))
                return None
            if day is None:
                return None
            found.append(day)
        if found[1] < found[0]:
            self.last.show_error(_("De laatste dag ligt voor de eerste. Kijk beide na."))
            return None
        return found[0], found[1]

    def _show(self, demand: UnmetDemand) -> None:
        filled = bool(demand.kinds)
        self.kinds.show((*demand.kinds, demand.total) if len(demand.kinds) > 1 else demand.kinds)
        reasons = _reason_lines(demand)
        self.reasons.show(reasons)
        for part in (self.counted, self.why):
            part.setVisible(filled)
        self.why.setVisible(bool(reasons))
        self.empty.setVisible(not filled)
        self.summary.setText(_summary(demand.total))


def _summary(total: Demand) -> str:
    asked = ngettext("{n} hulpvraag", "{n} hulpvragen", total.asked).format(n=show_number(total.asked))
    words = _("{asked}: {met} gelukt, {declined} niet gelukt, {open} nog open.").format(
        asked=asked,
        met=show_number(total.met),
        declined=show_number(total.declined_in_all),
        open=show_number(total.open),
    )
    if total.oldest_days is not None:
        words += " " + ngettext(
            "De oudste open vraag wacht {n} dag.", "De oudste open vraag wacht {n} dagen.", total.oldest_days
        ).format(n=show_number(total.oldest_days))
    return words


def _kind_texts(line: Demand) -> Sequence[str]:
    days = line.days_to_help
    return (
        line.kind,
        *(show_number(count) for count in (line.asked, line.met, line.declined_in_all, line.referred, line.open)),
        "" if line.oldest_days is None else show_number(line.oldest_days),
        "" if days is None else show_number(days, 0 if days == int(days) else 1),
    )


def _reason_lines(demand: UnmetDemand) -> list[ReasonLine]:
    lines = []
    for reason, count in sorted(demand.total.declined.items(), key=lambda item: -item[1]):
        kinds = [(line.kind, line.declined[reason]) for line in demand.kinds if reason in line.declined]
        kinds.sort(key=lambda kind: -kind[1])
        lines.append(ReasonLine(reason, count, ", ".join(f"{kind} {times}" for kind, times in kinds)))
    return lines


def _reason_texts(line: ReasonLine) -> Sequence[str]:
    return _(line.reason.value), show_number(line.count), line.kinds
