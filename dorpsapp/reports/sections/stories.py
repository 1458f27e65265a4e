"""The story behind the figures: stories under another name, and what people said on the question form."""

from dorpsapp.figures.feedback import ANSWER, YES_NO, Answers, answers, average_grade, form_code
from dorpsapp.figures.hidden import HIDDEN
from dorpsapp.models import Feedback, WithoutUs
from dorpsapp.models.kinds import Decimals, Number, Text
from dorpsapp.reports.blocks import Block, Column, Heading, KeepTogether, Paragraph, Span, Table, Typed
from dorpsapp.reports.references import with_references
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _, ngettext, show_number


def blocks(review: Review) -> tuple[Block, ...]:
    heading = Heading(_("Het verhaal achter de cijfers"))
    told = tuple(block for story in _stories(review) for block in story)
    said = _feedback(review)
    if not told and not said:
        return (
            heading,
            Paragraph(_("Over deze periode zijn geen verhalen en geen ingevulde vragenlijsten vastgelegd.")),
        )
    opening = _("De namen in de verhalen zijn niet de echte. Iedereen gaf toestemming.")
    return (heading, *((Paragraph(opening),) if told else ()), *told, *said)


def _stories(review: Review) -> list[tuple[Block, ...]]:
    return [
        (
            Heading(story.title, 2),
            *(Paragraph(part.strip()) for part in story.text.split("\n\n") if part.strip()),
            Paragraph((Span("– "), Span(story.pseudonym, strong=True), Span(_(" (niet de echte naam)")))),
        )
        for story in review.background.stories
    ]


def _feedback(review: Review) -> tuple[Block, ...]:
    feedback = review.background.feedback
    if not feedback.forms:
        return ()
    exact = review.options.exact
    grade_n, grade = average_grade(feedback)
    asked = [
        (
            "without_us",
            answers(feedback.without_us, tuple(WithoutUs), exact=exact),
            [_(one.value) for one in WithoutUs],
        ),
        ("less_alone", answers(feedback.less_alone, YES_NO, exact=exact), [_("ja"), _("nee")]),
        ("again", answers(feedback.again, YES_NO, exact=exact), [_("ja"), _("nee")]),
    ]
    few = grade is None or any(found.counts is None for _name, found, _labels in asked)
    told = [
        ngettext("Er is {n} vragenlijst ingevuld, zonder naam ({code}).",
                 "Er zijn {n} vragenlijsten ingevuld, zonder naam ({code}).", feedback.forms).format(
                     n=show_number(feedback.forms), code=form_code("")),
        _("Bij elke vraag staat hoeveel mensen hem beantwoordden (n)."),
    ]  # fmt: skip
    if few:
        told.append(_("Bij minder dan vijf antwoorden tonen wij geen uitkomst."))
    return (
        Heading(_("Wat mensen zelf zeggen"), 2),
        Paragraph(" ".join(told)),
        KeepTogether((_grade_table(grade_n, grade),)),
        *(KeepTogether((_answer_table(name, found, labels),)) for name, found, labels in asked),
        Paragraph(
            _(
                "De vraag of iemand het zonder ons had gered, is de eerlijke controle op ons werk: wie ja zegt, "
                "had ook zonder ons een oplossing. Wie invult, is niet vanzelf een goede doorsnee van iedereen."
            )
        ),
    )


def _grade_table(n: int, grade: object) -> Table:
    columns = (
        Column("question", _("Vraag"), Text()),
        Column("n", _("Antwoorden (n)"), Number(), of_line=True),
        Column("grade", _("Gemiddeld"), Decimals(decimals=1), of_line=True),
    )
    label = _(Feedback.field_named("grade").label)
    table = Table("feedback_grade", _("Cijfer"), columns, ((label, n, Typed(grade, Decimals(decimals=1))),))
    return with_references(table, [str(form_code("grade"))])


def _answer_table(name: str, found: Answers, labels: list[str]) -> Table:
    columns = (
        Column("answer", _("Antwoord"), Text()),
        Column("people", _("Mensen"), Number(), "given", figure=str(form_code(name))),
    )
    counts = found.counts or (HIDDEN,) * len(labels)
    rows = tuple(zip(labels, counts, strict=True))
    question = _(Feedback.field_named(name).label)
    table = Table(f"feedback_{name}", question, columns, rows, (_("Antwoorden (n)"), found.n))
    return with_references(table, [f"{ANSWER}{at}" for at in range(1, len(labels) + 1)])


SECTION = Section(
    "stories", "Het verhaal achter de cijfers", 75, blocks,
    has_content=lambda review: bool(review.background.stories or review.background.feedback.forms),
)  # fmt: skip
