"""Rebuilds the states a disk can be in after the power went, out of a record of the calls of a program.

What was not synced survives as nothing, as a prefix, as any subset, or torn at sectors of 512 bytes. Names made,
renamed and removed survive as a prefix until their folder is synced (`strict`), or until anything is synced.
"""

import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

SECTOR = 512
_HEAD = struct.Struct("<cIIqQ")
MODES = ("none", "prefix", "subset", "torn", "all")


@dataclass(frozen=True, slots=True)
class Recorded:
    """One call: C create, W write, T truncate, S sync, U unlink, R rename, L link."""

    kind: str
    path: str
    other: str
    offset: int
    content: bytes


def read_record(path: Path) -> list[Recorded]:
    """The calls in the order in which they were made."""
    return list(_calls(path.read_bytes()))


def _calls(content: bytes) -> Iterator[Recorded]:
    at = 0
    while at + _HEAD.size <= len(content):
        kind, one, two, offset, length = _HEAD.unpack_from(content, at)
        at += _HEAD.size
        names = content[at : at + one].decode(), content[at + one : at + one + two].decode()
        at += one + two
        yield Recorded(kind.decode(), *names, offset, content[at : at + length])
        at += length


@dataclass(slots=True)
class _Body:
    """The bytes of a file: those that are on the disk, and what waits to get there."""

    durable: bytearray = field(default_factory=bytearray)
    pending: list[Recorded] = field(default_factory=list)


class Disk:
    """Follows the calls, and can be cut off at any of them."""

    def __init__(self, start: dict[str, bytes], *, strict: bool) -> None:
        self._strict = strict
        self._live = {name: _Body(bytearray(content)) for name, content in start.items()}
        self._durable = dict(self._live)
        self._names: list[tuple[Recorded, _Body | None]] = []

    def step(self, call: Recorded) -> None:
        """The program made this call."""
        if call.kind == "C":
            self._live[call.path] = _Body()
            self._names.append((call, self._live[call.path]))
        elif call.kind == "L":
            self._live[call.other] = self._live[call.path]
            self._names.append((call, self._live[call.path]))
        elif call.kind == "R":
            self._live[call.other] = self._live.pop(call.path)
            self._names.append((call, self._live[call.other]))
        elif call.kind == "U":
            self._live.pop(call.path, None)
            self._names.append((call, None))
        elif call.kind in "WT":
            if call.path in self._live:
                self._live[call.path].pending.append(call)
        elif call.path in self._live:
            body = self._live[call.path]
            for waiting in body.pending:
                _apply(body.durable, waiting)
            body.pending.clear()
            if not self._strict:
                self._sync_names()
        else:  # a folder
            self._sync_names()

    def cut(self, chance: Random, mode: str) -> dict[str, bytes]:
        """The files as the power cut leaves them."""
        table = dict(self._durable)
        for call, body in self._names[: chance.randint(0, len(self._names))]:
            _apply_name(table, call, body)
        return {name: bytes(_survived(body, chance, mode)) for name, body in table.items()}

    def _sync_names(self) -> None:
        for call, body in self._names:
            _apply_name(self._durable, call, body)
        self._names.clear()


def _apply_name(table: dict[str, _Body], call: Recorded, body: _Body | None) -> None:
    if call.kind == "U":
        table.pop(call.path, None)
        return
    assert body is not None
    table[call.other or call.path] = body
    if call.kind == "R":
        table.pop(call.path, None)


def _survived(body: _Body, chance: Random, mode: str) -> bytearray:
    content = bytearray(body.durable)
    waiting = body.pending
    if mode == "none":
        return content
    if mode in ("subset", "torn"):
        for call in waiting:
            if chance.random() < 0.5:
                _apply(content, call, chance if mode == "torn" else None)
        return content
    kept = waiting if mode == "all" else waiting[: chance.randint(0, len(waiting))]
    for place, call in enumerate(kept, start=1):
        torn = mode == "prefix" and place == len(kept) and chance.random() < 0.5
        _apply(content, call, chance if torn else None)
    return content


def _apply(content: bytearray, call: Recorded, torn: Random | None = None) -> None:
    """Do a call to these bytes; a torn write reaches the disk for some of its sectors only."""
    if call.kind == "T":
        del content[call.offset :]
        content.extend(bytes(call.offset - len(content)))
        return
    at, end = call.offset, call.offset + len(call.content)
    while at < end:
        stop = end if torn is None else min((at // SECTOR + 1) * SECTOR, end)
        if torn is None or torn.random() < 0.5:
            content.extend(bytes(max(0, at - len(content))))
            content[at:stop] = call.content[at - call.offset : stop - call.offset]
        at = stop


def crash_states(
    record: list[Recorded], start: dict[str, bytes], chance: Random, count: int, *, strict: bool, acknowledged: str
) -> Iterator[tuple[int, dict[str, bytes]]]:
    """That many power cuts at random places of the record, in order.

    Each gives the last number that had been written to the file `acknowledged` by then, and the files that are left.
    """
    disk = Disk(start, strict=strict)
    said = done = 0
    for place in sorted(chance.randint(1, len(record)) for _cut in range(count)):
        for call in record[done:place]:
            if Path(call.path).name != acknowledged:
                disk.step(call)
            elif call.kind == "W":
                said = int(call.content.split()[-1])
        done = max(done, place)
        yield said, disk.cut(chance, chance.choice(MODES))


def lay_out(files: dict[str, bytes], source: Path, target: Path) -> None:
    """Put the files of a state, that were recorded below `source`, into the empty folder `target`."""
    for name, content in files.items():
        path = target / Path(name).relative_to(source)
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content)
