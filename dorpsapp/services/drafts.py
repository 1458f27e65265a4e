"""Drafts: what was typed in a form and not saved yet, kept in the encrypted file and found again."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from dorpsapp.models import Draft
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import Capability, UserRole, may
from dorpsapp.text import _, show_day

Typed = Mapping[str, Any]
FORMS_WITHOUT_PEOPLE = frozenset({"grants", "grant", "funder", "money", "report", "value"})
"""The first words of the forms of which everyone may see the drafts; the others may hold what not everyone may."""


@dataclass(frozen=True)
class KeptDraft:
    """What was typed in one form, as plain JSON values, and when it was kept (local time)."""

    form: str
    saved_at: datetime
    typed: Typed


def keep_drafts(store: Store, drafts: Mapping[str, KeptDraft | None]) -> None:
    """Keep these drafts by the name of their form, and remove those that are None; not a step to undo.

    Raises a UserError, and keeps what there was, when the file cannot be written.
    """
    with store.write(_("Concept bewaard"), undoable=False) as unit:
        there = {row.form: row for row in unit.scalars(sa.select(Draft).where(Draft.form.in_(list(drafts))))}
        for form, draft in drafts.items():
            if not may_see_draft(store.role, form):
                continue
            row = there.get(form)
            if draft is None:
                if row is not None:
                    unit.delete(row)
                continue
            if row is None:
                row = Draft(form=form)
            row.saved_at = draft.saved_at
            row.content = json.dumps(draft.typed, ensure_ascii=False)
            unit.add(row)


def draft_of(store: Store, form: str) -> KeptDraft | None:
    """What was being typed in this form; None when there is nothing, or nothing that can be read."""
    if not may_see_draft(store.role, form):
        return None
    with store.read() as session:
        row = session.scalars(sa.select(Draft).where(Draft.form == form)).first()
        return _kept(row) if row is not None else None


def all_drafts(store: Store) -> tuple[KeptDraft, ...]:
    """Everything that was typed and not saved, the latest first."""
    with store.read() as session:
        rows = session.scalars(sa.select(Draft).order_by(Draft.saved_at.desc(), Draft.id.desc()))
        seen = [row for row in rows if may_see_draft(store.role, row.form)]
        return tuple(kept for kept in map(_kept, seen) if kept is not None)


def draft_in_words(form: str, saved_at: datetime) -> str:
    """What was being typed and when, such as `een hulpvraag van 3-3-2026`; the first word of a draft names its form."""
    what = {
        "record": _("hulp"),
        "session": _("een bijeenkomst"),
        "activity": _("een activiteit"),
        "person": _("een nieuwe persoon"),
        "grants": _("een subsidie"),
        "grant": _("iets bij een subsidie"),
        "funder": _("iets bij een geldgever"),
        "money": _("iets bij het geld"),
        "report": _("een tekst voor het rapport"),
        "value": _("iets bij de waarde van het werk"),
        "voices": _("een verhaal of vragenlijst"),
        "request": _("een hulpvraag"),
        "breach": _("een datalek"),
    }.get(form.partition(" ")[0], _("wat u typte"))
    return _("{what} van {day}").format(what=what, day=show_day(saved_at.date()))


def may_see_draft(role: UserRole, form: str) -> bool:
    """Whether this role is shown what was typed in a form, by whomever; what it may not see it does not overwrite."""
    return may(role, Capability.SENSITIVE) or form.partition(" ")[0] in FORMS_WITHOUT_PEOPLE


def _kept(row: Draft) -> KeptDraft | None:
    try:
        typed = json.loads(row.content)
    except ValueError:
        return None
    return KeptDraft(row.form, row.saved_at, typed) if isinstance(typed, dict) else None
