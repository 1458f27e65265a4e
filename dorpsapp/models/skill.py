"""The qualities register: what people can do and which languages they speak, so that help is found close by."""

from datetime import date
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.category import Category
from dorpsapp.models.kinds import Choice, Day, Reference, Text
from dorpsapp.models.person import Person
from dorpsapp.models.processing import NO_PEOPLE, VOLUNTEERS


class SkillKind(Enum):
    """What sort of quality it is."""

    ABILITY = "kan"
    LANGUAGE = "spreekt"


class Skill(Record):
    """One quality the initiative looks for, such as painting, forms, or a language."""

    __tablename__ = "skill"
    singular, plural = "kwaliteit", "kwaliteiten"
    processing = NO_PEOPLE

    name: Mapped[str] = field(Text(length=60), "Naam", privacy=Privacy.OPEN, unique=True)
    kind: Mapped[SkillKind] = field(Choice(of=SkillKind), "Soort", privacy=Privacy.OPEN)
    category_id: Mapped[int | None] = field(
        Reference(to="category"), "Hoort bij soort hulp", privacy=Privacy.OPEN, index=True
    )
    retired_on: Mapped[date | None] = field(Day(), "Niet meer in gebruik sinds", privacy=Privacy.OPEN)

    category: Mapped[Category | None] = relationship()

    def __str__(self) -> str:
        return self.name


class PersonSkill(Record):
    """Someone has a quality."""

    __tablename__ = "person_skill"
    singular, plural = "kwaliteit van een persoon", "kwaliteiten van mensen"
    processing = VOLUNTEERS
    __table_args__ = (sa.UniqueConstraint("person_id", "skill_id"),)

    person_id: Mapped[int] = field(Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, on_form=False)
    skill_id: Mapped[int] = field(Reference(to="skill"), "Kwaliteit", privacy=Privacy.PERSONAL, index=True)
    note: Mapped[str | None] = field(
        Text(length=200), "Toelichting", privacy=Privacy.PERSONAL, help="Zoals: alleen kleine klussen."
    )

    person: Mapped[Person] = relationship()
    skill: Mapped[Skill] = relationship()

    def __str__(self) -> str:
        return self.singular
