"""A city for the dashboard's benchmark: 76 groups, 4,500 learners, five quizzes, all graded."""

from collections.abc import Sequence
from pathlib import Path

from kit.gradebook.bulk import grade_group
from kit.roster import Member, write_roster
from kit.workspace import Workspace
from tests.bench.course import NOW, copy_group, make_group, submit

QUIZZES = ("do-luong", "bai-hai", "bai-ba", "bai-bon", "bai-nam")
LEARNERS, GROUPS = 4_500, 76


def make_city(folder: Path, groups: int = GROUPS, quizzes: Sequence[str] = QUIZZES) -> list[Path]:
    """Folders of so many of the city's groups, each of its own size (59 or 60)."""
    base = make_group(folder / "base", folder / "content", "to", quizzes=quizzes)
    found = []
    for n in range(groups):
        workspace = copy_group(base, folder / f"to-{n:02}")
        _rename(workspace, n)
        size = LEARNERS // GROUPS + (n < LEARNERS % GROUPS)
        members = [Member(f"hv-{one:05}", f"Người {one}", "learner", "") for one in range(size + 3)]
        write_roster(workspace.path / "roster.csv", members)
        for number, quiz in enumerate(quizzes):
            submit(workspace, size, 100 * n + number, quiz)
        grade_group(workspace, now=NOW)
        found.append(workspace.path)
    return found


def _rename(workspace: Workspace, n: int) -> None:
    file = workspace.path / "group.yaml"
    text = file.read_text(encoding="utf-8")
    text = text.replace('"id": "to"', f'"id": "to-{n:02}"')
    file.write_text(text.replace('"name": "to"', f'"name": "Chi bộ {n + 1}"'), encoding="utf-8")
