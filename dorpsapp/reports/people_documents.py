"""Lists and letters of a selection of people: addresses, telephone numbers, a sheet to sign in on, and letters."""

from collections.abc import Sequence
from datetime import date

from dorpsapp.models.kinds import Email, Text
from dorpsapp.reports.blocks import Block, Column, Document, Heading, PageBreak, Paragraph, Table
from dorpsapp.reports.own_use import own_use_document, own_use_note
from dorpsapp.services.people_output import Addressee, Household
from dorpsapp.text import _, in_dutch, ngettext, show_day_long, show_number

_BLANK_LINES = 6
_BOXES = 5


@in_dutch()
def address_list(initiative: str, people: Sequence[Addressee], made_on: date) -> Document:
    """Everything with which people are reached, a column each, fit for a workbook."""
    columns = (
        ("name", _("Naam"), Text()), ("street", _("Straat en huisnummer"), Text()), ("postcode", _("Postcode"), Text()),
        ("town", _("Plaats"), Text()), ("mobile", _("Mobiel"), Text()), ("phone", _("Telefoon"), Text()),
        ("email", _("E-mail"), Email()), ("roles", _("Rol"), Text()),
    )  # fmt: skip
    rows = tuple(
        (each.list_name, each.street, each.postcode, each.town, each.mobile, each.phone, each.email,
         ", ".join(each.roles))
        for each in people
    )  # fmt: skip
    table = Table("people", _("Mensen"), tuple(Column(*column) for column in columns), rows)
    return own_use_document(_("Adreslijst"), initiative, _counted(len(people)), made_on, (table, own_use_note()))


@in_dutch()
def phone_list(initiative: str, people: Sequence[Addressee], made_on: date) -> Document:
    """Names and numbers to hang beside the telephone."""
    columns = (
        Column("name", _("Naam"), Text()),
        Column("mobile", _("Mobiel"), Text()),
        Column("phone", _("Telefoon"), Text()),
    )
    rows = tuple((each.list_name, each.mobile, each.phone) for each in people)
    table = Table("people", _("Telefoonnummers"), columns, rows)
    return own_use_document(_("Telefoonlijst"), initiative, _counted(len(people)), made_on, (table, own_use_note()))


@in_dutch()
def sign_in_list(initiative: str, people: Sequence[Addressee], made_on: date) -> Document:
    """Names with boxes behind them, and empty lines for who is new."""
    boxes = tuple(Column(f"box{number}", _("datum:       "), Text()) for number in range(1, _BOXES + 1))
    names = (*(each.list_name for each in people), *("",) * _BLANK_LINES)
    rows = tuple((name, *("",) * _BOXES) for name in names)
    table = Table("people", _("Wie waren er?"), (Column("name", _("Naam"), Text()), *boxes), rows, to_fill_in=True)
    explanation = Paragraph(_("Schrijf boven elke kolom een datum en zet een kruisje achter uw naam."))
    return own_use_document(
        _("Presentielijst"), initiative, _counted(len(people)), made_on, (explanation, table, own_use_note())
    )


@in_dutch()
def letters(initiative: str, homes: Sequence[Household], text: str, made_on: date) -> Document:
    """One letter for each household, with its address, the day, and the same words for everyone."""
    paragraphs = [part.strip() for part in text.split("\n\n") if part.strip()]
    blocks: list[Block] = []
    for number, home in enumerate(homes):
        if number:
            blocks += [PageBreak(), Heading(initiative, 1)]
        blocks.append(Paragraph(f"{home.name}\n{home.street}\n{home.place}"))
        blocks.append(Paragraph(show_day_long(made_on)))
        blocks.append(Paragraph(_("Beste {names},").format(names=_greeted(home))))
        blocks += [Paragraph(part) for part in paragraphs]
        blocks.append(Paragraph(_("Met vriendelijke groet,\n{initiative}").format(initiative=initiative)))
    return Document(
        title=initiative,
        subtitle="",
        organisation="",
        subject=_("Brieven"),
        author=initiative,
        created=made_on,
        blocks=tuple(blocks),
        footer=initiative,
    )


def _greeted(home: Household) -> str:
    """First names where they are known, else as on the envelope."""
    names = [each.first_name for each in home.people]
    if not all(names):
        return home.name
    return names[0] if len(names) == 1 else _("{names} en {last}").format(names=", ".join(names[:-1]), last=names[-1])


def _counted(count: int) -> str:
    return ngettext("{n} persoon", "{n} mensen", count).format(n=show_number(count))
