"""The kinds of value a field can hold: how each is stored, read from what people write, and shown."""

import re
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import Enum
from typing import Any, ClassVar

import sqlalchemy as sa

from dorpsapp.models import dates, durations
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, fold, parse_number, show_day, show_duration, show_moment, show_money, show_number

_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, kw_only=True)
class Kind:
    """One kind of value; `parse` gives None for nothing and raises Unreadable with a Dutch sentence for nonsense."""

    numeric: ClassVar[bool] = False
    excel_format: ClassVar[str] = "@"

    def sql(self) -> Any:
        """The SQLAlchemy column type, or a foreign key."""
        raise NotImplementedError

    def parse(self, text: str) -> Any:
        """The value that the text stands for."""
        raise NotImplementedError

    def show(self, value: Any) -> str:
        """The value as Dutch people write it; the empty string for None."""
        return "" if value is None else str(value)

    def excel_value(self, value: Any) -> Any:
        """The value as a spreadsheet holds it, so that it can be added up there."""
        return self.show(value) if value is not None else None


@dataclass(frozen=True, kw_only=True)
class Text(Kind):
    """Free text of a greatest length; more than one line where `lines` says so."""

    length: int = 100
    lines: int = 1

    def sql(self) -> Any:
        return sa.String(self.length)

    def parse(self, text: str) -> str | None:
        tidy = _CONTROL.sub("", text).strip()
        if self.lines == 1:
            tidy = " ".join(tidy.split())
        if len(tidy) > self.length:
            raise Unreadable(_("Dit is te lang. Gebruik ten hoogste {n} tekens.").format(n=self.length))
        return tidy or None


@dataclass(frozen=True, kw_only=True)
class Postcode(Kind):
    """A Dutch postcode: stored `1234AB`, shown `1234 AB`; SA, SD and SS are not given out."""

    def sql(self) -> Any:
        return sa.String(6)

    def parse(self, text: str) -> str | None:
        from stdnum.exceptions import ValidationError
        from stdnum.nl import postcode

        if not text.strip():
            return None
        try:
            return str(postcode.validate(text)).replace(" ", "")
        except ValidationError:
            raise Unreadable(_("Een postcode is vier cijfers en twee letters, zoals 1234 AB.")) from None

    def show(self, value: str | None) -> str:
        return f"{value[:4]} {value[4:]}" if value else ""


@dataclass(frozen=True, kw_only=True)
class Phone(Kind):
    """A phone number: stored as +31612345678, shown `06-12345678`; foreign numbers are shown with their country."""

    def sql(self) -> Any:
        return sa.String(20)

    def parse(self, text: str) -> str | None:
        import phonenumbers

        if not text.strip():
            return None
        sentence = _("Dit telefoonnummer klopt niet. Schrijf het als 06-12345678.")
        try:
            number = phonenumbers.parse(text, "NL")
        except phonenumbers.NumberParseException:
            raise Unreadable(sentence) from None
        if not phonenumbers.is_possible_number(number) or number.extension:
            raise Unreadable(sentence)
        return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164))

    def show(self, value: str | None) -> str:
        import phonenumbers

        if not value:
            return ""
        number = phonenumbers.parse(value, "NL")
        if number.country_code != 31:
            return str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL))
        national = str(phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.NATIONAL))
        area, *rest = national.replace("-", " ").split()
        return "-".join((area, "".join(rest))) if rest else area


@dataclass(frozen=True, kw_only=True)
class Email(Kind):
    """An e-mail address, checked for its shape only."""

    def sql(self) -> Any:
        return sa.String(254)

    def parse(self, text: str) -> str | None:
        tidy = text.strip()
        if not tidy:
            return None
        if len(tidy) > 254 or not re.fullmatch(r"[^@\s<>,;]+@[^@\s<>,;.]+(\.[^@\s<>,;.]+)+", tidy):
            raise Unreadable(_("Dit e-mailadres klopt niet. Schrijf het als naam@voorbeeld.nl."))
        return tidy


@dataclass(frozen=True, kw_only=True)
class Iban(Kind):
    """A bank account number: stored without spaces, shown in fours; checked by its two check digits."""

    def sql(self) -> Any:
        return sa.String(34)

    def parse(self, text: str) -> str | None:
        from stdnum import iban
        from stdnum.exceptions import ValidationError

        if not text.strip():
            return None
        try:
            return str(iban.validate(text))
        except ValidationError:
            raise Unreadable(_("Dit rekeningnummer klopt niet. Kijk de letters en cijfers nog eens na.")) from None

    def show(self, value: str | None) -> str:
        return " ".join(value[at : at + 4] for at in range(0, len(value), 4)) if value else ""


