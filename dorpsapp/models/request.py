"""Requests for help: from phone call to arranged, declined or referred, and who was asked to help."""

from collections.abc import Iterator
from datetime import date, time
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.availability import DayPart
from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.category import Category, PolicyArea
from dorpsapp.models.kinds import Choice, Day, Duration, Reference, Text, TimeOfDay, YesNo
from dorpsapp.models.person import Person
from dorpsapp.models.processing import CLIENTS
from dorpsapp.models.role import Referrer
from dorpsapp.models.skill import Skill
from dorpsapp.text import _


class RequestState(Enum):
    """How far a request is."""

    NEW = "nieuw"
    SEARCHING = "gezocht"
    ARRANGED = "geregeld"
    DONE = "klaar"
    DECLINED = "niet gelukt"
    REFERRED = "doorverwezen"


OPEN_STATES = frozenset({RequestState.NEW, RequestState.SEARCHING})


class DeclineReason(Enum):
    """Why a request could not be met."""

    NO_VOLUNTEER = "geen vrijwilliger beschikbaar"
    TOO_COMPLEX = "te ingewikkeld voor vrijwilligers"
    OUT_OF_SCOPE = "hoort niet bij ons"
    TOO_LATE = "te laat gevraagd"
    WITHDRAWN = "zelf ingetrokken"
    OTHER = "andere reden"


class Repeat(Enum):
    """How often a request comes back."""

    WEEKLY = "elke week"
    FORTNIGHTLY = "om de week"
    MONTHLY = "elke maand"


class Request(Record):
    """One request for help by one person; with `repeats` it stands for a series of days."""

    __tablename__ = "request"
    singular, plural = "hulpvraag", "hulpvragen"
    processing = CLIENTS
    __table_args__ = (sa.Index("ix_request_state_received_on", "state", "received_on"),)

    person_id: Mapped[int] = field(Reference(to="person"), "Voor wie", privacy=Privacy.PERSONAL, index=True)
    category_id: Mapped[int] = field(Reference(to="category"), "Soort hulp", privacy=Privacy.OPEN, index=True)
    received_on: Mapped[date] = field(Day(), "Gevraagd op", privacy=Privacy.PERSONAL)
    description: Mapped[str | None] = field(
        Text(length=1000, lines=3),
        "Wat is de vraag",
        privacy=Privacy.SENSITIVE,
        help="Schrijf niets over gezondheid of geldzaken.",
        in_table=False,
    )
    wanted_on: Mapped[date | None] = field(Day(), "Voor welke dag", privacy=Privacy.PERSONAL)
    wanted_part: Mapped[DayPart | None] = field(Choice(of=DayPart), "Dagdeel", privacy=Privacy.PERSONAL, in_table=False)
    wanted_time: Mapped[time | None] = field(TimeOfDay(), "Hoe laat", privacy=Privacy.PERSONAL, in_table=False)
    minutes: Mapped[int | None] = field(Duration(), "Hoe lang ongeveer", privacy=Privacy.PERSONAL, in_table=False)
    destination: Mapped[str | None] = field(
        Text(length=120), "Waarheen", privacy=Privacy.SENSITIVE, help="Alleen de plek, niet waarom.", in_table=False
    )
    needs_car: Mapped[bool | None] = field(YesNo(), "Auto nodig", privacy=Privacy.PERSONAL, in_table=False)
    skill_id: Mapped[int | None] = field(
        Reference(to="skill"), "Wat moet de helper kunnen", privacy=Privacy.PERSONAL, in_table=False
    )
    language_id: Mapped[int | None] = field(
        Reference(to="skill"), "Welke taal", privacy=Privacy.PERSONAL, in_table=False
    )
    repeats: Mapped[Repeat | None] = field(Choice(of=Repeat), "Herhalen", privacy=Privacy.PERSONAL, in_table=False)
    repeats_until: Mapped[date | None] = field(Day(), "Herhalen tot en met", privacy=Privacy.PERSONAL, in_table=False)
    referrer: Mapped[Referrer | None] = field(
        Choice(of=Referrer), "Aangemeld door", privacy=Privacy.PERSONAL, in_table=False
    )
    state: Mapped[RequestState] = field(
        Choice(of=RequestState), "Stand", privacy=Privacy.PERSONAL, on_form=False, default=RequestState.NEW
    )
    arranged_on: Mapped[date | None] = field(
        Day(), "Geregeld op", privacy=Privacy.PERSONAL, in_table=False, on_form=False
    )
    closed_on: Mapped[date | None] = field(
        Day(), "Afgesloten op", privacy=Privacy.PERSONAL, in_table=False, on_form=False
    )
    decline_reason: Mapped[DeclineReason | None] = field(
        Choice(of=DeclineReason), "Reden", privacy=Privacy.PERSONAL, in_table=False, on_form=False
    )
    referred_to: Mapped[str | None] = field(
        Text(length=80), "Doorverwezen naar", privacy=Privacy.PERSONAL, in_table=False, on_form=False
    )
    handed_over: Mapped[bool | None] = field(
        YesNo(), "Gegevens doorgegeven", privacy=Privacy.PERSONAL, in_table=False, on_form=False
    )

    person: Mapped[Person] = relationship()
    category: Mapped[Category] = relationship()
    skill: Mapped[Skill | None] = relationship(foreign_keys="Request.skill_id")
    language: Mapped[Skill | None] = relationship(foreign_keys="Request.language_id")

    def __str__(self) -> str:
        return self.singular

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.repeats and not self.wanted_on:
            yield "wanted_on", _("Vul de eerste dag in. Daarna herhaalt de hulpvraag zich.")
        if self.repeats_until and not self.repeats:
            yield "repeats", _("Kies hoe vaak de vraag terugkomt, of maak de einddatum leeg.")
        if self.repeats_until and self.wanted_on and self.repeats_until < self.wanted_on:
            yield "repeats_until", _("De laatste dag ligt voor de eerste. Kijk beide na.")
        if self.state is RequestState.DECLINED and self.decline_reason is None:
            yield "decline_reason", _("Kies waarom het niet lukt.")


