"""Text files of banks that have no headings: recognised by what stands in their first row, and given headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dorpsapp.exchange.sheet import Row, Sheet

_ACCOUNT = r"(?:[A-Z]{2}\d{2}[A-Z0-9]{8,30}|\d{7,10})"
_AMOUNT = r"[-+]?[\d.]*\d(?:[.,]\d{1,2})?"


@dataclass(frozen=True)
class _File:
    """One layout: what the first cells look like, and what the columns are."""

    looks: tuple[str, ...]
    headings: tuple[str, ...]


# As known, not verified with the banks. ABN AMRO (.TAB): own account, currency, day, balance before, balance after,
# day of interest, amount, description.
_ABN_AMRO = _File(
    (_ACCOUNT, "[A-Z]{3}", r"\d{8}", _AMOUNT, _AMOUNT, r"\d{8}", _AMOUNT),
    ("Rekening", "Munt", "Datum", "Beginsaldo", "Eindsaldo", "Rentedatum", "Bedrag", "Omschrijving"),
)
# Triodos (.csv): day, own account, amount, Debet or Credit, name, account of the other, code, description, balance.
_TRIODOS = _File(
    (r"\d{1,2}-\d{1,2}-\d{4}", _ACCOUNT, _AMOUNT, "(?i:debet|credit)"),
    (
        "Datum",
        "Rekening",
        "Bedrag",
        "Debet/Credit",
        "Naam tegenpartij",
        "Tegenrekening",
        "Code",
        "Omschrijving",
        "Saldo",
    ),
)


@dataclass(frozen=True)
class _AllRows:
    """The rows of a sheet together with the one that was taken for its headings."""

    first: Row
    sheet: Sheet

    def __iter__(self) -> Iterator[Row]:
        yield self.first
        yield from self.sheet.rows


def with_headings(sheet: Sheet) -> Sheet:
    """The same list with headings, when its first row shows that it is a bank's file without any."""
    for layout in (_ABN_AMRO, _TRIODOS):
        cells = sheet.headings
        wide = len(layout.looks) < len(cells) <= len(layout.headings)
        if wide and all(re.fullmatch(look, cell) for look, cell in zip(layout.looks, cells, strict=False)):
            first = Row(sheet.heading_row, tuple(cell or None for cell in cells))
            return replace(sheet, headings=layout.headings, rows=_AllRows(first, sheet))
    return sheet
