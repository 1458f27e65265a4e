"""Kinds: what people write is read as they mean it, nonsense is refused with a Dutch sentence."""

from datetime import date, time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.models.dates import parse_coming_day
from dorpsapp.models.kinds import (
    Day,
    DayMonth,
    Distance,
    Duration,
    Email,
    Iban,
    Kind,
    Money,
    Number,
    Phone,
    Postcode,
    Text,
    TimeOfDay,
    Unreadable,
    YesNo,
)
from dorpsapp.text import parse_number, show_number

MONDAY = date(2026, 11, 23)
ANY_KIND: tuple[Kind, ...] = (
    Duration(), Day(), Money(), Distance(), Number(), Phone(), Iban(), Postcode(), Email(), TimeOfDay(), YesNo(),
)  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "text", "value", "shown"),
    [
        (Duration(), "1:30", 90, "1:30"),
        (Duration(), "1,5", 90, "1:30"),
        (Duration(), "1.5", 90, "1:30"),
        (Duration(), "90m", 90, "1:30"),
        (Duration(), "1u30", 90, "1:30"),
        (Duration(), "half uur", 30, "0:30"),
        (Duration(), "Anderhalf uur", 90, "1:30"),
        (Duration(), "drie kwartier", 45, "0:45"),
        (Duration(), "1 uur en 30 minuten", 90, "1:30"),
        (Duration(), "2 uur", 120, "2:00"),
        (Duration(), "14", 840, "14:00"),
        (Duration(), "15", 15, "0:15"),
        (Duration(), "90", 90, "1:30"),
        (Duration(), "0,25", 15, "0:15"),
        (Postcode(), "3791 ab", "3791AB", "3791 AB"),
        (Phone(), "06 00123456", "+31600123456", "06-00123456"),
        (Phone(), "0348-123456", "+31348123456", "0348-123456"),
        (Phone(), "(030) 123 45 67", "+31301234567", "030-1234567"),
        (Phone(), "+31 6 00123456", "+31600123456", "06-00123456"),
        (Iban(), "nl91abna0417164300", "NL91ABNA0417164300", "NL91 ABNA 0417 1643 00"),
        (Money(), "1.234,50", 123450, "€ 1.234,50"),
        (Money(), "€ -2.238", -223800, "-€ 2.238,00"),
        (Money(), "12,-", 1200, "€ 12,00"),
        (Distance(), "12,5 km", 125, "12,5"),
        (Distance(), "12", 120, "12"),
        (Number(), "1.234", 1234, "1.234"),
        (TimeOfDay(), "14.30", time(14, 30), "14:30"),
        (TimeOfDay(), "08:13:31", time(8, 13, 31), "08:13"),
        (YesNo(), "J", True, "ja"),
        (DayMonth(), "12-3", "03-12", "12 maart"),
        (DayMonth(), "29 febr 1948", "02-29", "29 februari"),
        (Email(), " naam@voorbeeld.nl ", "naam@voorbeeld.nl", "naam@voorbeeld.nl"),
        (Text(), "  twee   woorden ", "twee woorden", "twee woorden"),
    ],
)
def test_reads_and_shows(kind: Kind, text: str, value: object, shown: str) -> None:
    assert kind.parse(text) == value
    assert kind.show(value) == shown


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (Duration(), "-1"),
        (Duration(), "1:75"),
        (Duration(), "25:00"),
        (Duration(), "anderhalf"),
        (Duration(), "1u75"),
        (Postcode(), "0123 AB"),
        (Postcode(), "1234 SS"),
        (Phone(), "12"),
        (Phone(), "geen telefoon"),
        (Iban(), "NL92ABNA0417164300"),
        (Money(), "1,234"),
        (Money(), "veel"),
        (Distance(), "-3"),
        (Distance(), "1,25"),
        (Number(), "1,5"),
        (Number(most=5), "6"),
        (TimeOfDay(), "25:00"),
        (Email(), "naam.voorbeeld.nl"),
        (Text(length=3), "vier"),
        (YesNo(), "misschien"),
        (Day(), "31-2-48"),
        (DayMonth(), "30-2"),
        (DayMonth(), "123"),
        (DayMonth(), "12 zomermaand"),
        (Day(), "2026-13-01"),
        (Day(), "12"),
        (Day(), "morgen"),
    ],
)
def test_refuses_nonsense_with_a_sentence(kind: Kind, text: str) -> None:
    with pytest.raises(Unreadable) as refused:
        kind.parse(text)
    assert str(refused.value).endswith(".")
    assert "!" not in str(refused.value)


