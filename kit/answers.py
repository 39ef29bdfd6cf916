"""The durable file of one learner's answers to one quiz.

What ``save`` has returned from survives the end of the process and of the power: every write goes
to a new file that is flushed to disk and renamed over the old one, under a lock, after reading
what another device may have written meanwhile.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import datetime
from functools import partial
from pathlib import Path
from threading import Lock

from filelock import FileLock

from kit.durable import write_durably
from kit.given import Answer as Answer
from kit.given import Answers as Answers
from kit.given import Missing as Missing
from kit.given import Unreadable as Unreadable
from kit.given import attempts_of
from kit.given import encode_json as encode_json
from kit.given import from_json as from_json
from kit.given import kept_attempts as kept_attempts
from kit.given import parse as parse
from kit.given import read as read
from kit.given import to_json as to_json
from kit.model import Response

PATIENCE = 10.0
"""Seconds; a whole write takes some hundredths, on a disk that is very busy some seconds."""

_BESIDE = Lock()
"""Of those in this process who write beside somebody who holds a file: one at a time."""


class Held(OSError):
    """Another process, maybe a learner's own, has not let go of the answers file in time."""


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
    attempt: int = 1
    """What belongs to another attempt is not changed by this one: an old page may still be open."""

    def read(self, now: datetime) -> Answers:
        """What is on disk, or empty answers that start now.

        Raises ``Unreadable``, also for a file that names another learner or quiz: whose answers
        they are is said by the folder, never by the file.
        """
        try:
            found = read(self.path)
        except Missing:
            return self._blank(now)
        if (found.quiz, found.learner) != (self.quiz, self.learner):
            raise Unreadable(f"{self.path.name}: not of {self.learner} or not of {self.quiz}")
        # Those of an attempt before it lie where they were handed in.
        return found if found.attempt >= self.attempt else self._blank(now)

    def _blank(self, now: datetime) -> Answers:
        started = now.isoformat("T", "seconds")
        answers = Answers(self.quiz, self.version, self.learner, started, draw=self.draw)
        return replace(answers, attempt=self.attempt)

    def start(self, now: datetime) -> Answers:
        """Begin the attempt at ``now``, unless it has begun already. Raises ``HandedIn``."""
        return self._change(lambda old: old, now)

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

    def hand_in(self, now: datetime, insist: bool = False, patience: float = PATIENCE) -> Answers:
        """Close the answers; a second call changes nothing.

        Who holds the file is waited for so many seconds. Then it is ``Held``; but ``insist`` where
        the time is up, for nothing more of it counts.
        """
        try:
            stamp = now.isoformat("T", "seconds")
            closed = partial(replace, handed_in=stamp)
            return self._change(closed, now, insist=insist, patience=patience)
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

    def _change(
        self,
        change: Callable[[Answers], Answers],
        now: datetime,
        insist: bool = False,
        patience: float = PATIENCE,
    ) -> Answers:
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with self._alone(insist, patience):
            old = self.read(now)
            if old.handed_in or old.attempt != self.attempt or self._is_kept():
                raise HandedIn(old.handed_in or old.started)
            # Scored by the version that was last on the learner's screen.
            new = replace(change(old), version=self.version, draw=self.draw, paper=self.paper)
            text = json.dumps(to_json(new), ensure_ascii=False, indent=1)
            write_durably(self.path, encode_json(text))
        return new

    @contextmanager
    def _alone(self, insist: bool, patience: float) -> Iterator[None]:
        """Alone with the file; or, for who insists, beside whoever has not let go of it.

        A learner's own process can hold it for as long as it likes.
        """
        lock = FileLock(self.path.with_name(".lock"))
        try:
            lock.acquire(timeout=patience)
        except OSError as error:
            if not insist:
                raise Held(str(error)) from error
            with _BESIDE:
                yield
            return
        try:
            yield
        finally:
            lock.release()

    def _is_kept(self) -> bool:
        return (attempts_of(self.path.parent) / str(self.attempt)).is_dir()
