"""Volunteers: how many different people, who came and went, their hours, and their ages."""

from dorpsapp.figures.dimensions import AGE
from dorpsapp.reports.blocks import Block, Heading, KeepTogether, Paragraph
from dorpsapp.reports.breakdown_table import FigureColumn, breakdown_table
from dorpsapp.reports.indicator_table import indicator_table
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _

_INDICATORS = (
    "volunteers_active",
    "volunteers_new",
    "volunteers_left",
    "volunteer_hours",
    "hours_per_volunteer",
    "paid_hours",
    "volunteer_share",
    "give_and_receive",
)


def blocks(review: Review) -> tuple[Block, ...]:
    ages = breakdown_table(
        "volunteers_by_age",
        _("Vrijwilligers naar leeftijd"),
        AGE,
        [FigureColumn("people", _("Vrijwilligers"), review.now["volunteers_active"], "given")],
    )
    return (
        Heading(_("Vrijwilligers")),
        Paragraph(_("Wij tellen mensen, geen taken. Wie rijdt én in het bestuur zit, telt één keer.")),
        indicator_table(review, "volunteers", _("Vrijwilligers en uren"), _INDICATORS),
        KeepTogether((ages,)),
    )


SECTION = Section("volunteers", "Vrijwilligers", 40, blocks)
