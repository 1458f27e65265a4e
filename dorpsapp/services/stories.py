"""Stories that may be told in a report: under another name, while consent holds, and of nobody who is restricted."""

from dataclasses import dataclass
from datetime import date

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Consent, ConsentPurpose, Story
from dorpsapp.services.restrictions import only_kept


@dataclass(frozen=True)
class StoryTold:
    """A story as it is printed: the name in it is not the real one, and nothing leads to the person."""

    day: date
    title: str
    text: str
    pseudonym: str


def stories_between(session: Session, first: date, last: date, today: date) -> tuple[StoryTold, ...]:
    """The stories of these days that are meant for the report and may be told on `today`, in order of day."""
    query = (
        sa.select(Story).where(Story.day.between(first, last), Story.is_used.is_(True)).order_by(Story.day, Story.id)
    )
    away = only_kept(session)
    found = [one for one in session.scalars(query) if one.person_id not in away]
    consents = _consents(session, {one.person_id for one in found if one.person_id is not None})
    return tuple(
        StoryTold(one.day, one.title, one.text, one.pseudonym)
        for one in found
        if may_be_told(one.consent_on, consents.get(one.person_id or 0, ()), today)
    )


def may_be_told(consent_on: date | None, consents: tuple[tuple[date, date | None], ...], today: date) -> bool:
    """Whether consent holds: `consents` are the days on which the person gave and withdrew it, for stories.

    What the person said last counts: consent that was withdrawn is not brought back by the day noted with the story.
    """
    given = [(day, withdrawn) for day, withdrawn in consents if day <= today]
    if given:
        return any(withdrawn is None or withdrawn > today for _day, withdrawn in given)
    return consent_on is not None and consent_on <= today


def _consents(session: Session, people: set[int]) -> dict[int, tuple[tuple[date, date | None], ...]]:
    query = sa.select(Consent.person_id, Consent.given_on, Consent.withdrawn_on).where(
        Consent.purpose == ConsentPurpose.STORY, Consent.person_id.in_(people)
    )
    found: dict[int, tuple[tuple[date, date | None], ...]] = {}
    for person, given, withdrawn in session.execute(query):
        found[person] = (*found.get(person, ()), (given, withdrawn))
    return found
