"""Opens a list, in whatever kind of file it is, and refuses what can not be read with a sentence that says why."""

from pathlib import Path
from typing import Any

from dorpsapp.exchange.sheet import Cancelled, Progress, Sheet, heading_position, headings_of
from dorpsapp.exchange.sheet_csv import read_csv
from dorpsapp.exchange.sheet_guard import MEGABYTE, MOST_COLUMNS, MOST_SPREADSHEET_BYTES
from dorpsapp.exchange.sheet_process import read_in_child
from dorpsapp.exchange.sheet_refusal import FileRefused, Refusal
from dorpsapp.exchange.text_encoding import find_encoding
from dorpsapp.exchange.vcard_in import looks_like_vcard, read_vcard
from dorpsapp.text import _

MOST_TEXT_BYTES = 200 * MEGABYTE
SPREADSHEETS = (".xlsx", ".xlsm", ".xls", ".ods")
_OTHER_SPREADSHEETS = (".xlsb", ".numbers", ".fods", ".gsheet", ".mdb", ".accdb")
_DOCUMENTS = (".doc", ".docx", ".odt", ".rtf", ".pdf", ".pages", ".ppt", ".pptx", ".zip", ".eml", ".msg")
_PACKED = b"PK\x03\x04"
_OLD_EXCEL = b"\xd0\xcf\x11\xe0"


def read_sheet(path: Path, *, progress: Progress | None = None, cancelled: Cancelled | None = None) -> Sheet:
    """The list in this file: the first filled sheet of a spreadsheet, or a text file with any usual separator.

    Raises FileRefused (a UserError) for what can not be read, and Cancelled when the user has stopped it.
    """
    try:
        if path.is_dir():
            raise FileRefused(Refusal.FOLDER)
        size = path.stat().st_size
        with path.open("rb") as stream:
            start = stream.read(64)
        if not size:
            raise FileRefused(Refusal.EMPTY)
        suffix = path.suffix.lower()
        if suffix in _OTHER_SPREADSHEETS:
            raise FileRefused(Refusal.OTHER_SPREADSHEET)
        if suffix in _DOCUMENTS:
            raise FileRefused(Refusal.DOCUMENT)
        if suffix in SPREADSHEETS:
            return _spreadsheet(path, size, start, progress, cancelled)
        if start.startswith((_PACKED, _OLD_EXCEL)):
            raise FileRefused(Refusal.SPREADSHEET_AS_TEXT)
        if size > MOST_TEXT_BYTES:
            raise FileRefused(Refusal.TOO_BIG_TEXT)
        return read_vcard(path) if looks_like_vcard(start) else read_csv(path)
    except FileNotFoundError as trouble:
        raise FileRefused(Refusal.MISSING) from trouble
    except OSError as trouble:
        raise FileRefused(Refusal.NOT_ALLOWED) from trouble


def _spreadsheet(path: Path, size: int, start: bytes, progress: Progress | None, cancelled: Cancelled | None) -> Sheet:
    if not start.startswith((_PACKED, _OLD_EXCEL)):
        find_encoding(path)  # says so when it is a web page or no text at all
        raise FileRefused(Refusal.NOT_A_SPREADSHEET)
    if size > MOST_SPREADSHEET_BYTES:
        raise FileRefused(Refusal.TOO_BIG)
    about, rows = read_in_child(path, progress, cancelled)
    if not rows:
        raise FileRefused(Refusal.EMPTY)
    at = heading_position(rows)
    headings = headings_of(rows[at])
    if len(headings) > MOST_COLUMNS:
        raise FileRefused(Refusal.TOO_MANY_COLUMNS)
    return Sheet(
        str(about["sheet"]), headings, rows[at + 1 :], rows[at].number, tuple(_notices(about, rows[at].number))
    )


def _notices(about: dict[str, Any], heading_row: int) -> list[str]:
    sentences = []
    if about.get("others"):
        sentences.append(_("Alleen het blad {name} is gelezen. De andere bladen niet.").format(name=about["sheet"]))
    if about.get("formulas"):
        sentences.append(_("In de lijst staan formules. Gelezen zijn de uitkomsten die erbij bewaard zijn."))
    if about.get("error_cells"):
        sentences.append(_("In de lijst staan cellen met een fout, zoals #DEEL/0!. Ze zijn gelezen als leeg."))
    if about.get("merged"):
        sentences.append(_("In de lijst staan samengevoegde vakken. Wat erin staat, telt voor elke regel ervan."))
    if about.get("across", 0) >= heading_row:
        sentences.append(_("Vakken zijn over kolommen samengevoegd. Wat erin staat, telt alleen voor de eerste kolom."))
    if about.get("spanned"):
        sentences.append(
            _("In de lijst staan samengevoegde vakken. Alleen het eerste vak telt. Bewaar als .xlsx als elk vak telt.")
        )
    return sentences
