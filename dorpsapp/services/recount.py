"""The totals of a period counted again, straight from the file and apart from the figures, to check a report with."""

from collections.abc import Mapping
from datetime import date

import sqlalchemy as sa

from dorpsapp.models import ParticipantRole, Participation, Support
from dorpsapp.store.store import Store


def recount(store: Store, first: date, last: date) -> Mapping[str, int]:
    """By the key of the indicator: minutes, tenths of kilometres, and numbers of times and of different people."""
    within = Support.day.between(first, last)
    minutes = sa.func.coalesce(Participation.minutes, Support.minutes, 0)

    def of(role: ParticipantRole, what: sa.ColumnElement[int]) -> int:
        query = sa.select(sa.func.coalesce(what, 0)).select_from(Participation).join(Participation.support)
        return int(session.scalar(query.where(within, Participation.role == role)) or 0)

    def all_support(what: sa.ColumnElement[int]) -> int:
        return int(session.scalar(sa.select(sa.func.coalesce(what, 0)).where(within)) or 0)

    people, times = sa.func.count(sa.distinct(Participation.person_id)), sa.func.count(Participation.id)
    with store.read() as session:
        return {
            "volunteer_hours": of(ParticipantRole.VOLUNTEER, sa.func.sum(minutes)),
            "paid_hours": of(ParticipantRole.PAID, sa.func.sum(minutes)),
            "volunteers_active": of(ParticipantRole.VOLUNTEER, people),
            "clients_unique": of(ParticipantRole.CLIENT, people),
            "contacts": of(ParticipantRole.CLIENT, times) + all_support(sa.func.sum(Support.headcount)),
            "supports": all_support(sa.func.count(Support.id)),
            "km": all_support(sa.func.sum(sa.func.coalesce(Support.km, 0))),
        }
