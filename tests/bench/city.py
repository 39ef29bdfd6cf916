"""A city for the dashboard: groups with a roster, and papers of several quizzes, all graded."""

from collections.abc import Sequence
from pathlib import Path

from kit.gradebook.bulk import grade_group
from kit.roster import Member, write_roster
from kit.workspace import Workspace
from tests.bench.course import NOW, copy_group, make_group, submit

QUIZZES = ("do-luong", "bai-hai", "bai-ba", "bai-bon", "bai-nam")
LEARNERS, GROUPS = 4_500, 76
SIZES = tuple(LEARNERS // GROUPS + (n < LEARNERS % GROUPS) for n in range(GROUPS))
ABSENT = 3
"""Learners of each roster who have handed in nothing."""


def make_city(
    folder: Path, sizes: Sequence[int] = SIZES, quizzes: Sequence[str] = QUIZZES
) -> list[Path]:
    """Folders of groups that so many learners took every quiz in."""
    base = make_group(folder / "base", folder / "content", "to", quizzes=quizzes)
    found = []
    for n, size in enumerate(sizes):
        workspace = copy_group(base, folder / f"to-{n:02}")
        _name(workspace, n)
        members = [
            Member(f"hv-{one:05}", f"Người Thứ {one}", "learner", "")
            for one in range(size + ABSENT)
        ]
        write_roster(workspace.path / "roster.csv", members)
        for number, quiz in enumerate(quizzes):
            submit(workspace, size, 100 * n + number, quiz)
        grade_group(workspace, now=NOW)
        found.append(workspace.path)
    return found


def _name(workspace: Workspace, n: int) -> None:
    file = workspace.path / "group.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace('"id": "to"', f'"id": "to-{n:02}"')
    file.write_text(text.replace('"name": "to"', f'"name": "Chi bộ {n + 1}"'), encoding="utf-8")
