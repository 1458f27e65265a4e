"""Long work: the outcome comes back on the main thread, the latest wins, and stopping leaves nothing."""

import threading
from collections.abc import Callable, Iterator
from functools import partial

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import delete

from dorpsapp.errors import Cancelled, UserError
from dorpsapp.ui.progress import ProgressStrip
from dorpsapp.ui.tasks import Task, Tasks


@pytest.fixture
def tasks(qapp: QApplication) -> Iterator[Tasks]:
    """A runner of its own; nothing of it lives on after the test."""
    owner = QObject()
    made = Tasks(owner)
    yield made
    made.close()


def test_the_outcome_comes_on_the_main_thread(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[tuple[int, bool]] = []
    worked_on: list[threading.Thread] = []

    def work(_task: Task[int]) -> int:
        worked_on.append(threading.current_thread())
        return 7

    tasks.run(work, lambda result: heard.append((result, threading.current_thread() is threading.main_thread())))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == [(7, True)]
    assert worked_on[0] is not threading.main_thread()


def test_trouble_comes_to_who_asked(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[str] = []

    def work(_task: Task[None]) -> None:
        raise UserError("Het lukt niet.")

    tasks.run(work, lambda _nothing: None, lambda trouble: heard.append(str(trouble)))
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == ["Het lukt niet."]


def test_the_latest_of_the_same_key_wins(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[str] = []
    go_on = threading.Event()

    def slow(task: Task[str]) -> str:
        go_on.wait(30)
        task.report(1, 2)
        return "old"

    tasks.run(slow, heard.append, key="preview")
    tasks.run(lambda _task: "new", heard.append, key="preview")
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert heard == ["new"]


class Part(QObject):
    """A part of the window that waits for an outcome."""

    def __init__(self) -> None:
        super().__init__()
        self.told: list[int] = []

    def take(self, result: int) -> None:
        """Hear it."""
        self.told.append(result)

    def ways(self) -> list[Callable[[int], None]]:
        """The ways in which a part asks to be told."""
        return [self.take, lambda result: self.take(result + 0), partial(self.take)]


def test_a_part_that_went_meanwhile_hears_nothing(tasks: Tasks, qtbot: QtBot) -> None:
    stays, goes = Part(), Part()
    heard: list[BaseException] = []
    go_on = threading.Event()

    def work(_task: Task[int]) -> int:
        go_on.wait(10)
        return 7

    def fail(_task: Task[int]) -> int:
        raise UserError("Het lukt niet.")

    for told in (*stays.ways(), *goes.ways()):
        tasks.run(work, told)
    tasks.run(fail, goes.take, heard.append)
    delete(goes)
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert (stays.told, goes.told, heard) == ([7, 7, 7], [], [])


def test_progress_is_heard(tasks: Tasks, qtbot: QtBot) -> None:
    heard: list[tuple[int, int, str]] = []
    tasks.progressed.connect(lambda _task, count, total, text: heard.append((count, total, text)))

    def work(task: Task[None]) -> None:
        for count in range(3):
            task.report(count, 3, f"Regel {count} van 3")

    tasks.run(work, lambda _nothing: None)
    qtbot.waitUntil(lambda: len(heard) == 3)
    assert heard[-1] == (2, 3, "Regel 2 van 3")


def test_who_stops_work_hears_that_it_stopped(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[str] = []
    failed: list[BaseException] = []
    go_on = threading.Event()

    def work(task: Task[str]) -> str:
        go_on.wait(30)
        task.report(1, 2)
        return "too far"

    tasks.run(work, done.append, failed.append).stop()
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert done == []
    assert [type(trouble) for trouble in failed] == [Cancelled]


def test_work_that_was_ready_before_it_could_stop_is_not_hidden(tasks: Tasks, qtbot: QtBot) -> None:
    done: list[str] = []
    go_on = threading.Event()

    def work(_task: Task[str]) -> str:
        go_on.wait(30)
        return "written"

    tasks.run(work, done.append).stop()
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert done == ["written"]


def test_stopping_shows_until_the_work_has_ended(tasks: Tasks, qtbot: QtBot) -> None:
    strip = ProgressStrip(holder := QWidget())
    qtbot.addWidget(holder)
    strip.follow(tasks)
    go_on = threading.Event()

    def work(task: Task[None]) -> None:
        go_on.wait(30)
        task.go_on()

    tasks.run(work, lambda _nothing: None, title="Lijst lezen")
    qtbot.waitUntil(lambda: strip.isVisibleTo(holder))
    strip.stop.click()
    assert strip.isVisibleTo(holder)
    assert (strip.text.text(), strip.stop.isEnabled()) == ("Bezig met stoppen", False)
    go_on.set()
    qtbot.waitUntil(lambda: not tasks.busy)
    assert not strip.isVisibleTo(holder)
    tasks.run(lambda _task: None, lambda _nothing: None, title="Iets anders")
    assert strip.stop.isEnabled()
    qtbot.waitUntil(lambda: not tasks.busy)
