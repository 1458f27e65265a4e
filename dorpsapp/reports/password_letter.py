"""The letter with new passwords: shown and printed once, one for each user."""

from collections.abc import Mapping
from datetime import date

from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Bullets, Column, Document, Heading, Paragraph, Table
from dorpsapp.text import _, in_dutch, show_day


@in_dutch()
def password_letter(initiative: str, file_name: str, passwords: Mapping[str, str], made_on: date) -> Document:
    """One page to print and hand over; `passwords` is the new password of each user by name."""
    columns = (Column("name", _("Naam"), Text()), Column("password", _("Wachtwoord"), Text()))
    return Document(
        title=_("Nieuw wachtwoord"),
        subtitle=initiative,
        organisation=initiative,
        subject=_("Wachtwoorden voor {file}").format(file=file_name),
        author=initiative,
        created=made_on,
        blocks=(
            Paragraph(_("Hiermee opent u het bestand {file}.").format(file=file_name)),
            Table("passwords", _("Gemaakt op {day}").format(day=show_day(made_on)), columns, tuple(passwords.items())),
            Heading(_("Zo gaat u ermee om"), 2),
            Bullets(
                (
                    _("Open het bestand en kies bij Gebruikers een eigen wachtwoord."),
                    _("Geef uw wachtwoord aan niemand."),
                    _("Vernietig daarna deze brief."),
                )
            ),
        ),
        footer=_("{name} · wachtwoord").format(name=initiative),
    )