class RequestArea(Record):
    """A policy area that a request touches; one request may touch several."""

    __tablename__ = "request_area"
    singular, plural = "terrein van een hulpvraag", "terreinen van hulpvragen"
    processing = CLIENTS
    __table_args__ = (sa.UniqueConstraint("request_id", "policy_area_id"),)

    request_id: Mapped[int] = field(Reference(to="request"), "Hulpvraag", privacy=Privacy.PERSONAL, on_form=False)
    policy_area_id: Mapped[int] = field(
        Reference(to="policy_area"), "Beleidsterrein", privacy=Privacy.PERSONAL, index=True
    )

    request: Mapped[Request] = relationship()
    policy_area: Mapped[PolicyArea] = relationship()

    def __str__(self) -> str:
        return self.singular


class RequestSkip(Record):
    """A day of a series on which no help is needed."""

    __tablename__ = "request_skip"
    singular, plural = "overgeslagen dag", "overgeslagen dagen"
    processing = CLIENTS
    __table_args__ = (sa.UniqueConstraint("request_id", "day"),)

    request_id: Mapped[int] = field(Reference(to="request"), "Hulpvraag", privacy=Privacy.PERSONAL, on_form=False)
    day: Mapped[date] = field(Day(), "Dag", privacy=Privacy.PERSONAL)

    request: Mapped[Request] = relationship()

    def __str__(self) -> str:
        return self.singular


class MatchState(Enum):
    """What someone who was asked has answered."""

    ASKED = "gevraagd"
    AGREED = "doet het"
    REFUSED = "kan niet"


class Match(Record):
    """A volunteer who was asked for a request."""

    __tablename__ = "request_match"
    singular, plural = "gevraagde helper", "gevraagde helpers"
    processing = CLIENTS
    __table_args__ = (sa.UniqueConstraint("request_id", "person_id"),)

    request_id: Mapped[int] = field(Reference(to="request"), "Hulpvraag", privacy=Privacy.PERSONAL, on_form=False)
    person_id: Mapped[int] = field(Reference(to="person"), "Vrijwilliger", privacy=Privacy.PERSONAL, index=True)
    state: Mapped[MatchState] = field(Choice(of=MatchState), "Antwoord", privacy=Privacy.PERSONAL)
    asked_on: Mapped[date] = field(Day(), "Gevraagd op", privacy=Privacy.PERSONAL)

    request: Mapped[Request] = relationship()
    person: Mapped[Person] = relationship()

    def __str__(self) -> str:
        return self.state.value
