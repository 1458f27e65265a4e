"""The real program on a real screen, read over the accessibility bus of Linux as a screen reader does, page by page."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from dorpsapp.models import Shape
from dorpsapp.services.people import search_people
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.requests import RequestEntry, receive_request
from dorpsapp.store.store import Store
from tests.window_tools import PAGES, category_id, fill

pytestmark = pytest.mark.skipif(shutil.which("apt-get") is None, reason="the accessibility bus is tried on Debian only")

ROOT = Path(__file__).parents[2]
READER = ROOT / "tests" / "at_spi" / "reader.py"
LIMIT = 240
Nodes = list[dict[str, Any]]


@pytest.fixture
def screen() -> Iterator[str]:
    """A screen that exists in memory only; gives its name."""
    receiving, sending = os.pipe()
    words = ["Xvfb", "-displayfd", str(sending), "-screen", "0", "1366x768x24", "-nolisten", "tcp"]
    with subprocess.Popen(words, pass_fds=(sending,), stderr=subprocess.DEVNULL) as running:
        os.close(sending)
        with os.fdopen(receiving, encoding="ascii") as told:
            yield f":{told.readline().strip()}"
        running.terminate()


@pytest.fixture
def read_pages(screen: str, tmp_path: Path) -> dict[str, Nodes]:
    """What stands on every page, as the bus tells it."""
    file, out, run = tmp_path / "dorp.dorpsapp", tmp_path / "out.json", tmp_path / "run"
    run.mkdir(mode=0o700)
    make_file(file)
    environment = {
        "PATH": os.environ["PATH"], "HOME": str(tmp_path), "XDG_RUNTIME_DIR": str(run), "LANG": "C.UTF-8",
        "DISPLAY": screen, "PYTHONPATH": str(ROOT), "QT_QPA_PLATFORM": "xcb", "QT_LINUX_ACCESSIBILITY_ALWAYS_ON": "1",
    }  # fmt: skip
    program = [sys.executable, "-m", "tests.at_spi.puppet", str(file)]
    reader = ["/usr/bin/python3", "-I", str(READER), str(out), ",".join(PAGES), *program]
    done = subprocess.run(
        ["dbus-run-session", "--", *reader],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=LIMIT,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found: dict[str, Nodes] = json.loads(out.read_text("utf-8"))
    return found


def make_file(path: Path) -> None:
    """A practice file, which opens without a password, with something in every table."""
    store = Store.create(path, practice=True)
    try:
        fill(store)
        helper, client = (search_people(store, name)[0].id for name in ("Anneke Bos", "Kees Jansen"))
        kind, today = category_id(store, "Vervoer"), date.today()
        record_support(store, SupportEntry(today, kind, Shape.INDIVIDUAL, 60, (helper,), (client,)))
        receive_request(store, RequestEntry(client, kind, today, wanted_on=today, minutes=60), today)
    finally:
        store.close()


def problems(page: str, nodes: Nodes) -> Iterator[str]:
    """What a screen reader would miss on a page."""
    for node in nodes:
        if node["focusable"] and not node["name"].strip():
            yield f"{page}, no name: {node['place']}"
        if node["role"] == "cell" and not (
            re.match(r".+: .+", node["name"]) and node["name"].startswith(node["columns"][0])
        ):
            yield f"{page}, a cell that does not say its column and its value: {node['place']} {node['name']}"
    first = next((node["name"] for node in nodes if node["role"] == "heading"), "")
    window = next(node["name"] for node in nodes if node["role"] == "frame")
    if not first or (page != "start" and not window.startswith(first)):
        yield f"{page}, no heading that says where this is: {first!r} in {window!r}"


def test_every_page_is_told_in_full(read_pages: dict[str, Nodes]) -> None:
    assert list(read_pages) == list(PAGES)
    assert [problem for page, nodes in read_pages.items() for problem in problems(page, nodes)] == []
    told = {page: Counter(node["role"] for node in nodes) for page, nodes in read_pages.items()}
    assert min(sum(node["focusable"] for node in nodes) for nodes in read_pages.values()) > 10
    assert {page for page, roles in told.items() if roles["cell"]} >= {
        "record", "week", "people", "requests", "grants", "grant", "funder", "money",
    }  # fmt: skip


def test_the_search_finds_a_planted_fault() -> None:
    window = {"role": "frame", "name": "Mensen – Dorpsapp", "focusable": False, "place": "", "columns": []}
    nameless = {"role": "push button", "name": " ", "focusable": True, "place": "here", "columns": []}
    bare = {"role": "cell", "name": "Anneke", "focusable": False, "place": "there", "columns": ["Naam"]}
    assert len(list(problems("people", [window, nameless, bare]))) == 3
