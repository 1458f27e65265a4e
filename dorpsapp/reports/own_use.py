"""Documents for inside the initiative only: they hold names, and say so on every page."""

from datetime import date

from dorpsapp.reports.blocks import Block, Document, Note
from dorpsapp.text import _


def own_use_document(title: str, initiative: str, subtitle: str, made_on: date, blocks: tuple[Block, ...]) -> Document:
    """These blocks as a document of the initiative whose foot says that it is for own use."""
    return Document(
        title=title,
        subtitle=subtitle,
        organisation=initiative,
        subject=title,
        author=initiative,
        created=made_on,
        blocks=blocks,
        footer=_("{name} · {title} · alleen voor eigen gebruik").format(name=initiative, title=title),
    )


def own_use_note() -> Note:
    """What to do with the paper once it has been used."""
    return Note(
        _("Deze lijst is voor eigen gebruik, want er staan namen in. Gooi hem weg als u hem niet meer nodig hebt.")
    )
