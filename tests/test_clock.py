"""Vietnam's time, whatever the machine's."""

from datetime import UTC, datetime, timedelta

from kit.clock import ZONE, day, local, now, spoken


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


def test_a_day_is_vietnams() -> None:
    assert day(datetime(2026, 11, 29, 18, 0, tzinfo=UTC)) == "30-11-2026"
