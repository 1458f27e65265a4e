"""Empty workbooks to fill in and read back: the columns of one kind of list, explained and checked, from the fields."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from dorpsapp.exchange.columns import column_help, column_label
from dorpsapp.exchange.sheet_out import explained, unfinished_beside
from dorpsapp.models import Activity, Category, ImportKind, Locality, Skill
from dorpsapp.reports.safe_text import cell_text, looks_like_formula
from dorpsapp.store.files import patiently
from dorpsapp.store.store import Store
from dorpsapp.text import _, in_dutch

_COLUMNS: dict[ImportKind, tuple[str, ...]] = {
    ImportKind.PEOPLE: (
        "number", "first_name", "initials", "prefix", "surname", "own_surname", "street", "house_number",
        "house_addition", "postcode", "town", "locality", "mobile", "phone", "email", "birth_date", "birth_year",
        "role", "since", "skills",
    ),
    ImportKind.SUPPORT: ("day", "volunteer", "client", "category", "duration", "km", "headcount", "note"),
    ImportKind.ATTENDANCE: ("day", "activity", "person", "role", "duration"),
    ImportKind.BUDGET: ("name", "side", "budget", "actual", "explanation"),
}  # fmt: skip
_DAYS = {"day", "birth_date", "since"}
_AMOUNTS = {"budget", "actual", "km"}
_ROWS = 2_000
_MOST_CHOICES = 500
_FIRST_DAY = "=DATE(1900,1,1)"
TEMPLATE_KINDS = tuple(_COLUMNS)


@dataclass(frozen=True)
class _Choices:
    """What may be chosen in the columns with a fixed list."""

    of: dict[str, list[str]]

    @classmethod
    def of_file(cls, session: Session) -> "_Choices":
        named = {"category": Category.name, "activity": Activity.name, "locality": Locality.name, "skills": Skill.name}
        found = {name: list(session.scalars(sa.select(column).order_by(column))) for name, column in named.items()}
        return cls({**found, **cls.fixed().of})

    @classmethod
    def fixed(cls) -> "_Choices":
        """The lists that are the same for every initiative."""
        return cls({"role": [_("vrijwilliger"), _("deelnemer"), _("lid")], "side": [_("baten"), _("lasten")]})


@in_dutch()
def write_template(path: Path, kind: ImportKind, store: Store | None = None) -> None:
    """Write an empty workbook for this kind of list; with a file its own kinds of help, kernen and qualities.

    What was there stays until all is written; raises a UserError when it can not be written.
    """
    if store is None:
        choices = _Choices.fixed()
    else:
        with store.read() as session:
            choices = _Choices.of_file(session)
    with explained(path), unfinished_beside(path) as unfinished:
        _write(unfinished, kind, choices)
        patiently(lambda: unfinished.replace(path))


def _write(path: Path, kind: ImportKind, choices: _Choices) -> None:
    import xlsxwriter

    book = xlsxwriter.Workbook(str(path), {"strings_to_formulas": False, "strings_to_urls": False})
    heading = book.add_format({"bold": True, "bottom": 1, "num_format": "@"})
    text, wrap = book.add_format({"num_format": "@"}), book.add_format({"text_wrap": True, "valign": "top"})
    quoted = book.add_format({"num_format": "@", "quote_prefix": True})
    day, amount = book.add_format({"num_format": "d-m-yyyy"}), book.add_format({"num_format": "0.00"})
    columns = _COLUMNS[kind]
    page = book.add_worksheet(_(kind.value).capitalize()[:31])
    guide = book.add_worksheet(_("Uitleg"))
    lists = book.add_worksheet(_("Keuzes"))
    page.freeze_panes(1, 0)
    for at, name in enumerate(columns):
        label = column_label(kind, name)
        layout = day if name in _DAYS else amount if name in _AMOUNTS else text
        page.set_column(at, at, max(14, len(label) + 3), layout)
        page.write_string(0, at, label, heading)
        if help_of := column_help(kind, name):
            page.write_comment(0, at, help_of)
        _validate(page, lists, at, name, choices.of.get(name, []), quoted)
    _explain(guide, kind, columns, heading, wrap)
    book.close()


def _validate(page: Any, lists: Any, at: int, name: str, choices: Sequence[str], quoted: Any) -> None:
    """Excel says what is wrong while it is typed; of qualities several may stand in a cell: those are only offered."""
    if choices:
        from xlsxwriter.utility import xl_col_to_name

        shown = [cell_text(each) for each in choices[:_MOST_CHOICES]]
        for row, each in enumerate(shown):
            lists.write_string(row, at, each, quoted if looks_like_formula(each) else None)
        column = xl_col_to_name(at)
        about: dict[str, Any] = {
            "validate": "list",
            "source": f"={lists.get_name()}!${column}$1:${column}${len(shown)}",
            "error_title": _("Kies uit de lijst"),
            "error_message": _("Dit kent Dorpsapp niet. Kies uit de lijst."),
            "error_type": "warning" if name == "skills" else "stop",
        }
    elif name in _DAYS:
        about = {
            "validate": "date", "criteria": ">=", "value": _FIRST_DAY, "error_title": _("Geen datum"),
            "error_message": _("Vul een datum in, zoals 31-12-2026."),
        }  # fmt: skip
    elif name in _AMOUNTS:
        about = {
            "validate": "decimal", "criteria": ">=", "value": 0, "error_title": _("Geen getal"),
            "error_message": _("Vul een getal in, zoals 12,50."),
        }  # fmt: skip
    else:
        return
    page.data_validation(1, at, _ROWS, at, about)


def _explain(guide: Any, kind: ImportKind, columns: Sequence[str], heading: Any, wrap: Any) -> None:
    guide.set_column(0, 0, 26)
    guide.set_column(1, 1, 80)
    lines = [
        _("Vul op het eerste blad één regel per stuk in. Laat de koppen staan; kolommen mogen leeg blijven."),
        _("Bewaar het bestand en kies in Dorpsapp Importeren. U ziet eerst wat er gebeurt."),
    ]
    for at, line in enumerate(lines):
        guide.write_string(at, 0, line)
    start = len(lines) + 1
    guide.write_string(start, 0, _("Kolom"), heading)
    guide.write_string(start, 1, _("Wat erin komt"), heading)
    for at, name in enumerate(columns, start=start + 1):
        guide.write_string(at, 0, column_label(kind, name), wrap)
        guide.write_string(at, 1, column_help(kind, name) or _("Vrije tekst of leeg."), wrap)
