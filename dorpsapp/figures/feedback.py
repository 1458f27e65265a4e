"""What people said on the question form: always with how many answered, and never from fewer than five."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.figures.hidden import Hidden
from dorpsapp.figures.period import Period
from dorpsapp.figures.protect import THRESHOLD, protect_people
from dorpsapp.figures.reference import Code, Family
from dorpsapp.models import Feedback, WithoutUs

YES_NO = (True, False)
QUESTIONS = ("", "grade", "without_us", "less_alone", "again")
"""Names of the questions in the order of their numbers; the first number is that of all forms together."""
ANSWER = "a"
"""The letter of one answer: V03-a1 is the first answer of the question about managing without us."""


@dataclass(frozen=True)
class FeedbackFacts:
    """The forms of one period, counted by answer; people who left a question open are in none of its answers."""

    forms: int = 0
    grades: Mapping[int, int] = field(default_factory=dict)
    without_us: Mapping[WithoutUs, int] = field(default_factory=dict)
    less_alone: Mapping[bool, int] = field(default_factory=dict)
    again: Mapping[bool, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class FormRow:
    """One form by number, with its day and its answers; None where a question was left open."""

    id: int
    day: date
    grade: int | None
    without_us: WithoutUs | None
    less_alone: bool | None
    again: bool | None


@dataclass(frozen=True)
class Answers:
    """How one question was answered: `n` people answered it; without `counts` these were too few to tell."""

    n: int
    counts: tuple[int | Hidden, ...] | None


def form_code(question: str) -> Code:
    """The reference of a question by its name, or of all forms."""
    return Code(Family.FORM, QUESTIONS.index(question) + 1)


def read_feedback(session: Session, period: Period) -> FeedbackFacts:
    """The forms with a day in the period."""

    def counted(column: Any) -> dict[Any, int]:
        query = (
            sa.select(column, sa.func.count())
            .where(Feedback.day.between(period.first, period.last), column.is_not(None))
            .group_by(column)
        )
        return dict(session.execute(query).all())

    forms = sa.select(sa.func.count()).where(Feedback.day.between(period.first, period.last))
    return FeedbackFacts(
        session.scalar(forms) or 0,
        counted(Feedback.grade),
        counted(Feedback.without_us),
        counted(Feedback.less_alone),
        counted(Feedback.again),
    )


def read_forms(session: Session, period: Period) -> tuple[FormRow, ...]:
    """The forms with a day in the period, one by one, for use inside."""
    query = (
        sa.select(Feedback.id, Feedback.day, Feedback.grade, Feedback.without_us, Feedback.less_alone, Feedback.again)
        .where(Feedback.day.between(period.first, period.last))
        .order_by(Feedback.day, Feedback.id)
    )
    return tuple(FormRow(*row) for row in session.execute(query))


def average_grade(feedback: FeedbackFacts) -> tuple[int, Decimal | None]:
    """How many gave a grade, and its average; no average from fewer than five."""
    n = sum(feedback.grades.values())
    if n < THRESHOLD:
        return n, None
    return n, Decimal(sum(grade * count for grade, count in feedback.grades.items())) / n


def answers(counts: Mapping[Any, int], possible: tuple[Any, ...], *, exact: bool = False) -> Answers:
    """The counts of the possible answers in order, protected as people are; none of them from fewer than five."""
    found = [counts.get(one, 0) for one in possible]
    n = sum(found)
    if exact:
        return Answers(n, tuple(found))
    return Answers(n, tuple(protect_people(found, n)) if n >= THRESHOLD else None)
