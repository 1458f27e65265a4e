"""Where the initiative stands with the privacy law: each point in order, in need of a look, or to be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import ConsentPurpose, Initiative, Person, PracticalNeed, Request
from dorpsapp.models.request import OPEN_STATES
from dorpsapp.services.breaches import moment_of, open_breaches, say_state
from dorpsapp.services.consents import holds, stories_without_consent
from dorpsapp.services.people_list import PeopleChoice, PeopleFilter
from dorpsapp.services.restrictions import only_kept
from dorpsapp.services.retention import Stage, plan_within
from dorpsapp.services.retention_terms import PROPOSALS, is_chosen
from dorpsapp.services.settings import keep_setting, setting
from dorpsapp.services.wording_guard import wording_remark
from dorpsapp.store import keys
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability, UserRole, may, require
from dorpsapp.text import _, ngettext, show_day

REVIEWED_ON = "privacy_reviewed_on"
REVIEW_DAYS = 365
FEWEST_HOLDERS = 2


class Light(Enum):
    """Green, amber and red."""

    GREEN = "green"
    AMBER = "amber"
    RED = "red"

    @property
    def label(self) -> str:
        """What it says, in Dutch, for who does not see the colour."""
        return {Light.GREEN: _("In orde"), Light.AMBER: _("Kijk hiernaar"), Light.RED: _("Doe dit")}[self]


@dataclass(frozen=True)
class PrivacyPoint:
    """One theme with its light and what to do.

    `page` and `argument` lead to where it is solved; without a page it is on this one.
    """

    light: Light
    theme: str
    text: str
    page: str = ""
    argument: object = None

    @property
    def sentence(self) -> str:
        """The theme and what to do."""
        return f"{self.theme}: {self.text}"


@dataclass(frozen=True)
class FileNumbers:
    """How many people the file knows, and of how many it keeps practical needs."""

    people: int
    with_needs: int


def file_numbers(store: Store) -> FileNumbers:
    """Counted now; who was erased does not count."""
    needs = sa.select(sa.func.count(PracticalNeed.person_id.distinct()))
    with store.read() as session:
        people = session.scalar(sa.select(sa.func.count()).select_from(Person).where(Person.id > 0))
        return FileNumbers(people or 0, session.scalar(needs) or 0)


def privacy_points(store: Store, today: date) -> tuple[PrivacyPoint, ...]:
    """One point for each theme at least, the reddest first."""
    users = () if store.practice else keys.users(store.path)
    holders = sum(may(UserRole.of(user.role), Capability.USERS) for user in users)
    with store.read() as session:
        points = [
            *_breaches(session, today),
            *_information(session),
            *_terms(session, today),
            *_consent(session, today),
            *_rights(session),
            *(_wording(session) if store.may(Capability.SENSITIVE) else ()),
            *_security(store, holders),
            *_review(session, today),
        ]
    return tuple(sorted(points, key=lambda point: -list(Light).index(point.light)))


def mark_reviewed(store: Store, today: date) -> None:
    """The board went through this page; the start page asks again in a year. Raises NotAllowed without that say."""
    require(store.role, Capability.SETUP)
    keep_setting(store, REVIEWED_ON, today.isoformat(), _("Privacy nagekeken"))


def review_due(session: Session, today: date) -> date | None:
    """The day on which the page should be gone through again; None when nobody did it yet."""
    found = setting(session, REVIEWED_ON)
    try:
        return date.fromisoformat(found) + timedelta(days=REVIEW_DAYS)
    except ValueError:
        return None


def _breaches(session: Session, today: date) -> Iterator[PrivacyPoint]:
    theme = _("Datalekken")
    now = moment_of(today)
    views = open_breaches(session)
    for view in views:
        yield PrivacyPoint(Light.RED, theme, f"{say_state(view, now)}.", "breaches", view.id)
    if not views:
        yield PrivacyPoint(Light.GREEN, theme, _("er staat niets open."), "breaches")


def _information(session: Session) -> Iterator[PrivacyPoint]:
    theme = _("Informeren")
    row = session.scalars(sa.select(Initiative)).first()
    if row is None or not (row.email or row.phone):
        text = _("vul de e-mail of telefoon van het initiatief in. Die horen in de privacyverklaring.")
        yield PrivacyPoint(Light.RED, theme, text, "settings", "initiative")
    else:
        text = _("de privacyverklaring en het register kunnen worden gemaakt.")
        yield PrivacyPoint(Light.GREEN, theme, text, "", "documents")


def _terms(session: Session, today: date) -> Iterator[PrivacyPoint]:
    theme = _("Bewaren")
    plan = plan_within(session, today)
    ready = len({one.person_id for one in plan.due if one.stage is not Stage.WAITING})
    if ready:
        text = ngettext(
            "van {n} mens is de termijn voorbij. Kondig aan of wis.",
            "van {n} mensen is de termijn voorbij. Kondig aan of wis.",
            ready,
        )
        yield PrivacyPoint(Light.AMBER, theme, text.format(n=ready), "", "retention")
    elif not plan.is_empty:
        yield PrivacyPoint(Light.AMBER, theme, _("er is iets te oud. Pas de termijnen toe."), "", "retention")
    else:
        yield PrivacyPoint(Light.GREEN, theme, _("niets staat er langer in dan de termijn."), "", "retention")
    if all(is_chosen(session, keep) for keep in PROPOSALS):
        yield PrivacyPoint(Light.GREEN, theme, _("het bestuur heeft de termijnen gekozen."), "", "terms")
    else:
        text = _("de termijnen zijn nog ons voorstel. Laat het bestuur ze kiezen.")
        yield PrivacyPoint(Light.AMBER, theme, text, "", "terms")


def _consent(session: Session, today: date) -> Iterator[PrivacyPoint]:
    theme = _("Toestemming")
    with_needs = session.scalars(sa.select(PracticalNeed.person_id).distinct())
    bare = [one for one in with_needs if not holds(session, one, ConsentPurpose.NEEDS, today)]
    stories = stories_without_consent(session, today)
    if bare:
        text = ngettext(
            "van {n} mens staan behoeften vast zonder toestemming. Wis ze of vraag het.",
            "van {n} mensen staan behoeften vast zonder toestemming. Wis ze of vraag het.",
            len(bare),
        )
        yield PrivacyPoint(Light.RED, theme, text.format(n=len(bare)), "person", bare[0])
    if stories:
        text = ngettext(
            "er is een verhaal van {n} mens die dat niet (meer) wil. Wis het.",
            "er zijn verhalen van {n} mensen die dat niet (meer) willen. Wis ze.",
            len(stories),
        )
        yield PrivacyPoint(Light.AMBER, theme, text.format(n=len(stories)), "person", stories[0])
    if not bare and not stories:
        text = _("behoeften en verhalen staan er alleen met toestemming.")
        yield PrivacyPoint(Light.GREEN, theme, text)


def _rights(session: Session) -> Iterator[PrivacyPoint]:
    theme = _("Rechten")
    away = only_kept(session)
    asked = Request.person_id.in_(away)
    waiting = session.scalar(sa.select(Request.person_id).where(asked, Request.state.in_(OPEN_STATES)).limit(1))
    if waiting is not None:
        text = _("er loopt een hulpvraag van iemand die beperkt is. Bel die persoon.")
        yield PrivacyPoint(Light.AMBER, theme, text, "person", waiting)
    elif away:
        text = ngettext(
            "de gegevens van {n} mens worden niet gebruikt, zoals gevraagd.",
            "de gegevens van {n} mensen worden niet gebruikt, zoals gevraagd.",
            len(away),
        )
        yield PrivacyPoint(Light.GREEN, theme, text.format(n=len(away)), "people", PeopleFilter.RESTRICTED)
    else:
        yield PrivacyPoint(Light.GREEN, theme, _("niemand vroeg om een beperking."))


def _wording(session: Session) -> Iterator[PrivacyPoint]:
    theme = _("Opmerkingen")
    notes = session.execute(sa.select(Person.id, Person.note).where(Person.note.is_not(None), Person.id > 0))
    told = [number for number, note in notes if wording_remark(note or "") is not None]
    if told:
        text = ngettext(
            "in {n} opmerking staat misschien iets dat u niet mag bewaren. Kijk die na.",
            "in {n} opmerkingen staat misschien iets dat u niet mag bewaren. Kijk ze na.",
            len(told),
        )
        choice = PeopleChoice(_("Opmerking nakijken"), (Person.id.in_(told),))
        page, argument = ("person", told[0]) if len(told) == 1 else ("people", choice)
        yield PrivacyPoint(Light.AMBER, theme, text.format(n=len(told)), page, argument)
    else:
        yield PrivacyPoint(Light.GREEN, theme, _("er is niets gevonden dat u niet mag bewaren."))


def _security(store: Store, holders: int) -> Iterator[PrivacyPoint]:
    theme = _("Beveiliging")
    if store.practice:
        text = _("dit is een oefenbestand zonder wachtwoord. Zet er geen echte mensen in.")
        yield PrivacyPoint(Light.AMBER, theme, text)
    elif holders < FEWEST_HOLDERS:
        text = _("maar één persoon kan anderen aan een wachtwoord helpen. Zorg voor een tweede.")
        yield PrivacyPoint(Light.AMBER, theme, text, "users")
    else:
        yield PrivacyPoint(Light.GREEN, theme, _("het bestand en de reservekopieën zijn versleuteld."))


def _review(session: Session, today: date) -> Iterator[PrivacyPoint]:
    theme = _("Elk jaar")
    due = review_due(session, today)
    if due is None:
        yield PrivacyPoint(Light.AMBER, theme, _("loop deze pagina een keer door met het bestuur."), "", "review")
    elif due < today:
        yield PrivacyPoint(Light.AMBER, theme, _("loop deze pagina weer door met het bestuur."), "", "review")
    else:
        text = _("nagekeken. De volgende keer is op {day}.").format(day=show_day(due))
        yield PrivacyPoint(Light.GREEN, theme, text, "", "review")
