"""Address labels as PDF: three by eight of 70 by 37 mm on A4, one for each household; made for scissors and sheets.

Tagged as the other documents are: one list, with an item for each label.
"""

import io
from collections.abc import Sequence
from datetime import date
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.lib.units import mm

from dorpsapp.reports.own_use import own_use_document
from dorpsapp.reports.pdf_finish import finish
from dorpsapp.reports.pdf_fonts import REGULAR, register_fonts, text_width
from dorpsapp.reports.pdf_style import safe
from dorpsapp.reports.pdf_tags import Node, TaggedCanvas
from dorpsapp.reports.saving import save_bytes
from dorpsapp.services.people_output import Household
from dorpsapp.text import _, in_dutch

ACROSS, DOWN = 3, 8
_WIDTH, _HEIGHT = A4[0] / ACROSS, A4[1] / DOWN
_INSET, _LEADING, _SIZE = 6 * mm, 13.0, 10.5
_MOST_LINES = 2


@in_dutch()
def render_labels(initiative: str, homes: Sequence[Household], made_on: date, *, skip: int = 0) -> bytes:
    """The labels as the bytes of a PDF; `skip` leaves the first labels of a used sheet free."""
    register_fonts()
    stream = io.BytesIO()
    canvas = TaggedCanvas(stream, pagesize=A4, invariant=1, footer=lambda _canvas, _number, _pages: None)
    root = Node("Document")
    labels = root.add("L", numbering="None")
    for place, home in enumerate(homes, start=skip):
        on_page = place % (ACROSS * DOWN)
        if on_page == 0 and place > skip:
            canvas.showPage()
        lines = [*_wrapped(home.name), *_wrapped(home.street), *_wrapped(home.place)]
        _draw(canvas, labels.add("LI").add("LBody"), on_page, lines)
    canvas.showPage()
    canvas.save()
    return finish(stream.getvalue(), root, own_use_document(_("Adresetiketten"), initiative, "", made_on, ()))


def write_labels(initiative: str, homes: Sequence[Household], made_on: date, path: Path, *, skip: int = 0) -> None:
    """Write the labels; an older file stays whole until the new one is complete."""
    save_bytes(path, render_labels(initiative, homes, made_on, skip=skip))


def _draw(canvas: TaggedCanvas, node: Node, on_page: int, lines: Sequence[str]) -> None:
    row, column = divmod(on_page, ACROSS)
    left = column * _WIDTH + _INSET
    top = A4[1] - row * _HEIGHT - _HEIGHT / 2 + _LEADING * len(lines) / 2 - _SIZE
    with canvas.content(node):
        canvas.setFont(REGULAR, _SIZE)
        for number, line in enumerate(lines):
            canvas.drawString(left, top - number * _LEADING, f"{line} ")


def _wrapped(text: str) -> list[str]:
    """At most two lines that fit on a label, broken between words; what is longer still ends in dots."""
    lines = [""]
    for word in safe(text).split():
        longer = f"{lines[-1]} {word}".strip()
        if _fits(longer) or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > _MOST_LINES:
        lines = [*lines[: _MOST_LINES - 1], " ".join(lines[_MOST_LINES - 1 :])]
    return [_cut(line) for line in lines]


def _cut(line: str) -> str:
    if _fits(line):
        return line
    while line and not _fits(f"{line}…"):
        line = line[:-1]
    return f"{line.rstrip()}…"


def _fits(line: str) -> bool:
    return bool(text_width(line, REGULAR, _SIZE) <= _WIDTH - 2 * _INSET)
