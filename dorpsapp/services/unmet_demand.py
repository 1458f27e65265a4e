"""What does not succeed: per kind of help what was asked, met, declined and why, and what still waits."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median

import sqlalchemy as sa

from dorpsapp.models import Category, DeclineReason, Request, RequestState, Support
from dorpsapp.services.request_states import ARRANGED_STATES
from dorpsapp.store.store import Store
from dorpsapp.text import _


@dataclass(frozen=True)
class Demand:
    """One line: requests that came in, by what became of them; days are whole days.

    `days_to_help` is the median from the request to the first help recorded for it, of the requests that have any.
    `oldest_days` is how long the oldest open one waits, `median_open_days` how long half of them do.
    """

    kind: str
    asked: int
    met: int
    declined: Mapping[DeclineReason, int]
    referred: int
    open: int
    oldest_days: int | None
    median_open_days: float | None
    days_to_help: float | None

    @property
    def declined_in_all(self) -> int:
        """How many were declined, whatever the reason."""
        return sum(self.declined.values())


@dataclass(frozen=True)
class UnmetDemand:
    """The lines of all kinds of help that were asked for, and the line of everything together."""

    kinds: tuple[Demand, ...]
    total: Demand


@dataclass(frozen=True)
class _Asked:
    """One request as the counting sees it."""

    kind: str
    state: RequestState
    reason: DeclineReason | None
    waits: int
    to_help: int | None


def unmet_demand(store: Store, first: date, last: date, today: date) -> UnmetDemand:
    """The requests that came in from the first up to and including the last day, the least met kind first."""
    helped = sa.select(Support.request_id, sa.func.min(Support.day).label("day")).group_by(Support.request_id)
    helped_on = helped.where(Support.request_id.is_not(None)).subquery()
    query = (
        sa.select(
            Category.name, Request.state, Request.decline_reason, Request.received_on, helped_on.c.day.label("helped")
        )
        .join(Category, Request.category_id == Category.id)
        .outerjoin(helped_on, helped_on.c.request_id == Request.id)
        .where(Request.received_on.between(first, last))
    )
    by_kind: defaultdict[str, list[_Asked]] = defaultdict(list)
    with store.read() as session:
        for row in session.execute(query):
            to_help = max(0, (row.helped - row.received_on).days) if row.helped else None
            waits = max(0, (today - row.received_on).days)
            by_kind[row.name].append(_Asked(row.name, row.state, row.decline_reason, waits, to_help))
    kinds = [_line(kind, asked) for kind, asked in by_kind.items()]
    kinds.sort(key=lambda line: (-line.declined_in_all - line.open, -line.asked, line.kind))
    return UnmetDemand(tuple(kinds), _line(_("Alles samen"), [one for asked in by_kind.values() for one in asked]))


def _line(kind: str, asked: Iterable[_Asked]) -> Demand:
    found = list(asked)
    reasons = Counter(one.reason for one in found if one.state is RequestState.DECLINED and one.reason is not None)
    waiting = [one.waits for one in found if one.state in (RequestState.NEW, RequestState.SEARCHING)]
    helped = [one.to_help for one in found if one.to_help is not None]
    return Demand(
        kind=kind,
        asked=len(found),
        met=sum(one.state in ARRANGED_STATES for one in found),
        declined={reason: reasons[reason] for reason in DeclineReason if reasons[reason]},
        referred=sum(one.state is RequestState.REFERRED for one in found),
        open=len(waiting),
        oldest_days=max(waiting, default=None),
        median_open_days=median(waiting) if waiting else None,
        days_to_help=median(helped) if helped else None,
    )
