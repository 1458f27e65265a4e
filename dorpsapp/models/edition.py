"""A frozen report: what was printed, its definitions and the rows behind it; later corrections leave it as it is."""

from datetime import date, datetime

from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.funder import Funder
from dorpsapp.models.kinds import Day, Moment, Reference, Text
from dorpsapp.models.packed import Packed
from dorpsapp.models.processing import EDITIONS


class Edition(Record):
    """One final report over a period; `content` holds figures, definitions and nameless rows, with its checksum."""

    __tablename__ = "edition"
    singular, plural = "definitief rapport", "definitieve rapporten"
    processing = EDITIONS

    title: Mapped[str] = field(Text(length=200), "Titel", privacy=Privacy.OPEN)
    made_at: Mapped[datetime] = field(Moment(), "Vastgesteld op", privacy=Privacy.OPEN)
    period_from: Mapped[date] = field(Day(), "Periode van", privacy=Privacy.OPEN)
    period_to: Mapped[date] = field(Day(), "Periode tot en met", privacy=Privacy.OPEN)
    funder_id: Mapped[int | None] = field(
        Reference(to="funder"), "Voor geldgever", privacy=Privacy.OPEN, in_table=False, index=True
    )
    checksum: Mapped[str] = field(Text(length=64), "Controlegetal", privacy=Privacy.OPEN, unique=True)
    content: Mapped[bytes] = field(Packed(), "Inhoud", privacy=Privacy.PERSONAL, in_table=False, on_form=False)

    funder: Mapped[Funder | None] = relationship()

    def __str__(self) -> str:
        return self.title
