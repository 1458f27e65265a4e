"""Rates to value hours with: what a new file begins with, what others have used, and whether avoided costs show."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Rate, RateKind
from dorpsapp.services.settings import keep_setting, setting
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _

AVOIDED_COSTS = "report_avoided_costs"
_ON = "ja"


@dataclass(frozen=True)
class KnownRate:
    """A rate with its source, in cents per hour."""

    kind: RateKind
    valid_from: date
    cents: int
    source: str


def _minimum(cents: int) -> str:
    euros = f"{cents // 100},{cents % 100:02d}"
    return f"minimumuurloon vanaf 21 jaar (€ {euros}) plus 8% vakantiegeld, aanname van Dorpsapp"


START_RATES = (
    KnownRate(RateKind.LOW, date(2025, 1, 1), 1518, f"{_minimum(1406)}; loon: w-o.nl"),
    KnownRate(RateKind.LOW, date(2025, 7, 1), 1555, f"{_minimum(1440)}; loon: w-o.nl"),
    KnownRate(RateKind.LOW, date(2026, 1, 1), 1589, f"{_minimum(1471)}; loon: vertiadvies.nl"),
)
"""Statutory hourly minimum wage with holiday allowance; the rates of later days are for the user to add."""

USED_ELSEWHERE = (
    (2000, "Provincie Fryslân 2010, sociaal beleid en zorg (nov.nl)"),
    (1250, "terreinbeheerders, vrijwilligers bij evenementen (supportfornature.nl)"),
)
"""Cents per hour that funders have used, with where that stands; one becomes the middle rate only when it is chosen."""


def add_start_rates(unit: Unit) -> None:
    """Give a new file the rates that are known by law; middle and high stay empty."""
    unit.insert_many(
        Rate,
        [
            {
                "kind": one.kind,
                "category_id": None,
                "valid_from": one.valid_from,
                "amount": one.cents,
                "source": one.source,
                "seen_on": None,
            }
            for one in START_RATES
        ],
    )


def add_missing_start_rates(store: Store) -> int:
    """Add the known rates that a file lacks, as one step; gives how many."""
    with store.read() as session:
        present = set(session.execute(sa.select(Rate.kind, Rate.valid_from).where(Rate.category_id.is_(None))))
    missing = [one for one in START_RATES if (one.kind, one.valid_from) not in {tuple(row) for row in present}]
    if missing:
        with store.write(_("Bekende tarieven toegevoegd")) as unit:
            for one in missing:
                values = {"kind": one.kind, "valid_from": one.valid_from, "amount": one.cents, "source": one.source}
                unit.add(Rate(**values))
    return len(missing)


def shows_avoided_costs(session: Session) -> bool:
    """Whether the board has put avoided costs into the report; off until then."""
    return setting(session, AVOIDED_COSTS) == _ON


def show_avoided_costs(store: Store, wanted: bool) -> None:
    """Put avoided costs into the report or leave them out, as one step."""
    what = _("Mogelijk vermeden kosten in het rapport") if wanted else _("Mogelijk vermeden kosten uit het rapport")
    keep_setting(store, AVOIDED_COSTS, _ON if wanted else "", what)
