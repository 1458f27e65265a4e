"""A value for any field that is hard on an export: formulas, spaces, long texts, bytes, moments to the microsecond."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import Any

from dorpsapp.models import Field
from dorpsapp.models.kinds import (
    Choice,
    Day,
    DayMonth,
    Decimals,
    Email,
    Iban,
    Kind,
    Moment,
    Percentage,
    Phone,
    Postcode,
    Reference,
    Text,
    TimeOfDay,
    YesNo,
)
from dorpsapp.models.packed import Packed

_LONG = 40_000


def a_value(field: Field, number: int) -> Any:
    """A value of this field for row 1 or 2; references point to the row of that number."""
    match field.kind:
        case Choice(of=choices):
            return list(choices)[number % len(choices)]
        case Text(length=length):
            return (f"=1+{number}\n é  " + "lang " * (_LONG // 5 if length > _LONG else 0))[:length]
    made = next((make for kind, make in _MADE.items() if isinstance(field.kind, kind)), None)
    return 1_000 + number if made is None else made(number)


_MADE: dict[type[Kind], Callable[[int], Any]] = {
    Day: lambda number: date(1900 + number * 60, 2, 28),
    Moment: lambda number: datetime(2026, 1, number, 0 if number == 1 else 12, 30, 15, 123_456 * (number - 1)),
    TimeOfDay: lambda number: time(number * 10, 45),
    YesNo: lambda number: number == 1,
    Reference: lambda number: number,
    Postcode: lambda number: f"398{number}AB",
    Phone: lambda number: ("+31612345671", "+4915123456789")[number - 1],
    Email: lambda number: f"jan{number}@voorbeeld.nl",
    Iban: lambda number: ("NL02ABNA0123456789", "NL91ABNA0417164300")[number - 1],
    DayMonth: lambda number: f"0{number}-29",
    Packed: lambda number: bytes(range(256)) * 300 + bytes([number]),
    Decimals: lambda number: number / 7,
    Percentage: lambda number: number / 7,
}
