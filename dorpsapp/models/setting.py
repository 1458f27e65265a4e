"""Settings of the initiative and the history of what was read in."""

from datetime import datetime
from enum import Enum

import sqlalchemy as sa
from sqlalchemy.orm import Mapped

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Moment, Number, Text
from dorpsapp.models.processing import NO_PEOPLE


class Setting(Record):
    """One choice of the initiative, kept in the file so that every PC has the same."""

    __tablename__ = "setting"
    singular, plural = "instelling", "instellingen"
    processing = NO_PEOPLE

    key: Mapped[str] = field(Text(length=60), "Sleutel", privacy=Privacy.OPEN, unique=True)
    value: Mapped[str] = field(Text(length=4000, lines=5), "Waarde", privacy=Privacy.OPEN)

    def __str__(self) -> str:
        return self.key


class ImportKind(Enum):
    """What a list that is read in holds."""

    PEOPLE = "mensen"
    SUPPORT = "hulp"
    ATTENDANCE = "aanwezigheid"
    BUDGET = "begroting"
    BANK = "bank"


class ImportBatch(Record):
    """One list that was read in; what came from it points here."""

    __tablename__ = "import_batch"
    singular, plural = "invoer", "invoer"
    processing = NO_PEOPLE

    made_at: Mapped[datetime] = field(Moment(), "Ingelezen op", privacy=Privacy.OPEN)
    source: Mapped[str] = field(Text(length=200), "Bestand", privacy=Privacy.OPEN)
    kind: Mapped[ImportKind] = field(Choice(of=ImportKind), "Inhoud", privacy=Privacy.OPEN)
    rows_read: Mapped[int] = field(Number(), "Regels gelezen", privacy=Privacy.OPEN, server_default=sa.text("0"))
    rows_new: Mapped[int] = field(Number(), "Nieuw", privacy=Privacy.OPEN, server_default=sa.text("0"))

    def __str__(self) -> str:
        return self.source
