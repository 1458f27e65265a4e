"""Grants: targets that fit, questions, deadlines near and proposed, the next year, and funders with their own areas."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa

from dorpsapp.errors import Invalid, UserError
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.targets import why_no_target
from dorpsapp.models import BudgetLine, Category, Deadline, Funder, FunderMapping, Grant, GrantState, Side, Target
from dorpsapp.services import records
from dorpsapp.services.funders import (
    AREA_LISTS,
    add_area,
    add_area_list,
    delete_area,
    delete_funder,
    funder_view,
    place_kinds,
    rename_area,
)
from dorpsapp.services.grant_deadlines import (
    add_deadlines,
    deadline_proposals,
    mark_done,
    regime_examples,
    upcoming_deadlines,
)
from dorpsapp.services.grants import (
    delete_grant,
    grant_view,
    grants_between,
    prepare_next,
    save_grant,
    save_question,
    save_target,
)
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.money_lines import add_line
from dorpsapp.store.store import Store


@pytest.fixture
def funder(store: Store) -> int:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeelddorp")
    return records.save(store, Funder, {"name": "Gemeente Leusden"})


@pytest.fixture
def grant(store: Store, funder: int) -> int:
    values = {
        "funder_id": funder, "name": "Burenhulp 2026", "period_from": date(2026, 1, 1),
        "period_to": date(2026, 12, 31), "state": GrantState.GRANTED, "amount": 1_200_000,
    }  # fmt: skip
    return save_grant(store, values)


def kind(store: Store, code: str) -> int:
    with store.read() as session:
        return session.scalars(sa.select(Category.id).where(Category.code == code)).one()


def test_a_target_is_tied_to_a_figure_that_exists_and_fits(store: Store, grant: int) -> None:
    rides = {"label": "Ritten", "indicator": "deliveries", "category_id": kind(store, "TRANSPORT"), "wanted": 300}
    number = save_target(store, grant, rides, why_no_target)
    assert grant_view(store, grant).targets[0].category == "TRANSPORT"
    for wrong, sentence in (
        ({"indicator": "happiness"}, "kent Dorpsapp niet"),
        ({"indicator": "volunteers_new"}, "niet per soort hulp"),
        ({"indicator": "efforts_without_duration", "category_id": None}, "meer niet beter"),
        ({"wanted": 0}, "groter is dan nul"),
        ({"label": None}, "Vul in: afspraak"),
    ):
        with pytest.raises(Invalid, match=sentence):
            save_target(store, grant, wrong, why_no_target, number)
    assert grant_view(store, grant).targets[0].wanted == 300
    store.undo()
    assert not grant_view(store, grant).targets


def test_targets_and_questions_keep_the_order_in_which_they_were_added(store: Store, grant: int) -> None:
    for label in ("Zeta", "Alfa"):
        save_target(store, grant, {"label": label, "indicator": "contacts", "wanted": 5}, why_no_target)
        save_question(store, grant, {"text": f"Vraag {label}?", "indicator": "reach"}, BY_KEY.__contains__)
    view = grant_view(store, grant)
    assert [target.label for target in view.targets] == ["Zeta", "Alfa"]
    assert [question.text for question in view.questions] == ["Vraag Zeta?", "Vraag Alfa?"]
    with pytest.raises(Invalid, match="kent Dorpsapp niet"):
        save_question(store, grant, {"text": "Hoe?", "indicator": "nothing"}, BY_KEY.__contains__)


def test_grants_are_found_by_the_days_they_touch(store: Store, funder: int, grant: int) -> None:
    save_grant(
        store,
        {
            "funder_id": funder, "name": "Proef", "period_from": date(2025, 7, 1), "period_to": date(2026, 6, 30),
            "state": GrantState.REFUSED,
        },
    )  # fmt: skip
    with store.read() as session:
        assert [one.name for one in grants_between(session, date(2026, 12, 31), date(2027, 3, 1))] == ["Burenhulp 2026"]
        assert not grants_between(session, date(2025, 1, 1), date(2025, 12, 31))
        assert not grants_between(session, date(2026, 1, 1), date(2026, 12, 31), funder + 1)
        assert grants_between(session, date(2026, 5, 1), date(2026, 5, 2), funder)[0].period_label == "2026"


def test_reminders_come_in_time_and_go_when_done(store: Store, grant: int) -> None:
    today = date(2027, 4, 1)
    proposals = deadline_proposals(grant_view(store, grant))
    assert [(one.what, one.due_on) for one in proposals] == [
        ("Aanvraag voor 2027 insturen", date(2026, 8, 31)),
        ("Verantwoording over 2026 insturen", date(2027, 4, 30)),
    ]
    assert all("leusden.nl" in one.source for one in proposals)
    add_deadlines(store, grant, proposals)
    assert not deadline_proposals(grant_view(store, grant))
    assert [one.what for one in upcoming_deadlines(store, date(2026, 8, 2))] == []
    assert [one.days for one in upcoming_deadlines(store, date(2026, 8, 3))] == [28]
    late, near = upcoming_deadlines(store, today + timedelta(days=1))
    assert "dagen te laat" in late.in_words and late.days < 0
    assert near.in_words == ("Verantwoording over 2026 insturen (Gemeente Leusden): nog 28 dagen, uiterlijk 30-4-2027")
    mark_done(store, late.id, today)
    mark_done(store, near.id, today)
    assert not upcoming_deadlines(store, date(2027, 12, 1))
    mark_done(store, near.id, None)
    assert len(upcoming_deadlines(store, date(2027, 12, 1))) == 1
    save_grant(store, {"state": GrantState.SETTLED}, grant)
    assert not upcoming_deadlines(store, date(2027, 12, 1))


def test_an_unknown_funder_gets_a_usual_term_as_an_example(store: Store, funder: int) -> None:
    other = records.save(store, Funder, {"name": "Oranje Fonds"})
    number = save_grant(
        store,
        {"funder_id": other, "name": "Eettafel", "period_from": date(2026, 3, 1), "period_to": date(2026, 9, 30)},
    )
    (proposal,) = deadline_proposals(grant_view(store, number))
    assert proposal.due_on == date(2026, 12, 30)
    assert "voorbeeld" in proposal.source


def test_what_municipalities_ask_is_told_as_an_example_with_its_source() -> None:
    assert regime_examples(None) == ()
    assert all(
        ".nl)" in sentence for amount in (1, 600_000, 6_000_000, 99_000_000) for sentence in regime_examples(amount)
    )
    assert any("€ 5.000" in sentence for sentence in regime_examples(500_000))
    assert any("accountant" in sentence for sentence in regime_examples(25_000_100))
    with pytest.raises(UserError):
        regime_examples(-1)


def test_the_next_year_begins_with_what_was_meant_for_it(store: Store, grant: int) -> None:
    values = {"label": "Ritten", "indicator": "deliveries", "wanted": 300, "next_wanted": 320, "explanation": "Minder"}
    save_target(store, grant, values, why_no_target)
    save_question(store, grant, {"text": "Wie bereikte u?", "answer": "Iedereen"}, BY_KEY.__contains__)
    add_deadlines(store, grant, deadline_proposals(grant_view(store, grant)))
    new = grant_view(store, prepare_next(store, grant))
    assert (new.name, new.first, new.last, new.state) == (
        "Burenhulp 2027", date(2027, 1, 1), date(2027, 12, 31), GrantState.PREPARED,
    )  # fmt: skip
    assert [(one.wanted, one.explanation, one.next_wanted) for one in new.targets] == [(320, None, None)]
    assert new.questions[0].answer is None
    assert [one.due_on.year for one in new.deadlines] == [2027, 2028]
    with pytest.raises(UserError, match="is er al"):
        prepare_next(store, grant)


def test_a_grant_goes_with_all_that_hangs_on_it_but_the_money_stays(store: Store, grant: int) -> None:
    save_target(store, grant, {"label": "Ritten", "indicator": "deliveries", "wanted": 300}, why_no_target)
    add_deadlines(store, grant, deadline_proposals(grant_view(store, grant)))
    line = add_line(store, 2026, Side.INCOME, "Subsidie gemeente", {"grant_id": grant})
    delete_grant(store, grant)
    with store.read() as session:
        assert not session.scalars(sa.select(Grant)).all()
        assert not session.scalars(sa.select(Target)).all()
        assert not session.scalars(sa.select(Deadline)).all()
        kept = session.get(BudgetLine, line)
        assert kept is not None and kept.grant_id is None
    store.undo()
    assert len(grant_view(store, grant).targets) == 1


@pytest.mark.parametrize("known", AREA_LISTS, ids=lambda known: known.key)
def test_known_lists_of_areas_can_be_picked_once(store: Store, funder: int, known: object) -> None:
    chosen = next(one for one in AREA_LISTS if one is known)
    assert chosen.source
    assert add_area_list(store, funder, chosen) == len(chosen.areas)
    assert add_area_list(store, funder, chosen) == 0
    assert [area.name for area in funder_view(store, funder).areas] == list(chosen.areas)


def test_utrecht_has_thirteen_life_domains() -> None:
    assert len(next(one for one in AREA_LISTS if one.key == "utrecht").areas) == 13


def test_each_kind_of_support_counts_under_one_area_of_a_funder(store: Store, funder: int) -> None:
    other = records.save(store, Funder, {"name": "Provincie"})
    own, foreign = add_area(store, funder, "Meedoen"), add_area(store, other, "Vervoer")
    second = add_area(store, funder, "Zorg")
    rides, meals = kind(store, "TRANSPORT"), kind(store, "COMMUNITY_MEAL")
    place_kinds(store, funder, {rides: own, meals: own})
    place_kinds(store, other, {rides: foreign})
    place_kinds(store, funder, {rides: second})
    view = funder_view(store, funder)
    assert {line.category_id: line.area_id for line in view.kinds if line.area_id} == {rides: second, meals: own}
    assert [(area.name, area.kinds) for area in view.areas] == [("Meedoen", 1), ("Zorg", 1)]
    with pytest.raises(UserError, match="hoort niet bij deze geldgever"):
        place_kinds(store, funder, {rides: foreign})
    with store.read() as session:
        pairs = session.execute(sa.select(FunderMapping.funder_id, FunderMapping.category_id)).all()
    assert len(pairs) == len(set(pairs)) == 3
    place_kinds(store, funder, {rides: None})
    delete_area(store, own)
    assert all(line.area_id is None for line in funder_view(store, funder).kinds)
    store.undo()
    assert funder_view(store, funder).areas[0].kinds == 1


def test_areas_have_names_of_their_own(store: Store, funder: int) -> None:
    area = add_area(store, funder, "Meedoen")
    for name in ("meedoen", "  ", "x" * 121):
        with pytest.raises(Invalid):
            add_area(store, funder, name)
    version = funder_view(store, funder).areas[0].version
    rename_area(store, area, version, "Mee doen")
    assert [one.name for one in funder_view(store, funder).areas] == ["Mee doen"]
    with pytest.raises(UserError, match="intussen gewijzigd"):
        rename_area(store, area, version, "Anders")


def test_a_funder_with_grants_stays(store: Store, funder: int, grant: int) -> None:
    add_area_list(store, funder, AREA_LISTS[0])
    with pytest.raises(UserError, match="staan nog subsidies"):
        delete_funder(store, funder)
    delete_grant(store, grant)
    delete_funder(store, funder)
    with pytest.raises(UserError, match="bestaat niet meer"):
        funder_view(store, funder)
