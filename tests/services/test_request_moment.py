"""When help is wanted: a time or a half-day, as it is typed and shown."""

from datetime import time

import pytest

from dorpsapp.models import DayPart
from dorpsapp.models.unreadable import Unreadable
from dorpsapp.services.request_moment import day_part, read_hour, show_hour


@pytest.mark.parametrize(
    ("at", "part"),
    [(time(9), DayPart.MORNING), (time(12), DayPart.AFTERNOON), (time(18), DayPart.EVENING), (None, None)],
)
def test_the_half_day_follows_from_the_time(at: time | None, part: DayPart | None) -> None:
    assert day_part(None, at) is part
    assert day_part(DayPart.EVENING, at) is DayPart.EVENING


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", (None, None)),
        ("o", (DayPart.MORNING, None)),
        ("Middag", (DayPart.AFTERNOON, None)),
        ("av", (DayPart.EVENING, None)),
        ("14", (None, time(14))),
        ("9", (None, time(9))),
        ("1430", (None, time(14, 30))),
        ("14u30", (None, time(14, 30))),
    ],
)
def test_an_hour_is_typed_as_a_time_or_a_half_day(typed: str, meant: tuple[DayPart | None, time | None]) -> None:
    assert read_hour(typed) == meant
    assert read_hour(show_hour(*meant)) == meant


@pytest.mark.parametrize("typed", ["25", "14:99", "straks"])
def test_an_hour_that_is_none_is_told(typed: str) -> None:
    with pytest.raises(Unreadable, match=r"Schrijf een tijd als 14:30"):
        read_hour(typed)
