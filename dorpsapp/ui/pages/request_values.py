"""What stands in the form of a request: read as an entry, and kept as a draft."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, time
from typing import TYPE_CHECKING, TypeVar

from dorpsapp.errors import Invalid
from dorpsapp.models import DayPart, Request
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.drafts import Typed
from dorpsapp.services.request_moment import read_hour
from dorpsapp.services.requests import RequestEntry
from dorpsapp.text import _
from dorpsapp.ui.widgets.ranking import Candidate

if TYPE_CHECKING:
    from dorpsapp.ui.pages.request_form import RequestForm

T = TypeVar("T")
NEW = "new "


def read_entry(form: RequestForm) -> RequestEntry:
    """What was typed; raises Invalid with a sentence for each field that cannot be read."""
    problems: dict[str, str] = {}

    def read(name: str, parse: Callable[[], T], otherwise: T) -> T:
        try:
            return parse()
        except Unreadable as trouble:
            problems[name] = str(trouble)
            return otherwise

    for name, field, sentence in (
        ("person_id", form.person, _("Kies een naam uit de lijst, of kies 'Nieuwe persoon'.")),
        ("category_id", form.category, _("Kies de soort hulp uit de lijst.")),
    ):
        if field.text().strip() and field.picked is None:
            problems[name] = sentence
    person, category, more = form.person.picked, form.category.picked, form.more
    no_hour: tuple[DayPart | None, time | None] = (None, None)
    part, at = read("hour", lambda: read_hour(form.hour.text()), no_hour)
    repeats = more.repeats.value()
    found = RequestEntry(
        person_id=person.key if person and isinstance(person.key, int) else None,
        new_person=person.text if person and isinstance(person.key, str) else "",
        category_id=int(str(category.key)) if category else None,
        received_on=read("received_on", lambda: more.received.value() or date.min, date.min),  # empty is today
        description=read("description", lambda: _text("description", form.description.text()), None),
        wanted_on=read("wanted_on", form.day.value, None),
        wanted_part=part,
        wanted_time=at,
        minutes=read("minutes", form.duration.value, None),
        destination=read("destination", lambda: _text("destination", more.destination.text()), None),
        needs_car=True if more.needs_car.isChecked() else None,
        skill_id=more.skill.value(),
        language_id=more.language.value(),
        repeats=repeats,
        repeats_until=read("repeats_until", more.until.value, None),
        referrer=more.referrer.value(),
        areas=more.chosen_areas(),
    )
    if problems:
        raise Invalid(problems)
    return found


def draft_of(form: RequestForm) -> Typed:
    """All that stands in the form, as plain values."""
    return {
        "person": form.person.draft(),
        "category": form.category.draft(),
        "day": form.day.line.text(),
        "hour": form.hour.text(),
        "minutes": form.duration.line.text(),
        "description": form.description.text(),
        "more": form.more.draft(),
    }


def restore_draft(form: RequestForm, typed: Typed) -> None:
    """Show what `draft_of` gave."""
    key = typed["person"]["key"]
    if isinstance(key, str):
        form.person.pick(Candidate(key, typed["person"]["text"]))
    else:
        form.person.restore_draft(typed["person"])
    form.category.restore_draft(typed["category"])
    form.day.line.setText(typed["day"])
    form.hour.setText(typed["hour"])
    form.duration.line.setText(typed["minutes"])
    form.duration.line.setModified(bool(typed["minutes"]))
    form.description.setText(typed["description"])
    form.more.restore_draft(typed["more"])


def _text(name: str, typed: str) -> str | None:
    found = Request.field_named(name).kind.parse(typed)
    return found if isinstance(found, str) else None
