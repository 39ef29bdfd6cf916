"""Taking away all that a folder holds about a learner.

What was copied elsewhere (backups, prints, exported tables) is the cell's to delete: the command
says so. The register keeps one line with the learner's id.
"""

import os
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from kit.attempts import traces
from kit.consent import drop_learner
from kit.durable import leftovers
from kit.gradebook.alone import alone as grading_alone
from kit.gradebook.bulk.files import remove
from kit.gradebook.persons import forget
from kit.printings import drop_entries
from kit.roster import read_roster, write_roster
from kit.ungraded import forget as forget_notes
from kit.ungraded import noted, stamps
from kit.workspace import Workspace

STEPS = ("begun", "work", "attempts", "submitted", "autograded", "feedback")
"""Folders with one folder a learner in each."""

_PATIENCE = 60


@dataclass(frozen=True)
class Erased:
    """What was there, and is there no longer."""

    files: int
    rows: int
    """Of the gradebook."""
    member: bool
    """Whether the learner stood on the roster."""
    consents: int


def erase(workspace: Workspace, learner: str) -> Erased:
    """Delete everything about a learner, the line of the roster included.

    The caller holds the folder, so nobody writes meanwhile. Repeating it is harmless: what was
    interrupted is completed.
    """
    with grading_alone(workspace.path, _PATIENCE, lambda: None):
        rows = forget(workspace.path, [learner])
        for folder in (workspace.path, workspace.path / "banks"):
            # A roster, a record or a copy of the gradebook that somebody's kill has cut off.
            for left in leftovers(folder):
                remove(str(left))
        files = sum(_remove(workspace.path / step / learner) for step in STEPS)
    files += sum(map(_remove, traces(workspace, learner)))
    # Of quizzes that are planned no longer, too.
    _forget_hands(workspace, [hand for hand in noted(workspace) if hand[0] == learner])
    drop_entries(workspace.path / "banks", learner)
    consents = drop_learner(workspace.path / "consent.jsonl", learner)
    return Erased(files, rows, _strike(workspace, learner), consents)


def erase_work(workspace: Workspace, hands: Sequence[tuple[str, str]]) -> int:
    """Delete the work of these learners in these quizzes; returns the number of files.

    Their places on the roster and their consent stay.
    """
    by_quiz: dict[str, list[str]] = {}
    for learner, quiz in hands:
        by_quiz.setdefault(quiz, []).append(learner)
    files = 0
    with grading_alone(workspace.path, _PATIENCE, lambda: None):
        for quiz, learners in by_quiz.items():
            forget(workspace.path, learners, [quiz])
            for learner in learners:
                for step in STEPS:
                    files += _remove(workspace.path / step / learner / quiz)
                    with suppress(OSError):  # there is other work, or none at all
                        (workspace.path / step / learner).rmdir()
                drop_entries(workspace.path / "banks", learner, quiz)
    _forget_hands(workspace, hands)
    return files


def _forget_hands(workspace: Workspace, hands: Sequence[tuple[str, str]]) -> None:
    """Notes of hand-ins, and what a crash may have left of one."""
    forget_notes(workspace, stamps(workspace, hands))
    for learner, quiz in hands:
        for trace in traces(workspace, learner, quiz):
            _remove(trace)


def _strike(workspace: Workspace, learner: str) -> bool:
    file = workspace.path / "roster.csv"
    members = read_roster(file)
    left = [member for member in members if member.learner != learner]
    if len(left) < len(members):
        write_roster(file, left)
    return len(left) < len(members)


def _remove(folder: Path) -> int:
    """Delete a folder; how many files were in it."""
    whole = folder.is_dir() and not folder.is_symlink()
    count = sum(len(files) for _, _, files in os.walk(folder)) if whole else folder.is_symlink()
    remove(str(folder))
    return int(count)
