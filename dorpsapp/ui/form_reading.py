"""Reads a whole form at once, so that everything in it that can not be read is said together."""

from __future__ import annotations

from typing import Any

from dorpsapp.errors import Invalid
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.ui.form import RecordForm


def read_form(form: RecordForm) -> dict[str, Any]:
    """The value of every field by name; raises Invalid with a sentence for each that can not be read."""
    values: dict[str, Any] = {}
    unread: dict[str, str] = {}
    for name in form.boxes:
        try:
            values[name] = form.value(name)
        except Unreadable as trouble:
            unread[name] = str(trouble)
    if unread:
        raise Invalid(unread)
    return values
