"""From a reference to the rows behind a printed figure, as a table; for use inside, as it is exact."""

from dataclasses import dataclass, replace
from datetime import date

from dorpsapp.errors import UserError
from dorpsapp.figures.period import Period
from dorpsapp.figures.reference import Code, Reference
from dorpsapp.figures.wording import Wording
from dorpsapp.reports.blocks import Document, Paragraph, Table
from dorpsapp.reports.edition import open_edition
from dorpsapp.reports.printed_lines import PrintedLines, printed_lines
from dorpsapp.reports.proof import Proof, caption
from dorpsapp.reports.proof_support import exact_figures, figure_proof
from dorpsapp.reports.proofs import proof_of
from dorpsapp.reports.report import ReportOptions, Review, review_of
from dorpsapp.reports.sources import Behind, Sources, read_behind, read_sources
from dorpsapp.services.initiative import initiative_values
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch, ngettext, show_number


@dataclass(frozen=True)
class Traced:
    """A figure with the rows behind it: what it is called, its value, and whether the rows add up to it."""

    reference: Reference | Code
    period: Period
    label: str
    shown: str
    how: str
    adds_up: bool
    table: Table

    @property
    def sentence(self) -> str:
        """What was found, in one or two sentences."""
        said = _("{label} in {period}: {value}.").format(label=self.label, period=self.period.label, value=self.shown)
        count = len(self.table.rows)
        if self.adds_up:
            told = ngettext(
                "Dit is de regel erachter; hij is precies dit getal.",
                "Dit zijn de {n} regels erachter; samen zijn zij precies dit getal.",
                count,
            )
        else:
            told = ngettext(
                "Dit is de regel waaruit het is berekend.", "Dit zijn de {n} regels waaruit het is berekend.", count
            )
        told = told.format(n=show_number(count)) if count else _("Er zijn geen regels achter.")
        return " ".join(part for part in (said, self.how, told) if part)


def trace(
    store: Store, reference: Reference | Code, period: Period | None = None, funder_id: int | None = None
) -> Traced:
    """The rows behind a reference: those of a frozen report, or else those of the file now.

    Without a frozen report it is about `period`, as a report for this funder tells it. Raises a UserError when that
    report or line is not there.
    """
    try:
        if reference.edition is not None:
            return _frozen(store, reference, reference.edition)
        if period is None:
            raise UserError(_("Kies over welk jaar het gaat, of typ het nummer van het rapport erbij, zoals 3-F07."))
        return _now(store, reference, period, funder_id)
    except KeyError:
        raise UserError(_("Deze regel is er niet: {text}. Kijk de verwijzing na.").format(text=reference)) from None


def _frozen(store: Store, reference: Reference | Code, number: int) -> Traced:
    edition = open_edition(store, number)
    if isinstance(reference, Reference):
        return _counted(store, reference, *edition.year(reference.back))
    if edition.proofs is None:
        raise UserError(
            _("Van rapport {n} zijn alleen de regels achter de F-verwijzingen bewaard. Laat het nummer weg.").format(
                n=number
            )
        )
    found = {one.reference: one for one in edition.proofs}[str(replace(reference, edition=None))]
    period = Period(edition.view.first, edition.view.last)
    table = replace(found.table, caption=caption(reference))
    return Traced(reference, period, found.label, found.shown, found.how, found.adds_up, table)


def _now(store: Store, reference: Reference | Code, period: Period, funder_id: int | None) -> Traced:
    review = review_of(store, period, ReportOptions(funder_id=funder_id), may_be_empty=True)
    if isinstance(reference, Reference):
        years = dict(enumerate(review.years))
        figures = years[reference.back]
        with store.read() as session:
            behind = read_behind(session, figures.facts.period, funder_id)
        return _counted(store, reference, behind, printed_lines(figures))
    return _proved(review, read_sources(store, review, frozenset({reference.family})), reference)


@in_dutch()
def _proved(review: Review, sources: Sources, code: Code) -> Traced:
    return _of(proof_of(review, sources, code), review.period)


@in_dutch()
def _counted(store: Store, reference: Reference, behind: Behind, printed: PrintedLines | None) -> Traced:
    figures = exact_figures(behind, Wording.of(initiative_values(store)))
    return _of(figure_proof(reference, behind, figures, printed), behind.about.period)


def _of(proof: Proof, period: Period) -> Traced:
    return Traced(proof.code, period, proof.label, proof.shown, proof.how, proof.adds_up, proof.table)


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
