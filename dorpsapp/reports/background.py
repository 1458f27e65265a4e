"""What a report tells besides figures and money: stories, feedback, what value is computed with, what data lacks."""

from dataclasses import dataclass, field
from datetime import date

from dorpsapp.figures.feedback import FeedbackFacts, read_feedback
from dorpsapp.figures.gaps import Gaps, read_gaps
from dorpsapp.figures.period import Period
from dorpsapp.figures.worth import Worth, read_worth
from dorpsapp.services.rates import shows_avoided_costs
from dorpsapp.services.stories import StoryTold, stories_between
from dorpsapp.store.store import Reading


@dataclass(frozen=True)
class Background:
    """Everything of one period that is not counted by an indicator and is not money."""

    stories: tuple[StoryTold, ...] = ()
    feedback: FeedbackFacts = field(default_factory=FeedbackFacts)
    worth: Worth = field(default_factory=Worth)
    gaps: Gaps = field(default_factory=Gaps)
    shows_avoided_costs: bool = False


def read_background(session: Reading, period: Period, today: date) -> Background:
    """The background of a period; stories as far as consent holds on `today`."""
    return Background(
        stories_between(session, period.first, period.last, today),
        read_feedback(session, period),
        read_worth(session, period),
        read_gaps(session, period),
        shows_avoided_costs(session),
    )
