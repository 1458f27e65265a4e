"""Packed: something kept whole, such as a workbook or a frozen report."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from dorpsapp.models.kind import Kind
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.text import _, show_number


@dataclass(frozen=True, kw_only=True)
class Packed(Kind):
    """Something kept whole that nobody types: a document or a workbook; lists tell only how large it is."""

    def sql(self) -> Any:
        return sa.LargeBinary()

    def parse(self, text: str) -> bytes | None:
        if text.strip():
            raise Unreadable(_("Dit kan niet getypt worden."))
        return None

    def show(self, value: bytes | None) -> str:
        return "" if value is None else _("{n} kB").format(n=show_number(max(1, len(value) // 1000)))
