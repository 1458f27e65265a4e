"""Vastgestelde rapporten: freeze a report, save one again, see what changed since, and the rows behind a figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QTextBrowser, QWidget

from dorpsapp.errors import UserError
from dorpsapp.figures.period import Period
from dorpsapp.models import Edition
from dorpsapp.services.editions import EditionView, list_editions
from dorpsapp.services.funders import funders
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.user_roles import Capability, NotAllowed
from dorpsapp.text import _, show_day
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.edition_trace import TraceAsked, TraceCard
from dorpsapp.ui.pages.report_text import report_html
from dorpsapp.ui.pages.shown_lists import edition_list
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document
    from dorpsapp.reports.documents import DocumentKind
    from dorpsapp.reports.report import ReportOptions


@dataclass(frozen=True)
class ToFreeze:
    """A report that was made ready on the page Rapporten, to be frozen here."""

    title: str
    period: Period
    kind: DocumentKind
    options: ReportOptions


class EditionsPage(Page):
    """The reports that were frozen, with what can be asked of each; the answer stands below."""

    guide = "reports"
    watches = frozenset({Edition})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Vastgestelde rapporten"))
        self._views: tuple[EditionView, ...] = ()
        self.back = self.add_header_button(
            button(_("&Terug naar Rapporten"), lambda: workplace.shell.go("reports"), icon="arrow-left")
        )
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.empty = EmptyState("file-text")
        self.empty.show_text(
            _("Er is nog geen rapport vastgesteld. Maak een rapport en kies daar Vaststellen."),
            {_("Naar Rapporten"): lambda: workplace.shell.go("reports")},
        )
        self.card = self._kept()
        self.out = ListOutput(workplace, _("Vastgestelde rapporten"), lambda: edition_list(self._views))
        self.card.column.addWidget(self.out)
        self.traced = TraceCard(workplace, self._trace)
        self.answer = QTextBrowser()
        self.answer.setOpenLinks(False)
        self.answer.setAccessibleName(_("Antwoord"))
        self.answer.hide()
        for part in (self.notice, self.empty, self.card, self.traced):
            self.body.addWidget(part)
        self.body.addWidget(self.answer, 1)
        self.body.addStretch(0)
        workplace.look.changed.connect(self._dress)
        self._dress()

    def _kept(self) -> Card:
        card = Card(_("Wat is vastgesteld"))
        self.chosen = QComboBox()
        self.chosen.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.checksum = muted()
        self.pdf = button(_("Opslaan als P&DF"), lambda: self._save(Output.PDF), icon="file-text")
        self.excel = button(_("Opslaan als E&xcel"), lambda: self._save(Output.EXCEL), icon="file-spreadsheet")
        self.changes = button(_("Wat is er sindsdien &veranderd?"), self._show_changes, icon="clock")
        row = QWidget()
        flow = FlowLayout(row, gap=10)
        for each in (self.pdf, self.excel, self.changes):
            flow.addWidget(each)
        card.column.addWidget(FieldBox(_("&Rapport"), self.chosen))
        card.column.addWidget(self.checksum)
        card.column.addWidget(row)
        self.chosen.currentIndexChanged.connect(lambda _at: self._show_chosen())
        return card

    def arrive(self, argument: object) -> None:
        if isinstance(argument, ToFreeze) and not self.workplace.store.may(Capability.MONEY):
            self._failed(NotAllowed(self.workplace.store.role, Capability.MONEY))
        elif isinstance(argument, ToFreeze):
            text = _("U stelt {title} vast. Het blijft daarna zoals het is, ook als u later iets verbetert.")
            if argument.period.last > self.workplace.today():
                text = f"{text} {_('Let op, deze periode is nog niet voorbij.')}"
            self.notice.show_text(
                text.format(title=argument.title),
                {_("&Ja, vaststellen"): lambda: self._freeze(argument), _("&Niet doen"): self._leave_it},
            )
            self.notice.answers[0].setFocus()
        elif isinstance(argument, TraceAsked):
            self.traced.fill(argument)
            self._trace()

    def refresh(self) -> None:
        kept = self.chosen.currentData()
        self._views = list_editions(self.workplace.store)
        self.traced.show_funders(funders(self.workplace.store))
        self.chosen.blockSignals(True)
        self.chosen.clear()
        for view in self._views:
            self.chosen.addItem(
                _("{n}: {title}, vastgesteld op {day}").format(
                    n=view.number, title=view.title, day=show_day(view.made_at.date())
                ),
                view.number,
            )
        self.chosen.setCurrentIndex(max(self.chosen.findData(kept), 0) if self._views else -1)
        self.chosen.blockSignals(False)
        self.card.setVisible(bool(self._views))
        self.empty.setVisible(not self._views)
        self._show_chosen()

    def first_focus(self) -> QWidget:
        if self.notice.isVisible() and self.notice.answers:
            return self.notice.answers[0]
        return self.chosen if self._views else self.traced.reference

    def _show_chosen(self) -> None:
        view = next((one for one in self._views if one.number == self.chosen.currentData()), None)
        self.checksum.setText(_("Controlegetal: {sum}").format(sum=view.checksum[:16] + "…") if view else "")
        self.answer.hide()

    def _freeze(self, wanted: ToFreeze) -> None:
        from dorpsapp.reports.edition import freeze

        store = self.workplace.store
        self.notice.hide()
        self.workplace.tasks.run(
            lambda task: freeze(store, wanted.period, wanted.kind, wanted.options)[0],
            self._frozen,
            self._failed,
            title=_("Het rapport wordt vastgesteld"),
            key="freeze",
        )

    def _frozen(self, number: int) -> None:
        self.refresh()
        self.chosen.setCurrentIndex(self.chosen.findData(number))
        self.chosen.setFocus()
        self.workplace.shell.say(_("Vastgesteld als rapport {n}.").format(n=number))

    def _leave_it(self) -> None:
        self.notice.hide()
        self.workplace.shell.go("reports")

    def _save(self, kind: Output) -> None:
        from dorpsapp.reports import edition as editions

        number = self.chosen.currentData()
        store = self.workplace.store
        which = editions.PDF if kind is Output.PDF else editions.WORKBOOK
        self.output.save_with(
            kind, self._file_name(number), lambda _task, path: editions.open_edition(store, number).save(which, path)
        )

    def _file_name(self, number: int) -> str:
        view = next(one for one in self._views if one.number == number)
        return _("{title} vastgesteld {n}").format(title=view.title, n=number)

    def _show_changes(self) -> None:
        from dorpsapp.reports.edition import open_edition
        from dorpsapp.reports.edition_changes import changes_document, changes_since

        store, number, today = self.workplace.store, self.chosen.currentData(), self.workplace.today()
        self._answer_with(
            lambda: changes_document(changes_since(store, open_edition(store, number)), _name(self.workplace), today)
        )

    def _trace(self) -> None:
        from dorpsapp.reports.tracing import trace, trace_document

        reference = self.traced.chosen()
        if reference is None:
            return
        store, today = self.workplace.store, self.workplace.today()
        period, funder = self.traced.period, self.traced.funder_id
        self._answer_with(lambda: trace_document(trace(store, reference, period, funder), _name(self.workplace), today))

    def _answer_with(self, make: object) -> None:
        """Work the answer out away from the main thread, and show it below."""
        assert callable(make)
        self.notice.hide()
        self.workplace.tasks.run(
            lambda task: make(), self._show_answer, self._failed, title=_("Het wordt uitgezocht"), key="edition answer"
        )

    def _show_answer(self, document: Document) -> None:
        self.answer.setHtml(report_html(document))
        self.answer.show()
        self.answer.setFocus()
        self.area.ensureWidgetVisible(self.answer)

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.answer.hide()
        self.notice.show_text(trouble.sentence, kind="error")

    def print_now(self) -> bool:
        """Print the frozen report that is chosen."""
        if not self._views:
            return False
        from dorpsapp.reports import edition as editions

        store, number = self.workplace.store, self.chosen.currentData()
        self.output.print_pdf(lambda: editions.open_edition(store, number).files[editions.PDF], self._file_name(number))
        return True

    def _dress(self) -> None:
        self.answer.setMinimumHeight(self.workplace.look.px(260))


def _name(workplace: Workplace) -> str:
    return str(initiative_values(workplace.store).get("name") or "")
