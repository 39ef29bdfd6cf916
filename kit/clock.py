"""The one clock and its zone. Only entry points (commands, servers, widgets) call ``now``."""

import re
from datetime import UTC, datetime, timedelta, timezone

from kit.wording import Language, t

# Vietnam has had one offset and no summer time since 1975, so no zone database is needed.
ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment in Vietnam."""
    return datetime.now(UTC).astimezone(ZONE)


def local(moment: datetime) -> datetime:
    """A moment in Vietnam's time; one without a zone is taken to be in it already."""
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


_DAY = r"(?:(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})" + (
    r"|(?P<d>\d{1,2})[-/.](?P<m>\d{1,2})[-/.](?P<y>\d{4}))"
)
_PARTS = (("year", "y"), ("month", "m"), ("day", "d"))
_HOUR = r"(?P<hour>\d{1,2})[:hg](?P<minute>\d\d)"
_MOMENTS = tuple(
    re.compile(pattern) for pattern in (rf"{_DAY}[\s,t]+{_HOUR}", rf"{_HOUR}[\s,]+(?:ngày )?{_DAY}")
)

MOMENT_PATTERN = r"^\s*(?:{day}[\s,Tt]+{hour}|{hour}[\s,]+(?:[Nn]gày )?{day})\s*$".replace(
    "{day}", r"(?:\d{4}-\d{1,2}-\d{1,2}|\d{1,2}[-/.]\d{1,2}[-/.]\d{4})"
).replace("{hour}", r"\d{1,2}[:HGhg]\d\d")
"""What ``read`` takes, for editors: without the calendar, and in the syntax of JavaScript too."""


def read(typed: str) -> datetime | None:
    """A day and an hour in Vietnam, such as ``2026-11-29 20:00`` or ``20:00 ngày 29-11-2026``."""
    found = next(filter(None, (one.fullmatch(typed.strip().lower()) for one in _MOMENTS)), None)
    if found is None:
        return None
    year, month, day = (found[long] or found[short] for long, short in _PARTS)
    try:
        return datetime(
            int(year), int(month), int(day), int(found["hour"]), int(found["minute"]), tzinfo=ZONE
        )
    except ValueError:
        return None


def spoken(moment: datetime, lang: Language = "vi") -> str:
    """As people write it: ``21:00 ngày 29-11-2026``, in English ``21:00 on 29-11-2026``."""
    # Words stay out of the format: on Windows strftime stumbles over letters with marks.
    return t("clock.spoken", lang, time=f"{local(moment):%H:%M}", day=day(moment))


def day(moment: datetime) -> str:
    """Its day alone: ``29-11-2026``."""
    return f"{local(moment):%d-%m-%Y}"
