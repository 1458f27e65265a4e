"""Every text that can be translated: those in the source, and those that the models hold at run time."""

from __future__ import annotations

import ast
import sys
from collections.abc import Iterator
from enum import Enum
from pathlib import Path

from babel.messages.catalog import Catalog

from dorpsapp.figures.indicators import INDICATORS
from dorpsapp.figures.targets import Light
from dorpsapp.models import RECORDS
from dorpsapp.models.kinds import Choice
from dorpsapp.reports.report import all_sections
from dorpsapp.services.funders import AREA_LISTS
from dorpsapp.services.grant_deadlines import KNOWN_DAYS
from dorpsapp.services.match_reasons import Tone
from dorpsapp.services.people_bulk import Subject
from dorpsapp.services.request_series import DayState
from dorpsapp.text import MONTHS, MONTHS_SHORT, WEEKDAYS
from dorpsapp.ui.actions import Menu

ROOT = Path(__file__).parents[1]
SOURCE = ROOT / "dorpsapp"
OTHER_ENUMS: tuple[type[Enum], ...] = (DayState, Light, Menu, Subject, Tone)
DUTCH_ONLY = (
    "cli*.py", "commands.py", "report_commands.py", "bundle_commands.py", "reports/sections/*.py",
    "reports/recovery_sheet.py",
    "reports/guide_figures.py", "reports/edition_changes.py", "reports/excel_*.py", "reports/pdf_*.py",
    "reports/money_tables.py", "reports/row_tables.py", "reports/plan_blocks.py", "reports/application.py",
    "reports/one_page.py", "reports/proof*.py", "reports/money_rows.py", "reports/value_rows.py",
    "reports/references.py", "reports/alliance.py",
)  # fmt: skip
_HEADER = """# The texts of Dorpsapp, renewed by `python3 dev.py strings`. The source language is Dutch."""


def find_texts() -> Catalog:
    """A template with every text of the screen once, in the order of the files that use them.

    The command line, reports, workbooks and letters stay Dutch, so their texts are left out.
    """
    template = new_catalogue()
    dutch_only = {path for pattern in DUTCH_ONLY for path in SOURCE.glob(pattern)}
    for path in sorted(set(SOURCE.rglob("*.py")) - dutch_only):
        place = path.relative_to(ROOT).as_posix()
        for text in in_source(path.read_text("utf-8")):
            template.add(text, locations=[(place, 1)])
    for text, place in _held_by_classes():
        if text:
            template.add(text, locations=[(place, 1)])
    return template


def in_source(source: str) -> Iterator[str | tuple[str, str]]:
    """The texts of `_("...")`, the pairs of `ngettext("...", "...", n)`, and headings of lists; also in f-strings."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            texts = [each.value for each in node.args if isinstance(each, ast.Constant) and isinstance(each.value, str)]
            match node.func.id, texts:
                case "_", [text]:
                    yield text
                case "ngettext", [one, many]:
                    yield one, many
                case "ListColumn", [_key, label]:
                    yield label


def new_catalogue(language: str | None = None) -> Catalog:
    """An empty catalogue, or an empty template."""
    return Catalog(language, header_comment=_HEADER, project="Dorpsapp", version="", charset="utf-8", fuzzy=False)


def _held_by_classes() -> Iterator[tuple[str, str]]:
    """Names of record types, labels and help of fields, words of choices, titles of sections, words of the calendar."""
    for record in RECORDS:
        place = _place(record)
        yield record.singular, place
        yield record.plural, place
        for field in record.fields():
            yield field.label, place
            yield field.help, place
            if isinstance(field.kind, Choice):
                yield from ((str(member.value), _place(field.kind.of)) for member in field.kind.of)
    for words in OTHER_ENUMS:
        yield from ((str(member.value), _place(words)) for member in words)
    for section in all_sections():
        yield section.title, "dorpsapp/reports/sections"
    yield from ((one.label, "dorpsapp/figures/indicators") for one in INDICATORS)
    yield from ((text, "dorpsapp/services/funders.py") for one in AREA_LISTS for text in (one.name, one.source))
    yield from ((one.source, "dorpsapp/services/grant_deadlines.py") for one in KNOWN_DAYS)
    for word in (*MONTHS, *MONTHS_SHORT, *WEEKDAYS):
        yield word, "dorpsapp/text.py"


def _place(thing: type) -> str:
    file = sys.modules[thing.__module__].__file__
    assert file is not None
    return Path(file).relative_to(ROOT).as_posix()
