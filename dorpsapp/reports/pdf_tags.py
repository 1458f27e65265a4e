"""The layer that tells a screen reader what each piece of a PDF is: a tree of nodes, and marks in the page content."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfgen.canvas import Canvas
from reportlab.platypus import Paragraph


@dataclass(eq=False)
class Node:
    """One element of the structure tree; `kids` holds nodes and, as pairs of page and number, pieces of content."""

    role: str
    alt: str = ""
    scope: str = ""
    numbering: str = ""
    title: str = ""
    once: bool = False
    kids: list[Node | tuple[int, int]] = field(default_factory=list)
    box: tuple[float, float, float, float] | None = None
    top: float = 0.0

    def add(self, role: str, *, alt: str = "", scope: str = "", numbering: str = "", once: bool = False) -> Node:
        """A new node at the end of this one; `once` means that repetitions are left out, as with table heads."""
        node = Node(role, alt=alt, scope=scope, numbering=numbering, once=once)
        self.kids.append(node)
        return node

    def first_page(self) -> int | None:
        """The page its content begins on, counted from zero."""
        for kid in self.kids:
            page = kid.first_page() if isinstance(kid, Node) else kid[0]
            if page is not None:
                return page
        return None

    def walk(self) -> Iterator[Node]:
        """This node and all below it, in reading order."""
        yield self
        for kid in self.kids:
            if isinstance(kid, Node):
                yield from kid.walk()


Footer = Callable[["TaggedCanvas", int, int], None]


class TaggedCanvas(Canvas):
    """A canvas that marks what is drawn, and draws the footers when the number of pages is known."""

    def __init__(self, *arguments: Any, footer: Footer, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._footer = footer
        self._finished: list[dict[str, Any]] = []
        self._marked = False
        self._next_mark = 0

    @contextmanager
    def content(self, node: Node) -> Iterator[None]:
        """What is drawn inside belongs to the node; within an artifact, or repeated, it is decoration."""
        if self._marked:
            yield
            return
        if node.once and node.kids:
            with self.artifact("Pagination"):
                yield
            return
        node.kids.append((self.getPageNumber() - 1, self._next_mark))
        with self._sequence(f"/{node.role} <</MCID {self._next_mark}>> BDC"):
            self._next_mark += 1
            yield

    @contextmanager
    def artifact(self, kind: str = "Layout") -> Iterator[None]:
        """What is drawn inside is decoration: lines, backgrounds, footers."""
        if self._marked:
            yield
            return
        with self._sequence(f"/Artifact <</Type /{kind}>> BDC"):
            yield

    @contextmanager
    def _sequence(self, begin: str) -> Iterator[None]:
        self._code.append(begin)
        self._marked = True
        try:
            yield
        finally:
            self._code.append("EMC")
            self._marked = False

    def showPage(self) -> None:
        """Keep the page until the number of pages is known."""
        self._finished.append(dict(self.__dict__))
        self._startPage()
        self._next_mark = 0

    def save(self) -> None:
        """Finish every page with its footer, then the file."""
        pages = self._finished
        for number, page in enumerate(pages, start=1):
            self.__dict__.update(page)
            with self.artifact("Pagination"):
                self._footer(self, number, len(pages))
            super().showPage()
        super().save()


class TaggedParagraph(Paragraph):
    """A paragraph that belongs to a node, with a space at the end of each line so that copied words stay apart."""

    node: Node
    label: Node | None = None

    @classmethod
    def make(cls, markup: str, style: Any, node: Node, label: Node | None = None) -> TaggedParagraph:
        """A paragraph of safe markup; `label` is the node of its bullet."""
        paragraph = cls(markup, style)
        paragraph.node = node
        paragraph.label = label
        return paragraph

    def split(self, width: float, height: float) -> list[TaggedParagraph]:
        parts: list[TaggedParagraph] = super().split(width, height)
        for number, part in enumerate(parts):
            part.node = self.node
            part.label = self.label if number == 0 else None
        return parts

    def draw(self) -> None:
        canvas: TaggedCanvas = self.canv
        lines = self.blPara.lines
        if not lines:
            return
        if self.label is not None:
            self._draw_label(canvas)
        if self.node.first_page() is None:
            self.node.top = canvas.absolutePosition(0, self.height)[1]
        _end_with_space(self.blPara)
        with canvas.content(self.node):
            super().draw()

    def _draw_label(self, canvas: TaggedCanvas) -> None:
        assert self.label is not None
        with canvas.content(self.label):
            canvas.setFillColor(self.style.bulletColor)
            canvas.setFont(self.style.fontName, self.style.fontSize)
            canvas.drawString(self.style.bulletIndent, self.height - self.style.fontSize, "• ")


def _end_with_space(broken: Any) -> None:
    """Add a space to every line; lines are word lists, or pieces with a look of their own."""
    if getattr(broken, "ends_with_space", False):
        return
    broken.ends_with_space = True
    for line in broken.lines:
        if isinstance(line, tuple):
            words = line[1]
            if words:
                words[-1] = words[-1] + " "
        elif line.words:
            line.words[-1].text += " "
