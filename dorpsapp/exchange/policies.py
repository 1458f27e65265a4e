"""Policies: what happens where another value stands already, by the choice for a field or the answer about a row."""

from collections.abc import Mapping

from dorpsapp.exchange.mapping import Policy
from dorpsapp.exchange.preview import Answer
from dorpsapp.text import _

KEEP_OLD, TAKE_NEW = "keep", "take"
"""What a user can answer about a row with other values than stand in the file; who it is may stand before it."""


def policy_of(name: str, policies: Mapping[str, Policy], answer: str) -> Policy:
    """The answer about this row goes before the choice for the field; without either it is asked."""
    if answer.endswith(KEEP_OLD):
        return Policy.FILL
    return Policy.OVERWRITE if answer.endswith(TAKE_NEW) else policies.get(name, Policy.ASK)


def keep_or_take(who: str = "") -> list[Answer]:
    """Both answers, in words; `who` is the answer on who the row is, that stays beside it."""
    said = ((KEEP_OLD, _("Laten zoals het is")), (TAKE_NEW, _("Overnemen uit de lijst")))
    return [Answer(f"{who} {key}".strip(), label) for key, label in said]
