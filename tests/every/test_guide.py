"""The guide: a page for every page of the window, links that lead somewhere, plain Dutch, and true definitions."""

import re
from pathlib import Path

import pytest

from dorpsapp.reports.guide_figures import figures_page

FOLDER = Path(__file__).parents[2] / "docs" / "handleiding"
PAGES = sorted(FOLDER.glob("*.md"))
NAMES = {path.stem.partition("-")[2]: path for path in PAGES}
WINDOW_PAGES = (
    "start",
    "record",
    "week",
    "people",
    "person",
    "requests",
    "doubles",
    "activities",
    "grants",
    "money",
    "reports",
    "backup",
    "privacy",
    "settings",
    "history",
    "users",
    "logboek",
    "import",
)
JARGON = ("database", "record", "entry", "feature", "functionaliteit", "interface", "configuratie", "applicatie")


@pytest.mark.parametrize("page", WINDOW_PAGES)
def test_every_page_of_the_window_has_its_own_help(page: str) -> None:
    assert page in NAMES


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_pages_are_plain_dutch_with_links_that_lead_somewhere(path: Path) -> None:
    text = path.read_text("utf-8")
    assert text.startswith("# ")
    for target in re.findall(r"\]\(([^)]+)\)", text):
        assert target in NAMES
    prose = re.sub(r"\]\([^)]*\)", "]", re.sub(r"(?m)^(    .*|#.*|[-\d].*)$", "", text))
    assert not [word for word in JARGON if re.search(rf"\b{word}\b", prose, re.IGNORECASE)]
    sentences = [sentence for sentence in re.split(r"(?<=[.?!:])\s+", prose) if sentence.strip()]
    lengths = [len(sentence.split()) for sentence in sentences]
    assert sum(lengths) / len(lengths) <= 15
    assert max(lengths) <= 30


def test_the_page_of_figures_is_made_from_the_registry() -> None:
    assert NAMES["getallen"].read_text("utf-8") == figures_page()
