"""Duplicates: how likely it is that two records are one person, and why; pure rules without a data file."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from itertools import combinations
from typing import Any

from dorpsapp.services import name_forms
from dorpsapp.services.name_forms import Closeness
from dorpsapp.text import _, fold

LIKELY = 8.0
"""Points from which a pair is put before the user."""
WORTH_ASKING = 5.0
"""Points from which someone who is being typed in may be meant; a name alone is all there is then."""
_LARGEST_BLOCK = 60
_GENERATION = 15

Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Traits:
    """What tells people apart, folded and ready to compare; `id` is None for someone who is not in the file."""

    id: int | None
    first: str = ""
    initials: str = ""
    families: tuple[str, ...] = ()
    born: date | None = None
    birth_year: int | None = None
    birthday: str | None = None
    phones: frozenset[str] = frozenset()
    email: str = ""
    postcode: str = ""
    street: str = ""
    house: str = ""
    number: str = ""

    @classmethod
    def of(cls, values: Mapping[str, Any], number: int | None = None) -> "Traits":
        """Out of the plain values of a person; absent ones are empty."""

        def words(name: str) -> str:
            return fold(str(values.get(name) or ""))

        families = (name_forms.kernel(words(name)) for name in ("surname", "own_surname"))
        born = values.get("birth_date")
        return cls(
            number,
            words("first_name"),
            "".join(sign for sign in words("initials") if sign.isalpha()),
            tuple(dict.fromkeys(part for family in families for part in family.split("-") if part)),
            born,
            born.year if born else values.get("birth_year"),
            f"{born:%m-%d}" if born else values.get("birthday"),
            frozenset(str(values[name]) for name in ("mobile", "phone") if values.get(name)),
            words("email"),
            str(values.get("postcode") or ""),
            words("street"),
            f"{values['house_number']}{words('house_addition')}" if values.get("house_number") else "",
            words("number"),
        )

    @cached_property
    def sounds(self) -> tuple[str, ...]:
        """The family names as they sound."""
        return tuple(name_forms.sound(family) for family in self.families)

    @cached_property
    def letters(self) -> frozenset[str]:
        """The first letters that fit this person's given name."""
        found = name_forms.letters_of(self.first.split()[0]) if self.first else frozenset()
        return found | frozenset(self.initials[:1])


@dataclass
class Likeness:
    """How likely it is that two records are one person: points, what speaks for it, and what against."""

    points: float = 0.0
    reasons: list[str] = field(default_factory=list)
    against: list[str] = field(default_factory=list)

    def add(self, points: float, reason: str = "") -> None:
        """Count points, with the words for a user."""
        self.points += points
        if reason:
            (self.reasons if points > 0 else self.against).append(reason)


@dataclass(frozen=True)
class Pair:
    """Two records that may be one person; the lower id comes first."""

    one: int
    other: int
    likeness: Likeness


def compare(one: Traits, other: Traits) -> Likeness:
    """Weigh everything that is known of two records.

    A couple shares address and telephone, so those count for little beside two given names that differ; parent and
    child may share a whole name, so a generation between the years of birth weighs most of all.
    """
    found = Likeness()
    _family(one, other, found)
    _given(one, other, found)
    _birth(one, other, found)
    _contact(one, other, found)
    _address(one, other, found)
    if one.number and other.number and one.number != other.number:
        found.add(-1)
    return found


def _family(one: Traits, other: Traits, found: Likeness) -> None:
    if not one.families and not other.families:
        if one.first and one.first == other.first:
            found.add(2)
        return
    match name_forms.nearest(one.families, other.families):
        case Closeness.SAME:
            double = len(one.families) != len(other.families) or one.families[0] != other.families[0]
            found.add(4, _("achternaam met en zonder partnernaam") if double else _("zelfde achternaam"))
        case Closeness.SOUND:
            found.add(3.5, _("achternaam klinkt hetzelfde"))
        case Closeness.SLIP:
            found.add(2.5, _("achternaam scheelt een letter"))
        case Closeness.DIFFERENT:
            found.add(-4, _("andere achternaam"))


def _given(one: Traits, other: Traits, found: Likeness) -> None:
    if one.first and other.first:
        first, second = one.first.split(), other.first.split()
        if one.first == other.first:
            found.add(4, _("zelfde voornaam"))
        elif first[0] == second[0]:
            found.add(3, _("zelfde eerste voornaam"))
        elif name_forms.same_call_name(first[0], second[0]):
            found.add(2.5, _("roepnaam past erbij"))
        elif name_forms.closeness(first[0], second[0]) > Closeness.DIFFERENT:
            found.add(2.5, _("voornaam scheelt een letter"))
        else:
            found.add(-7, _("andere voornaam"))
    elif one.letters and other.letters:
        if not one.letters & other.letters:
            found.add(-6, _("andere voorletter"))
        elif len(one.initials) > 1 and one.initials == other.initials:
            found.add(3, _("zelfde voorletters"))
        else:
            found.add(1.5, _("voorletter past bij de voornaam"))


def _birth(one: Traits, other: Traits, found: Likeness) -> None:
    if one.born and other.born:
        if one.born == other.born:
            found.add(6, _("zelfde geboortedatum"))
        elif _slip_in_date(one.born, other.born):
            found.add(2, _("geboortedatum scheelt een cijfer"))
        else:
            _other_birth(one.born.year, other.born.year, found)
        return
    if one.birth_year and other.birth_year:
        if one.birth_year == other.birth_year:
            found.add(2, _("zelfde geboortejaar"))
        else:
            _other_birth(one.birth_year, other.birth_year, found)
    if one.birthday and other.birthday:
        same = one.birthday == other.birthday
        found.add(4 if same else -4, _("zelfde verjaardag") if same else _("andere verjaardag"))


