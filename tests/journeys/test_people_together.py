"""The list of people by keyboard: narrowed to a choice that is kept, and many people changed at once."""

from datetime import date

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from dorpsapp.models import Locality, PersonSkill, Skill, SkillKind, VolunteerRole
from dorpsapp.services import records
from dorpsapp.services.people import save_person, search_people
from dorpsapp.services.people_bulk import Subject
from dorpsapp.services.person_view import view_person
from dorpsapp.services.record_support import SupportEntry, record_support
from dorpsapp.services.saved_filters import saved_choices
from tests.journeys.test_people import names, people_page
from tests.window_tools import TODAY, Desk, category_id


def chip_named(desk: Desk, name: str) -> QPushButton:
    return next(
        each
        for each in desk.page.findChildren(QPushButton)
        if each.property("chip") and each.text() == name and each.isVisible()
    )


def test_a_kern_and_a_quality_narrow_the_list(desk: Desk) -> None:
    kern = records.save(desk.store, Locality, {"name": "Achterveld", "municipality": "Leusden"})
    skill = records.save(desk.store, Skill, {"name": "pottenbakken", "kind": SkillKind.ABILITY})
    anneke, kees = (search_people(desk.store, name)[0].id for name in ("Anneke Bos", "Kees Jansen"))
    for person in (anneke, kees):
        save_person(desk.store, {"locality_id": kern}, person)
    records.save(desk.store, PersonSkill, {"person_id": anneke, "skill_id": skill})
    page = people_page(desk)
    desk.press(Qt.Key.Key_K, alt=True)
    assert desk.focused() is page.filters.locality
    desk.press(Qt.Key.Key_Down)
    desk.settle()
    assert names(page) == ["Bos, Anneke", "Jansen, Kees"]
    page.filters.quality.pick(skill)
    page.filters.quality.activated.emit(page.filters.quality.currentIndex())
    assert names(page) == ["Bos, Anneke"]


def test_a_choice_is_kept_by_keyboard_used_again_renamed_and_removed(desk: Desk) -> None:
    page = people_page(desk)
    desk.press(Qt.Key.Key_V, alt=True)
    desk.wait_until(lambda: len(names(page)) == 3)
    page.line.setFocus()
    desk.type("jansen")
    assert names(page) == ["Jansen, Bram"]
    desk.press(Qt.Key.Key_W, alt=True)
    desk.wait_for_focus(page.filters.panel.line)
    desk.type("\n")
    assert "Vul een naam in" in page.filters.panel.box.error
    desk.type("Jansens & co\n")
    assert [each.name for each in saved_choices(desk.store)] == ["Jansens & co"]
    made = chip_named(desk, "Jansens && co")
    assert made.isChecked()
    made.click()
    desk.settle()
    assert len(names(page)) == 6
    assert page.line.text() == ""
    chip_named(desk, "Jansens && co").click()
    desk.settle()
    assert (page.line.text(), names(page)) == ("jansen", ["Jansen, Bram"])
    page.filters.rename.click()
    desk.type("Bram\n")
    assert chip_named(desk, "Bram").isChecked()
    page.filters.delete.click()
    desk.settle()
    assert saved_choices(desk.store) == ()
    desk.window.undo()
    desk.settle()
    assert chip_named(desk, "Bram").isChecked()


def test_a_saved_choice_lets_go_as_soon_as_something_else_is_chosen(desk: Desk) -> None:
    page = people_page(desk)
    desk.press(Qt.Key.Key_D, alt=True)
    desk.wait_until(page.filters.keep.isVisible)
    page.filters.keep.click()
    desk.type("Deelnemers\n")
    assert chip_named(desk, "Deelnemers").isChecked()
    page.line.setFocus()
    desk.type("k")
    assert not chip_named(desk, "Deelnemers").isChecked()
    assert page.filters.keep.isVisible()


