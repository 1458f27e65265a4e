"""One way of writing, to be disturbed: what it is to begin, act, end and judge what is left."""

from abc import ABC, abstractmethod
from pathlib import Path

from dorpsapp.store import examine
from dorpsapp.store.connection import connect
from dorpsapp.store.store import Store
from tests.conftest import TEST_KEY
from tests.faults.village_work import VillageWork, copy_base

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
