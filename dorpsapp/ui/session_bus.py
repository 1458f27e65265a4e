"""Session bus: hears on Linux, over D-Bus, that the desktop is locked or that the computer is about to sleep."""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from threading import Thread
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from jeepney import Message

_ANSWER_SECONDS = 5
_END_SECONDS = 2
_LOGIN = "org.freedesktop.login1"
SAVERS = tuple(f"org.{desktop}.ScreenSaver" for desktop in ("freedesktop", "gnome", "cinnamon", "mate", "xfce"))
"""Who tells it: KDE and others under the common name, the rest under their own."""
LOCKED = (f"{_LOGIN}.Session", "Lock")
LOCKED_WHEN_TRUE = {(f"{_LOGIN}.Manager", "PrepareForSleep"), *((saver, "ActiveChanged") for saver in SAVERS)}


@dataclass(frozen=True)
class Bus:
    """One of the two buses, and what to ask of it."""

    name: str
    rules: tuple[str, ...]


# Everyone on the computer may send on the bus of the system, so only the service itself is listened to there.
_FROM_LOGIN = f"type='signal',sender='{_LOGIN}',interface='{_LOGIN}"
BUSES = (
    Bus("SESSION", tuple(f"type='signal',interface='{saver}',member='ActiveChanged'" for saver in SAVERS)),
    Bus("SYSTEM", (f"{_FROM_LOGIN}.Session',member='Lock'", f"{_FROM_LOGIN}.Manager',member='PrepareForSleep'")),
)


class BusListener:
    """Reads one bus on a thread of its own until it is closed; where that bus does not exist, it is done at once."""

    def __init__(self, bus: Bus, away: Callable[[], None]) -> None:
        self._bus = bus
        self._away = away
        self._socket: socket.socket | None = None
        self._ended = False
        self.is_listening = False
        self._thread = Thread(target=self._listen, name=f"bus {bus.name.lower()}", daemon=True)
        self._thread.start()

    def end(self) -> None:
        """Hang up, and wait until the thread is done."""
        self._ended = True
        if self._socket is not None:
            with suppress(OSError):  # closed by the other side
                self._socket.shutdown(socket.SHUT_RDWR)
        self._thread.join(_END_SECONDS)

    def _listen(self) -> None:
        from jeepney import DBusErrorResponse

        try:
            self._read()
        except (OSError, LookupError, ValueError, RuntimeError, DBusErrorResponse) as trouble:
            # No such bus, one that is reached over a network, one that refuses, or one that stops.
            if not self._ended:
                kind = type(trouble).__name__
                logging.getLogger(__name__).info("the %s bus is not heard: %s", self._bus.name.lower(), kind)
        finally:
            self.is_listening = False

    def _read(self) -> None:
        from jeepney import message_bus
        from jeepney.bus import get_bus
        from jeepney.io.blocking import DBusConnection, Proxy, prep_socket

        self._socket = prep_socket(get_bus(self._bus.name))
        with self._socket, DBusConnection(self._socket) as connection:
            bus = Proxy(message_bus, connection, timeout=_ANSWER_SECONDS)
            for rule in self._bus.rules:
                bus.AddMatch(rule)
            self.is_listening = True
            while not self._ended:
                if tells_of_leaving(connection.receive()):
                    self._away()


def tells_of_leaving(message: Message) -> bool:
    """Whether this message says that the one at work has left."""
    from jeepney import HeaderFields

    said = (message.header.fields.get(HeaderFields.interface), message.header.fields.get(HeaderFields.member))
    return said == LOCKED or (said in LOCKED_WHEN_TRUE and tuple(message.body[:1]) == (True,))
