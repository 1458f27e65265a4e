"""Kernen with their inhabitants, what old and young together allow, and qualities with how many people have them."""

from datetime import date

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.errors import Invalid
from dorpsapp.models import Locality, ParticipantRole, Population, Skill, SkillKind
from dorpsapp.services import records
from dorpsapp.services.in_use import turn_in_use
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.localities import localities, new_count, new_kern, save_count, save_kern
from dorpsapp.services.names import take_apart
from dorpsapp.services.people import save_person
from dorpsapp.services.person_qualities import add_quality
from dorpsapp.services.qualities import qualities, save_quality
from dorpsapp.services.setup_lists import count_listing, kern_listing, only_of_kern, quality_listing
from dorpsapp.store.store import Store

TODAY = date(2026, 11, 23)


@pytest.fixture
def kern(store: Store) -> int:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeelddorp")
    return save_kern(store, {**new_kern(store), "name": " Oud  Dorp "})


def test_a_kern_is_added_renamed_and_put_out_of_use(store: Store, kern: int) -> None:
    assert [(row.id, row.cells[:2]) for row in kern_listing(store).window(0, 9)] == [
        (kern, ("Oud Dorp", "Voorbeelddorp"))
    ]
    with pytest.raises(Invalid, match="is er al"):
        save_kern(store, {"name": "OUD DORP", "municipality": "Elders"})
    save_kern(store, {"name": "Nieuw Dorp"}, kern)
    turn_in_use(store, Locality, kern, TODAY)
    assert localities(store) == ()
    assert [one.name for one in localities(store, also=kern)] == ["Nieuw Dorp"]
    assert localities(store, every=True) == localities(store, also=kern)
    for _step in range(2):
        store.undo()
    assert [one.name for one in localities(store)] == ["Oud Dorp"]


def test_a_new_count_begins_with_what_was_counted_the_last_time(store: Store, kern: int) -> None:
    assert new_count(store, kern, TODAY) == {"year": 2026, "age_from": 0, "definition": None, "source": None}
    save_count(
        store, kern, {"year": 2025, "age_from": 0, "inhabitants": 900, "definition": "woonplaats", "source": "CBS"}
    )
    assert new_count(store, kern, TODAY)["source"] == "CBS"
    with pytest.raises(Invalid, match="staat er al een aantal"):
        save_count(store, kern, {"year": 2025, "age_from": 0, "inhabitants": 901})
    listing = count_listing(store)
    listing.conditions = (only_of_kern(kern),)
    assert [row.cells for row in listing.window(0, 9)] == [(2025, 0, 900, "CBS")]
    assert kern_listing(store).window(0, 9)[0].cells[2] == 900


COUNTS = st.lists(
    st.tuples(st.sampled_from((2025, 2026)), st.sampled_from((0, 18, 65, 75)), st.integers(0, 5)), max_size=9
)


@settings(max_examples=15)
@given(wanted=COUNTS)
def test_older_people_are_never_more_than_all_together(store: Store, wanted: list[tuple[int, int, int]]) -> None:
    """Whatever is typed, in whatever order: what was taken fits together, and what was refused does not fit."""
    number = save_kern(store, {"name": f"Kern {len(localities(store))}", "municipality": "Voorbeelddorp"})
    taken: dict[tuple[int, int], int] = {}
    for year, age, count in wanted:
        others = {other: there for (at, other), there in taken.items() if at == year}
        fits = age not in others and all(
            (there >= count) if other < age else (there <= count) for other, there in others.items()
        )
        try:
            save_count(store, number, {"year": year, "age_from": age, "inhabitants": count})
            taken[year, age] = count
            assert fits
        except Invalid:
            assert not fits
    with store.read() as session:
        rows = session.scalars(sa.select(Population).where(Population.locality_id == number))
        assert {(row.year, row.age_from): row.inhabitants for row in rows} == taken


def test_qualities_are_counted_renamed_and_put_out_of_use(store: Store, kern: int) -> None:
    number = save_quality(store, {"name": "Fietsen maken", "kind": SkillKind.ABILITY})
    for name in ("Anneke Bos", "Bram Jansen"):
        person = save_person(store, take_apart(name), role=ParticipantRole.VOLUNTEER, since=date(2025, 1, 1))
        add_quality(store, person, number)
    listing = quality_listing(store)
    listing.search = "fietsen"
    assert [row.cells for row in listing.window(0, 9)] == [("Fietsen maken", SkillKind.ABILITY, 2, None)]
    with pytest.raises(Invalid, match="is er al"):
        save_quality(store, {"name": "tuinieren", "kind": SkillKind.ABILITY})
    save_quality(store, {"name": "Fietsen repareren"}, number, records.values(store, Skill, number)["version"])
    turn_in_use(store, Skill, number, TODAY)
    assert "Fietsen repareren" not in [one.name for one in qualities(store, SkillKind.ABILITY)]
