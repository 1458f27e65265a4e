"""The user's guide as the window finds it: Markdown pages by file name, and a search through all their sentences."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from dorpsapp.paths import guide
from dorpsapp.services.name_forms import slip
from dorpsapp.text import fold

_WORD = re.compile(r"\w+(?:[-+'’]\w+)*")
_SENTENCE_END = re.compile(r"(?<=[.?!])\s+")


@dataclass(frozen=True)
class GuidePage:
    """One page of the guide."""

    name: str
    title: str
    path: Path


@dataclass(frozen=True)
class Passage:
    """One sentence of the guide, or a heading, with the page and the heading that it stands under."""

    page: GuidePage
    heading: str
    text: str
    is_heading: bool
    folded: str


@dataclass(frozen=True)
class Hit:
    """A passage that answers to what is searched; `mark` is a word of it as it is written there."""

    passage: Passage
    mark: str


def guide_pages() -> list[GuidePage]:
    """All pages in order of their file names, without a leading number in the name."""
    folder = guide()
    if not folder.is_dir():
        return []
    return [GuidePage(_bare(path.stem), _title(path), path) for path in sorted(folder.glob("*.md"))]


@cache
def guide_passages() -> tuple[Passage, ...]:
    """Every heading and sentence of the guide, in the order of reading; read once."""
    return tuple(passage for page in guide_pages() for passage in _passages(page))


def search_guide(text: str) -> list[Hit]:
    """Passages that hold every typed word, whatever accents and capitals: headings first, then in order of reading.

    Where nothing does, a word may have a slip.
    """
    words = fold(text).split()
    if not words:
        return []
    exact = list(_holding(words))
    return exact or list(_nearly_holding(words))


def _holding(words: Sequence[str]) -> Iterator[Hit]:
    found = [each for each in guide_passages() if all(word in each.folded for word in words)]
    for passage in sorted(found, key=lambda each: not each.is_heading):
        yield Hit(passage, _as_written(passage.text, words[0]))


def _nearly_holding(words: Sequence[str]) -> Iterator[Hit]:
    tokens = {token for each in guide_passages() for token in _tokens(each.text)}
    near = [{token for token in tokens if token.startswith(word) or slip(word, token)} for word in words]
    if not all(near):
        return
    found = [each for each in guide_passages() if all(_tokens(each.text) & some for some in near)]
    for passage in sorted(found, key=lambda each: not each.is_heading):
        meant = min(_tokens(passage.text) & near[0])
        yield Hit(passage, _as_written(passage.text, meant))


def _as_written(text: str, folded: str) -> str:
    """The word of a text that holds these folded letters, or the letters themselves when they span words."""
    return next((word for word in _WORD.findall(text) if folded in fold(word)), folded)


@cache
def _tokens(text: str) -> frozenset[str]:
    return frozenset(fold(word) for word in _WORD.findall(text))


def _passages(page: GuidePage) -> Iterator[Passage]:
    heading = page.title
    for block in re.split(r"\n\s*\n|\n(?=[-|#\d])", page.path.read_text("utf-8")):
        plain = _plain(block)
        if block.lstrip().startswith("#"):
            heading = plain
            yield Passage(page, heading, plain, True, fold(plain))
        else:
            for sentence in _SENTENCE_END.split(plain):
                if _WORD.search(sentence):
                    yield Passage(page, heading, sentence, False, fold(sentence))


def _plain(block: str) -> str:
    """Markdown as it is read: without signs for bold, links, lists and cells."""
    text = re.sub(r"!?\[([^]]*)\]\([^)]*\)", r"\1", block.strip())
    text = re.sub(r"^(#+|-|\d+\.)\s+", "", text)
    return " ".join(re.sub(r"\*+|`|\|", " " if "|" in text else "", text).split())


def _bare(stem: str) -> str:
    number, dash, rest = stem.partition("-")
    return rest if dash and number.isdigit() else stem


def _title(path: Path) -> str:
    first = path.read_text("utf-8").partition("\n")[0]
    return first.lstrip("# ").strip() or path.stem
