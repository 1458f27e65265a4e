"""What one's role does not do or see on each page, in plain words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dorpsapp.store.user_roles import Capability
from dorpsapp.text import _

if TYPE_CHECKING:
    from dorpsapp.store.store import Store

# What changing something on a page asks for; pages that only show ask for nothing.
WRITES = {
    **dict.fromkeys(
        (
            "record",
            "week",
            "people",
            "person",
            "requests",
            "activities",
            "doubles",
            "merge",
            "mend",
            "voices",
            "import",
            "privacy",
        ),
        Capability.PEOPLE,
    ),
    **dict.fromkeys(("grants", "grant", "funder", "money", "editions", "value"), Capability.MONEY),
    **dict.fromkeys(("settings", "breaches"), Capability.SETUP),
}
SHOWS_NEEDS = frozenset({"person", "requests", "record", "mend"})


def said_of_role(store: Store, page: str) -> str:
    """What this role does not do or see on a page; empty when there is nothing to say."""
    parts = []
    wanted = WRITES.get(page)
    if wanted is not None and not store.may(wanted):
        parts.append(_("Met de rol {role} kunt u hier kijken, niet wijzigen.").format(role=store.role.label))
    if page in SHOWS_NEEDS and not store.may(Capability.SENSITIVE):
        parts.append(_("Behoeften en opmerkingen ziet u niet."))
    return " ".join(parts)
