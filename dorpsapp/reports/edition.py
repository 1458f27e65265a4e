"""Editions: a report that is frozen with its figures, definitions and the rows behind them, and opened again."""

import hashlib
import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property
from pathlib import Path
from typing import Any

from dorpsapp.errors import UserError
from dorpsapp.figures.facts import Facts
from dorpsapp.figures.period import Period
from dorpsapp.figures.rows import Rows
from dorpsapp.models import Edition
from dorpsapp.reports.documents import DocumentKind, build_document
from dorpsapp.reports.figures_json import figures_json
from dorpsapp.reports.frozen_proofs import FrozenProof, frozen_proofs, thawed_proofs
from dorpsapp.reports.frozen_rows import frozen, thawed
from dorpsapp.reports.printed_lines import PrintedLines, kept_lines, printed_lines
from dorpsapp.reports.proofs import proofs
from dorpsapp.reports.published import PUBLISHED_FIGURES
from dorpsapp.reports.report import EditionMark, Report, ReportOptions, proposed_name, review_of
from dorpsapp.reports.saving import save_bytes
from dorpsapp.reports.sources import Behind, read_behind, read_sources
from dorpsapp.services.editions import EditionView, edition_content, next_number
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _, in_dutch

PDF, WORKBOOK, JSON, TEXT, CSV = "rapport.pdf", "rapport.xlsx", PUBLISHED_FIGURES, "rapport.txt", "csv/"
_FIGURES, _ROWS, _PROOFS, _YEARS = "cijfers.json", "rijen.json", "herleiding.json", "jaren.json"
_SEALED = (_FIGURES, _ROWS, _PROOFS, _YEARS)
"""What the checksum is over; a report from before the last two were kept lacks them."""
_ALWAYS_THE_SAME = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class FrozenEdition:
    """A frozen report: the documents as they were printed, and the exact figures with their rows for use inside."""

    view: EditionView
    files: Mapping[str, bytes]

    @cached_property
    def figures(self) -> dict[str, Any]:
        """The exact figures with their definitions, as `figures_json` gives them."""
        found: dict[str, Any] = json.loads(self.files[_FIGURES])
        return found

    @cached_property
    def rows(self) -> Rows:
        """The supports and requests behind the figures, without names."""
        rows: Rows = thawed(Rows, self._behind["rows"])
        return rows

    @cached_property
    def about(self) -> Facts:
        """People by number, kinds of support, areas and kernen as they were, through the eyes of the funder."""
        facts: Facts = thawed(Facts, self._behind["about"])
        return facts

    @cached_property
    def proofs(self) -> tuple[FrozenProof, ...] | None:
        """The rows behind money, value, agreements and forms; None in a report from before these were kept."""
        return thawed_proofs(json.loads(self.files[_PROOFS])) if _PROOFS in self.files else None

    def year(self, back: int) -> tuple[Behind, PrintedLines | None]:
        """The rows of this period, or of one so many years earlier, with what was printed; KeyError without them."""
        kept: list[dict[str, Any]] = json.loads(self.files[_YEARS]) if _YEARS in self.files else []
        printed = kept_lines(kept[back]["lines"]) if back < len(kept) else None
        if not back:
            return Behind(self.about, self.rows), printed
        if printed is None:
            raise KeyError(back)
        return Behind(thawed(Facts, kept[back]["about"]), thawed(Rows, kept[back]["rows"])), printed

    @cached_property
    def _behind(self) -> dict[str, Any]:
        found: dict[str, Any] = json.loads(self.files[_ROWS])
        return found

    @property
    def name(self) -> str:
        """The name that is proposed for its files, without an ending."""
        return str(self.figures["file_name"])

    def save(self, which: str, path: Path) -> None:
        """Write one of its documents, exactly as it was; an older file stays whole until the new one is complete."""
        save_bytes(path, self.files[which])

    def save_csv(self, folder: Path) -> list[Path]:
        """Write its tables into a folder that exists; gives the files."""
        written = []
        for name, content in self.files.items():
            if name.startswith(CSV):
                save_bytes(folder / name.removeprefix(CSV), content)
                written.append(folder / name.removeprefix(CSV))
        return written


@dataclass(frozen=True)
class _Made:
    """A report that is ready to be kept, with its mark."""

    mark: EditionMark
    report: Report
    content: bytes


