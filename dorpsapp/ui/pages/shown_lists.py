"""What pages work out and show as a table or as lines, as lists that can be saved: the same rows, with true values."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from dorpsapp.figures.held import Units
from dorpsapp.models import DeclineReason, Side
from dorpsapp.models.kinds import Day, Decimals, Duration, Moment, Money, Number, Text
from dorpsapp.services.accounts import Account
from dorpsapp.services.editions import EditionView
from dorpsapp.services.money import MoneyYear
from dorpsapp.services.money_grants import GrantMoney
from dorpsapp.services.money_spread import ActivityMoney, cost_per_unit
from dorpsapp.services.plain_lists import FixedList
from dorpsapp.services.same_people import LikelyPair, LookAlike
from dorpsapp.services.unmet_demand import Demand
from dorpsapp.services.week_sheet import DAYS, WeekSheet
from dorpsapp.store.history import Entry
from dorpsapp.text import _


def week_list(sheet: WeekSheet, headings: Sequence[str]) -> FixedList:
    """The rows of a week and their totals; a duration that is not known is empty."""
    names = tuple((heading, Text()) for heading in headings[:3])
    rows = [
        (
            line.helper, line.kind, line.client,
            *(None if cell.unknown or not cell.supports else cell.minutes for cell in line.cells), line.minutes,
        )
        for line in sheet.lines
    ]  # fmt: skip
    totals = (_("Totaal"), "", "", *(sheet.minutes_on(day) for day in range(DAYS)), sheet.minutes)
    return FixedList([*names, *((heading, Duration()) for heading in headings[3:])], [*rows, totals] if rows else [])


def budget_list(money: MoneyYear, headings: Sequence[str]) -> FixedList:
    """The lines of a year, income first, without the totals that a workbook adds up itself."""
    kinds = (Text(), Text(), Money(), Money(), Money(), Text(), Money(), Money())
    columns = [(heading, kind) for heading, kind in zip((_("Soort"), *headings), kinds, strict=True)]
    rows = [
        (
            _("Baten") if side is Side.INCOME else _("Lasten"), line.name, line.budget, line.actual, line.difference,
            line.explanation, line.before, line.next_budget,
        )
        for side in Side
        for line in money.of(side)
    ]  # fmt: skip
    return FixedList(columns, rows)


def cost_list(activities: Sequence[ActivityMoney], units: Mapping[int, Units]) -> FixedList:
    """What each activity was to cost and costs, with its part of the general costs, and what each attendance cost."""
    labels = (_("Begroot"), _("Eigen kosten"), _("Algemeen"), _("Samen"))
    columns = [
        (_("Activiteit"), Text()), *((label, Money()) for label in labels), (_("Deelnames"), Number()),
        (_("Per deelname"), Money()),
    ]  # fmt: skip
    rows = []
    for one in activities:
        came = units.get(one.activity_id, Units()).attendances
        cost = cost_per_unit(one.total_actual, came) if one.total_actual else None
        rows.append((one.name, one.total_budget, one.actual, one.actual_general, one.total_actual, came, cost))
    return FixedList(columns, rows)


def grant_cost_list(grants: Sequence[GrantMoney]) -> FixedList:
    """What was granted, planned, spent and received for each grant."""
    labels = (_("Verleend"), _("Begroot"), _("Werkelijk"), _("Telt niet mee"), _("Ontvangen"))
    columns = [(_("Subsidie"), Text()), *((label, Money()) for label in labels)]
    return FixedList(
        columns, [(one.name, one.granted, one.budget, one.actual, one.other, one.received) for one in grants]
    )


def demand_list(lines: Sequence[Demand]) -> FixedList:
    """What was asked of each kind of help, and what became of it."""
    labels = (
        _("Gevraagd"), _("Gelukt"), _("Niet gelukt"), _("Doorverwezen"), _("Nog open"), _("Langst open, dagen"),
    )  # fmt: skip
    columns = [(_("Soort hulp"), Text()), *((label, Number()) for label in labels), (_("Dagen tot hulp"), Decimals())]
    return FixedList(
        columns,
        [
            (
                line.kind, line.asked, line.met, line.declined_in_all, line.referred, line.open, line.oldest_days,
                line.days_to_help,
            )
            for line in lines
        ],
    )  # fmt: skip


def reason_list(lines: Sequence[tuple[DeclineReason, int, str]]) -> FixedList:
    """Why help was not given: the reason, how often, and for which help."""
    columns = ((_("Waarom niet"), Text()), (_("Keer"), Number()), (_("Bij welke hulp"), Text()))
    return FixedList(columns, [(_(reason.value), count, kinds) for reason, count, kinds in lines])


def edition_list(views: Sequence[EditionView]) -> FixedList:
    """The frozen reports, the newest first."""
    columns = (
        (_("Nummer"), Number()), (_("Rapport"), Text()), (_("Vastgesteld op"), Moment()), (_("Van"), Day()),
        (_("Tot en met"), Day()), (_("Geldgever"), Text()), (_("Controlegetal"), Text()),
    )  # fmt: skip
    return FixedList(
        columns,
        [(each.number, each.title, each.made_at, each.first, each.last, each.funder, each.checksum) for each in views],
    )


def account_list(accounts: Sequence[Account]) -> FixedList:
    """Who can open the file."""
    columns = ((_("Naam"), Text()), (_("Rol"), Text()), (_("Laatst binnen"), Moment()))
    return FixedList(columns, [(each.name, each.role.label, _local(each.last_opened)) for each in accounts])


def entry_list(entries: Sequence[Entry]) -> FixedList:
    """The last changes."""
    columns = ((_("Wanneer"), Moment()), (_("Wat"), Text()), (_("Stand"), Text()))
    return FixedList(
        columns, [(_local(each.when), each.what, _("teruggedraaid") if each.undone else "") for each in entries]
    )


def pair_list(pairs: Sequence[LikelyPair]) -> FixedList:
    """Pairs that are likely one person, with the reasons."""
    columns = ((_("Eén"), Text()), (_("Ander"), Text()), (_("Waarom"), Text()), (_("Let op"), Text()))
    return FixedList(
        columns,
        [
            (_who(pair.one), _who(pair.other), ", ".join(pair.reasons), ", ".join(pair.against))
            for pair in pairs
        ],
    )  # fmt: skip


def _who(each: LookAlike) -> str:
    return f"{each.name}, {each.detail}" if each.detail else each.name


def _local(moment: datetime | None) -> datetime | None:
    """A moment in UTC as the time of here; a workbook knows no zones."""
    return moment.replace(tzinfo=UTC).astimezone().replace(tzinfo=None) if moment else None
