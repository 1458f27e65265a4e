"""The roles of a person over periods: volunteer, client and member, all at once if need be."""

from collections.abc import Iterator
from datetime import date
from enum import Enum

from sqlalchemy.orm import Mapped, relationship

from dorpsapp.models.base import Privacy, Record, field
from dorpsapp.models.kinds import Choice, Day, Iban, Reference, Text, YesNo
from dorpsapp.models.person import Person
from dorpsapp.models.processing import CLIENTS, EXPENSES, MEMBERS, SAFE_HELP, VOLUNTEERS
from dorpsapp.text import _


class Referrer(Enum):
    """Who pointed a person to the initiative."""

    SELF = "zelf"
    NEIGHBOUR = "buur of familie"
    GP = "huisarts"
    DISTRICT_NURSE = "wijkverpleging"
    WMO_DESK = "Wmo-loket"
    WELFARE = "welzijnswerk"
    OTHER = "iemand anders"


class Role(Record):
    """What the three roles share: a person, and the days from and to which it holds."""

    __abstract__ = True

    person_id: Mapped[int] = field(
        Reference(to="person"), "Persoon", privacy=Privacy.PERSONAL, index=True, on_form=False
    )
    since: Mapped[date] = field(Day(), "Sinds", privacy=Privacy.PERSONAL)
    until: Mapped[date | None] = field(Day(), "Tot en met", privacy=Privacy.PERSONAL)

    def __str__(self) -> str:
        return self.singular

    def problems(self) -> Iterator[tuple[str, str]]:
        if self.until and self.since and self.until < self.since:
            yield "until", _("De einddatum ligt voor de begindatum. Kijk beide na.")


class VolunteerRole(Role):
    """A period in which a person is a volunteer, with the dates on which papers were seen (never copies)."""

    __tablename__ = "volunteer_role"
    singular, plural = "vrijwilliger", "vrijwilligers"
    processing = VOLUNTEERS
    processing_of_fields = {"vog_issued_on": SAFE_HELP, "vog_seen_on": SAFE_HELP, "iban": EXPENSES}

    vog_issued_on: Mapped[date | None] = field(
        Day(), "VOG afgegeven op", privacy=Privacy.PERSONAL, help="Alleen de datum. Bewaar geen kopie."
    )
    vog_seen_on: Mapped[date | None] = field(Day(), "VOG gezien op", privacy=Privacy.PERSONAL, in_table=False)
    agreement_on: Mapped[date | None] = field(
        Day(), "Overeenkomst getekend op", privacy=Privacy.PERSONAL, in_table=False
    )
    confidentiality_on: Mapped[date | None] = field(
        Day(), "Geheimhouding getekend op", privacy=Privacy.PERSONAL, in_table=False
    )
    drives: Mapped[bool | None] = field(YesNo(), "Rijdt met eigen auto", privacy=Privacy.PERSONAL, in_table=False)
    licence_until: Mapped[date | None] = field(Day(), "Rijbewijs geldig tot", privacy=Privacy.PERSONAL, in_table=False)
    inspection_until: Mapped[date | None] = field(Day(), "APK geldig tot", privacy=Privacy.PERSONAL, in_table=False)
    insurance_until: Mapped[date | None] = field(
        Day(), "Verzekering geldig tot", privacy=Privacy.PERSONAL, in_table=False
    )
    iban: Mapped[str | None] = field(
        Iban(), "Rekeningnummer", privacy=Privacy.PERSONAL, help="Alleen als u kosten vergoedt.", in_table=False
    )

    person: Mapped[Person] = relationship()


class ClientRole(Role):
    """A period in which a person may receive support, and who referred them."""

    __tablename__ = "client_role"
    singular, plural = "deelnemer", "deelnemers"
    processing = CLIENTS

    referrer: Mapped[Referrer | None] = field(Choice(of=Referrer), "Aangemeld door", privacy=Privacy.PERSONAL)

    person: Mapped[Person] = relationship()


class MemberRole(Role):
    """A period of membership."""

    __tablename__ = "member_role"
    singular, plural = "lid", "leden"
    processing = MEMBERS

    member_number: Mapped[str | None] = field(Text(length=20), "Lidnummer", privacy=Privacy.PERSONAL)

    person: Mapped[Person] = relationship()
