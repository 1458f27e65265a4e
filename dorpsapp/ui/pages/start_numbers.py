"""What the start page tells, worked out away from the main thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from dorpsapp.figures.dimensions import MONTH
from dorpsapp.figures.facts import Facts, read_facts
from dorpsapp.figures.figures import Figures, work_out
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Period
from dorpsapp.figures.wording import Wording
from dorpsapp.models.kinds import Hours
from dorpsapp.reports.blocks import Chart, Series
from dorpsapp.services.initiative import initiative_values
from dorpsapp.services.people_list import PeopleFilter, count_people
from dorpsapp.services.request_series import WaitingRequests, waiting_requests
from dorpsapp.services.to_do import to_do
from dorpsapp.services.to_do_item import ToDo
from dorpsapp.store.store import Store
from dorpsapp.text import _, month_short, ngettext, show_hours, show_number


@dataclass(frozen=True)
class BigNumber:
    """What one tile says."""

    number: str
    label: str
    note: str


@dataclass(frozen=True)
class StartNumbers:
    """Everything on the start page that has to be counted."""

    name: str
    is_empty: bool
    hours: BigNumber
    volunteers: BigNumber
    clients: BigNumber
    requests: BigNumber
    chart: Chart
    to_do: tuple[ToDo, ...]


def count_start(
    store: Store, today: date, last_backup: datetime | None, days_without_elsewhere: int = 0
) -> StartNumbers:
    """The figures of this year beside the same days of last year, the last twelve months, and what is to be done."""
    year = Period(date(today.year, 1, 1), today)
    with store.read() as session:
        now = read_facts(session, year)
        before = read_facts(session, year.previous, now.people)
        rest = [read_facts(session, part, now.people) for part in _rest_of_twelve_months(today)]
    initiative = initiative_values(store)
    wording = Wording.of(initiative)
    figures = work_out(now, wording, exact=True)
    waiting = waiting_requests(store, today)
    without_vog = count_people(store, {PeopleFilter.WITHOUT_VOG}, today)
    return StartNumbers(
        name=str(initiative.get("name") or ""),
        is_empty=all(facts.is_empty for facts in (now, before, *rest)) and not waiting.count,
        hours=BigNumber(
            show_hours(_whole(figures, "volunteer_hours"), 0), _("uren hulp dit jaar"), _compared(now, before)
        ),
        volunteers=BigNumber(
            show_number(_whole(figures, "volunteers_active")), _("vrijwilligers actief"), _vog(without_vog)
        ),
        clients=BigNumber(
            show_number(_whole(figures, "clients_unique")),
            wording.fill(_("{clients} geholpen")),
            _("{n} nieuw dit jaar").format(n=show_number(_whole(figures, "clients_new"))),
        ),
        requests=BigNumber(
            show_number(waiting.count),
            ngettext("open hulpvraag", "open hulpvragen", waiting.count),
            _waits(waiting),
        ),
        chart=_chart([*rest, now]),
        to_do=to_do(store, today, last_backup, days_without_elsewhere),
    )


def _rest_of_twelve_months(today: date) -> list[Period]:
    """The months of last year that make this year twelve months long; none in December."""
    return [Period(date(today.year - 1, today.month + 1, 1), date(today.year - 1, 12, 31))] if today.month < 12 else []


def _whole(figures: Figures, key: str) -> int:
    return int(figures.value(key) or 0)


def _compared(now: Facts, before: Facts) -> str:
    then = _hours(before)
    if not then:
        return ""
    change = round((Decimal(_hours(now)) / then - 1) * 100)
    if change == 0:
        return _("evenveel als vorig jaar")
    text = _("{n}% meer dan vorig jaar") if change > 0 else _("{n}% minder dan vorig jaar")
    return text.format(n=show_number(abs(change)))


def _vog(count: int) -> str:
    return _("{n} zonder VOG").format(n=show_number(count)) if count else ""


def _waits(waiting: WaitingRequests) -> str:
    """How long the oldest one waits."""
    if waiting.oldest_days is None:
        return _("alles is geregeld")
    if waiting.oldest_days < 1:
        return _("vandaag gevraagd")
    text = ngettext("de oudste wacht {n} dag", "de oudste wacht {n} dagen", waiting.oldest_days)
    return text.format(n=show_number(waiting.oldest_days))


def _hours(facts: Facts) -> int:
    """Minutes of volunteers, as the report counts them."""
    return int(BY_KEY["volunteer_hours"].value(facts) or 0)


def _chart(stretches: Sequence[Facts]) -> Chart:
    labels = tuple(month_short(month.number) for facts in stretches for month in facts.period.months)
    values = tuple(_hours(part) for facts in stretches for _month, part in MONTH.split(facts.narrowed(facts.work)))
    title = _("Uren van vrijwilligers in de laatste twaalf maanden")
    return Chart("start", title, "bars", labels, (Series(_("Uren"), values),), Hours(), _("uur"))
