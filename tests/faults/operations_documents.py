"""Every document the program writes beside the data, each a way of writing to be disturbed."""

from contextlib import suppress
from datetime import date
from pathlib import Path

from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.figures.period import Period
from dorpsapp.reports.excel import write_workbook
from dorpsapp.reports.pdf import write_pdf
from dorpsapp.reports.plain_text import write_csv, write_text
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.store import examine
from dorpsapp.store.connection import connect
from dorpsapp.store.tables import record_types
from tests.conftest import TEST_KEY
from tests.faults.operation import InTheFile


class Document(InTheFile):
    """Writes a document beside the data; an earlier one stays whole until the new one is."""

    target = "document"
    ends = b""

    def write(self, path: Path) -> None:
        """Write it there."""
        raise NotImplementedError

    def prepare(self) -> None:
        options = ReportOptions(created=date(2026, 4, 1))
        self.document = build_report(self.store, Period.of_year(2026), options).document
        self.out = self.folder / "uit"
        self.out.mkdir()
        self.path_out = self.out / self.target
        self.path_out.write_bytes(b"earlier")

    def act(self) -> None:
        self.write(self.path_out)

    def state(self) -> str:
        if self._content() != self._before:
            return "the data changed"
        content = self.path_out.read_bytes()
        if content == b"earlier":
            return "old"
        return "new" if content.rstrip().endswith(self.ends) or not self.ends else "half"

    def made(self) -> set[str]:
        return {self.target}


class Pdf(Document):
    """The report as PDF."""

    name, target, ends = "rapport als PDF", "rapport.pdf", b"%%EOF"

    def write(self, path: Path) -> None:
        write_pdf(self.document, path)


class Workbook(Document):
    """The report as workbook."""

    name, target = "rapport als Excel", "rapport.xlsx"

    def write(self, path: Path) -> None:
        write_workbook(self.document, path)

    def state(self) -> str:
        found = super().state()
        return "half" if found == "new" and not is_zip(self.path_out) else found


class PlainText(Document):
    """The report as text."""

    name, target = "rapport als tekst", "rapport.txt"

    def write(self, path: Path) -> None:
        write_text(self.document, path)


class CsvFiles(Document):
    """The tables of the report as text files."""

    name = "rapport als CSV"

    def act(self) -> None:
        write_csv(self.document, self.out / "csv")

    def state(self) -> str:
        found = super().state()
        return "new" if found == "old" and (self.out / "csv").is_dir() else found

    def rubbish(self) -> list[str]:
        return [name for name in super().rubbish() if not name.endswith(".csv")]


class Export(Document):
    """Everything in a workbook; that this was done is noted in the audit, which is no change of the data."""

    name, target = "alles uitvoeren", "alles.xlsx"

    def _content(self) -> str:
        connection = connect(self.path, TEST_KEY)
        try:
            if found := examine.problems(connection):
                return " ".join(found)
            return repr(
                [connection.execute(f'SELECT * FROM "{name}" ORDER BY 1').fetchall() for name in record_types()]
            )
        finally:
            connection.close()

    def write(self, path: Path) -> None:
        export_workbook(self.store, path)

    def state(self) -> str:
        found = super().state()
        return "half" if found == "new" and not is_zip(self.path_out) else found


class Careless(Document):
    """The planted fault: a document that is written straight over the earlier one, without a word on trouble."""

    name, target, ends = "onzorgvuldig", "rapport.pdf", b"%%EOF"

    def write(self, path: Path) -> None:
        with suppress(OSError):
            path.write_bytes(b"%PDF" + bytes(20_000) + b"%%EOF")


def is_zip(path: Path) -> bool:
    import zipfile

    return zipfile.is_zipfile(path) and zipfile.ZipFile(path).testzip() is None
