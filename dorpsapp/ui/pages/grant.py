"""One grant: its decision, deadlines, targets with their lights, and what the funder asks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Period
from dorpsapp.figures.targets import light_rule, target_choices, why_no_target
from dorpsapp.models import (
    Category,
    Deadline,
    Funder,
    Grant,
    Initiative,
    Participation,
    Person,
    Question,
    Record,
    Support,
    Target,
)
from dorpsapp.models.kinds import Reference
from dorpsapp.reports.accounts import Answer, GrantResults
from dorpsapp.services import records
from dorpsapp.services.funders import funders
from dorpsapp.services.grant_deadlines import add_deadlines, deadline_proposals, mark_done, regime_examples
from dorpsapp.services.grant_lists import deadline_listing, only_of_grant, question_listing, target_listing
from dorpsapp.services.grants import GrantView, grant_view, prepare_next, save_grant, save_question, save_target
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.text import _, show_day
from dorpsapp.ui.conflict import FieldKeeper
from dorpsapp.ui.editors import offer
from dorpsapp.ui.form import RecordForm
from dorpsapp.ui.own_words import own_wording
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.grant_standings import answer_line, results_of, target_line
from dorpsapp.ui.pages.one_record import keep_fact, read_view, show_parts, wanted
from dorpsapp.ui.pages.reports import ReportAsked
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.cards import Card, LineLink, Notice, button
from dorpsapp.ui.widgets.labels import muted
from dorpsapp.ui.widgets.lines import Lines
from dorpsapp.ui.workplace import Workplace

FACTS = (
    "name", "funder_id", "state", "period_from", "period_to", "requested", "amount", "settled", "decided_on",
    "grant_number", "case_number", "regime", "explained_from", "eligible",
)  # fmt: skip
TARGET = ("label", "indicator", "category_id", "wanted", "explanation", "goal", "next_wanted", "position")
DEADLINE = ("what", "due_on", "remind_days", "done_on")
QUESTION = ("text", "indicator", "answer", "position")


class GrantPage(Page):
    """Facts save when they are left; what hangs on the grant has a form of its own."""

    guide = "grants"
    reads_on_arrival = True
    watches = frozenset(
        {Grant, Deadline, Target, Question, Funder, Support, Participation, Person, Category, Initiative}
    )

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Subsidie"))
        self._wanted: int | None = None
        self._view: GrantView | None = None
        shell = workplace.shell
        self.back = self.add_header_button(
            button(_("&Terug naar Subsidies"), lambda: shell.go("grants"), icon="arrow-left")
        )
        self.funder = self.add_header_button(button(_("Geld&gever"), self._show_funder, icon="landmark"))
        self.next = self.add_header_button(button(_("&Volgend jaar voorbereiden"), self._prepare_next, icon="plus"))
        self.report = self.add_header_button(
            button(_("Rapport &maken"), self._make_report, icon="chart-column", primary=True)
        )
        self.notice = Notice()
        self.facts_card = Card(_("Besluit"))
        self.form = RecordForm(Grant, self._options, workplace.today, FACTS)
        self.form.edited.connect(self._save_fact)
        self.examples = muted()
        self.keeper = FieldKeeper(
            self.form,
            lambda: self._values(Grant, self._id()),
            lambda values, version: save_grant(workplace.store, values, self._id(), version),
            self._save_fact,
        )
        self.facts_card.column.addWidget(self.keeper.part)
        self.facts_card.column.addWidget(self.form)
        self.facts_card.column.addWidget(self.examples)
        self.standings = Lines(_("Hoe staan de afspraken?"))
        self.rule = muted(light_rule())
        self.standings.column.addWidget(self.rule)
        self.targets = self._targets()
        self.proposals = Lines(_("Voorstellen voor termijnen"))
        self.deadlines = self._deadlines()
        self.questions = self._questions()
        self.answers = Lines(_("Zo beginnen de antwoorden"))
        self._parts: tuple[QWidget, ...] = (
            self.standings, self.targets, self.deadlines, self.proposals, self.questions, self.answers, self.facts_card,
        )  # fmt: skip
        for part in (self.notice, *self._parts):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _targets(self) -> Rows:
        work = RowsWork(
            Target, TARGET, lambda number: self._values(Target, number), self._save_target,
            lambda number: records.delete(self.workplace.store, Target, number), lambda: self._draft("target"),
            choices=lambda: {"indicator": self._choices()},
        )  # fmt: skip
        return Rows(
            self.workplace, _("Afspraken"), _("Afspraak toevoegen"),
            _("Nog geen afspraken. Voeg toe wat er in het besluit staat, zoals 350 ritten."),
            target_listing(self.workplace.store), work, self._options,
        )  # fmt: skip

    def _deadlines(self) -> Rows:
        work = RowsWork(
            Deadline, DEADLINE, lambda number: self._values(Deadline, number),
            lambda values, number, version: self._save(Deadline, values, number, version),
            lambda number: records.delete(self.workplace.store, Deadline, number), lambda: self._draft("deadline"),
            wide=1, new=lambda: {"remind_days": 28},
        )  # fmt: skip
        rows = Rows(
            self.workplace, _("Termijnen"), _("Termijn toevoegen"),
            _("Nog geen termijnen. Zet hier wanneer aanvraag en verantwoording binnen moeten zijn."),
            deadline_listing(self.workplace.store), work, self._options,
        )  # fmt: skip
        self.done = button(_("Vandaag gedaan"), self._mark_done, icon="check")
        rows.add_tool(self.done)
        return rows

    def _questions(self) -> Rows:
        work = RowsWork(
            Question, QUESTION, lambda number: self._values(Question, number), self._save_question,
            lambda number: records.delete(self.workplace.store, Question, number), lambda: self._draft("question"),
            choices=lambda: {"indicator": self._all_figures()},
        )  # fmt: skip
        return Rows(
            self.workplace, _("Vragen van de geldgever"), _("Vraag toevoegen"),
            _("Nog geen vragen. Zet hier wat het besluit vraagt. Met een getal vult het antwoord zich zelf."),
            question_listing(self.workplace.store), work, self._options,
        )  # fmt: skip

    def arrive(self, argument: object) -> None:
        number, draft = wanted(argument, "grant")
        if number is not None and number != self._wanted:
            self._wanted = number
            for rows in (self.targets, self.deadlines, self.questions):
                rows.leave()
        self.refresh()
        self.area.verticalScrollBar().setValue(0)
        self._go_on_typing(draft)

    def refresh(self) -> None:
        view = self._view = read_view(
            self.notice, lambda number: grant_view(self.workplace.store, number), self._wanted
        )
        parts = (*self._parts, self.funder, self.next, self.report)
        show_parts(self, parts, view.name if view else None, _("Subsidie"))
        if view is None:
            if self._wanted is None:
                answer = {_("Naar Subsidies"): lambda: self.workplace.shell.go("grants")}
                self.notice.show_text(_("Kies eerst een subsidie."), answer)
            return
        self._load_facts(view)
        for rows, record in ((self.targets, Target), (self.deadlines, Deadline), (self.questions, Question)):
            rows.model.listing.conditions = (only_of_grant(record, view.id),)
            rows.reload()
        self.done.setVisible(bool(self.deadlines.model.rowCount()))
        self._show_proposals(view)
        today, store = self.workplace.today(), self.workplace.store
        self.workplace.tasks.run(
            lambda _task: store.giving_way(lambda: results_of(store, (view,), today)),
            self._show_standings,
            key="standing",
        )

    def first_focus(self) -> QWidget:
        if self._view is None:
            return self.back
        if self.targets.is_open:
            return next(iter(self.targets.form.boxes.values())).editor
        return self.targets.table if self.targets.model.rowCount() else self.targets.add

    def _load_facts(self, view: GrantView) -> None:
        with_values = self._values(Grant, view.id)
        offer(self.form.boxes["funder_id"].editor, self._funders())
        self.keeper.load(with_values, view.id)
        examples = regime_examples(view.amount if view.amount is not None else view.requested)
        text = _("Voorbeelden van wat gemeenten vragen, geen regel voor u: {examples} Kijk in uw eigen besluit.")
        self.examples.setText(text.format(examples=" ".join(examples)) if examples else "")
        self.examples.setVisible(bool(examples))

    def _show_standings(self, results: tuple[GrantResults, ...]) -> None:
        if self._view is None:
            return
        found = [one for result in results if result.grant.id == self._view.id for one in result.targets]

        def opened(number: int, *, explain: bool) -> None:
            self.targets.open(number, "explanation" if explain else "")
            self.area.ensureWidgetVisible(self.targets)

        lines = [
            target_line(one, lambda one=one: opened(one.agreed.id, explain=one.lacks_explanation))  # type: ignore[misc]
            for one in found
        ]
        self.standings.show_lines(lines, "")
        self.standings.setVisible(bool(lines))
        self._show_answers([one for result in results if result.grant.id == self._view.id for one in result.answers])

    def _show_answers(self, answers: Sequence[Answer]) -> None:
        """The figures that answers begin with, as they are today; a line leads to its question."""
        lines = [
            answer_line(one, lambda one=one: self.questions.open(one.question.id, "answer"))  # type: ignore[misc]
            for one in answers
            if one.figure is not None
        ]
        self.answers.show_lines(lines, "")
        self.answers.setVisible(bool(lines))

    def _show_proposals(self, view: GrantView) -> None:
        found = deadline_proposals(view)
        lines = [
            LineLink(
                _("Neem over: {what}, uiterlijk {day} (bron: {source})").format(
                    what=one.what, day=show_day(one.due_on), source=one.source
                ),
                lambda one=one: self._take_over(one),  # type: ignore[misc]
                icon="calendar-clock",
                colour="accent",
            )
            for one in found
        ]
        self.proposals.show_lines(lines, "")
        self.proposals.setVisible(bool(lines))

    def _take_over(self, proposal: Any) -> None:
        if self._view is not None:
            number, store = self._view.id, self.workplace.store
            self._attempt(
                lambda: add_deadlines(store, number, (proposal,)), _("Termijn toegevoegd. Kijk hem na in uw besluit.")
            )

    def _mark_done(self) -> None:
        number = self.deadlines.table.current_id()
        if number is not None and not self.deadlines.table.isHidden():
            done = self._values(Deadline, number)["done_on"]
            if done is not None:  # the day on which it was done is not to be lost by a press too many
                text = _("Deze termijn is al afgerond op {day}.").format(day=show_day(done))
                self.workplace.shell.say(text)
                return
            store, today = self.workplace.store, self.workplace.today()
            self._attempt(lambda: mark_done(store, number, today), _("Termijn afgerond."))

    def _attempt(self, step: Callable[[], object], said: str) -> None:
        try:
            step()
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self.workplace.shell.say(said, undoable=True)

    def _make_report(self) -> None:
        """On to the report over the days of this grant, as its funder wants to see it."""
        view = self._view
        asked = ReportAsked(Period(view.first, view.last), view.funder_id) if view is not None else None
        self.workplace.shell.go("reports", asked)

    def _show_funder(self) -> None:
        if self._view is not None:
            self.workplace.shell.go("funder", self._view.funder_id)

    def _prepare_next(self) -> None:
        if self._view is None:
            return
        try:
            number = prepare_next(self.workplace.store, self._view.id)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
        else:
            self.workplace.shell.go("grant", number)
            said = _("Voorbereid: {name}. Kijk bedragen, afspraken en termijnen na.")
            self.workplace.shell.say(said.format(name=self.title.text()), undoable=True)

    def _save_fact(self, name: str) -> None:
        if self._view is not None:
            keep_fact(self.workplace, self.form, self.keeper, self.notice, name)

    def _save_target(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        save_target(self.workplace.store, self._id(), _without_empty_position(values), why_no_target, number, version)

    def _save_question(self, values: dict[str, Any], number: int | None, version: int | None) -> None:
        known = BY_KEY.__contains__
        save_question(self.workplace.store, self._id(), _without_empty_position(values), known, number, version)

    def _save(self, record: type[Record], values: Mapping[str, Any], number: int | None, version: int | None) -> None:
        records.save(self.workplace.store, record, {**values, "grant_id": self._id()}, number, shown_version=version)

    def _values(self, record: type[Record], number: int) -> dict[str, Any]:
        return records.values(self.workplace.store, record, number)

    def _id(self) -> int:
        if self._view is None:
            raise UserError(_("Kies eerst een subsidie."))
        return self._view.id

    def _draft(self, what: str) -> str:
        return f"grant {self._wanted} {what}"

    def _go_on_typing(self, draft: str) -> None:
        """Show the form of a draft, such as `grant 3 target 7` or `grant 3 question new`."""
        _grant, _space, about = draft.partition(" ")
        parts = about.split()
        if len(parts) != 3 or self._view is None:
            return
        rows = {"target": self.targets, "deadline": self.deadlines, "question": self.questions}.get(parts[1])
        if rows is not None and parts[2].isdecimal():
            rows.open(int(parts[2]))
        elif rows is not None:
            rows.begin_new()

    def _funders(self) -> Sequence[tuple[int, str]]:
        return [(each.id, each.name) for each in funders(self.workplace.store)]

    def _choices(self) -> list[tuple[Any, str]]:
        return [(one.key, one.label) for one in target_choices(own_wording(self.workplace.store))]

    def _all_figures(self) -> list[tuple[Any, str]]:
        wording = own_wording(self.workplace.store)
        return [(one.key, wording.fill(_(one.label))) for one in BY_KEY.values()]

    def _options(self, kind: Reference) -> Sequence[tuple[int, str]]:
        if kind.to == "funder":
            return self._funders()
        return [(each.id, each.name) for each in kinds_of_help(self.workplace.store)]


def _without_empty_position(values: dict[str, Any]) -> dict[str, Any]:
    """A new row without a place of its own comes last."""
    return values if values.get("position") is not None else {k: v for k, v in values.items() if k != "position"}
