"""Writes every record to one workbook, and to text files if wished: one sheet for each record type, with true types."""

import csv
import errno
import shutil
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from dorpsapp.errors import UserError
from dorpsapp.exchange.export_rows import ExportColumn, Names, export_columns, export_rows, read_names
from dorpsapp.exchange.sheet import Progress
from dorpsapp.exchange.sheet_guard import FIELDS_SHEET
from dorpsapp.exchange.whole_values import PART_HEADINGS, PARTS_SHEET, Apart
from dorpsapp.models import RECORDS, Record
from dorpsapp.models.kinds import Choice, Day, Email, Iban, Kind, Moment, Number, Text, TimeOfDay
from dorpsapp.reports.safe_text import cell_text, csv_safe, file_name, looks_like_formula, sheet_title
from dorpsapp.services.restrictions import only_kept
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.files import patiently
from dorpsapp.store.store import Store
from dorpsapp.store.trouble import DiskFull
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, in_dutch

MOST_ROWS_OF_A_SHEET = 1_000_000
_MADE = datetime(2000, 1, 1)  # the same content gives the same bytes, whenever it is written
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_UNFINISHED, _LONG_AGO = ".dorpsapp-", 24 * 3600
_OPTIONS = {
    "constant_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}


@dataclass(frozen=True)
class ExportResult:
    """What was written: the number of rows of each record type, by the name of its table."""

    counts: dict[str, int]
    files: tuple[Path, ...]


def export_workbook(
    store: Store,
    path: Path,
    *,
    csv_folder: Path | None = None,
    everyone: bool = False,
    progress: Progress | None = None,
) -> ExportResult:
    """Write every record to a workbook at `path`, and to one text file a record type in `csv_folder`.

    Of who is restricted the details stay out, unless `everyone` is asked for, to keep (AVG art. 18, paragraph 2): only
    then the workbook reads back in to an equal file, and only who may put back a backup may ask.

    The same records give the same bytes. What was there stays until all is written; raises a UserError when the folder
    can not be written to, the disk is full, or the role of the user does not allow it. It stands in the audit.
    """
    store.require(Capability.EXPORT)
    if everyone:
        store.require(Capability.RESTORE)
    with store.read() as session, explained(path):
        written = [path]
        with unfinished_beside(path) as unfinished:
            withheld = frozenset() if everyone else only_kept(session)
            names = read_names(session, withheld)
            counts = _write_workbook(session, unfinished, unfinished.parent, names, withheld, progress)
            patiently(lambda: unfinished.replace(path))
        if csv_folder is not None:
            with explained(csv_folder):
                csv_folder.mkdir(parents=True, exist_ok=True)
                written += [_write_csv(session, csv_folder, record, names, withheld) for record in RECORDS]
    detail = _("alle gegevens, ook van wie beperkt is") if everyone else _("alle gegevens")
    store.note(AuditAction.EXPORTED, detail=detail)
    return ExportResult(counts, tuple(written))


@in_dutch()
def _write_workbook(
    session: Session,
    path: Path,
    folder: Path,
    names: Names,
    withheld: frozenset[int],
    progress: Progress | None,
) -> dict[str, int]:
    import xlsxwriter

    workbook = xlsxwriter.Workbook(str(path), {**_OPTIONS, "tmpdir": str(folder)})
    try:
        workbook.set_properties({"created": _MADE, "title": "Dorpsapp"})
        writer = _SheetWriter(workbook)
        titles: list[str] = []
        apart = Apart()
        described: list[tuple[str, str, str, ExportColumn]] = []
        counts: dict[str, int] = {}
        for at, record in enumerate(RECORDS):
            if progress is not None:
                progress(at, len(RECORDS), _("Blad {name}").format(name=_(record.plural)))
            columns = export_columns(record)
            rows = export_rows(session, record, columns, names, withheld, apart)
            title = sheet_title(_(record.plural).capitalize(), [*titles, FIELDS_SHEET, PARTS_SHEET])
            titles.append(title)
            described += [(title, record.__tablename__, column.heading, column) for column in columns]
            counts[record.__tablename__] = writer.write(title, columns, rows)
        writer.describe(described)
        writer.write_apart(apart)
        workbook.close()
    except BaseException:
        _let_go(workbook)
        raise
    return counts


def _let_go(workbook: Any) -> None:
    """Close the temporary files that XlsxWriter leaves open after trouble, so that they can be removed."""
    for part in (*workbook.worksheets(), workbook):
        for stream in (getattr(part, "row_data_fh", None), part.fh):
            if stream is not None:
                with suppress(OSError):  # what is still waiting to be written does not fit either
                    stream.close()


class _SheetWriter:
    """Puts rows in worksheets; text from people never becomes a formula or a link."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._heading = workbook.add_format({"bold": True, "num_format": "@", "bottom": 1})
        self._text = workbook.add_format({"num_format": "@"})
        self._quoted = workbook.add_format({"num_format": "@", "quote_prefix": True})
        self._formats: dict[str, Any] = {}

    def write(self, title: str, columns: Sequence[ExportColumn], rows: Iterator[list[Any]]) -> int:
        """One record type; gives the number of rows. More rows than fit go on in a next sheet."""
        count = 0
        sheet = self._start(title, columns)
        for values in rows:
            if count and count % MOST_ROWS_OF_A_SHEET == 0:
                sheet = self._start(f"{title[:26]} {count // MOST_ROWS_OF_A_SHEET + 1}", columns)
            at = count % MOST_ROWS_OF_A_SHEET + 1
            for place, (column, value) in enumerate(zip(columns, values, strict=True)):
                self._put(sheet, at, place, column.kind, value)
            count += 1
        return count

    def describe(self, described: Sequence[tuple[str, str, str, ExportColumn]]) -> None:
        """The sheet that says of each column which field it is, so that the workbook can be read back."""
        sheet = self._workbook.add_worksheet(FIELDS_SHEET)
        sheet.freeze_panes(1, 0)
        sheet.set_column(0, 4, 24)
        for at, heading in enumerate((_("Blad"), _("Kolom"), _("Tabel"), _("Veld"), _("Soort"))):
            self._put_text(sheet, 0, at, heading, self._heading)
        for row, (title, table, heading, column) in enumerate(described, start=1):
            field = "" if column.names_of else column.field
            for at, text in enumerate((title, heading, table, field, type(column.kind).__name__)):
                self._put_text(sheet, row, at, text)

    def write_apart(self, apart: Apart) -> None:
        """The sheet with what fits in no cell, in parts; without such values there is no sheet."""
        if not apart.values:
            return
        sheet = self._workbook.add_worksheet(PARTS_SHEET)
        sheet.freeze_panes(1, 0)
        for at, heading in enumerate(PART_HEADINGS):
            self._put_text(sheet, 0, at, heading, self._heading)
        for row, values in enumerate(apart.rows(), start=1):
            for at, value in enumerate(values):
                if isinstance(value, int):
                    sheet.write_number(row, at, value)
                else:
                    self._put_text(sheet, row, at, str(value))

    def _start(self, title: str, columns: Sequence[ExportColumn]) -> Any:
        sheet = self._workbook.add_worksheet(title)
        sheet.freeze_panes(1, 0)
        for at, column in enumerate(columns):
            sheet.set_column(at, at, _width(column))
        for at, column in enumerate(columns):
            self._put_text(sheet, 0, at, column.heading, self._heading)
        return sheet

    def _put(self, sheet: Any, row: int, at: int, kind: Kind, value: Any) -> None:
        if value is None or value == "":
            return
        if isinstance(value, str):
            self._put_text(sheet, row, at, value)
        elif isinstance(kind, Day | Moment | TimeOfDay):
            sheet.write_datetime(row, at, value, self._format(kind))
        else:
            sheet.write_number(row, at, value, self._format(kind))

    def _put_text(self, sheet: Any, row: int, at: int, text: str, layout: Any = None) -> None:
        safe = cell_text(text)
        sheet.write_string(row, at, safe, layout or (self._quoted if looks_like_formula(safe) else self._text))

    def _format(self, kind: Kind) -> Any:
        pattern = "0" if type(kind) is Number else kind.excel_format
        if pattern not in self._formats:
            self._formats[pattern] = self._workbook.add_format({"num_format": pattern})
        return self._formats[pattern]


def _width(column: ExportColumn) -> int:
    """Characters across, by what the column may hold."""
    kind = column.kind
    if column.names_of or isinstance(kind, Email):
        widest = 28
    elif isinstance(kind, Text):
        widest = min(40, max(10, kind.length // 3 + 8))
    else:
        widest = 18 if isinstance(kind, Choice | Moment | Iban) else 10
    return max(widest, min(30, len(column.heading) + 3))


@in_dutch()
def _write_csv(session: Session, folder: Path, record: type[Record], names: Names, withheld: frozenset[int]) -> Path:
    """One record type as text with semicolons, the way Dutch spreadsheets open it; written beside and moved."""
    path = folder / file_name(_(record.plural), ".csv")
    columns = export_columns(record)
    with tempfile.TemporaryDirectory(prefix=".dorpsapp-", dir=folder) as own:
        unfinished = Path(own) / "unfinished.csv"
        with unfinished.open("w", encoding="utf-8-sig", newline="") as stream:
            writer = csv.writer(stream, delimiter=";", lineterminator="\r\n")
            writer.writerow([csv_safe(column.heading) for column in columns])
            for values in export_rows(session, record, columns, names, withheld):
                writer.writerow([_csv_value(value) for value in values])
        unfinished.replace(path)
    return path


def _csv_value(value: Any) -> str:
    """Days and times as ISO, decimals with a comma, so that every spreadsheet reads them as what they are."""
    if value is None:
        return ""
    if isinstance(value, str):
        return csv_safe(value)
    if isinstance(value, float):
        return f"{value:.6f}".rstrip("0").rstrip(".").replace(".", ",")
    return str(value)


@contextmanager
def unfinished_beside(path: Path) -> Iterator[Path]:
    """A file to write before it takes the place of `path`, in a folder of its own on the same disk.

    Such a folder can be read by anyone. What is left of an earlier one, after a crash or on a disk that refused, goes.
    """
    own = f"{_UNFINISHED}{path.stem[:60]}-"
    _clear_away(path.parent, own)
    with tempfile.TemporaryDirectory(prefix=own, dir=path.parent, ignore_cleanup_errors=True) as folder:
        yield Path(folder) / f"unfinished{path.suffix}"


def _clear_away(folder: Path, own: str) -> None:
    """Remove folders of the same file, and of others when nobody can be writing them any more."""
    for left in folder.glob(f"{_UNFINISHED}*"):
        with suppress(OSError):
            if left.is_dir() and (left.name.startswith(own) or time.time() - left.stat().st_mtime > _LONG_AGO):
                shutil.rmtree(left, ignore_errors=True)


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Trouble with the disk as one sentence."""
    from xlsxwriter.exceptions import FileCreateError

    try:
        yield
    except (OSError, FileCreateError) as trouble:
        cause = trouble if isinstance(trouble, OSError) else trouble.__context__
        raise _in_plain_words(cause, path) from trouble


def _in_plain_words(cause: BaseException | None, path: Path) -> UserError:
    if isinstance(cause, OSError) and cause.errno in _FULL:
        return DiskFull()
    if isinstance(cause, FileNotFoundError | NotADirectoryError):
        return UserError(_("De map bestaat niet: {folder}. Kies een andere map.").format(folder=path.parent))
    if path.suffix == ".xlsx" and path.is_dir():
        return UserError(_("Er is al een map met deze naam. Kies een andere naam."))
    if path.suffix == ".xlsx" and path.exists() and isinstance(cause, PermissionError):
        return UserError(_("Het bestand is nog open in Excel. Sluit het daar en probeer opnieuw."))
    return UserError(_("Hier kunt u niet opslaan: {folder}. Kies een andere map.").format(folder=path.parent))
