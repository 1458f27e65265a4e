"""Start: from the process to the first painted window, against a bare PySide6 window."""

import time
from pathlib import Path

from bench.measure import Line, Times, fresh
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store

_BARE = """
import sys, time
import psutil
begin = float(sys.argv[1])
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("Hallo"))
window.resize(1280, 800)
window.show()
app.processEvents()
window.grab()
print(time.time() - begin, psutil.Process().memory_info().rss)
"""
_OURS = """
import gc, sys, time
gc.disable()
import psutil
from pathlib import Path
begin = float(sys.argv[1])
from PySide6.QtWidgets import QApplication
from dorpsapp.app import bare_window, furnish
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.opening import Opening
from dorpsapp.ui.preferences import Preferences
app = QApplication([])
messages, preferences = Messages(), Preferences(Path(sys.argv[3]))
window = bare_window(messages, preferences)
opening = Opening(window, messages, preferences, furnish)
opening.show_gate()
window.resize(1280, 800)
window.show()
app.processEvents()
window.grab()
gc.enable()
painted, memory = time.time() - begin, psutil.Process().memory_info().rss
opening.begin(Path(sys.argv[2]))
last, longest = time.perf_counter(), 0.0
while opening.store is None or window.arriving.is_under_way:
    app.processEvents()
    now = time.perf_counter()
    last, longest = now, max(longest, now - last)
    time.sleep(0.001)
app.processEvents()
window.grab()
print(painted, memory, time.time() - begin, longest)
opening.close()
"""
_PAIRS = 7


def measure(folder: Path) -> list[Line]:
    """Time and memory until the first painted window."""
    path = folder / "start.dorpsapp"
    store = Store.create(path, practice=True)
    make_village(store, VILLAGES["achterveld"], VillageSize())
    store.close()
    bare, ours = [], []
    fresh(_BARE, str(time.time())), fresh(_OURS, str(time.time()), str(path), str(folder / "start.ini"))
    for _pair in range(_PAIRS):
        bare.append([float(word) for word in fresh(_BARE, str(time.time())).split()])
        ours.append(
            [float(word) for word in fresh(_OURS, str(time.time()), str(path), str(folder / "start.ini")).split()]
        )
    middle = _PAIRS // 2
    ratios = [sorted(mine[at] / floor[0] for mine, floor in zip(ours, bare, strict=True))[middle] for at in (0, 2)]
    memory = sorted(mine[1] / floor[1] for mine, floor in zip(ours, bare, strict=True))[middle]
    bare_times = f"bare window {Times(tuple(one[0] for one in bare))}"
    first, ready, gap = (Times(tuple(one[at] for one in ours)) for at in (0, 2, 3))
    used, bare_used = (f"{one[0][1] / 1e6:.0f} MB" for one in (ours, bare))
    return [
        Line("start to first painted window", str(first), bare_times, f"{ratios[0]:.2f}x", "<= 1.5x"),
        Line("memory then", used, f"bare window {bare_used}", f"{memory:.2f}x", "<= 1.3x"),
        Line("start to the start page with its figures", str(ready), bare_times, f"{ratios[1]:.2f}x"),
        Line("longest stop of the event loop meanwhile", str(gap), "", "", "<= 50 ms"),
    ]
