"""Kinds of value with which people are reached and paid: postcode, phone, e-mail, bank account."""

import re
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dorpsapp.models.kind import Kind
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _


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