def test_an_amount_that_is_too_large_says_so() -> None:
    assert Money().parse("10.000.000.000") == 10**12
    with pytest.raises(Unreadable, match="te groot"):
        Money().parse("10.000.000.001")
    with pytest.raises(Unreadable, match="twee cijfers"):
        Money().parse("12,345")


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("v", MONDAY),
        ("vandaag", MONDAY),
        ("g", date(2026, 11, 22)),
        ("gis", date(2026, 11, 22)),
        ("ma", date(2026, 11, 16)),
        ("zo", date(2026, 11, 22)),
        ("di", date(2026, 11, 17)),
        ("12", date(2026, 11, 12)),
        ("24", date(2026, 10, 24)),
        ("31", date(2026, 10, 31)),
        ("12-3", date(2026, 3, 12)),
        ("29-2", date(2024, 2, 29)),
        ("3 mrt", date(2026, 3, 3)),
        ("23-11", MONDAY),
        ("24-11", date(2025, 11, 24)),
        ("1-2-26", date(2026, 2, 1)),
        ("1-2-48", date(1948, 2, 1)),
        ("zondag 22 november 2026", date(2026, 11, 22)),
    ],
)
def test_short_dates_are_the_last_that_passed(text: str, day: date) -> None:
    assert Day().parse(text, today=MONDAY) == day


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("", None),
        ("v", MONDAY),
        ("m", date(2026, 11, 24)),
        ("morgen", date(2026, 11, 24)),
        ("tomorrow", date(2026, 11, 24)),
        ("ov", date(2026, 11, 25)),
        ("ma", date(2026, 11, 30)),
        ("zo", date(2026, 11, 29)),
        ("di", date(2026, 11, 24)),
        ("23", MONDAY),
        ("12", date(2026, 12, 12)),
        ("31", date(2026, 12, 31)),
        ("12-3", date(2027, 3, 12)),
        ("29-2", date(2028, 2, 29)),
        ("3 mrt", date(2027, 3, 3)),
        ("1-2-28", date(2028, 2, 1)),
        ("1-2-2025", date(2025, 2, 1)),
        ("1 februari 2027", date(2027, 2, 1)),
    ],
)
def test_short_dates_of_what_is_to_come_are_the_first_ahead(text: str, day: date | None) -> None:
    assert parse_coming_day(text, MONDAY) == day


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.text(max_size=8) | st.from_regex(r"\d{1,2}(-\d{1,2})?"))
def test_short_dates_of_what_is_to_come_never_lie_behind(today: date, text: str) -> None:
    try:
        day = parse_coming_day(text, today)
    except Unreadable:
        return
    if day is not None and not any(text.count(sign) > 1 for sign in "-/. "):
        assert day >= today or any(sign.isalpha() for sign in text)


@given(st.integers(0, 24 * 60))
def test_every_duration_survives_the_screen(minutes: int) -> None:
    assert Duration().parse(Duration().show(minutes)) == minutes


@given(st.dates(date(1880, 1, 1), date(2200, 12, 31)))
def test_every_day_survives_the_screen(day: date) -> None:
    assert Day().parse(Day().show(day)) == day
    assert Day().parse(day.isoformat()) == day


@given(st.integers(-(10**12), 10**12))
def test_every_amount_survives_the_screen(cents: int) -> None:
    assert Money().parse(Money().show(cents)) == cents


@given(st.decimals(-(10**9), 10**9, places=2, allow_nan=False))
def test_numbers_survive_the_screen(number: Decimal) -> None:
    assert parse_number(show_number(number, 2)) == number


@given(st.text(max_size=60))
def test_any_text_is_read_or_refused_but_never_crashes(text: str) -> None:
    for kind in ANY_KIND:
        try:
            value = kind.parse(text)
        except Unreadable:
            continue
        assert value is None or kind.parse(kind.show(value)) == value or isinstance(kind, TimeOfDay)


@given(st.dates(date(2000, 1, 1), date(2100, 1, 1)), st.text(max_size=8))
def test_short_dates_never_lie_in_the_future(today: date, text: str) -> None:
    try:
        day = Day().parse(text, today=today)
    except Unreadable:
        return
    if day is not None and not any(sign.isdigit() for sign in text):
        assert day <= today
