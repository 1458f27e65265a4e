"""The people Dorpsapp knows, held ready while a list is read: found, made, filled in and given roles."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.exchange.watch import Watch
from dorpsapp.models import (
    ClientRole,
    DifferentPeople,
    MemberRole,
    Person,
    PersonSkill,
    Skill,
    SkillKind,
    VolunteerRole,
)
from dorpsapp.models.person import full_name
from dorpsapp.services.doubles_index import DoublesIndex
from dorpsapp.services.duplicates import Likeness, Traits
from dorpsapp.services.names import take_apart
from dorpsapp.services.restrictions import only_kept
from dorpsapp.store.unit import Unit
from dorpsapp.store.write_rules import Restricted
from dorpsapp.text import _, fold

RoleType = type[VolunteerRole] | type[ClientRole] | type[MemberRole]
_NO_VOWEL = re.compile(r"[^AEIOUY]{1,3}|(?:[A-Z]{1,3}\.)+")
NEW_SKILL = "+"
_PAIR = ("person_id", "other_id")
ROLES: tuple[RoleType, ...] = (VolunteerRole, ClientRole, MemberRole)


@dataclass(slots=True, eq=False)
class KnownPerson:
    """One person: `id` is None until the list is written; `changed` are the fields this list filled in.

    `row` is the row of the list that brought someone new. The data of who is `restricted` may not be used.
    """

    id: int | None
    values: dict[str, Any]
    changed: dict[str, Any] = field(default_factory=dict)
    roles: set[RoleType] = field(default_factory=set)
    new_roles: dict[RoleType, tuple[date, date | None]] = field(default_factory=dict)
    skills: set[str] = field(default_factory=set)
    new_skills: dict[str, None] = field(default_factory=dict)
    not_the_same: list["KnownPerson"] = field(default_factory=list)
    restricted: bool = False
    row: int = 0

    @property
    def refusal(self) -> str:
        """Why a list may not bring anything about this person; empty when it may."""
        return Restricted(self.name).sentence if self.restricted else ""

    @property
    def name(self) -> str:
        """The name as it is shown."""
        return full_name(self.values)


def name_parts(text: str) -> dict[str, str | None]:
    """The fields of a name; a list in capitals, such as `JAN DE VRIES`, would otherwise be nothing but initials."""
    if text.isupper():
        words = [word if _NO_VOWEL.fullmatch(word) else word.title() for word in text.split()]
        text = " ".join(re.sub(r"\bIj", "IJ", word) for word in words)
    return take_apart(text)


class PeopleBook:
    """All people by number and by folded name, read once; `write` puts what is new or changed in the file."""

    def __init__(self, session: Session) -> None:
        names = [one.name for one in Person.fields()]
        columns = [Person.id, *(getattr(Person, name) for name in names)]
        self._by_number: dict[str, KnownPerson] = {}
        self._by_name: dict[str, list[KnownPerson]] = {}
        self._new: list[KnownPerson] = []
        self._by_id: dict[int, KnownPerson] = {}
        away = only_kept(session)
        for number, *values in session.execute(sa.select(*columns)):
            known = KnownPerson(number, dict(zip(names, values, strict=True)), restricted=number in away)
            self._by_id[number] = known
            self._index(known)
        for role in ROLES:
            for person_id in session.scalars(sa.select(role.person_id).distinct()):
                self._by_id[person_id].roles.add(role)
        self._skills: dict[str, int | None] = {}
        self._skill_names: list[str] = []
        for skill_id, name in session.execute(sa.select(Skill.id, Skill.name).order_by(Skill.id)):
            self._skills.setdefault(fold(name), skill_id)
            self._skill_names.append(name)
        names_of_skills = {skill_id: name for name, skill_id in self._skills.items()}
        for person_id, skill_id in session.execute(sa.select(PersonSkill.person_id, PersonSkill.skill_id)):
            self._by_id[person_id].skills.add(names_of_skills.get(skill_id, ""))

    @property
    def new_count(self) -> int:
        """How many people this list brought."""
        return len(self._new)

    def by_number(self, number: str) -> KnownPerson | None:
        """Who has this number."""
        return self._by_number.get(fold(number))

    def by_name(self, name: str) -> list[KnownPerson]:
        """Everyone of this name, with capitals and accents set aside."""
        return self._by_name.get(fold(name), [])

    def by_id(self, number: int) -> KnownPerson:
        """Who has this id in the file."""
        return self._by_id[number]

    def likely_doubles(self, values: Mapping[str, Any], most: int) -> list[tuple[KnownPerson, Likeness]]:
        """Who in the file is likely this person under another spelling, the likeliest first."""
        if not self._by_id:
            return []
        found = self._doubles.likely(Traits.of(values), most)
        return [(self._by_id[each.id], likeness) for each, likeness in found if each.id is not None]

    @cached_property
    def _doubles(self) -> DoublesIndex:
        return DoublesIndex(Traits.of(known.values, number) for number, known in self._by_id.items())

    def names(self) -> Iterable[str]:
        """Every folded name."""
        return self._by_name

    def add(self, values: Mapping[str, Any], row: int = 0) -> KnownPerson:
        """Someone new, out of this row of the list; with an id after `write`."""
        known = KnownPerson(None, dict(values), row=row)
        self._new.append(known)
        self._index(known)
        return known

    def fill(self, known: KnownPerson, values: Mapping[str, Any]) -> None:
        """Fill fields that were empty."""
        known.values.update(values)
        if known.id is not None:
            known.changed.update(values)
        number = values.get("number")
        if number:
            self._by_number[fold(number)] = known

    def give_role(self, known: KnownPerson, role: RoleType, since: date, until: date | None = None) -> bool:
        """Begin a role for who has never had it; of several days the first counts. Says whether anything is new."""
        if role in known.roles:
            return False
        earlier = known.new_roles.get(role)
        known.new_roles[role] = (min(since, earlier[0]), earlier[1]) if earlier else (since, until)
        return earlier is None

    def skill_names(self) -> list[str]:
        """The qualities that can be named."""
        return self._skill_names

    def knows_skill(self, name: str) -> bool:
        """Whether this quality is in the file; one with a plus in front is to be made."""
        return name.startswith(NEW_SKILL) or fold(name) in self._skills

    def give_skill(self, known: KnownPerson, name: str) -> bool:
        """Give someone a quality; says whether that is new."""
        bare = name.removeprefix(NEW_SKILL).strip()
        if fold(bare) in known.skills:
            return False
        known.skills.add(fold(bare))
        known.new_skills[bare] = None
        return True

    def write(self, unit: Unit, watch: Watch) -> None:
        """Everything new and changed, in the order of the list."""
        for some in watch.portions(self._new, _("Mensen bewaren")):
            ids = unit.insert_many(Person, [known.values for known in some])
            for known, number in zip(some, ids, strict=True):
                known.id = number
        changed = [{"id": known.id, **known.changed} for known in self._by_id.values() if known.changed]
        if changed:
            unit.update_many(Person, changed)
        everyone = [*self._by_id.values(), *self._new]
        for role in ROLES:
            rows = [
                {"person_id": known.id, "since": known.new_roles[role][0], "until": known.new_roles[role][1]}
                for known in everyone
                if role in known.new_roles
            ]
            for portion in watch.portions(rows, _("Rollen bewaren")):
                unit.insert_many(role, portion)
        self._write_skills(unit, everyone)
        apart = [{known.id, other.id} for known in self._new for other in known.not_the_same]
        unit.insert_many(DifferentPeople, [dict(zip(_PAIR, sorted(filter(None, pair)), strict=True)) for pair in apart])

    def _write_skills(self, unit: Unit, everyone: Iterable[KnownPerson]) -> None:
        wanted = [(known, name) for known in everyone for name in known.new_skills]
        made = {fold(name): name for _known, name in wanted if fold(name) not in self._skills}
        rows = [{"name": name[:60], "kind": SkillKind.ABILITY} for name in made.values()]
        self._skills.update(zip(made, unit.insert_many(Skill, rows), strict=True))
        found = [{"person_id": known.id, "skill_id": self._skills[fold(name)]} for known, name in wanted]
        unit.insert_many(PersonSkill, found)

    def _index(self, known: KnownPerson) -> None:
        number = known.values.get("number")
        if number:
            self._by_number[fold(number)] = known
        if known.values.get("surname") or known.values.get("first_name"):
            self._by_name.setdefault(fold(known.name), []).append(known)
