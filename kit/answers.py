"""The durable file of one learner's answers to one quiz.

What ``save`` has returned from survives the end of the process and of the power: every write goes
to a new file that is flushed to disk and renamed over the old one, under a lock, after reading
what another device may have written meanwhile.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from filelock import FileLock

from kit.durable import write_durably
from kit.model import Response
from kit.plainfile import Missing as Missing
from kit.plainfile import Unreadable as Unreadable
from kit.plainfile import read_plain
from kit.plainjson import parse_json
from kit.text import visible
from kit.wording import t


@dataclass(frozen=True)
class Answer:
    """One raw response and when it was given."""

    response: Response
    at: str
    """ISO 8601 with offset."""


@dataclass(frozen=True)
class Answers:
    """Everything a learner has done in one quiz."""

    quiz: str
    version: str
    learner: str
    started: str
    answers: Mapping[str, Answer] = field(default_factory=dict)
    flags: tuple[str, ...] = ()
    at: str | None = None
    """Id of the item last looked at."""
    handed_in: str | None = None
    draw: tuple[str, ...] = ()
    """Ids of the items that were on the paper, in its order; empty where nothing is drawn.

    For people, and to tell which paper was on the screen: what is scored is drawn anew.
    """
    paper: str = ""
    """Code of the printed paper that was answered; empty for a screen. See kit/printings.py."""

    def responses(self) -> dict[str, Response]:
        """Item id → raw response."""
        return {item: answer.response for item, answer in self.answers.items()}


def read(path: Path) -> Answers:
    """Read an answers file.

    Raises ``Missing`` if there is none and ``Unreadable`` if it is too large, not JSON or of
    another shape. Links are not followed: a submission must not point elsewhere.
    """
    return parse(read_plain(path), path.name)


def parse(data: bytes, name: str) -> Answers:
    """Answers from the bytes of a file of that name; raises ``Unreadable``."""
    try:
        return from_json(parse_json(data))
    except Unreadable as error:
        raise Unreadable(f"{name}: {error}") from error


def from_json(data: Any) -> Answers:
    """The reverse of ``to_json``; raises ``Unreadable`` for any other shape, with its place."""
    data = _object(data, "")
    if type(data.get("format")) is not int or data["format"] != 1:
        raise Unreadable(t("unreadable.other_format", format=visible(repr(data.get("format")), 20)))
    return Answers(
        quiz=_text(data, "quiz"),
        version=_text(data, "version"),
        learner=_text(data, "learner"),
        started=_text(data, "started"),
        answers=dict(_answers(_object(data.get("answers"), "answers"))),
        flags=_texts(data.get("flags"), "flags"),
        at=_text_or_none(data, "at"),
        handed_in=_text_or_none(data, "handed_in"),
        draw=_texts(data.get("draw", []), "draw"),
        paper=_text(data, "paper") if "paper" in data else "",
    )


def _answers(data: dict[str, Any]) -> Iterator[tuple[str, Answer]]:
    for item, entry in data.items():
        whole = isinstance(entry, dict) and "response" in entry
        if not whole or not isinstance(entry.get("at"), str):
            raise _wrong(f"answers.{item}")
        yield item, Answer(entry["response"], entry["at"])


def _object(value: Any, place: str) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise _wrong(place)
    return value


def _text(data: Mapping[str, Any], key: str) -> str:
    if not isinstance(value := data.get(key), str):
        raise _wrong(key)
    return value


def _text_or_none(data: Mapping[str, Any], key: str) -> str | None:
    return None if data.get(key, "") is None else _text(data, key)


def _texts(value: Any, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise _wrong(place)
    return tuple(value)


def _wrong(place: str) -> Unreadable:
    if not place:
        return Unreadable(t("unreadable.no_answers"))
    return Unreadable(t("unreadable.wrong_part", place=visible(place, 80)))


def to_json(answers: Answers) -> dict[str, Any]:
    """The form on disk (``format: 1``)."""
    return {
        "format": 1,
        "quiz": answers.quiz,
        "version": answers.version,
        "learner": answers.learner,
        "started": answers.started,
        "handed_in": answers.handed_in,
        "at": answers.at,
        "flags": list(answers.flags),
        **({"draw": list(answers.draw)} if answers.draw else {}),
        **({"paper": answers.paper} if answers.paper else {}),
        "answers": {
            item: {"response": answer.response, "at": answer.at}
            for item, answer in answers.answers.items()
        },
    }


def encode_json(text: str) -> bytes:
    """UTF-8 of a JSON text; half a character (a cut emoji) becomes its escape and stays itself."""
    return text.encode("utf-8", errors="backslashreplace")


class HandedIn(Exception):
    """The quiz was handed in: its answers no longer change."""


@dataclass(frozen=True)
class AnswerFile:
    """The answers of one learner to one quiz, on disk; safe against a second device or tab."""

    path: Path
    quiz: str
    version: str
    learner: str
    draw: tuple[str, ...] = ()
    """What is drawn for the learner from that version."""
    paper: str = ""
    """Code of the printed paper whose answers they are."""

    def read(self, now: datetime) -> Answers:
        """What is on disk, or empty answers that start now.

        Raises ``Unreadable``, also for a file that names another learner or quiz: whose answers
        they are is said by the folder, never by the file.
        """
        try:
            found = read(self.path)
        except Missing:
            started = now.isoformat("T", "seconds")
            return Answers(self.quiz, self.version, self.learner, started, draw=self.draw)
        if (found.quiz, found.learner) != (self.quiz, self.learner):
            raise Unreadable(f"{self.path.name}: not of {self.learner} or not of {self.quiz}")
        return found

    def save(
        self, item: str, response: Response, now: datetime, check: Callable[..., object] = bool
    ) -> Answers:
        """Keep a response; on disk when this returns. Raises ``HandedIn``, and what ``check`` does
        with the answer (or ``None``) that would be replaced."""
        answer = Answer(response, now.isoformat("T", "seconds"))

        def saved(old: Answers) -> Answers:
            check(old.answers.get(item))
            return replace(old, answers={**old.answers, item: answer})

        return self._change(saved, now)

    def flag(self, item: str, on: bool, now: datetime) -> Answers:
        """Mark an item for later, or no longer. Raises ``HandedIn``."""
        return self._change(
            lambda old: replace(
                old, flags=(*(f for f in old.flags if f != item), *((item,) if on else ()))
            ),
            now,
        )

    def place(self, item: str, now: datetime) -> Answers:
        """Remember where the learner is. Raises ``HandedIn``."""
        return self._change(lambda old: replace(old, at=item), now)

    def hand_in(self, now: datetime) -> Answers:
        """Close the answers; a second call changes nothing."""
        try:
            stamp = now.isoformat("T", "seconds")
            return self._change(lambda old: replace(old, handed_in=stamp), now)
        except HandedIn:
            return self.read(now)

    def enter(self, responses: Mapping[str, Response], now: datetime) -> Answers:
        """Keep the answers of a whole paper, handed in at ``now``.

        Raises ``HandedIn``, also if anything was answered here before: nothing is written over.
        """
        stamp = now.isoformat("T", "seconds")
        given = {item: Answer(response, stamp) for item, response in responses.items()}

        def entered(old: Answers) -> Answers:
            if old.answers:
                raise HandedIn(old.started)
            return replace(old, started=stamp, answers=given, handed_in=stamp)

        return self._change(entered, now)

    def _change(self, change: Callable[[Answers], Answers], now: datetime) -> Answers:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with FileLock(self.path.with_name(".lock"), timeout=10):
            old = self.read(now)
            if old.handed_in:
                raise HandedIn(old.handed_in)
            # Scored by the version that was last on the learner's screen.
            new = replace(change(old), version=self.version, draw=self.draw, paper=self.paper)
            text = json.dumps(to_json(new), ensure_ascii=False, indent=1)
            write_durably(self.path, encode_json(text))
        return new
