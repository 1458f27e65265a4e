"""Rows and facts as JSON and back, so that a frozen report keeps what its figures were counted from."""

from collections.abc import Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from types import UnionType
from typing import Any, Union, get_args, get_origin, get_type_hints

from dorpsapp.models import ClientRole, MemberRole, VolunteerRole

_ROLES = {role.__name__: role for role in (VolunteerRole, ClientRole, MemberRole)}


def frozen(value: object) -> Any:
    """A frozen dataclass of plain values as JSON: its fields in their order, an enum by its name, a day as ISO."""
    if is_dataclass(value) and not isinstance(value, type):
        return [frozen(getattr(value, one.name)) for one in fields(value)]
    if isinstance(value, Enum):
        return value.name
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, type):
        return value.__name__
    if isinstance(value, tuple):
        return [frozen(one) for one in value]
    if isinstance(value, Mapping):
        return {str(key): frozen(one) for key, one in value.items()}
    return value


def thawed(kind: Any, value: Any) -> Any:
    """The value of this type out of its JSON; ValueError or TypeError when it does not fit."""
    origin = get_origin(kind)
    if origin in (Union, UnionType):
        (inner,) = (one for one in get_args(kind) if one is not type(None))
        return None if value is None else thawed(inner, value)
    if origin is tuple:
        return tuple(thawed(get_args(kind)[0], one) for one in value)
    if origin is not None and issubclass(origin, Mapping):
        key_kind, value_kind = get_args(kind)
        return {key_kind(key): thawed(value_kind, one) for key, one in value.items()}
    if origin is type:
        return _ROLES[value]
    if isinstance(kind, type) and is_dataclass(kind):
        hints = get_type_hints(kind)
        own = fields(kind)
        if len(value) > len(own):
            raise ValueError(f"too many values for {kind.__name__}")
        # A report from before a field was added at the end lacks it, and has its default.
        return kind(*(thawed(hints[one.name], part) for one, part in zip(own, value, strict=False)))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind[value]
    return date.fromisoformat(value) if kind is date else value
