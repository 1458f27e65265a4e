"""Save and delete one record of any type, after its own rules have been heard."""

from collections.abc import Mapping
from typing import Any, TypeVar

from dorpsapp.errors import Invalid, UserError
from dorpsapp.models import Record
from dorpsapp.store.store import Store
from dorpsapp.store.unit import Unit
from dorpsapp.text import _

AnyRecord = TypeVar("AnyRecord", bound=Record)


def save(
    store: Store,
    record_type: type[Record],
    values: Mapping[str, Any],
    record_id: int | None = None,
    *,
    shown_version: int | None = None,
) -> int:
    """Add a record, or change the given fields of one; gives its id.

    `shown_version` is the version the user was looking at: a later change by someone else raises Conflict.
    Raises Invalid with a sentence for each field that is missing or breaks a rule; nothing is written then.
    """
    what = _("{record} toegevoegd") if record_id is None else _("{record} gewijzigd")
    with store.write(what.format(record=_(record_type.singular).capitalize())) as unit:
        return put(unit, record_type, values, record_id, shown_version=shown_version).id


def put(
    unit: Unit,
    record_type: type[AnyRecord],
    values: Mapping[str, Any],
    record_id: int | None = None,
    *,
    shown_version: int | None = None,
) -> AnyRecord:
    """The same within a unit of work that is already open; the record comes back flushed, with its id."""
    record = record_type() if record_id is None else existing(unit, record_type, record_id, shown_version)
    for name, value in values.items():
        setattr(record, name, value)
    check(record)
    unit.add(record)
    unit.flush()
    return record


def existing(unit: Unit, record_type: type[AnyRecord], record_id: int, shown_version: int | None = None) -> AnyRecord:
    """The record with this id; a UserError when it is gone or has changed since it was shown."""
    record = unit.get(record_type, record_id, shown_version)
    if record is None:
        raise UserError(_("Dit gegeven bestaat niet meer. Iemand heeft het intussen verwijderd."))
    return record


def check(record: Record) -> None:
    """Raise Invalid when a required field is empty or a rule of the record is broken."""
    problems: dict[str, str] = {}
    for field in type(record).fields():
        column = type(record).__table__.columns[field.name]
        is_new = record.id is None  # a new row gets the default, one that is there would be emptied
        has_default = is_new and (column.default is not None or column.server_default is not None)
        if field.required and getattr(record, field.name) is None and not has_default:
            problems[field.name] = _("Vul in: {label}.").format(label=_(field.label).lower())
    for name, sentence in record.problems():
        problems.setdefault(name, sentence)
    if problems:
        raise Invalid(problems)


def values(store: Store, record_type: type[Record], record_id: int) -> dict[str, Any]:
    """The fields of a record as plain values, with its `id` and `version`; a UserError when it is gone."""
    with store.read() as session:
        record = session.get(record_type, record_id)
        if record is None:
            raise UserError(_("Dit gegeven bestaat niet meer. Iemand heeft het intussen verwijderd."))
        names = ("id", "version", *(field.name for field in record_type.fields()))
        return {name: getattr(record, name) for name in names}


def delete(store: Store, record_type: type[Record], record_id: int) -> None:
    """Delete one record as an undoable step."""
    with store.write(_("{record} verwijderd").format(record=_(record_type.singular).capitalize())) as unit:
        unit.delete(existing(unit, record_type, record_id))
