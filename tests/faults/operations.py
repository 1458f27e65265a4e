"""Everything the program writes, one class each, so that every fault can be tried on every way of writing."""

import csv
import shutil
from abc import ABC, abstractmethod
from contextlib import suppress
from datetime import date
from pathlib import Path

from dorpsapp.errors import WrongPassword
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.exchange.sheet_out import export_workbook
from dorpsapp.figures.period import Period
from dorpsapp.models import ParticipantRole
from dorpsapp.reports.excel import write_workbook
from dorpsapp.reports.pdf import write_pdf
from dorpsapp.reports.plain_text import write_csv, write_text
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services.people import save_person
from dorpsapp.services.person_view import view_person
from dorpsapp.store import backup, bundle, examine, file_state, key_files, keys
from dorpsapp.store.connection import connect
from dorpsapp.store.restore import restore
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.jobs import ANNA, password_of
from tests.faults.old_files import file_of_version
from tests.faults.village_work import VillageWork, copy_base
from tests.store.sample import QUICK

_BESIDE = {".lock", ".geopend-door.json", ".pogingen.json", ".sleutels-a.json", ".sleutels-b.json"}


class Operation(ABC):
    """One way of writing: begin undisturbed, act while disturbed, act again, end, and judge what is left."""

    name: str
    done = "new"

    def __init__(self, base: Path, folder: Path) -> None:
        self.base = base
        self.folder = folder

    @abstractmethod
    def begin(self) -> None:
        """What comes before the act."""

    @abstractmethod
    def act(self) -> None:
        """The act itself; raises a UserError when it is not done."""

    def end(self) -> None:  # noqa: B027 - most ways of writing hold nothing
        """Let go of everything."""

    @abstractmethod
    def state(self) -> str:
        """`old` or `new`, or what is wrong; called after the end."""

    def rubbish(self) -> list[str]:
        """What lies in the folder and does not belong there."""
        known = {"dorp.dorpsapp", *(f"dorp{suffix}" for suffix in _BESIDE), *self.made()}
        # a half copy is encrypted, and the next backup of another day takes it away
        return sorted(
            str(path.relative_to(self.folder))
            for path in self.folder.rglob("*")
            if path.is_file() and path.name not in known and not _is_empty_journal(path) and not _is_half_copy(path)
        )

    def made(self) -> set[str]:
        """The names this act gives to files."""
        return set()


def _is_empty_journal(path: Path) -> bool:
    return path.name.endswith("-journal") and path.stat().st_size == 0


def _is_half_copy(path: Path) -> bool:
    return path.name.startswith(".dorpsapp-kopie-")


class InTheFile(Operation):
    """Acts on the open data file; `steps` of village work come before."""

    steps = 4

    def begin(self) -> None:
        self.path = copy_base(self.base, self.folder)
        self.store = Store.open(self.path, TEST_KEY)
        self.work = VillageWork(self.store)
        for number in range(1, self.steps + 1):
            self.work.do(number)
        self.prepare()
        self._before = self._content()

    def prepare(self) -> None:
        """More that comes before the act."""

    def end(self) -> None:
        self.store.close()

    def _content(self) -> str:
        connection = connect(self.path, TEST_KEY)
        try:
            if found := examine.problems(connection):
                return " ".join(found)
            return examine.content_of(connection).content_hash
        finally:
            connection.close()

    def is_new(self) -> bool:
        """Whether the act shows in the file."""
        connection = connect(self.path, TEST_KEY, read_only=True)
        try:
            return bool(connection.execute(self.shows).fetchone()[0])
        finally:
            connection.close()

    shows = "SELECT count(*) FROM person WHERE surname = 'Volle-Schijf'"

    def state(self) -> str:
        found = self._content()
        if found == self._before:
            return "old"
        return "new" if self.is_new() and len(found) == len(self._before) else f"half: {found}"


