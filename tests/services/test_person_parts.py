"""The parts of a person's page: qualities, half-days, absence, relations, papers in words, and what is hidden."""

from datetime import date, timedelta
from typing import Any

import pytest

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import (
    ConsentPurpose,
    ConsentWay,
    DayPart,
    Need,
    RelationKind,
    Skill,
    SkillKind,
    VolunteerRole,
    Weekday,
)
from dorpsapp.services import records
from dorpsapp.services.consents import add_need, give_consent
from dorpsapp.services.papers import paper_remarks
from dorpsapp.services.people import save_person
from dorpsapp.services.person_qualities import (
    add_new_quality,
    add_quality,
    note_quality,
    qualities_of,
    remove_quality,
)
from dorpsapp.services.person_times import (
    absences_of,
    add_absence,
    half_days_of,
    remove_absence,
    set_half_day,
)
from dorpsapp.services.person_view import view_person
from dorpsapp.services.qualities import qualities
from dorpsapp.services.relations import add_relation, relations_of, remove_relation
from dorpsapp.services.sensitive import HIDDEN_FIELDS, SensitivePart, has_sensitive, reveal
from dorpsapp.store.store import Store

TODAY = date(2026, 11, 23)


@pytest.fixture
def kees(store: Store) -> int:
    return save_person(store, {"first_name": "Kees", "surname": "Jansen"})


@pytest.fixture
def ria(store: Store) -> int:
    return save_person(store, {"first_name": "Ria", "surname": "Bos", "mobile": "+31612345678"})


def test_qualities_are_given_noted_and_taken_away(store: Store, kees: int) -> None:
    painting = records.save(store, Skill, {"name": "schilderen", "kind": SkillKind.ABILITY})
    add_quality(store, kees, painting)
    add_quality(store, kees, painting)
    add_new_quality(store, kees, "  Turks ", SkillKind.LANGUAGE)
    note_quality(store, kees, painting, "alleen binnen")
    found = [(each.name, each.kind, each.note) for each in qualities_of(store, kees)]
    assert found == [("schilderen", SkillKind.ABILITY, "alleen binnen"), ("Turks", SkillKind.LANGUAGE, None)]
    remove_quality(store, kees, painting)
    remove_quality(store, kees, painting)
    assert [each.name for each in qualities_of(store, kees)] == ["Turks"]
    store.undo()
    assert len(qualities_of(store, kees)) == 2


def test_a_new_quality_of_a_known_name_is_the_known_one_also_when_it_was_out_of_use(store: Store, kees: int) -> None:
    known = records.save(
        store, Skill, {"name": "Schilderen", "kind": SkillKind.ABILITY, "retired_on": date(2025, 1, 1)}
    )
    add_new_quality(store, kees, "schilderen", SkillKind.ABILITY)
    assert [each.id for each in qualities_of(store, kees)] == [known]
    assert [each.id for each in qualities(store, SkillKind.ABILITY)] == [known]
    for name, sentence in ((" ", "Vul een kwaliteit in"), ("x" * 61, "te lang")):
        with pytest.raises(Invalid, match=sentence):
            add_new_quality(store, kees, name, SkillKind.ABILITY)


def test_half_days_turn_on_and_off(store: Store, kees: int) -> None:
    tuesday = (Weekday.TUESDAY, DayPart.MORNING)
    for free in (True, True):
        set_half_day(store, kees, tuesday, free=free)
    set_half_day(store, kees, (Weekday.SUNDAY, DayPart.EVENING), free=True)
    assert half_days_of(store, kees) == {tuesday, (Weekday.SUNDAY, DayPart.EVENING)}
    set_half_day(store, kees, tuesday, free=False)
    assert store.undoable() == "Kan niet meer: dinsdag ochtend"
    store.undo()
    assert tuesday in half_days_of(store, kees)


def test_absence_has_a_begin_and_perhaps_an_end(store: Store, kees: int) -> None:
    first = add_absence(store, kees, date(2026, 1, 1), date(2026, 1, 10))
    add_absence(store, kees, date(2026, 12, 1), None)
    with pytest.raises(Invalid, match="voor de begindatum"):
        add_absence(store, kees, date(2026, 2, 1), date(2026, 1, 1))
    assert [(each.since, each.until) for each in absences_of(store, kees)] == [
        (date(2026, 12, 1), None),
        (date(2026, 1, 1), date(2026, 1, 10)),
    ]
    remove_absence(store, first)
    assert len(absences_of(store, kees)) == 1


