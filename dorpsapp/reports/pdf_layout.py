"""From blocks to the flowables of pages: order, tags, numbering, and what must not stand alone at a page's end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from reportlab.platypus import CondPageBreak, Flowable, Spacer
from reportlab.platypus import KeepTogether as Together
from reportlab.platypus.doctemplate import NotAtTopPageBreak

from dorpsapp.reports.blocks import (
    BigFigures,
    Block,
    Bullets,
    Chart,
    Definitions,
    Document,
    Heading,
    KeepTogether,
    Note,
    PageBreak,
    Paragraph,
    Signatures,
    Table,
)
from dorpsapp.reports.charts import chart_alt_text, chart_drawing
from dorpsapp.reports.pdf_flowables import Cards, Figure, NotedTable, Rule, SignatureLine, TaggedTable
from dorpsapp.reports.pdf_style import (
    BODY,
    BULLET,
    CAPTION,
    HEADINGS,
    HEIGHT,
    HEIGHT_LYING,
    MEANING,
    NOTE_STYLE,
    SMALL,
    SUBTITLE_STYLE,
    TERM,
    TITLE_STYLE,
    WIDTH,
    markup,
    paragraph,
    safe,
)
from dorpsapp.reports.pdf_table import PaperTable, draw_part, plan_table
from dorpsapp.reports.pdf_tags import Node, TaggedParagraph
from dorpsapp.text import _

UPRIGHT = "upright"
LYING = "lying"
_CARDS_A_ROW = 5
_TABLE_START = 90.0
_TEXT_START = 45.0
_MOST_LEAD = 150.0
_AFTER = 10.0


@dataclass
class Layout:
    """Turns the blocks of one document into flowables and the tree of what they are."""

    root: Node = field(default_factory=lambda: Node("Document"))
    flowables: list[Flowable] = field(default_factory=list)
    _level: int = 1
    _tables: int = 0
    _figures: int = 0
    _page: str = UPRIGHT
    _break: bool = False
    _lead: list[Flowable] = field(default_factory=list)
    _lead_is_told: bool = False

    def document(self, document: Document) -> None:
        """Lay out everything."""
        heading = self.root.add("H1")
        heading.title = safe(document.title)
        self.flowables.append(paragraph(document.title, TITLE_STYLE, heading))
        if document.subtitle or document.organisation:
            under = " · ".join(part for part in (document.organisation, document.subtitle) if part)
            self.flowables.append(paragraph(under, SUBTITLE_STYLE, self.root.add("P")))
        self.flowables += [Rule(WIDTH), Spacer(0, 4)]
        for block in document.blocks:
            self._block(block)
        self._flush()

    def _block(self, block: Block) -> None:
        if isinstance(block, PageBreak):
            self._flush()
            self._break = True
        elif isinstance(block, Heading):
            if self._lead_is_told and sum(_height(one) for one in self._lead) > _MOST_LEAD / 2:
                self._flush()
            self._lead += self._heading(block)
        elif self._lead and isinstance(block, Paragraph | Note):
            self._lead_in(block)
        elif isinstance(block, Table):
            paper = plan_table(block, may_lie=True)
            flowables = self._table(block, paper)
            start = max(min(_TABLE_START + paper.parts[0].size * 4, 140.0), _height(flowables[0]) + _start(flowables))
            self._place(flowables, start, LYING if paper.lying else UPRIGHT)
        elif isinstance(block, KeepTogether):
            together = [flowable for part in block.blocks for flowable in self._kept(part)]
            self._place([Together(together)], sum(_height(part) for part in together), UPRIGHT)
        else:
            flowables, start = self._plain(block)
            self._place(flowables, start, UPRIGHT)

    def _lead_in(self, block: Paragraph | Note) -> None:
        """Let a few lines below a heading wait for what they introduce, so that they go to a new page together."""
        lines, start = self._plain(block)
        if sum(_height(one) for one in (*self._lead, *lines)) > _MOST_LEAD:
            self._place(lines, start, UPRIGHT)
        else:
            self._lead += lines
            self._lead_is_told = True

    def _place(self, flowables: list[Flowable], start: float, page: str) -> None:
        """Put a group on the page with the lines that lead to it, on a new page when its beginning does not fit."""
        if self._break or page != self._page:
            self.flowables.append(NotAtTopPageBreak(nextTemplate=page))
            self._break, self._page = False, page
        high = sum(_height(line) for line in self._lead) + start
        limit = (HEIGHT if page == UPRIGHT else HEIGHT_LYING) - 10
        self.flowables.append(CondPageBreak(min(high, limit)))
        self.flowables += [*self._lead, *flowables]
        self._lead, self._lead_is_told = [], False

    def _flush(self) -> None:
        """Put down headings and their first lines when nothing follows that these lead to."""
        if self._lead:
            self._place([], 0.0, self._page)

    def _kept(self, block: Block) -> list[Flowable]:
        """The flowables of a block that is kept with others, always upright."""
        if isinstance(block, Heading):
            return self._heading(block)
        if isinstance(block, Table):
            return self._table(block, plan_table(block, may_lie=False))
        if isinstance(block, KeepTogether):
            return [flowable for part in block.blocks for flowable in self._kept(part)]
        if isinstance(block, PageBreak):
            return []
        if isinstance(block, Chart):
            return self._chart(block)
        if isinstance(block, Signatures):
            return self._signatures(block)
        return self._plain(block)[0]

    def _plain(self, block: Block) -> tuple[list[Flowable], float]:
        """The flowables of a block, and how much of it should at least stand on the page where it begins."""
        if isinstance(block, Paragraph):
            return [paragraph(block.text, BODY, self.root.add("P"))], _TEXT_START
        if isinstance(block, Note):
            return [paragraph(block.text, NOTE_STYLE, self.root.add("P"))], _TEXT_START
        if isinstance(block, Bullets):
            return self._bullets(block), _TEXT_START
        if isinstance(block, Definitions):
            return self._definitions(block), _TEXT_START
        if isinstance(block, BigFigures):
            cards = self._cards(block)
            return cards, sum(_height(card) for card in cards)
        if isinstance(block, Chart):
            chart = self._chart(block)
            return [Together(chart)], sum(_height(part) for part in chart)
        if isinstance(block, Signatures):
            return [Together(self._signatures(block))], SignatureLine.HEIGHT * 2
        raise TypeError(f"a block of an unknown kind: {type(block).__name__}")

    def _signatures(self, block: Signatures) -> list[Flowable]:
        return [SignatureLine(line, self.root.add("P")) for line in block.lines]

    def _heading(self, block: Heading) -> list[Flowable]:
        """A heading never skips a level, as a reader who jumps from heading to heading expects."""
        self._level = min(max(block.level, 1) + 1, self._level + 1, 6)
        node = self.root.add(f"H{self._level}")
        node.title = " ".join(safe(block.text).split())
        return [paragraph(block.text, HEADINGS[min(max(block.level, 1), 3)], node)]

    def _bullets(self, block: Bullets) -> list[Flowable]:
        home = self.root.add("L", numbering="Disc")
        items: list[Flowable] = []
        for text in block.items:
            item = home.add("LI")
            label = item.add("Lbl")
            items.append(TaggedParagraph.make(markup(text), BULLET, item.add("LBody"), label))
        return [*items, Spacer(0, 4)]

    def _definitions(self, block: Definitions) -> list[Flowable]:
        home = self.root.add("L", numbering="None")
        flowables: list[Flowable] = []
        for term, meaning in block.items:
            item = home.add("LI")
            flowables.append(CondPageBreak(_TEXT_START))
            flowables.append(paragraph(term, TERM, item.add("Lbl")))
            flowables.append(paragraph(meaning, MEANING, item.add("LBody")))
        return flowables

    def _cards(self, block: BigFigures) -> list[Flowable]:
        """The cards in rows that are filled evenly: six become three and three."""
        figures = block.figures
        if not figures:
            return []
        home = self.root.add("L", numbering="None")
        rows = -(-len(figures) // _CARDS_A_ROW)
        flowables: list[Flowable] = [Spacer(0, 4)]
        start = 0
        for row in range(rows):
            count = -(-(len(figures) - start) // (rows - row))
            flowables += [Cards(figures[start : start + count], home, WIDTH), Spacer(0, Cards.GAP)]
            start += count
        return flowables

    def _chart(self, block: Chart) -> list[Flowable]:
        self._figures += 1
        caption = _("Figuur {n}. {title}").format(n=self._figures, title=_sentence(block.title))
        title = paragraph(caption, CAPTION, self.root.add("P"))
        figure = Figure(chart_drawing(block, WIDTH), self.root.add("Figure", alt=safe(chart_alt_text(block))))
        figure.fit(HEIGHT - 60)
        figure.spaceAfter = _AFTER
        return [title, figure]

    def _table(self, block: Table, paper: PaperTable) -> list[Flowable]:
        self._tables += not block.to_fill_in
        flowables: list[Flowable] = []
        for number, plan in enumerate(paper.parts, start=1):
            node = self.root.add("Table")
            title = _sentence(block.caption)
            text = title if block.to_fill_in else _("Tabel {n}. {title}").format(n=self._tables, title=title)
            if len(paper.parts) > 1:
                text += " " + _("Deel {n} van {all}.").format(n=number, all=len(paper.parts))
                if number > 1:
                    flowables.append(CondPageBreak(_TABLE_START))
            flowables.append(paragraph(text, CAPTION, node.add("Caption")))
            flowables.append(draw_part(paper, plan, node))
        if not block.rows:
            flowables.append(paragraph(_("Er staat nog niets in deze tabel."), SMALL, self.root.add("P")))
        if block.note:
            note = paragraph(block.note, SMALL, self.root.add("P"))
            last = flowables.pop()
            flowables += [NotedTable(last, note)] if isinstance(last, TaggedTable) else [last, note]
        # Not a spacer, which would begin an empty page where it no longer fits.
        flowables[-1].spaceAfter = max(flowables[-1].getSpaceAfter(), _AFTER)
        return flowables


def _sentence(title: str) -> str:
    """A title that ends as a sentence does."""
    bare = title.strip()
    return bare if bare.endswith((".", "?", "!")) else f"{bare}."


def _start(flowables: Sequence[Flowable]) -> float:
    tables = (one.table if isinstance(one, NotedTable) else one for one in flowables)
    return next((one.start for one in tables if isinstance(one, TaggedTable)), 0.0)


def _height(flowable: Flowable) -> float:
    """How much room a flowable takes with the space around it."""
    high = flowable.wrap(WIDTH, 100_000)[1]
    return float(high + flowable.getSpaceBefore() + flowable.getSpaceAfter())
