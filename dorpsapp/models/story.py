"""What figures can not say: stories with consent, short feedback, the texts of a report, and breaks in a series."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.category import Category
from dorpsapp.models.kinds import Choice, Day, Number, Reference, Text, Year, YesNo
from dorpsapp.models.person import Person
from dorpsapp.models.processing import NO_PEOPLE, STORIES
from dorpsapp.text import _


class Story(Record):
    """A story under another name; it goes into a report only while consent holds."""

    __tablename__ = "story"
    singular, plural = "verhaal", "verhalen"
    processing = STORIES

    day: Mapped[date] = field(Day(), "Datum", privacy=Privacy.OPEN)
    title: Mapped[str] = field(Text(length=120), "Titel", privacy=Privacy.OPEN)
    text: Mapped[str] = field(
        Text(length=4000, lines=6),
        "Verhaal",
        privacy=Privacy.SENSITIVE,
        help="Verander de naam en laat weg wat iemand herkenbaar maakt.",
        in_table=False,
    )
    pseudonym: Mapped[str] = field(
        Text(length=60), "Naam in het verhaal", privacy=Privacy.OPEN, help="Niet de echte naam."
    )
    person_id: Mapped[int | None] = field(
        Reference(to="person"), "Over wie", privacy=Privacy.PERSONAL, in_table=False, index=True
    )
    consent_on: Mapped[date | None] = field(
        Day(), "Toestemming gegeven op", privacy=Privacy.PERSONAL, help="Nodig als u niemand kiest."
    )
    is_used: Mapped[bool] = field(
        YesNo(), "In het rapport", privacy=Privacy.OPEN, default=True, server_default=sa.true()
    )

    person: Mapped[Person | None] = relationship()

    def __str__(self) -> str:
        return self.title

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.person_id is None and self.consent_on is None:
            yield "consent_on", _("Vul in wanneer de toestemming is gegeven, of kies over wie het gaat.")


class WithoutUs(Enum):
    """The honest question: had you managed without us?"""

    YES = "ja"
    PARTLY = "voor een deel"
    NO = "nee"
    UNKNOWN = "weet ik niet"


class Feedback(Record):
    """One filled-in question form, without a name."""

    __tablename__ = "feedback"
    singular, plural = "ingevulde vragenlijst", "ingevulde vragenlijsten"
    processing = STORIES

    day: Mapped[date] = field(Day(), "Datum", privacy=Privacy.OPEN, index=True)
    category_id: Mapped[int | None] = field(Reference(to="category"), "Soort hulp", privacy=Privacy.OPEN, index=True)
    grade: Mapped[int | None] = field(Number(least=1, most=10), "Welk cijfer geeft u onze hulp?", privacy=Privacy.OPEN)
    without_us: Mapped[WithoutUs | None] = field(
        Choice(of=WithoutUs), "Had u het zonder ons gered?", privacy=Privacy.OPEN
    )
    less_alone: Mapped[bool | None] = field(YesNo(), "Voelt u zich door ons minder alleen?", privacy=Privacy.OPEN)
    again: Mapped[bool | None] = field(YesNo(), "Vraagt u ons weer?", privacy=Privacy.OPEN)
    meaning: Mapped[str | None] = field(
        Text(length=500, lines=2),
        "Wat betekende het voor u?",
        privacy=Privacy.SENSITIVE,
        help="Zonder namen.",
        in_table=False,
    )

    category: Mapped[Category | None] = relationship()

    def __str__(self) -> str:
        return self.singular


class ReportText(Record):
    """The initiative's own words in one part of the report of one year."""

    __tablename__ = "report_text"
    singular, plural = "tekst van het rapport", "teksten van het rapport"
    processing = NO_PEOPLE
    __table_args__ = (sa.UniqueConstraint("year", "section"),)

    year: Mapped[int] = field(Year(), "Jaar", privacy=Privacy.OPEN)
    section: Mapped[str] = field(Text(length=40), "Deel", privacy=Privacy.OPEN)
    text: Mapped[str] = field(Text(length=8000, lines=6), "Tekst", privacy=Privacy.OPEN, in_table=False)

    def __str__(self) -> str:
        return f"{self.year} {self.section}"


class SeriesBreak(Record):
    """A day from which figures can not be compared with those before it, and why."""

    __tablename__ = "series_break"
    singular, plural = "breuk in de reeks", "breuken in de reeks"
    processing = NO_PEOPLE

    day: Mapped[date] = field(Day(), "Vanaf", privacy=Privacy.OPEN)
    category_id: Mapped[int | None] = field(
        Reference(to="category"), "Alleen soort hulp", privacy=Privacy.OPEN, index=True
    )
    reason: Mapped[str] = field(Text(length=300), "Waarom", privacy=Privacy.OPEN)

    category: Mapped[Category | None] = relationship()

    def __str__(self) -> str:
        return self.reason

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.reason is not None and len(self.reason) < 5:
            yield "reason", _("Leg in een paar woorden uit waarom vergelijken niet kan.")
