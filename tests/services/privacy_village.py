"""A file with generated people who are everywhere: in every record type, in each other's notes, drafts and history."""

from datetime import date, datetime
from pathlib import Path
from random import Random

import sqlalchemy as sa

from dorpsapp.models import (
    Consent,
    ConsentPurpose,
    ConsentWay,
    Draft,
    Need,
    Participation,
    Person,
    PracticalNeed,
    Relation,
    RelationKind,
    Restriction,
    RestrictionKind,
    SavedFilter,
    Story,
    Support,
    VolunteerRole,
)
from dorpsapp.services import records
from dorpsapp.services.merging import merge
from dorpsapp.services.people import save_person
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit

TODAY = date(2026, 1, 15)


def privacy_village(path: Path, people: int = 40, *, key: bytes | None = None, seed: int = 5) -> Store:
    """The open file; every person has a note, a telephone number and an e-mail address of their own."""
    store = Store.create(path, practice=key is None, key=key)
    make_village(store, VILLAGES["hoogland"], VillageSize(people, people * 6, 1, date(2025, 12, 31), seed))
    rng = Random(seed)
    with store.read() as session:
        ids = list(session.scalars(sa.select(Person.id).order_by(Person.id)))
    with store.write("Bewoners aangevuld") as unit:
        rows = [
            {
                "id": number,
                "surname": f"Proef{number}zoon",
                "first_name": rng.choice(("Aagje", "Bram", "Cornelis", "Dieuwertje")),
                "mobile": f"+316{10_000_000 + number}",
                "email": f"proef{number}@voorbeeld.example",
                "street": f"Proef{number}straat",
                "note": f"sleutel{number} ligt onder de mat",
                "prefix": None,
                "own_surname": None,
                "own_prefix": None,
            }
            for number in ids
        ]
        unit.update_many(Person, rows)
    names = {number: f"{row['first_name']} {row['surname']}" for number, row in zip(ids, rows, strict=True)}
    with store.write("Van alles aangevuld") as unit:
        for number in ids:
            _busy(unit, number, rng.choice([one for one in ids if one != number]), names, rng)
    twin = save_person(store, {"first_name": "Dubbel", "surname": "Proefdubbel", "note": "oud adres dubbelhof"})
    merge(store, ids[0], twin, {}, TODAY)
    return store


def _busy(unit: Unit, number: int, other: int, names: dict[int, str], rng: Random) -> None:
    """Everything that can hold something of a person, with a word of their own in it."""
    note = f"sleutel{number} ligt bij de buren. Vaak bij {names[other]}."
    records.put(unit, Person, {"note": note}, number)
    consent = {"person_id": number, "way": ConsentWay.SPOKEN, "given_on": TODAY, "recorded_by": "Ria"}
    for purpose in (ConsentPurpose.NEEDS, ConsentPurpose.STORY):
        records.put(unit, Consent, {**consent, "purpose": purpose, "text_version": f"fld{number}x"})
    lifted = {"since": date(2025, 3, 1), "lifted_on": date(2025, 4, 1), "reason": f"reden{number} uitgezocht"}
    records.put(unit, Restriction, {**lifted, "person_id": number, "kind": RestrictionKind.RESTRICTED})
    records.put(unit, PracticalNeed, {"person_id": number, "need": rng.choice(list(Need))})
    role = {"person_id": number, "since": date(2025, 3, 1), "until": date(2025, 4, 1), "iban": "NL91ABNA0417164300"}
    records.put(unit, VolunteerRole, role)
    records.put(unit, Relation, {"person_id": number, "other_id": other, "kind": RelationKind.CONTACT})
    alone = sa.select(Participation.support_id).group_by(Participation.support_id).having(sa.func.count() <= 2)
    query = sa.select(Participation.support_id).where(Participation.person_id == number)
    support = unit.scalar(query.where(Participation.support_id.in_(alone)).order_by(Participation.id))
    if support is not None:
        records.put(unit, Support, {"note": f"rit{number} naar de markt. Met {names[number]}."}, support)
    if number % 5 == 0:
        story = {"day": TODAY, "title": "Thuis", "text": f"verhaal{number} van vroeger", "pseudonym": "Riet"}
        records.put(unit, Story, {**story, "person_id": number})
        content = f'{{"text": "bel {names[number]} over draft{number}"}}'
        records.put(unit, Draft, {"form": f"record {number}", "saved_at": datetime(2026, 1, 1), "content": content})
        filtered = f'{{"words": "{names[number]}"}}'
        records.put(unit, SavedFilter, {"name": f"zoek{number}", "content": filtered})
