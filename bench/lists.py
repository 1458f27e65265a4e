"""Lists: keystroke, sort and pages in a real window, each against bare SQL of the rows that it shows."""

import itertools
import time
from collections.abc import Callable
from datetime import date
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from bench.measure import Line, compare
from bench.village import make_large_file
from dorpsapp.app import build
from dorpsapp.store.connection import connect
from dorpsapp.store.driver import Connection
from dorpsapp.store.store import Store
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.pages.people import PeoplePage
from dorpsapp.ui.preferences import Preferences
from dorpsapp.ui.slices import Slices
from dorpsapp.ui.window import MainWindow

UNTIL = date(2026, 11, 23)
SMALL = ((500, 10_000), (10_000, 100_000))
LARGE = (100_000, 1_000_000)
WORDS = ("anneke bos", "smiterman", "dorpsstraat 12", "0612")
_PAIRS = 7

_ROWS = """SELECT p.id, p.first_name, p.surname, p.town,
        (SELECT max(s.day) FROM participation x JOIN support s ON s.id = x.support_id WHERE x.person_id = p.id),
        (SELECT sum(s.minutes) FROM participation x JOIN support s ON s.id = x.support_id WHERE x.person_id = p.id
            AND x.role <> 'CLIENT' AND s.day >= '2026-01-01'),
        (SELECT count(*) FROM volunteer_role r WHERE r.person_id = p.id),
        (SELECT count(*) FROM client_role r WHERE r.person_id = p.id)
    FROM person p WHERE p.id IN ({ids})"""
_LIST = "SELECT id FROM person WHERE archived_on IS NULL {where} ORDER BY {order}, id LIMIT 100"
_BY_HOURS = """SELECT x.person_id FROM participation x JOIN support s ON s.id = x.support_id GROUP BY 1
    ORDER BY sum(CASE WHEN x.role <> 'CLIENT' AND s.day >= '2026-01-01' THEN s.minutes ELSE 0 END) LIMIT 100"""
_PERSON = (
    "SELECT * FROM person WHERE id = ?",
    "SELECT * FROM volunteer_role WHERE person_id = ?",
    "SELECT * FROM client_role WHERE person_id = ?",
    "SELECT * FROM member_role WHERE person_id = ?",
    "SELECT * FROM consent WHERE person_id = ?",
    "SELECT * FROM participation x JOIN support s ON s.id = x.support_id WHERE x.person_id = ? "
    "ORDER BY s.day DESC LIMIT 10",
    "SELECT count(*), sum(s.minutes) FROM participation x JOIN support s ON s.id = x.support_id WHERE x.person_id = ?",
)
_RECENT = "SELECT id, day, category_id, minutes FROM support ORDER BY id DESC LIMIT 50"
_PARTS = "SELECT x.support_id, p.first_name, p.surname FROM participation x JOIN person p ON p.id = x.person_id "


def measure(folder: Path, *, quick: bool) -> list[Line]:
    """A village, a large initiative, and far more than anyone has."""
    lines = []
    for people, supports in SMALL if quick else (*SMALL, LARGE):
        path = folder / f"lists-{people}.dorpsapp"
        begin = time.perf_counter()
        store = make_large_file(path, people, supports, UNTIL)
        made = f"{time.perf_counter() - begin:.1f} s"
        lines.append(Line(f"{people:,} people, {supports:,} supports", f"made in {made}", "", ""))
        lines += _of_size(store, folder, people)
        store.close()
        path.unlink()
    return lines


def _of_size(store: Store, folder: Path, people: int) -> list[Line]:
    QApplication.instance() or QApplication([])
    window = build(store, Messages(), Preferences(folder / "lists.ini"), today=lambda: UNTIL)
    window.resize(1280, 800)
    window.show()
    raw = connect(store.path, store.key, read_only=True)
    try:
        _settle(window)
        return _compared(window, raw, people)
    finally:
        raw.close()
        assert window.workplace is not None
        window.workplace.tasks.close()
        window.workplace.changes.close()
        window.close()
        window.deleteLater()
        QApplication.processEvents()


