"""Proofs as JSON and back, so that a frozen report keeps the rows behind its money, value and agreements."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from dorpsapp.models.kinds import Day, Decimals, Distance, Duration, Hours, Kind, Money, Number, Percentage, Text
from dorpsapp.reports.blocks import Column, Table, Typed
from dorpsapp.reports.proof import Proof

_PLAIN: dict[str, type[Kind]] = {
    "text": Text, "day": Day, "number": Number, "money": Money, "km": Distance, "time": Duration,
}  # fmt: skip
_ROUNDED: dict[str, Any] = {"hours": Hours, "decimals": Decimals, "share": Percentage}
_NAME = re.compile(r"([a-z]+)(\d*)")


@dataclass(frozen=True)
class FrozenProof:
    """A figure with the rows behind it as they were printed; the reference is without the number of the report."""

    reference: str
    label: str
    shown: str
    how: str
    adds_up: bool
    table: Table


def frozen_proofs(proofs: Iterable[Proof]) -> list[dict[str, Any]]:
    """Plain values that JSON can hold."""
    return [
        {
            "reference": str(one.code),
            "label": one.label,
            "shown": one.shown,
            "how": one.how,
            "adds_up": one.adds_up,
            "caption": one.table.caption,
            "columns": [[column.key, column.label, _name(column.kind), column.total] for column in one.table.columns],
            "rows": [[_plain(cell) for cell in row] for row in one.table.rows],
        }
        for one in proofs
    ]


def thawed_proofs(kept: Iterable[dict[str, Any]]) -> tuple[FrozenProof, ...]:
    """The proofs out of their JSON."""
    return tuple(_thawed(one) for one in kept)


def _thawed(kept: dict[str, Any]) -> FrozenProof:
    columns = tuple(Column(key, label, _kind(name), total) for key, label, name, total in kept["columns"])
    rows = tuple(
        tuple(_value(cell, column.kind) for cell, column in zip(row, columns, strict=True)) for row in kept["rows"]
    )
    table = Table("behind", kept["caption"], columns, rows)
    return FrozenProof(kept["reference"], kept["label"], kept["shown"], kept["how"], kept["adds_up"], table)


def _name(kind: Kind) -> str:
    """`money`, or with decimals `hours2`."""
    if isinstance(kind, Hours | Decimals | Percentage):
        return next(f"{name}{kind.decimals}" for name, rounded in _ROUNDED.items() if type(kind) is rounded)
    return next(name for name, plain in _PLAIN.items() if type(kind) is plain)


def _kind(name: str) -> Kind:
    found = _NAME.fullmatch(name)
    assert found is not None, name
    if found[1] in _ROUNDED:
        kind: Kind = _ROUNDED[found[1]](decimals=int(found[2]))
        return kind
    return _PLAIN[found[1]]()


def _plain(cell: object) -> object:
    if isinstance(cell, Typed):
        return {"kind": _name(cell.kind), "value": _plain(cell.value)}
    if isinstance(cell, date):
        return cell.isoformat()
    return str(cell) if isinstance(cell, Decimal) else cell


def _value(cell: Any, kind: Kind) -> object:
    if isinstance(cell, dict):
        own = _kind(cell["kind"])
        return Typed(_value(cell["value"], own), own)
    if cell is None:
        return None
    if isinstance(kind, Day):
        return date.fromisoformat(cell)
    return Decimal(cell) if isinstance(kind, Decimals | Percentage) and isinstance(cell, str) else cell
