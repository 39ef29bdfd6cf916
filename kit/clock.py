"""The one clock and its zone. Only entry points (commands, servers, widgets) call ``now``."""

from datetime import UTC, datetime, timedelta, timezone

# Vietnam has had one offset and no summer time since 1975, so no zone database is needed.
ZONE = timezone(timedelta(hours=7), "Asia/Ho_Chi_Minh")


def now() -> datetime:
    """The present moment in Vietnam."""
    return datetime.now(UTC).astimezone(ZONE)


def local(moment: datetime) -> datetime:
    """A moment in Vietnam's time; one without a zone is taken to be in it already."""
    return moment.replace(tzinfo=ZONE) if moment.tzinfo is None else moment.astimezone(ZONE)


def spoken(moment: datetime) -> str:
    """As people write it: ``21:00 ngày 29-11-2026``."""
    # Words stay out of the format: on Windows strftime stumbles over letters with marks.
    return f"{local(moment):%H:%M} ngày {day(moment)}"


def day(moment: datetime) -> str:
    """Its day alone: ``29-11-2026``."""
    return f"{local(moment):%d-%m-%Y}"
