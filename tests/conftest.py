"""What all tests share: a store on a real file, silence in the log, and the option for larger runs."""

import os

os.environ["QT_QPA_PLATFORM"] = "offscreen"  # before anything imports Qt
os.environ["DBUS_SESSION_BUS_ADDRESS"] = os.environ["DBUS_SYSTEM_BUS_ADDRESS"] = "unix:path=/nowhere"
# so that whoever locks their screen while the tests run does not lock a file of a test

import faulthandler
import gc
import logging
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key
from hypothesis import HealthCheck, settings

from dorpsapp.store.store import Store
from tests.faults.measured import FaultTable, Measured
from tests.pseudo import make_pseudo_language
from tests.sample_key import TEST_KEY

__all__ = ["TEST_KEY"]
EXAMPLES, MORE_EXAMPLES = 30, 150


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add `--full`, for the larger runs."""
    parser.addoption("--full", action="store_true", help="also run the larger tests, for some minutes")
    parser.addoption("--fault-table", metavar="PAGE", help="write what the fault tests tried and found to this page")


def pytest_configure(config: pytest.Config) -> None:
    """Set how generated examples are tried, and gather what the fault tests tried where every test is heard of."""
    # How long an example takes says more of a busy machine than of the program, and its fixtures serve all examples.
    settings.register_profile(
        "house",
        deadline=None,
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
        max_examples=MORE_EXAMPLES if config.getoption("--full") else EXAMPLES,
    )
    settings.load_profile("house")
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(FaultTable(config))


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave the larger tests out, unless asked for."""
    if config.getoption("--full"):
        return
    for item in items:
        if item.get_closest_marker("full"):
            item.add_marker(pytest.mark.skip(reason="a larger run: pass --full"))


def pytest_collection_finish() -> None:
    """What was imported stays: looking through it for garbage, thousands of times, costs a tenth of all tests."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)


@pytest.hookimpl(trylast=True)
def pytest_exception_interact(node: pytest.Item | pytest.Collector) -> None:
    """Start the clock of a hanging test anew: pytest stops it at a failure, and what cleans up after that hangs too."""
    seconds = float(node.config.getini("faulthandler_timeout"))
    if seconds:
        file = node.config.stash[fault_handler_stderr_fd_key]
        faulthandler.dump_traceback_later(seconds, file=file, exit=True)


@pytest.fixture(scope="session")
def empty_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty data file in the present shape, made once; copy it, never open it."""
    path = tmp_path_factory.mktemp("template") / "dorp.dorpsapp"
    Store.create(path, key=TEST_KEY).close()
    return path


@pytest.fixture(scope="session")
def locale(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder with the pseudo-language, made once: pass it to use_language() with its CODE."""
    return make_pseudo_language(tmp_path_factory.mktemp("locale"))


@pytest.fixture
def data_file(empty_file: Path, tmp_path: Path) -> Path:
    """A copy of the empty data file, closed; its key is TEST_KEY."""
    return Path(shutil.copy(empty_file, tmp_path / "dorp.dorpsapp"))


@pytest.fixture
def store(data_file: Path) -> Iterator[Store]:
    """An open store on an empty file of its own."""
    opened = Store.open(data_file, TEST_KEY)
    yield opened
    opened.close()


@pytest.fixture
def measured(request: pytest.FixtureRequest) -> Iterator[Measured]:
    """Counts what this test tries, for the table of faults that a full run writes."""
    made = Measured(bool(request.config.getoption("--full")))
    yield made
    request.node.user_properties.append(made.as_property())


class _Log(logging.Handler):
    """Collects the lines that nobody should have to read."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(f"{record.name} {record.levelname}: {record.getMessage()}")


@pytest.fixture
def expected_log() -> list[str]:
    """Put a pattern in this list for each line of WARNING or worse that the test expects in the log."""
    return []


@pytest.fixture(autouse=True)
def silent_log(expected_log: list[str]) -> Iterator[None]:
    """Fail on an unexpected line of WARNING or worse."""
    handler = _Log()
    logging.getLogger().addHandler(handler)
    try:
        yield
    finally:
        logging.getLogger().removeHandler(handler)
    unexpected = [line for line in handler.lines if not any(re.search(pattern, line) for pattern in expected_log)]
    assert not unexpected, unexpected
