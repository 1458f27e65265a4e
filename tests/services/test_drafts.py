"""Drafts in the file: kept, replaced, removed, no step to undo, and no harm to undo and redo."""

from datetime import datetime

import pytest
import sqlalchemy as sa
from hypothesis import given, settings
from hypothesis import strategies as st

from dorpsapp.models import Draft
from dorpsapp.services.drafts import KeptDraft, all_drafts, draft_of, keep_drafts
from dorpsapp.services.people import save_person
from dorpsapp.store.store import Store

NOON = datetime(2026, 11, 22, 12, 0)
PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(st.characters(exclude_categories=["Cs"])),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text("abc"), inner, max_size=4),
    max_leaves=12,
)


def keep(store: Store, form: str, typed: dict[str, object] | None, at: datetime = NOON) -> None:
    keep_drafts(store, {form: None if typed is None else KeptDraft(form, at, typed)})


def test_a_draft_is_kept_replaced_and_removed(store: Store) -> None:
    assert draft_of(store, "record") is None
    keep(store, "record", {"day": "g"})
    keep(store, "record", {"day": "gis", "who": None}, NOON.replace(hour=13))
    assert draft_of(store, "record") == KeptDraft("record", NOON.replace(hour=13), {"day": "gis", "who": None})
    keep(store, "session 3", {"day": ""})
    assert [each.form for each in all_drafts(store)] == ["record", "session 3"]
    keep(store, "record", None)
    keep(store, "record", None)
    assert draft_of(store, "record") is None
    assert [each.form for each in all_drafts(store)] == ["session 3"]


def test_several_forms_are_kept_in_one_write(store: Store) -> None:
    keep(store, "old", {"a": 1})
    keep_drafts(store, {"old": None, "one": KeptDraft("one", NOON, {"b": 2}), "two": KeptDraft("two", NOON, {})})
    assert {each.form: each.typed for each in all_drafts(store)} == {"one": {"b": 2}, "two": {}}


def test_typing_is_no_step_and_leaves_redo_alone(store: Store) -> None:
    save_person(store, {"surname": "Voorbeeld"})
    store.undo()
    keep(store, "record", {"day": "g"})
    assert store.redoable() == "Persoon toegevoegd: Voorbeeld"
    assert len(store.history()) == 1
    assert store.redo()
    assert store.undo()
    assert draft_of(store, "record") is not None


@pytest.mark.parametrize("content", ["", "geen json", "[1]", "null"])
def test_what_cannot_be_read_is_no_draft(store: Store, content: str) -> None:
    with store.write("Proef") as unit:
        unit.add(Draft(form="record", saved_at=NOON, content=content))
    assert draft_of(store, "record") is None
    assert all_drafts(store) == ()
    keep(store, "record", {"day": "g"})
    assert draft_of(store, "record") is not None
    with store.read() as session:
        assert session.scalar(sa.select(sa.func.count()).select_from(Draft)) == 1


@settings(max_examples=40)
@given(typed=st.dictionaries(st.text("abc", min_size=1), PLAIN, max_size=5))
def test_whatever_was_typed_comes_back(store: Store, typed: dict[str, object]) -> None:
    keep(store, "record", typed)
    kept = draft_of(store, "record")
    assert kept is not None and kept.typed == typed
