"""The list in hand while it goes through the steps of importing: its source, what was said of it, what was seen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from dorpsapp.models import ImportKind
from dorpsapp.text import fold

if TYPE_CHECKING:
    from dorpsapp.exchange.list_check import Checked
    from dorpsapp.exchange.mapping import Policy, Wishes
    from dorpsapp.exchange.sheet import Sheet


@dataclass
class ListInHand:
    """One opened list; every choice of the user becomes part of its wishes."""

    source: str
    sheet: Sheet
    wishes: Wishes
    checked: Checked | None = None
    words_seen: dict[tuple[str, str], int] = field(default_factory=dict)

    def take_kind(self, kind: ImportKind | None) -> None:
        """What the list holds; another kind has other fields, so that the columns are guessed anew."""
        self.wishes = replace(self.wishes, kind=kind, columns={}, fixed={}, answers={})
        self.words_seen = {}

    def take_columns(self, columns: Mapping[str, str | None]) -> None:
        """What each column is, by its heading."""
        self.wishes = replace(self.wishes, kind=self.wishes.kind or self.kind, columns=dict(columns))

    def take_fixed(self, name: str, text: str) -> None:
        """A value for all rows whose own cell is empty; none takes it away."""
        fixed = {key: value for key, value in self.wishes.fixed.items() if key != name}
        self.wishes = replace(self.wishes, fixed={**fixed, name: text} if text else fixed)

    def take_word(self, name: str, word: str, meaning: str) -> None:
        """What a word in a field means; nothing takes it away."""
        known = {key: value for key, value in self.wishes.words.get(name, {}).items() if key != fold(word)}
        words = {**self.wishes.words, name: {**known, fold(word): meaning} if meaning else known}
        self.wishes = replace(self.wishes, words=words)

    def take_day_order(self, order: str | None) -> None:
        """Whether day or month comes first."""
        self.wishes = replace(self.wishes, day_order=order)

    def take_policy(self, name: str, policy: Policy) -> None:
        """What happens where another value stands in Dorpsapp already."""
        self.wishes = replace(self.wishes, policies={**self.wishes.policies, name: policy})

    def take_answer(self, row: int, answer: str) -> None:
        """What becomes of a doubtful row; nothing leaves it out."""
        answers = {key: value for key, value in self.wishes.answers.items() if key != row}
        self.wishes = replace(self.wishes, answers={**answers, row: answer} if answer else answers)

    @property
    def kind(self) -> ImportKind | None:
        """What the list holds, as said or as guessed."""
        return self.wishes.kind or (self.checked.kind if self.checked else None)
