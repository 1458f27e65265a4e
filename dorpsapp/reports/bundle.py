"""The key figures of one initiative without personal data, protected as in its report, to be added to those of others.

Only numbers under agreed names go in: no text that anyone typed but the name and the municipality of the initiative.
"""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from dorpsapp import __version__
from dorpsapp.figures.dimensions import AGE, CATEGORY
from dorpsapp.figures.figures import TOGETHER_KEY, Figures
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Period
from dorpsapp.figures.protect import bounds_of
from dorpsapp.models.kinds import Distance, Hours
from dorpsapp.reports.report import ReportOptions, Review, review_of
from dorpsapp.reports.saving import save_bytes
from dorpsapp.services.taxonomy import CATEGORIES
from dorpsapp.store.store import Store

BUNDLE_KIND, BUNDLE_FORMAT = "dorpsapp-bundel", 1
TOTALS = (
    "volunteers_active", "volunteers_new", "volunteer_hours", "hours_recorded", "hours_estimated", "paid_hours",
    "supports", "deliveries", "sessions", "attendances", "contacts", "km", "clients_unique", "clients_new",
    "give_and_receive", "requests_received", "requests_fulfilled", "requests_unmet",
)  # fmt: skip
"""The figures that everybody counts in the same way and that may be added up, exact as in the report."""
PER_KIND = ("supports", "contacts", "volunteer_hours")
PER_AGE = ("clients_unique", "volunteers_active")
OWN_KINDS = "OWN"
"""What kinds of support that an initiative made itself go under: their names are not sent along."""

Range = tuple[int, int]


@dataclass(frozen=True)
class Bundle:
    """What one initiative tells of one period.

    `totals` are whole numbers by figure, hours in minutes and kilometres in tenths. `kinds` are amounts by code of the
    kind of support and figure, None for what is too small to show; `ages` are the least and the most people by figure
    and age.
    """

    initiative: str
    municipality: str
    period: Period
    made_on: date
    program: str
    totals: Mapping[str, int]
    kinds: Mapping[str, Mapping[str, int | None]]
    ages: Mapping[str, Mapping[str, Range]] = field(default_factory=dict)

    @property
    def checksum(self) -> str:
        """SHA-256 over all that it tells, by which a number that was changed on the way is noticed."""
        told = json.dumps(_content(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        return hashlib.sha256(told.encode()).hexdigest()


def bundle_of(store: Store, period: Period, made_on: date) -> Bundle:
    """The bundle over a period, out of the same protected figures as the report; a UserError when it would be empty."""
    return bundle_from(review_of(store, period, ReportOptions(created=made_on)))


def bundle_from(review: Review) -> Bundle:
    """The bundle of a protected report for nobody in particular."""
    now = review.now
    if now.exact or review.funder is not None:
        raise ValueError("a bundle is made of the protected figures of everybody")
    return Bundle(
        str(review.initiative.get("name") or ""),
        str(review.initiative.get("municipality") or ""),
        review.period,
        review.options.created,
        __version__,
        {key: value for key in TOTALS if isinstance(value := now.value(key), int)},
        _kinds(now),
        {key: _ages(now, key) for key in PER_AGE},
    )


def _kinds(now: Figures) -> dict[str, dict[str, int | None]]:
    """The lines by kind of support; those of kinds that the initiative made itself are put together."""
    agreed = {one.code for one in CATEGORIES}
    found: dict[str, dict[str, int | None]] = {}
    for figure in PER_KIND:
        for row in now[figure].by(CATEGORY).rows:
            if row.key == TOGETHER_KEY or row.value in (None, 0):
                continue
            code = row.key if row.key in agreed else OWN_KINDS
            value = None if isinstance(row.value, Hidden) else int(row.value or 0)
            before = found.setdefault(code, {}).get(figure)
            found[code][figure] = value if before is None else before + (value or 0)
    return found


def _ages(now: Figures, figure: str) -> dict[str, Range]:
    total = int(now.value(figure) or 0)
    return {
        row.key: bounds_of(row.value if isinstance(row.value, Hidden) else int(row.value or 0), total)
        for row in now[figure].by(AGE).rows
    }


def bundle_json(bundle: Bundle) -> dict[str, Any]:
    """The object as it is sent, with its checksum."""
    return {**_content(bundle), "checksum": bundle.checksum}


def _content(bundle: Bundle) -> dict[str, Any]:
    return {
        "kind": BUNDLE_KIND,
        "format": BUNDLE_FORMAT,
        "program": bundle.program,
        "made_on": bundle.made_on.isoformat(),
        "initiative": bundle.initiative,
        "municipality": bundle.municipality,
        "from": bundle.period.first.isoformat(),
        "to": bundle.period.last.isoformat(),
        "units": {key: _unit(key) for key in TOTALS},
        "totals": dict(bundle.totals),
        "kinds": {code: dict(lines) for code, lines in bundle.kinds.items()},
        "ages": {key: {age: list(people) for age, people in ages.items()} for key, ages in bundle.ages.items()},
    }


def _unit(key: str) -> str:
    kind = BY_KEY[key].kind
    if isinstance(kind, Hours):
        return "minutes"
    return "tenths of a kilometre" if isinstance(kind, Distance) else "count"


def write_bundle(bundle: Bundle, path: Path) -> None:
    """Write the bundle to a file, all of it or nothing."""
    text = json.dumps(bundle_json(bundle), ensure_ascii=False, indent=2) + "\n"
    save_bytes(path, text.encode())
