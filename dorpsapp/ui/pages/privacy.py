"""Privacy: where the initiative stands, whose data have been kept long enough, the terms, and the documents."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import Invalid
from dorpsapp.models import RECORDS
from dorpsapp.models.processing import Keep
from dorpsapp.services.privacy_state import Light, PrivacyPoint, privacy_points
from dorpsapp.services.retention_terms import PROPOSALS, choose_term, read_terms
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
    """Lights at the top say what is in order and what to do."""

    guide = "privacy"
    watches = frozenset(RECORDS)

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Privacy"))
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.points = Lines(_("Waar u staat"))
        self.retention = RetentionCard(workplace)
        self.terms: dict[Keep, tuple[LineField, FieldBox]] = {}
        for part in (self.notice, self.points, self.retention, self._terms_card(), self._documents()):
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
            self.terms[keep] = (line, box)
            flow.addWidget(box)
        card.column.addWidget(holder)
        card.column.addWidget(muted(_("De boekhouding bewaart u zeven jaar. Dat staat in de wet.")))
        return card

    def _documents(self) -> Card:
        card = Card(_("Documenten"))
        card.column.addWidget(
            Words(_("Geef iedereen de verklaring. Bewaar zelf het register en kijk het elk jaar na."))
        )
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        self.statement = button(_("Pri&vacyverklaring maken"), self._make_statement, icon="file-text")
        self.register = button(_("&Register maken"), self._make_register, icon="file-text")
        flow.addWidget(self.statement)
        flow.addWidget(self.register)
        card.column.addWidget(tools)
        return card

    def refresh(self) -> None:
        store, today = self.workplace.store, self.workplace.today()
        self.workplace.tasks.run(lambda _task: privacy_points(store, today), self._show, key="privacy points")
        self.retention.refresh()
        for keep, months in read_terms(store).items():
            if keep in self.terms and not self.terms[keep][1].error:
                self.terms[keep][0].setText(str(months))

    def first_focus(self) -> QWidget:
        return self.points.lines[0] if self.points.lines else self

    def _show(self, points: Sequence[PrivacyPoint]) -> None:
        waited = self.hasFocus()
        self.points.show_lines([self._line(point) for point in points], "")
        if waited:
            self.first_focus().setFocus()

    def _line(self, point: PrivacyPoint) -> LineLink:
        icon, colour = SIGNS[point.light]
        said = f"{point.light.label}: {point.text}"
        return LineLink(point.text, partial(self._solve, point), icon=icon, colour=colour, said=said)

    def _solve(self, point: PrivacyPoint) -> None:
        """Where it is solved; what is on this page gets the focus."""
        if point.page:
            self.workplace.shell.go(point.page, point.argument)
        else:
            places = {"retention": self.retention.first_focus(), "terms": self.terms[Keep.CLIENT][0]}
            places.get(str(point.argument), self.statement).setFocus()

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

        self._save(_("Privacyverklaring"), lambda: privacy_statement(self.workplace.store, self.workplace.today()))

    def _make_register(self) -> None:
        from dorpsapp.reports.privacy_register import privacy_register

        store, today = self.workplace.store, self.workplace.today()
        self._save(_("Register van verwerkingen"), lambda: privacy_register(store, today))

    def _save(self, name: str, make: Callable[[], Document]) -> None:
        self.output.save(Output.PDF, name, make)
