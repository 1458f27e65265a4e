"""What the records lack, mended one after another with the keyboard."""

from datetime import date

import pytest
from PySide6.QtCore import Qt

from dorpsapp.models import ParticipantRole, Quality, Shape
from dorpsapp.services.mending import Lack, ToMend
from dorpsapp.services.people import search_people
from dorpsapp.services.record_support import SupportEntry, record_support, support_row
from dorpsapp.ui.pages.mend import MendPage
from tests.window_tools import Desk, category_id


@pytest.fixture
def rides(desk: Desk) -> list[int]:
    """Two rides without kilometres, the later one first in the list."""
    helper = search_people(desk.store, "Anneke Bos", role=ParticipantRole.VOLUNTEER)[0].id
    client = search_people(desk.store, "Kees Jansen")[0].id
    kind = category_id(desk.store, "Vervoer")
    return [
        record_support(desk.store, SupportEntry(date(2026, 10, day), kind, Shape.INDIVIDUAL, 60, (helper,), (client,)))
        for day in (20, 10)
    ]


@pytest.fixture
def page(desk: Desk, rides: list[int]) -> MendPage:
    """The page with what lacks kilometres this year."""
    shown = desk.go("mend", ToMend(Lack.KM, date(2026, 1, 1), date(2026, 12, 31)))
    assert isinstance(shown, MendPage)
    return shown


def test_kilometres_are_typed_one_after_another(desk: Desk, page: MendPage, rides: list[int]) -> None:
    assert page.model.rowCount() == 2
    assert desk.focused() is page.km
    desk.type("12,5\n")
    assert page.model.rowCount() == 1
    assert desk.focused() is page.km
    assert page.about.text().startswith("10-10-2026: Anneke Bos hielp Kees Jansen")
    desk.type("\n")
    assert "Weet u het niet" in page.km_box.error
    desk.type("0\n")
    assert page.empty.isVisible()
    rows = [support_row(desk.store, number) for number in rides]
    assert [row.entry.km for row in rows if row is not None] == [125, 0]
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    assert page.model.rowCount() == 1


def test_the_chips_tell_how_many_lack_each_thing(desk: Desk, page: MendPage) -> None:
    desk.settle()
    assert page.chips[Lack.KM].text() == "Zonder &kilometers (2)"
    assert page.chips[Lack.HELPER].text() == "Zonder wie &hielp (0)"
    desk.type("12,5\n")
    desk.settle()
    assert page.chips[Lack.KM].text() == "Zonder &kilometers (1)"


def test_nonsense_stays_in_the_field_with_a_sentence(desk: Desk, page: MendPage) -> None:
    desk.type("veel\n")
    assert page.km.text() == "veel"
    assert page.km_box.error
    desk.store.undo()
    desk.settle()
    assert (page.km.text(), page.model.rowCount()) == ("veel", 1)


def test_what_is_typed_survives_a_change_elsewhere(desk: Desk, page: MendPage, rides: list[int]) -> None:
    desk.type("12")
    row = support_row(desk.store, rides[1])
    assert row is not None
    record_support(desk.store, row.entry)
    desk.settle()
    assert page.km.text() == "12"
    assert page.model.rowCount() == 3


def test_an_estimated_duration_becomes_a_recorded_one(desk: Desk, page: MendPage, rides: list[int]) -> None:
    row = support_row(desk.store, rides[0])
    assert row is not None
    number = record_support(
        desk.store, SupportEntry(**{**vars(row.entry), "minutes": None, "quality": Quality.ESTIMATED})
    )
    page.chips[Lack.ESTIMATED].click()
    desk.settle()
    assert page.model.rowCount() == 1
    page.duration.line.setFocus()
    page.duration.line.selectAll()
    desk.type("0:45\n")
    changed = support_row(desk.store, number)
    assert changed is not None
    assert (changed.entry.minutes, changed.entry.quality) == (45, Quality.RECORDED)


def test_the_whole_record_opens_from_the_list(desk: Desk, page: MendPage) -> None:
    page.table.setFocus()
    desk.press(Qt.Key.Key_Return)
    desk.settle()
    assert desk.page.title.text() == "Hulp vastleggen"
    desk.press(Qt.Key.Key_Left, alt=True)
    desk.settle()
    assert desk.page is page


def test_a_period_where_nothing_lacks_is_praised(desk: Desk, page: MendPage) -> None:
    desk.go("mend", ToMend(Lack.KM, date(2020, 1, 1), date(2020, 12, 31)))
    assert page.empty.isVisible()
    assert not page.card.isVisible()
