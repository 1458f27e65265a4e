"""Many people changed in one step, told in words first; and choices in the list that are kept under a name."""

from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa

from dorpsapp.errors import Invalid
from dorpsapp.models import (
    Consent,
    ConsentPurpose,
    ConsentWay,
    Locality,
    Person,
    PersonSkill,
    Skill,
    SkillKind,
    VolunteerRole,
)
from dorpsapp.services import records
from dorpsapp.services.consents import consents_of, give_consent
from dorpsapp.services.people import save_person
from dorpsapp.services.people_bulk import Subject, Wish, change_many, plan_bulk
from dorpsapp.services.people_list import Narrowing, PeopleFilter, narrowed_conditions
from dorpsapp.services.saved_filters import delete_choice, rename_choice, save_choice, saved_choices
from dorpsapp.store.store import Store
from tests.store.sample import dump

TODAY = date(2026, 11, 23)


@pytest.fixture
def five(store: Store) -> list[int]:
    return [save_person(store, {"surname": f"Voorbeeld{number}", "town": "Leusden"}) for number in range(5)]


@pytest.fixture
def kern(store: Store) -> int:
    return records.save(store, Locality, {"name": "Achterveld", "municipality": "Leusden"})


@pytest.fixture
def painting(store: Store) -> int:
    return records.save(store, Skill, {"name": "schilderen", "kind": SkillKind.ABILITY})


def values(store: Store, column: Any) -> list[Any]:
    with store.read() as session:
        return list(session.scalars(sa.select(column).order_by(Person.id)))


def test_the_summary_comes_first_and_one_step_takes_it_back(store: Store, five: list[int], kern: int) -> None:
    save_person(store, {"locality_id": kern}, five[0])
    before = dump(store)
    plan = plan_bulk(store, five, Wish(Subject.LOCALITY, kern), TODAY)
    assert plan.words == "U wijzigt 4 mensen: kern wordt Achterveld. 1 had die al."
    assert dump(store) == before
    change_many(store, plan, TODAY)
    assert values(store, Person.locality_id) == [kern] * 5
    assert store.undo() == "4 mensen gewijzigd: kern wordt Achterveld"
    assert dump(store) == before


def test_a_town_can_be_written_and_emptied_and_search_knows_it(store: Store, five: list[int]) -> None:
    change_many(store, plan_bulk(store, five[:2], Wish(Subject.TOWN, "Stoutenburg"), TODAY), TODAY)
    assert values(store, Person.town) == ["Stoutenburg", "Stoutenburg", "Leusden", "Leusden", "Leusden"]
    assert "stoutenburg" in values(store, Person.search_key)[0]
    plan = plan_bulk(store, five[:1], Wish(Subject.TOWN, None), TODAY)
    assert plan.words == "U wijzigt 1 persoon: plaats wordt leeg."


def test_a_quality_is_added_and_taken_away(store: Store, five: list[int], painting: int) -> None:
    records.save(store, PersonSkill, {"person_id": five[0], "skill_id": painting})
    plan = plan_bulk(store, five[:3], Wish(Subject.ADD_SKILL, painting), TODAY)
    assert plan.words == "U wijzigt 2 mensen: kwaliteit schilderen erbij. 1 had die al."
    change_many(store, plan, TODAY)
    plan = plan_bulk(store, five, Wish(Subject.REMOVE_SKILL, painting), TODAY)
    assert plan.words == "U wijzigt 3 mensen: kwaliteit schilderen eraf. 2 hadden die niet."
    change_many(store, plan, TODAY)
    assert dump(store)["person_skill"] == []


def test_a_role_ends_on_a_day_but_never_before_it_began(store: Store, five: list[int]) -> None:
    for person, since, until in (
        (five[0], date(2025, 1, 1), None),
        (five[1], date(2026, 6, 1), None),
        (five[2], date(2024, 1, 1), date(2024, 12, 31)),
    ):
        records.save(store, VolunteerRole, {"person_id": person, "since": since, "until": until})
    plan = plan_bulk(store, five, Wish(Subject.END_ROLE, VolunteerRole, date(2026, 3, 1)), TODAY)
    assert plan.people == (five[0],)
    assert plan.words == (
        "U wijzigt 1 persoon: rol vrijwilliger tot en met 1-3-2026. 3 hadden die niet. Bij 1 begint de rol pas later."
    )
    change_many(store, plan, TODAY)
    with store.read() as session:
        ends = session.scalars(sa.select(VolunteerRole.until).order_by(VolunteerRole.id)).all()
    assert ends == [date(2026, 3, 1), None, date(2024, 12, 31)]


