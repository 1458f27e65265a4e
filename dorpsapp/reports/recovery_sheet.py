"""The recovery sheet: the printed rows that open a file when every password is forgotten."""

from collections.abc import Sequence
from datetime import date

from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Bullets, Column, Document, Heading, Note, Paragraph, Signatures, Table
from dorpsapp.text import _, in_dutch, show_day


@in_dutch()
def recovery_sheet(initiative: str, file_name: str, rows: Sequence[str], made_on: date) -> Document:
    """One page to print and put away; the rows are in it in full, so the file of it should not be kept."""
    columns = (Column("row", _("Regel"), Text()), Column("code", _("Herstelcode"), Text()))
    return Document(
        title=_("Herstelbrief"),
        subtitle=initiative,
        organisation=initiative,
        subject=_("De herstelcode van {file}").format(file=file_name),
        author=initiative,
        created=made_on,
        blocks=(
            Paragraph(
                _("Met deze code opent u het bestand {file} als niemand meer een wachtwoord weet.").format(
                    file=file_name
                )
            ),
            Table(
                "recovery",
                _("Herstelcode, gemaakt op {day}").format(day=show_day(made_on)),
                columns,
                tuple((str(number), row) for number, row in enumerate(rows, start=1)),
            ),
            Heading(_("Zo bewaart u deze brief"), 2),
            Bullets(
                (
                    _("Druk de brief af en doe hem in een dichte envelop."),
                    _("Bewaar hem niet op kantoor, maar bijvoorbeeld thuis bij de secretaris."),
                    _("Verwijder daarna dit bestand van de computer."),
                    _("Wie deze brief én het bestand heeft, kan alles lezen."),
                )
            ),
            Note(_("Zonder wachtwoord en zonder deze brief kan niemand het bestand nog openen. Ook wij niet.")),
            Signatures((_("Bewaard door"), _("Datum"))),
        ),
        footer=_("{name} · herstelbrief").format(name=initiative),
    )
