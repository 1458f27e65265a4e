"""Where the initiative stands with the privacy law: each point in order, in need of a look, or to be done."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.models import Consent, ConsentPurpose, Initiative, PracticalNeed
from dorpsapp.services.retention import Stage, plan_within
from dorpsapp.services.retention_terms import PROPOSALS, is_chosen
from dorpsapp.store.store import Store
from dorpsapp.text import _, ngettext


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
    """One point with its light; `page` and `argument` lead to where it is solved; without a page it is on this one."""

    light: Light
    text: str
    page: str = ""
    argument: object = None


def privacy_points(store: Store, today: date) -> tuple[PrivacyPoint, ...]:
    """Every point, the reddest first."""
    with store.read() as session:
        points = [
            *_initiative(session),
            *_retention(session, today),
            *_terms(session),
            *_needs(session),
            *_practice(store),
        ]
    return tuple(sorted(points, key=lambda point: -list(Light).index(point.light)))


def _initiative(session: Session) -> Iterator[PrivacyPoint]:
    row = session.scalars(sa.select(Initiative)).first()
    if row is None or not (row.email or row.phone):
        text = _("Vul de e-mail of telefoon van het initiatief in. Die horen in de privacyverklaring.")
        yield PrivacyPoint(Light.RED, text, "settings", "initiative")
    else:
        yield PrivacyPoint(Light.GREEN, _("De privacyverklaring en het register kunnen worden gemaakt."))


def _retention(session: Session, today: date) -> Iterator[PrivacyPoint]:
    plan = plan_within(session, today)
    ready = len(plan.people(Stage.READY)) + len(plan.people(Stage.NEW))
    if ready:
        text = ngettext(
            "Van {n} mens is de bewaartermijn voorbij. Zie hieronder.",
            "Van {n} mensen is de bewaartermijn voorbij. Zie hieronder.",
            ready,
        )
        yield PrivacyPoint(Light.AMBER, text.format(n=ready), "", "retention")
    else:
        yield PrivacyPoint(Light.GREEN, _("Niemand staat er langer in dan de termijn."))


def _terms(session: Session) -> Iterator[PrivacyPoint]:
    if all(is_chosen(session, keep) for keep in PROPOSALS):
        yield PrivacyPoint(Light.GREEN, _("Het bestuur heeft de bewaartermijnen gekozen."))
    else:
        text = _("De bewaartermijnen zijn nog ons voorstel. Laat het bestuur ze kiezen.")
        yield PrivacyPoint(Light.AMBER, text, "", "terms")


def _needs(session: Session) -> Iterator[PrivacyPoint]:
    agreed = sa.select(Consent.person_id).where(Consent.purpose == ConsentPurpose.NEEDS, Consent.withdrawn_on.is_(None))
    query = sa.select(sa.func.count(PracticalNeed.person_id.distinct())).where(PracticalNeed.person_id.not_in(agreed))
    if count := session.scalar(query) or 0:
        text = ngettext(
            "Van {n} mens staan behoeften vast zonder toestemming.",
            "Van {n} mensen staan behoeften vast zonder toestemming.",
            count,
        )
        yield PrivacyPoint(Light.RED, text.format(n=count))
    else:
        yield PrivacyPoint(Light.GREEN, _("Praktische behoeften staan er alleen met toestemming."))


def _practice(store: Store) -> Iterator[PrivacyPoint]:
    if store.practice:
        text = _("Dit is een oefenbestand zonder wachtwoord. Zet er geen echte mensen in.")
        yield PrivacyPoint(Light.AMBER, text)
    else:
        yield PrivacyPoint(Light.GREEN, _("Het bestand en de reservekopieën zijn versleuteld."))
