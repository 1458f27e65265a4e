"""Datalek: what happened, what must be done and before when, the texts for it, and the own register."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import Breach
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.breaches import (
    BreachView,
    breach_listing,
    breach_view,
    close_breach,
    exports_lately,
    moment_of,
    reopen_breach,
    save_breach,
    say_clock,
    say_state,
)
from dorpsapp.text import _
from dorpsapp.ui.document_output import DocumentOutput, Output
from dorpsapp.ui.page import Page
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.cards import Card, Notice, button
from dorpsapp.ui.widgets.flow import FlowLayout
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document

MINUTE = 60_000
MOST_EXPORTS = 5
FIELDS = (
    "kind", "discovered_on", "discovered_at", "happened_on", "account", "whose", "people", "data", "is_encrypted",
    "is_key_safe", "is_kept", "is_taken_back", "is_sensitive", "can_harm", "measures", "reported_on", "told_on",
    "why_not",
)  # fmt: skip


class BreachesPage(Page):
    """The advice of the breach that is chosen stands on top, with the hours that are left."""

    guide = "datalek"
    watches = frozenset({Breach})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Datalek"))
        self._view: BreachView | None = None
        self._wanted: int | None = None
        shell = workplace.shell
        self.add_header_button(button(_("&Terug naar Privacy"), lambda: shell.go("privacy"), icon="arrow-left"))
        self.notice = Notice()
        self.output = DocumentOutput(workplace, self.notice)
        self.intro = Words(
            _(
                "Zijn er gegevens kwijt, of zag iemand iets wat niet mocht? Schrijf het meteen op. Vul in wat u weet. "
                "Dorpsapp zegt wat u moet doen."
            )
        )
        self.advice = self._advice()
        self.rows = self._rows()
        self.state = self._state()
        for part in (self.notice, self.intro, self.advice, self.rows, self.state):
            self.body.addWidget(part)
        self.body.addStretch(1)
        self.rows.table.selectionModel().currentRowChanged.connect(lambda now, _before: self._choose(now.row()))
        self.rows.form_shown.connect(lambda _shown: self._show_advice())
        self._timer = QTimer(self)
        self._timer.setInterval(MINUTE)
        self._timer.timeout.connect(self._show_clock)
        self._timer.start()

    def _advice(self) -> Card:
        card = Card(_("Wat u moet doen"))
        self.about = Words(look="strong")
        self.clock = Words()
        self.reasons = muted()
        self.asked = Words()
        tools = QWidget()
        flow = FlowLayout(tools, gap=10)
        self.report = button(_("&Melding maken"), self._make_report, icon="file-text")
        self.copy = button(_("Tekst &kopiëren"), self._copy, icon="file-plus")
        self.letter = button(_("B&rief aan de mensen"), self._make_letter, icon="file-text")
        self.fill_in = button(_("Aan&vullen"), self._fill_in, icon="pencil")
        self.finish = button(_("Afs&luiten"), self._close, icon="check")
        for part in (self.report, self.copy, self.letter, self.fill_in, self.finish):
            flow.addWidget(part)
        for words in (self.about, self.clock, self.reasons, self.asked, tools):
            card.column.addWidget(words)
        return card

    def _rows(self) -> Rows:
        store = self.workplace.store
        work = RowsWork(
            Breach, FIELDS, lambda number: records.values(store, Breach, number), self._save,
            lambda number: records.delete(store, Breach, number), lambda: "breach", wide=1, new=self._begun,
        )  # fmt: skip
        return Rows(
            self.workplace, _("Datalekken"), _("Datalek opschrijven"), _("Er is nog geen datalek geweest."),
            breach_listing(store, self._now()), work, self._no_options,
        )  # fmt: skip

    def _state(self) -> Card:
        card = Card(_("Wat is versleuteld?"))
        store = self.workplace.store
        locked = _("Uw bestand en alle reservekopieën zijn versleuteld. Zonder wachtwoord kan niemand ze lezen.")
        open_file = _("Dit is een oefenbestand. Dat is niet versleuteld.")
        card.column.addWidget(Words(open_file if store.practice else locked))
        card.column.addWidget(Words(_("Een werkmap, PDF, tekst of papier is niet versleuteld.")))
        self.exports = muted()
        card.column.addWidget(self.exports)
        tools = QWidget()
        self.register = button(_("Re&gister van datalekken maken"), self._make_register, icon="file-text")
        FlowLayout(tools).addWidget(self.register)
        card.column.addWidget(tools)
        return card

    def arrive(self, argument: object) -> None:
        if isinstance(argument, int):
            self._wanted = argument
        self.refresh()
        if isinstance(argument, str) and argument.startswith("breach "):
            last = argument.split()[-1]
            if last.isdecimal():
                self.rows.open(int(last))
            else:
                self.rows.begin_new()

    def refresh(self) -> None:
        self.rows.model.listing = breach_listing(self.workplace.store, self._now())
        self.rows.reload()
        numbers = [row.id for at in range(self.rows.model.rowCount()) if (row := self.rows.model.row(at))]
        if self._wanted in numbers:
            self.rows.table.selectRow(numbers.index(self._wanted))
        else:
            self._wanted = numbers[0] if numbers else None
        with self.workplace.store.read() as session:
            told = exports_lately(session, self._now())
        self.exports.setText(
            _("De laatste dertig dagen uitgevoerd: {what}.").format(what=", ".join(told[:MOST_EXPORTS]))
        )
        self.exports.setVisible(bool(told))
        self._show_advice()

    def first_focus(self) -> QWidget:
        """What must be done first, where the clock runs; else the list."""
        clock = self._view is not None and self._view.clock_runs and not self.rows.is_open
        return self.report if clock else self.rows.first_focus()

    def _now(self) -> datetime:
        return moment_of(self.workplace.today())

    def _begun(self) -> dict[str, Any]:
        """A new one was discovered just now, unless someone says otherwise."""
        now = self._now()
        return {"discovered_on": now.date(), "discovered_at": now.time().replace(second=0, microsecond=0)}

    def _choose(self, at: int) -> None:
        row = self.rows.model.row(at) if at >= 0 else None
        if row is not None:
            self._wanted = row.id
            self._show_advice()

    def _show_advice(self) -> None:
        self._view = None
        if self._wanted is not None:
            try:
                self._view = breach_view(self.workplace.store, self._wanted)
            except UserError:
                self._wanted = None
        view = self._view
        self.advice.setVisible(view is not None and not self.rows.is_open)
        if view is None:
            return
        kind = _(view.values["kind"].value).capitalize()
        self.about.setText(f"{kind}: {say_state(view, self._now())}.")
        self._show_clock()
        self.reasons.setText(" ".join(view.assessment.reasons))
        asked = view.assessment.open_questions
        self.asked.setVisible(bool(asked) and view.values["closed_on"] is None)
        self.asked.setText(_("Beantwoord nog: {questions}").format(questions=" ".join(f"{one}?" for one in asked)))
        self.letter.setVisible(view.assessment.must_tell)
        closed = view.values["closed_on"] is not None
        self.finish.setText(_("Weer &openen") if closed else _("Afs&luiten"))

    def _show_clock(self) -> None:
        """What to do now, with the time that is left."""
        view = self._view
        if view is None:
            return
        told = []
        if view.clock_runs:
            told.append(_("Meld dit bij de Autoriteit Persoonsgegevens."))
            told.append(say_clock(view.ends_at, self._now()))
        elif not view.assessment.must_report:
            told.append(_("Melden hoeft niet: de kans op schade is klein. Dit blijft in uw register staan."))
        if "tell" in view.to_do:
            told.append(_("Vertel het zo snel mogelijk aan de mensen om wie het gaat."))
        if not told:
            told.append(_("Er is niets meer te doen."))
        self.clock.setText(" ".join(told))

    def _save(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        self._wanted = save_breach(self.workplace.store, values, number, version, self._now())

    def _fill_in(self) -> None:
        if self._view is not None:
            asked = [name for name in FIELDS if self._view.values[name] is None]
            self.rows.open(self._view.id, asked[0] if asked else "")

    def _close(self) -> None:
        if self._view is None:
            return
        store, number = self.workplace.store, self._view.id
        closed = self._view.values["closed_on"] is not None
        try:
            if closed:
                reopen_breach(store, number)
            else:
                close_breach(store, number, self.workplace.today())
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
            return
        self.notice.hide()
        self.workplace.shell.say(_("Weer geopend.") if closed else _("Afgesloten."), undoable=True)

    def _make_report(self) -> None:
        from dorpsapp.reports.breach_documents import breach_notification

        self._make(_("Melding van een datalek"), breach_notification)

    def _make_letter(self) -> None:
        from dorpsapp.reports.breach_documents import breach_letter

        self._make(_("Brief over een datalek"), breach_letter)

    def _make(self, name: str, make: Callable[..., Document]) -> None:
        if self._view is not None:
            work = partial(make, self.workplace.store, self._view.id, self.workplace.today())
            self.output.save(Output.PDF, name, work)

    def _copy(self) -> None:
        """The text on the clipboard, to be pasted into the form of the authority."""
        from dorpsapp.reports.breach_documents import breach_notification
        from dorpsapp.reports.plain_text import render_text

        if self._view is None:
            return
        document = breach_notification(self.workplace.store, self._view.id, self.workplace.today())
        QGuiApplication.clipboard().setText(render_text(document))
        self.workplace.shell.say(_("De tekst is gekopieerd. Plak die in het formulier."))

    def _make_register(self) -> None:
        from dorpsapp.reports.breach_documents import breach_register

        store, today = self.workplace.store, self.workplace.today()
        self.output.save(Output.PDF, _("Register van datalekken"), lambda: breach_register(store, today))

    @staticmethod
    def _no_options(kind: Reference) -> Sequence[tuple[int, str]]:
        return ()
