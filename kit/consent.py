"""Consent, asked for one purpose at a time and kept as a log that can be shown (consent.jsonl).

One line an answer: when, who, for what, yes or no, and the SHA-256 of the text that was on the
screen. Only a yes carries the hour: a refusal is kept by its day, so that the anonymous work that
follows it cannot be matched to a person by the clock.
"""

import hashlib
import json
import os
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from filelock import FileLock

KEEP_RESULT = "keep-result-under-name"
"""The purpose asked for today; more purposes get names of their own."""


@dataclass(frozen=True)
class ConsentLog:
    """The consent log of one group."""

    path: Path

    def record(self, learner: str, purpose: str, yes: bool, text: str, now: datetime) -> None:
        """Append one answer, on disk before this returns.

        ``text`` is what was shown, word for word; ``now`` is aware of its time zone.
        """
        at = now.isoformat(timespec="seconds") if yes else now.date().isoformat()
        line = {
            "at": at,
            "learner": learner,
            "purpose": purpose,
            "answer": "yes" if yes else "no",
            "text_sha256": digest(text),
        }
        data = json.dumps(line, ensure_ascii=False).encode("utf-8") + b"\n"
        with FileLock(self.path.with_name(self.path.name + ".lock")):
            if self.path.exists() and not self.path.read_bytes().endswith(b"\n"):
                data = b"\n" + data  # the line before was cut short by a power loss
            # Opened without the text layer: the line goes out in one write.
            handle = os.open(self.path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
            try:
                os.write(handle, data)
                os.fsync(handle)
            finally:
                os.close(handle)

    def given(self, learner: str, purpose: str, text: str) -> bool:
        """Whether the learner's latest answer for this purpose and this very text is a yes."""
        wanted, answer = digest(text), False
        for line in self._lines():
            if line.get("learner") == learner and line.get("purpose") == purpose:
                answer = line.get("answer") == "yes" and line.get("text_sha256") == wanted
        return answer

    def _lines(self) -> list[dict[str, object]]:
        if not self.path.exists():
            return []
        lines = []
        for text in self.path.read_text(encoding="utf-8").splitlines():
            try:
                line = json.loads(text)
            except ValueError:
                continue  # a line cut short by a power loss is no consent
            if isinstance(line, dict):
                lines.append(line)
        return lines


def digest(text: str) -> str:
    """SHA-256 of a text as it was shown."""
    return hashlib.sha256(text.encode("utf-8")).hexdigest()
