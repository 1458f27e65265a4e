"""The page Privacy by keyboard: lights, whose term has passed, kept with a reason, announced and erased, documents."""

from contextlib import closing
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dorpsapp.models import ClientRole
from dorpsapp.models.processing import Keep
from dorpsapp.services import records
from dorpsapp.services.erasing import erase_people
from dorpsapp.services.people import save_person, search_people
from dorpsapp.services.retention import Stage, apply_retention, retention_plan
from dorpsapp.services.retention_terms import NOTICE_DAYS, read_terms
from dorpsapp.store.store import Store
from dorpsapp.ui.pages.backup import BackupPage
from dorpsapp.ui.pages.privacy import PrivacyPage
from dorpsapp.ui.pages.start import StartPage
from dorpsapp.ui.widgets.cards import LineLink
from tests.window_tools import TODAY, Desk


def someone_of_long_ago(desk: Desk, name: str) -> int:
    number = save_person(desk.store, {"first_name": "Oude", "surname": name})
    long_ago = TODAY - timedelta(days=2_000)
    records.save(desk.store, ClientRole, {"person_id": number, "since": long_ago, "until": long_ago})
    return number


def privacy_page(desk: Desk) -> PrivacyPage:
    page = desk.go("privacy")
    desk.settle()
    assert isinstance(page, PrivacyPage)
    return page


def press(desk: Desk, button: QPushButton) -> None:
    button.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()


def test_from_start_to_announced_to_erased(desk: Desk) -> None:
    gone, kept = someone_of_long_ago(desk, "Bekende"), someone_of_long_ago(desk, "Vriend")
    apply_retention(desk.store, TODAY - timedelta(days=NOTICE_DAYS))
    new = someone_of_long_ago(desk, "Kennis")
    start = desk.go("start")
    desk.settle()
    assert isinstance(start, StartPage)
    line = next(each for each in start.to_do.lines if "bewaartermijn" in each.accessibleName())
    assert isinstance(line, LineLink)
    press(desk, line)
    page = desk.page
    assert isinstance(page, PrivacyPage)
    assert "3 mensen hebben langer dan 2 jaar geen contact." in page.retention.said.text()
    longer = next(
        each for each in page.findChildren(QPushButton) if each.accessibleName() == "Langer bewaren: Oude Vriend"
    )
    press(desk, longer)
    assert desk.focused() is page.retention.reason
    press(desk, page.retention.keep)
    assert "Schrijf op waarom" in page.retention.reason_box.error
    desk.type("is de buurman")
    press(desk, page.retention.keep)
    assert [one.person_id for one in retention_plan(desk.store, TODAY).due] == [gone, new]
    press(desk, page.retention.apply)
    assert "Aangekondigd: 1, gewist: 1." in page.retention.notice.text.text()
    assert retention_plan(desk.store, TODAY).people(Stage.WAITING) == (new,)
    assert page.retention.apply.isHidden()
    assert "Bewaartermijnen toepassen?" in desk.messages.said
    assert search_people(desk.store, "Oude Bekende") == () and search_people(desk.store, "Oude Vriend")[0].id == kept


def test_asked_is_noted_and_can_be_taken_back(desk: Desk) -> None:
    someone_of_long_ago(desk, "Bekende")
    page = privacy_page(desk)
    press(desk, next(each for each in page.findChildren(QPushButton) if each.accessibleName().startswith("Gevraagd:")))
    assert any("gevraagd op" in each.accessibleName() for each in page.findChildren(LineLink))
    desk.window.undo()
    assert retention_plan(desk.store, TODAY).due[0].asked_on is None


def test_terms_are_typed_and_lights_lead_on(desk: Desk) -> None:
    page = privacy_page(desk)
    line, box = page.terms[Keep.CLIENT]
    line.setFocus()
    line.selectAll()
    desk.type("x\t")
    assert "heel aantal maanden" in box.error
    line.setFocus()
    line.selectAll()
    desk.type("36\t")
    desk.settle()
    assert read_terms(desk.store)[Keep.CLIENT] == 36 and not box.error
    red = next(each for each in page.points.lines if each.accessibleName().startswith("Doe dit"))
    assert isinstance(red, LineLink)
    press(desk, red)
    assert desk.window.page is not page


def test_the_documents_are_saved(desk: Desk, tmp_path: Path) -> None:
    page = privacy_page(desk)
    for name, made in (("verklaring", page.statement), ("register", page.register)):
        desk.messages.path = tmp_path / f"{name}.pdf"
        press(desk, made)
        assert desk.messages.path.read_bytes().startswith(b"%PDF")


def test_who_was_erased_does_not_come_back_with_a_backup(desk: Desk, tmp_path: Path) -> None:
    page = desk.go("backup")
    assert isinstance(page, BackupPage)
    press(desk, page.make)
    (number,) = (hit.id for hit in search_people(desk.store, "Anneke Bos"))
    erase_people(desk.store, [number], TODAY)
    (desk.messages.source,) = (desk.store.path.parent / "reservekopie").glob("*.dorpsapp-kopie")
    desk.messages.path = tmp_path / "terug.dorpsapp"
    press(desk, page.apart)
    with closing(Store.open(tmp_path / "terug.dorpsapp", desk.store.key)) as restored:
        assert search_people(restored, "Anneke Bos") == () and search_people(restored, "Bram Jansen")
