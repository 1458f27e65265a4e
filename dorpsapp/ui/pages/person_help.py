"""What someone gave and got: totals, and the last help, each line leading to where it can be changed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from dorpsapp.services.mending import listing_of_person
from dorpsapp.services.person_view import PartTotal, PersonView
from dorpsapp.services.record_support import SupportRow, support_of_person
from dorpsapp.store.listing import Listing
from dorpsapp.text import _, say_duration, show_day, show_duration, show_number
from dorpsapp.ui.list_output import ListOutput
from dorpsapp.ui.pages.person_card import PersonCard
from dorpsapp.ui.widgets.cards import link
from dorpsapp.ui.widgets.labels import Words, muted
from dorpsapp.ui.widgets.tab_order import tab_before
from dorpsapp.ui.workplace import Workplace


@dataclass(frozen=True)
class Help:
    """What someone gave and received, counted and in words, and the last times."""

    gave: PartTotal
    received: PartTotal
    words: str
    rows: tuple[SupportRow, ...]


class HelpCard(PersonCard[Help]):
    """Give and receive side by side: one person may do both."""

    def __init__(self, workplace: Workplace) -> None:
        super().__init__(workplace, _("Hulp"))
        self.totals = Words()
        self.both = Words(look="strong")
        self.hint = muted()
        self._lines = QVBoxLayout()
        self._lines.setSpacing(0)
        self.lines: list[QPushButton] = []
        for part in (self.totals, self.both, self.hint):
            self.column.addWidget(part)
        self._end = QWidget()
        self.out: ListOutput | None = None
        self.column.addLayout(self._lines)
        self.column.addWidget(self._end)

    def read(self, view: PersonView) -> Help:
        rows = support_of_person(self.workplace.store, view.id)
        return Help(view.gave, view.received, totals_in_words(view), tuple(rows))

    def show_content(self, found: Help) -> None:
        self.totals.setText(found.words)
        both = bool(found.gave.times and found.received.times)
        self.both.setVisible(both)
        self.both.setText(_("Geeft hulp én krijgt hulp.") if both else "")
        rows = found.rows
        self.hint.setText(_("De laatste {n} keer. Kies een regel om te wijzigen.").format(n=len(rows)))
        self.hint.setVisible(bool(rows))
        for old in self.lines:
            self._lines.removeWidget(old)
            old.hide()
            old.deleteLater()
        shell = self.workplace.shell
        self.lines = [link(_line(row), partial(shell.go, "record", row), icon="heart-handshake") for row in rows]
        for line in self.lines:
            self._lines.addWidget(line)
            line.show()
        self._offer_list(bool(rows))
        tab_before([*self.lines, *([self.out.excel, self.out.csv] if self.out else [])], self._end)

    def _offer_list(self, wanted: bool) -> None:
        """All the help of someone goes out as a list; made when first of use, as most pages are only looked at."""
        if self.out is None and wanted:
            self.out = ListOutput(self.workplace, _("Alle hulp van deze persoon"), self._listing)
            self.column.addWidget(self.out)
        elif self.out is not None:
            self.out.setVisible(wanted)

    def _listing(self) -> Listing:
        return listing_of_person(self.workplace.store, self.person_id)

    def first_focus(self) -> QWidget:
        return self.lines[0] if self.lines else self


def totals_in_words(view: PersonView) -> str:
    """`Hielp 12 keer, samen 18 uur. Kreeg 3 keer hulp, samen 4 uur.`"""
    parts = []
    for total, words in (
        (view.gave, _("Hielp {n} keer")),
        (view.paid, _("Werkte {n} keer betaald")),
        (view.received, _("Kreeg {n} keer hulp")),
    ):
        if total.times:
            times = words.format(n=show_number(total.times))
            parts.append(_("{times}, samen {duration}.").format(times=times, duration=say_duration(total.minutes)))
    days = [day for total in (view.gave, view.paid, view.received) for day in (total.first_day, total.last_day) if day]
    if days:
        text = _("Voor het eerst op {first}, het laatst op {last}.")
        parts.append(text.format(first=show_day(min(days)), last=show_day(max(days))))
    return " ".join(parts) or _("Nog geen hulp vastgelegd voor deze persoon.")


def _line(row: SupportRow) -> str:
    duration = show_duration(row.entry.minutes) if row.entry.minutes else _("duur onbekend")
    who = f"{row.who_helped} → {row.who_received}" if row.who_received else row.who_helped
    return f"{show_day(row.entry.day)} · {row.category} · {who} · {duration}"
