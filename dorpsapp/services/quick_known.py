"""What a quick line can be about: the people and kinds of help that are known, indexed by how they are written."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from dorpsapp.models import ParticipantRole, Shape
from dorpsapp.services.quick_words import SYNONYMS
from dorpsapp.text import fold

Phrase = tuple[str, ...]
WHOLE, NEARLY_WHOLE, FAMILY, GIVEN = 9, 8, 6, 5
LONGEST_NAME = 7
LEAST_LETTERS = 3
LEAST_LETTERS_OF_A_KIND = 4


@dataclass(frozen=True)
class KnownPerson:
    """Someone who can be meant; `recent` is higher the more recently they took part in that role."""

    id: int
    name: str
    first_name: str = ""
    initials: str = ""
    prefix: str = ""
    surname: str = ""
    own_name: str = ""
    detail: str = ""
    recent: Mapping[ParticipantRole, int] = field(default_factory=dict, hash=False)

    @property
    def family(self) -> str:
        """The family name with its prefix."""
        return " ".join(part for part in (self.prefix, self.surname) if part)

    def forms(self) -> Iterable[tuple[Phrase, int]]:
        """The ways to write this person, each with how much it says: whole names more than half ones."""
        first, prefix = tuple(fold(self.first_name).split()), tuple(fold(self.prefix).split())
        surname, own = tuple(fold(self.surname).split()), tuple(fold(self.own_name).split())
        letters = tuple(sign for sign in fold(self.initials) if sign.isalpha()) or tuple(word[0] for word in first[:1])
        yield tuple(fold(self.name).split()), WHOLE
        if surname:
            for given in {first, ("".join(letters),) if letters else (), letters, letters[:1]} - {()}:
                yield (*given, *prefix, *surname), WHOLE if given == first else NEARLY_WHOLE
                yield (*given, *surname), NEARLY_WHOLE
            yield (*prefix, *surname), FAMILY
            yield surname, FAMILY
        if own:
            for given in {first} - {()}:
                yield (*given, *own), NEARLY_WHOLE
            yield own, FAMILY
        if first:
            yield first, GIVEN
            if len(first) > 1:
                yield first[:1], GIVEN


@dataclass(frozen=True)
class KnownKind:
    """A kind of help that can be meant."""

    id: int
    name: str
    shape: Shape
    code: str = ""
    unit: str = ""
    units: str = ""
    recent: int = 0

    def phrases(self) -> Iterable[tuple[Phrase, int]]:
        """The ways to write this kind: its name, what people call it, its unit, and the words of its name."""
        name = tuple(fold(self.name).split())
        yield name, WHOLE
        for word in SYNONYMS.get(self.code, "").split():
            yield tuple(word.split("-")), NEARLY_WHOLE
        for word in name:
            if len(word) > LEAST_LETTERS_OF_A_KIND and len(name) > 1:
                yield (word,), FAMILY
        for unit in (fold(self.unit), fold(self.units)):
            if unit and unit != "keer":
                yield tuple(unit.split()), GIVEN


@dataclass(frozen=True)
class Known:
    """Everything that a line can mean, and the day on which it is read."""

    people: tuple[KnownPerson, ...]
    kinds: tuple[KnownKind, ...]
    today: date

    @cached_property
    def _names(self) -> Mapping[Phrase, Mapping[int, int]]:
        found: dict[Phrase, dict[int, int]] = defaultdict(dict)
        for person in self.people:
            for phrase, says in person.forms():
                if phrase:
                    found[phrase][person.id] = max(says, found[phrase].get(person.id, 0))
        return found

    @cached_property
    def _sorted_names(self) -> list[Phrase]:
        return sorted(self._names)

    @cached_property
    def _kind_words(self) -> Mapping[Phrase, Mapping[int, int]]:
        found: dict[Phrase, dict[int, int]] = defaultdict(dict)
        for kind in self.kinds:
            for phrase, says in kind.phrases():
                found[phrase][kind.id] = max(says, found[phrase].get(kind.id, 0))
        return found

    @cached_property
    def written_names(self) -> tuple[list[str], list[int]]:
        """Whole names and family names, folded, and whose they are, for finding what is written nearly so."""
        pairs = [(form, one.id) for one in self.people for form in {fold(one.name), fold(one.family)} if form]
        return [form for form, _number in pairs], [number for _form, number in pairs]

    def prepare(self) -> "Known":
        """Make the indexes now, away from the typing; gives itself."""
        assert self._sorted_names is not None and self._kind_words is not None
        assert self.written_names is not None and self.person_by_id is not None
        return self

    @cached_property
    def person_by_id(self) -> Mapping[int, KnownPerson]:
        """The people by number."""
        return {person.id: person for person in self.people}

    @cached_property
    def kind_by_id(self) -> Mapping[int, KnownKind]:
        """The kinds by number."""
        return {kind.id: kind for kind in self.kinds}

    def people_called(self, words: Sequence[str], *, may_begin: bool = True) -> tuple[Sequence[KnownPerson], int]:
        """Who these words can be, and how much the words say (0 when nobody).

        With `may_begin` the last word may be the beginning of a longer one.
        """
        phrase = tuple(word.replace(".", "") or word for word in words)
        exact = self._names.get(phrase) or self._names.get(tuple(words))
        if exact:
            best = max(exact.values())
            return self._by_recency(number for number, says in exact.items() if says == best), best
        if not may_begin or len(phrase[-1]) < LEAST_LETTERS:
            return (), 0
        found: set[int] = set()
        says = 0
        at = bisect_left(self._sorted_names, phrase)
        while at < len(self._sorted_names):
            other = self._sorted_names[at]
            if other[: len(phrase) - 1] != phrase[:-1] or not other[len(phrase) - 1].startswith(phrase[-1]):
                break
            if len(other) == len(phrase):
                found |= self._names[other].keys()
                says = max(says, *self._names[other].values())
            at += 1
        return self._by_recency(found), max(says - 3, 1) if found else 0

    def kinds_called(self, words: Sequence[str]) -> tuple[Sequence[KnownKind], int]:
        """Which kinds of help these words can be, and how much the words say; a beginning of a name will do."""
        exact = self._kind_words.get(tuple(words))
        if exact:
            best = max(exact.values())
            return self._latest_first(number for number, says in exact.items() if says == best), best
        if len(words) != 1 or len(words[0]) < LEAST_LETTERS_OF_A_KIND:
            return (), 0
        begins = [kind.id for kind in self.kinds if fold(kind.name).startswith(words[0])]
        return self._latest_first(begins), 2 if begins else 0

    def _by_recency(self, numbers: Iterable[int]) -> Sequence[KnownPerson]:
        people = [self.person_by_id[number] for number in numbers]
        return sorted(people, key=lambda one: (-max(one.recent.values(), default=0), fold(one.name), one.id))

    def _latest_first(self, numbers: Iterable[int]) -> Sequence[KnownKind]:
        return sorted((self.kind_by_id[number] for number in numbers), key=lambda one: (-one.recent, one.id))
