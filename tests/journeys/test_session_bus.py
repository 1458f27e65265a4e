"""The desktop of Linux locks or falls asleep: told over a real bus, the file is locked and the typing is kept."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import pytest
from jeepney import DBusAddress, new_signal
from jeepney.bus_messages import message_bus
from jeepney.io.blocking import DBusConnection, open_dbus_connection
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QMessageBox

from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.pages.record_support import RecordSupportPage
from dorpsapp.ui.session_bus import BUSES, SAVERS, BusListener
from tests.hearing import said_by
from tests.journeys.test_locking import give_password, opened, quick
from tests.start_tools import Start

pytestmark = pytest.mark.skipif(shutil.which("dbus-daemon") is None, reason="needs dbus-daemon")
__all__ = ["opened", "quick"]
LOGIN = "org.freedesktop.login1"


@contextmanager
def bus_of_its_own(which: str) -> Iterator[str]:
    """A bus that the program takes for this one; gives its address."""
    words = ["dbus-daemon", "--session", "--nofork", "--nopidfile", "--print-address"]
    with subprocess.Popen(words, stdout=subprocess.PIPE, text=True) as daemon:
        address = said_by(daemon).strip()
        before, name = os.environ[f"DBUS_{which}_BUS_ADDRESS"], f"DBUS_{which}_BUS_ADDRESS"
        os.environ[name] = address
        try:
            yield address
        finally:
            os.environ[name] = before
            daemon.terminate()


@dataclass(frozen=True)
class Desktop:
    """The two buses of a desktop, and what it says on them."""

    session: str
    system: str

    def locks(self, saver: str, truly: bool = True) -> None:
        """The screen saver comes on, or goes off, told by a program of the system itself."""
        words = ["dbus-send", f"--bus={self.session}", "--type=signal", "/ScreenSaver", f"{saver}.ActiveChanged"]
        subprocess.run([*words, f"boolean:{str(truly).lower()}"], check=True, timeout=30)

    def says(self, interface: str, member: str, *body: bool, itself: bool = True) -> None:
        """The service that knows who is signed in tells something; or somebody else does as if."""
        with open_dbus_connection(self.system) as service:
            if itself:
                name = message_bus.RequestName(LOGIN)
                assert service.send_and_get_reply(name, timeout=10).body == (1,)
            there = DBusAddress(f"/{LOGIN.replace('.', '/')}", interface=f"{LOGIN}.{interface}")
            service.send(new_signal(there, member, "b" * len(body), body))
            self._arrived(service)

    @staticmethod
    def _arrived(connection: DBusConnection) -> None:
        """Whoever has an answer knows that what they sent before was passed on."""
        connection.send_and_get_reply(message_bus.ListNames(), timeout=10)


@pytest.fixture
def desktop() -> Iterator[Desktop]:
    """A desktop that is there before the file opens."""
    with bus_of_its_own("SESSION") as session, bus_of_its_own("SYSTEM") as system:
        yield Desktop(session, system)


@pytest.fixture
def at_work(desktop: Desktop, opened: Start) -> Start:
    """A file that is open, on a desktop that is listened to, with something typed in it."""
    watch = opened.locking.session
    assert watch is not None
    opened.wait_until(lambda: len([one for one in watch.listeners if one.is_listening]) == len(BUSES))
    opened.window.go("record")
    opened.settle()
    opened.type("Wilhe")
    return opened


def test_the_locked_screen_locks_the_file_and_the_typing_is_kept(at_work: Start, desktop: Desktop) -> None:
    desktop.locks("org.freedesktop.ScreenSaver")
    at_work.wait_until(lambda: at_work.opening.store is None)
    at_work.settle()
    assert "op slot of in slaap" in at_work.gate(UnlockGate).why.text()
    give_password(at_work)
    assert isinstance(at_work.window.page, RecordSupportPage)
    assert at_work.window.page.fields.helper.text() == "Wilhe"


@pytest.mark.parametrize("saver", SAVERS)
def test_each_desktop_is_heard_under_its_own_name(saver: str, at_work: Start, desktop: Desktop) -> None:
    desktop.locks(saver)
    at_work.wait_until(lambda: at_work.opening.store is None)


@pytest.mark.parametrize(
    ("interface", "member", "body"), [("Session", "Lock", ()), ("Manager", "PrepareForSleep", (True,))]
)
def test_the_system_locks_or_falls_asleep(
    interface: str, member: str, body: tuple[bool, ...], at_work: Start, desktop: Desktop
) -> None:
    desktop.says(interface, member, *body)
    at_work.wait_until(lambda: at_work.opening.store is None)


def test_what_tells_of_no_leaving_locks_nothing(at_work: Start, desktop: Desktop) -> None:
    """The last one is heard, so those before it were heard too, and the file stayed open."""
    told: list[bool] = []
    watch = at_work.locking.session
    assert watch is not None
    watch.away.disconnect()
    watch.away.connect(lambda: told.append(True))
    desktop.locks("org.gnome.ScreenSaver", truly=False)
    desktop.locks("org.gnome.ScreenSaver")
    at_work.wait_until(lambda: bool(told))
    desktop.says("Manager", "PrepareForSleep", False)
    desktop.says("Session", "Unlock")
    desktop.says("Session", "Lock", itself=False)
    desktop.says("Manager", "PrepareForSleep", True)
    at_work.wait_until(lambda: len(told) > 1)
    assert told == [True, True]
    assert at_work.opening.store is not None


def test_a_question_that_lies_above_is_given_up(at_work: Start, desktop: Desktop) -> None:
    messages = Messages()
    messages.belong_to(at_work.window)
    seen: list[bool] = []

    def leave() -> None:
        seen.append(isinstance(QApplication.activeModalWidget(), QMessageBox))
        desktop.locks("org.gnome.ScreenSaver")

    QTimer.singleShot(50, leave)
    assert not messages.ask("Voorgoed wissen?", "", "Wissen", "Laten staan")
    assert seen == [True]
    at_work.wait_until(lambda: at_work.opening.store is None)


def test_it_goes_on_after_the_password(at_work: Start, desktop: Desktop) -> None:
    for _time in range(2):
        desktop.locks("org.gnome.ScreenSaver")
        at_work.wait_until(lambda: at_work.opening.store is None)
        at_work.settle()
        give_password(at_work)
        assert at_work.opening.store is not None


def test_closing_the_window_ends_the_threads(at_work: Start) -> None:
    watch = at_work.locking.session
    assert watch is not None
    threads = [one._thread for one in watch.listeners]
    assert [thread.is_alive() for thread in threads] == [True, True]
    at_work.window.close()
    assert [thread.is_alive() for thread in threads] == [False, False]


@pytest.mark.parametrize(
    "address",
    ["", "unix:path=/nowhere", "tcp:host=127.0.0.1,port=9", "nonsense", "unix:path=/dev/null"],
    ids=["none", "not there", "a network", "no address", "no bus"],
)
def test_without_a_bus_it_is_quiet(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DBUS_SESSION_BUS_ADDRESS", address)
    if not address:
        monkeypatch.delenv("DBUS_SESSION_BUS_ADDRESS")
    listener = BusListener(BUSES[0], lambda: None)
    listener._thread.join(10)
    assert not listener._thread.is_alive()
    assert not listener.is_listening
    listener.end()


def test_a_bus_that_stops_is_no_trouble() -> None:
    with bus_of_its_own("SESSION") as address:
        open_dbus_connection(address).close()
        listener = BusListener(BUSES[0], lambda: None)
    listener._thread.join(10)
    assert not listener._thread.is_alive()
    listener.end()
