"""From when to when, how long and how many: by the server's clock, in Vietnam's time."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from kit.clock import ZONE
from kit.plan import Plan
from kit.ranking import Hours
from kit.terms import GRACE, Terms, extra_time, is_extra_time

OFFICE = Hours.model_validate({"opens": "7:30", "closes": "17:30"})
HOUR = timedelta(hours=1)


def at(day: int, hour: int, minute: int = 0, second: int = 0) -> datetime:
    """In November 2026; the 23rd is a Monday."""
    return datetime(2026, 11, day, hour, minute, second, tzinfo=ZONE)


WEEK = Terms(opens=at(23, 10), closes=at(30, 9), limit=timedelta(minutes=15), attempts=7)
IN_OFFICE = Terms(opens=at(2, 7, 30), closes=at(27, 17, 30), hours=OFFICE)


@pytest.mark.parametrize(
    ("typed", "minutes"),
    [("", 0), ("50%", 10), (" 25 % ", 5), ("10", 10), ("10 phút", 10), ("15'", 15)],
)
def test_extra_time_is_minutes_or_a_share_of_the_limit(typed: str, minutes: int) -> None:
    assert is_extra_time(typed)
    assert extra_time(typed, timedelta(minutes=20)) == timedelta(minutes=minutes)


@pytest.mark.parametrize("typed", ["nửa giờ", "-5", "1:30", "10 giờ", "999%", "700", "0.5"])
def test_what_is_no_extra_time_is_told(typed: str) -> None:
    assert not is_extra_time(typed)


def test_the_limit_counts_from_the_beginning_and_a_little_grace_is_the_servers() -> None:
    end = at(24, 8, 15)
    assert WEEK.deadline(at(24, 8)) == end
    assert not WEEK.over(at(24, 8), end)
    assert not WEEK.over(at(24, 8), end + GRACE - timedelta(seconds=1))
    assert WEEK.over(at(24, 8), end + GRACE)


def test_an_attempt_ends_with_the_round_without_grace() -> None:
    assert WEEK.deadline(at(30, 8, 50)) == at(30, 9)
    assert WEEK.over(at(30, 8, 50), at(30, 9))


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        (at(23, 9, 59, 59), ("soon", at(23, 10))),
        (at(23, 10), ("open", None)),
        (at(30, 8, 59, 59), ("open", None)),
        (at(30, 9), ("closed", None)),
    ],
)
def test_a_week_from_monday_to_monday(now: datetime, standing: Any) -> None:
    assert WEEK.standing(now) == standing


@pytest.mark.parametrize(
    ("now", "standing"),
    [
        (at(1, 9), ("soon", at(2, 7, 30))),
        (at(3, 7, 29), ("soon", at(3, 7, 30))),
        (at(3, 7, 30), ("open", None)),
        (at(3, 17, 29, 59), ("open", None)),
        (at(3, 17, 30), ("soon", at(4, 7, 30))),
        (at(6, 18), ("soon", at(9, 7, 30))),  # Friday evening
        (at(7, 9), ("soon", at(9, 7, 30))),
        (at(27, 17, 30), ("closed", None)),
    ],
)
def test_office_hours(now: datetime, standing: Any) -> None:
    assert IN_OFFICE.standing(now) == standing


def test_nothing_opens_any_more_after_the_last_office_hour() -> None:
    assert Terms(closes=at(29, 20), hours=OFFICE).standing(at(27, 18)) == ("closed", None)


def test_an_attempt_ends_with_the_office_hour_it_was_begun_in() -> None:
    assert IN_OFFICE.deadline(at(5, 17, 20)) == at(5, 17, 30)
    assert IN_OFFICE.over(at(5, 17, 20), at(5, 17, 30))
    limited = Terms(hours=OFFICE, limit=timedelta(minutes=30))
    assert limited.deadline(at(5, 17, 20)) == at(5, 17, 30)
    assert limited.deadline(at(5, 16)) == at(5, 16, 30)


def test_without_limits_nothing_ends() -> None:
    assert Terms().deadline(at(5, 8)) is None
    assert not Terms().over(at(5, 8), at(30, 8))
    assert (Terms().allow(1), Terms().allow(2), Terms(attempts=None).allow(99)) == (
        True, False, True,
    )  # fmt: skip
    assert [one.asks for one in (Terms(), WEEK, Terms(attempts=None), IN_OFFICE)] == [
        False, True, True, False,
    ]  # fmt: skip


def test_a_plan_says_limits_in_words() -> None:
    plan = Plan.model_validate(
        {"quiz": "tuan-1", "time_limit": "none", "attempts": "không giới hạn"}
    )
    assert (plan.time_limit, plan.attempts) == (0, 0)
    plan = Plan.model_validate({"quiz": "tuan-1", "time_limit": "15", "attempts": "3"})
    assert (plan.time_limit, plan.attempts) == (15, 3)


@pytest.mark.parametrize(
    ("key", "value"),
    [("time_limit", "15 phút"), ("time_limit", "-1"), ("time_limit", "2000"), ("attempts", "ba"),
     ("attempts", "1.5"), ("attempts", "")],
)  # fmt: skip
def test_what_is_no_limit_is_told(key: str, value: str) -> None:
    with pytest.raises(ValidationError) as caught:
        Plan.model_validate({"quiz": "tuan-1", key: value})
    assert [one["type"] for one in caught.value.errors()] == [key]
