"""Everything in one workbook from the window; who is restricted goes along only when that is asked for."""

from pathlib import Path

from openpyxl import load_workbook
from PySide6.QtCore import Qt

from dorpsapp.models import RestrictionKind
from dorpsapp.services.people import search_people
from dorpsapp.services.restrictions import restrict
from dorpsapp.ui.pages.backup import BackupPage
from tests.window_tools import TODAY, Desk


def _told(path: Path) -> str:
    return " ".join(str(cell.value) for sheet in load_workbook(path) for row in sheet for cell in row)


def test_everything_goes_out_and_who_is_restricted_on_request(desk: Desk, tmp_path: Path) -> None:
    page = desk.go("backup")
    assert isinstance(page, BackupPage)
    assert page.export.everyone.isHidden()
    truus = search_people(desk.store, "Truus Smit")[0].id
    restrict(desk.store, truus, RestrictionKind.RESTRICTED, "gevraagd", TODAY, today=TODAY)
    desk.go("start")
    desk.go("backup")
    assert page.export.everyone.isVisible()
    desk.messages.path = tmp_path / "alles.xlsx"
    desk.press(Qt.Key.Key_X, alt=True)
    desk.wait_until(page.export.notice.isVisible)
    told = _told(tmp_path / "alles.xlsx")
    assert "Kees" in told
    assert "Truus" not in told
    page.export.everyone.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.messages.path = tmp_path / "allen.xlsx"
    page.export.make.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert "Truus" in _told(tmp_path / "allen.xlsx")
