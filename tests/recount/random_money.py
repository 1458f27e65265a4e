"""Random grants, money, rates and forms in a random village: odd on purpose, the same for the same number."""

from datetime import date, timedelta
from random import Random

import sqlalchemy as sa

from dorpsapp.models import (
    Activity,
    AvoidedCost,
    Booking,
    BudgetLine,
    Category,
    Feedback,
    Funder,
    Grant,
    GrantState,
    LineKind,
    Rate,
    RateKind,
    Reserve,
    ReserveKind,
    Side,
    Support,
    Target,
    WithoutUs,
)
from dorpsapp.models.ledger import INCOME_KINDS
from dorpsapp.services.rates import show_avoided_costs
from dorpsapp.store.store import Store
from tests.recount.random_village import FIRST, SPAN

YEARS = range(2023, 2027)
OF_KINDS = ("volunteer_hours", "supports", "contacts", "deliveries", "km")
WHOLE = (*OF_KINDS, "clients_unique", "volunteers_active", "volunteer_share", "requests_received")


def add_money(store: Store, seed: int) -> None:
    """Add to a village that `fill_at_random` made."""
    rng = Random(f"money {seed}")
    with store.write("Proef") as unit:
        kinds = list(unit.scalars(sa.select(Category.id)))
        activities = unit.insert_many(
            Activity,
            [
                {"name": f"Activiteit {n}", "category_id": rng.choice(kinds), "in_own_room": n % 2 == 0}
                for n in range(rng.randint(0, 4))
            ],
        )
        sessions = Random(f"activities {seed}")
        held = [(one, sessions.choice((None, *activities))) for one in unit.scalars(sa.select(Support.id)).all()]
        unit.update_many(Support, [{"id": one, "activity_id": activity} for one, activity in held if activity])
        funders = unit.insert_many(Funder, [{"name": f"Geldgever {n}"} for n in range(rng.randint(1, 2))])
        grants = unit.insert_many(Grant, [_grant(rng, n, funders) for n in range(rng.randint(0, 6))])
        unit.insert_many(Target, [_target(rng, n, grants, kinds) for n in range(rng.randint(0, 8)) if grants])
        lines = [line for n in range(rng.randint(0, 14)) for line in _lines(rng, n, activities, grants)]
        ids = unit.insert_many(BudgetLine, lines)
        unit.insert_many(Booking, [one for at, line in zip(ids, lines, strict=True) for one in _booked(rng, at, line)])
        unit.insert_many(
            Reserve,
            [
                {"year": year, "name": f"Reserve {kind.name}", "kind": kind, "opening": rng.randint(0, 10**6),
                 "added": rng.choice((0, 4_321)), "withdrawn": rng.choice((0, 999))}
                for year in YEARS for kind in ReserveKind if rng.random() < 0.5
            ],
        )  # fmt: skip
        for kind in RateKind:
            for category in {None, rng.choice(kinds), rng.choice(kinds)}:
                for since in {FIRST - timedelta(days=400), FIRST + timedelta(days=rng.randint(0, SPAN))}:
                    if rng.random() < 0.6:
                        rate = {"kind": kind, "category_id": category, "valid_from": since, "source": "proef"}
                        unit.add(Rate(**rate, amount=rng.randint(10, 9_000)))
        unit.insert_many(Feedback, [_form(rng) for _at in range(rng.choice((0, 3, 40)))])
        unit.insert_many(AvoidedCost, [_avoided(rng, n) for n in range(rng.randint(0, 3))])
    show_avoided_costs(store, True)


def _grant(rng: Random, number: int, funders: list[int]) -> dict[str, object]:
    first = rng.choice((date(rng.choice(YEARS), 1, 1), FIRST + timedelta(days=rng.randint(0, SPAN))))
    whole = date(first.year, 12, 31)
    return {
        "funder_id": rng.choice(funders),
        "name": f"Subsidie {number}",
        "period_from": first,
        "period_to": rng.choice((whole, first + timedelta(days=rng.randint(0, 700)))),
        "state": rng.choice(tuple(GrantState)),
        "requested": rng.choice((None, 1_000_000)),
        "amount": rng.choice((None, 0, 1_234_567)),
        "settled": rng.choice((None, None, 1_111_111)),
    }


def _target(rng: Random, number: int, grants: list[int], kinds: list[int]) -> dict[str, object]:
    kind = rng.choice((None, rng.choice(kinds)))
    return {
        "grant_id": rng.choice(grants),
        "label": f"Afspraak {number}",
        "indicator": rng.choice(WHOLE if kind is None else OF_KINDS),
        "category_id": kind,
        "wanted": rng.randint(0, 300),
        "next_wanted": rng.choice((None, 50)),
        "position": number,
    }


def _lines(rng: Random, number: int, activities: list[int], grants: list[int]) -> list[dict[str, object]]:
    """The same line in some of the years."""
    kind = rng.choice(tuple(LineKind))
    income = kind in INCOME_KINDS
    activity = rng.choice((None, *activities))
    general = not income and rng.random() < 0.3
    return [
        {
            "year": year, "name": f"Post {number}", "side": Side.INCOME if income else Side.EXPENSE, "kind": kind,
            "budget": rng.choice((None, 0, 123_456, 50_000)), "actual": rng.choice((None, None, 0, 98_765, -500)),
            "activity_id": activity, "grant_id": rng.choice((None, *grants)), "is_general": general,
            "is_eligible": rng.random() < 0.7, "position": number,
        }
        for year in YEARS
        if rng.random() < 0.75
    ]  # fmt: skip


def _booked(rng: Random, line: int, about: dict[str, object]) -> list[dict[str, object]]:
    year = about["year"]
    assert isinstance(year, int)
    return [
        {
            "line_id": line,
            "day": date(year, rng.randint(1, 12), 5),
            "amount": rng.choice((-1, 1)) * rng.randint(1, 9999),
        }
        for _at in range(rng.choice((0, 0, 2, 7)))
    ]


def _form(rng: Random) -> dict[str, object]:
    return {
        "day": FIRST + timedelta(days=rng.randint(0, SPAN)),
        "grade": rng.choice((None, rng.randint(1, 10))),
        "without_us": rng.choice((None, *WithoutUs)),
        "less_alone": rng.choice((None, True, False)),
        "again": rng.choice((None, True, False)),
    }


def _avoided(rng: Random, number: int) -> dict[str, object]:
    low = rng.randint(100, 500_000)
    return {
        "year": rng.choice((2024, 2025)), "label": f"Vermeden {number}", "people": rng.randint(1, 40),
        "price_low": low, "price_middle": low * 2, "price_high": low * 3, "anyway": rng.randint(0, 100),
        "due_to_us": rng.randint(0, 100), "price_source": "lijst", "share_source": "schatting bestuur",
    }  # fmt: skip
