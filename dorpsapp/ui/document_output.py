"""Document output: saves a document as the kind of file that was chosen, or prints it, and tells how that went."""

from __future__ import annotations

from collections.abc import Callable
from enum import Enum
from pathlib import Path
from typing import TYPE_CHECKING

from dorpsapp.errors import UserError
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.text import _
from dorpsapp.ui.messages import documents
from dorpsapp.ui.printing import open_file, print_pdf, say_printed
from dorpsapp.ui.tasks import Task
from dorpsapp.ui.widgets.cards import Notice
from dorpsapp.ui.workplace import Workplace

if TYPE_CHECKING:
    from dorpsapp.reports.blocks import Document

Make = Callable[[], "Document"]


class Output(Enum):
    """The kinds of file a document can become; the value is the suffix, and CSV is a folder of files."""

    PDF = ".pdf"
    EXCEL = ".xlsx"
    TEXT = ".txt"
    JSON = ".json"
    CALENDAR = ".ics"
    CSV = ""


class DocumentOutput:
    """Works away from the main thread; `make` builds the document there. Trouble shows in the page's notice.

    All that leaves the program here stands in the audit, under the name it is given.
    """

    def __init__(self, workplace: Workplace, notice: Notice) -> None:
        self._workplace = workplace
        self._notice = notice

    def save(self, kind: Output, name: str, make: Make) -> None:
        """Ask where, under a proposed name without suffix, and write; nothing happens when the user gives up."""
        self.save_with(kind, name, lambda task, path: write(task, make(), path, kind))

    def save_with(self, kind: Output, name: str, writing: Callable[[Task[object], Path], object]) -> None:
        """Ask where, and let `writing` make the file there; for what is made of more than a document."""

        def noted(task: Task[object], path: Path) -> None:
            writing(task, path)
            self._workplace.store.note(AuditAction.EXPORTED, detail=name)

        self.save_noted(kind, name, noted)

    def save_noted(self, kind: Output, name: str, writing: Callable[[Task[object], Path], object]) -> None:
        """The same for what writes its own line in the audit."""
        from dorpsapp.reports.safe_text import file_name

        self._notice.hide()
        path = self._ask(kind, documents(), file_name(name))
        if path is not None:
            target = path

            self._workplace.tasks.run(
                lambda task: writing(task, target),
                lambda _done: self._saved(target, kind),
                self.failed,
                title=_("Het bestand wordt opgeslagen"),
                key="save document",
            )

    def print_document(self, make: Make, name: str) -> None:
        """Ask for a printer, make the document and print it."""

        def pdf() -> bytes:
            from dorpsapp.reports.pdf import render_pdf

            return render_pdf(make())

        self.print_pdf(pdf, name)

    def print_pdf(self, make_pdf: Callable[[], bytes], name: str) -> None:
        """Ask for a printer and print what `make_pdf` gives."""
        self._notice.hide()
        workplace = self._workplace

        def noted_pdf() -> bytes:
            pdf = make_pdf()
            workplace.store.note(AuditAction.PRINTED, detail=name)
            return pdf

        try:
            print_pdf(
                workplace.tasks,
                workplace.messages,
                noted_pdf,
                lambda pages: workplace.shell.say(say_printed(pages)),
                self.failed,
            )
        except UserError as trouble:
            self.failed(trouble)

    def _ask(self, kind: Output, folder: Path, name: str) -> Path | None:
        messages = self._workplace.messages
        if kind is Output.CSV:
            chosen = messages.folder(_("In welke map komen de bestanden?"), folder)
            return chosen / name if chosen is not None else None
        patterns = {
            Output.PDF: _("PDF-bestand (*.pdf)"),
            Output.EXCEL: _("Excel-bestand (*.xlsx)"),
            Output.TEXT: _("Tekstbestand (*.txt)"),
            Output.JSON: _("JSON-bestand (*.json)"),
            Output.CALENDAR: _("Agenda (*.ics)"),
        }
        path = messages.save_path(_("Opslaan"), folder / f"{name}{kind.value}", patterns[kind])
        if path is None or path.suffix.lower() == kind.value:
            return path
        return path.with_name(f"{path.name}{kind.value}")

    def _saved(self, path: Path, kind: Output) -> None:
        text = _("De bestanden staan in de map {name}.") if kind is Output.CSV else _("Het bestand staat klaar: {name}")
        answer = _("Map openen") if kind is Output.CSV else _("Openen")
        self._notice.show_text(text.format(name=path.name), {answer: lambda: self.open_made(path)})

    def open_made(self, path: Path) -> None:
        """Open a file or folder that was made, in the program of this computer."""
        try:
            open_file(path)
        except UserError as trouble:
            self.failed(trouble)

    def failed(self, trouble: BaseException) -> None:
        """Tell trouble that a user can put right beside the work; anything else goes on to the log."""
        if not isinstance(trouble, UserError):
            raise trouble
        self._notice.show_text(trouble.sentence, kind="error")


def write(task: Task[object], document: Document, path: Path, kind: Output) -> None:
    """Write the document as this kind of file; a PDF hears the stop button between its parts."""
    if kind is Output.PDF:
        from dorpsapp.reports.pdf import write_pdf

        write_pdf(document, path, progress=task.report)
    elif kind is Output.EXCEL:
        from dorpsapp.reports.excel import write_workbook

        write_workbook(document, path)
    else:
        from dorpsapp.reports.plain_text import write_csv, write_text

        (write_text if kind is Output.TEXT else write_csv)(document, path)
