"""The typing in the form of a request beside what someone else saved meanwhile, part by part."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from dorpsapp.models import Referrer, Repeat, Request
from dorpsapp.services.drafts import Typed
from dorpsapp.text import _
from dorpsapp.ui.conflict import Clash
from dorpsapp.ui.form_draft import BEGAN
from dorpsapp.ui.widgets.labels import spoken

if TYPE_CHECKING:
    from dorpsapp.ui.pages.request_form import RequestForm

MORE = "more"
UNASKED = "more.areas_were_chosen"
Parts = dict[str, Any]
_FIELDS = {
    "person": "person_id", "category": "category_id", "day": "wanted_on", "hour": "hour", "minutes": "minutes",
    "description": "description", "more.destination": "destination", "more.needs_car": "needs_car",
    "more.skill": "skill_id", "more.language": "language_id", "more.repeats": "repeats",
    "more.until": "repeats_until", "more.referrer": "referrer", "more.received": "received_on",
}  # fmt: skip


def settled(typed: Typed, began: Typed, present: Typed) -> tuple[Typed, list[str]]:
    """What only one of the two changed goes together; also the names of the parts that both changed.

    `began` is what the form showed before the typing. Of what both changed the typing stays for now.
    """
    mine, first, theirs = _parts(typed), _parts(began), _parts(present)
    both = [name for name in mine if first.get(name) not in (mine[name], theirs.get(name))]
    both = [name for name in both if mine[name] != theirs.get(name) and name != UNASKED]
    return _whole({name: theirs[name] if mine[name] == first.get(name) else mine[name] for name in mine}), both


def with_present(typed: Typed, present: Typed, names: Sequence[str]) -> Typed:
    """The typing, with what stands there now in these parts."""
    theirs = _parts(present)
    return _whole({**_parts(typed), **{name: theirs[name] for name in names}})


def clash_of(form: RequestForm, name: str, typed: Typed, present: Typed) -> Clash:
    """Both values of a part, in words."""
    box = {**form.boxes, **form.more.boxes}.get(_FIELDS.get(name, name))
    if box is not None:
        label = spoken(box.label.text())
    else:
        label = _(Request.field_named("needs_car").label) if name == "more.needs_car" else _("Beleidsterreinen")
    return Clash(name, label, _words(form, name, _parts(typed)[name]), _words(form, name, _parts(present)[name]))


def _words(form: RequestForm, name: str, value: Any) -> str:
    more = form.more
    if isinstance(value, Mapping):
        return str(value["text"])
    if isinstance(value, bool):
        return _("ja") if value else _("nee")
    if isinstance(value, list):
        return ", ".join(more.areas[number].text() for number in value if number in more.areas)
    if name in ("more.skill", "more.language"):
        return (more.skill if name == "more.skill" else more.language).words(value)
    if name == "more.repeats":
        return more.repeats.words(Repeat[value] if value else None)
    if name == "more.referrer":
        return more.referrer.words(Referrer[value] if value else None)
    return str(value)


def _parts(typed: Typed) -> Parts:
    inner = {f"{MORE}.{name}": value for name, value in typed[MORE].items()}
    return {**{name: value for name, value in typed.items() if name not in (MORE, BEGAN)}, **inner}


def _whole(parts: Parts) -> Typed:
    inner = {name.removeprefix(f"{MORE}."): value for name, value in parts.items() if name.startswith(f"{MORE}.")}
    return {**{name: value for name, value in parts.items() if not name.startswith(f"{MORE}.")}, MORE: inner}
