"""Kind: one sort of value, with how it is stored, read from what people write, and shown."""

from dataclasses import dataclass
from typing import Any, ClassVar


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
