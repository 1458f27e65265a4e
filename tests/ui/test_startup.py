"""A fresh process: what is loaded before the first paint, and that constants stay alive however long one works."""

import json
import os
import subprocess
import sys
from pathlib import Path

HEAVY = ("sqlalchemy", "reportlab", "pikepdf", "openpyxl", "xlsxwriter", "alembic", "sqlcipher3", "rapidfuzz")

FIRST_PAINT = """
import json, sys
from pathlib import Path
from PySide6.QtWidgets import QApplication
from PySide6.QtCore import QTimer
application = QApplication([])
from dorpsapp.app import bare_window, furnish
from dorpsapp.ui.messages import Messages
from dorpsapp.ui.opening import Opening
from dorpsapp.ui.preferences import Preferences
messages, preferences = Messages(), Preferences(Path(sys.argv[1]) / "voorkeuren.ini")
window = bare_window(messages, preferences)
opening = Opening(window, messages, preferences, furnish)
opening.show_gate()
window.show()
application.processEvents()
assert not window.grab().isNull()
before = sorted(sys.modules)
opening.begin(None)
def look():
    if "dorpsapp.ui.pages.start" in sys.modules and not opening._tasks.busy:
        application.quit()
timer = QTimer()
timer.timeout.connect(look)
timer.start(10)
application.exec()
after = sorted(sys.modules)
window.close()
opening.close()
print(json.dumps([before, after]))
"""

LONG_DAY = """
import sys
from PySide6.QtCore import QObject, Signal
import dorpsapp.ui
class Sender(QObject):
    heard = Signal(object)
sender = Sender()
sender.heard.connect(lambda value: 0)
for count in range(200_000):
    sender.heard.emit(count % 2 == 0)
print("alive")
"""


def run(script: str, *words: str) -> str:
    """The output of a script in a process of its own; it must end well."""
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    finished = subprocess.run(
        [sys.executable, "-c", script, *words], capture_output=True, text=True, env=environment, check=False
    )
    assert finished.returncode == 0, finished.stderr
    return finished.stdout


def test_the_first_paint_loads_qt_only(tmp_path: Path) -> None:
    before, after = json.loads(run(FIRST_PAINT, str(tmp_path)).splitlines()[-1])
    roots = {name.partition(".")[0] for name in before}
    assert "PySide6" in roots
    assert roots.isdisjoint(HEAVY)
    assert not [name for name in before if name.startswith(("dorpsapp.store", "dorpsapp.models", "dorpsapp.services"))]
    assert "sqlalchemy" in {name.partition(".")[0] for name in after}


def test_true_false_and_none_survive_a_long_day_of_signals() -> None:
    assert run(LONG_DAY).strip() == "alive"