def _compared(window: MainWindow, raw: Connection, people: int) -> list[Line]:
    """Every measurement on one open file."""
    numbers = itertools.cycle(range(1, people, max(people // 50, 1)))
    page = _people_page(window)
    name, town, hours = (_column(page, key) for key in ("name", "town", "hours"))

    def opened(key: str, argument: Callable[[], object] = lambda: None) -> Callable[[], float]:
        """Leave for the start page, then show this one; a person is read on a thread, and counts when it all stands."""

        def work() -> float:
            _show(window, "start")
            return _show(window, key, argument(), whole=key == "person")

        return work

    def sorted_by(column: int) -> Callable[[], float]:
        return lambda: _sorted(window, page, column, back=name)

    pairs = (
        ("  keystroke in the search line", lambda: _typed(window, page), lambda: _typed_bare(raw), "<= 50 ms"),
        ("  sort by town", sorted_by(town), lambda: _listed(raw, order="town"), "<= 50 ms"),
        ("  sort by hours, in the background", sorted_by(hours), lambda: _rows(raw, _BY_HOURS), ""),
        ("  open the list of people", opened("people"), lambda: _listed(raw), "<= 100 ms"),
        ("  open a person", opened("person", lambda: next(numbers)), lambda: _person(raw, next(numbers)), "<= 100 ms"),
        ("  open the page that records", opened("record"), lambda: _recent(raw), "<= 100 ms"),
    )
    return [compare(what, ours, bare, pairs=_PAIRS, goal=goal, floor_name="SQL") for what, ours, bare, goal in pairs]


def _people_page(window: MainWindow) -> PeoplePage:
    window.go("people")
    _settle(window)
    assert isinstance(window.page, PeoplePage)
    return window.page


def _column(page: PeoplePage, key: str) -> int:
    return next(at for at, column in enumerate(page.model.people.columns) if column.key == key)


def _settle(window: MainWindow) -> None:
    """Wait for the background and for what is shown in slices, and paint."""
    loop = QEventLoop()
    QApplication.processEvents()
    slices = window.findChildren(Slices)
    while window.workplace is not None and (window.workplace.tasks.busy or any(each.busy for each in slices)):
        QTimer.singleShot(1, loop.quit)
        loop.exec()
    QApplication.processEvents()


def _show(window: MainWindow, key: str, argument: object = None, *, whole: bool = False) -> float:
    """Seconds until a page is painted with its first rows, or with all that is read for it."""
    begin = time.perf_counter()
    window.go(key, argument)
    if whole:
        _settle(window)
    window.grab()
    seconds = time.perf_counter() - begin
    _settle(window)
    return seconds


def _typed(window: MainWindow, page: PeoplePage) -> float:
    """Seconds of one keystroke until the rows are painted; the mean over some words."""
    _show(window, "people")
    seconds, keys = 0.0, 0
    for word in WORDS:
        for end in range(1, len(word) + 1):
            begin = time.perf_counter()
            page.line.setText(word[:end])
            page.table.grab()
            seconds += time.perf_counter() - begin
            keys += 1
            _settle(window)
    page.line.clear()
    _settle(window)
    return seconds / keys


def _typed_bare(raw: Connection) -> float:
    seconds = [
        _listed(raw, "".join(f" AND search_key LIKE '%{part}%'" for part in word[:end].split()))
        for word in WORDS
        for end in range(1, len(word) + 1)
    ]
    return sum(seconds) / len(seconds)


def _sorted(window: MainWindow, page: PeoplePage, column: int, *, back: int) -> float:
    """Seconds until the list stands in another order, also when totals are read for it first."""
    page.model.sort(back)
    page.model.people.totals = None
    _settle(window)
    begin = time.perf_counter()
    page.model.sort(column)
    while page.model.people.order != page.model.people.columns[column].key:
        QApplication.processEvents()
        time.sleep(0.001)  # or this loop would keep the thread that reads the totals from its turn
    page.table.grab()
    seconds = time.perf_counter() - begin
    page.model.sort(back)
    _settle(window)
    return seconds


def _listed(raw: Connection, where: str = "", order: str = "sort_key") -> float:
    return _rows(raw, _LIST.format(where=where, order=order))


def _rows(raw: Connection, statement: str) -> float:
    """Seconds for the ids of the first hundred and what is shown of them."""
    begin = time.perf_counter()
    ids = [row[0] for row in raw.execute(statement)]
    raw.execute(_ROWS.format(ids=",".join(map(str, ids)))).fetchall()
    return time.perf_counter() - begin


def _person(raw: Connection, number: int) -> float:
    begin = time.perf_counter()
    for statement in _PERSON:
        raw.execute(statement, (number,)).fetchall()
    return time.perf_counter() - begin


def _recent(raw: Connection) -> float:
    begin = time.perf_counter()
    ids = [row[0] for row in raw.execute(_RECENT)]
    raw.execute(f"{_PARTS} WHERE x.support_id IN ({','.join(map(str, ids))})").fetchall()
    return time.perf_counter() - begin
