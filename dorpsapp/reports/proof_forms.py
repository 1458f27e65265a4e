"""Proofs of what people said on forms, and of the numbers of inhabitants with their source."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from dorpsapp.figures.feedback import ANSWER, QUESTIONS, YES_NO, FormRow, answers, form_code
from dorpsapp.figures.hidden import HIDDEN
from dorpsapp.figures.reference import Code, Family
from dorpsapp.models import Feedback, WithoutUs
from dorpsapp.models.kinds import Day, Decimals, Kind, Number, Text
from dorpsapp.reports.blocks import Column, Table
from dorpsapp.reports.proof import ADDS, ROW, Proof, beside_print, caption
from dorpsapp.reports.report import Review
from dorpsapp.reports.sources import Sources
from dorpsapp.reports.tables import cell_of
from dorpsapp.text import _, show_number

_ANSWERS: dict[str, tuple[Any, ...]] = {"without_us": tuple(WithoutUs), "less_alone": YES_NO, "again": YES_NO}


def form_proofs(review: Review, sources: Sources) -> Iterator[Proof]:
    """All forms, the grades, and each answer to each question, one form on a row."""
    forms = sources.forms
    if not forms:
        return
    yield _counted(form_code(""), _("Ingevulde vragenlijsten"), forms, "")
    for question in QUESTIONS[1:]:
        code = form_code(question)
        label = _(Feedback.field_named(question).label)
        answered = tuple(form for form in forms if getattr(form, question) is not None)
        if question == "grade":
            yield from _grades(code, label, answered)
            continue
        yield _counted(code, label, answered, question)
        counts = getattr(review.background.feedback, question)
        told = answers(counts, _ANSWERS[question], exact=review.options.exact).counts
        for at, answer in enumerate(_ANSWERS[question], start=1):
            some = tuple(form for form in answered if getattr(form, question) is answer)
            one = Code(code.family, code.number, ANSWER, at)
            printed = cell_of(told[at - 1] if told is not None else HIDDEN, Number()).text
            how = beside_print(printed, Number().show(len(some)))
            yield _counted(one, f"{label} · {_shown(answer)}", some, question, how)


def _counted(code: Code, label: str, forms: tuple[FormRow, ...], question: str, how: str = "") -> Proof:
    columns = (*_first(), Column("answer", _("Antwoord"), Text()), Column(ADDS, _("Telt mee"), Number(), "sum"))
    rows = tuple((*_of(form), _shown(getattr(form, question)) if question else "", 1) for form in forms)
    return Proof(code, label, len(forms), Number(), Table("behind", caption(code), columns, rows), how)


def _grades(code: Code, label: str, forms: tuple[FormRow, ...]) -> Iterator[Proof]:
    columns = (*_first(), Column("grade", _("Cijfer"), Number()))
    rows = tuple((*_of(form), form.grade) for form in forms)
    total = sum(form.grade or 0 for form in forms)
    how = _("Gemiddeld: {total} gedeeld door {n} antwoorden.").format(
        total=show_number(total), n=show_number(len(forms))
    )
    kind: Kind = Decimals(decimals=1)
    value = Decimal(total) / len(forms) if forms else None
    yield Proof(code, label, value, kind, Table("behind", caption(code), columns, rows), how)


def _first() -> tuple[Column, ...]:
    return (Column(ROW, _("Regel"), Text()), Column("day", _("Datum"), Day()))


def _of(form: FormRow) -> tuple[object, ...]:
    return (_("Vragenlijst {n}").format(n=form.id), form.day)


def _shown(answer: object) -> str:
    if isinstance(answer, WithoutUs):
        return _(answer.value)
    return _("ja") if answer else _("nee")


def inhabitant_proofs(review: Review) -> Iterator[Proof]:
    """The number of inhabitants of each kern, as it was filled in."""
    for one in review.now.facts.localities.values():
        if not one.inhabitants:
            continue
        code = Code(Family.INHABITANTS, one.id)
        columns = (
            Column(ROW, _("Kern"), Text()),
            Column("year", _("Jaar"), Text()),
            Column("definition", _("Omschrijving"), Text(length=200)),
            Column("source", _("Bron"), Text(length=200)),
            Column(ADDS, _("Inwoners"), Number(), "sum"),
        )
        row = (one.name, str(one.counted_in or "–"), one.definition or "–", one.source or "–", one.inhabitants)
        label = _("Inwoners van {kern}").format(kern=one.name)
        yield Proof(code, label, one.inhabitants, Number(), Table("behind", caption(code), columns, (row,)))
