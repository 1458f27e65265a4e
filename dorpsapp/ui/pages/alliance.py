"""Samen met andere initiatieven: save the bundle of one's own, and add the bundles of many up in one picture."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QTextBrowser, QWidget

from dorpsapp.errors import UserError
from dorpsapp.figures.period import Period
from dorpsapp.models.kinds import Year
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, ngettext
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.editors import LineEditor
from dorpsapp.ui.messages import documents
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.report_text import report_html
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.field import FieldBox
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document
    from dorpsapp.reports.bundle import Bundle

MOST_LINES = 8
YEAR_WIDTH = 160


class AlliancePage(Page):
    """What is chosen stays for as long as the file is open; nothing of another initiative goes into the file."""

    guide = "bundel"

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Samen met andere initiatieven"))
        self._bundles: list[Bundle] = []
        self._document: Document | None = None
        self.back = self.add_header_button(
            button(_("&Terug naar Rapporten"), lambda: workplace.shell.go("reports"), icon="arrow-left")
        )
        self.excel = self.add_header_button(
            button(_("Opslaan als E&xcel"), lambda: self._save(Output.EXCEL), icon="file-spreadsheet")
        )
        self.pdf = self.add_header_button(
            button(_("Op&slaan als PDF"), lambda: self._save(Output.PDF), icon="file-text", primary=True)
        )
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.answer = QTextBrowser()
        self.answer.setOpenLinks(False)
        self.answer.setAccessibleName(_("Het beeld van alle initiatieven samen"))
        for part in (self.notice, self._own(), self._others()):
            self.body.addWidget(part)
        self.body.addWidget(self.answer, 1)
        self.body.addStretch(0)
        workplace.look.changed.connect(self._dress)
        self._dress()
        self._show_chosen()

    def _own(self) -> Card:
        card = Card(_("Uw eigen cijfers delen"))
        about = _(
            "Een bundel is een klein bestand met alleen getallen, zonder namen. Kleine aantallen staan er niet in. "
            "Stuur hem naar wie de bundels verzamelt."
        )
        self.year = LineEditor(Year(), self.workplace.today)
        self.year.set_value(self.workplace.today().year - 1)
        self.own = button(_("B&undel opslaan…"), self._save_bundle, icon="file-text")
        self.add_own = button(_("Eigen cijfers &meetellen"), self._add_own, icon="plus")
        for part in (muted(about), FieldBox(_("Over welk &jaar?"), self.year), _row(self.own, self.add_own)):
            card.column.addWidget(part)
        return card

    def _others(self) -> Card:
        card = Card(_("Bundels optellen"))
        self.choose = button(_("Bundels &kiezen…"), self._choose, icon="folder-open")
        self.remove = button(_("Uit de lijst &halen"), self._remove, icon="trash-2")
        self.chosen = QListWidget()
        self.chosen.setAccessibleName(_("Gekozen bundels"))
        self.chosen.setSpacing(2)
        self.chosen.setSelectionMode(QListWidget.SelectionMode.ExtendedSelection)
        self.chosen.itemSelectionChanged.connect(lambda: self.remove.setEnabled(bool(self.chosen.selectedItems())))
        self.said = muted()
        for part in (self.said, self.chosen, _row(self.choose, self.remove)):
            card.column.addWidget(part)
        return card

    def first_focus(self) -> QWidget:
        return self.choose

    @property
    def bundles(self) -> tuple[Bundle, ...]:
        """What is added up now."""
        return tuple(self._bundles)

    def _period(self) -> Period | None:
        """The year that is typed; None, once it is said what to fill in, when it is no year."""
        try:
            year = self.year.value()
        except Unreadable:
            year = None
        if year is None:
            self.year.setFocus()
            self.notice.show_text(_("Vul een jaar in, zoals 2025."), kind="error")
            return None
        return Period.of_year(int(year))

    def _save_bundle(self) -> None:
        period = self._period()
        if period is None:
            return
        from dorpsapp.reports.bundle import bundle_of, write_bundle

        store, today = self.workplace.store, self.workplace.today()
        self.output.save_with(
            Output.JSON,
            _("Bundel {period}").format(period=period.label),
            lambda _task, path: write_bundle(bundle_of(store, period, today), path),
        )

    def _add_own(self) -> None:
        period = self._period()
        if period is None:
            return
        from dorpsapp.reports.bundle import bundle_of

        store, today = self.workplace.store, self.workplace.today()
        self._add(lambda: [bundle_of(store, period, today)])

    def _choose(self) -> None:
        paths = self.workplace.messages.open_paths(_("Bundels kiezen"), documents(), _("Bundels (*.json)"))
        if paths:
            self._add(lambda: _read(paths))

    def _add(self, make: Callable[[], list[Bundle]]) -> None:
        """Read away from the main thread; all of what was chosen comes in, or nothing."""
        from dorpsapp.exchange.bundle_in import check_together

        before = list(self._bundles)

        def work() -> list[Bundle]:
            found = [*before, *make()]
            check_together(found)
            return found

        self.notice.hide()
        self.workplace.tasks.run(
            lambda _task: work(), self._show, self.output.failed, title=_("De bundels worden gelezen"), key="bundles"
        )

    def _remove(self) -> None:
        gone = {item.data(Qt.ItemDataRole.UserRole) for item in self.chosen.selectedItems()}
        self._show([one for at, one in enumerate(self._bundles) if at not in gone])
        self.choose.setFocus()

    def _show(self, bundles: list[Bundle]) -> None:
        self._bundles = bundles
        self._show_chosen()

    def _show_chosen(self) -> None:
        from dorpsapp.reports.alliance import alliance_document

        self.chosen.clear()
        for at, one in enumerate(self._bundles):
            text = _("{name} ({place}), {period}").format(
                name=one.initiative, place=one.municipality or _("gemeente onbekend"), period=one.period.label
            )
            item = QListWidgetItem(text)
            item.setData(Qt.ItemDataRole.UserRole, at)
            self.chosen.addItem(item)
        count = len(self._bundles)
        self._document = alliance_document(self._bundles, self.workplace.today()) if count else None
        self.answer.setHtml(report_html(self._document) if self._document is not None else "")
        told = ngettext("{n} initiatief telt mee.", "{n} initiatieven tellen mee.", count).format(n=count)
        empty = _("Er is nog niets gekozen. Kies de bundels die u van initiatieven kreeg; u ziet hier de optelling.")
        self.said.setText(told if count else empty)
        for part in (self.chosen, self.answer, self.remove):
            part.setVisible(bool(count))
        for each in (self.pdf, self.excel):
            each.setEnabled(bool(count))
        self.remove.setEnabled(False)
        self.body.setStretch(self.body.count() - 1, 0 if count else 1)  # without a picture the room stays below
        self._dress()

    def _save(self, kind: Output) -> None:
        made = self._document
        if made is not None:
            self.output.save(kind, made.title, lambda: made)

    def _dress(self) -> None:
        look = self.workplace.look
        self.year.setMaximumWidth(look.px(YEAR_WIDTH))
        self.answer.setMinimumHeight(look.px(360))
        lines = min(max(self.chosen.count(), 1), MOST_LINES)
        self.chosen.setFixedHeight(lines * (self.chosen.fontMetrics().height() + look.px(10)) + look.px(8))


def _row(*parts: QWidget) -> QWidget:
    row = QWidget()
    flow = FlowLayout(row, gap=10)
    for each in parts:
        flow.addWidget(each)
    return row


def _read(paths: list[Path]) -> list[Bundle]:
    """Every bundle of these; a UserError names all files that are none."""
    from dorpsapp.exchange.bundle_in import read_bundle

    found, wrong = [], []
    for path in paths:
        try:
            found.append(read_bundle(path))
        except UserError as trouble:
            wrong.append(trouble.sentence)
    if wrong:
        raise UserError(" ".join(wrong))
    return found
