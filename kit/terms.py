"""What holds for one learner's attempts at a quiz: from when to when, how long, how many.

All of it is counted by the server's clock, from the moment that an attempt was begun.
"""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from kit.ranking.rules import Best, Hours

__all__ = ["GRACE", "Terms", "extra_time", "is_extra_time"]

GRACE = timedelta(seconds=10)
"""After the end of an attempt, for answers that were on their way; the page stops at the end."""

_EXTRA = re.compile(r"(\d{1,3})\s*(%|phút|phut|')?")
_MOST_PERCENT, _MOST_MINUTES = 900, 600


def is_extra_time(typed: str) -> bool:
    """Whether it says how much longer somebody may take; nothing at all does, too."""
    found = _EXTRA.fullmatch(typed.strip().casefold())
    if found is None:
        return not typed.strip()
    return int(found[1]) <= (_MOST_PERCENT if found[2] == "%" else _MOST_MINUTES)


def extra_time(typed: str, limit: timedelta) -> timedelta:
    """How much longer that is: ``50%`` of the limit, or ``10`` (``10 phút``) minutes."""
    found = _EXTRA.fullmatch(typed.strip().casefold())
    if found is None:
        return timedelta(0)
    return limit * int(found[1]) / 100 if found[2] == "%" else timedelta(minutes=int(found[1]))


@dataclass(frozen=True)
class Terms:
    """What is left out does not limit anything."""

    opens: datetime | None = None
    closes: datetime | None = None
    hours: Hours | None = None
    """Hours of the day outside of which nobody works on the quiz."""
    limit: timedelta | None = None
    """Of one attempt, the learner's extra time included."""
    attempts: int | None = 1
    best: Best = "highest-earliest"
    """Which attempt counts."""

    @property
    def asks(self) -> bool:
        """Whether an attempt begins when the learner says so, and not with the first answer."""
        return self.limit is not None or self.attempts != 1

    def allow(self, attempt: int) -> bool:
        """Whether there is an attempt of that number, from 1."""
        return self.attempts is None or attempt <= self.attempts

    def deadline(self, started: datetime) -> datetime | None:
        """When an attempt ends that was begun then."""
        return self._end(started, timedelta(0))

    def over(self, started: datetime, now: datetime) -> bool:
        """Whether no answer is taken any more for an attempt that was begun then."""
        end = self._end(started, GRACE)
        return end is not None and now >= end

    def _end(self, started: datetime, grace: timedelta) -> datetime | None:
        ends = [self.closes] if self.closes else []
        if self.hours:
            ends += [closes for _, closes in self.hours.spans(started) if closes > started][:1]
        if self.limit is not None:
            ends.append(started + self.limit + grace)
        return min(ends, default=None)

    def standing(self, now: datetime) -> tuple[Literal["soon", "open", "closed"], datetime | None]:
        """Whether an attempt may be begun now; for ``soon`` also from when."""
        begin = max(now, self.opens) if self.opens else now
        if self.hours:
            later = (
                max(begin, opens) for opens, closes in self.hours.spans(begin) if begin < closes
            )
            begin = next(later, begin)
        if self.closes and begin >= self.closes:
            return "closed", None
        return ("open", None) if begin <= now else ("soon", begin)
