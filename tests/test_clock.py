"""Vietnam's time, whatever the machine's."""

from datetime import UTC, datetime, timedelta

import pytest

from kit.clock import ZONE, day, local, now, read, spoken


def test_now_is_the_present_moment_seven_hours_ahead_of_utc() -> None:
    assert now().utcoffset() == timedelta(hours=7)
    assert abs(now() - datetime.now(UTC)) < timedelta(minutes=1)


def test_a_moment_without_a_zone_is_taken_to_be_vietnams() -> None:
    assert local(datetime(2026, 11, 22, 7, 30)) == datetime(2026, 11, 22, 7, 30, tzinfo=ZONE)  # noqa: DTZ001


def test_a_moment_elsewhere_keeps_its_instant() -> None:
    there = datetime(2026, 11, 22, 18, 0, tzinfo=UTC)
    assert local(there) == there
    assert local(there).day == 23


def test_a_moment_is_said_as_people_write_it() -> None:
    assert spoken(datetime(2026, 11, 29, 14, 0, tzinfo=UTC)) == "21:00 ngày 29-11-2026"
    assert spoken(datetime(2026, 11, 29, 14, 0, tzinfo=UTC), "en") == "21:00 on 29-11-2026"


def test_a_day_is_vietnams() -> None:
    assert day(datetime(2026, 11, 29, 18, 0, tzinfo=UTC)) == "30-11-2026"


@pytest.mark.parametrize(
    "typed",
    [
        "2026-11-29 20:05", "29-11-2026 20:05", "29/11/2026, 20h05", "20:05 29.11.2026",
        "20g05 ngày 29-11-2026", " 2026-11-29T20:05 ",
    ],
)  # fmt: skip
def test_a_day_and_an_hour_are_read_as_people_write_them(typed: str) -> None:
    assert read(typed) == datetime(2026, 11, 29, 20, 5, tzinfo=ZONE)


@pytest.mark.parametrize(
    "typed", ["", "2026-11-29", "20:00", "31-2-2026 20:00", "29-11-26 20:00", "x"]
)
def test_half_a_moment_is_none(typed: str) -> None:
    assert read(typed) is None