def test_many_people_change_in_one_step_after_a_summary(desk: Desk) -> None:
    kern = records.save(desk.store, Locality, {"name": "Achterveld", "municipality": "Leusden"})
    bos = search_people(desk.store, "Anneke Bos")[0].id
    save_person(desk.store, {"locality_id": kern}, bos)
    page = people_page(desk)
    page.table.setFocus()
    page.table.selectRow(0)
    desk.press(Qt.Key.Key_Down, Qt.Key.Key_Down, shift=True)
    assert page.bulk.count.text() == "3 mensen gekozen"
    desk.press(Qt.Key.Key_J, alt=True)
    desk.wait_for_focus(page.bulk.subject)
    assert page.bulk.summary.text() == "U wijzigt 1 persoon: kern wordt leeg. 2 hadden die al."
    page.bulk.locality.setFocus()
    desk.press(Qt.Key.Key_Down)
    assert page.bulk.summary.text() == "U wijzigt 2 mensen: kern wordt Achterveld. 1 had die al."
    page.bulk.go.setFocus()
    desk.press(Qt.Key.Key_Space)
    desk.settle()
    assert desk.window.toast.text.text() == "2 mensen gewijzigd."
    kernen = [view_person(desk.store, hit.id).values["locality_id"] for hit in search_people(desk.store, "", limit=9)]
    assert kernen.count(kern) == 3
    desk.press(Qt.Key.Key_Z, control=True)
    desk.settle()
    kernen = [view_person(desk.store, hit.id).values["locality_id"] for hit in search_people(desk.store, "", limit=9)]
    assert kernen.count(kern) == 1


def test_esc_leaves_the_change_of_many_and_changes_nothing(desk: Desk) -> None:
    page = people_page(desk)
    page.table.setFocus()
    desk.press(Qt.Key.Key_A, control=True)
    assert page.bulk.count.text() == "6 mensen gekozen"
    before = desk.store.undoable()
    desk.press(Qt.Key.Key_J, alt=True)
    desk.wait_for_focus(page.bulk.subject)
    desk.press(Qt.Key.Key_Escape)
    assert desk.focused() is page.table
    assert not page.bulk.go.isVisible()
    assert desk.store.undoable() == before


def test_every_subject_asks_for_what_it_needs_and_says_what_it_does(desk: Desk) -> None:
    page = people_page(desk)
    page.table.setFocus()
    desk.press(Qt.Key.Key_A, control=True)
    page.bulk.begin.click()
    shown = {}
    for subject in Subject:
        page.bulk.subject.setCurrentIndex(page.bulk.subject.findData(subject))
        shown[subject] = {name for name, box in page.bulk.boxes.items() if box.isVisible()} - {"subject"}
    assert shown[Subject.END_ROLE] == {"role", "day"}
    assert (shown[Subject.TOWN], shown[Subject.ARCHIVE]) == ({"town"}, set())
    assert shown[Subject.ADD_SKILL] == shown[Subject.REMOVE_SKILL] == {"quality"}
    page.bulk.subject.setCurrentIndex(page.bulk.subject.findData(Subject.ADD_SKILL))
    assert page.bulk.summary.text() == "Kies eerst een kwaliteit."
    assert not page.bulk.go.isEnabled()
    page.bulk.subject.setCurrentIndex(page.bulk.subject.findData(Subject.END_ROLE))
    page.bulk.day.line.setText("31-2-2026")
    assert "bestaat niet" in page.bulk.summary.text()
    page.bulk.day.line.setText("1-3-2026")
    assert page.bulk.summary.text() == ("U wijzigt 3 mensen: rol vrijwilliger tot en met 1-3-2026. 3 hadden die niet.")
    page.bulk.go.click()
    desk.settle()
    roles = view_person(desk.store, search_people(desk.store, "Anneke Bos")[0].id).roles
    assert [role.values["until"] for role in roles if role.record_type is VolunteerRole] == [date(2026, 3, 1)]


def test_delete_puts_everyone_away_who_is_chosen_and_brings_them_back(desk: Desk) -> None:
    page = people_page(desk)
    page.table.setFocus()
    desk.press(Qt.Key.Key_A, control=True)
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    assert names(page) == []
    desk.press(Qt.Key.Key_O, alt=True)
    desk.wait_until(lambda: len(names(page)) == 6)
    page.table.setFocus()
    desk.press(Qt.Key.Key_A, control=True)
    desk.press(Qt.Key.Key_Delete)
    desk.settle()
    desk.wait_until(lambda: names(page) == [])
    desk.press(Qt.Key.Key_O, alt=True)
    desk.wait_until(lambda: len(names(page)) == 6)


def test_sorting_by_hours_follows_what_is_recorded(desk: Desk) -> None:
    page = people_page(desk)
    page.table.sortByColumn(4, Qt.SortOrder.DescendingOrder)
    desk.settle()
    gerda = search_people(desk.store, "Gerda")[0].id
    kees = search_people(desk.store, "Kees")[0].id
    kind = category_id(desk.store, "Vervoer")
    from dorpsapp.models import Shape

    record_support(desk.store, SupportEntry(TODAY, kind, Shape.INDIVIDUAL, 600, (gerda,), (kees,)))
    desk.settle()
    assert names(page)[0] == "Berg, Gerda van den"
