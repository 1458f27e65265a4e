"""Feedback is told with how many answered, and not at all from fewer than five; stories only while consent holds."""

from datetime import date
from decimal import Decimal

import pytest

from dorpsapp.figures.feedback import YES_NO, FeedbackFacts, answers, average_grade, read_feedback
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.period import Period
from dorpsapp.models import (
    Consent,
    ConsentPurpose,
    ConsentWay,
    Feedback,
    ParticipantRole,
    Story,
    WithoutUs,
)
from dorpsapp.services import records
from dorpsapp.services.people import save_person
from dorpsapp.services.stories import may_be_told, stories_between
from dorpsapp.store.store import Store

TODAY = date(2026, 1, 15)
NEW_YEAR, EVE = date(2025, 1, 1), date(2025, 12, 31)


def test_forms_are_counted_by_answer_and_by_period(store: Store) -> None:
    with store.write("Proef") as unit:
        for day, grade, without, again in (
            (NEW_YEAR, 8, WithoutUs.NO, True), (EVE, 9, WithoutUs.NO, None), (EVE, None, WithoutUs.YES, False),
            (date(2024, 12, 31), 1, WithoutUs.YES, False), (date(2026, 1, 1), 1, WithoutUs.YES, False),
        ):  # fmt: skip
            records.put(unit, Feedback, {"day": day, "grade": grade, "without_us": without, "again": again})
    with store.read() as session:
        found = read_feedback(session, Period.of_year(2025))
    assert found == FeedbackFacts(3, {8: 1, 9: 1}, {WithoutUs.NO: 2, WithoutUs.YES: 1}, {}, {True: 1, False: 1})


@pytest.mark.parametrize(("grades", "average"), [({8: 4}, None), ({8: 4, 7: 1}, Decimal(39) / 5), ({}, None)])
def test_a_grade_needs_five_people(grades: dict[int, int], average: Decimal | None) -> None:
    assert average_grade(FeedbackFacts(9, grades)) == (sum(grades.values()), average)


def test_answers_of_a_few_are_not_told_and_n_always_is() -> None:
    few = answers({True: 3, False: 1}, YES_NO)
    assert (few.n, few.counts) == (4, None)
    assert answers({True: 3, False: 1}, YES_NO, exact=True).counts == (3, 1)
    enough = answers({True: 13, False: 2}, YES_NO)
    assert enough.n == 15
    assert enough.counts is not None and isinstance(enough.counts[1], Hidden)


@pytest.mark.parametrize(
    ("noted", "consents", "told"),
    [
        (None, (), False),
        (date(2025, 5, 1), (), True),
        (date(2026, 5, 1), (), False),
        (None, ((date(2025, 5, 1), None),), True),
        (None, ((date(2026, 5, 1), None),), False),
        (None, ((date(2025, 5, 1), date(2025, 6, 1)),), False),
        (date(2025, 5, 1), ((date(2025, 5, 1), date(2025, 6, 1)),), False),
        (None, ((date(2025, 5, 1), date(2026, 6, 1)),), True),
        (None, ((date(2025, 5, 1), date(2025, 6, 1)), (date(2025, 9, 1), None)), True),
    ],
)
def test_consent_must_hold_on_the_day_of_the_report(
    noted: date | None, consents: tuple[tuple[date, date | None], ...], told: bool
) -> None:
    assert may_be_told(noted, consents, TODAY) is told


def test_a_story_goes_out_when_consent_is_withdrawn(store: Store) -> None:
    person = save_person(store, {"first_name": "Toos", "surname": "Voorbeeld"}, role=ParticipantRole.CLIENT)
    with store.write("Proef") as unit:
        about = {"day": EVE, "text": "Zij fietst weer.", "pseudonym": "Mevrouw B."}
        records.put(unit, Story, {**about, "title": "Weer op de fiets", "person_id": person})
        records.put(unit, Story, {**about, "title": "Niet gekozen", "consent_on": NEW_YEAR, "is_used": False})
        records.put(unit, Story, {**about, "title": "Van eerder", "consent_on": NEW_YEAR, "day": date(2024, 5, 1)})
        given = {"person_id": person, "given_on": NEW_YEAR, "way": ConsentWay.WRITTEN}
        consent = records.put(unit, Consent, {**given, "purpose": ConsentPurpose.STORY}).id
        records.put(unit, Consent, {**given, "purpose": ConsentPurpose.NEWS, "withdrawn_on": NEW_YEAR})

    def titles() -> list[str]:
        with store.read() as session:
            return [one.title for one in stories_between(session, NEW_YEAR, EVE, TODAY)]

    assert titles() == ["Weer op de fiets"]
    records.save(store, Consent, {"withdrawn_on": TODAY}, consent)
    assert titles() == []
