"""The last time: what was recorded before for the same people, ready to be recorded again."""

from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.models import Category, ParticipantRole, Participation, Shape, Support
from dorpsapp.models.kinds import Distance
from dorpsapp.store.store import Store
from dorpsapp.text import _, say_duration


@dataclass(frozen=True)
class LastTime:
    """One support as it can be repeated: minutes, and tenths of kilometres; None where they were not known."""

    category_id: int
    category: str
    minutes: int | None
    km: int | None
    both_ways: bool = False


def last_time(store: Store, shape: Shape, helper_id: int | None, client_id: int | None = None) -> LastTime | None:
    """What these two did the last time, else what this client got the last time, else what the helper did.

    Only kinds of help of this shape count, and those still in use: that two people sat at the same open table says
    nothing of the next ride.
    """
    kinds = sa.select(Category.id).where(Category.shape == shape, Category.retired_on.is_(None))
    pairs = ((helper_id, client_id), (None, client_id), (helper_id, None))
    with store.read() as session:
        for helper, client in dict.fromkeys(pair for pair in pairs if any(pair)):
            query = sa.select(Support).where(Support.category_id.in_(kinds))
            if shape is Shape.INDIVIDUAL:
                query = query.where(Support.headcount == 0)
            for person, role in ((helper, ParticipantRole.VOLUNTEER), (client, ParticipantRole.CLIENT)):
                if person is not None:
                    took_part = sa.select(Participation.support_id)
                    took_part = took_part.where(Participation.person_id == person, Participation.role == role)
                    query = query.where(Support.id.in_(took_part))
            last = session.scalars(query.order_by(Support.day.desc(), Support.id.desc()).limit(1)).first()
            if last is not None:
                return LastTime(last.category_id, last.category.name, last.minutes, last.km, last.both_ways)
    return None


def say_last_time(last: LastTime) -> str:
    """`Vervoer, 1 uur 30, 12 km, heen en terug`."""
    parts = [last.category]
    if last.minutes is not None:
        parts.append(say_duration(last.minutes))
    if last.km:
        km = _("{km} km").format(km=Distance().show(last.km))
        parts.append(_("{km}, heen en terug").format(km=km) if last.both_ways else km)
    return ", ".join(parts)
