"""Any list of the window as a document: its columns with their kinds, and every row of the present choice."""

from collections.abc import Callable
from datetime import date

from dorpsapp.reports.blocks import Column, Document, Table
from dorpsapp.reports.own_use import own_use_document
from dorpsapp.services.plain_lists import AnyList
from dorpsapp.text import _, in_dutch, ngettext, show_number

_STEP = 1_000

Progress = Callable[[int, int, str], None]


@in_dutch()
def list_document(
    initiative: str, title: str, listing: AnyList, made_on: date, progress: Progress | None = None
) -> Document:
    """The list as it is searched, narrowed and sorted now; `progress` hears how many rows were read, and may stop."""
    count = listing.count()
    rows: list[tuple[object, ...]] = []
    while len(rows) < count:
        some = listing.window(len(rows), _STEP)
        if not some:
            break
        rows += [row.cells for row in some]
        if progress is not None:
            progress(len(rows), count, _("Lijst lezen"))
    columns = tuple(Column(column.key, _(column.label), column.kind) for column in listing.columns)
    words = ngettext("{n} regel", "{n} regels", len(rows)).format(n=show_number(len(rows)))
    return own_use_document(title, initiative, words, made_on, (Table("list", title, columns, tuple(rows)),))
