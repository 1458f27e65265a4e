"""Choices that are kept in the file: read with a default, kept as one step, refused when too long."""

import pytest

from dorpsapp.errors import UserError
from dorpsapp.models import Setting
from dorpsapp.services.settings import LONGEST, keep_setting, read_setting, whole_setting
from dorpsapp.store.store import Store


def test_a_choice_is_kept_changed_and_taken_back(store: Store) -> None:
    assert read_setting(store, "colour", "blauw") == "blauw"
    keep_setting(store, "colour", "groen", "Kleur gekozen")
    keep_setting(store, "colour", "rood", "Kleur gekozen")
    assert read_setting(store, "colour", "blauw") == "rood"
    assert store.undo() == "Kleur gekozen"
    assert read_setting(store, "colour") == "groen"


def test_what_is_the_same_is_no_step(store: Store) -> None:
    keep_setting(store, "colour", "groen", "Kleur gekozen")
    keep_setting(store, "colour", "groen", "Kleur gekozen")
    keep_setting(store, "empty", "", "Niets gekozen")
    assert [entry.what for entry in store.history()] == ["Kleur gekozen"]


def test_a_text_that_is_too_long_is_refused(store: Store) -> None:
    assert Setting.field_named("value").kind.length == LONGEST  # type: ignore[attr-defined] # a Text has a length
    with pytest.raises(UserError, match=r"4\.000 tekens"):
        keep_setting(store, "long", "x" * (LONGEST + 1), "Te lang")


@pytest.mark.parametrize(("kept", "expected"), [("5", 5), ("0", 0), ("", 3), ("vijf", 3), ("-1", 3)])
def test_a_whole_number_or_the_default(store: Store, kept: str, expected: int) -> None:
    keep_setting(store, "years", kept, "Jaren gekozen")
    with store.read() as session:
        assert whole_setting(session, "years", 3) == expected
