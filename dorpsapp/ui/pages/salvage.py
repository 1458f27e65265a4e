"""Teruggevonden: what a damaged file holds and the present one does not, ticked by the user and added as one step."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from pathlib import Path

from PySide6.QtWidgets import QWidget

from dorpsapp.errors import UserError
from dorpsapp.services.rescue import damaged_beside, found_in
from dorpsapp.services.salvaged_rows import WORDED, Outcome, Proposal, add_back
from dorpsapp.store.salvage import Salvaged
from dorpsapp.text import _, ngettext, show_number
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.backup_folders import all_folders
from dorpsapp.ui.widgets.cards import Card, EmptyState, Notice, button
from dorpsapp.ui.widgets.checks import WordsCheck
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

Found = tuple[Salvaged, tuple[Proposal, ...]]


class GroupCard(Card):
    """The proposals of one record type; those beyond the first hundred follow the box for all of them."""

    def __init__(self, proposals: Sequence[Proposal]) -> None:
        super().__init__(_(proposals[0].record_type.plural).capitalize())
        self._proposals = proposals
        self.all = WordsCheck(_("Alles aanvinken ({n})").format(n=show_number(len(proposals))))
        self.all.setAccessibleName(_("Alles aanvinken: {what}").format(what=_(proposals[0].record_type.plural)))
        self.checks = [WordsCheck(_line(each)) for each in proposals[:WORDED]]
        self.all.toggled.connect(self._tick_all)
        self.column.addWidget(self.all)
        for check in self.checks:
            self.column.addWidget(check)
        if (more := len(proposals) - WORDED) > 0:
            text = ngettext("En nog {n}, met het vinkje bovenaan.", "En nog {n}, met het vinkje bovenaan.", more)
            self.column.addWidget(muted(text.format(n=show_number(more))))
        self.all.setChecked(True)

    def chosen(self) -> list[Proposal]:
        """What is ticked."""
        rest = self._proposals[WORDED:] if self.all.isChecked() else ()
        return [each for each, check in zip(self._proposals, self.checks, strict=False) if check.isChecked()] + [*rest]

    def _tick_all(self, ticked: bool) -> None:
        for check in self.checks:
            check.setChecked(ticked)


class SalvagePage(Page):
    """Everything is ticked at first: leaving something out is the exception."""

    guide = "backup"

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Teruggevonden gegevens"))
        self._damaged: Path | None = None
        self.back = self.add_header_button(
            button(_("&Terug naar Reservekopie"), lambda: workplace.shell.go("backup"), icon="arrow-left")
        )
        self.add = self.add_header_button(
            button(_("&Zet terug wat aangevinkt is"), self._add, icon="check", primary=True)
        )
        self.notice = Notice()
        self.about = Words()
        self.groups: list[GroupCard] = []
        self.empty = EmptyState("circle-check")
        self.empty.hide()
        for part in (self.notice, self.about, self.empty):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def arrive(self, argument: object) -> None:
        beside = damaged_beside(self.workplace.store.path)
        self._damaged = argument if isinstance(argument, Path) else next(reversed(beside), None)
        self.notice.hide()
        self._look()

    def first_focus(self) -> QWidget:
        return self.groups[0].all if self.groups else self.back

    def _look(self) -> None:
        store, damaged = self.workplace.store, self._damaged
        folders = all_folders(self.workplace.preferences, store.path)
        self._show_groups(())
        self.empty.hide()
        if damaged is None:
            self._show_nothing(_("Er staat geen beschadigd bestand bij."))
            return
        self.about.setText(_("Dorpsapp leest wat er nog te lezen is."))
        self.workplace.tasks.run(
            lambda _task: found_in(store, damaged, folders),
            self._show,
            self._failed,
            title=_("Het beschadigde bestand wordt gelezen"),
            key="salvage",
        )

    def _show(self, found: Found) -> None:
        salvaged, proposals = found
        self._show_groups(proposals)
        if not proposals:
            self._show_nothing(_("In het beschadigde bestand staat niets dat hier nog niet is."))
            return
        text = _("Dit stond in het beschadigde bestand en staat hier nog niet. Haal weg wat u niet terug wilt.")
        if salvaged.incomplete:
            text = f"{text} {_('Een deel van het bestand was niet meer te lezen: kijk na wat er mist.')}"
        self.about.setText(text)
        self.first_focus().setFocus()

    def _show_nothing(self, text: str) -> None:
        self.about.hide()
        self.empty.show_text(text)
        self.empty.show()

    def _show_groups(self, proposals: Sequence[Proposal]) -> None:
        for old in self.groups:
            self.body.removeWidget(old)
            old.hide()
            old.deleteLater()
        grouped = groupby(proposals, key=lambda each: each.record_type)
        self.groups = [GroupCard(list(some)) for _type, some in grouped]
        for at, card in enumerate(self.groups):
            self.body.insertWidget(2 + at, card)
        self.about.show()
        self.add.setEnabled(bool(self.groups))

    def _add(self) -> None:
        chosen = [each for group in self.groups for each in group.chosen()]
        if not chosen:
            self.notice.show_text(_("Er is niets aangevinkt."), kind="warning")
            return
        store = self.workplace.store
        self.add.setEnabled(False)
        self.workplace.tasks.run(
            lambda _task: add_back(store, chosen), self._added, self._failed, title=_("De gegevens worden teruggezet")
        )

    def _added(self, outcome: Outcome) -> None:
        said = ngettext("{n} gegeven teruggezet.", "{n} gegevens teruggezet.", outcome.added)
        self.workplace.shell.say(said.format(n=show_number(outcome.added)), undoable=True)
        self._look()
        if outcome.left_out:
            text = ngettext(
                "{n} gegeven kon niet terug: waar het bij hoort, is verloren of staat er al.",
                "{n} gegevens konden niet terug: waar ze bij horen, is verloren of staat er al.",
                outcome.left_out,
            )
            self.notice.show_text(text.format(n=show_number(outcome.left_out)), kind="warning")

    def _failed(self, trouble: BaseException) -> None:
        if not isinstance(trouble, UserError):
            raise trouble
        self.add.setEnabled(bool(self.groups))
        self.about.hide()
        self.notice.show_text(trouble.sentence, kind="error")


def _line(proposal: Proposal) -> str:
    kind = _(proposal.record_type.singular)
    text = _("{text} (gewijzigd)") if not proposal.is_new else "{text}"
    return text.format(text=proposal.text or kind)