def _other_birth(year: int, other: int, found: Likeness) -> None:
    apart = abs(year - other)
    if apart >= _GENERATION:
        found.add(-9, _("{n} jaar leeftijdsverschil").format(n=apart))
    else:
        found.add(-2 if apart <= 1 or sorted(str(year)) == sorted(str(other)) else -5, _("andere geboortedatum"))


def _slip_in_date(one: date, other: date) -> bool:
    """Day and month swapped, or one figure different, but not a generation apart."""
    if (one.year, one.month, one.day) == (other.year, other.day, other.month):
        return True
    different = sum(a != b for a, b in zip(one.isoformat(), other.isoformat(), strict=True))
    return different == 1 and abs(one.year - other.year) < _GENERATION


def _contact(one: Traits, other: Traits, found: Likeness) -> None:
    if one.phones & other.phones:
        found.add(4, _("zelfde telefoonnummer"))
    elif any(_slip_in_phone(mine, theirs) for mine in one.phones for theirs in other.phones):
        found.add(2.5, _("telefoonnummer scheelt een cijfer"))
    elif one.phones and other.phones:
        found.add(-1)
    if one.email and one.email == other.email:
        found.add(4, _("zelfde e-mailadres"))


def _slip_in_phone(one: str, other: str) -> bool:
    if len(one) != len(other):
        return False
    places = [at for at in range(len(one)) if one[at] != other[at]]
    if len(places) == 2:
        first, second = places
        return second == first + 1 and one[first] == other[second] and one[second] == other[first]
    return len(places) == 1


def _address(one: Traits, other: Traits, found: Likeness) -> None:
    same_house = bool(one.house) and one.house == other.house
    if same_house and one.postcode and one.postcode == other.postcode:
        found.add(3, _("zelfde adres"))
    elif same_house and one.street and name_forms.closeness(one.street, other.street) > Closeness.DIFFERENT:
        found.add(2.5, _("zelfde straat en huisnummer"))
    elif one.postcode and one.postcode == other.postcode:
        found.add(1.5, _("zelfde postcode"))
    elif (one.postcode and other.postcode) or (one.street and other.street):
        found.add(-1.5, _("ander adres"))


def look_alikes(someone: Traits, people: Iterable[Traits], limit: int = 3) -> list[tuple[Traits, Likeness]]:
    """Who of these people may be meant by someone who is being typed in, the likeliest first."""
    found = []
    for each in people:
        if _may_be(someone, each):
            likeness = compare(someone, each)
            if likeness.points >= WORTH_ASKING:
                found.append((each, likeness))
    return sorted(found, key=lambda hit: -hit[1].points)[:limit]


def _may_be(someone: Traits, other: Traits) -> bool:
    """A quick look before the whole comparison: some part of the name, or a telephone number, must agree roughly."""
    if someone.phones & other.phones or (someone.email and someone.email == other.email):
        return True
    if not someone.families or not other.families:
        return bool(someone.first) and someone.first == other.first
    for mine, sounds in zip(someone.families, someone.sounds, strict=True):
        for theirs in other.families:
            if mine == theirs or (abs(len(mine) - len(theirs)) <= 2 and name_forms.slip(mine, theirs)):
                return True
            if mine[0] == theirs[0] and sounds == name_forms.sound(theirs):
                return True
    return False


def likely_pairs(
    people: Sequence[Traits], told_apart: frozenset[tuple[int, int]] = frozenset(), progress: Progress | None = None
) -> list[Pair]:
    """The pairs that are likely one person, the likeliest first; those told apart before are left out.

    Only people who share something (a way to write the name, a number, an address, a day of birth) are compared.
    Progress hears (done, total) and may raise to stop.
    """
    by_id = {each.id: each for each in people if each.id is not None}
    wanted = sorted(_candidates(people) - told_apart)
    pairs = []
    for done, (one, other) in enumerate(wanted):
        if progress is not None and done % 2_000 == 0:
            progress(done, len(wanted))
        likeness = compare(by_id[one], by_id[other])
        if likeness.points >= LIKELY:
            pairs.append(Pair(one, other, likeness))
    return sorted(pairs, key=lambda pair: (-pair.likeness.points, pair.one, pair.other))


def _candidates(people: Sequence[Traits]) -> set[tuple[int, int]]:
    blocks: dict[tuple[str, ...], list[int]] = {}
    for each in people:
        if each.id is not None:
            for key in set(keys_of(each)):
                blocks.setdefault(key, []).append(each.id)
    return {
        (min(pair), max(pair))
        for members in blocks.values()
        if 1 < len(members) <= _LARGEST_BLOCK
        for pair in combinations(members, 2)
    }


def keys_of(each: Traits) -> Iterator[tuple[str, ...]]:
    """What must be shared to be compared at all; a slip is caught by leaving each letter out in turn."""
    for phone in each.phones:
        yield ("phone", phone)
    if each.email:
        yield ("email", each.email)
    if each.house and each.postcode:
        yield ("address", each.postcode, each.house)
    if each.house and each.street:
        yield ("street", name_forms.sound(each.street), each.house)
    if each.born:
        yield ("born", each.born.isoformat())
    if each.first and each.birth_year:
        yield ("year", each.first, str(each.birth_year), *each.sounds[:1])
    if each.first and not each.families:
        yield ("first", each.first)
    for family, heard in zip(each.families, each.sounds, strict=True):
        for letter in each.letters or {""}:
            yield ("sound", heard, letter)
        if each.postcode:
            yield ("place", heard, each.postcode)
        if each.first:
            yield ("name", family, each.first)
            for at in range(len(family)):
                yield ("slip", family[:at] + family[at + 1 :], each.first)
