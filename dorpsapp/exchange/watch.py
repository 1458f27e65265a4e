"""Watch: tells how far reading a list in has come, and ends it when the user has stopped it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TypeVar

from dorpsapp import errors
from dorpsapp.exchange.sheet import Cancelled, Progress
from dorpsapp.text import _

T = TypeVar("T")
STEP = 1000


@dataclass(frozen=True)
class Watch:
    """`progress` hears (count, total, text) every thousand items; `cancelled` says whether to stop."""

    progress: Progress | None = None
    cancelled: Cancelled | None = None

    def go_on(self) -> None:
        """Raises Cancelled when the user has stopped it."""
        if self.cancelled is not None and self.cancelled():
            raise errors.Cancelled(_("Gestopt. Er is niets veranderd."))

    def over(self, items: Iterable[T], text: str, total: int = 0) -> Iterator[T]:
        """The items one by one; `total` is 0 when nobody knows how many there are."""
        for count, item in enumerate(items):
            if count % STEP == 0:
                self.go_on()
                if self.progress is not None:
                    self.progress(count, total, text)
            yield item

    def portions(self, items: Sequence[T], text: str) -> Iterator[Sequence[T]]:
        """The items a thousand at a time."""
        for start in range(0, len(items), STEP):
            self.go_on()
            if self.progress is not None:
                self.progress(start, len(items), text)
            yield items[start : start + STEP]
