"""Text files of banks that have no headings: recognised by what stands in their first row, and given headings."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from dorpsapp.exchange.sheet import Row, Sheet

_ACCOUNT = r"(?:[A-Z]{2}\d{2}[A-Z0-9]{8,30}|\d{7,10})"
_DAY = r"\d{1,2}-\d{1,2}-\d{4}"
_AMOUNT = r"[-+]?[\d.]*\d(?:[.,]\d{1,2})?"


@dataclass(frozen=True)
class _File:
    """One layout: what the first cells look like, and what the columns are.

    `text` is the column of a text between single quotes, which falls apart where it holds a comma itself.
    """

    looks: tuple[str, ...]
    headings: tuple[str, ...]
    text: int | None = None


# As known, not verified with the banks. ABN AMRO (.TAB): own account, currency, day, balance before, balance after,
# day of interest, amount, description.
_ABN_AMRO = _File(
    (_ACCOUNT, "[A-Z]{3}", r"\d{8}", _AMOUNT, _AMOUNT, r"\d{8}", _AMOUNT),
    ("Rekening", "Munt", "Datum", "Beginsaldo", "Eindsaldo", "Rentedatum", "Bedrag", "Omschrijving"),
)
# Triodos (.csv): day, own account, amount, Debet or Credit, name, account of the other, code, description, balance.
_TRIODOS = _File(
    (_DAY, _ACCOUNT, _AMOUNT, "(?i:debet|credit)"),
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


# ASN, SNS and RegioBank (.csv): day, own account, account of the other, name, address, postcode, place, currency,
# balance before, currency, amount, two days, three codes, reference, 'description', number of the statement.
_ASN = _File(
    (
        _DAY,
        _ACCOUNT,
        f"(?:{_ACCOUNT})?",
        ".*",
        ".*",
        ".*",
        ".*",
        "[A-Z]{3}",
        _AMOUNT,
        "[A-Z]{3}",
        _AMOUNT,
        _DAY,
    ),
    (
        "Datum",
        "Rekening",
        "Tegenrekening",
        "Naam tegenpartij",
        "Adres",
        "Postcode",
        "Plaats",
        "Munt van de rekening",
        "Saldo",
        "Munt",
        "Bedrag",
        "Journaaldatum",
        "Valutadatum",
        "Interne code",
        "Code",
        "Volgnummer",
        "Betalingskenmerk",
        "Omschrijving",
        "Afschrift",
    ),
    text=17,
)


@dataclass(frozen=True)
class _AllRows:
    """The rows of a sheet together with the one that was taken for its headings."""

    first: Row
    sheet: Sheet
    layout: _File

    def __iter__(self) -> Iterator[Row]:
        yield self._whole(self.first)
        for row in self.sheet.rows:
            yield self._whole(row)

    def _whole(self, row: Row) -> Row:
        """The row with the parts of its text together, without the quotes around it."""
        at, more = self.layout.text, max(len(row.cells) - len(self.layout.headings), 0)
        if at is None or len(row.cells) <= at:
            return row
        parts = row.cells[at : at + more + 1]
        text = ", ".join(str(part) for part in parts if part is not None)
        bare = text[1:-1].strip() if len(text) > 1 and text[0] == text[-1] == "'" else text
        return Row(row.number, (*row.cells[:at], bare or None, *row.cells[at + more + 1 :]))


def with_headings(sheet: Sheet) -> Sheet:
    """The same list with headings, when its first row shows that it is a bank's file without any."""
    for layout in (_ABN_AMRO, _TRIODOS, _ASN):
        cells = sheet.headings
        wide = len(layout.looks) < len(cells) and (len(cells) <= len(layout.headings) or layout.text is not None)
        if wide and all(re.fullmatch(look, cell) for look, cell in zip(layout.looks, cells, strict=False)):
            first = Row(sheet.heading_row, tuple(cell or None for cell in cells))
            return replace(sheet, headings=layout.headings, rows=_AllRows(first, sheet, layout))
    return sheet
