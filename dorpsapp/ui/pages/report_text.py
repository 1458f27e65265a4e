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
from dorpsapp.reports.tables import work_out
from dorpsapp.text import in_dutch


@in_dutch()
def report_html(document: Document) -> str:
    """Title, then every block in reading order; charts as the sentence that describes them."""
    under = [escape(part) for part in dict.fromkeys((document.organisation, document.subtitle)) if part]
    parts = [f"<h1>{escape(document.title)}</h1><p>{'<br>'.join(under)}</p>"]
    parts += [_html(block) for block in walk(document.blocks)]
    return "\n".join(parts)


def _html(block: Block) -> str:
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
                f"<p><b>{escape(figure.kind.show(figure.value))}</b> {escape(figure.label)}"
                f"{f' ({escape(figure.note)})' if figure.note else ''}</p>"
                for figure in figures
            )
        case Table():
            return _table(block)
        case Chart():
            from dorpsapp.reports.charts import chart_alt_text

            return f"<p>{escape(chart_alt_text(block))}</p>"
        case Signatures(lines=lines):
            return "".join(f"<p>{escape(line)}: ……………………</p>" for line in lines)
        case _:
            return ""


def _table(table: Table) -> str:
    grid = work_out(table)
    head = "".join(f"<th align='left'>{escape(column.label)}</th>" for column in table.columns)
    lines = [*grid.rows, *([grid.total] if grid.total else [])]
    rows = "".join("<tr>" + "".join(f"<td>{escape(cell.text)}</td>" for cell in line) + "</tr>" for line in lines)
    note = f"<p><i>{escape(table.note)}</i></p>" if table.note else ""
    return f"<p><b>{escape(table.caption)}</b></p><table cellpadding='4' border='0'><tr>{head}</tr>{rows}</table>{note}"


def _rich(text: Rich) -> str:
    if isinstance(text, str):
        return escape(text)
    return "".join(f"<b>{escape(span.text)}</b>" if span.strong else escape(span.text) for span in text)
