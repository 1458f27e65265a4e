"""Reads amounts of money as banks and spreadsheets write them, to whole cents."""

import re

from dorpsapp.exchange.cells import as_text
from dorpsapp.exchange.sheet import Cell
from dorpsapp.models.kinds import Money
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, fold

_OUT = {"af", "debet", "debit", "d", "uit", "-"}
_IN = {"bij", "credit", "c", "in", "+"}


def read_amount(cell: Cell) -> int | None:
    """Cents, None for nothing: `1.234,56`, `-12.50`, `+12,50`, `12,50-`, `(12,50)`, `€ 12`; raises Unreadable."""
    text = as_text(cell).strip()
    if isinstance(cell, float):  # computed in binary, so that 0,1 + 0,2 comes as 0,30000000000000004
        text = f"{cell:.4f}".rstrip("0").rstrip(".").replace(".", ",")
    if after := re.fullmatch(r"([\d.,]*\d)-", text):
        text = f"-{after[1]}"
    if between := re.fullmatch(r"(?:€\s*)?\(\s*(?:€\s*)?([\d.,]*\d)\s*\)", text):  # as bookkeepers write below nought
        text = f"-{between[1]}"
    return Money().parse(text)


def signed(amount: int, direction: str) -> int:
    """The amount as it counts, with a word beside it that says whether it came in or went out; raises Unreadable."""
    word = fold(direction)
    if not word:
        return amount
    if word not in _OUT | _IN:
        raise Unreadable(_("Schrijf hier Af of Bij."))
    return -abs(amount) if word in _OUT else abs(amount)
