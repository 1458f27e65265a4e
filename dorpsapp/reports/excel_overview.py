"""The first sheet, with the key figures and the control cell, and the last one, with everything in words."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from dorpsapp.reports.blocks import (
    BigFigure,
    BigFigures,
    Bullets,
    Definitions,
    Document,
    Heading,
    Note,
    Paragraph,
    Table,
    plain,
    walk,
)
from dorpsapp.reports.excel_checks import LABEL_WIDTH, CheckFormulas, write_checks
from dorpsapp.reports.excel_sheet import Book, fit_row
from dorpsapp.reports.excel_table import TableSheet
from dorpsapp.reports.palette import CARD, MUTED, TITLE
from dorpsapp.reports.tables import cell_of
from dorpsapp.text import _, show_day_long

Words = Heading | Paragraph | Bullets | Note | Definitions
_OVERVIEW_WIDTHS = (LABEL_WIDTH, 16, 36)
_EXPLANATION_WIDTHS = (26, 66)


@dataclass(frozen=True)
class Overview:
    """The first sheet, made before the others so that it comes first, and filled after them."""

    sheet: Worksheet
    title: str

    def figure_row(self, number: int) -> int:
        """The row of a key figure."""
        return 7 + number

    def figure_places(self, figures: list[BigFigure]) -> dict[str, str]:
        """The cell of each key figure."""
        return {
            figure.key: xl_rowcol_to_cell(self.figure_row(at), 1, row_abs=True, col_abs=True)
            for at, figure in enumerate(figures)
        }


def begin_overview(book: Book) -> Overview:
    """Take the first place in the workbook."""
    sheet = book.sheet(_("Overzicht"))
    return Overview(sheet, book.titles[-1])


def fill_overview(book: Book, overview: Overview, tables: dict[str, TableSheet], sheets: list[str]) -> None:
    """Title, key figures, checks and the list of sheets."""
    sheet, document = overview.sheet, book.document
    for column, width in enumerate(_OVERVIEW_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 32)
    sheet.set_row(1, 18)
    book.put_text(sheet, 0, 0, document.title, bold=True, font_size=20, font_color=TITLE)
    book.put_text(sheet, 1, 0, document.subtitle, font_size=12, font_color=MUTED)
    book.put_text(sheet, 2, 0, document.organisation, font_color=MUTED)
    made = _("Gemaakt op {day} met Dorpsapp.").format(day=show_day_long(document.created))
    book.put_text(sheet, 3, 0, made, font_color=MUTED)
    figures = figures_of(document)
    row = _figures(book, overview, figures)
    # The checks come last, as they are many; whether all come out is told at once.
    summary = row + 1
    row = _contents(book, overview, sheets, summary + (3 if document.checks else 0))
    if document.checks:
        heading(book, sheet, summary, _("Controle"))
        heading(book, sheet, row + 2, _("Controle per getal"))
        formulas = CheckFormulas(document, overview.figure_places(figures), tables)
        row = write_checks(book, sheet, formulas, summary + 1, row + 3)
    sheet.print_area(0, 0, row, 2)


def figures_of(document: Document) -> list[BigFigure]:
    """All key figures in reading order."""
    return [figure for block in walk(document.blocks) if isinstance(block, BigFigures) for figure in block.figures]


def _figures(book: Book, overview: Overview, figures: list[BigFigure]) -> int:
    """The key figures; gives the first free row."""
    sheet = overview.sheet
    if not figures:
        return overview.figure_row(0)
    heading(book, sheet, overview.figure_row(0) - 1, _("Kerncijfers"))
    edge = {"bottom": 1, "bottom_color": "#D0D5DA", "valign": "vcenter"}
    for number, figure in enumerate(figures):
        row = overview.figure_row(number)
        cell = cell_of(figure.value, figure.kind)
        book.put_text(sheet, row, 0, figure.label, text_wrap=True, **edge)
        book.put_cell(sheet, row, 1, cell, bold=True, font_size=13, font_color=TITLE, bg_color=CARD, indent=1, **edge)
        book.put_text(sheet, row, 2, figure.told, text_wrap=True, font_color=MUTED, indent=1, **edge)
        fit_row(sheet, row, [(figure.label, _OVERVIEW_WIDTHS[0]), (figure.told, _OVERVIEW_WIDTHS[2] - 2)], least=22.0)
    return overview.figure_row(len(figures))


def _contents(book: Book, overview: Overview, sheets: list[str], row: int) -> int:
    """The names of the other sheets, each a link to it; gives the last row."""
    sheet = overview.sheet
    if not sheets:
        return row
    heading(book, sheet, row, _("Bladen"))
    for title in sheets:
        row += 1
        quoted = title.replace("'", "''")
        looks = book.format(font_color="#0B57A4", underline=1)
        sheet.write_url(row, 0, f"internal:'{quoted}'!A1", looks, string=title)
    return row


def write_explanation(book: Book) -> str | None:
    """The running text of the document on a sheet of its own; gives its title, or None when there is no text."""
    document = book.document
    blocks = [block for block in walk(document.blocks) if isinstance(block, Words)]
    notes = [block for block in walk(document.blocks) if isinstance(block, Table) and block.note]
    if not any(not isinstance(block, Heading) for block in blocks) and not notes:
        return None
    sheet = book.sheet(_("Toelichting"))
    for column, width in enumerate(_EXPLANATION_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_row(0, 24)
    book.put_text(sheet, 0, 0, _("Toelichting"), bold=True, font_size=15, font_color=TITLE)
    row = 2
    for block in _without_empty_parts(blocks):
        row = _explain(book, sheet, row, block)
    for table in notes:
        _pair(book, sheet, row, table.caption, table.note)
        row += 1
    sheet.print_area(0, 0, row, 1)
    return book.titles[-1]


def _without_empty_parts(blocks: list[Words]) -> list[Words]:
    """The blocks without the headings of parts that hold no text, such as one with only a table."""
    kept: list[Words] = []
    waiting: list[Heading] = []
    for block in blocks:
        if isinstance(block, Heading):
            waiting = [*(heading for heading in waiting if heading.level < block.level), block]
        else:
            kept += [*waiting, block]
            waiting = []
    return kept


def _explain(book: Book, sheet: Worksheet, row: int, block: Words) -> int:
    """Write a block; gives the next free row."""
    if isinstance(block, Heading):
        heading(book, sheet, row, block.text, size=13 if block.level == 1 else 11)
        return row + 1
    if isinstance(block, Definitions):
        pairs = [(term, plain(meaning)) for term, meaning in block.items]
    elif isinstance(block, Bullets):
        pairs = [("", f"• {plain(item)}") for item in block.items]
    else:
        pairs = [("", plain(block.text))]
    for number, (term, text) in enumerate(pairs):
        _pair(book, sheet, row + number, term, text, italic=isinstance(block, Note))
    return row + len(pairs) + 1


def _pair(book: Book, sheet: Worksheet, row: int, term: str, text: str, *, italic: bool = False) -> None:
    """A term with its text beside it, or a text alone."""
    book.put_text(sheet, row, 0, term, text_wrap=True, bold=True, valign="top")
    book.put_text(sheet, row, 1, text, text_wrap=True, italic=italic, valign="top")
    bold = _EXPLANATION_WIDTHS[0] * 0.8
    fit_row(sheet, row, [(term, bold), (text, _EXPLANATION_WIDTHS[1])])


def heading(book: Book, sheet: Worksheet, row: int, text: str, size: int = 13) -> None:
    book.put_text(sheet, row, 0, text, bold=True, font_size=size, font_color=TITLE)
    fit_row(sheet, row, [], least=size * 1.5)
