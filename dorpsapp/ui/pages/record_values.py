"""What stands in the fields of Hulp vastleggen: read as an entry, shown from one, and kept as a draft."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from dorpsapp.errors import Invalid
from dorpsapp.models import Shape
from dorpsapp.models.kinds import Distance, Number, Text
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.record_support import SupportEntry
from dorpsapp.text import _

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

    individual = fields.shape is Shape.INDIVIDUAL
    helpers = [fields.helper.picked] if individual else fields.helpers.picked
    guests = [fields.client.picked] if individual else fields.guests.picked
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
    return SupportEntry(
        day=day,  # type: ignore[arg-type] # an empty day is today, and nonsense has raised
        category_id=int(str(category.key)) if category else None,
        shape=fields.shape,
        minutes=minutes if isinstance(minutes, int) else None,
        volunteers=() if paid else workers,
        paid=workers if paid else (),
        clients=() if fields.shape is Shape.HOURS else clients,
        headcount=headcount if fields.shape is Shape.GROUP and isinstance(headcount, int) else 0,
        km=km if isinstance(km, int) else None,
        both_ways=fields.more.both_ways.isChecked(),
        note=note if isinstance(note, str) else None,
        quality=fields.more.chosen_quality(minutes is None),
    )


def show_entry(fields: RecordFields, entry: SupportEntry) -> None:
    """Show a support that was saved before, to change it."""
    fields.shape_was_chosen = True
    fields.switch(entry.shape)
    helpers = fields.people.by_id([*entry.volunteers, *entry.paid])
    guests = fields.people.by_id(entry.clients)
    fields.helper.pick(helpers[0] if helpers else None)
    fields.helpers.pick(helpers)
    fields.client.pick(guests[0] if guests else None)
    fields.guests.pick(guests)
    fields.headcount.setText(Number().show(entry.headcount) if entry.headcount else "")
    fields.category.pick_key(entry.category_id)
    fields.day.set_value(entry.day)
    fields.duration.set_value(entry.minutes)
    fields.more.load(entry)


def draft_of(fields: RecordFields) -> dict[str, Any]:
    """All that stands in the fields, as plain values."""
    return {
        "shape": fields.shape.name,
        "shape_was_chosen": fields.shape_was_chosen,
        **{name: getattr(fields, name).draft() for name in PICKERS},
        "headcount": fields.headcount.text(),
        "day": fields.day.line.text(),
        "minutes": fields.duration.line.text(),
        "more": fields.more.draft(),
    }


def restore_draft(fields: RecordFields, typed: Mapping[str, Any]) -> None:
    """Show what `draft_of` gave."""
    fields.switch(Shape[typed["shape"]])
    fields.shape_was_chosen = typed["shape_was_chosen"]
    for name in PICKERS:
        getattr(fields, name).restore_draft(typed[name])
    fields.headcount.setText(typed["headcount"])
    fields.day.line.setText(typed["day"])
    fields.duration.line.setText(typed["minutes"])
    fields.duration.line.setModified(bool(typed["minutes"]))
    fields.more.restore_draft(typed["more"])
