"""The report as simple HTML, for reading on screen and for a screen reader."""

from __future__ import annotations

from html import escape

from dorpsapp.reports.blocks import (
    BigFigures,
    Block,
    Bullets,
    Chart,
    Definitions,
    Document,
    Heading,
    Note,
    Paragraph,
    Rich,
    Signatures,
    Table,
    walk,
)
from dorpsapp.reports.references import reference_of
from dorpsapp.reports.tables import work_out
from dorpsapp.text import in_dutch


@in_dutch()
def report_html(document: Document, *, linked: bool = False) -> str:
    """Title, then every block in reading order; charts as the sentence that describes them.

    When `linked`, every number with a reference is a link to that reference.
    """
    under = [escape(part) for part in dict.fromkeys((document.organisation, document.subtitle)) if part]
    parts = [f"<h1>{escape(document.title)}</h1><p>{'<br>'.join(under)}</p>"]
    parts += [_html(block, linked) for block in walk(document.blocks)]
    return "\n".join(parts)


def _html(block: Block, linked: bool) -> str:
    match block:
        case Heading(text=text, level=level):
            return f"<h{level + 1}>{escape(text)}</h{level + 1}>"
        case Paragraph(text=text):
            return f"<p>{_rich(text)}</p>"
        case Note(text=text):
            return f"<p><i>{_rich(text)}</i></p>"
        case Bullets(items=items):
            return f"<ul>{''.join(f'<li>{_rich(item)}</li>' for item in items)}</ul>"
        case Definitions(items=pairs):
            return "".join(f"<p><b>{escape(term)}</b>: {_rich(meaning)}</p>" for term, meaning in pairs)
        case BigFigures(figures=figures):
            return "".join(
                f"<p><b>{_linked(figure.kind.show(figure.value), figure.reference if linked else '')}</b> "
                f"{escape(figure.label)}{f' ({escape(figure.told)})' if figure.told else ''}</p>"
                for figure in figures
            )
        case Table():
            return _table(block, linked)
        case Chart():
            from dorpsapp.reports.charts import chart_alt_text

            return f"<p>{escape(chart_alt_text(block))}</p>"
        case Signatures(lines=lines):
            return "".join(f"<p>{escape(line)}: ……………………</p>" for line in lines)
        case _:
            return ""


def _table(table: Table, linked: bool) -> str:
    grid = work_out(table)
    head = "".join(f"<th align='left'>{escape(column.label)}</th>" for column in table.columns)
    lines = [*enumerate(grid.rows), *([(None, grid.total)] if grid.total else [])]
    rows = "".join(
        "<tr>"
        + "".join(
            f"<td>{_linked(cell.text, reference_of(table, row, place) if linked and not cell.hidden else '')}</td>"
            for place, cell in enumerate(cells)
        )
        + "</tr>"
        for row, cells in lines
    )
    note = f"<p><i>{escape(table.note)}</i></p>" if table.note else ""
    return f"<p><b>{escape(table.caption)}</b></p><table cellpadding='4' border='0'><tr>{head}</tr>{rows}</table>{note}"


def _linked(text: str, reference: str) -> str:
    """The text, as a link where there is a reference and something to see."""
    return f"<a href='{escape(reference)}'>{escape(text)}</a>" if reference and text else escape(text)


def _rich(text: Rich) -> str:
    if isinstance(text, str):
        return escape(text)
    return "".join(f"<b>{escape(span.text)}</b>" if span.strong else escape(span.text) for span in text)
