"""Figures about what people asked: how many requests came in, what became of them, and how long it took.

All count the requests that were made in the period, so that open, fulfilled, declined and referred add up to received.
"""

from collections.abc import Callable
from decimal import Decimal
from statistics import median

from dorpsapp.figures.dimensions import CATEGORY, MONTH, POLICY_AREA, REASON, REFERRER
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.indicators.indicator import Indicator, Measure, Value, share
from dorpsapp.models import DeclineReason, RequestState
from dorpsapp.models.kinds import Decimals, Number, Percentage

_NUMBER = Number()
_FEWEST_FOR_A_MEDIAN = 5
NOT_UNMET = frozenset({DeclineReason.WITHDRAWN, DeclineReason.OUT_OF_SCOPE})
"""Reasons by which a request that failed was not one that we should have met."""


def _in_state(*states: RequestState) -> Callable[[Facts], Value]:
    return lambda facts: sum(one.state in states for one in facts.asked)


def _unmet(facts: Facts) -> Value:
    return sum(one.state is RequestState.DECLINED and one.reason not in NOT_UNMET for one in facts.asked)


def _fulfilled_share(facts: Facts) -> Value:
    return share(int(_in_state(RequestState.ARRANGED, RequestState.DONE)(facts) or 0), len(facts.asked))


def _match_days(facts: Facts) -> Value:
    days = [one.days for one in facts.asked if one.days is not None]
    return Decimal(str(median(days))) if days else None


def _match_days_outside(facts: Facts) -> Value:
    enough = sum(one.days is not None for one in facts.asked) >= _FEWEST_FOR_A_MEDIAN
    return _match_days(facts) if enough else None


REQUESTS = (
    Indicator(
        "requests_received", "Hulpvragen", "vragen",
        "Alle hulpvragen die in de periode zijn gesteld, ook die nog open staan of niet lukten.",
        _NUMBER, Measure.REQUESTS, lambda facts: len(facts.asked),
        (MONTH, CATEGORY, POLICY_AREA, REFERRER), of_clients=True,
    ),
    Indicator(
        "requests_fulfilled", "Hulpvragen die gelukt zijn", "vragen",
        "Hulpvragen uit de periode die zijn geregeld of al klaar zijn.",
        _NUMBER, Measure.REQUESTS, _in_state(RequestState.ARRANGED, RequestState.DONE), (CATEGORY,), of_clients=True,
        part_of="requests_received",
    ),
    Indicator(
        "requests_open", "Hulpvragen die nog open staan", "vragen",
        "Hulpvragen uit de periode die nieuw zijn of waarvoor nog iemand wordt gezocht.",
        _NUMBER, Measure.REQUESTS, _in_state(RequestState.NEW, RequestState.SEARCHING), (CATEGORY,), of_clients=True,
        part_of="requests_received",
    ),
    Indicator(
        "requests_declined", "Hulpvragen die niet lukten", "vragen",
        "Hulpvragen uit de periode die niet lukten, om welke reden ook.",
        _NUMBER, Measure.REQUESTS, _in_state(RequestState.DECLINED), (CATEGORY, REASON), of_clients=True,
        part_of="requests_received",
    ),
    Indicator(
        "requests_referred", "Hulpvragen die zijn doorverwezen", "vragen",
        "Hulpvragen uit de periode die een andere organisatie heeft overgenomen.",
        _NUMBER, Measure.REQUESTS, _in_state(RequestState.REFERRED), (CATEGORY,), of_clients=True,
        part_of="requests_received",
    ),
    Indicator(
        "requests_unmet", "Vraag zonder aanbod", "vragen",
        "Hulpvragen die niet lukten, zonder die de vrager zelf introk en zonder die niet bij het initiatief hoorden.",
        _NUMBER, Measure.REQUESTS, _unmet, (CATEGORY,), of_clients=True,
        part_of="requests_received",
    ),
    Indicator(
        "fulfilled_share", "Aandeel gelukte hulpvragen", "%",
        "Hulpvragen die gelukt zijn, gedeeld door alle hulpvragen uit de periode.",
        Percentage(), Measure.RATIO, _fulfilled_share,
    ),
    Indicator(
        "match_days", "Doorlooptijd van hulpvragen", "dagen",
        "Het middelste aantal dagen tussen de hulpvraag en de eerste keer hulp: de helft ging sneller. "
        "Alleen hulpvragen uit de periode waarbij hulp is vastgelegd, tellen mee. "
        "Bij minder dan vijf hulpvragen staat er niets.",
        Decimals(decimals=1), Measure.RATIO, _match_days, outside=_match_days_outside,
    ),
)  # fmt: skip
