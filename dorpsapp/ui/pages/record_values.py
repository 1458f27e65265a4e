"""What stands in the fields of Hulp vastleggen: read as an entry, shown from one, and kept as a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QLineEdit

from dorpsapp.errors import Invalid
from dorpsapp.models import Shape
from dorpsapp.models.kinds import Distance, Duration, Kind, Number, Text
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.last_time import LastTime
from dorpsapp.services.record_support import SupportEntry
from dorpsapp.text import _, say_duration
from dorpsapp.ui.pages.record_shapes import Form
from dorpsapp.ui.widgets.ranking import Candidate

if TYPE_CHECKING:
    from dorpsapp.ui.pages.record_fields import RecordFields

PICKERS = ("helper", "client", "helpers", "guests", "category")


def read_entry(fields: RecordFields) -> SupportEntry:
    """What was typed; raises Invalid with a sentence for each field that cannot be read."""
    problems: dict[str, str] = {}

    def read(name: str, parse: Callable[[], object]) -> object:
        try:
            return parse()
        except Unreadable as trouble:
            problems[name] = str(trouble)
            return None

    one = fields.form is Form.ONE_TO_ONE
    helpers = [fields.helper.picked] if one else fields.helpers.picked
    guests = [fields.client.picked] if one else fields.guests.picked
    for name, line in fields.name_lines():
        if line.text().strip() and line.picked is None:
            problems[name] = _("Kies een naam uit de lijst, of kies 'Nieuwe persoon'.")
    workers = tuple(int(str(each.key)) for each in helpers if each is not None)
    clients = tuple(int(str(each.key)) for each in guests if each is not None)
    category = fields.category.picked
    day = read("day", fields.day.value)
    minutes = read("minutes", fields.duration.value)
    headcount = read("headcount", lambda: Number(most=10_000).parse(fields.headcount.text()))
    km = read("km", lambda: Distance().parse(fields.more.km.text()))
    note = read("note", lambda: Text(length=1000, lines=3).parse(fields.more.note.text()))
    if problems:
        raise Invalid(problems)
    paid = fields.more.paid.isChecked()
    shape = Shape.HOURS if fields.form is Form.EACH_APART and not clients else fields.shape
    return SupportEntry(
        day=day,  # type: ignore[arg-type] # an empty day is today, and nonsense has raised
        category_id=int(str(category.key)) if category else None,
        shape=shape,
        minutes=minutes if isinstance(minutes, int) else None,
        volunteers=() if paid else workers,
        paid=workers if paid else (),
        clients=() if shape is Shape.HOURS else clients,
        headcount=headcount if shape is Shape.GROUP and isinstance(headcount, int) else 0,
        km=km if isinstance(km, int) else None,
        both_ways=fields.more.both_ways.isChecked(),
        note=note if isinstance(note, str) else None,
        quality=fields.more.chosen_quality(minutes is None),
    )


def show_entry(fields: RecordFields, entry: SupportEntry, category: str) -> None:
    """Show a support that was saved before, to change it; its kind of help stays, also one that is out of use."""
    fields.shape_was_chosen = True
    fields.show_form(Form.of(entry.shape))
    helpers = fields.people.by_id([*entry.volunteers, *entry.paid])
    guests = fields.people.by_id(entry.clients)
    fields.helper.pick(helpers[0] if helpers else None)
    fields.helpers.pick(helpers)
    fields.client.pick(guests[0] if guests else None)
    fields.guests.pick(guests)
    fields.headcount.setText(Number().show(entry.headcount) if entry.headcount else "")
    fields.category.pick_key(entry.category_id)
    if fields.category.picked is None and entry.category_id is not None and category:
        fields.category.pick(Candidate(entry.category_id, category))
    fields.day.set_value(entry.day)
    fields.duration.set_value(entry.minutes)
    fields.more.load(entry)


def draft_of(fields: RecordFields) -> dict[str, Any]:
    """All that stands in the fields, as plain values."""
    return {
        "form": fields.form.name,
        "shape_was_chosen": fields.shape_was_chosen,
        **{name: getattr(fields, name).draft() for name in PICKERS},
        "headcount": fields.headcount.text(),
        "day": fields.day.line.text(),
        "minutes": fields.duration.line.text(),
        "more": fields.more.draft(),
    }


def restore_draft(fields: RecordFields, typed: Mapping[str, Any]) -> None:
    """Show what `draft_of` gave."""
    fields.show_form(Form[typed["form"]])
    fields.shape_was_chosen = typed["shape_was_chosen"]
    for name in PICKERS:
        getattr(fields, name).restore_draft(typed[name])
    fields.headcount.setText(typed["headcount"])
    fields.day.line.setText(typed["day"])
    fields.duration.line.setText(typed["minutes"])
    fields.more.restore_draft(typed["more"])
    fields.filled = {}


def rough_entry(fields: RecordFields) -> SupportEntry:
    """What can be read so far, to say what it counts for; never to be saved."""

    def read(kind: Kind, line: QLineEdit) -> int:
        try:
            return kind.parse(line.text()) or 0
        except Unreadable:
            return 0

    one = fields.form is Form.ONE_TO_ONE
    helpers = [each for each in [fields.helper.picked] if each] if one else fields.helpers.picked
    guests = [each for each in [fields.client.picked] if each] if one else fields.guests.picked
    return SupportEntry(
        date.today(),
        None,
        fields.shape,
        read(Duration(), fields.duration.line),
        volunteers=tuple(int(str(each.key)) for each in helpers),
        clients=() if fields.form is Form.HOURS else tuple(int(str(each.key)) for each in guests),
        headcount=read(Number(most=10_000), fields.headcount) if fields.form is Form.GROUP else 0,
        km=read(Distance(), fields.more.km),
    )


def fill_in(fields: RecordFields, last: LastTime) -> dict[str, str]:
    """Put a last time where nothing stands yet; gives the text that was put in each field."""
    filled = {}
    if fields.category.picked is None and not fields.category.text().strip():
        fields.category.pick_key(last.category_id)
        filled["category"] = fields.category.text()
    if fields.category.picked is None or fields.category.picked.key != last.category_id:
        return filled
    if last.minutes is not None and not fields.duration.line.text().strip():
        fields.duration.set_value(last.minutes)
        fields.duration.show_echo(_("{duration}, net als vorige keer").format(duration=say_duration(last.minutes)))
        filled["minutes"] = fields.duration.line.text()
    if last.km and not fields.more.km.text().strip():
        fields.more.km.setText(Distance().show(last.km))
        fields.more.both_ways.setChecked(last.both_ways)
        filled["km"] = fields.more.km.text()
    return filled


def take_back(fields: RecordFields, filled: Mapping[str, str]) -> None:
    """Take out what was filled in and not touched since."""
    if "category" in filled and fields.category.picked and fields.category.text() == filled["category"]:
        fields.category.pick(None)
    if fields.duration.line.text() == filled.get("minutes"):
        fields.duration.line.clear()
    if filled.get("km") and fields.more.km.text() == filled["km"]:
        fields.more.km.clear()
        fields.more.both_ways.setChecked(False)


def take_whole(fields: RecordFields, last: LastTime) -> None:
    """Make the fields say exactly what was done the last time."""
    fields.category.pick_key(last.category_id)
    fields.duration.set_value(last.minutes)
    fields.more.km.setText(Distance().show(last.km))
    fields.more.both_ways.setChecked(last.both_ways)


def let_go_of_the_gone(fields: RecordFields) -> None:
    """Someone whose record was taken back can no longer be chosen; the name stays as text, so that it is asked."""
    one_each = [picker for picker in (fields.helper, fields.client) if picker.picked is not None]
    several = [picker for picker in (fields.helpers, fields.guests) if picker.picked]
    chosen = [each for picker in one_each if (each := picker.picked)] + [each for one in several for each in one.picked]
    numbers = [int(str(each.key)) for each in chosen]
    gone = set(numbers) - {int(str(each.key)) for each in fields.people.by_id(numbers)}
    if not gone:
        return
    for picker in one_each:
        if picker.picked is not None and picker.picked.key in gone:
            name = picker.text()
            picker.pick(None)
            picker.setText(name)
    for people in several:
        names = [each.text for each in people.picked if each.key in gone]
        if names:
            typed = people.line.text()
            people.pick([each for each in people.picked if each.key not in gone])
            people.line.setText(", ".join(part for part in (*names, typed) if part))
