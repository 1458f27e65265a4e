"""The shape of the house: imports go one way, libraries stay behind their doors, files stay small, names honest."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "dorpsapp"
FILES = sorted(ROOT.rglob("*.py"))

_BASE = {"errors", "text", "paths", "logbook"}
_STORE = {"models", *_BASE}
_SERVICES = {"store", *_STORE}
_FIGURES = {"store", *_STORE}
_REPORTS = {"services", "figures", *_SERVICES}
_EXCHANGE = {"reports", *_REPORTS}
_TOP = {"exchange", *_EXCHANGE}
MAY_IMPORT = {
    "errors": set[str](),
    "paths": set[str](),
    "text": {"paths"},
    "logbook": {"paths"},
    "models": {"errors", "text"},
    "store": _STORE,
    "services": _SERVICES,
    "figures": _FIGURES,
    "reports": _REPORTS,
    "exchange": _EXCHANGE,
    "ui": _TOP,
    "app": {"ui", *_TOP},
    "commands": {"cli", *_TOP},
    "report_commands": {"commands", *_TOP},
    "bundle_commands": {"commands", *_TOP},
    "privacy_commands": {"commands", *_TOP},
    "account_commands": {"cli", "commands", *_TOP},
    "cli_parser": {"account_commands", "commands", "privacy_commands", "bundle_commands", "report_commands", *_TOP},
    "cli": {"cli_parser", *_TOP},
    "__main__": {"cli", "app"},
}
ONLY_IN = {
    "PySide6": {"ui", "app"},
    "jeepney": {"ui"},
    "reportlab": {"reports"},
    "pikepdf": {"reports"},
    "sqlalchemy": {"models", "store", "services", "figures", "exchange", "commands"},
    "alembic": {"store"},
    "sqlcipher3": {"store"},
    "openpyxl": {"exchange"},
    "python_calamine": {"exchange"},
    "xlsxwriter": {"reports", "exchange"},
}
LONGEST = 400
GENERATED = "migrations/versions"
FORBIDDEN_NAMES = re.compile(r"Manager|Helper|Utils?|Controller|Handler|Data$|Info$|^process_|^do_")
NAMES_OF_QT = {"headerData", "setData", "itemData", "setEditorData", "setModelData"}


def imports(tree: ast.Module) -> Iterator[str]:
    """Every imported module, and every name out of one, in dotted form."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, "no relative imports"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def package_of(path: Path) -> str:
    """The part of the house a file belongs to."""
    return path.relative_to(ROOT).parts[0].removesuffix(".py")


def broken_rules(path: Path, source: str) -> list[str]:
    """What this source, at this place, may not import."""
    here = package_of(path)
    broken = []
    for name in imports(ast.parse(source)):
        first, *rest = name.split(".")
        if first == "dorpsapp" and rest and rest[0] not in {here, "__version__"} and rest[0] not in MAY_IMPORT[here]:
            broken.append(f"{here} may not import {rest[0]}")
        if first in ONLY_IN and here not in ONLY_IN[first]:
            broken.append(f"{here} may not import {first}")
    return broken


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize(
    "path", [path for path in FILES if path.name != "__init__.py" or path.parent != ROOT], ids=name_of
)
def test_imports_go_one_way(path: Path) -> None:
    assert broken_rules(path, path.read_text("utf-8")) == []


@pytest.mark.parametrize(
    ("place", "source"),
    [
        ("models/person.py", "from dorpsapp import ui"),
        ("figures/facts.py", "import dorpsapp.reports.pdf"),
        ("services/people.py", "from PySide6.QtCore import QObject"),
        ("store/store.py", "from dorpsapp.services import people"),
        ("reports/excel.py", "import sqlalchemy as sa"),
    ],
)
def test_a_wrong_import_is_noticed(place: str, source: str) -> None:
    assert broken_rules(ROOT / place, source)


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_every_file_is_small_and_says_what_it_is_for(path: Path) -> None:
    source = path.read_text("utf-8")
    if GENERATED not in path.as_posix():
        assert len(source.splitlines()) <= LONGEST
    if source.strip():
        tree = ast.parse(source)
        assert ast.get_docstring(tree), "a module opens with one sentence on what it is for"
        for node in ast.walk(tree):
            if isinstance(node, ast.ClassDef):
                assert ast.get_docstring(node), f"class {node.name} does not say what it is for"


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_names_explain_themselves(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ClassDef | ast.FunctionDef) and node.name not in NAMES_OF_QT:
            assert not FORBIDDEN_NAMES.search(node.name), node.name


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_texts_are_not_built_inside_the_translation(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"_", "ngettext"}:
            assert not any(isinstance(argument, ast.JoinedStr) for argument in node.args), "an f-string is never found"


def translated_too_early(source: str) -> list[int]:
    """The lines on which a text is translated while the module is loaded, so before the language is known."""
    found: list[int] = []

    def look(node: ast.AST) -> None:
        for child in ast.iter_child_nodes(node):
            called = isinstance(child, ast.Call) and isinstance(child.func, ast.Name) and child.func.id
            if called in {"_", "ngettext"}:
                found.append(getattr(child, "lineno", 0))
            if not isinstance(child, ast.FunctionDef | ast.Lambda):
                look(child)

    look(ast.parse(source))
    return found


@pytest.mark.parametrize("path", FILES, ids=name_of)
def test_no_text_is_translated_before_the_language_is_known(path: Path) -> None:
    assert translated_too_early(path.read_text("utf-8")) == []


def test_a_text_that_is_translated_too_early_is_noticed() -> None:
    assert translated_too_early('TITLE = _("Mensen")\ndef f() -> str:\n    return _("Mensen")') == [1]


def test_the_generic_engine_stays_small_and_knows_no_record() -> None:
    """Kinds, base, listing, form, table and page: under 900 lines together, and no record by name."""
    from dorpsapp.models import RECORDS

    engine = [
        *(ROOT / "models").glob("*kind*.py"),
        ROOT / "models" / "base.py",
        ROOT / "store" / "listing.py",
        ROOT / "ui" / "form.py",
        ROOT / "ui" / "table.py",
        ROOT / "ui" / "page.py",
    ]
    sources = {path.name: path.read_text("utf-8") for path in engine}
    code_lines = [line for source in sources.values() for line in source.splitlines() if line.strip()]
    assert len(code_lines) < 900
    names = {record.__name__ for record in RECORDS}
    for name, source in sources.items():
        used = {node.id for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Name)}
        assert not used & names, f"{name} knows a record by name"