def test_people_are_put_away_and_news_is_stopped(store: Store, five: list[int]) -> None:
    plan = plan_bulk(store, five, Wish(Subject.ARCHIVE), TODAY)
    change_many(store, plan, TODAY)
    assert values(store, Person.archived_on) == [TODAY] * 5
    assert plan_bulk(store, five, Wish(Subject.ARCHIVE), TODAY).words == "Er valt niets te wijzigen. 5 waren dat al."
    give_consent(store, five[0], ConsentPurpose.NEWS, ConsentWay.EMAIL, TODAY, today=TODAY)
    plan = plan_bulk(store, five, Wish(Subject.NO_NEWS), TODAY)
    assert plan.words == "U wijzigt 1 persoon: geen nieuwsbrief meer. 4 kregen die al niet."
    change_many(store, plan, TODAY)
    assert consents_of(store, five[0])[0].withdrawn_on == TODAY
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Consent)) == 1


def test_many_at_once_are_one_step(store: Store, kern: int) -> None:
    with store.write("Mensen toegevoegd") as unit:
        people = unit.insert_many(Person, [{"surname": f"Voorbeeld{number}"} for number in range(1_200)])
    plan = plan_bulk(store, people, Wish(Subject.LOCALITY, kern), TODAY)
    change_many(store, plan, TODAY)
    assert set(values(store, Person.locality_id)) == {kern}
    store.undo()
    assert set(values(store, Person.locality_id)) == {None}


def test_a_kern_and_a_quality_narrow_the_list(store: Store, five: list[int], kern: int, painting: int) -> None:
    save_person(store, {"locality_id": kern}, five[0])
    save_person(store, {"locality_id": kern}, five[1])
    records.save(store, PersonSkill, {"person_id": five[1], "skill_id": painting})

    def shown(narrowing: Narrowing) -> list[int]:
        with store.read() as session:
            return list(session.scalars(sa.select(Person.id).where(*narrowed_conditions(narrowing, TODAY))))

    assert shown(Narrowing(locality_id=kern)) == five[:2]
    assert shown(Narrowing(locality_id=kern, skill_id=painting)) == [five[1]]
    assert shown(Narrowing(filters=frozenset({PeopleFilter.VOLUNTEERS}), locality_id=kern)) == []


def test_a_choice_is_kept_renamed_and_removed_under_one_name(store: Store, kern: int) -> None:
    narrowing = Narrowing("dorpsstraat", frozenset({PeopleFilter.VOLUNTEERS, PeopleFilter.WITHOUT_VOG}), kern)
    first = save_choice(store, "  Mijn   straat ", narrowing)
    save_choice(store, "Alle leden", Narrowing(filters=frozenset({PeopleFilter.MEMBERS})))
    assert [each.name for each in saved_choices(store)] == ["Alle leden", "Mijn straat"]
    assert saved_choices(store)[1].narrowing == narrowing
    for name, sentence in (("mijn straat", "al een keuze"), (" ", "Vul een naam in"), ("x" * 41, "te lang")):
        with pytest.raises(Invalid, match=sentence):
            save_choice(store, name, narrowing)
    rename_choice(store, first, "MIJN STRAAT")
    with pytest.raises(Invalid, match="al een keuze"):
        rename_choice(store, first, "alle leden")
    delete_choice(store, first)
    assert [each.name for each in saved_choices(store)] == ["Alle leden"]
    store.undo()
    assert [each.name for each in saved_choices(store)] == ["Alle leden", "MIJN STRAAT"]


def test_a_kern_that_is_gone_falls_out_of_a_choice(store: Store, kern: int) -> None:
    save_choice(store, "Achterveld", Narrowing(locality_id=kern))
    records.delete(store, Locality, kern)
    assert saved_choices(store)[0].narrowing == Narrowing()
