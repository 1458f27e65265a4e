"""What stands in the audit: who did what, when, with which records and which fields; never a value."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from enum import Enum
from typing import Any

from dorpsapp.text import _


class AuditAction(Enum):
    """What was done; the value stands in the file."""

    OPENED = "opened"
    FAILED = "failed"
    CHANGED = "changed"
    UNDONE = "undone"
    REDONE = "redone"
    VIEWED = "viewed"
    REVEALED = "revealed"
    PRINTED = "printed"
    EXPORTED = "exported"
    USERS = "users"
    KEYS = "keys"
    DRILL = "drill"
    RESTORED = "restored"

    @property
    def label(self) -> str:
        """What was done, in Dutch."""
        return {
            AuditAction.OPENED: _("bestand geopend"),
            AuditAction.FAILED: _("verkeerd wachtwoord"),
            AuditAction.CHANGED: _("gewijzigd"),
            AuditAction.UNDONE: _("ongedaan gemaakt"),
            AuditAction.REDONE: _("opnieuw gedaan"),
            AuditAction.VIEWED: _("bekeken"),
            AuditAction.REVEALED: _("gevoelig gegeven bekeken"),
            AuditAction.PRINTED: _("afgedrukt"),
            AuditAction.EXPORTED: _("uitgevoerd"),
            AuditAction.USERS: _("gebruikers gewijzigd"),
            AuditAction.KEYS: _("nieuwe herstelbrief"),
            AuditAction.DRILL: _("hersteltest gedaan"),
            AuditAction.RESTORED: _("reservekopie teruggezet"),
        }[self]


@dataclass(frozen=True, slots=True)
class TableWork:
    """What was done in one table: how many records came, changed and went, and which fields changed."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    fields: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """One line of the audit; `people` are the numbers of the people it was about, none when there were very many.

    `detail` says more in a word or two, such as the part of the program; it never holds a personal value.
    """

    number: int
    at: datetime
    user_id: str
    user_name: str
    role: str
    action: AuditAction
    detail: str = ""
    work: Mapping[str, TableWork] = field(default_factory=dict)
    people: tuple[int, ...] = ()

    def sealed_content(self) -> bytes:
        """All that the seal of this line covers, written in one way only."""
        content = [
            self.number, self.at.isoformat(), self.user_id, self.user_name, self.role, self.action.value, self.detail,
            work_to_text(self.work), list(self.people),
        ]  # fmt: skip
        return json.dumps(content, ensure_ascii=True, separators=(",", ":")).encode()


@dataclass(frozen=True, slots=True)
class Head:
    """The last line of an audit and its seal: kept elsewhere, it shows later whether anything was taken off."""

    number: int
    seal: str


def work_to_text(work: Mapping[str, TableWork]) -> str:
    """The work as it stands in the file."""
    tables = {name: [one.added, one.changed, one.removed, list(one.fields)] for name, one in sorted(work.items())}
    return json.dumps(tables, separators=(",", ":"))


def work_from_text(text: str) -> dict[str, TableWork]:
    """The work out of the file; raises ValueError when it is not one."""
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError(text)
    return {str(name): _work(one) for name, one in found.items()}


def _work(one: Sequence[Any]) -> TableWork:
    added, changed, removed, fields = one
    return TableWork(int(added), int(changed), int(removed), tuple(str(name) for name in fields))
