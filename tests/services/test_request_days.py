"""The days of a series: rules that hold for every first day, and the ends of months by example."""

from calendar import monthrange
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dorpsapp.models import Repeat
from dorpsapp.services.request_days import Series
from dorpsapp.services.request_series import DayState, days_with_states

DAYS = st.dates(date(2000, 1, 1), date(2100, 12, 31))
SPANS = st.integers(0, 900).map(lambda days: timedelta(days=days))


@given(DAYS, st.sampled_from(Repeat), st.none() | SPANS, SPANS)
def test_a_series_begins_on_its_first_day_rises_and_stays_within_its_end(
    first: date, repeats: Repeat, length: timedelta | None, ahead: timedelta
) -> None:
    until = None if length is None else first + length
    last = first + ahead
    days = Series(first, repeats, until).days_to(last)
    assert days[0] == first
    assert list(days) == sorted(set(days))
    assert all(day <= min(last, until or last) for day in days)


@given(DAYS, st.sampled_from((Repeat.WEEKLY, Repeat.FORTNIGHTLY)), SPANS)
def test_weeks_keep_their_day(first: date, repeats: Repeat, ahead: timedelta) -> None:
    step = 7 if repeats is Repeat.WEEKLY else 14
    days = Series(first, repeats).days_to(first + ahead)
    assert {day.weekday() for day in days} == {first.weekday()}
    assert len(days) == ahead.days // step + 1


@given(DAYS, SPANS)
def test_every_month_has_one_day_the_same_or_else_its_last(first: date, ahead: timedelta) -> None:
    days = Series(first, Repeat.MONTHLY).days_to(first + ahead)
    months = [day.year * 12 + day.month for day in days]
    assert months == list(range(months[0], months[0] + len(months)))
    for day in days:
        assert day.day == first.day or (day.day < first.day and day.day == monthrange(day.year, day.month)[1])


@given(DAYS, st.sampled_from(Repeat), SPANS, st.integers(0, 12))
def test_the_days_after_go_on_where_the_days_to_end(first: date, repeats: Repeat, ahead: timedelta, most: int) -> None:
    series = Series(first, repeats)
    before = series.days_to(first + ahead)
    after = series.days_after(first + ahead, most)
    assert len(after) == most
    assert (*before, *after) == series.days_to(max((*before, *after)))


def test_the_31st_is_the_last_day_of_shorter_months() -> None:
    days = Series(date(2027, 1, 31), Repeat.MONTHLY, date(2027, 6, 30)).days_to(date(2028, 1, 1))
    assert [(day.month, day.day) for day in days] == [(1, 31), (2, 28), (3, 31), (4, 30), (5, 31), (6, 30)]
    assert date(2028, 2, 29) in Series(date(2028, 1, 31), Repeat.MONTHLY).days_to(date(2028, 3, 1))


def test_a_series_at_the_end_of_time_ends() -> None:
    assert Series(date(9999, 12, 1), Repeat.WEEKLY).days_after(date(9999, 12, 20), 99) == (
        date(9999, 12, 22),
        date(9999, 12, 29),
    )
    assert Series(date(9999, 12, 31), Repeat.MONTHLY).days_after(date(9999, 12, 31), 99) == ()


@given(
    DAYS,
    st.sampled_from(Repeat),
    st.none() | SPANS,
    st.sets(st.integers(0, 40)),
    st.sets(st.integers(0, 40)),
    SPANS,
    st.integers(0, 6),
)
def test_every_day_of_a_series_has_one_state(
    first: date,
    repeats: Repeat,
    length: timedelta | None,
    recorded: set[int],
    skipped: set[int],
    passed: timedelta,
    ahead: int,
) -> None:
    series = Series(first, repeats, None if length is None else first + length)
    today = first + passed
    done = {first + timedelta(days=number * 7) for number in recorded if first + timedelta(days=number * 7) <= today}
    left_out = {first + timedelta(days=number * 7) for number in skipped}
    shown = days_with_states(series, done, left_out, today, ahead=ahead)
    days = [each.day for each in shown]
    assert days == sorted(set(days))
    assert set(series.days_to(today)) <= set(days)
    assert done == {each.day for each in shown if each.state is DayState.RECORDED}
    for each in shown:
        assert each.planned == (each.day in series.days_to(each.day))
        if each.state is DayState.DUE:
            assert each.day <= today and each.day not in done | left_out
        if each.state is DayState.COMING:
            assert each.day > today and each.day not in done | left_out
        if each.state is DayState.SKIPPED:
            assert each.day in left_out - done
    if series.until is None:
        assert sum(each.state is DayState.COMING for each in shown) >= ahead


@pytest.mark.parametrize("repeats", Repeat)
def test_before_its_first_day_a_series_is_all_to_come(repeats: Repeat) -> None:
    shown = days_with_states(Series(date(2026, 12, 1), repeats), (), (), date(2026, 11, 1), ahead=3)
    assert [each.state for each in shown] == [DayState.COMING] * 3
