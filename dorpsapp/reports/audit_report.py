"""The audit on paper: the lines of one choice, the newest first."""

from collections.abc import Sequence
from datetime import date

from dorpsapp.models.kinds import Moment, Text
from dorpsapp.reports.blocks import Block, Column, Document, Note, Paragraph, Table
from dorpsapp.store.listing import Row
from dorpsapp.text import _, in_dutch, ngettext, show_day, show_number

MOST_LINES = 2000


@in_dutch()
def audit_report(initiative: str, chosen: str, rows: Sequence[Row], state: str, made_on: date) -> Document:
    """`chosen` and `state` are sentences on what was chosen and on the chain; the first 2,000 lines fit."""
    kept = rows[:MOST_LINES]
    columns = (
        Column("when", _("Wanneer"), Moment()),
        Column("who", _("Wie"), Text()),
        Column("what", _("Wat"), Text()),
        Column("people", _("Over wie"), Text()),
    )
    count = ngettext("{n} regel", "{n} regels", len(kept)).format(n=show_number(len(kept)))
    blocks: list[Block] = [Paragraph(f"{chosen} {count}."), Paragraph(state)]
    if len(kept) < len(rows):
        text = _("Op papier staan de nieuwste {n} regels. Als Excel of CSV krijgt u ze alle {all}.")
        blocks.append(Note(text.format(n=show_number(len(kept)), all=show_number(len(rows)))))
    blocks.append(Table("audit", _("Logboek"), columns, tuple(row.cells for row in kept)))
    return Document(
        title=_("Logboek"),
        subtitle=initiative,
        organisation=initiative,
        subject=_("Wie deed wat, tot en met {day}").format(day=show_day(made_on)),
        author=initiative,
        created=made_on,
        blocks=tuple(blocks),
        footer=_("{name} · logboek · vertrouwelijk").format(name=initiative),
    )
