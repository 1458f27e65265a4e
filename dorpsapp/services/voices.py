"""What people say: stories with whether they may be told, and filled-in question forms, as they are kept and listed."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.errors import Invalid
from dorpsapp.models import Category, Consent, ConsentPurpose, Feedback, Person, Story, WithoutUs
from dorpsapp.models.kinds import Choice, Day, Number, Text, YesNo
from dorpsapp.services import records
from dorpsapp.services.consents import holds
from dorpsapp.services.plain_lists import listing_of
from dorpsapp.services.restrictions import only_kept
from dorpsapp.services.stories import may_be_told
from dorpsapp.store.listing import ListColumn, Listing
from dorpsapp.store.store import Store
from dorpsapp.text import _, fold

QUESTIONS = ("grade", "without_us", "less_alone", "again", "meaning")


def story_listing(store: Store, today: date) -> Listing:
    """Stories, the newest first, each with whether the report of its year tells it, and else why not."""
    columns = (
        ListColumn("day", "Datum", Day(), Story.day),
        ListColumn("title", "Titel", Text(), sa.func.lower(Story.title)),
        ListColumn("pseudonym", "Naam in het verhaal", Text()),
        ListColumn("told", "In het rapport?", Text()),
    )

    def cells(session: Session, ids: Sequence[int]) -> Mapping[int, tuple[Any, ...]]:
        away = only_kept(session)
        found = session.scalars(sa.select(Story).where(Story.id.in_(ids)))
        return {one.id: (one.day, one.title, one.pseudonym, _told(session, one, away, today)) for one in found}

    listing = Listing(store, Story, columns, cells)
    listing.descending = True
    return listing


def form_listing(store: Store) -> Listing:
    """Filled-in question forms, the newest first."""
    kind = sa.select(Category.name).where(Category.id == Feedback.category_id).scalar_subquery()
    columns = (
        ListColumn("day", "Datum", Day(), Feedback.day),
        ListColumn("kind", "Soort hulp", Text()),
        ListColumn("grade", "Cijfer", Number()),
        ListColumn("without_us", "Zonder ons?", Choice(of=WithoutUs)),
        ListColumn("less_alone", "Minder alleen?", YesNo()),
        ListColumn("again", "Weer?", YesNo()),
    )
    shown = (Feedback.day, kind, Feedback.grade, Feedback.without_us, Feedback.less_alone, Feedback.again)
    listing = listing_of(store, Feedback, columns, shown)
    listing.descending = True
    return listing


def people_with_consent(store: Store, today: date, *, also: int | None = None) -> tuple[tuple[int, str], ...]:
    """Who gave consent for a story that holds today, by name, and `also` someone who is with a story already."""
    with store.read() as session:
        query = sa.select(Consent.person_id).where(Consent.purpose == ConsentPurpose.STORY).distinct()
        numbers = {one for one in session.scalars(query) if holds(session, one, ConsentPurpose.STORY, today)}
        numbers = (numbers - only_kept(session)) | ({also} if also is not None else set())
        people = session.scalars(sa.select(Person).where(Person.id.in_(numbers)))
        return tuple(sorted(((one.id, str(one)) for one in people), key=lambda pair: fold(pair[1])))


def save_story(store: Store, values: Mapping[str, Any], story_id: int | None = None, version: int | None = None) -> int:
    """Keep a story; gives its id. Raises Invalid when the name in it is that of the person."""
    whole = dict(values)
    person = whole.get("person_id")
    pseudonym = whole.get("pseudonym")
    if person is not None and pseudonym:
        with store.read() as session:
            found = session.get(Person, person)
            names = (found.first_name, found.surname, found.own_surname) if found is not None else ()
        own = {word for name in names if name for word in fold(name).split()}
        if own & {word for word in fold(pseudonym).split() if len(word) > 2}:
            raise Invalid({"pseudonym": _("Dit lijkt op de echte naam. Kies een andere naam.")})
    return records.save(store, Story, whole, story_id, shown_version=version)


def save_form(
    store: Store,
    values: Mapping[str, Any],
    today: date,
    form_id: int | None = None,
    version: int | None = None,
) -> int:
    """Keep one filled-in form; gives its id. Raises Invalid when nothing was answered, or for a day to come."""
    if all(values.get(name) is None for name in QUESTIONS):
        raise Invalid({"grade": _("Vul ten minste één antwoord in.")})
    day = values.get("day")
    if day is not None and day > today:
        raise Invalid({"day": _("Deze dag is nog niet geweest. Vul de dag in waarop het formulier is ingevuld.")})
    return records.save(store, Feedback, dict(values), form_id, shown_version=version)


def count_forms(store: Store, year: int) -> int:
    """How many forms are kept of a year."""
    within = Feedback.day.between(date(year, 1, 1), date(year, 12, 31))
    with store.read() as session:
        return session.scalar(sa.select(sa.func.count()).select_from(Feedback).where(within)) or 0


def _told(session: Session, story: Story, away: frozenset[int], today: date) -> str:
    if not story.is_used:
        return _("nee, staat uit")
    if story.person_id in away:
        return _("nee, gegevens van deze persoon mogen niet gebruikt worden")
    query = sa.select(Consent.given_on, Consent.withdrawn_on).where(
        Consent.person_id == story.person_id, Consent.purpose == ConsentPurpose.STORY
    )
    consents = tuple((given, withdrawn) for given, withdrawn in session.execute(query))
    if may_be_told(story.consent_on, consents, today):
        return _("ja")
    return _("nee, toestemming ingetrokken") if consents else _("nee, geen toestemming")
