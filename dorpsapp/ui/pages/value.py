"""Waarde van het werk: dated rates with their source, who benefits, avoided costs, and what cannot be compared."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QComboBox, QWidget

from dorpsapp.errors import UserError
from dorpsapp.models import AvoidedCost, Benefit, Category, Rate, RateKind, Record, SeriesBreak, Setting
from dorpsapp.models.kinds import Reference
from dorpsapp.services import records
from dorpsapp.services.kinds_of_help import kinds_of_help
from dorpsapp.services.rates import USED_ELSEWHERE, add_missing_start_rates, show_avoided_costs, shows_avoided_costs
from dorpsapp.services.worth_lists import (
    avoided_listing,
    break_listing,
    rate_listing,
    rates_out_of_order,
    save_rate,
)
from dorpsapp.text import _, ngettext, show_money
from dorpsapp.ui.page import Page
from dorpsapp.ui.pages.value_benefits import BenefitsCard
from dorpsapp.ui.rows import Rows, RowsWork
from dorpsapp.ui.widgets.cards import Notice, button
from dorpsapp.ui.widgets.checks import WordsCheck
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.workplace import Workplace

RATE = ("kind", "category_id", "amount", "valid_from", "source", "seen_on")
AVOIDED = (
    "year", "label", "people", "price_low", "price_middle", "price_high", "price_source", "anyway", "due_to_us",
    "share_source",
)  # fmt: skip
KNOWN = "value known"
BREAK = ("day", "category_id", "reason")


class ValuePage(Page):
    """What the part of the report about value is made of; nothing here is added up with anything else."""

    guide = "reports"
    watches = frozenset({Rate, Benefit, AvoidedCost, SeriesBreak, Category, Setting})

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Waarde van het werk"))
        shell = workplace.shell
        self._kind: int | None = None
        self._is_taking = False
        self.back = self.add_header_button(
            button(_("&Terug naar Rapporten"), lambda: shell.go("reports"), icon="arrow-left")
        )
        self.notice = Notice()
        self.rates = self._rates()
        self.benefits = BenefitsCard(workplace)
        self.avoided = self._avoided()
        self.breaks = self._breaks()
        self._lists = {"rate": self.rates, "avoided": self.avoided, "break": self.breaks}
        for part in (self.notice, self.rates, self.benefits, self.avoided, self.breaks):
            self.body.addWidget(part)
        self.body.addStretch(1)

    def _rates(self) -> Rows:
        store = self.workplace.store
        rows = self._rows(
            Rate, RATE, rate_listing(store), _("Tarieven"), _("Tarief toevoegen"),
            _("Nog geen tarieven. Zonder tarief toont het rapport geen waarde."), "rate", wide=4,
            save=lambda values, number, version: save_rate(store, values, number, version),
        )  # fmt: skip
        about = _(
            "Het rapport rekent met het tarief van de laatste dag van de periode. "
            "Laag is het minimumloon. Midden is wat uw geldgever gebruikt. Hoog is een tarief voor betaald werk."
        )
        rows.column.insertWidget(1, muted(about))
        self.order = Words(look="warning")
        rows.column.insertWidget(2, self.order)
        self.known = QComboBox()
        self.known.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.known.setMinimumContentsLength(34)
        for cents, source in USED_ELSEWHERE:
            self.known.addItem(f"{show_money(cents)}: {source}", (cents, source))
        self.known.setAccessibleName(_("Wat anderen gebruikten"))
        rows.add_tool(button(_("Bekende toevoegen"), self._add_known, icon="plus"))
        rows.add_tool(self.known)
        rows.add_tool(button(_("Overnemen als midden"), self._take_middle, icon="plus"))
        return rows

    def _avoided(self) -> Rows:
        rows = self._rows(
            AvoidedCost, AVOIDED, avoided_listing(self.workplace.store), _("Mogelijk vermeden kosten"),
            _("Kosten toevoegen"), _("Niets ingevuld."), "avoided", wide=1,
            new=lambda: {"year": self.workplace.today().year},
        )  # fmt: skip
        about = _(
            "Vul dit alleen in met een bron. Het is een schatting, en telt nergens bij op. "
            "Het staat pas in het rapport als uw bestuur dat wil."
        )
        self.shown = WordsCheck(_("In het rapport tonen"))
        self.shown.clicked.connect(self._show_avoided)
        rows.column.insertWidget(1, muted(about))
        rows.column.insertWidget(2, self.shown)
        return rows

    def _breaks(self) -> Rows:
        rows = self._rows(
            SeriesBreak, BREAK, break_listing(self.workplace.store), _("Niet te vergelijken met eerder"),
            _("Breuk toevoegen"), _("Geen breuk vastgelegd."), "break", wide=2,
            new=lambda: {"day": self.workplace.today().replace(month=1, day=1)},
        )  # fmt: skip
        about = _(
            "Telt u sinds een dag op een andere manier? Leg dat hier vast. "
            "Het rapport rekent dan geen verschil uit met de tijd ervoor, en zegt waarom."
        )
        rows.column.insertWidget(1, muted(about))
        return rows

    def _rows(
        self, record: type[Record], names: tuple[str, ...], listing: Any, title: str, add: str, nothing: str,
        draft: str, *, wide: int, save: Any = None, new: Any = dict,
    ) -> Rows:  # fmt: skip
        store = self.workplace.store

        def plain_save(values: dict[str, Any], number: int | None, version: int | None) -> object:
            return records.save(store, record, values, number, shown_version=version)

        def begin() -> dict[str, Any]:
            self._kind = None
            made: dict[str, Any] = new()
            return made

        def values(number: int) -> dict[str, Any]:
            found = records.values(store, record, number)
            self._kind = found.get("category_id")
            return found

        work = RowsWork(
            record, names, values, save or plain_save, lambda number: records.delete(store, record, number),
            lambda: KNOWN if self._is_taking else f"value {draft}", wide=wide, new=begin,
        )  # fmt: skip
        return Rows(self.workplace, title, add, nothing, listing, work, self._kinds)

    def arrive(self, argument: object) -> None:
        """A draft leads back to the form in which it was typed."""
        draft = argument.split() if isinstance(argument, str) else []
        if draft == [*KNOWN.split(), "new"]:
            self._take({})
        elif len(draft) == 3 and draft[0] == "value" and draft[1] in self._lists:
            rows = self._lists[draft[1]]
            if draft[2].isdecimal():
                rows.open(int(draft[2]))
            else:
                rows.begin_new()

    def refresh(self) -> None:
        store = self.workplace.store
        for rows in self._lists.values():
            rows.reload()
        self.benefits.refresh()
        said = rates_out_of_order(store, self.workplace.today())
        self.order.setText(said)
        self.order.setVisible(bool(said))
        with store.read() as session:
            self.shown.setChecked(shows_avoided_costs(session))

    def first_focus(self) -> QWidget:
        for rows in self._lists.values():
            if not rows.part.isHidden():
                return rows.first_focus()
        return self.rates.first_focus()

    def _add_known(self) -> None:
        self.notice.hide()
        try:
            n = add_missing_start_rates(self.workplace.store)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
            return
        text = ngettext("{n} tarief toegevoegd.", "{n} tarieven toegevoegd.", n).format(n=n)
        self.workplace.shell.say(text if n else _("Alle bekende tarieven staan er al."), undoable=bool(n))

    def _take_middle(self) -> None:
        """A form that is filled in already: only the day from which it holds is still to be looked at."""
        self.workplace.drafts.keep(f"{KNOWN} new", None)  # of another rate that was taken and not saved
        cents, source = self.known.currentData()
        first = self.workplace.today().replace(month=1, day=1)
        self._take({"kind": RateKind.MIDDLE, "amount": cents, "source": source, "valid_from": first})

    def _take(self, values: dict[str, Any]) -> None:
        """A draft of its own, so that a rate that was being typed stays what it is."""
        self.rates.leave()
        self._is_taking = True
        self.rates.begin_new(values)
        self._is_taking = False

    def _show_avoided(self, wanted: bool) -> None:
        self.notice.hide()
        try:
            show_avoided_costs(self.workplace.store, wanted)
        except UserError as trouble:
            self.notice.show_text(trouble.sentence, kind="warning")
            self.refresh()
        else:
            said = _("Staat in het rapport.") if wanted else _("Staat niet in het rapport.")
            self.workplace.shell.say(said, undoable=True)

    def _kinds(self, _kind: Reference) -> Sequence[tuple[int, str]]:
        """Those in use, and the one that the form which shows was about."""
        return [(one.id, one.name) for one in kinds_of_help(self.workplace.store, also=self._kind)]
