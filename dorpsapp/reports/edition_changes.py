"""What has changed since a report was frozen: the difference of each figure, and the rows that explain it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from dorpsapp.figures.behind import rows_behind
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.indicators import INDICATORS
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Reference
from dorpsapp.figures.wording import Wording
from dorpsapp.models.kinds import Text
from dorpsapp.reports.blocks import Block, Column, Document, Paragraph, Table
from dorpsapp.reports.edition import FrozenEdition, kept_proofs
from dorpsapp.reports.frozen_proofs import FrozenProof, thawed_proofs
from dorpsapp.reports.proof_support import exact_figures
from dorpsapp.reports.references import reference_column
from dorpsapp.reports.report import ReportOptions
from dorpsapp.reports.sources import Behind, read_behind
from dorpsapp.services.editions import funder_of
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, ngettext, show_day


@dataclass(frozen=True)
class RowChanges:
    """How many rows behind a figure came, went, and are counted otherwise; `rows` is what they are called."""

    rows: str
    added: int
    removed: int
    changed: int

    @property
    def told(self) -> str:
        """`Hulp: 2 erbij, 1 gewijzigd`; empty when the rows are the same."""
        parts = (
            (self.added, _("{n} erbij")),
            (self.removed, _("{n} eraf")),
            (self.changed, _("{n} gewijzigd")),
        )
        said = ", ".join(text.format(n=count) for count, text in parts if count)
        return f"{self.rows}: {said}" if said else ""


@dataclass(frozen=True)
class FigureChange:
    """One figure that is no longer what was printed, as it was shown and is now; `why` explains it in words.

    `key` is that of an indicator, and the reference of what is none.
    """

    key: str
    reference: str
    label: str
    then: str
    now: str
    rows: RowChanges
    why: str


@dataclass(frozen=True)
class EditionChanges:
    """Every figure that changed since a report was frozen."""

    edition: FrozenEdition
    figures: tuple[FigureChange, ...]


def changes_since(store: Store, edition: FrozenEdition) -> EditionChanges:
    """Count the figures again, exactly, over the same days and for the same funder; UserError when that one is gone."""
    period = Period(edition.view.first, edition.view.last)
    with store.read() as session:
        funder_id = funder_of(session, edition.view.number)
        now = read_behind(session, period, funder_id)
    proved = kept_proofs(store, period, ReportOptions(funder_id=funder_id)) if edition.proofs is not None else []
    wording = Wording.of(initiative_values(store))
    return EditionChanges(edition, (*_indicators(edition, now, wording), *_others(edition, thawed_proofs(proved))))


@in_dutch()
def _indicators(edition: FrozenEdition, behind: Behind, wording: Wording) -> tuple[FigureChange, ...]:
    kept, _printed = edition.year(0)
    then, now = exact_figures(kept, wording), exact_figures(behind, wording)
    settings = _settings(kept.about, behind.about)
    found = []
    for indicator in INDICATORS:
        before, after = then.value(indicator.key), now.value(indicator.key)
        if before != after:
            reference = Reference(indicator.key)
            was, became = (rows_behind(reference, one.rows, one.facts) for one in (kept, behind))
            rows_then, rows_now = ({row.id: row for row in one.rows} for one in (was, became))
            changed = _compare(_(became.kind.value).capitalize(), rows_then, rows_now)
            why = "; ".join(part for part in (changed.told, settings) if part)
            why = why or _("De gegevens van mensen, rollen of kernen zijn gewijzigd")
            shown = (indicator.kind.show(before) or "–", indicator.kind.show(after) or "–")
            label = now[indicator.key].label
            found.append(FigureChange(indicator.key, str(reference), label, *shown, changed, f"{why}."))
    return tuple(found)


@in_dutch()
def _others(edition: FrozenEdition, now: tuple[FrozenProof, ...]) -> tuple[FigureChange, ...]:
    """Money, value, agreements, questions and forms that are shown otherwise now, or are no longer there."""
    became = {one.reference: one for one in now}
    found = []
    for was in edition.proofs or ():
        after = became.get(was.reference)
        shown = after.shown if after is not None else "–"
        if shown != was.shown:
            changed = _compare(_("Regels"), _by_number(was), _by_number(after))
            why = changed.told or _("De gegevens eromheen zijn gewijzigd")
            found.append(FigureChange(was.reference, was.reference, was.label, was.shown, shown, changed, f"{why}."))
    return tuple(found)


def _by_number(proof: FrozenProof | None) -> dict[tuple[object, int], object]:
    """The rows of a proof by what they are called; a name that comes twice is counted on."""
    found: dict[tuple[object, int], object] = {}
    for row in proof.table.rows if proof is not None else ():
        at = sum(key[0] == row[0] for key in found)
        found[row[0], at] = row
    return found


def _compare(rows: str, before: Mapping[Any, object], after: Mapping[Any, object]) -> RowChanges:
    changed = sum(before[key] != after[key] for key in before.keys() & after.keys())
    return RowChanges(rows, len(after.keys() - before.keys()), len(before.keys() - after.keys()), changed)


def _settings(then: Facts, now: Facts) -> str:
    """Which settings that decide how is counted are different now, in words."""
    parts = []
    if then.return_ride_units != now.return_ride_units:
        parts.append(_("hoe een rit heen en terug telt"))
    if {one.id: one.area for one in then.categories.values()} != {one.id: one.area for one in now.categories.values()}:
        parts.append(_("welk beleidsterrein bij een soort hulp hoort"))
    if (then.only_own, then.own_municipality) != (now.only_own, now.own_municipality):
        parts.append(_("wie als eigen inwoner telt"))
    if then.room_hours != now.room_hours:
        parts.append(_("hoeveel uur de ruimte open kan zijn"))
    return _("Anders ingesteld: {what}").format(what=", ".join(parts)) if parts else ""


@in_dutch()
def changes_document(changes: EditionChanges, initiative: str, today: date) -> Document:
    """The changes as a document, to look at and to print for whoever asks why a figure is different now."""
    view = changes.edition.view
    title = _("Wat is er veranderd sinds vastgesteld rapport {n}?").format(n=view.number)
    made = _("{title}, vastgesteld op {day}.").format(title=view.title, day=show_day(view.made_at.date()))
    blocks: list[Block] = []
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
        reference_column(),
    )
    rows = tuple((one.label, one.then, one.now, one.why, one.reference) for one in changes.figures)
    note = _("Zijn Toen en Nu gelijk? Dan is het verschil kleiner dan wat er na het afronden te zien is.")
    is_close = any(one.then == one.now for one in changes.figures)
    return Table("edition_changes", _("Cijfers die nu anders zijn"), columns, rows, note=note if is_close else "")
