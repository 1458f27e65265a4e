"""Every override of a Qt virtual method carries the guard, and the search for overrides bites."""

import ast
import sys
from collections.abc import Iterator
from importlib import import_module
from pathlib import Path
from types import TracebackType

import pytest

from dorpsapp.ui.guard import guard

FOLDER = Path(__file__).parents[2] / "dorpsapp"
FILES = [*sorted((FOLDER / "ui").rglob("*.py")), FOLDER / "app.py"]
PLANTED = """
from PySide6.QtWidgets import QWidget
from dorpsapp.ui.guard import guard
class Careless(QWidget):
    def sizeHint(self): return None
class Grandchild(Careless):
    def paintEvent(self, event): pass
    @guard(None)
    def closeEvent(self, event): pass
    def refresh(self): pass
"""


def classes(trees: list[ast.Module]) -> dict[str, tuple[ast.ClassDef, dict[str, str]]]:
    """Every class of the window by name, with what its file imports from Qt."""
    found = {}
    for tree in trees:
        qt = {
            alias.asname or alias.name: node.module
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("PySide6")
            for alias in node.names
        }
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                found[node.name] = (node, qt)
    return found


def names_of_qt(name: str, known: dict[str, tuple[ast.ClassDef, dict[str, str]]]) -> set[str]:
    """Every method name that this class has from Qt, through all its bases."""
    if name not in known:
        return set()
    node, qt = known[name]
    names: set[str] = set()
    for base in (each.id for each in node.bases if isinstance(each, ast.Name)):
        if base in qt:
            names |= set(dir(getattr(import_module(qt[base]), base)))
        else:
            names |= names_of_qt(base, known)
    return names


def unguarded(trees: list[ast.Module]) -> Iterator[str]:
    """Overrides of what Qt may call that lack the guard."""
    known = classes(trees)
    for name, (node, _qt) in known.items():
        from_qt = names_of_qt(name, known) - {"__init__"}
        for method in node.body:
            if not isinstance(method, ast.FunctionDef) or method.name not in from_qt:
                continue
            decorators = [
                each.func.id
                for each in method.decorator_list
                if isinstance(each, ast.Call) and isinstance(each.func, ast.Name)
            ]
            if "guard" not in decorators:
                yield f"{name}.{method.name}"


def test_every_override_of_qt_is_guarded() -> None:
    trees = [ast.parse(path.read_text("utf-8")) for path in FILES]
    overrides = sum(path.read_text("utf-8").count("@guard(") for path in FILES)
    assert overrides > 30
    assert list(unguarded(trees)) == []


def test_the_search_finds_a_planted_fault() -> None:
    assert list(unguarded([ast.parse(PLANTED)])) == ["Careless.sizeHint", "Grandchild.paintEvent"]


def test_a_guarded_method_reports_the_error_and_gives_the_default(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[type[BaseException]] = []

    def hook(kind: type[BaseException], _trouble: BaseException, _trace: TracebackType | None) -> None:
        heard.append(kind)

    monkeypatch.setattr(sys, "excepthook", hook)

    @guard(7)
    def broken(number: int) -> int:
        return number // 0

    assert broken(1) == 7
    assert heard == [ZeroDivisionError]