class Record(InTheFile):
    """Save support."""

    name = "hulp vastleggen"
    shows = "SELECT count(*) FROM support WHERE note = '9'"

    def act(self) -> None:
        self.work.do(9)


class ChangePerson(InTheFile):
    """Change someone."""

    name = "persoon wijzigen"

    def prepare(self) -> None:
        self.person = save_person(self.store, {"surname": "Vos"}, role=ParticipantRole.CLIENT)

    def act(self) -> None:
        version = view_person(self.store, self.person).version
        save_person(self.store, {"surname": "Volle-Schijf"}, self.person, shown_version=version)


class Undo(InTheFile):
    """Take a step back."""

    name = "ongedaan maken"
    shows = "SELECT count(*) = 0 FROM person WHERE surname = 'Vos'"

    def prepare(self) -> None:
        save_person(self.store, {"surname": "Vos"}, role=ParticipantRole.CLIENT)

    def act(self) -> None:
        self.store.undo()


class Import(InTheFile):
    """Read a list of people in."""

    name = "lijst inlezen"
    shows = "SELECT count(*) = 120 FROM person WHERE surname LIKE 'Lijst%'"

    def prepare(self) -> None:
        self.list = self.folder.with_name("lijst.csv")
        with self.list.open("w", encoding="utf-8", newline="") as stream:
            rows = [[f"An{number}", f"Lijst{number}", "Odijk"] for number in range(120)]
            csv.writer(stream, delimiter=";").writerows([["Voornaam", "Achternaam", "Plaats"], *rows])

    def act(self) -> None:
        import_file(self.store, self.list)


class Open(Operation):
    """Open a file that was closed."""

    name = "bestand openen"
    done = "old"

    def begin(self) -> None:
        self.path = copy_base(self.base, self.folder)
        self._before = self._counts()

    def act(self) -> None:
        Store.open(self.path, TEST_KEY).close()

    def state(self) -> str:
        return "old" if self._counts() == self._before else "changed by opening"

    def _counts(self) -> dict[str, int]:
        connection = connect(self.path, TEST_KEY)
        try:
            counts = examine.content_of(connection).counts
            return {} if examine.problems(connection) else {**counts, "file_property": 0, "audit": 0}
        finally:
            connection.close()


class Create(Operation):
    """Make a new file."""

    name = "nieuw bestand"

    def begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "dorp.dorpsapp"

    def act(self) -> None:
        if self.path.exists():
            Store.open(self.path, TEST_KEY).close()
        else:
            Store.create(self.path, key=TEST_KEY).close()

    def state(self) -> str:
        if not self.path.exists():
            return "old"
        return "new" if file_state.inspect(self.path, TEST_KEY).schema == file_state.latest_schema() else "half"


class Upgrade(Operation):
    """Bring the oldest file up to date."""

    name = "bestand bijwerken"

    def begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "dorp.dorpsapp"
        old = self.base.with_name("oud.dorpsapp")
        if not old.exists():
            file_of_version(old, 1)
        shutil.copy(old, self.path)

    def act(self) -> None:
        Store.open(self.path, None, practice=True).close()

    def state(self) -> str:
        from dorpsapp.store.connection import PRACTICE_KEY

        found = file_state.inspect(self.path, PRACTICE_KEY, may_recover=True).schema
        return {1: "old", file_state.latest_schema(): "new"}.get(found, f"half: step {found}")

    def rubbish(self) -> list[str]:
        return [name for name in super().rubbish() if not name.endswith(bundle.SUFFIX)]


class Backup(InTheFile):
    """Make a backup."""

    name = "reservekopie"

    def act(self) -> None:
        backup.make(self.path, TEST_KEY, self.folder / "stick")

    def state(self) -> str:
        if self._content() != self._before:
            return "the data changed"
        made = list((self.folder / "stick").glob(f"*{bundle.SUFFIX}"))
        for path in made:
            bundle.verify(path)
        return "new" if made else "old"

    def rubbish(self) -> list[str]:
        return [name for name in super().rubbish() if not name.endswith(bundle.SUFFIX)]


