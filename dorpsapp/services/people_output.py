"""The people of a selection for what goes out: addresses, telephone numbers, and one line for each household."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa

from dorpsapp.models import Person
from dorpsapp.models.kinds import Phone, Postcode
from dorpsapp.models.person import full_name, list_name
from dorpsapp.services.people import role_words
from dorpsapp.services.restrictions import unrestricted
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, fold

_PORTION = 500
_COUPLE = 2
_PHONE, _POSTCODE = Phone(), Postcode()


@dataclass(frozen=True)
class Addressee:
    """One person as they are written to and rung up; empty where something is not known."""

    id: int
    name: str
    list_name: str
    first_name: str
    family: str
    street: str
    postcode: str
    town: str
    mobile: str
    phone: str
    email: str
    roles: tuple[str, ...]

    @property
    def has_address(self) -> bool:
        """Whether the post can find them."""
        return bool(self.street and (self.postcode or self.town))


@dataclass(frozen=True)
class Household:
    """Everyone of a selection at one address, and how an envelope names them."""

    people: tuple[Addressee, ...]
    name: str
    street: str
    place: str


def addressees(store: Store, ids: Sequence[int]) -> tuple[Addressee, ...]:
    """These people in this order, without who is restricted; NotAllowed unless the role may take data out."""
    store.require(Capability.EXPORT)
    found: dict[int, Addressee] = {}
    with store.read() as session:
        for start in range(0, len(ids), _PORTION):
            some = ids[start : start + _PORTION]
            roles = role_words(session, some)
            for person in session.scalars(sa.select(Person).where(Person.id.in_(some), unrestricted())):
                found[person.id] = _addressee(person, tuple(roles.get(person.id, ())))
    return tuple(found[number] for number in ids if number in found)


def households(people: Sequence[Addressee]) -> tuple[Household, ...]:
    """One for each address, in the order of the first of its people; who has no address is left out."""
    together: dict[tuple[str, str], list[Addressee]] = {}
    for each in people:
        if each.has_address:
            together.setdefault((fold(each.street), fold(each.postcode or each.town)), []).append(each)
    return tuple(
        Household(tuple(group), _named(group), group[0].street, f"{group[0].postcode}  {group[0].town}".strip())
        for group in together.values()
    )


def _addressee(person: Person, roles: tuple[str, ...]) -> Addressee:
    values = vars(person)
    house = f"{person.house_number or ''}{_addition(person.house_addition)}"
    family = " ".join(part for part in (person.prefix, person.surname) if part)
    return Addressee(
        id=person.id,
        name=full_name(values),
        list_name=list_name(values),
        first_name=person.first_name or person.initials or "",
        family=family,
        street=f"{person.street or ''} {house}".strip() if person.street else "",
        postcode=_POSTCODE.show(person.postcode),
        town=person.town or "",
        mobile=_PHONE.show(person.mobile),
        phone=_PHONE.show(person.phone),
        email=person.email or "",
        roles=roles,
    )


def _addition(text: str | None) -> str:
    """`12A` but `12-2hoog` and `12 bis`, as they are written on envelopes."""
    if not text:
        return ""
    return text if len(text) == 1 else f" {text}"


def _named(group: Sequence[Addressee]) -> str:
    """`Jan en Ria de Vries`, `Jan de Vries en Ria Bakker`, `Familie De Vries` for three or more of one name."""
    families = {each.family for each in group}
    if len(group) == 1:
        return group[0].name
    if len(families) == 1 and (family := next(iter(families))):
        if len(group) > _COUPLE:
            return _("Familie {name}").format(name=family[:1].upper() + family[1:])
        if all(each.first_name for each in group) and all(each.name.endswith(family) for each in group):
            given = _("{one} en {other}").format(one=group[0].first_name, other=group[1].first_name)
            return f"{given} {family}"
    names = [each.name for each in group]
    return _("{names} en {last}").format(names=", ".join(names[:-1]), last=names[-1])