def freeze(store: Store, period: Period, kind: DocumentKind, options: ReportOptions) -> tuple[int, Report]:
    """Freeze a report over a period and keep it for good; gives its number and the report that says so.

    It is made before the file is locked for writing, and made again when anything changed in between, so that figures
    and rows are of one moment. Raises a UserError, and keeps nothing, when the report can not be made.
    """
    store.require(Capability.MONEY)
    head = store.audit_head()
    made = _make(store, period, kind, options)
    with store.write(_("Rapport vastgesteld"), undoable=False) as unit:
        if store.audit_head() != head:
            made = _make(store, period, kind, options)
        unit.add(
            Edition(
                id=made.mark.number,
                title=made.report.document.title,
                made_at=made.mark.made_at,
                period_from=period.first,
                period_to=period.last,
                funder_id=options.funder_id,
                checksum=made.mark.checksum,
                content=made.content,
            )
        )
        unit.flush()
    return made.mark.number, made.report


def _make(store: Store, period: Period, kind: DocumentKind, options: ReportOptions) -> _Made:
    number = next_number(store)
    made_at = datetime.now().replace(microsecond=0)
    exact = build_document(store, period, kind, replace(options, exact=True))
    about = {"number": number, "frozen_at": made_at.isoformat(), "file_name": proposed_name(exact.document)}
    with store.read() as session:
        behind = read_behind(session, period, options.funder_id)
    held = {
        _FIGURES: _json({**about, **figures_json(exact)}),
        _ROWS: _json({"about": frozen(behind.about), "rows": frozen(behind.rows)}),
        _PROOFS: _json(kept_proofs(store, period, options)),
        _YEARS: _json(_years(store, period, options)),
    }
    mark = EditionMark(number, made_at, checksum_of(held), store.audit_head().seal)
    report = build_document(store, period, kind, replace(options, mark=mark, with_rows=True))
    return _Made(mark, report, _packed({**held, **_documents(report)}))


def open_edition(store: Store, number: int) -> FrozenEdition:
    """A frozen report, after its checksum has been compared; a UserError when it is gone or no longer whole."""
    view, content = edition_content(store, number)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            files = {name: packed.read(name) for name in packed.namelist()}
    except (zipfile.BadZipFile, OSError, EOFError):
        files = {}
    if not {_FIGURES, _ROWS} <= set(files) or checksum_of(files) != view.checksum:
        raise UserError(
            _("Vastgesteld rapport {number} is niet meer heel. Zet een reservekopie terug om het te bekijken.").format(
                number=number
            )
        )
    return FrozenEdition(view, files)


def checksum_of(files: Mapping[str, bytes]) -> str:
    """SHA-256 over the figures and the rows behind them, as 64 hexadecimal digits."""
    return hashlib.sha256(b"".join(files.get(name, b"") for name in _SEALED)).hexdigest()


def _years(store: Store, period: Period, options: ReportOptions) -> list[dict[str, Any]]:
    """What is printed of each year that stands in the report, and the rows of the earlier ones."""
    review = review_of(store, period, options, may_be_empty=True)
    kept = []
    for back, figures in enumerate(review.years):
        year: dict[str, Any] = {"lines": printed_lines(figures).as_json()}
        if back:
            with store.read() as session:
                behind = read_behind(session, figures.facts.period, options.funder_id)
            year |= {"about": frozen(behind.about), "rows": frozen(behind.rows)}
        kept.append(year)
    return kept


@in_dutch()
def kept_proofs(store: Store, period: Period, options: ReportOptions) -> list[dict[str, Any]]:
    """The rows behind everything that a report over a period prints besides indicators."""
    review = review_of(store, period, options, may_be_empty=True)
    return frozen_proofs(proofs(review, read_sources(store, review)))


def _documents(report: Report) -> dict[str, bytes]:
    from dorpsapp.reports.excel import render_workbook
    from dorpsapp.reports.pdf import render_pdf
    from dorpsapp.reports.plain_text import csv_files, render_text

    return {
        PDF: render_pdf(report.document),
        WORKBOOK: render_workbook(report.document),
        JSON: _json(figures_json(report)),
        TEXT: render_text(report.document).encode(),
        **{f"{CSV}{name}": content for name, content in csv_files(report.document).items()},
    }


def _json(value: object) -> bytes:
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _packed(files: Mapping[str, bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files.items():
            packed.writestr(zipfile.ZipInfo(name, _ALWAYS_THE_SAME), content, zipfile.ZIP_DEFLATED)
    return stream.getvalue()
