"""Kinds of number: counts, years, durations, distances, money, and what is computed from them."""

import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, ClassVar

import sqlalchemy as sa

from dorpsapp.models import durations
from dorpsapp.models.kind import Kind
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, parse_number, show_duration, show_money, show_number


@dataclass(frozen=True, kw_only=True)
class Duration(Kind):
    """Whole minutes, read and shown as hours and minutes; an hour count in a spreadsheet."""

    longest: int = 24 * 60
    numeric: ClassVar[bool] = True
    excel_format: ClassVar[str] = "#,##0.00"

    def sql(self) -> Any:
        return sa.Integer()

    def parse(self, text: str) -> int | None:
        return durations.parse_duration(text, self.longest)

    def show(self, value: int | None) -> str:
        return "" if value is None else show_duration(value)

    def excel_value(self, value: int | None) -> float | None:
        return None if value is None else value / 60


@dataclass(frozen=True, kw_only=True)
class Hours(Duration):
    """Whole minutes shown as decimal hours, as reports do: 90 -> `1,5`."""

    decimals: int = 0
    excel_format: ClassVar[str] = "#,##0.0"

    def show(self, value: int | None) -> str:
        return "" if value is None else show_number(Decimal(value) / 60, self.decimals)


@dataclass(frozen=True, kw_only=True)
class Number(Kind):
    """A whole number between bounds."""

    least: int = 0
    most: int = 1_000_000_000
    numeric: ClassVar[bool] = True
    excel_format: ClassVar[str] = "#,##0"

    def sql(self) -> Any:
        return sa.Integer()

    def parse(self, text: str) -> int | None:
        if not text.strip():
            return None
        try:
            value = parse_number(text)
        except ValueError:
            raise Unreadable(_("Vul een getal in, zoals 12.")) from None
        if value != value.to_integral_value():
            raise Unreadable(_("Vul een heel getal in, zoals 12."))
        if not self.least <= value <= self.most:
            raise Unreadable(
                _("Vul een getal in van {least} tot en met {most}.").format(
                    least=show_number(self.least), most=show_number(self.most)
                )
            )
        return int(value)

    def show(self, value: int | None) -> str:
        return "" if value is None else show_number(value)

    def excel_value(self, value: int | None) -> int | None:
        return value


@dataclass(frozen=True, kw_only=True)
class Year(Number):
    """A calendar year, shown without a dot."""

    least: int = 1880
    most: int = 2200
    excel_format: ClassVar[str] = "0"

    def show(self, value: int | None) -> str:
        return "" if value is None else str(value)


@dataclass(frozen=True, kw_only=True)
class Decimals(Kind):
    """A computed number with decimals, such as an average; only shown, never stored."""

    decimals: int = 1
    numeric: ClassVar[bool] = True
    excel_format: ClassVar[str] = "#,##0.0"

    def show(self, value: Decimal | float | None) -> str:
        return "" if value is None else show_number(value, self.decimals)

    def excel_value(self, value: Decimal | float | None) -> float | None:
        return None if value is None else float(value)


@dataclass(frozen=True, kw_only=True)
class Percentage(Kind):
    """A share between 0 and 1, shown as a percentage; only shown, never stored."""

    decimals: int = 0
    numeric: ClassVar[bool] = True
    excel_format: ClassVar[str] = "0%"

    def show(self, value: Decimal | float | None) -> str:
        return "" if value is None else f"{show_number(Decimal(str(value)) * 100, self.decimals)}%"

    def excel_value(self, value: Decimal | float | None) -> float | None:
        return None if value is None else float(value)


@dataclass(frozen=True, kw_only=True)
class Distance(Kind):
    """Kilometres, kept in whole tenths so that sums are exact."""

    most: int = 20_000
    numeric: ClassVar[bool] = True
    excel_format: ClassVar[str] = "#,##0.0"

    def sql(self) -> Any:
        return sa.Integer()

    def parse(self, text: str) -> int | None:
        bare = re.sub(r"\s*(km|kilometers?)\.?$", "", text.strip(), flags=re.IGNORECASE)
        if not bare:
            return None
        try:
            tenths = parse_number(bare) * 10
        except ValueError:
            raise Unreadable(_("Vul de kilometers in als een getal, zoals 12 of 12,5.")) from None
        if tenths != tenths.to_integral_value() or not 0 <= tenths <= self.most:
            raise Unreadable(
                _("Vul kilometers in van 0 tot {most}, met één cijfer achter de komma.").format(
                    most=show_number(self.most // 10)
                )
            )
        return int(tenths)

    def show(self, value: int | None) -> str:
        if value is None:
            return ""
        return show_number(Decimal(value) / 10, 1 if value % 10 else 0)

    def excel_value(self, value: int | None) -> float | None:
        return None if value is None else value / 10


@dataclass(frozen=True, kw_only=True)
class Money(Kind):
    """An amount in whole cents, shown as `€ 1.234,50`."""

    numeric: ClassVar[bool] = True
    excel_format: ClassVar[str] = '"€" #,##0.00;-"€" #,##0.00'

    def sql(self) -> Any:
        return sa.BigInteger()

    def parse(self, text: str) -> int | None:
        bare = re.sub(r",-+$", "", re.sub(r"[€\s\u00a0]|EUR|euro", "", text, flags=re.IGNORECASE))
        if not bare:
            return None
        try:
            cents = parse_number(bare) * 100
        except ValueError:
            raise Unreadable(_("Vul een bedrag in, zoals 12,50.")) from None
        if (large := abs(cents) > 10**12) or cents != cents.to_integral_value():
            fine = _("Vul een bedrag in met ten hoogste twee cijfers achter de komma.")
            raise Unreadable(_("Dit bedrag is te groot. Kijk na of het klopt.") if large else fine)
        return int(cents)

    def show(self, value: int | None) -> str:
        return "" if value is None else show_money(value)

    def excel_value(self, value: int | None) -> float | None:
        return None if value is None else value / 100
