"""The grants and money of a practice village: funders, targets, deadlines, budgets with what they became, reserves.

Drawn from a stream of chance of its own, so that people and support stay as they are. All amounts are invented.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import (
    Activity,
    Category,
    Deadline,
    Funder,
    FunderArea,
    FunderMapping,
    Grant,
    GrantState,
    ParticipantRole,
    Participation,
    PolicyArea,
    Question,
    Rate,
    RateKind,
    Regime,
    Shape,
    Support,
    Target,
)
from dorpsapp.services import records
from dorpsapp.services.funders import AREA_LISTS
from dorpsapp.services.practice.ledger import Ledger, add_ledger, next_amount
from dorpsapp.services.practice.villages import Service, Village
from dorpsapp.services.rates import USED_ELSEWHERE
from dorpsapp.store.unit import Unit

_GRANTED = {"achterveld": 14_000, "zegveld": 26_000, "austerlitz": 25_000, "hoogland": 3_500, "nieuwland": 6_000,
            "zuilen": 22_000, "jutter": 38_000, "bunnik": 12_000}  # fmt: skip
_LISTS = {"Leusden": "leusden", "Utrecht": "utrecht"}
_PLACES: dict[str, dict[str, str]] = {
    "leusden": {
        "WMO": "Maatwerk voor kwetsbare inwoners", "WELFARE": "Eigen kracht en netwerken",
        "HEALTH": "Preventie en vroegtijdig signaleren", "YOUTH": "Samen doen", "PARTICIPATION": "Samen doen",
        "ENERGY": "Samen doen", "HOUSING": "Samen doen", "LIVABILITY": "Samen doen",
    },
    "utrecht": {
        "WMO": "Huishouden", "WELFARE": "Sociale contacten", "HEALTH": "Zingeving", "YOUTH": "Gezin en opvoeden",
        "PARTICIPATION": "Taal en leren", "ENERGY": "Geld", "HOUSING": "Wonen", "LIVABILITY": "Meedoen en activiteiten",
    },
    "asv": {
        "WMO": "Sociale voorzieningen en maatschappelijke dienstverlening",
        "WELFARE": "Sociale voorzieningen en maatschappelijke dienstverlening",
        "YOUTH": "Sociale voorzieningen en maatschappelijke dienstverlening",
        "PARTICIPATION": "Sociale voorzieningen en maatschappelijke dienstverlening",
        "HEALTH": "Volksgezondheid en milieu", "LIVABILITY": "Cultuur en recreatie",
        "HOUSING": "Ruimtelijke ordening en volkshuisvesting", "ENERGY": "Ruimtelijke ordening en volkshuisvesting",
    },
}  # fmt: skip
_LESS = (
    "In de zomer waren er minder vrijwilligers. Sinds het najaar is dat weer op peil.",
    "Twee vaste vrijwilligers stopten. Hun plaats is in november weer gevuld.",
    "De vraag was kleiner dan verwacht. Wij maken het aanbod bekender, onder meer via de huisarts.",
)
_MORE = (
    "Na de folder huis aan huis wisten meer mensen ons te vinden.",
    "Door een extra groep vrijwilligers konden wij vaker helpen.",
    "Het wegvallen van een buslijn gaf meer aanvragen dan verwacht.",
)
_GOALS = {
    "hours": "Inwoners zetten zich in voor elkaar.",
    Shape.INDIVIDUAL: "Inwoners redden zich langer zelf en blijven meedoen.",
    Shape.GROUP: "Inwoners ontmoeten elkaar en kennen meer mensen.",
    "people": "Veel verschillende inwoners vinden de weg naar hulp dichtbij.",
}
_HUNDRED = 100


@dataclass(frozen=True)
class _Wish:
    """A target of every year, with what a year brings by nature."""

    label: str
    indicator: str
    code: str | None
    natural: float
    goal: str


_RATES = (
    (RateKind.MIDDLE, *USED_ELSEWHERE[0]),
    (RateKind.HIGH, 3400, "uurtarief van een beroepskracht (verzonnen)"),
)
"""What a board could have chosen to value hours with, so that a practice report shows a whole range."""


def add_finance(unit: Unit, village: Village, first: int, last: date, scale: float, seed: int) -> None:
    """Funders, grants and money for each year from `first` to that of `last`, and the budget of the year after.

    `scale` is how much support there is, compared with what the village has by nature.
    """
    rng = Random(f"{village.key}/{seed}/money")
    funder = _add_funder(unit, village)
    categories = {row.code: row for row in unit.scalars(sa.select(Category))}
    wishes = _wishes(village, categories, scale)
    done = _realised(unit, wishes, categories)
    amount = _GRANTED[village.key] * _HUNDRED
    grants: dict[int, int] = {}
    for year in range(first, last.year + 1):
        grants[year] = _add_grant(unit, village, funder, year, last, amount, rng)
        _add_targets(unit, grants[year], wishes, categories, done, year, last, rng)
        _add_questions(unit, grants[year], year, last)
        _add_deadlines(unit, grants[year], year, last)
    asked = _add_next_grant(unit, village, funder, last.year + 1, amount)
    if any(service.code == "TRANSPORT" for service in village.services):
        values = {"kind": RateKind.PASSENGER_KM, "valid_from": date(first, 1, 1), "amount": 30}
        records.put(unit, Rate, {**values, "source": "afspraak van het bestuur (verzonnen)"})
    for kind, cents, source in _RATES:
        values = {"kind": kind, "valid_from": date(first, 1, 1), "amount": cents, "source": source}
        records.put(unit, Rate, values)
    activities = {one.name: one.id for one in unit.scalars(sa.select(Activity).order_by(Activity.id))}
    years = range(first, last.year + 2)
    add_ledger(unit, Ledger(village, {**grants, last.year + 1: asked}, activities, amount, years, last), rng)


def _add_funder(unit: Unit, village: Village) -> int:
    funder = records.put(unit, Funder, {"name": f"Gemeente {village.municipality}"}).id
    key = _LISTS.get(village.municipality, "asv")
    chosen = next(one for one in AREA_LISTS if one.key == key)
    ids = unit.insert_many(
        FunderArea,
        [{"funder_id": funder, "name": name, "position": at} for at, name in enumerate(chosen.areas, start=1)],
    )
    by_name = dict(zip(chosen.areas, ids, strict=True))
    codes = {area.id: area.code for area in unit.scalars(sa.select(PolicyArea))}
    rows = []
    for category in unit.scalars(sa.select(Category).order_by(Category.position)):
        place = _PLACES[key].get(codes.get(category.policy_area_id or 0, ""))
        if place is not None:
            rows.append({"funder_id": funder, "category_id": category.id, "area_id": by_name[place]})
    unit.insert_many(FunderMapping, rows)
    return funder


def _wishes(village: Village, categories: dict[str, Category], scale: float) -> tuple[_Wish, ...]:
    """Hours of volunteers, the largest service for one person, the two largest for groups, and people reached."""
    unpaid = [service for service in village.services if not service.paid]
    hours = sum(one.per_year * sum(one.minutes) / 120 * sum(one.helpers) / 2 for one in unpaid)
    found = [_Wish("Inzet van vrijwilligers", "volunteer_hours", None, hours * scale, _GOALS["hours"])]

    def largest(shape: Shape) -> list[Service]:
        fitting = [one for one in village.services if categories[one.code].shape is shape and one.guests[1]]
        return sorted(fitting, key=lambda one: -one.per_year)

    for one in largest(Shape.INDIVIDUAL)[:2]:
        kind = categories[one.code]
        found.append(
            _Wish(f"{kind.units.capitalize()}: {kind.name.lower()}", "deliveries", one.code, one.per_year * scale,
                  _GOALS[Shape.INDIVIDUAL])
        )  # fmt: skip
    for one in largest(Shape.GROUP)[:2]:
        name = one.activity or categories[one.code].name
        visits = one.per_year * sum(one.guests) / 2 * scale
        found.append(_Wish(f"Bezoeken aan {name}", "attendances", one.code, visits, _GOALS[Shape.GROUP]))
    reached = village.clients * min(1.0, scale) * 0.85
    return (*found, _Wish("Verschillende inwoners geholpen", "clients_unique", None, reached, _GOALS["people"]))


def _realised(unit: Unit, wishes: tuple[_Wish, ...], categories: dict[str, Category]) -> dict[tuple[str, int], float]:
    """What each year brought of each wish, by its label."""
    year = sa.extract("year", Support.day)
    taking = sa.select(Support.category_id, year, sa.func.count()).join(
        Participation, Participation.support_id == Support.id
    )
    given = sa.select(Support.category_id, year, sa.func.count(), sa.func.sum(Support.headcount))
    minutes = sa.func.sum(sa.func.coalesce(Participation.minutes, Support.minutes, 0))
    working = sa.select(year, minutes).join(Participation, Participation.support_id == Support.id)
    rows = _rows(unit, given.group_by(Support.category_id, year))
    named = _rows(unit, taking.where(Participation.role == ParticipantRole.CLIENT).group_by(Support.category_id, year))
    worked = _rows(unit, working.where(Participation.role == ParticipantRole.VOLUNTEER).group_by(year))
    found: dict[tuple[str, int], float] = {}
    people = sa.select(year, sa.func.count(sa.distinct(Participation.person_id))).join(
        Participation, Participation.support_id == Support.id
    )
    reached = _rows(unit, people.where(Participation.role == ParticipantRole.CLIENT).group_by(year))
    for wish in wishes:
        if wish.indicator == "clients_unique":
            found |= {(wish.label, int(at)): float(count) for at, count in reached}
            continue
        if wish.code is None:
            found |= {(wish.label, int(at)): float(total) / 60 for at, total in worked}
            continue
        number = categories[wish.code].id
        for category_id, at, times, heads in rows:
            if category_id == number:
                found[wish.label, int(at)] = float(times if wish.indicator == "deliveries" else heads)
        if wish.indicator == "attendances":
            for category_id, at, count in named:
                if category_id == number:
                    found[wish.label, int(at)] = found.get((wish.label, int(at)), 0) + float(count)
    return found


def _rows(unit: Unit, query: sa.Select[*tuple[Any, ...]]) -> list[list[Any]]:
    return [list(row) for row in unit.execute(query)]


def _add_grant(unit: Unit, village: Village, funder: int, year: int, last: date, amount: int, rng: Random) -> int:
    over = date(year, 12, 31) < last or last == date(year, 12, 31)
    long_ago = year < last.year - 1
    values: dict[str, Any] = {
        "funder_id": funder,
        "name": f"Burenhulp {year}",
        "period_from": date(year, 1, 1),
        "period_to": date(year, 12, 31),
        "state": GrantState.SETTLED if long_ago else GrantState.GRANTED,
        "requested": amount,
        "amount": amount,
        "settled": amount if long_ago else None,
        "decided_on": date(year - 1, 11, 15),
        "grant_number": f"S-{year}-{rng.randint(100, 999)}",
        "case_number": f"Z{year % 100}.{rng.randint(10_000, 99_999)}",
        "regime": Regime.CONTENT_AND_MONEY if amount > 500_000 else Regime.CONTENT,
        "eligible": "Kosten voor hulp en ontmoeting in het dorp. Kosten van feesten en geschenken tellen niet mee.",
    }
    if over and not long_ago and year < last.year:
        values["state"] = GrantState.ACCOUNTED
    return records.put(unit, Grant, values).id


def _add_next_grant(unit: Unit, village: Village, funder: int, year: int, amount: int) -> int:
    values = {
        "funder_id": funder, "name": f"Burenhulp {year}", "period_from": date(year, 1, 1),
        "period_to": date(year, 12, 31), "state": GrantState.REQUESTED, "requested": next_amount(amount),
    }  # fmt: skip
    return records.put(unit, Grant, values).id


def _add_targets(
    unit: Unit,
    grant: int,
    wishes: tuple[_Wish, ...],
    categories: dict[str, Category],
    done: dict[tuple[str, int], float],
    year: int,
    last: date,
    rng: Random,
) -> None:
    over = date(year, 12, 31) <= last
    for at, wish in enumerate(wishes, start=1):
        wanted = _rounded(wish.natural * 1.03 ** (year - last.year) * rng.uniform(0.88, 1.12))
        realised = done.get((wish.label, year), 0.0)
        explanation = None
        if over and abs(realised - wanted) > wanted * 0.09:
            explanation = rng.choice(_MORE if realised > wanted else _LESS)
        records.put(
            unit,
            Target,
            {
                "grant_id": grant, "label": wish.label, "indicator": wish.indicator, "wanted": wanted, "position": at,
                "category_id": categories[wish.code].id if wish.code else None, "goal": wish.goal,
                "explanation": explanation, "next_wanted": _rounded(wanted * 1.04),
            },
        )  # fmt: skip


def _add_questions(unit: Unit, grant: int, year: int, last: date) -> None:
    over = date(year, 12, 31) <= last
    questions = (
        ("Hoeveel vrijwilligers waren er, en hoe worden zij begeleid?", "volunteers_active",
         "De coördinator spreekt elke nieuwe vrijwilliger. Twee keer per jaar is er een avond voor iedereen."),
        ("Welk deel van de inzet is van vrijwilligers?", "volunteer_share",
         "Betaalde uren gaan vooral naar het vinden van de juiste vrijwilliger."),
        ("Hoe weet u of de hulp helpt?", None,
         "Wij bellen na afloop met wie hulp kreeg, en vragen wat beter kan."),
    )  # fmt: skip
    for at, (text, indicator, answer) in enumerate(questions, start=1):
        values = {"grant_id": grant, "text": text, "indicator": indicator, "position": at}
        records.put(unit, Question, {**values, "answer": answer if over else None})


def _add_deadlines(unit: Unit, grant: int, year: int, last: date) -> None:
    for what, due in (
        (f"Aanvraag voor {year + 1} insturen", date(year, 8, 31)),
        (f"Verantwoording over {year} insturen", date(year + 1, 4, 30)),
    ):
        done = due - timedelta(days=9) if due - timedelta(days=9) <= last else None
        records.put(unit, Deadline, {"grant_id": grant, "what": what, "due_on": due, "done_on": done})


def _rounded(value: float) -> int:
    """A number as people agree on: by fives, tens or fifties, and never nothing."""
    step = 50 if value >= 1000 else 10 if value >= 100 else 5
    return max(step, round(value / step) * step)
