"""An attempt that begins when the learner says so, and may end by itself."""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from kit.answers import AnswerFile, Missing, Unreadable, read
from kit.clock import spoken
from kit.errors import Problems, UserError
from kit.terms import Terms
from kit.wording import Language, t


@dataclass
class Timing:
    """When one attempt began and when it ends; all of it lies on the server's disk."""

    file: AnswerFile
    noted: Callable[[], datetime | None]
    """When it began, as whoever keeps the time has noted it."""
    terms: Callable[[], Terms]
    """As they are at the moment: somebody may get more time while sitting there."""
    items: int
    language: Language = "vi"
    _last: Terms | None = field(default=None, init=False)

    def begun(self) -> bool:
        """Whether the clock runs already."""
        return self.noted() is not None or self._answered()

    def _answered(self) -> bool:
        """Whether there are answers, not only those of a former attempt that a crash has left."""
        try:
            return read(self.file.path).attempt >= self.file.attempt
        except Missing:
            return False
        except Unreadable:
            return True

    def begin(self, now: datetime) -> None:
        """Start the clock, unless it runs. Raises ``HandedIn`` and ``OSError``."""
        self.file.start(self.noted() or now)

    def deadline(self) -> datetime | None:
        """When the attempt ends, if its time is limited and it has begun."""
        begun, terms = self.noted(), self._terms()
        return terms.deadline(begun) if begun and terms.limit is not None else None

    def times(self, now: datetime) -> dict[str, Any]:
        """By what the page shows the time that is left; its own clock may be wrong."""
        end = self.deadline()
        return {
            "now": now.isoformat("T", "seconds"),
            "deadline": end.isoformat("T", "seconds") if end else None,
            "before_start": [] if self.begun() else list(self.lines(now)),
            "attempts_left": self.attempts_left(),
        }

    def attempts_left(self) -> int | None:
        """Attempts after this one: -1 for as many as one likes, ``None`` where there is one."""
        most = self._terms().attempts
        if most == 1:
            return None
        return max(most - self.file.attempt, 0) if most else -1

    def lines(self, now: datetime) -> Iterator[str]:
        """What to know before the clock starts."""
        terms = self._terms()
        yield t("quiz.start_items", self.language, count=self.items)
        if terms.limit is not None:
            length = spoken_length(terms.limit, self.language)
            yield t("quiz.start_limit", self.language, length=length)
            end = terms.deadline(now)
            if end and end < now + terms.limit:
                yield t("quiz.start_closes", self.language, when=spoken(end, self.language))
            yield t("quiz.start_end", self.language)
        if terms.attempts != 1:
            name = "start_attempt" if terms.attempts else "start_attempt_any"
            numbers = {"number": self.file.attempt, "most": terms.attempts}
            yield t(f"quiz.{name}", self.language, **numbers)
            yield t(f"quiz.best_{terms.best.partition('-')[0]}", self.language)

    def _terms(self) -> Terms:
        """As before while somebody is half-way through a file."""
        with suppress(Problems, UserError, KeyError):
            self._last = self.terms()
        return self._last or self.terms()


def spoken_length(length: timedelta, language: Language) -> str:
    """``22 phút 30 giây``."""
    minutes, seconds = divmod(round(length.total_seconds()), 60)
    parts = [t("quiz.minutes", language, count=minutes)] if minutes else []
    parts += [t("quiz.seconds", language, count=seconds)] if seconds else []
    return " ".join(parts)
