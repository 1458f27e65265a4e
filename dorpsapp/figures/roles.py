"""Who began in a role within a period, out of the periods that were recorded for people."""

from collections.abc import Iterable

from dorpsapp.figures.fact_rows import RoleFact
from dorpsapp.figures.period import Period
from dorpsapp.models import Referrer, Role


def began(roles: Iterable[RoleFact], role: type[Role], period: Period) -> dict[int, Referrer | None]:
    """Who began in the period and did not have the role just before; with who referred them."""
    new: dict[int, Referrer | None] = {}
    before: set[int] = set()
    for one in roles:
        if one.role is not role:
            continue
        if one.since in period:
            new.setdefault(one.person, one.referrer)
        elif one.until is None or one.until >= period.first:
            before.add(one.person)
    return {person: referrer for person, referrer in new.items() if person not in before}
