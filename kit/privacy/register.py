"""privacy.jsonl: what was done with people's data, and when; never whose name it was.

A cell has to be able to show that it answered a request in time. Lines stay when data goes.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Literal

from filelock import FileLock

from kit.consent import write_private
from kit.workspace import Workspace

Act = Literal["shown", "corrected", "deleted", "retention"]


@dataclass(frozen=True)
class Entry:
    """One line."""

    at: str
    """ISO 8601 with offset, Vietnam's time."""
    act: Act
    learner: str
    """Id; empty where many were concerned."""
    what: str = ""
    """Quizzes, counts; no content and no name."""


def note(workspace: Workspace, act: Act, learner: str, now: datetime, what: str = "") -> None:
    """Add a line, on disk before this returns."""
    file = workspace.path / "privacy.jsonl"
    entry = Entry(now.isoformat(timespec="seconds"), act, learner, what)
    with FileLock(file.with_name(f"{file.name}.lock"), timeout=10):
        old = file.read_bytes() if file.exists() else b""
        line = json.dumps(asdict(entry), ensure_ascii=False) + "\n"
        write_private(file, old + line.encode())
