"""What happens to a message from the page of the daily set. No Jupyter here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from random import Random
from typing import Any, Protocol

from kit.clock import local
from kit.drawing import booklet
from kit.kinds import Bank
from kit.model import Item, Outcome, Settings
from kit.offered import Material
from kit.practice import Grade, Schedule, Today, grade_of, next_words, today, told_words
from kit.widget.desk import Desk, Memory, Reply
from kit.wording import Language, t


class Keeper(Protocol):
    """Where cards are kept: ``kit.practised.Cards``, or ``Loose``."""

    def open(self, day: date) -> Schedule:
        """What is kept."""

    def practised(self, id: str, grade: Grade, day: date) -> Schedule:
        """After one card of the daily set."""


@dataclass
class Loose:
    """Stands in for the file where there is no learner: nothing outlives the page."""

    schedule: Schedule = field(default_factory=lambda: Schedule(learner=""))

    def open(self, day: date) -> Schedule:
        """What was practised since the page was opened."""
        return self.schedule

    def practised(self, id: str, grade: Grade, day: date) -> Schedule:
        """After one card."""
        self.schedule = self.schedule.practised(id, grade, day)
        return self.schedule


@dataclass
class DailyDesk(Desk):
    """One learner at the set of a day; see ``daily_desk``."""

    keeper: Keeper = field(default_factory=Loose)
    material: Material = field(default_factory=Material)
    day: date = date.min
    """The day that the set is of; what is practised after its midnight belongs to the next."""
    opened: Today = field(default_factory=lambda: Today((), 0))
    """As it stood when the page was opened."""
    schedule: Schedule = field(default_factory=lambda: Schedule(learner=""))
    told: str = ""
    """When the card that was practised last comes back, in words."""
    _done: dict[str, None] = field(default_factory=dict)

    def receive(self, message: Any) -> Reply | None:
        """As a desk's; and how well a learner has remembered a slogan, by her own word."""
        match message:
            case {"do": "card", "n": int(n), "item": str(id), "remembered": bool(remembered)}:
                if id not in self.opened.left or id not in self.material.slogans:
                    return None
                return self._slogan(n, id, "good" if remembered else "again")
        return super().receive(message)

    def _slogan(self, n: int, id: str, grade: Grade) -> Reply:
        now = self.clock()
        try:
            self._practise(id, grade, now)
        except OSError:
            return {"failed": n, "item": id, "message": t("quiz.not_kept", self.language)}
        return {"saved": n, "item": id, "at": now.isoformat("T", "seconds")}

    def answered(self, id: str, outcome: Outcome, now: datetime) -> None:
        """A question was checked. Raises ``OSError``: then the page asks again."""
        if grade := grade_of(outcome):
            self._practise(id, grade, now)

    def _practise(self, id: str, grade: Grade, now: datetime) -> None:
        day = local(now).date()
        self.schedule = self.keeper.practised(id, grade, day)
        self._done[id] = None
        self.told = told_words(self.schedule.cards[id], day, self.language)

    def progress(self) -> dict[str, Any]:
        """How far the set is, as the page shows it."""
        done = self.opened.done + len(self._done)
        total = self.opened.done + len(self.opened.left)
        return {
            "done": done,
            "total": total,
            "told": self.told,
            "next": self._next() if done >= total else "",
        }

    def _next(self) -> str:
        day = local(self.clock()).date()
        return next_words(today(self.schedule, self.material.offered, day), day, self.language)


def daily_desk(
    keeper: Keeper,
    material: Material,
    clock: Callable[[], datetime],
    sources: Mapping[str, str],
    language: Language,
) -> DailyDesk:
    """The desk of the set as it stands at this moment. Raises ``OSError``."""
    day = local(clock()).date()
    schedule = keeper.open(day)
    found = today(schedule, material.offered, day)
    items = [material.items[id] for id in found.left if id in material.items]
    bank = _bank(items, day, language)
    desk = DailyDesk(
        _booklet(bank, f"{schedule.learner}/{day}", language),
        Memory(),  # what was answered is needed for the feedback alone, so it is not kept
        clock,
        "",
        bank=bank,
        sources=sources,
        language=language,
        keeper=keeper,
        material=material,
        day=day,
        opened=found,
        schedule=schedule,
    )
    desk.checked = desk.answered
    return desk


def _bank(items: list[Item], day: date, language: Language) -> Bank | None:
    if not items:
        return None
    head = {"format": 1, "id": "daily", "title": t("daily.title", language), "as_of": day}
    return Bank.model_validate({**head, "settings": Settings(mode="practice"), "items": items})


def _booklet(bank: Bank | None, seed: str, language: Language) -> dict[str, Any]:
    made = booklet(bank, "", Random(seed)) if bank else {"mode": "practice", "items": []}
    return {**made, "language": language}
