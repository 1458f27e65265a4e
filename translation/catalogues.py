"""The files of a translation: the template, what was translated by hand, and the compiled form the program reads."""

from __future__ import annotations

import io
import re
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from translation.texts import ROOT, new_catalogue

LOCALE = ROOT / "resources" / "locale"
TEMPLATE = LOCALE / "dorpsapp.pot"
LANGUAGES = ("en",)
_LEFT_OUT = "Project-Id|Report-Msgid|POT-Creation|PO-Revision|Last-Translator|Language-Team|Generated-By"
_HEADER_LINES = re.compile(rb'^"(%b).*\n' % _LEFT_OUT.encode(), re.MULTILINE)


def po_file(language: str) -> Path:
    """What translators edit."""
    return LOCALE / language / "LC_MESSAGES" / "dorpsapp.po"


def as_po(catalogue: Catalog) -> bytes:
    """A catalogue as text; without days and line numbers, so that it changes only when a text does."""
    stream = io.BytesIO()
    write_po(stream, catalogue, width=120, include_lineno=False, ignore_obsolete=True)
    return _HEADER_LINES.sub(b"", stream.getvalue())


def as_mo(catalogue: Catalog) -> bytes:
    """A catalogue in the form that gettext reads; what is not translated yet is left out and shows in Dutch."""
    finished = new_catalogue(str(catalogue.locale))
    left = {each.id for each in open_texts(catalogue)}
    for each in catalogue:
        if each.id and each.id not in left:
            finished.add(each.id, each.string)
    stream = io.BytesIO()
    write_mo(stream, finished)
    return stream.getvalue()


def read(language: str) -> Catalog:
    """What was translated so far."""
    path = po_file(language)
    if not path.exists():
        return new_catalogue(language)
    with path.open("rb") as stream:
        return read_po(stream, locale=language)


def renew(language: str, template: Catalog) -> Catalog:
    """The translation with exactly the texts of the template; new ones are left open, old ones go."""
    catalogue = read(language)
    catalogue.update(template, no_fuzzy_matching=True, update_header_comment=True)
    catalogue.fuzzy = False
    return catalogue


def open_texts(catalogue: Catalog) -> list[Message]:
    """The texts that were not translated, or only by guess."""
    return [each for each in catalogue if each.id and (each.fuzzy or not all(_strings(each)))]


def _strings(message: Message) -> tuple[str, ...]:
    return tuple(message.string) if isinstance(message.string, (tuple, list)) else (message.string or "",)
