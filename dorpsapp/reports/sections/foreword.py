"""Foreword: the chair's own words, which no program can write."""

from dorpsapp.reports.blocks import Block, Heading
from dorpsapp.reports.report import Review, Section
from dorpsapp.text import _


def blocks(review: Review) -> tuple[Block, ...]:
    return (Heading(_("Voorwoord")),)


SECTION = Section(
    "foreword", "Voorwoord", 12, blocks, has_content=lambda review: bool(review.accounts.texts.get("foreword"))
)
