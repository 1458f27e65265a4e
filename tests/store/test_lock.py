"""The lock: one program at a time, named to the other, and gone with the program that held it."""

import json
import multiprocessing
import os
from datetime import datetime
from multiprocessing.connection import Connection as Pipe
from pathlib import Path

import pytest

from dorpsapp.errors import InUse
from dorpsapp.store.lock import FileLock
from tests.hearing import PATIENCE, hear


def _hold(path: Path, pipe: Pipe) -> None:
    FileLock(path).acquire("Bert")
    pipe.send("held")
    pipe.recv()


def test_another_process_is_named_and_its_death_frees_the_lock(tmp_path: Path) -> None:
    path = tmp_path / "dorp.dorpsapp"
    context = multiprocessing.get_context("spawn")
    here, there = context.Pipe()
    process = context.Process(target=_hold, args=(path, there))
    process.start()
    there.close()
    assert hear(here) == "held"
    with pytest.raises(InUse, match=r"al open bij Bert, op computer .+, sinds \d+-\d+-\d{4} \d\d:\d\d\."):
        FileLock(path).acquire()
    process.kill()
    process.join(PATIENCE)
    lock = FileLock(path)
    lock.acquire("Anna")  # although the killed process left its lock file and its name behind
    holder = lock.holder()
    assert holder is not None
    assert holder.name == "Anna"
    lock.release()


def test_two_locks_in_one_process_keep_each_other_out(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "dorp.dorpsapp"), FileLock(tmp_path / "dorp.dorpsapp")
    with first:
        with pytest.raises(InUse):
            second.acquire()
        second.release()
        with pytest.raises(InUse):
            FileLock(tmp_path / "dorp.dorpsapp").acquire()
    second.acquire()
    second.release()


@pytest.mark.parametrize("content", [b"", bytes(100), b"12345", b'{"process": 1}'])
def test_a_leftover_lock_file_never_blocks(tmp_path: Path, content: bytes) -> None:
    lock = FileLock(tmp_path / "dorp.dorpsapp")
    lock.lock_file.write_bytes(content)
    lock.holder_file.write_bytes(content)
    with lock:
        assert json.loads(lock.holder_file.read_bytes())["process"] == os.getpid()
    assert not lock.holder_file.exists()


@pytest.mark.parametrize("content", [b"", b"[]", b"{", b"\xff", b'{"name": "A", "computer": "B", "since": "gisteren"}'])
def test_an_unreadable_name_gives_a_sentence_without_one(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "dorp.dorpsapp"
    with FileLock(path) as lock:
        lock.holder_file.write_bytes(content)
        with pytest.raises(InUse, match="al open in een ander venster"):
            FileLock(path).acquire()


def test_the_moment_of_opening_is_told(tmp_path: Path) -> None:
    with FileLock(tmp_path / "dorp.dorpsapp") as lock:
        holder = lock.holder()
        assert holder is not None
        assert isinstance(holder.since, datetime)
        assert holder.computer
