"""The books of a practice village: lines of each year with what they became, loose bookings, reserves, and words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from random import Random
from typing import Any

from dorpsapp.models import Booking, BudgetLine, LegalForm, LineKind, ReportText, Reserve, ReserveKind, Setting, Side
from dorpsapp.models.ledger import INCOME_KINDS
from dorpsapp.services.bookings import rule_key
from dorpsapp.services.practice.villages import Village
from dorpsapp.store.unit import Unit

_SHARE = 10
_WHY_MORE = (
    "De energie werd duurder dan verwacht.",
    "Er kwamen meer mensen, dus ook meer kosten.",
    "Een eenmalige uitgave, goedgekeurd in de ledenvergadering.",
)
_WHY_LESS = (
    "Wij kregen een deel om niet van een winkelier.",
    "Een geplande avond is verschoven naar volgend jaar.",
    "Vrijwilligers deden meer zelf, zodat minder is ingehuurd.",
)
_WHY_OF_KIND = {
    LineKind.STAFF: ("De dorpsondersteuner werkte een paar maanden meer uren.", "De vacature stond twee maanden open."),
    LineKind.HOUSING: ("De energie werd duurder dan verwacht.", "De verhuurder rekende een maand niet."),
    LineKind.INSURANCE: ("De premie is verhoogd.", "De premie viel mee."),
}
"""Why a line of this kind cost more, and why less; of other kinds any reason will do."""
_WHY_GOT = ("Een inwoner gaf eenmalig een groter bedrag.", "Er kwamen meer leden bij dan verwacht.")
_WHY_MISSED = ("Een sponsor stopte in het voorjaar.", "De inzameling is een maand later gehouden.")


@dataclass(frozen=True)
class Ledger:
    """What the books of a village are made from: grants (id) by year, activities (id) by name, the amount in cents."""

    village: Village
    grants: Mapping[int, int]
    activities: Mapping[str, int]
    amount: int
    years: range
    last: date


@dataclass(frozen=True)
class _Line:
    """One line of every year, in parts of the grant; a line of an activity carries its name."""

    name: str
    kind: LineKind
    part: float
    activity: str | None = None
    general: bool = False
    eligible: bool = True


def add_ledger(unit: Unit, ledger: Ledger, rng: Random) -> None:
    """Lines, bookings, reserves and texts of all years."""
    results = {year: _add_year(unit, ledger, year, rng) for year in ledger.years}
    _add_reserves(unit, ledger, results, rng)
    _add_loose_bookings(unit, ledger, rng)
    _add_texts(unit, ledger)


def next_amount(cents: int) -> int:
    """What is asked for the next year: three percent more, in whole hundreds of euros."""
    return round(cents * 1.03 / 10_000) * 10_000


def _lines(ledger: Ledger) -> list[_Line]:
    village = ledger.village
    lines = [_Line("Subsidie gemeente", LineKind.GRANT, 1.0)]
    if village.members:
        lines.append(_Line("Contributies", LineKind.MEMBERSHIP, village.members * 25_00 / ledger.amount * 0.5))
    lines += [
        _Line("Giften", LineKind.DONATION, 0.06),
        _Line("Fonds voor het dorp", LineKind.FUND, 0.09),
    ]
    meals = [name for name in ledger.activities if any(word in name for word in ("Tafel", "Eet", "eet", "maaltijd"))]
    lines += [_Line(f"Eigen bijdragen {name}", LineKind.OWN_CONTRIBUTION, 0.08, name) for name in meals]
    lines += [_Line("Rente", LineKind.OTHER_INCOME, 0.002)]
    income = sum(line.part for line in lines)
    staff = 0.55 if village.paid_workers else 0.0
    if staff:
        lines.append(_Line(village.worker_word.value.capitalize(), LineKind.STAFF, staff))
    lines.append(_Line("Huur", LineKind.HOUSING, 0.2))
    lines += [_Line(f"Kosten {name}", LineKind.ACTIVITIES, 0.07, name) for name in ledger.activities]
    lines += [
        _Line("Reiskosten van vrijwilligers", LineKind.VOLUNTEERS, 0.05),
        _Line("Waardering van vrijwilligers", LineKind.VOLUNTEERS, 0.04, eligible=False),
        _Line("Verzekeringen", LineKind.INSURANCE, 0.02, general=True),
        _Line("Bestuur, KvK en bank", LineKind.GENERAL, 0.03, general=True),
        _Line("Communicatie", LineKind.GENERAL, 0.03, general=True),
    ]
    expense = sum(line.part for line in lines if line.kind not in INCOME_KINDS)
    rest = income * 0.99 - expense
    if rest > 0:
        lines.append(_Line("Inhuur en scholing", LineKind.STAFF, rest))
    else:
        factor = income * 0.99 / expense
        lines = [
            line if line.kind in INCOME_KINDS
            else _Line(line.name, line.kind, line.part * factor, line.activity, line.general, line.eligible)
            for line in lines
        ]  # fmt: skip
    return lines


def _add_year(unit: Unit, ledger: Ledger, year: int, rng: Random) -> int | None:
    """The lines of a year; gives its result in cents, None as long as the year is not over."""
    over = date(year, 12, 31) <= ledger.last
    running = year == ledger.last.year and not over
    passed = (ledger.last - date(year, 1, 1)).days / 365
    rows: list[dict[str, Any]] = []
    result = 0
    for at, line in enumerate(_lines(ledger), start=1):
        side = Side.INCOME if line.kind in INCOME_KINDS else Side.EXPENSE
        budget = round(ledger.amount * line.part * 1.03 ** (year - ledger.last.year) / 5_000) * 5_000
        actual = None
        explanation = None
        if line.kind is LineKind.GRANT:
            budget = ledger.amount if year <= ledger.last.year else next_amount(ledger.amount)
        budget = max(budget, 2_500)
        if over or running:
            chance = rng.gauss(1, 0.07) if line.kind is not LineKind.GRANT else 1.0
            actual = round(budget * chance * (1 if over else passed))
        if over and actual is not None:
            result += actual if side is Side.INCOME else -actual
            if abs(actual - budget) * 100 > budget * _SHARE:
                explanation = _why(side, line.kind, actual > budget, rng)
        rows.append(
            {
                "year": year, "name": line.name, "side": side, "kind": line.kind, "budget": budget, "actual": actual,
                "explanation": explanation, "activity_id": ledger.activities.get(line.activity or ""),
                "grant_id": ledger.grants.get(year) if _belongs(line) else None, "is_general": line.general,
                "is_eligible": line.eligible, "position": at,
            }
        )  # fmt: skip
    unit.insert_many(BudgetLine, rows)
    return result if over else None


def _belongs(line: _Line) -> bool:
    """Whether the line is paid by the grant of the municipality."""
    return line.kind not in INCOME_KINDS or line.kind is LineKind.GRANT


def _why(side: Side, kind: LineKind, more: bool, rng: Random) -> str:
    if side is Side.EXPENSE:
        any_reason = rng.choice(_WHY_MORE if more else _WHY_LESS)
        return _WHY_OF_KIND[kind][0 if more else 1] if kind in _WHY_OF_KIND else any_reason
    return rng.choice(_WHY_GOT if more else _WHY_MISSED)


def _add_reserves(unit: Unit, ledger: Ledger, results: Mapping[int, int | None], rng: Random) -> None:
    """Two reserves that follow on from year to year; the result goes into or out of them to the cent."""
    levels = {
        ("Algemene reserve", ReserveKind.GENERAL): round(ledger.amount * rng.uniform(0.2, 0.4) / 100) * 100,
        ("Egalisatiereserve", ReserveKind.EQUALISATION): round(ledger.amount * rng.uniform(0.05, 0.12) / 100) * 100,
    }
    rows = []
    for year, result in results.items():
        if year > ledger.last.year:
            continue
        whole = result or 0
        parts = [whole - whole // 2, whole // 2]
        for (key, level), part in zip(list(levels.items()), parts, strict=True):
            rows.append(
                {
                    "year": year, "name": key[0], "kind": key[1], "opening": level, "added": max(part, 0),
                    "withdrawn": max(-part, 0),
                    "purpose": "Verschil tussen subsidie en kosten" if key[1] is ReserveKind.EQUALISATION else None,
                }
            )  # fmt: skip
            levels[key] = level + part
    unit.insert_many(Reserve, rows)


def _add_loose_bookings(unit: Unit, ledger: Ledger, rng: Random) -> None:
    """A few lines of the bank of the last month that still have to be sorted."""
    first = ledger.last.replace(day=1)
    parties = (
        ("Bakkerij Korenaar", -1, "brood voor de koffieochtend"),
        ("Energiebedrijf Voorbeeld", -1, "voorschot"),
        ("Drukkerij De Letter", -1, "flyers"),
        ("Gulle Gever", 1, "gift"),
    )
    rows = []
    for party, sign, about in parties:
        day = first.replace(day=rng.randint(1, max(1, ledger.last.day)))
        amount = sign * rng.randint(1_500, 12_000)
        rows.append({"line_id": None, "day": day, "amount": amount, "description": f"{party} · {about}"})
    unit.insert_many(Booking, rows)
    places = (("Bakkerij Korenaar", -1, _first_cost(ledger)), ("Drukkerij De Letter", -1, "Communicatie"),
              ("Gulle Gever", 1, "Giften"))  # fmt: skip
    unit.insert_many(Setting, [{"key": rule_key(party, sign), "value": name} for party, sign, name in places])


def _first_cost(ledger: Ledger) -> str:
    """The line of the costs of the first activity, or of the rent where there is none."""
    return next((f"Kosten {name}" for name in ledger.activities), "Huur")


def _add_texts(unit: Unit, ledger: Ledger) -> None:
    village = ledger.village
    form = "" if village.legal_form is LegalForm.NONE else f" Wij zijn een {village.legal_form.value}."
    for year in ledger.years:
        if year > ledger.last.year:
            continue
        texts = {
            "foreword": f"Voor u ligt het verslag van {village.name} over {year}. Achter elk getal staan mensen die "
            "iets voor een ander deden, en mensen die hulp durfden te vragen.\n\nDank aan iedereen die meedeed.",
            "about": f"In ons gebied kennen mensen elkaar, maar niet iedereen heeft iemand die kan helpen.{form} "
            "Daarom brengen wij vraag en aanbod bij elkaar, dicht bij huis. Zo blijven mensen langer zelfstandig, "
            "en groeit het vertrouwen in de buurt.",
            "outlook": "Wij willen hetzelfde blijven doen, iets meer mensen bereiken, en nieuwe vrijwilligers vinden "
            "voor de drukste soorten hulp.",
        }
        unit.insert_many(ReportText, [{"year": year, "section": key, "text": text} for key, text in texts.items()])
