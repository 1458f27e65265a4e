"""Everything the program writes, one class each, so that every fault can be tried on every way of writing."""

import csv
import shutil

from dorpsapp.errors import WrongPassword
from dorpsapp.exchange.import_lists import import_file
from dorpsapp.models import ParticipantRole
from dorpsapp.services.people import save_person
from dorpsapp.services.person_view import view_person
from dorpsapp.store import backup, bundle, examine, file_state, key_files, keys
from dorpsapp.store.connection import connect
from dorpsapp.store.restore import restore
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.jobs import ANNA, password_of
from tests.faults.old_files import file_of_version
from tests.faults.operation import InTheFile, Operation
from tests.faults.operations_documents import Careless, CsvFiles, Export, Pdf, PlainText, Workbook
from tests.faults.village_work import copy_base
from tests.store.sample import QUICK


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
        self._put_back = ""

    def act(self) -> None:
        if not self.path.exists():
            restore(self.copy, self.path, TEST_KEY)

    def end(self) -> None:
        """The first opening: it writes in the audit, and clears away what the disk would not take away."""
        self._put_back = backup.checked_content(self.path, TEST_KEY).content_hash
        Store.open(self.path, TEST_KEY).close()

    def state(self) -> str:
        if not self.path.exists():
            return "old"
        found = self._put_back or backup.checked_content(self.path, TEST_KEY).content_hash
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


OPERATIONS: dict[str, type[Operation]] = {
    one.__name__: one
    for one in (
        Record, ChangePerson, Undo, Import, Open, Create, Upgrade, Backup, Restore, Password, Pdf, Workbook, PlainText,
        CsvFiles, Export,
    )
}  # fmt: skip
PLANTED: dict[str, type[Operation]] = {"Careless": Careless}
