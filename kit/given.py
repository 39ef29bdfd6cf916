"""What a learner has done in one quiz, and its form on disk."""

import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from kit.model import Response
from kit.plainfile import Missing as Missing
from kit.plainfile import Unreadable as Unreadable
from kit.plainfile import read_plain
from kit.plainjson import parse_json
from kit.text import visible
from kit.wording import t

MOST_ATTEMPTS = 1000

ATTEMPTS = "attempts"
"""The folder of a group with the attempts that were handed in: ``<learner>/<quiz>/<number>/``.

Not in ``work/``, where a learner's own process may write.
"""


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
    attempt: int = 1
    """Which of the learner's attempts it is, from 1; see kit/attempts.py."""

    def responses(self) -> dict[str, Response]:
        """Item id → raw response."""
        return {item: answer.response for item, answer in self.answers.items()}


def attempts_of(work: Path) -> Path:
    """Where the attempts are kept that were answered in a folder ``work/<learner>/<quiz>/``."""
    return work.parents[2] / ATTEMPTS / work.parent.name / work.name


def kept_attempts(work: Path) -> list[int]:
    """Numbers of the attempts that were handed in and kept, in order."""
    try:
        names = [entry.name for entry in os.scandir(attempts_of(work)) if entry.name.isdecimal()]
    except (FileNotFoundError, NotADirectoryError):
        return []
    return sorted(int(name) for name in names if name.isascii())


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
        attempt=_attempt(data.get("attempt", 1)),
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


def _attempt(value: Any) -> int:
    if type(value) is not int or not 1 <= value <= MOST_ATTEMPTS:
        raise _wrong("attempt")
    return value


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
        **({"attempt": answers.attempt} if answers.attempt > 1 else {}),
        "answers": {
            item: {"response": answer.response, "at": answer.at}
            for item, answer in answers.answers.items()
        },
    }


def encode_json(text: str) -> bytes:
    """UTF-8 of a JSON text; half a character (a cut emoji) becomes its escape and stays itself."""
    return text.encode("utf-8", errors="backslashreplace")
