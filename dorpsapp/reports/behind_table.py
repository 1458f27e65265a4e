"""The rows behind a printed figure, as a table that adds up to it; for use inside, as it is exact."""

from dataclasses import dataclass
from datetime import date

from dorpsapp.errors import UserError
from dorpsapp.figures.behind import Behind, BehindRow, RowKind, rows_behind
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.indicators import BY_KEY
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Reference
from dorpsapp.figures.rows import Rows, facts_of
from dorpsapp.figures.wording import Wording
from dorpsapp.models.kinds import Day, Duration, Number, Text
from dorpsapp.reports.blocks import Column, Document, Paragraph, Table
from dorpsapp.reports.edition import FrozenEdition, open_edition, read_behind
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, show_number


@dataclass(frozen=True)
class Traced:
    """A figure with the rows behind it: what it is called, its value, and whether the rows add up to it."""

    reference: Reference
    period: Period
    label: str
    shown: str
    behind: Behind
    table: Table

    @property
    def sentence(self) -> str:
        """What was found, in one or two sentences."""
        said = _("{label} in {period}: {value}.").format(label=self.label, period=self.period.label, value=self.shown)
        count = show_number(len(self.behind.rows))
        if self.behind.adds_up:
            return _("{said} Dit zijn de {n} regels erachter; samen zijn zij precies dit getal.").format(
                said=said, n=count
            )
        return _("{said} Dit zijn de {n} regels waaruit het is berekend.").format(said=said, n=count)


def trace(store: Store, reference: Reference, period: Period | None = None) -> Traced:
    """The rows behind a reference: those of a frozen report, or else those of the file now, over `period`.

    Raises a UserError when that report or line is not there.
    """
    wording = Wording.of(initiative_values(store))
    if reference.edition is not None:
        edition: FrozenEdition = open_edition(store, reference.edition)
        about, rows = edition.about, edition.rows
    else:
        if period is None:
            raise UserError(_("Kies over welk jaar het gaat, of typ het nummer van het rapport erbij, zoals 3-F07."))
        with store.read() as session:
            about, rows = read_behind(session, period, None)
    try:
        return _traced(reference, rows, about, wording)
    except KeyError:
        raise UserError(_("Deze regel is er niet: {text}. Kijk de verwijzing na.").format(text=reference)) from None


@in_dutch()
def _traced(reference: Reference, rows: Rows, about: Facts, wording: Wording) -> Traced:
    behind = rows_behind(reference, rows, about)
    figure = work_out(facts_of(rows, about), wording, exact=True)[reference.figure]
    label, value = figure.label, figure.value
    if reference.dimension is not None and reference.line is not None:
        line = figure.by(reference.dimension).rows[reference.line - 1]
        label = f"{figure.label} · {line.label}"
        value = None if isinstance(line.value, Hidden) else line.value
    shown = figure.indicator.kind.show(value) or "–"
    return Traced(reference, about.period, label, shown, behind, _table(reference, label, behind, about))


def _table(reference: Reference, label: str, behind: Behind, about: Facts) -> Table:
    kind = BY_KEY[reference.figure].kind
    columns = [Column("number", _("Nummer"), Text())]
    if behind.kind is not RowKind.PERSON:
        columns.append(Column("day", _("Datum"), Day()))
    if behind.kind in {RowKind.SUPPORT, RowKind.REQUEST}:
        columns.append(Column("category", _("Soort hulp"), Text()))
    if behind.kind is RowKind.PERSON:
        columns += [Column("times", _("Keer"), Number()), Column("time", _("Tijd"), Duration())]
    if behind.adds_up:
        columns.append(Column("adds", _("Telt mee"), kind, "sum"))
    rows = tuple(_row(row, [column.key for column in columns], about) for row in behind.rows)
    return Table("behind", _("Regels achter {reference}").format(reference=reference), tuple(columns), rows)


def _row(row: BehindRow, keys: list[str], about: Facts) -> tuple[object, ...]:
    category = about.categories[row.category].name if row.category is not None else ""
    values = {
        "number": str(row.id), "day": row.day, "category": category, "times": row.times, "time": row.minutes,
        "adds": row.adds,
    }  # fmt: skip
    return tuple(values[key] for key in keys)


@in_dutch()
def trace_document(traced: Traced, initiative: str, today: date) -> Document:
    """The rows as a document for use inside."""
    title = traced.table.caption
    inside = _("Alleen voor intern gebruik: hier staan precieze regels. De nummers zijn die van Dorpsapp.")
    return Document(
        title=title, subtitle=traced.label, organisation=initiative, subject=title, author=initiative, created=today,
        blocks=(Paragraph(traced.sentence), Paragraph(inside), traced.table),
        footer=_("{name} · {title} · bron: Dorpsapp").format(name=initiative, title=title),
    )  # fmt: skip
