"""What the fault tests share: a village to work in, a count of trials, and a library that disturbs."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.faults.disturbing import Disturbed, built
from tests.faults.village_work import make_base


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A file with a small village in it, made once; copy it, never open it."""
    return make_base(tmp_path_factory.mktemp("village") / "dorp.dorpsapp")


@pytest.fixture(scope="session")
def disturbed(tmp_path_factory: pytest.TempPathFactory) -> Disturbed:
    """A way to run jobs under the library that records and disturbs; skips where it can not be built."""
    library = built(tmp_path_factory.mktemp("disturb"))
    if library is None:
        pytest.skip("needs a C compiler and a loader that knows LD_PRELOAD")
    return Disturbed(library)


@pytest.fixture
def memory_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where the system has one: thousands of states are written there, and their syncs cost nothing.

    What a power cut does to them is worked out, not left to the disk.
    """
    memory = Path("/dev/shm")
    if not memory.is_dir():
        yield tmp_path
        return
    with TemporaryDirectory(dir=memory, prefix="dorpsapp-") as name:
        yield Path(name)