def test_relations_show_on_both_pages_in_the_right_words(store: Store, kees: int, ria: int) -> None:
    add_relation(store, kees, RelationKind.CONTACT, ria)
    add_relation(store, kees, RelationKind.NEIGHBOUR, ria)
    assert [(each.says, each.other_name, each.phone) for each in relations_of(store, kees)] == [
        ("contactpersoon", "Ria Bos", "+31612345678"),
        ("buur", "Ria Bos", "+31612345678"),
    ]
    assert [(each.says, each.other_id) for each in relations_of(store, ria)] == [
        ("buur", kees),
        ("is contactpersoon van", kees),
    ]
    for person, kind, other in ((ria, RelationKind.NEIGHBOUR, kees), (kees, RelationKind.CONTACT, ria)):
        with pytest.raises(UserError, match="staat er al"):
            add_relation(store, person, kind, other)
    add_relation(store, ria, RelationKind.CARER, kees)
    assert "is mantelzorger van" in [each.says for each in relations_of(store, kees)]
    with pytest.raises(Invalid, match="dezelfde persoon"):
        add_relation(store, kees, RelationKind.CONTACT, kees)
    remove_relation(store, relations_of(store, kees)[0].id)
    assert "is contactpersoon van" not in [each.says for each in relations_of(store, ria)]


PAPERS: dict[str, Any] = {
    "until": None, "vog_issued_on": date(2026, 1, 1), "vog_seen_on": None, "drives": True, "licence_until": None,
    "inspection_until": None, "insurance_until": None,
}  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "remarks"),
    [
        ({}, []),
        ({"vog_issued_on": None}, [("Er is nog geen VOG gezien.", True)]),
        ({"vog_issued_on": None, "vog_seen_on": date(2026, 1, 1)}, []),
        (
            {"vog_issued_on": date(2023, 11, 23)},
            [("De VOG van 23-11-2023 is 3 jaar of ouder. Vraag een nieuwe aan.", True)],
        ),
        ({"vog_issued_on": date(2023, 12, 3)}, [("De VOG van 3-12-2023 is over 10 dagen 3 jaar oud.", False)]),
        ({"licence_until": TODAY - timedelta(days=1)}, [("Het rijbewijs is verlopen op 22-11-2026.", True)]),
        ({"licence_until": TODAY}, [("Het rijbewijs verloopt vandaag, op 23-11-2026.", False)]),
        ({"inspection_until": TODAY + timedelta(days=1)}, [("De APK verloopt over 1 dag, op 24-11-2026.", False)]),
        (
            {"insurance_until": TODAY + timedelta(days=60)},
            [("De verzekering verloopt over 60 dagen, op 22-1-2027.", False)],
        ),
        ({"insurance_until": TODAY + timedelta(days=61)}, []),
        ({"drives": False, "licence_until": date(2020, 1, 1)}, []),
        ({"until": TODAY - timedelta(days=1), "vog_issued_on": None}, []),
    ],
)
def test_papers_are_told_about_in_words(store: Store, changed: dict[str, Any], remarks: list[tuple[str, bool]]) -> None:
    found = paper_remarks(store, {**PAPERS, **changed}, TODAY)
    assert [(each.text, each.late) for each in found] == remarks


def test_sensitive_values_come_only_when_asked_for(store: Store, kees: int) -> None:
    assert has_sensitive(store, kees) == frozenset()
    save_person(store, {"note": "Belt graag."}, kees)
    role = records.save(
        store, VolunteerRole, {"person_id": kees, "since": date(2025, 1, 1), "iban": "NL91ABNA0417164300"}
    )
    give_consent(store, kees, ConsentPurpose.NEEDS, ConsentWay.SPOKEN, TODAY, today=TODAY)
    add_need(store, kees, Need.LOUD, TODAY)
    view = view_person(store, kees)
    assert not HIDDEN_FIELDS & {*view.values, *view.roles[0].values}
    assert "Belt graag." not in repr(view)
    assert "NL91" not in repr(view)
    assert has_sensitive(store, kees) == frozenset(SensitivePart)
    assert reveal(store, kees, SensitivePart.NOTE).note == "Belt graag."
    assert reveal(store, kees, SensitivePart.IBAN).ibans == {role: "NL91ABNA0417164300"}
    assert reveal(store, kees, SensitivePart.NEEDS).needs == (Need.LOUD,)
