"""Breaches: the risk from the answers, the clock to the hour, what must be done, and the register."""

import time as clock
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from itertools import product
from pathlib import Path
from typing import Any

import pytest

from dorpsapp.errors import Invalid
from dorpsapp.models import Breach, BreachKind
from dorpsapp.reports.breach_documents import breach_letter, breach_notification, breach_register
from dorpsapp.reports.plain_text import render_text
from dorpsapp.services import records
from dorpsapp.services.breaches import (
    HOURS,
    Risk,
    assess,
    breach_view,
    close_breach,
    ends_at,
    exports_lately,
    reopen_breach,
    save_breach,
    say_clock,
    say_state,
)
from dorpsapp.services.initiative import found_initiative
from dorpsapp.services.to_do import to_do
from dorpsapp.store.audit_entry import AuditAction
from dorpsapp.store.slots import User
from dorpsapp.store.store import Store
from dorpsapp.store.user_roles import NotAllowed
from tests.conftest import TEST_KEY

NOW = datetime(2026, 11, 23, 15, 0)
STICK: dict[str, Any] = {
    "kind": BreachKind.DEVICE,
    "account": "Een stick met de ledenlijst bleef in de bus liggen.",
    "discovered_on": date(2026, 11, 22),
    "discovered_at": time(10, 30),
    "whose": "leden",
    "data": "naam, adres en telefoon",
}
ANSWERS = ("is_encrypted", "is_key_safe", "is_kept", "is_taken_back", "is_sensitive", "can_harm")


