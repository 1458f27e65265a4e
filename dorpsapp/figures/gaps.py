"""Support in which someone is missing whom one would expect: no client, no visitors, nobody who helped."""

from collections.abc import Mapping
from dataclasses import dataclass, field

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.figures.period import Period
from dorpsapp.models import Category, ParticipantRole, Participation, Shape, Support


@dataclass(frozen=True)
class Gaps:
    """How often something was recorded without the people that belong to it, by the code of the kind of support."""

    without_client: Mapping[str, int] = field(default_factory=dict)
    without_visitors: Mapping[str, int] = field(default_factory=dict)
    without_helper: Mapping[str, int] = field(default_factory=dict)


def read_gaps(session: Session, period: Period) -> Gaps:
    """Support of these days: one to one without a client, groups without any visitor, and whatever without a helper."""
    client = _takes_part(ParticipantRole.CLIENT)
    helper = _takes_part(ParticipantRole.VOLUNTEER, ParticipantRole.PAID)
    nobody = sa.and_(Support.headcount == 0, ~client)
    query = (
        sa.select(
            Category.code,
            Category.shape,
            sa.func.sum(sa.case((nobody, 1), else_=0)),
            sa.func.sum(sa.case((~helper, 1), else_=0)),
        )
        .join(Category, Support.category_id == Category.id)
        .where(Support.day.between(period.first, period.last))
        .group_by(Category.id)
        .order_by(Category.position, Category.id)
    )
    rows = [(code, shape, int(empty), int(alone)) for code, shape, empty, alone in session.execute(query)]
    return Gaps(
        {code: empty for code, shape, empty, _alone in rows if shape is Shape.INDIVIDUAL and empty},
        {code: empty for code, shape, empty, _alone in rows if shape is Shape.GROUP and empty},
        {code: alone for code, _shape, _empty, alone in rows if alone},
    )


def _takes_part(*roles: ParticipantRole) -> sa.ColumnElement[bool]:
    return sa.exists().where(Participation.support_id == Support.id, Participation.role.in_(roles))
