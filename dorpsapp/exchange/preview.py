"""Preview: what reading a list in will do, row by row, as far as a person looks; and the words that were not known."""

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from enum import Enum

MOST_SHOWN = 200
MOST_WORDS = 60


class Fate(Enum):
    """What becomes of one row."""

    NEW = "new"
    CHANGED = "changed"
    SAME = "same"
    DOUBTFUL = "doubtful"


@dataclass(frozen=True, slots=True)
class Change:
    """One value that will change, in words; `old` is empty where nothing stood."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Answer:
    """One thing a user can say of a doubtful row: the key for Wishes.answers, and the words."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class RowFate:
    """One row: who or what it is about, what changes, and for a doubtful one the question with its answers."""

    row: int
    fate: Fate
    subject: str
    changes: tuple[Change, ...] = ()
    question: str = ""
    answers: tuple[Answer, ...] = ()


@dataclass
class Preview:
    """The first rows of each fate, and how many there are; `words` counts what is not known, by field and text."""

    rows: dict[Fate, list[RowFate]] = field(default_factory=lambda: {fate: [] for fate in Fate})
    counts: Counter[Fate] = field(default_factory=Counter)
    words: Counter[tuple[str, str]] = field(default_factory=Counter)

    def add(
        self,
        row: int,
        fate: Fate,
        subject: Callable[[], str],
        *,
        changes: Sequence[Change] = (),
        question: str = "",
        answers: Sequence[Answer] = (),
    ) -> None:
        """Count a row, and keep it when it is among the first; the subject is worked out only then."""
        self.counts[fate] += 1
        if len(self.rows[fate]) < MOST_SHOWN:
            self.rows[fate].append(RowFate(row, fate, subject(), tuple(changes), question, tuple(answers)))

    def unknown_word(self, name: str, text: str) -> None:
        """Count a word in this field that Dorpsapp does not know."""
        if (name, text) in self.words or len(self.words) < MOST_WORDS:
            self.words[name, text] += 1
