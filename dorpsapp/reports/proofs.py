"""Every proof of a report: all that it prints besides indicators, each by its reference."""

from collections.abc import Iterator

from dorpsapp.figures.reference import Code
from dorpsapp.reports.proof import Proof
from dorpsapp.reports.proof_forms import form_proofs, inhabitant_proofs
from dorpsapp.reports.proof_money import money_proofs
from dorpsapp.reports.proof_support import agreement_proofs, quality_proofs
from dorpsapp.reports.proof_value import value_proofs
from dorpsapp.reports.report import Review
from dorpsapp.reports.sources import Sources


def proofs(review: Review, sources: Sources) -> Iterator[Proof]:
    """Money, value, agreements, questions, forms, quality and inhabitants, as far as `sources` were read."""
    yield from money_proofs(review, sources)
    yield from value_proofs(review)
    yield from agreement_proofs(review, sources)
    yield from form_proofs(review, sources)
    yield from quality_proofs(review, sources)
    yield from inhabitant_proofs(review)


def proof_of(review: Review, sources: Sources, code: Code) -> Proof:
    """The proof of one reference; KeyError when this report has no such figure."""
    wanted = (code.family, code.number, code.line, code.at)
    for proof in proofs(review, sources):
        found = proof.code
        if isinstance(found, Code) and (found.family, found.number, found.line, found.at) == wanted:
            return proof
    raise KeyError(str(code))
