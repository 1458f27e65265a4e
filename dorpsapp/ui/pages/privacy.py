"""Privacy: where the initiative stands, whose data have been kept long enough, the terms, and the documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import Invalid
from dorpsapp.models import RECORDS
from dorpsapp.models.processing import Keep
from dorpsapp.services.privacy_state import Light, PrivacyPoint, mark_reviewed, privacy_points
from dorpsapp.services.retention_terms import PROPOSALS, choose_term, read_terms
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.privacy_retention import RetentionCard
from dorpsapp.ui.widgets.cards import Card, LineLink, Notice, button
from dorpsapp.ui.widgets.field import FieldBox, LineField
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.lines import Lines
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document

SIGNS = {
    Light.GREEN: ("circle-check", "success"),
    Light.AMBER: ("triangle-alert", "warning"),
    Light.RED: ("circle-alert", "error"),
}


class PrivacyPage(Page):
    """Lights at the top say, theme by theme, what is in order and what to do."""

    guide = "privacy"
    watches = frozenset(RECORDS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Privacy"))
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.points = Lines(_("Waar u staat"))
        self.retention = RetentionCard(workplace)
        self.terms: dict[Keep, tuple[LineField, FieldBox]] = {}
        self._may_choose = workplace.store.may(Capability.SETUP)
        self.breach = self.add_header_button(
            button(_("Da&talek"), lambda: workplace.shell.go("breaches"), icon="triangle-alert")
        )
        self.reviewed = button(_("&Nagekeken met het bestuur"), self._mark_reviewed, icon="check")
        tools = QWidget()
        FlowLayout(tools).addWidget(self.reviewed)
        self._shown: list[PrivacyPoint] = []
        self.reviewed.setVisible(self._may_choose)
        for part in (self.notice, self.points, tools, self.retention, self._terms_card(), self._documents()):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _terms_card(self) -> Card:
        card = Card(_("Hoe lang u bewaart"))
        card.column.addWidget(
            Words(_("De wet noemt meestal geen termijn. Dit zijn voorstellen, in maanden. Het bestuur kiest."))
        )
        holder = QWidget()
        flow = FlowLayout(holder, gap=14, top=True)
        for keep, label in (
            (Keep.CLIENT, _("Na het laatste contact")),
            (Keep.VOLUNTEER, _("Nadat een vrijwilliger stopt")),
            (Keep.MEMBER, _("Nadat iemand geen lid meer is")),
            (Keep.NEEDS, _("Behoeften, nadat de hulp stopt")),
            (Keep.BREACH, _("Datalekken, na de ontdekking")),
        ):
            line = LineField()
            box = FieldBox(label, line, _("Voorstel: {n}").format(n=PROPOSALS[keep].months), reserve=True)
            line.editingFinished.connect(partial(self._choose, keep))
            line.setReadOnly(not self._may_choose)
            self.terms[keep] = (line, box)
            flow.addWidget(box)
        card.column.addWidget(holder)
        if not self._may_choose:
            card.column.addWidget(muted(_("Een coördinator of beheerder kiest de termijnen.")))
        card.column.addWidget(muted(_("De boekhouding bewaart u zeven jaar. Dat staat in de wet.")))
        return card

    def _documents(self) -> Card:
        card = Card(_("Documenten"))
        card.column.addWidget(
            Words(_("Geef iedereen de verklaring, en hang het blad bij de computer. Bewaar de rest voor uzelf."))
        )
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        self.statement = button(_("Pri&vacyverklaring maken"), self._make_statement, icon="file-text")
        self.register = button(_("&Register maken"), self._make_register, icon="file-text")
        self.assessment = button(_("&DPIA maken"), self._make_assessment, icon="file-text")
        self.agreement = button(_("Ver&werkersovereenkomst maken"), self._make_agreement, icon="file-text")
        self.theft = button(_("Blad bij diefstal of verlies &maken"), self._make_theft, icon="file-text")
        for part in (self.statement, self.register, self.assessment, self.agreement, self.theft):
            flow.addWidget(part)
        card.column.addWidget(tools)
        return card

    def arrive(self, argument: object) -> None:
        """From the top, or at the place that some other page means."""
        self.refresh()
        self.area.verticalScrollBar().setValue(0)
        if isinstance(argument, str):
            self._go_to(argument)

    def refresh(self) -> None:
        store, today = self.workplace.store, self.workplace.today()
        for keep, months in read_terms(store).items():  # before the threads begin: it would wait for its turn
            if keep in self.terms and not self.terms[keep][1].error:
                self.terms[keep][0].setText(str(months))
        self.workplace.tasks.run(
            lambda _task: store.giving_way(lambda: privacy_points(store, today)), self._show, key="privacy points"
        )
        self.retention.refresh()

    def first_focus(self) -> QWidget:
        return self.points.lines[0] if self.points.lines else self

    def _show(self, points: Sequence[PrivacyPoint]) -> None:
        waited = self.hasFocus()
        if list(points) != self._shown:
            self._shown = list(points)
            self.points.show_lines([self._line(point) for point in points], "")
        if waited:
            self.first_focus().setFocus()

    def _line(self, point: PrivacyPoint) -> LineLink:
        icon, colour = SIGNS[point.light]
        said = f"{point.light.label}: {point.sentence}"
        return LineLink(point.sentence, partial(self._solve, point), icon=icon, colour=colour, said=said)

    def _solve(self, point: PrivacyPoint) -> None:
        """Where it is solved; what is on this page gets the focus."""
        if point.page:
            self.workplace.shell.go(point.page, point.argument)
        else:
            self._go_to(str(point.argument))

    def _go_to(self, place: str) -> None:
        places = {
            "retention": self.retention.first_focus(),
            "terms": self.terms[Keep.CLIENT][0],
            "review": self.reviewed,
        }
        places.get(place, self.statement).setFocus()

    def _mark_reviewed(self) -> None:
        mark_reviewed(self.workplace.store, self.workplace.today())
        self.workplace.shell.say(_("Opgeschreven: nagekeken op vandaag."), undoable=True)

    def _choose(self, keep: Keep) -> None:
        line, box = self.terms[keep]
        text = line.text().strip()
        if not line.isModified():
            return
        try:
            if not text.isdecimal():
                raise Invalid({"months": _("Vul een heel aantal maanden in, zoals 24.")})
            choose_term(self.workplace.store, keep, int(text))
        except Invalid as trouble:
            box.show_error(trouble.sentence)
            return
        line.setModified(False)
        box.show_echo("")
        self.workplace.shell.say(_("Bewaard."), undoable=True)

    def _make_statement(self) -> None:
        from dorpsapp.reports.privacy_statement import privacy_statement

        self._save(_("Privacyverklaring"), privacy_statement)

    def _make_register(self) -> None:
        from dorpsapp.reports.privacy_register import privacy_register

        self._save(_("Register van verwerkingen"), privacy_register)

    def _make_assessment(self) -> None:
        from dorpsapp.reports.privacy_templates import impact_assessment

        self._save(_("DPIA"), impact_assessment)

    def _make_agreement(self) -> None:
        from dorpsapp.reports.privacy_templates import processing_agreement

        self._save(_("Verwerkersovereenkomst"), processing_agreement)

    def _make_theft(self) -> None:
        from dorpsapp.reports.privacy_templates import theft_sheet

        self._save(_("Bij diefstal of verlies"), theft_sheet)

    def _save(self, name: str, make: Callable[[Store, date], Document]) -> None:
        store, today = self.workplace.store, self.workplace.today()
        self.output.save(Output.PDF, name, lambda: make(store, today))
