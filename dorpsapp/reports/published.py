"""What earlier frozen reports show, read back from the figures that they were published with."""

import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from typing import Any

from dorpsapp.figures.beside import Published
from dorpsapp.figures.hidden import HIDDEN, SMALL, Hidden
from dorpsapp.figures.period import Period
from dorpsapp.services.editions import kept_over
from dorpsapp.store.store import Reading

PUBLISHED_FIGURES = "rapport.json"


def read_published(session: Reading, period: Period) -> tuple[Published, ...]:
    """The frozen reports over days that overlap with a period; one that is no longer whole tells nothing."""
    return tuple(
        _published(first, last, told)
        for first, last, content in kept_over(session, period.first, period.last)
        for told in _figures(content)
    )


def _figures(content: bytes) -> Iterator[dict[str, Any]]:
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            yield json.loads(packed.read(PUBLISHED_FIGURES))
    except (zipfile.BadZipFile, KeyError, ValueError):
        return


def _published(first: date, last: date, told: dict[str, Any]) -> Published:
    lines: dict[tuple[str, str, str], int | Hidden] = {}
    totals = {}
    for figure in told["figures"]:
        if isinstance(figure["value"], int):
            totals[figure["key"]] = figure["value"]
        for dimension, rows in figure["breakdowns"].items():
            for row in rows:
                lines[figure["key"], dimension, row["key"]] = _line(row)
    return Published(Period(first, last), told["funder"] or "", totals, lines)


def _line(row: dict[str, Any]) -> int | Hidden:
    """A line as it was printed; of hours and kilometres only that they stood there counts, not how many."""
    if row["value"] is None:
        return SMALL if row.get("shown") == SMALL.mark else HIDDEN
    return int(row["value"])
