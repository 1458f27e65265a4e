"""The recipes of CONTRIBUTING work on a copy of the tree: a field is one line and a step, a section one file."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
FIELD_LINE = '    website: Mapped[str | None] = field(Text(length=120), "Website", privacy=Privacy.OPEN)\n'
SECTION_FILE = '''"""How many kinds of support were given."""

from dorpsapp.figures.dimensions import CATEGORY
from dorpsapp.reports.blocks import Block, Heading, Paragraph
from dorpsapp.reports.report import Review, Section


def blocks(review: Review) -> tuple[Block, ...]:
    kinds = len(review.now["supports"].by(CATEGORY).rows)
    return (Heading("Breedte van het aanbod"), Paragraph(f"Wij gaven {kinds} soorten hulp."))


SECTION = Section("breadth", "Breedte van het aanbod", 65, blocks)
'''
SEE_SECTION = """
import sys
from datetime import date
from pathlib import Path
from dorpsapp.figures.period import Period
from dorpsapp.reports.excel import write_workbook
from dorpsapp.reports.pdf import write_pdf
from dorpsapp.reports.plain_text import render_text
from dorpsapp.reports.report import ReportOptions, build_report
from dorpsapp.services.practice import VILLAGES, VillageSize, make_village
from dorpsapp.store.store import Store

folder = Path(sys.argv[1])
store = Store.create(folder / "dorp.dorpsapp", practice=True)
make_village(store, VILLAGES["hoogland"], VillageSize(years=1, support=50, until=date(2025, 12, 31)))
document = build_report(store, Period.of_year(2025), ReportOptions(created=date(2026, 1, 1))).document
store.close()
write_pdf(document, folder / "r.pdf")
write_workbook(document, folder / "r.xlsx")
assert "Breedte van het aanbod" in render_text(document)
assert "soorten hulp." in render_text(document)
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A copy of the repository, without what is made in it."""
    copy = tmp_path / "dorpsapp"
    for name in ("dorpsapp", "resources", "tests", "docs"):
        shutil.copytree(ROOT / name, copy / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", "dev.py"):
        shutil.copy(ROOT / name, copy / name)
    return copy


def run(tree: Path, *words: str) -> str:
    """Run Python on the copy; fails with its output."""
    environment = {**os.environ, "PYTHONPATH": str(tree), "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run(
        [sys.executable, *words], cwd=tree, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def test_a_new_field_is_one_line_and_a_generated_step(tree: Path) -> None:
    record = tree / "dorpsapp" / "models" / "initiative.py"
    source = record.read_text("utf-8")
    at = source.index("    email: Mapped")
    record.write_text(source[:at] + FIELD_LINE + source[at:], "utf-8")
    steps = tree / "dorpsapp" / "store" / "migrations" / "versions"
    before = set(steps.glob("*.py"))
    run(tree, "-c", "from dorpsapp.store.migrate import new_step; new_step('website of the initiative')")
    (made,) = set(steps.glob("*.py")) - before
    assert "website" in made.read_text("utf-8")
    run(
        tree,
        "-m",
        "pytest",
        "-q",
        "-p",
        "no:cacheprovider",
        "tests/every/test_fields.py",
        "tests/store/test_migrate.py",
    )
    run(
        tree,
        "-c",
        "from dorpsapp.exchange.sheet_out import export_workbook; from dorpsapp.store.store import Store;"
        "from dorpsapp.services.initiative import found_initiative; from pathlib import Path;"
        "store = Store.create(Path('x.dorpsapp'), practice=True);"
        "found_initiative(store, 'Dorp', 'Stad', website='dorp.example');"
        "export_workbook(store, Path('x.xlsx')); store.close();"
        "import openpyxl; book = openpyxl.load_workbook('x.xlsx');"
        "assert any('dorp.example' in map(str, row) for sheet in book for row in sheet.iter_rows(values_only=True))",
    )


def test_a_new_section_is_one_file(tree: Path, tmp_path: Path) -> None:
    (tree / "dorpsapp" / "reports" / "sections" / "breadth.py").write_text(SECTION_FILE, "utf-8")
    run(tree, "-c", SEE_SECTION, str(tmp_path))
    assert (tmp_path / "r.pdf").stat().st_size > 10_000
