"""From the start of the program to an open file, and back: practice, a new file, a password, a recovery code."""

from datetime import date, timedelta

from dorpsapp.services.opening import new_file
from dorpsapp.services.people import save_person
from dorpsapp.store.passwords import WORDS
from dorpsapp.ui.gate_new import NewFileGate, RecoveryGate
from dorpsapp.ui.gate_unlock import UnlockGate
from dorpsapp.ui.gates import StartGate
from dorpsapp.ui.pages.backup_folders import choose_second_folder, days_without, is_same_disk
from tests.start_tools import PASSWORD, Start


def test_a_new_file_with_its_recovery_code(start: Start) -> None:
    gate = start.gate(StartGate)
    gate.new.click()
    form = start.gate(NewFileGate)
    assert len(form.lines["password"].text().split()) == WORDS
    form.make.click()
    assert form.boxes["initiative"].error
    for name, text in (
        ("initiative", "Ons Dorp"),
        ("municipality", "Dorpen"),
        ("user", "Anneke"),
        ("password", PASSWORD),
    ):
        form.lines[name].setText(text)
    start.messages.path = start.folder / "ons dorp"
    form.make.click()
    start.settle()
    recovery = start.gate(RecoveryGate)
    start.messages.paper = start.folder / "herstelbrief.pdf"
    recovery.print_wanted.emit()
    start.settle()
    assert "1 bladzijde" in recovery.notice.text.text()
    assert start.messages.paper.stat().st_size > 10_000
    recovery.typed.lines[2].setText(recovery.rows[0])
    recovery.go_on.click()
    assert "niet regel 2" in recovery.typed.boxes[2].error
    start.type(f"{recovery.rows[1].lower().replace('0', 'o').replace('1', 'l')}\n")
    assert start.focused() is recovery.typed.lines[4], "Enter goes on to the second"
    start.type("fout\n")
    assert "niet regel 4" in recovery.typed.boxes[4].error and not recovery.typed.boxes[2].error
    recovery.typed.lines[4].setText(recovery.rows[3].replace("-", " "))
    recovery.go_on.click()
    start.settle()
    assert start.window.page is not None
    assert not start.window.banner.isVisible()
    assert start.opening.store is not None and start.opening.store.undoable() is None
    assert start.preferences.files == (start.folder / "ons dorp.dorpsapp",)


def test_a_weak_password_is_told_under_its_field(start: Start) -> None:
    gate = start.gate(StartGate)
    gate.new.click()
    form = start.gate(NewFileGate)
    for name, text in (
        ("initiative", "Ons Dorp"),
        ("municipality", "Dorpen"),
        ("user", "Anneke"),
        ("password", "kort"),
    ):
        form.lines[name].setText(text)
    start.messages.path = start.folder / "dorp.dorpsapp"
    form.make.click()
    start.settle()
    assert form.boxes["password"].error
    assert not (start.folder / "dorp.dorpsapp").exists()


def test_password_and_recovery_code_open_a_file(start: Start) -> None:
    path = start.folder / "dorp.dorpsapp"
    made = new_file(path, "Ons Dorp", "Dorpen", "Anneke", PASSWORD)
    made.store.close()
    start.opening.open_file(path)
    start.settle()
    gate = start.gate(UnlockGate)
    gate.password.setText("dit is het niet")
    gate.unlock.click()
    start.settle()
    assert gate.notice.isVisible()
    assert start.opening.store is None
    gate.password.setText(PASSWORD)
    gate.unlock.click()
    start.settle()
    assert start.window.workplace is not None
    start.window.leave_file()
    start.settle()
    start.gate(StartGate)
    start.opening.open_file(path)
    start.settle()
    gate = start.gate(UnlockGate)
    gate.forgotten.click()
    for line, row in zip(gate.rows, made.recovery_rows, strict=True):
        line.setText(row)
    gate.unlock.click()
    start.settle()
    assert start.window.workplace is not None


def test_closing_makes_a_backup_when_something_changed(start: Start) -> None:
    path = start.folder / "dorp.dorpsapp"
    new_file(path, "Ons Dorp", "Dorpen", "Anneke", PASSWORD).store.close()
    for changes in (False, True):
        start.opening.open_file(path)
        start.settle()
        gate = start.gate(UnlockGate)
        gate.password.setText(PASSWORD)
        gate.unlock.click()
        start.settle()
        assert start.opening.store is not None
        if changes:
            save_person(start.opening.store, {"first_name": "Kees"})
        start.window.leave_file()
        start.settle()
        folder = path.parent / "reservekopie"
        assert (folder.is_dir() and len(list(folder.iterdir())) == 1) == changes


def test_practising_opens_without_a_password_under_a_yellow_banner(start: Start) -> None:
    gate = start.gate(StartGate)
    gate.practice.click()
    start.settle()
    assert start.window.workplace is not None
    assert start.window.workplace.store.practice
    assert start.window.banner.isVisible()
    start.window.banner.leave.click()
    start.gate(StartGate)
    assert start.preferences.files == ()


def test_a_file_that_is_no_data_file_is_refused_in_the_gate(start: Start) -> None:
    other = start.folder / "brief.dorpsapp"
    other.write_text("Geachte heer of mevrouw,")
    start.opening.open_file(other)
    start.settle()
    gate = start.gate(StartGate)
    assert gate.notice.isVisible()
    assert other.read_text() == "Geachte heer of mevrouw,"


def test_closing_makes_a_backup_in_the_second_place_too_and_a_stick_that_is_away_holds_nothing_up(start: Start) -> None:
    path, stick = start.folder / "dorp.dorpsapp", start.folder / "stick"
    new_file(path, "Ons Dorp", "Dorpen", "Anneke", PASSWORD).store.close()
    choose_second_folder(start.preferences, path, stick)
    for there in (False, True):
        if there:
            stick.mkdir()
        start.opening.open_file(path)
        start.settle()
        gate = start.gate(UnlockGate)
        gate.password.setText(PASSWORD)
        gate.unlock.click()
        start.settle()
        assert start.opening.store is not None
        save_person(start.opening.store, {"first_name": "Kees"})
        start.window.leave_file()
        start.settle()
        assert stick.is_dir() == there
    assert len(list(stick.iterdir())) == 1
    assert days_without(path, stick, date.today()) == 0
    assert days_without(path, None, date.today() + timedelta(days=40)) == 40
    assert is_same_disk(path, stick)
