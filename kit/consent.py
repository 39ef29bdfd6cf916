"""Consent, asked for one purpose at a time and kept as a log that can be shown (consent.jsonl).

One line an answer: when, who, for what, yes or no, and the SHA-256 of the text that was on the
screen. Only a yes carries the hour; a refusal is kept by its day. The lines are sorted by learner,
each learner's own in the order they were given. So neither the clock nor the place of a line
matches a person to the anonymous work that follows a refusal. What no log can hide: if only one
member has refused by some day, the anonymous work of that day is that member's.

Who has refused once gets no second anonymous code. If the first one is lost for good, whoever
keeps the folder may delete that member's lines: then the question is asked as for the first time.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from pathlib import Path
from typing import Any

from filelock import FileLock

KEEP_RESULT = "keep-result-under-name"
"""The purpose asked for today; more purposes get names of their own."""

_PATIENCE = 10
"""Seconds to wait for another process that writes the log."""

Line = dict[str, Any]


@dataclass(frozen=True)
class ConsentLog:
    """The consent log of one group."""

    path: Path

    def record(self, learner: str, purpose: str, yes: bool, text: str, now: datetime) -> bool:
        """Keep one answer, on disk before this returns.

        ``text`` is what was shown, word for word; ``now`` is aware of its time zone. Returns
        whether the learner has said no to this purpose before. The same refusal again on the same
        day leaves the log as it is. Raises ``filelock.Timeout``.
        """
        line = {
            "at": now.isoformat(timespec="seconds") if yes else now.date().isoformat(),
            "learner": learner,
            "purpose": purpose,
            "answer": "yes" if yes else "no",
            "text_sha256": digest(text),
        }
        with FileLock(self.path.with_name(self.path.name + ".lock"), timeout=_PATIENCE):
            before = self._answers(learner, purpose)
            if not before or before[-1] != line:
                old = self.path.read_text(encoding="utf-8") if self.path.exists() else ""
                lines = [*old.splitlines(), json.dumps(line, ensure_ascii=False)]
                lines.sort(key=_learner)
                write_private(self.path, "".join(f"{one}\n" for one in lines).encode())
        return any(one.get("answer") == "no" for one in before)

    def given(self, learner: str, purpose: str, text: str) -> bool:
        """Whether the learner's latest answer for this purpose and this very text is a yes."""
        return self.given_at(learner, purpose, text) is not None

    def given_at(self, learner: str, purpose: str, text: str) -> datetime | None:
        """When the learner said the yes that holds for this purpose and this very text.

        ``None`` if the latest answer is no such yes, or does not say when it was given.
        """
        line = next(reversed(self._answers(learner, purpose)), {})
        if line.get("answer") != "yes" or line.get("text_sha256") != digest(text):
            return None
        try:
            return datetime.fromisoformat(str(line.get("at")))
        except ValueError:
            return None  # consent that cannot be shown is none

    def refuses(self, learner: str, purpose: str) -> bool:
        """Whether the learner's latest answer for this purpose is a no."""
        latest = self._answers(learner, purpose)[-1:]
        return any(line.get("answer") == "no" for line in latest)

    def has_refused(self, learner: str, purpose: str) -> bool:
        """Whether the learner has ever said no to this purpose."""
        return any(line.get("answer") == "no" for line in self._answers(learner, purpose))

    def _answers(self, learner: str, purpose: str) -> list[Line]:
        try:
            stat = self.path.stat()
        except FileNotFoundError:
            return []
        lines = _read(self.path, stat.st_mtime_ns, stat.st_size)
        wanted = (learner, purpose)
        return [line for line in lines if (line.get("learner"), line.get("purpose")) == wanted]


def drop_learner(path: Path, learner: str) -> int:
    """Delete a learner's lines; how many there were. Raises ``filelock.Timeout``."""
    if not path.exists():
        return 0
    with FileLock(path.with_name(path.name + ".lock"), timeout=_PATIENCE):
        lines = path.read_text(encoding="utf-8").splitlines()
        left = [line for line in lines if _learner(line) != learner]
        if len(left) < len(lines):
            write_private(path, "".join(f"{one}\n" for one in left).encode())
    return len(lines) - len(left)


def answerers(path: Path) -> set[str]:
    """Ids of all who have said yes or no."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    return {_learner(line) for line in lines} - {""}


def lines_of(path: Path, learner: str) -> list[Line]:
    """Everything the log has of a learner, in its order."""
    lines = path.read_text(encoding="utf-8").splitlines() if path.exists() else []
    found = (_parsed(line) for line in lines)
    return [line for line in found if line and line.get("learner") == learner]


@lru_cache(maxsize=64)
def _read(path: Path, _changed: int, _size: int) -> tuple[Line, ...]:
    lines = map(_parsed, path.read_text(encoding="utf-8").splitlines())
    return tuple(line for line in lines if line is not None)


def _parsed(text: str) -> Line | None:
    try:
        line = json.loads(text)
    except ValueError:
        return None  # a line cut short is no consent
    return line if isinstance(line, dict) else None


def _learner(text: str) -> str:
    return str((_parsed(text) or {}).get("learner", ""))


def write_private(path: Path, content: bytes) -> None:
    """Replace a file as a whole, readable for the server's user alone (mode 0600)."""
    temporary = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    handle = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(temporary, path)
    if os.name != "nt":  # no such call there
        folder = os.open(path.parent, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


def digest(text: str) -> str:
    """SHA-256 of a text as it was shown."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
