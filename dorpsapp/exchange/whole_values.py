"""Values of the complete export: what a cell gives back, and what a cell cannot hold and goes along in parts."""

import base64
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time
from typing import Any

from dorpsapp.exchange.sheet import Cell
from dorpsapp.models.kinds import (
    Choice,
    Day,
    Decimals,
    Distance,
    Duration,
    Kind,
    Moment,
    Money,
    Number,
    Percentage,
    Reference,
    Text,
    TimeOfDay,
    YesNo,
)
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.reports.safe_text import cell_text

PARTS_SHEET = "Bijlagen"
PART_HEADINGS = ("Tabel", "Id", "Veld", "Deel", "Inhoud")
_LONGEST_PART = 30_000
_EXACT = (Number, Day, Reference, Choice, YesNo, Duration, Distance, Money)
_FACTORS = ((Duration, 60), (Distance, 10), (Money, 100))


@dataclass
class Apart:
    """The values that a cell of their kind does not give back exactly, such as a frozen report."""

    values: list[tuple[str, int, str, Any]] = field(default_factory=list)

    def look_at(self, table: str, number: int, name: str, kind: Kind, value: Any) -> None:
        """Keep this value when reading its cell would give another one."""
        if value is not None and not _comes_back(kind, value):
            self.values.append((table, number, name, value))

    def rows(self) -> Iterator[tuple[str, int, str, int, str]]:
        """Table, id, field, number of the part, and the part of the value as JSON in base64."""
        for table, number, name, value in self.values:
            text = base64.b64encode(json.dumps(value, default=_packed).encode()).decode("ascii")
            for part, start in enumerate(range(0, len(text), _LONGEST_PART)):
                yield table, number, name, part, text[start : start + _LONGEST_PART]


def read_apart(rows: Iterable[tuple[Cell, ...]]) -> dict[tuple[str, int, str], Any]:
    """The values out of those parts, by table, id and field; raises ValueError when they do not fit together."""
    parts: dict[tuple[str, int, str], dict[int, str]] = {}
    for table, number, name, part, text in rows:
        if not isinstance(number, int) or not isinstance(part, int):
            raise ValueError("parts")
        parts.setdefault((str(table), number, str(name)), {})[part] = str(text)
    return {
        key: json.loads(base64.b64decode("".join(found[at] for at in sorted(found))), object_hook=_unpacked)
        for key, found in parts.items()
    }


def from_cell(kind: Kind, cell: Cell) -> Any:
    """The value that a cell of the export stands for; raises Unreadable when it is none of this kind."""
    if cell is None or cell == "":
        return None
    for of, factor in _FACTORS:
        if isinstance(kind, of):
            return round(_number(cell) * factor)
    if isinstance(kind, Number | Reference):
        return round(_number(cell))
    if isinstance(kind, Decimals | Percentage):
        return _number(cell)
    if isinstance(kind, Day):
        return _day(cell)
    if isinstance(kind, Moment):
        return cell if isinstance(cell, datetime) else datetime.combine(_day(cell), time())
    if isinstance(kind, TimeOfDay):
        return cell if isinstance(cell, time) else kind.parse(str(cell))
    return str(cell) if isinstance(kind, Text) else kind.parse(str(cell))


def _comes_back(kind: Kind, value: Any) -> bool:
    if isinstance(value, str) and isinstance(kind, Text):
        return value == value.strip() == cell_text(value) and "\r" not in value and bool(value)
    if isinstance(kind, _EXACT):
        return True
    if isinstance(kind, Moment):
        return isinstance(value, datetime) and not value.microsecond
    shown = kind.excel_value(value)
    try:
        return bool(from_cell(kind, shown.strip() if isinstance(shown, str) else shown) == value)
    except Unreadable:
        return False


def _number(cell: Cell) -> float:
    if isinstance(cell, int | float):
        return cell
    raise Unreadable(f"{type(cell).__name__}")


def _day(cell: Cell) -> date:
    if isinstance(cell, datetime):
        return cell.date()
    if isinstance(cell, date):
        return cell
    raise Unreadable(f"{type(cell).__name__}")


def _packed(value: object) -> dict[str, str]:
    if isinstance(value, bytes):
        return {"bytes": base64.b64encode(value).decode("ascii")}
    if isinstance(value, datetime):
        return {"moment": value.isoformat()}
    if isinstance(value, time):
        return {"time": value.isoformat()}
    return {"text": str(value)}


def _unpacked(found: dict[str, Any]) -> Any:
    if set(found) == {"bytes"}:
        return base64.b64decode(found["bytes"])
    if set(found) == {"moment"}:
        return datetime.fromisoformat(found["moment"])
    if set(found) == {"time"}:
        return time.fromisoformat(found["time"])
    return found["text"] if set(found) == {"text"} else found
