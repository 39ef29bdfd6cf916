"""A group with all lessons of the project, as a build leaves them, and without any quiz."""

from pathlib import Path

from kit.content import Content
from kit.durable import write_durably
from kit.errors import Problem
from kit.gradebook.lessons import lesson_files
from kit.roster import Member, write_roster
from kit.workspace import Workspace
from tests.serving import hashed, make_secret

CONTENT = Content(Path(__file__).parents[1])
LESSONS = CONTENT.lessons()
CODE, TRAINER_CODE = "K7RM-2XHD", "TRAN-9876"
ROOT = "/to-hoc/"


def make_lesson_group(folder: Path) -> Workspace:
    """The group's folder, with one learner and one trainer."""
    folder.mkdir(parents=True)
    listed = ", ".join(LESSONS)
    (folder / "group.yaml").write_text(
        f"format: 1\nid: to-hoc\nname: Tổ học\nunit: Đảng bộ thử\nlessons: [{listed}]\n",
        encoding="utf-8",
    )
    key = make_secret(folder, "to-hoc")
    write_roster(
        folder / "roster.csv",
        [
            Member("hv-001", "Nguyễn Thị Hòa", "learner", hashed(CODE, key)),
            Member("gv-1", "Trần Văn Chi", "trainer", hashed(TRAINER_CODE, key)),
        ],
    )
    workspace = Workspace(folder)
    problems: list[Problem] = []
    for place, data in lesson_files(workspace, CONTENT.path, problems):
        write_durably(folder / place, data)
    assert problems == []
    (folder / "practice").mkdir(exist_ok=True)
    names = CONTENT.path / "quizzes" / "sources.yaml"
    (folder / "practice" / names.name).write_bytes(names.read_bytes())
    for path in CONTENT.banks():
        bank = path.read_bytes()
        if b"  mode: practice" in bank.splitlines():  # reading them as a build does takes seconds
            (folder / "practice" / path.name).write_bytes(bank)
    return workspace
