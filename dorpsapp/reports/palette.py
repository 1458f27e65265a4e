"""The colours of documents and charts, light for paper and dark for a dark screen; hexadecimal, without any library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Pattern = Literal["plain", "rising", "level", "dots", "falling", "upright"]

TITLE = "#154273"
INK = "#1A1A1A"
MUTED = "#4A5560"
RULE = "#A9C3DE"
CARD = "#EEF3FA"
CARD_EDGE = "#A9C3DE"
STRIPE = "#F1F5FA"
TOTAL = "#D6E3F1"
NOTE = "#FFF6E0"
NOTE_EDGE = "#B8741A"
WHITE = "#FFFFFF"
GOOD = "#1E6B2E"
WRONG = "#B00020"

PATTERNS: tuple[Pattern, ...] = ("plain", "rising", "level", "dots", "falling", "upright")


@dataclass(frozen=True)
class ChartColours:
    """What a chart is drawn with on one background."""

    background: str
    ink: str
    muted: str
    grid: str
    series: tuple[str, ...]

    def of(self, number: int) -> str:
        """The colour of a series."""
        return self.series[number % len(self.series)]


# Every colour is at least 4.5:1 against its background; neighbours also differ in pattern, for black and white print.
PAPER = ChartColours(
    background=WHITE,
    ink=INK,
    muted=MUTED,
    grid="#D0D5DA",
    series=("#154273", "#B85700", "#0072BC", "#2F7D08", "#7E50B5", "#A90061"),
)
NIGHT = ChartColours(
    background="#1F242A",
    ink="#F2F4F6",
    muted="#B4BEC9",
    grid="#4A545E",
    series=("#8FC1F2", "#FFB061", "#4FB3FF", "#8FD45F", "#C9A6F2", "#FF8FC4"),
)


def pattern_of(number: int) -> Pattern:
    """The pattern of a series; after six series the patterns shift, so that no pair repeats within 36."""
    return PATTERNS[(number + number // len(PATTERNS)) % len(PATTERNS)]


def contrast(first: str, second: str) -> float:
    """The contrast between two colours as WCAG defines it, from 1 to 21."""
    brighter, darker = sorted((_luminance(first), _luminance(second)), reverse=True)
    return (brighter + 0.05) / (darker + 0.05)


def _luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