class Restore(Operation):
    """Put a backup back as a new file."""

    name = "terugzetten"

    def begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        stick = self.base.with_name("stick")
        if not stick.exists():
            backup.make(self.base, TEST_KEY, stick)
        (self.copy,) = stick.glob(f"*{bundle.SUFFIX}")
        self.path = self.folder / "dorp.dorpsapp"

    def act(self) -> None:
        if not self.path.exists():
            restore(self.copy, self.path, TEST_KEY)

    def state(self) -> str:
        if not self.path.exists():
            return "old"
        found = backup.checked_content(self.path, TEST_KEY).content_hash
        return "new" if found == bundle.read_manifest(self.copy).content_hash else "half"


class Password(Operation):
    """Change a password."""

    name = "wachtwoord wijzigen"

    def begin(self) -> None:
        self.folder.mkdir(parents=True, exist_ok=True)
        self.path = self.folder / "dorp.dorpsapp"
        self.held = keys.create(self.path, ANNA, "administrator", password_of(0), stretcher=QUICK).keys

    def act(self) -> None:
        keys.set_user(self.path, self.held, ANNA, "administrator", password_of(1), stretcher=QUICK)

    def state(self) -> str:
        found = key_files.load(self.path)
        if found is None:
            return "unreadable"
        for state, step in (("new", 1), ("old", 0)):
            try:
                keys.open_key_set(found, ANNA, password_of(step), stretcher=QUICK)
            except WrongPassword:
                continue
            return state
        return "nobody can open it"


class _Document(InTheFile):
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


class Pdf(_Document):
    """The report as PDF."""

    name, target, ends = "rapport als PDF", "rapport.pdf", b"%%EOF"

    def write(self, path: Path) -> None:
        write_pdf(self.document, path)


class Workbook(_Document):
    """The report as workbook."""

    name, target = "rapport als Excel", "rapport.xlsx"

    def write(self, path: Path) -> None:
        write_workbook(self.document, path)

    def state(self) -> str:
        found = super().state()
        return "half" if found == "new" and not _is_zip(self.path_out) else found


class PlainText(_Document):
    """The report as text."""

    name, target = "rapport als tekst", "rapport.txt"

    def write(self, path: Path) -> None:
        write_text(self.document, path)


class CsvFiles(_Document):
    """The tables of the report as text files."""

    name = "rapport als CSV"

    def act(self) -> None:
        write_csv(self.document, self.out / "csv")

    def state(self) -> str:
        found = super().state()
        return "new" if found == "old" and (self.out / "csv").is_dir() else found

    def rubbish(self) -> list[str]:
        return [name for name in super().rubbish() if not name.endswith(".csv")]


class Export(_Document):
    """Everything in a workbook."""

    name, target = "alles uitvoeren", "alles.xlsx"

    def write(self, path: Path) -> None:
        export_workbook(self.store, path)

    def state(self) -> str:
        found = super().state()
        return "half" if found == "new" and not _is_zip(self.path_out) else found


class Careless(_Document):
    """The planted fault: a document that is written straight over the earlier one, without a word on trouble."""

    name, target, ends = "onzorgvuldig", "rapport.pdf", b"%%EOF"

    def write(self, path: Path) -> None:
        with suppress(OSError):
            path.write_bytes(b"%PDF" + bytes(20_000) + b"%%EOF")


def _is_zip(path: Path) -> bool:
    import zipfile

    return zipfile.is_zipfile(path) and zipfile.ZipFile(path).testzip() is None


OPERATIONS: dict[str, type[Operation]] = {
    one.__name__: one
    for one in (
        Record, ChangePerson, Undo, Import, Open, Create, Upgrade, Backup, Restore, Password, Pdf, Workbook, PlainText,
        CsvFiles, Export,
    )
}  # fmt: skip
PLANTED: dict[str, type[Operation]] = {"Careless": Careless}
