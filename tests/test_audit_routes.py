"""Every way out of the program is on a list here, and leaves a line in the audit: a new one fails until it does too."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1] / "dorpsapp"
FILES = [*(ROOT / "ui").rglob("*.py"), *(ROOT / "exchange").rglob("*.py"), *ROOT.glob("*commands.py"), ROOT / "app.py"]

# What writes a file or paper that people can read. DocumentOutput stands between the pages and these.
SINKS = {
    "print_pdf", "send_to_printer", "write_pdf", "render_pdf", "write_workbook", "write_text", "write_csv",
    "write_bytes", "write_figures_json", "save_bytes", "save_csv", "export_workbook", "QPrinter", "open_edition",
}  # fmt: skip
NOTED = {
    "ui/document_output.py save_with",
    "ui/document_output.py print_pdf",
    "ui/document_output.py print_document",
    "exchange/sheet_out.py export_workbook",
    "report_commands.py report",
    "report_commands.py fill",
    "report_commands.py edition",
}
# These lead to one of those above, or let nothing out that anyone recorded; each with the reason.
OTHERWISE = {
    "ui/document_output.py write": "called by what save_with is given",
    "ui/printing.py print_pdf": "called by DocumentOutput.print_pdf",
    "ui/messages.py printer": "asks for the printer only",
    "ui/pages/editions.py _save": "reads the file for save_with",
    "ui/pages/editions.py print_now": "reads the file for print_pdf",
    "ui/pages/editions.py _show_changes": "shows in the window",
    "ui/pages/reports.py _save_figures": "writes within save_with",
    "ui/pages/report_work.py make_report": "shows in the window, until it is saved or printed",
    "ui/pages/funder_forms.py _fill": "writes within save_with",
    "ui/recovery_letter.py _print": "the sheet of a file that was made a moment ago and holds nothing",
    "ui/opening_work.py recovery_pdf": "the same",
    "ui/opening_work.py write_recovery": "the same",
    "commands.py new": "the same",
    "commands.py export": "export_workbook notes it",
    "ui/pages/backup_export.py save": "the same",
    "exchange/calendar_out.py write_calendar": "days of activities and deadlines, nothing of a person",
    "report_commands.py question_form": "an empty form",
    "privacy_commands.py erase": "the proof of erasing, which itself stands in the audit; it names nobody",
}


def functions(path: Path) -> Iterator[tuple[str, ast.FunctionDef]]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.FunctionDef):
            yield f"{path.relative_to(ROOT).as_posix()} {node.name}", node


def _inner(node: ast.FunctionDef) -> set[int]:
    """Nested functions belong to the one around them."""
    return {id(each) for each in ast.walk(node) if isinstance(each, ast.FunctionDef) and each is not node}


def sinks_of(node: ast.FunctionDef) -> set[str]:
    found = set()
    for call in ast.walk(node):
        if not isinstance(call, ast.Call):
            continue
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        through_output = isinstance(call.func, ast.Attribute) and ast.unparse(call.func.value).endswith("output")
        if name in SINKS and not through_output and ast.unparse(call.func) != "self.print_pdf":
            found.add(name)
    return found


def routes() -> dict[str, ast.FunctionDef]:
    found = {}
    for path in FILES:
        nested: set[int] = set()
        for name, node in functions(path):
            nested |= _inner(node)
            if id(node) not in nested and sinks_of(node):
                found[name] = node
    return found


def test_every_way_out_is_on_the_list() -> None:
    unknown = set(routes()) - NOTED - set(OTHERWISE)
    assert not unknown, f"a way out without a note in the audit: {sorted(unknown)}"
    assert not set(OTHERWISE) - set(routes()), "no longer there"


@pytest.mark.parametrize("route", sorted(NOTED - {"ui/document_output.py print_document"}))
def test_every_way_out_makes_a_note(route: str) -> None:
    node = next(node for path in FILES for name, node in functions(path) if name == route)
    called = [ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)]
    assert any(name.endswith("store.note") for name in called)


def test_the_search_finds_a_way_out_that_was_added() -> None:
    node = ast.parse("def _mail(self):\n    write_pdf(document, path)\n").body[0]
    assert isinstance(node, ast.FunctionDef)
    assert sinks_of(node) == {"write_pdf"}
