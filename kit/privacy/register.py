"""privacy.jsonl: what was done with people's data, and when; never whose name it was.

A cell has to be able to show that it answered a request in time. Lines stay when data goes.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

from filelock import FileLock

from kit.consent import write_private
from kit.errors import Problem, Problems
from kit.textfile import read_text
from kit.wording import t
from kit.workspace import Workspace

FILE = "privacy.jsonl"

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
    add_entries(workspace, [Entry(now.isoformat(timespec="seconds"), act, learner, what)])


def read_register(file: Path) -> list[Entry]:
    """All its lines, in their order; raises ``Problems`` for those that are none."""
    found, problems = [], []
    for number, line in enumerate(read_text(file).splitlines(), 1):
        try:
            entry = Entry(**json.loads(line))
            datetime.fromisoformat(entry.at)
        except (ValueError, TypeError):
            what, hint = t("privacy.bad_line"), t("privacy.bad_line_hint")
            problems.append(Problem(str(file), number, "register-line", what, hint))
        else:
            found.append(entry)
    if problems:
        raise Problems(problems)
    return found


def add_entries(workspace: Workspace, entries: Iterable[Entry]) -> None:
    """Add lines of another register, on disk before this returns."""
    file = workspace.path / FILE
    with FileLock(file.with_name(f"{file.name}.lock"), timeout=10):
        old = file.read_bytes() if file.exists() else b""
        new = "".join(json.dumps(asdict(one), ensure_ascii=False) + "\n" for one in entries)
        write_private(file, old + new.encode())
