"""Reads the bundles of other initiatives: files from outside, so everything in them is looked at before it counts."""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any

from dorpsapp.errors import UserError
from dorpsapp.figures.dimensions import AGE_BANDS
from dorpsapp.figures.period import Period
from dorpsapp.reports.bundle import (
    BUNDLE_FORMAT,
    BUNDLE_KIND,
    OWN_KINDS,
    PER_AGE,
    PER_KIND,
    TOTALS,
    Bundle,
    Range,
    bundle_json,
)
from dorpsapp.services.taxonomy import CATEGORIES
from dorpsapp.text import _, fold

MOST_BYTES = 1_000_000
MOST_BUNDLES = 500
_MOST = 10**10
_LONGEST_NAME = 200
_PROGRAM = re.compile(r"[0-9A-Za-z.+-]{1,30}")
_CODES = frozenset({OWN_KINDS, *(one.code for one in CATEGORIES)})
_AGES = frozenset({"none", *(f"{low}-{high}" for low, high in AGE_BANDS)})


class _NotABundle(Exception):
    """Something in the file is not what a bundle holds."""


def read_bundle(path: Path) -> Bundle:
    """The bundle in this file; a UserError that says what is wrong with the file and what to do."""
    told = _object(path)
    if told.get("kind") != BUNDLE_KIND:
        raise UserError(
            _("{name} is geen bundel van Dorpsapp. Vraag het initiatief om de bundel die Dorpsapp maakt.").format(
                name=path.name
            )
        )
    if isinstance(told.get("format"), int) and told["format"] > BUNDLE_FORMAT:
        raise UserError(
            _("{name} is gemaakt met een nieuwere Dorpsapp. Werk uw Dorpsapp bij en probeer het dan opnieuw.").format(
                name=path.name
            )
        )
    try:
        bundle = _bundle(told)
        is_whole = told.get("checksum") == bundle.checksum and _same(told, bundle_json(bundle))
    except (_NotABundle, UserError, ValueError, TypeError, KeyError) as trouble:
        raise _changed(path) from trouble
    if not is_whole:
        raise _changed(path)
    return bundle


def check_together(bundles: Sequence[Bundle]) -> None:
    """Refuse with a UserError that names what does not fit, when these bundles may not be added up."""
    if not bundles:
        raise UserError(_("Kies eerst een of meer bundels."))
    if len(bundles) > MOST_BUNDLES:
        raise UserError(_("Meer dan {n} bundels passen niet in één beeld.").format(n=MOST_BUNDLES))
    seen: set[tuple[str, str]] = set()
    for one in bundles:
        if one.period != bundles[0].period:
            raise UserError(
                _(
                    "De bundels gaan over andere dagen: {one} over {days}, {other} over {other_days}. "
                    "Kies bundels over hetzelfde jaar."
                ).format(
                    one=bundles[0].initiative,
                    days=bundles[0].period.label,
                    other=one.initiative,
                    other_days=one.period.label,
                )
            )
        who = fold(one.initiative), fold(one.municipality)
        if who in seen:
            raise UserError(
                _("Van {name} zijn er twee bundels. Kies er één, anders telt het dubbel.").format(name=one.initiative)
            )
        seen.add(who)


def _changed(path: Path) -> UserError:
    return UserError(
        _("{name} is beschadigd, of iemand heeft er iets in veranderd. Vraag het initiatief om een nieuwe.").format(
            name=path.name
        )
    )


def _object(path: Path) -> Mapping[str, Any]:
    """What the file holds as JSON; nothing is a bundle that is not an object."""
    try:
        if path.stat().st_size > MOST_BYTES:
            raise UserError(_("{name} is te groot voor een bundel.").format(name=path.name))
        told = json.loads(path.read_text("utf-8"))
    except OSError as trouble:
        sentence = _("{name} kan niet worden gelezen. Kijk of het bestand er nog is en of u erbij mag.")
        raise UserError(sentence.format(name=path.name)) from trouble
    except (ValueError, RecursionError):
        return {}
    return told if isinstance(told, dict) else {}


def _same(told: Mapping[str, Any], expected: Mapping[str, Any]) -> bool:
    """Whether nothing else stands in the file than a bundle says: what is not known is not taken along unseen."""
    return json.dumps(told, sort_keys=True) == json.dumps(expected, sort_keys=True)


def _bundle(told: Mapping[str, Any]) -> Bundle:
    return Bundle(
        _name(told["initiative"]),
        _name(told["municipality"], may_be_empty=True),
        Period(date.fromisoformat(told["from"]), date.fromisoformat(told["to"])),
        date.fromisoformat(told["made_on"]),
        _program(told["program"]),
        {key: _count(value) for key, value in _known(told["totals"], TOTALS)},
        {code: _amounts(lines) for code, lines in _known(told["kinds"], _CODES)},
        {key: _people(ages) for key, ages in _known(told["ages"], PER_AGE)},
    )


def _known(told: object, names: Iterable[str]) -> list[tuple[str, Any]]:
    if not isinstance(told, dict) or not told.keys() <= set(names):
        raise _NotABundle
    return list(told.items())


def _count(value: object) -> int:
    if not isinstance(value, int) or isinstance(value, bool) or not 0 <= value <= _MOST:
        raise _NotABundle
    return value


def _amounts(told: object) -> dict[str, int | None]:
    return {key: None if value is None else _count(value) for key, value in _known(told, PER_KIND)}


def _people(told: object) -> dict[str, Range]:
    found: dict[str, Range] = {}
    for age, people in _known(told, _AGES):
        if not isinstance(people, list) or len(people) != 2:
            raise _NotABundle
        low, high = _count(people[0]), _count(people[1])
        if low > high:
            raise _NotABundle
        found[age] = low, high
    return found


def _name(value: object, *, may_be_empty: bool = False) -> str:
    if not isinstance(value, str) or len(value) > _LONGEST_NAME or not (value.strip() or may_be_empty):
        raise _NotABundle
    if any(not char.isprintable() for char in value):
        raise _NotABundle
    return value


def _program(value: object) -> str:
    if not isinstance(value, str) or not _PROGRAM.fullmatch(value):
        raise _NotABundle
    return value
