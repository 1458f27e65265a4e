"""What kinds of support were called on a day in the past, so that a report over that time keeps its words."""

from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import FormerName


def former_names(session: Session, day: date) -> dict[int, str]:
    """The name on a day by the id of the kind, for the kinds that were renamed after it."""
    query = sa.select(FormerName.category_id, FormerName.name).where(FormerName.until >= day)
    return dict(session.execute(query.order_by(FormerName.until.desc())).all())  # the earliest of them comes last
