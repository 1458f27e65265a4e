"""What has changed since a report was frozen: the difference of each figure, and the rows that explain it."""

from dataclasses import dataclass
from datetime import date

from dorpsapp.figures.behind import Behind, RowKind, rows_behind
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.figures import work_out
from dorpsapp.figures.indicators import INDICATORS, Indicator, Value
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Reference, figure_code
from dorpsapp.figures.rows import facts_of
from dorpsapp.figures.wording import Wording
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Block, Column, Document, Paragraph, Table
from dorpsapp.reports.edition import FrozenEdition, read_behind
from dorpsapp.services.editions import funder_of
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, ngettext, show_day


@dataclass(frozen=True)
class RowChanges:
    """How many rows behind a figure came, went, and are counted otherwise."""

    kind: RowKind
    added: int
    removed: int
    changed: int

    @property
    def told(self) -> str:
        """`2 erbij, 1 gewijzigd`; empty when the rows are the same."""
        parts = (
            (self.added, _("{n} erbij")),
            (self.removed, _("{n} eraf")),
            (self.changed, _("{n} gewijzigd")),
        )
        said = ", ".join(text.format(n=count) for count, text in parts if count)
        return f"{_(self.kind.value).capitalize()}: {said}" if said else ""


@dataclass(frozen=True)
class FigureChange:
    """One figure that is no longer what was printed; `why` explains it in words."""

    indicator: Indicator
    label: str
    then: Value
    now: Value
    rows: RowChanges
    why: str


@dataclass(frozen=True)
class EditionChanges:
    """Every figure that changed since a report was frozen."""

    edition: FrozenEdition
    figures: tuple[FigureChange, ...]


@in_dutch()
def changes_since(store: Store, edition: FrozenEdition) -> EditionChanges:
    """Count the figures again, exactly, over the same days and for the same funder; UserError when that one is gone."""
    period = Period(edition.view.first, edition.view.last)
    with store.read() as session:
        about, rows = read_behind(session, period, funder_of(session, edition.view.number))
    wording = Wording.of(initiative_values(store))
    then = work_out(facts_of(edition.rows, edition.about), wording, exact=True)
    now = work_out(facts_of(rows, about), wording, exact=True)
    settings = _settings(edition.about, about)
    found = []
    for indicator in INDICATORS:
        before, after = then.value(indicator.key), now.value(indicator.key)
        if before != after:
            reference = Reference(indicator.key)
            changed = _compare(rows_behind(reference, edition.rows, edition.about), rows_behind(reference, rows, about))
            why = "; ".join(part for part in (changed.told, settings) if part)
            why = why or _("De gegevens van mensen, rollen of kernen zijn gewijzigd")
            found.append(FigureChange(indicator, now[indicator.key].label, before, after, changed, f"{why}."))
    return EditionChanges(edition, tuple(found))


def _compare(then: Behind, now: Behind) -> RowChanges:
    before, after = {row.id: row for row in then.rows}, {row.id: row for row in now.rows}
    changed = sum(before[number] != after[number] for number in before.keys() & after.keys())
    return RowChanges(now.kind, len(after.keys() - before.keys()), len(before.keys() - after.keys()), changed)


def _settings(then: Facts, now: Facts) -> str:
    """Which settings that decide how is counted are different now, in words."""
    parts = []
    if then.return_ride_units != now.return_ride_units:
        parts.append(_("hoe een rit heen en terug telt"))
    if {one.id: one.area for one in then.categories.values()} != {one.id: one.area for one in now.categories.values()}:
        parts.append(_("welk beleidsterrein bij een soort hulp hoort"))
    if (then.only_own, then.own_municipality) != (now.only_own, now.own_municipality):
        parts.append(_("wie als eigen inwoner telt"))
    return _("Anders ingesteld: {what}").format(what=", ".join(parts)) if parts else ""


@in_dutch()
def changes_document(changes: EditionChanges, initiative: str, today: date) -> Document:
    """The changes as a document, to look at and to print for whoever asks why a figure is different now."""
    view = changes.edition.view
    title = _("Wat is er veranderd sinds vastgesteld rapport {n}?").format(n=view.number)
    made = _("{title}, vastgesteld op {day}.").format(title=view.title, day=show_day(view.made_at.date()))
    blocks: list[Block] = [Paragraph(made)]
    if not changes.figures:
        blocks.append(Paragraph(_("Alle cijfers zijn nog gelijk aan die in het rapport.")))
    else:
        count = len(changes.figures)
        told = ngettext("{n} cijfer is nu anders.", "{n} cijfers zijn nu anders.", count).format(n=count)
        blocks.append(Paragraph(f"{told} {_('Het vastgestelde rapport blijft zoals het is.')}"))
        blocks.append(_table(changes))
    return Document(
        title=title, subtitle=made, organisation=initiative, subject=title, author=initiative, created=today,
        blocks=tuple(blocks), footer=_("{name} · {title} · bron: Dorpsapp").format(name=initiative, title=title),
    )  # fmt: skip


def _table(changes: EditionChanges) -> Table:
    columns = (
        Column("figure", _("Cijfer"), Text()),
        Column("then", _("Toen"), Text()),
        Column("now", _("Nu"), Text()),
        Column("why", _("Waardoor?"), Text(length=500)),
        Column("reference", _("Verw."), Text()),
    )
    rows = tuple(
        (
            one.label,
            one.indicator.kind.show(one.then) or "–",
            one.indicator.kind.show(one.now) or "–",
            one.why,
            figure_code(one.indicator.key),
        )
        for one in changes.figures
    )
    return Table("edition_changes", _("Cijfers die nu anders zijn"), columns, rows)
