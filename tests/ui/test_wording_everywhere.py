"""Wherever a story about someone can be typed, what should not be kept is told below the field, and nothing refused."""

import pytest
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from dorpsapp.models import RECORDS, Field, Privacy, Record
from dorpsapp.models.kinds import Text
from dorpsapp.ui.editors import FREE_TEXT, editor_for
from dorpsapp.ui.widgets.field import FieldBox
from tests.window_tools import TODAY, Desk, category_id

BY_THE_PROGRAM = {"content", "recorded_by"}
FREE = [
    (record, field)
    for record in RECORDS
    for field in record.fields()
    if type(field.kind) is Text
    and field.privacy is not Privacy.OPEN
    and (field.kind.lines > 1 or field.kind.length >= FREE_TEXT)
    and field.name not in BY_THE_PROGRAM
]


def type_in(editor: QWidget, text: str) -> None:
    if isinstance(editor, QPlainTextEdit):
        editor.setPlainText(text)
    else:
        assert isinstance(editor, QLineEdit)
        editor.setText(text)


@pytest.mark.parametrize(("record", "field"), FREE, ids=lambda one: getattr(one, "__name__", None) or one.name)
def test_a_form_made_from_fields_warns(qapp: QApplication, record: type[Record], field: Field) -> None:
    editor = editor_for(field.kind, lambda _kind: (), lambda: TODAY)
    box = FieldBox(field.label, editor)
    type_in(editor, "heeft dementie")
    assert "gezondheid" in box.below.text() and not box.error
    type_in(editor, "praat rustig")
    assert "gezondheid" not in box.below.text()


def test_there_are_such_fields_and_they_are_found() -> None:
    names = {f"{record.__tablename__}.{field.name}" for record, field in FREE}
    assert {"person.note", "request.description", "request.destination", "support.note", "breach.account"} <= names
    assert len(names) > 10


def test_the_forms_that_were_made_by_hand_warn(desk: Desk) -> None:
    desk.go("record")
    page = desk.page
    boxes = [page.fields.more.boxes["note"]]  # type: ignore[attr-defined]
    desk.go("requests")
    requests = desk.page
    form = requests.form  # type: ignore[attr-defined]
    boxes += [form.boxes["description"], form.more.boxes["destination"]]
    boxes.append(requests.detail.facts.whom_box)  # type: ignore[attr-defined]
    desk.go("person", 1)
    person = desk.page
    boxes += [person.restriction.reason_box, person.qualities.note_box]  # type: ignore[attr-defined]
    desk.go("privacy")
    boxes.append(desk.page.retention.reason_box)  # type: ignore[attr-defined]
    for box in boxes:
        type_in(box.editor, "heeft dementie")
        assert "gezondheid" in box.below.text() and not box.error, box.label.text()
        type_in(box.editor, "")
    assert category_id(desk.store, "Vervoer")
