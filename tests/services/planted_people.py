"""Generated Dutch people with planted doubles, couples, and parents with a child of the same name; always the same."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

from dorpsapp.services.practice import VILLAGES
from dorpsapp.services.practice.people import make_people

Values = dict[str, Any]
Pairs = set[tuple[int, int]]

_OTHER_NAMES = ("Verhoef", "Kampman", "Slagboom", "Ruiter", "Bloemhof", "Terlouw")


def a_village(people: int, doubles: int, seed: int = 7) -> tuple[list[Values], Pairs]:
    """So many people, of whom so many are there twice; gives all values, and the pairs that are one person."""
    rng = Random(seed)
    made = make_people(VILLAGES["zuilen"], people, date(2020, 1, 1), date(2026, 1, 1), rng)
    village = [_completed(dict(one.values), rng) for one in made]
    for _couple in range(people // 12):
        village.append(_partner_of(rng.choice(village[:people]), rng))
    for _child in range(people // 40):
        parent = rng.choice([one for one in village[:people] if one["birth_date"] or one["birth_year"]])
        village.append(_child_of(parent, rng))
    pairs: Pairs = set()
    for at in sorted(rng.sample(range(len(village)), doubles)):
        pairs.add((at, len(village)))
        village.append(_copy_with_slips(village[at], rng))
    return village, pairs


def _completed(values: Values, rng: Random) -> Values:
    year = values["birth_year"]
    if year and rng.random() < 0.6:
        values |= {"birth_date": date(year, 1, 1) + timedelta(days=rng.randrange(365)), "birth_year": None}
    if rng.random() < 0.35:
        values["phone"] = f"+31334{rng.randrange(100_000, 999_999)}"
    if rng.random() < 0.4:
        values["email"] = f"{values['first_name']}.{values['surname']}{rng.randrange(100)}@voorbeeld.nl".lower()
    return values


def _partner_of(one: Values, rng: Random) -> Values:
    """Shares house and telephone, and often the family name."""
    first = rng.choice(("Ria", "Sjoukje", "Wiebe", "Janneke", "Ton", "Annelies", "Berend", "Jacqueline", "Marcel"))
    partner = one | {"first_name": first, "own_prefix": None, "own_surname": None, "email": None, "number": None}
    if one["birth_date"]:
        partner["birth_date"] = one["birth_date"] + timedelta(days=rng.randrange(-2500, 2500))
    if one["birth_year"]:
        partner["birth_year"] = one["birth_year"] + rng.randrange(-6, 7)
    if rng.random() < 0.4:
        partner["own_surname"] = rng.choice(_OTHER_NAMES)
    elif rng.random() < 0.3:
        partner |= {"prefix": None, "surname": rng.choice(_OTHER_NAMES)}
    return partner


def _child_of(one: Values, rng: Random) -> Values:
    """The same name and house, a generation later."""
    child = one | {"email": None, "number": None}
    if one["birth_date"]:
        child["birth_date"] = date(min(one["birth_date"].year + rng.randrange(22, 38), 2012), 5, 17)
    else:
        child["birth_year"] = one["birth_year"] + rng.randrange(22, 38)
    return child


def _copy_with_slips(one: Values, rng: Random) -> Values:
    """The same person as somebody else typed it: some fields left out, one to three slips."""
    copy = dict(one)
    for name, chance in (("email", 0.5), ("phone", 0.5), ("mobile", 0.25), ("birth_date", 0.4), ("street", 0.2)):
        if rng.random() < chance:
            copy[name] = None
    if copy["street"] is None:
        copy |= {"house_number": None, "house_addition": None, "postcode": None}
    for slip in rng.sample(_SLIPS, rng.choice((1, 1, 2, 2, 3))):
        slip(copy, rng)
    return copy


def _letter_lost(copy: Values, rng: Random) -> None:
    name = copy["surname"]
    at = rng.randrange(1, len(name))
    copy["surname"] = name[:at] + name[at + 1 :]


def _letters_swapped(copy: Values, rng: Random) -> None:
    name = copy["surname"]
    at = rng.randrange(1, len(name) - 1)
    copy["surname"] = name[:at] + name[at + 1] + name[at] + name[at + 2 :]


def _y_for_ij(copy: Values, rng: Random) -> None:
    for written, other in (("ij", "y"), ("ei", "ij"), ("ss", "s"), ("kk", "k"), ("c", "k")):
        if written in copy["surname"]:
            copy["surname"] = copy["surname"].replace(written, other)
            return


def _letter_only(copy: Values, rng: Random) -> None:
    copy |= {"initials": f"{copy['first_name'][0]}.", "first_name": None}


def _first_name_slip(copy: Values, rng: Random) -> None:
    name = copy["first_name"]
    if name and len(name) > 3:
        copy["first_name"] = name[:2] + name[1] + name[2:]


def _with_partner_name(copy: Values, rng: Random) -> None:
    if copy["own_surname"]:
        copy["own_surname"] = None
    else:
        copy["own_surname"] = rng.choice(_OTHER_NAMES)


def _prefix_in_surname(copy: Values, rng: Random) -> None:
    if copy["prefix"]:
        copy |= {"prefix": None, "surname": f"{copy['prefix']} {copy['surname']}"}


def _moved(copy: Values, rng: Random) -> None:
    copy |= {"street": "Nieuwe Gracht", "house_number": rng.randrange(1, 300), "postcode": f"3512{rng.choice('KLM')}B"}


def _phone_slip(copy: Values, rng: Random) -> None:
    if copy["mobile"]:
        at = rng.randrange(6, 11)
        copy["mobile"] = copy["mobile"][:at] + str((int(copy["mobile"][at]) + 3) % 10) + copy["mobile"][at + 1 :]


def _day_and_month_swapped(copy: Values, rng: Random) -> None:
    born = copy["birth_date"]
    if born and born.day <= 12:
        copy["birth_date"] = date(born.year, born.day, born.month)


def _year_only(copy: Values, rng: Random) -> None:
    if copy["birth_date"]:
        copy |= {"birth_year": copy["birth_date"].year, "birth_date": None}


_SLIPS: tuple[Callable[[Values, Random], None], ...] = (
    _letter_lost, _letters_swapped, _y_for_ij, _letter_only, _first_name_slip, _with_partner_name, _prefix_in_surname,
    _moved, _phone_slip, _day_and_month_swapped, _year_only,
)  # fmt: skip
