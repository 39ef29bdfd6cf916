"""What happens to a message from the page: checked, kept, answered. No Jupyter here.

The page is not trusted: it names an item and a response, nothing else. Who the learner is, what
time it is and what an answer is worth are known here.
"""

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from kit.answers import Answer, AnswerFile, Answers, HandedIn, Unreadable
from kit.errors import Problems, UserError
from kit.kinds import Bank
from kit.markdown import block
from kit.model import Item, Outcome, Response
from kit.scoring import score
from kit.widget.memory import Memory as Memory
from kit.widget.seen import Changed, Seen
from kit.widget.shape import Refused, check
from kit.widget.timing import Timing
from kit.wording import Language, t
from kit.workspace import State

Message = Mapping[str, Any]
Reply = dict[str, Any]


@dataclass
class Desk:
    """One learner at one quiz (or at some practice items of a bank)."""

    booklet: Mapping[str, Any]
    file: AnswerFile | Memory
    clock: Callable[[], datetime]
    token: str
    stands: Callable[[datetime], State | str] = lambda now: "open"
    """Where the quiz stands: ``open``, ``handed_in``, ``closed``, ``soon`` … or ``preview``."""
    bank: Bank | None = None
    """With the key; only for practice."""
    sources: Mapping[str, str] = field(default_factory=dict)
    """Id → what readers call the source."""
    hand_in: Callable[[datetime], Answers] | None = None
    checked: Callable[[str, Outcome, datetime], None] | None = None
    """Told of each answer in practice that was checked."""
    language: Language = "vi"
    result: str = ""
    """Address of the page with the result, seen from the quiz; "" where there is none."""
    timing: Timing | None = None
    """Where an attempt begins when the learner says so; till then the page has no question."""

    def __post_init__(self) -> None:
        self._items = {item["id"]: item for item in self.booklet["items"]}
        self._stood = "open"
        self._seen = Seen()

    def state(self) -> dict[str, Any]:
        """What the page starts from: the learner's own answers and where the quiz stands."""
        now = self.clock()
        status = self._stand(now)
        try:
            answers = self.file.read(now)
        except Unreadable:
            # Kept as it is for the trainer; nothing may be written over it.
            answers, status = Answers("", "", "", ""), "unreadable"
        kept = {id: answer for id, answer in answers.answers.items() if id in self._items}
        self._seen.start(kept)
        return {
            "responses": {id: answer.response for id, answer in kept.items()},
            "times": {id: answer.at for id, answer in kept.items()},
            "advice": self._advices(kept),
            "flags": [flag for flag in answers.flags if flag in self._items],
            "at": answers.at if answers.at in self._items else None,
            "status": status,
            "handed_in": answers.handed_in,
            "seat": self.token,
            "result": self.result,
            "feedback": {},
            **self._times(now),
        }

    def shown(self) -> dict[str, Any]:
        """The booklet as the page may have it now."""
        started = self.timing is None or self.timing.begun()
        return dict(self.booklet) if started else {**self.booklet, "items": []}

    def _times(self, now: datetime) -> dict[str, Any]:
        return self.timing.times(now) if self.timing else {}

    def _stand(self, now: datetime) -> str:
        """Where the quiz stands; as before while somebody is half-way through group.yaml."""
        with suppress(Problems, UserError):
            self._stood = str(self.stands(now))
        if self._stood == "open" and self.timing and not self.timing.begun():
            return "unstarted"
        return self._stood

    def can_start(self) -> bool:
        """Whether the attempt may begin now, or has begun and is not over."""
        return self._stand(self.clock()) in ("unstarted", "open")

    def receive(self, message: Any) -> Reply | None:
        """Do what a message asks and say so; ``None`` for what no page of ours sends."""
        match message:
            case {"do": "hand_in", "n": int(n)}:
                return self._hand_in(n)
            case {"do": "start" | "time" as what, "n": int(n)} if self.timing:
                return self._time(what, n, self.timing)
            case {"do": str(what), "n": int(n), "item": str(item)} if item in self._items:
                return self._about_item(what, n, item, message)
        return None

    def _time(self, what: str, n: int, timing: Timing) -> Reply:
        """Start the clock, or say how it stands."""
        now = self.clock()
        status = self._stand(now)
        if what == "time":
            return {"time": n, "status": status, **self._times(now)}
        if status not in ("unstarted", "open"):
            return self._closed(n, status)
        try:
            timing.begin(now)
        except HandedIn:
            return self._closed(n, "handed_in")
        except Unreadable:
            return self._closed(n, "unreadable")
        except OSError:
            return {"failed": n, "message": self._t("not_kept")}
        return {"started": n, **self._times(now)}

    def _about_item(self, what: str, n: int, item: str, message: Message) -> Reply | None:
        now = self.clock()
        if (status := self._stand(now)) not in ("open", "preview"):
            return self._closed(n, status)
        try:
            match what:
                case "answer":
                    return self._answer(n, item, message.get("response"), now, message)
                case "again":
                    return self._answer(n, item, None, now, message)
                case "flag":
                    self.file.flag(item, message.get("on") is True, now)
                    return _saved(n, item, now)
                case "at":
                    self.file.place(item, now)
                    return _saved(n, item, now)
                case "check" if self.bank:
                    return self._check(n, self.bank.item(item), now)
        except HandedIn:
            return self._closed(n, "handed_in")
        except Unreadable:
            return self._closed(n, "unreadable")
        except OSError:
            # Disk full, folder gone: the page keeps the answer and tries again.
            return {"failed": n, "item": item, "message": self._t("not_kept")}
        return None

    def _answer(
        self, n: int, item: str, response: Response, now: datetime, message: Message
    ) -> Reply:
        try:
            advice = self._advice(item, response)
        except Refused as error:
            return {"refused": n, "item": item, "message": self._t(str(error))}
        try:
            self.file.save(item, response, now, self._seen.guard(message))
        except Changed as error:
            there = error.there
            return {"newer": n, "item": item, "response": there.response, "at": there.at}
        self._seen.saved(item, response)
        reply = {**_saved(n, item, now), **self._times(now)}
        return {**reply, "advice": advice} if advice else reply

    def _advice(self, item: str, response: Response) -> str:
        """What to tell about an answer that cannot be read yet, or ""; raises ``Refused``."""
        advice = check(self._items[item], response)
        return t(f"kinds.{advice}", self.language) if advice else ""

    def _advices(self, kept: Mapping[str, Answer]) -> dict[str, str]:
        found = {}
        for item, answer in kept.items():
            # Another program may have written the file: what fits no question has no advice.
            with suppress(Refused):
                if advice := self._advice(item, answer.response):
                    found[item] = advice
        return found

    def _check(self, n: int, item: Item, now: datetime) -> Reply:
        response = self.file.read(now).responses().get(item.id)
        if (earned := score(item, response, self.language)).outcome is Outcome.INVALID:
            # Half a date is to be typed again, not answered with the key.
            return {"refused": n, "item": item.id, "message": earned.note}
        if self.checked:
            self.checked(item.id, earned.outcome, now)
        return {"feedback": n, "item": item.id, "feedback_of": self._feedback(item, response)}

    def _feedback(self, item: Item, response: Response) -> dict[str, Any]:
        earned = score(item, response, self.language)
        chosen = response if isinstance(response, list) else [response]
        said: Mapping[str, str] = getattr(item, "feedback", {})
        whys = [said[id] for id in chosen if isinstance(id, str) and id in said]
        return {
            "outcome": earned.outcome.value,
            "score": earned.score,
            "max": earned.max,
            "note": " ".join(filter(None, [earned.note, *whys])),
            "right": block(item.key_text(self.language)),
            "explanation": block(item.explanation or ""),
            "citations": [
                {
                    "text": cite.phrase,
                    "source": self.sources.get(cite.source, cite.source),
                    "paragraph": cite.paragraph,
                }
                for cite in item.cite
            ],
        }

    def _hand_in(self, n: int) -> Reply | None:
        if self.hand_in is None:
            return None
        now = self.clock()
        if (status := self._stand(now)) in ("soon", "preview", "unstarted"):
            return self._closed(n, status)
        try:
            answers = self.hand_in(now)
        except Unreadable:
            return self._closed(n, "unreadable")
        except OSError:
            return {"failed": n, "message": self._t("not_kept")}
        return {"handed_in": n, "at": answers.handed_in}

    def _closed(self, n: int, status: str) -> Reply:
        return {"closed": n, "status": status, "message": self._t(f"status_{status}")}

    def _t(self, name: str, **params: object) -> str:
        return t(f"quiz.{name}", self.language, **params)


def _saved(n: int, item: str, now: datetime) -> Reply:
    # The whole moment, not only what is shown: the page learns how far its own clock is off.
    return {"saved": n, "item": item, "at": now.isoformat("T", "seconds")}