@dataclass(frozen=True, kw_only=True)
class Day(Kind):
    """A calendar day: stored ISO, shown `d-m-jjjj`."""

    excel_format: ClassVar[str] = "d-m-yyyy"

    def sql(self) -> Any:
        return sa.Date()

    def parse(self, text: str, today: date | None = None) -> date | None:
        """The day; with `today` also the short forms of fast typing: `v`, `g`, `ma`, `12`, `12-3`."""
        return dates.parse_day(text, today)

    def show(self, value: date | None) -> str:
        return "" if value is None else show_day(value)

    def excel_value(self, value: date | None) -> date | None:
        return value


@dataclass(frozen=True, kw_only=True)
class TimeOfDay(Kind):
    """A time on the clock, to the minute."""

    excel_format: ClassVar[str] = "hh:mm"

    def sql(self) -> Any:
        return sa.Time()

    def parse(self, text: str) -> time | None:
        return durations.parse_time(text)

    def show(self, value: time | None) -> str:
        return "" if value is None else f"{value:%H:%M}"

    def excel_value(self, value: time | None) -> time | None:
        return value


@dataclass(frozen=True, kw_only=True)
class Moment(Kind):
    """A day and time at which the program did something; set by the program, not typed."""

    excel_format: ClassVar[str] = "d-m-yyyy hh:mm"

    def sql(self) -> Any:
        return sa.DateTime()

    def parse(self, text: str) -> datetime | None:
        if not text.strip():
            return None
        try:
            return datetime.fromisoformat(text.strip())
        except ValueError:
            raise Unreadable(_("Schrijf een tijdstip als 2026-12-31 15:30.")) from None

    def show(self, value: datetime | None) -> str:
        return "" if value is None else show_moment(value)

    def excel_value(self, value: datetime | None) -> datetime | None:
        return value


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
        bare = re.sub(r"[€\s\u00a0]|EUR|euro", "", text, flags=re.IGNORECASE)
        bare = re.sub(r",-+$", "", bare)
        if not bare:
            return None
        try:
            cents = parse_number(bare) * 100
        except ValueError:
            raise Unreadable(_("Vul een bedrag in, zoals 12,50.")) from None
        if cents != cents.to_integral_value() or abs(cents) > 10**12:
            raise Unreadable(_("Vul een bedrag in met ten hoogste twee cijfers achter de komma."))
        return int(cents)

    def show(self, value: int | None) -> str:
        return "" if value is None else show_money(value)

    def excel_value(self, value: int | None) -> float | None:
        return None if value is None else value / 100


@dataclass(frozen=True, kw_only=True)
class YesNo(Kind):
    """Yes or no."""

    def sql(self) -> Any:
        return sa.Boolean()

    def parse(self, text: str) -> bool | None:
        word = fold(text)
        if not word:
            return None
        if word in {"ja", "j", "yes", "y", "x", "1", "waar", "true"}:
            return True
        if word in {"nee", "n", "no", "0", "onwaar", "false", "-"}:
            return False
        raise Unreadable(_("Vul ja of nee in."))

    def show(self, value: bool | None) -> str:
        return "" if value is None else (_("ja") if value else _("nee"))


@dataclass(frozen=True, kw_only=True)
class Choice(Kind):
    """One out of a fixed list; the enum's values are the Dutch words."""

    of: type[Enum]

    def sql(self) -> Any:
        return sa.Enum(self.of, native_enum=False, length=40, create_constraint=False)

    def parse(self, text: str) -> Enum | None:
        word = fold(text)
        if not word:
            return None
        for member in self.of:
            if word in {fold(str(member.value)), fold(member.name)}:
                return member
        raise Unreadable(_("Kies uit: {choices}.").format(choices=", ".join(str(member.value) for member in self.of)))

    def show(self, value: Enum | None) -> str:
        return "" if value is None else _(str(value.value))


@dataclass(frozen=True, kw_only=True)
class Reference(Kind):
    """A reference to a row of another record type, by table name; shown by whoever knows that row's name."""

    to: str

    def sql(self) -> Any:
        return sa.ForeignKey(f"{self.to}.id", ondelete="RESTRICT")

    def parse(self, text: str) -> int | None:
        if text.strip():
            raise Unreadable(_("Kies uit de lijst."))
        return None
