"""What two records of one person say, part by part, and whose word stays when they are merged."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any

from dorpsapp.models import Locality, Person
from dorpsapp.models.base import Privacy
from dorpsapp.models.kinds import Reference
from dorpsapp.models.person import full_name
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold

Values = Mapping[str, Any]


class Side(Enum):
    """Whose word stays; BOTH puts two notes one after the other."""

    KEPT = "kept"
    GONE = "gone"
    BOTH = "both"


@dataclass(frozen=True)
class Part:
    """Fields that belong together, such as an address; `choices` is empty when nothing contradicts."""

    key: str
    label: str
    names: tuple[str, ...]
    kept: str
    gone: str
    choices: tuple[Side, ...]
    hidden: bool

    @property
    def proposed(self) -> Side:
        """What is chosen when nobody chooses: the record that stays has its way, and notes are joined."""
        return Side.BOTH if Side.BOTH in self.choices else Side.KEPT


_FAMILY_NAME = ("prefix", "surname", "own_prefix", "own_surname")
_TOGETHER: tuple[tuple[str, tuple[str, ...]], ...] = (
    ("Achternaam", _FAMILY_NAME),
    ("Adres", ("street", "house_number", "house_addition", "postcode", "town", "locality_id")),
    ("Geboren", ("birth_date", "birth_year", "birthday")),
)


def parts_of_person(store: Store, kept: Values, gone: Values) -> tuple[Part, ...]:
    """Every part of which the record that goes says something, in the order of the fields of a person."""
    parts = []
    for label, names in _groups():
        contradicts = _contradict(names, kept, gone)
        if not any(gone[name] is not None for name in names):
            continue
        note = names == ("note",)
        choices: tuple[Side, ...] = ()
        if contradicts:
            choices = (Side.KEPT, Side.GONE, Side.BOTH) if note else (Side.KEPT, Side.GONE)
        mine, theirs = _shown(store, names, kept), _shown(store, names, gone)
        parts.append(Part(names[0], label, names, mine, theirs, choices, note))
    return tuple(parts)


def united(kept: Values, gone: Values, chosen: Mapping[str, Side]) -> dict[str, Any]:
    """The fields that change in the record that stays; `chosen` is by the key of a part."""
    changes: dict[str, Any] = {}
    for _label, names in _groups():
        side = chosen.get(names[0])
        if not _contradict(names, kept, gone):
            changes |= {name: gone[name] for name in names if kept[name] is None}
        elif side is Side.BOTH or (side is None and names == ("note",)):
            changes |= {name: f"{kept[name]}\n{gone[name]}" for name in names}
        elif side is Side.GONE:
            changes |= {name: gone[name] for name in names}
    if kept["archived_on"] and not gone["archived_on"]:
        changes["archived_on"] = None
    return {name: value for name, value in changes.items() if kept[name] != value}


def _groups() -> list[tuple[str, tuple[str, ...]]]:
    """The fields in groups that stay or go as a whole; a field in no group is a group of its own."""
    whole = {names[0]: (_(label), names) for label, names in _TOGETHER}
    inside = {name for _label, names in _TOGETHER for name in names}
    found = []
    for field in Person.fields():
        if field.name in whole:
            found.append(whole[field.name])
        elif field.name not in inside and field.on_form:
            found.append((_(field.label), (field.name,)))
    return found


def _contradict(names: tuple[str, ...], kept: Values, gone: Values) -> bool:
    """Whether the two say different things; a group of which one is silent does not contradict."""
    both = [(kept[name], gone[name]) for name in names]
    if all(one is None for one, _other in both) or all(other is None for _one, other in both):
        return False
    if "birth_date" in names:
        return _births_contradict(kept, gone)
    return any(one is not None and other is not None and not _same(one, other) for one, other in both) or all(
        one is None or other is None for one, other in both
    )


def _births_contradict(kept: Values, gone: Values) -> bool:
    """A year and a date agree when the year is that of the date; they are then still kept as they are."""
    years = [each["birth_date"].year if each["birth_date"] else each["birth_year"] for each in (kept, gone)]
    days = [f"{each['birth_date']:%m-%d}" if each["birth_date"] else each["birthday"] for each in (kept, gone)]
    return any(None not in pair and pair[0] != pair[1] for pair in (years, days))


def _same(one: object, other: object) -> bool:
    return fold(str(one)) == fold(str(other))


def _shown(store: Store, names: tuple[str, ...], values: Values) -> str:
    if names == _FAMILY_NAME:
        return full_name({name: values[name] for name in names}) if values["surname"] else ""
    words = []
    for name in names:
        kind = Person.field_named(name).kind
        if isinstance(kind, Reference):
            with store.read() as session:
                locality = session.get(Locality, values[name]) if values[name] is not None else None
            words.append(f"({locality.name})" if locality else "")
        elif Person.field_named(name).privacy is not Privacy.SENSITIVE:
            words.append(kind.show(values[name]))
        elif values[name]:
            words.append(_("ingevuld"))
    return " ".join(word for word in words if word)
