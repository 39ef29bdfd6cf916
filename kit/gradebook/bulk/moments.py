"""Moments as nbgrader's tables hold them, and hand-ins at a moment that cannot be right."""

from collections.abc import Iterator
from datetime import UTC, datetime

from kit.clock import spoken
from kit.wording import t

_FIRST = datetime(2024, 1, 1)  # noqa: DTZ001  # as nbgrader keeps it
"""No quiz was ever handed in before; a clock that has lost its time begins long before."""


def utc(moment: datetime) -> datetime:
    """A moment in UTC, without a zone."""
    return moment.astimezone(UTC).replace(tzinfo=None)


def odd_time(stamp: datetime | None, now: datetime | None, opens: datetime | None) -> Iterator[str]:
    """Why a time of handing in cannot be right: it may cost points for lateness, or save them.

    ``stamp`` is in UTC without a zone. Nothing is said of the future where nobody knows ``now``.
    """
    if stamp is None:
        yield t("grading.no_time")
    elif now and stamp > utc(now):
        yield t("grading.future", time=spoken(stamp.replace(tzinfo=UTC)))
    elif stamp < (utc(opens) if opens else _FIRST):
        yield t("grading.too_early", time=spoken(stamp.replace(tzinfo=UTC)))
