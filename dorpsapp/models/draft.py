"""What was typed and not saved yet, and the filters that people keep."""

from datetime import datetime

from sqlalchemy.orm import Mapped

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Moment, Text
from dorpsapp.models.processing import TYPING


class Draft(Record):
    """Unsaved typing of one form, kept in the encrypted file so that a crash, a lock or a power cut loses nothing."""

    __tablename__ = "draft"
    singular, plural = "concept", "concepten"
    processing = TYPING

    form: Mapped[str] = field(Text(length=80), "Formulier", privacy=Privacy.OPEN, unique=True)
    saved_at: Mapped[datetime] = field(Moment(), "Bewaard op", privacy=Privacy.OPEN)
    content: Mapped[str] = field(
        Text(length=20_000, lines=3), "Getypt", privacy=Privacy.SENSITIVE, in_table=False, on_form=False
    )

    def __str__(self) -> str:
        return self.form


class SavedFilter(Record):
    """A choice of chips and words in a list that someone gave a name."""

    __tablename__ = "saved_filter"
    singular, plural = "bewaard filter", "bewaarde filters"
    processing = TYPING

    name: Mapped[str] = field(Text(length=40), "Naam", privacy=Privacy.OPEN, unique=True)
    content: Mapped[str] = field(
        Text(length=4000, lines=3), "Keuze", privacy=Privacy.PERSONAL, in_table=False, on_form=False
    )

    def __str__(self) -> str:
        return self.name
