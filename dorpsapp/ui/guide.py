"""The user's guide as the window finds it: Markdown pages, by file name."""

from dataclasses import dataclass
from pathlib import Path

from dorpsapp.paths import guide


@dataclass(frozen=True)
class GuidePage:
    """One page of the guide."""

    name: str
    title: str
    path: Path


def guide_pages() -> list[GuidePage]:
    """All pages in order of their file names, without a leading number in the name."""
    folder = guide()
    if not folder.is_dir():
        return []
    return [GuidePage(_bare(path.stem), _title(path), path) for path in sorted(folder.glob("*.md"))]


def _bare(stem: str) -> str:
    number, dash, rest = stem.partition("-")
    return rest if dash and number.isdigit() else stem


def _title(path: Path) -> str:
    first = path.read_text("utf-8").partition("\n")[0]
    return first.lstrip("# ").strip() or path.stem
