"""Practice regulars: who came most often to an activity in the last year stands on its list."""

from __future__ import annotations

from datetime import date, timedelta

import sqlalchemy as sa

from dorpsapp.models import Activity, ActivityRegular, ParticipantRole, Participation, Support
from dorpsapp.services import records
from dorpsapp.store.unit import Unit

MOST = 8
OFTEN = 4


def add_regulars(unit: Unit, last: date) -> None:
    """At most eight guests for each activity, each of whom came at least four times in the year until this day."""
    times = sa.func.count()
    for activity in unit.scalars(sa.select(Activity.id).order_by(Activity.id)).all():
        came = (
            sa.select(Participation.person_id)
            .join(Support, Participation.support_id == Support.id)
            .where(
                Support.activity_id == activity,
                Support.day > last - timedelta(365),
                Participation.role == ParticipantRole.CLIENT,
            )
            .group_by(Participation.person_id)
            .having(times >= OFTEN)
            .order_by(times.desc(), Participation.person_id)
            .limit(MOST)
        )
        for person in unit.scalars(came).all():
            values = {"activity_id": activity, "person_id": person, "role": ParticipantRole.CLIENT}
            records.put(unit, ActivityRegular, values)
