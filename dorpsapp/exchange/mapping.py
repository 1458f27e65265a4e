"""Which column is read as what: guessed from the headings, and overruled by a mapping of the user."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from pathlib import Path

from dorpsapp.errors import UserError
from dorpsapp.exchange.columns import KIND_COLUMNS, guess_columns, guess_kind
from dorpsapp.exchange.outcome import Findings
from dorpsapp.exchange.sheet import Cell, Row, Sheet
from dorpsapp.models import ImportKind
from dorpsapp.text import _, fold

REMARK = "Wat er mis is"
"""The heading of what Dorpsapp itself wrote behind a list with problems; that column is no part of the list."""
DAY_ORDERS = ("dmy", "mdy")


class Policy(Enum):
    """What happens where a list says something else than what stands in Dorpsapp."""

    ASK = "ask"
    FILL = "fill"
    OVERWRITE = "overwrite"


class KindUnclear(UserError):
    """The headings do not tell what the list holds; the user can say it."""


@dataclass(frozen=True)
class Wishes:
    """What the user says about a list.

    As a JSON file:
    `{"kind": "support", "columns": {"employee_id": "volunteer_number", "Chef": null}, "fixed": {"category": "OTHER"},
    "day_order": "dmy", "words": {"role": {"Vrijw.": "vrijwilliger"}}, "policies": {"mobile": "overwrite"}}`. `columns`
    goes from a heading to a field, or to null to leave the column out; `fixed` gives a field a value for the rows whose
    own cell is empty or absent; `day_order` is dmy or mdy; `words` says what a word of the list means; `policies` says
    what happens where another value stands already: ask, fill or overwrite. All may be left out.
    `answers` are of the user alone: what is to become of a doubtful row, by its number (see people_match); with
    `ask_doubles` someone new who is likely known under another spelling is doubtful as well.
    """

    kind: ImportKind | None = None
    columns: Mapping[str, str | None] = field(default_factory=dict)
    fixed: Mapping[str, str] = field(default_factory=dict)
    day_order: str | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)
    ask_doubles: bool = False


@dataclass(frozen=True)
class Layout:
    """The columns of one list: where each field stands and what is the same for all rows."""

    kind: ImportKind
    headings: tuple[str, ...]
    columns: Mapping[str, int]
    fixed: Mapping[str, str]
    day_order: str | None = None
    words: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    answers: Mapping[int, str] = field(default_factory=dict)
    ask_doubles: bool = False

    def __contains__(self, name: str) -> bool:
        return name in self.columns or name in self.fixed

    def cell(self, row: Row, name: str) -> Cell:
        """What the row says of this field, else what was fixed for all rows."""
        at = self.columns.get(name)
        value = row.cell(at) if at is not None else None
        if value is None:
            return self.fixed.get(name)
        known = self.words.get(name)
        return known.get(fold(str(value)), value) if known and name != "mark" else value

    def word(self, name: str, text: str) -> str:
        """What this word of a cell with several means, as the user said; else the word itself."""
        return self.words.get(name, {}).get(fold(text), text)

    def heading(self, *names: str) -> str:
        """The heading of the first of these fields that the list has."""
        for name in names:
            if name in self.columns:
                return self.headings[self.columns[name]]
        return names[0]


def read_wishes(source: Path | Mapping[str, object] | None) -> Wishes:
    """The mapping out of a JSON file or a dict; raises a UserError that names what is wrong."""
    if source is None:
        return Wishes()
    whole: object = source
    if isinstance(source, Path):
        try:
            whole = json.loads(source.read_text(encoding="utf-8-sig"))
        except FileNotFoundError as trouble:
            raise UserError(_("Het bestand met de kolommen bestaat niet. Kijk de naam na.")) from trouble
        except (OSError, ValueError) as trouble:
            raise UserError(_("Het bestand met de kolommen is geen geldige JSON. Kijk het na.")) from trouble
    if not isinstance(whole, Mapping):
        raise UserError(_("Het bestand met de kolommen is geen geldige JSON. Kijk het na."))
    unknown = set(whole) - {"kind", "columns", "fixed", "day_order", "words", "policies"}
    if unknown:
        raise UserError(_("Dit kent Dorpsapp niet bij de kolommen: {names}.").format(names=", ".join(sorted(unknown))))
    order = whole.get("day_order")
    if order is not None and order not in DAY_ORDERS:
        raise UserError(_("De volgorde van een datum is dmy of mdy."))
    named = whole.get("kind")
    return Wishes(
        None if named is None else read_kind(named),
        _texts(whole.get("columns"), empty_allowed=True),
        {name: text for name, text in _texts(whole.get("fixed")).items() if text is not None},
        None if order is None else str(order),
        _words(whole.get("words")),
        _policies(whole.get("policies")),
    )


def read_kind(named: object) -> ImportKind:
    """The kind of list by its English or Dutch name."""
    if isinstance(named, ImportKind):
        return named
    for kind in ImportKind:
        if isinstance(named, str) and fold(named) in (kind.name.lower(), kind.value):
            return kind
    names = ", ".join(f"{_(kind.value)} ({kind.name.lower()})" for kind in ImportKind)
    raise UserError(_("Zulke lijsten kent Dorpsapp niet. Kies uit: {names}.").format(names=names))


def lay_out(sheet: Sheet, wishes: Wishes, kind: ImportKind | None, findings: Findings) -> Layout:
    """Join the guess and the wishes; columns that are not read are noticed, but for those of a bank."""
    kind = kind or wishes.kind or kind_of(sheet, wishes)
    if kind is None:
        found = ", ".join(heading for heading in sheet.headings[:12] if heading)
        kinds = ", ".join(_(each.value) for each in ImportKind)
        text = _("Wat in deze lijst staat, blijkt niet uit de koppen: {headings}. Kies uit: {kinds}.")
        raise KindUnclear(text.format(headings=found[:300], kinds=kinds))
    _refuse_unknown_fields(kind, wishes)
    wished = _wished_columns(sheet, wishes)
    guessed = guess_columns([h if at not in wished else "" for at, h in enumerate(sheet.headings)], kind)
    columns: dict[str, int] = {}
    for at, name in [*wished.items(), *guessed.items()]:
        if name:
            columns.setdefault(name, at)
    used = set(columns.values())
    for at, heading in enumerate(sheet.headings):
        if at in used or (at in wished and not wished[at]) or kind is ImportKind.BANK or heading == REMARK:
            continue
        findings.notice(sheet.heading_row, heading, _("Deze kolom is niet gelezen. De kop zegt niet wat erin staat."))
    return Layout(
        kind, sheet.headings, columns, wishes.fixed, wishes.day_order, wishes.words, wishes.policies, wishes.answers,
        wishes.ask_doubles,
    )  # fmt: skip


def kind_of(sheet: Sheet, wishes: Wishes) -> ImportKind | None:
    """What the list holds, by its headings as the wishes rename them; None when they do not tell."""
    wished = _wished_columns(sheet, wishes)
    renamed = [wished[at] or "" if at in wished else heading for at, heading in enumerate(sheet.headings)]
    return guess_kind(renamed + list(wishes.fixed))


def _wished_columns(sheet: Sheet, wishes: Wishes) -> dict[int, str | None]:
    places = {fold(heading): at for at, heading in reversed(list(enumerate(sheet.headings)))}
    found: dict[int, str | None] = {}
    for heading, name in wishes.columns.items():
        if fold(heading) not in places:
            raise UserError(
                _("De lijst heeft geen kolom {heading}. De koppen zijn: {headings}.").format(
                    heading=heading, headings=", ".join(sheet.headings)[:300]
                )
            )
        found[places[fold(heading)]] = name
    names = [name for name in found.values() if name]
    if len(set(names)) != len(names):
        twice = ", ".join(heading for heading, name in wishes.columns.items() if name and names.count(name) > 1)
        raise UserError(_("Deze kolommen wijzen naar hetzelfde veld: {columns}. Kies er één.").format(columns=twice))
    return found


def _refuse_unknown_fields(kind: ImportKind, wishes: Wishes) -> None:
    known = KIND_COLUMNS[kind]
    unknown = [name for name in [*wishes.columns.values(), *wishes.fixed] if name and name not in known]
    if unknown:
        raise UserError(
            _("Dit veld is er niet: {unknown}. Kies uit: {fields}.").format(
                unknown=", ".join(unknown), fields=", ".join(known)
            )
        )


def _words(whole: object) -> dict[str, dict[str, str]]:
    """For each field its words, folded, with what they mean."""
    if not isinstance(whole, Mapping | None):
        raise UserError(_("Het bestand met de kolommen is geen geldige JSON. Kijk het na."))
    return {
        str(name): {fold(word): text for word, text in _texts(known).items() if text is not None}
        for name, known in (whole or {}).items()
    }


def _policies(whole: object) -> dict[str, Policy]:
    found = {}
    for name, text in _texts(whole).items():
        if text not in {each.value for each in Policy}:
            raise UserError(_("Kies bij elk veld ask, fill of overwrite."))
        found[name] = Policy(text)
    return found


def _texts(whole: object, *, empty_allowed: bool = False) -> dict[str, str | None]:
    if whole is None:
        return {}
    if not isinstance(whole, Mapping):
        raise UserError(_("Het bestand met de kolommen is geen geldige JSON. Kijk het na."))
    found: dict[str, str | None] = {}
    for name, value in whole.items():
        if not isinstance(name, str) or not (isinstance(value, str | int) or (empty_allowed and value is None)):
            raise UserError(_("Het bestand met de kolommen is geen geldige JSON. Kijk het na."))
        found[name] = None if value is None else str(value)
    return found
