"""The names of everyone in the file, also of who was put away, for finding them where they should not stand."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import sqlalchemy as sa

from dorpsapp.models import Person
from dorpsapp.models.person import full_name, list_name
from dorpsapp.store.store import Store
from dorpsapp.text import fold

_TITLES = ("de heer", "dhr", "meneer", "mijnheer", "mevrouw", "mevr", "mw", "familie", "fam", "zuster", "pastor")
_PREFIXES = frozenset("van de den der ten ter het t d la le el al von".split())


@dataclass(frozen=True)
class Names:
    """Whole names as they are written, and folded surnames without prefix."""

    whole: tuple[str, ...]
    surnames: frozenset[str]

    def found_in(self, text: str) -> tuple[str, ...]:
        """The names that stand in a text: whole, as in a list, and surnames behind a title such as `mevrouw`."""
        words = _words(text)
        joined = f" {' '.join(words)} "
        found = [name for name, folded in self._folded if f" {folded} " in joined]
        return tuple(dict.fromkeys([*found, *_behind_titles(words, self.surnames)]))

    @cached_property
    def _folded(self) -> tuple[tuple[str, str], ...]:
        return tuple((name, " ".join(_words(name))) for name in self.whole)


def every_name(store: Store) -> Names:
    """All names that could point at a person; a single word is no whole name."""
    columns = (
        Person.first_name, Person.initials, Person.prefix, Person.surname, Person.own_prefix, Person.own_surname,
        Person.number,
    )  # fmt: skip
    whole: list[str] = []
    surnames: set[str] = set()
    with store.read() as session:
        for row in map(dict, session.execute(sa.select(*columns)).mappings()):
            whole += [name for name in _ways_to_write(row) if len(_words(name)) > 1]
            surnames |= {fold(name) for name in (row["surname"], row["own_surname"]) if name}
    return Names(tuple(dict.fromkeys(whole)), frozenset(surnames))


def _ways_to_write(row: dict[str, str | None]) -> Iterable[str]:
    """`Janneke ten Berge-van der Meulen`, the same as in a list, and with one of the two family names."""
    if not row["surname"]:
        return ()
    without_number = {**row, "number": None}
    single = {**without_number, "own_prefix": None, "own_surname": None}
    own = {**single, "prefix": row["own_prefix"], "surname": row["own_surname"]} if row["own_surname"] else single
    initialled = {**single, "first_name": None} if row["initials"] else single
    return [way(values) for values in (without_number, single, own, initialled) for way in (full_name, list_name)]


def _words(text: str) -> list[str]:
    return fold("".join(sign if sign.isalnum() else " " for sign in text)).split()


def _behind_titles(words: list[str], surnames: frozenset[str]) -> Iterator[str]:
    titles = {tuple(title.split()) for title in _TITLES}
    for at in range(len(words)):
        title = next((one for one in titles if tuple(words[at : at + len(one)]) == one), None)
        if title is None:
            continue
        place = at + len(title)
        name = []
        while place < len(words) and (words[place] in _PREFIXES or len(words[place]) == 1):
            name.append(words[place])
            place += 1
        if place < len(words) and words[place] in surnames:
            yield " ".join([*title, *name, words[place].capitalize()])