@pytest.fixture
def home_clock(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock of the Netherlands, where twice a year a night has another length."""
    with monkeypatch.context() as patch:
        patch.setenv("TZ", "Europe/Amsterdam")
        clock.tzset()
        yield
    clock.tzset()


def save(store: Store, number: int | None = None, **more: Any) -> int:
    return save_breach(store, {**STICK, **more}, number, None, NOW)


def test_every_set_of_answers_has_the_risk_that_the_law_means() -> None:
    """Unlikely only where nobody can have read it and nothing is lost; whatever is open counts as the worst."""
    for some in product((True, False, None), repeat=len(ANSWERS)):
        values = {"kind": BreachKind.DEVICE, **dict(zip(ANSWERS, some, strict=True))}
        found = assess(values)
        unread = (values["is_encrypted"] is True and values["is_key_safe"] is True) or values["is_taken_back"] is True
        harmless = values["is_sensitive"] is False and values["can_harm"] is False
        small = unread and values["is_kept"] is True
        expected = Risk.UNLIKELY if small else Risk.PRESENT if harmless else Risk.HIGH
        assert found.risk is expected, values
        assert (found.must_report, found.must_tell) == (not small, expected is Risk.HIGH)
        assert len(found.open_questions) == sum(one is None for one in some)
    nothing_seen = {"kind": BreachKind.DESTROYED, "is_kept": True}
    assert assess(nothing_seen).risk is Risk.UNLIKELY


@pytest.mark.parametrize(
    ("discovered", "ends"),
    [
        (datetime(2026, 11, 20, 17, 5), datetime(2026, 11, 23, 17, 5)),  # a weekend counts
        (datetime(2026, 3, 28, 12, 0), datetime(2026, 3, 31, 13, 0)),  # an hour is skipped
        (datetime(2026, 10, 24, 12, 0), datetime(2026, 10, 27, 11, 0)),  # an hour comes twice
        (datetime(2024, 2, 28, 0, 0), datetime(2024, 3, 2, 0, 0)),
    ],
)
def test_the_clock_runs_seventy_two_real_hours(home_clock: None, discovered: datetime, ends: datetime) -> None:
    assert ends_at(discovered.date(), discovered.time()) == ends


def test_the_clock_in_words(home_clock: None) -> None:
    ends = ends_at(date(2026, 11, 22), time(10, 30))
    assert say_clock(ends, datetime(2026, 11, 23, 15, 0)) == "Nog 43 uur: tot woensdag 25 november 2026, 10:30."
    assert say_clock(ends, datetime(2026, 11, 25, 9, 30)).startswith("Nog 1 uur:")
    assert say_clock(ends, datetime(2026, 11, 25, 9, 31)).startswith("Minder dan een uur:")
    for late in (datetime(2026, 11, 25, 10, 30), datetime(2026, 12, 25)):
        assert say_clock(ends, late).startswith("De 72 uur zijn voorbij sinds woensdag 25 november 2026, 10:30.")


def test_from_first_note_to_the_register(store: Store) -> None:
    number = save(store)
    assert breach_view(store, number).to_do == ("report", "tell")
    today = NOW.date()
    (line,) = [one for one in to_do(store, today, None) if one.page == "breaches"]
    assert line.text.startswith("Datalek: meld binnen") and line.argument == number
    with pytest.raises(Invalid) as trouble:
        close_breach(store, number, today)
    assert set(trouble.value.problems) == {"report", "tell"}
    save(store, number, reported_on=today, is_sensitive=True)
    assert breach_view(store, number).to_do == ("tell",)
    assert say_state(breach_view(store, number), NOW) == "vertel het aan de mensen"
    save(store, number, reported_on=today, told_on=today)
    assert say_state(breach_view(store, number), NOW) == "gemeld op 23-11-2026"
    assert [one for one in to_do(store, today, None) if one.page == "breaches"] == []
    close_breach(store, number, today)
    assert say_state(breach_view(store, number), NOW) == "afgesloten op 23-11-2026"
    reopen_breach(store, number)
    store.undo()
    assert breach_view(store, number).values["closed_on"] == today


def test_a_reason_not_to_report_stops_the_clock_and_stays(store: Store) -> None:
    number = save(store, why_not="De stick lag een uur later nog in de bus, niemand zat er.")
    assert breach_view(store, number).to_do == ()
    assert say_state(breach_view(store, number), NOW) == "niet gemeld, met reden"
    safe = save(store, is_encrypted=True, is_key_safe=True, is_kept=True)
    assert say_state(breach_view(store, safe), NOW) == "hoeft niet gemeld"


def test_when_the_hours_are_over_it_says_so(store: Store) -> None:
    number = save(store, discovered_on=date(2026, 11, 1))
    assert say_state(breach_view(store, number), NOW) == "meld nu: de 72 uur zijn voorbij"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("discovered_on", NOW.date() + timedelta(days=1)),
        ("happened_on", NOW.date() + timedelta(days=1)),
        ("reported_on", date(2026, 11, 21)),
        ("happened_on", NOW.date()),
        ("account", None),
        ("whose", None),
    ],
)
def test_what_can_not_be_is_refused(store: Store, name: str, value: object) -> None:
    changed: dict[str, Any] = {name: value}
    with pytest.raises(Invalid) as trouble:
        save(store, **changed)
    assert set(trouble.value.problems) == {name}


def test_a_time_to_come_is_refused(store: Store) -> None:
    with pytest.raises(Invalid):
        save(store, discovered_on=NOW.date(), discovered_at=time(15, 1))
    assert save(store, discovered_on=NOW.date(), discovered_at=time(15, 0))


def test_what_went_out_unencrypted_lately_is_told(store: Store) -> None:
    store.note(AuditAction.EXPORTED, detail="oud", at=datetime(2026, 10, 1))
    for _twice in range(2):
        store.note(AuditAction.EXPORTED, detail="alle gegevens", at=datetime(2026, 11, 20, 12))
    store.note(AuditAction.VIEWED, people=[1], at=datetime(2026, 11, 20, 12))
    with store.read() as session:
        assert exports_lately(session, NOW) == ("alle gegevens (20-11-2026)",)


def test_the_three_documents_say_what_is_known(store: Store) -> None:
    found_initiative(store, "Dorpshulp Voorbeeld", "Voorbeeldgemeente", email="info@voorbeeld.example")
    number = save(store, is_encrypted=False, is_sensitive=True, people=40, measures="Alle leden gebeld.")
    made_on = NOW.date()
    made = {
        "melding": breach_notification(store, number, made_on),
        "brief": breach_letter(store, number, made_on),
        "register": breach_register(store, made_on),
    }
    texts = {name: " ".join(render_text(document).split()) for name, document in made.items()}
    assert "72 uur" in texts["melding"] and "De gegevens waren niet versleuteld." in texts["melding"]
    assert "Wat wij nog uitzoeken" in texts["melding"]
    for name in ("melding", "brief", "register"):
        assert STICK["account"] in texts[name] and STICK["data"] in texts[name]
    assert "Kijk uw bank goed na" in texts["brief"] and "info@voorbeeld.example" in texts["brief"]
    assert "Er is 1 datalek opgeschreven." in texts["register"] and "40" in texts["register"]


def test_an_empty_register_says_so(store: Store) -> None:
    assert "Er is nog geen datalek geweest." in render_text(breach_register(store, NOW.date()))


def test_only_who_sets_up_writes_it_down(data_file: Path) -> None:
    store = Store.open(data_file, TEST_KEY, opened_by=User("x", "Inge", "coordinator"))
    number = save(store)
    assert breach_view(store, number).values["recorded_by"] == "Inge"
    store.close()
    store = Store.open(data_file, TEST_KEY, opened_by=User("x", "Ria", "registrar"))
    try:
        assert breach_view(store, number).values["whose"] == "leden"
        with pytest.raises(NotAllowed):
            save(store)
        with pytest.raises(NotAllowed):
            records.delete(store, Breach, number)
        assert HOURS == 72
    finally:
        store.close()
