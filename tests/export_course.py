"""A group as a gradebook's table meets it: every way in which a learner's quiz can stand."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy import text

from kit.gradebook.build import build
from kit.gradebook.config import FILE, config_text, database_url
from kit.gradebook.database import engine
from kit.roster import Member, write_roster
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.gradebook_course import (
    NOW,
    PARTIAL,
    QUIZ,
    answers_of,
    grade_now,
    make_content,
    write_work,
)

DUE = datetime(2026, 11, 20, 17, 0)  # noqa: DTZ001  # as nbgrader keeps it

SECOND, LATER = "bai-hai", "bai-sau"

GROUP = f"""
format: 1
id: to-thu
name: Tổ thử
quizzes: [{{quiz: {QUIZ}}}, {{quiz: {SECOND}}}]
"""

ROSTER = (
    Member("hv-1", "Trần Thị Ánh", "learner", ""),
    Member("hv-2", "Nguyễn Văn An", "learner", ""),
    Member("hv-3", '=HYPERLINK("http://a.b","Đỗ Đức")', "learner", ""),
    Member("hv-4", "Lê, Bình", "learner", ""),
    Member("hv-5", "Vũ Dũng", "learner", ""),
    Member("gv-1", "Phan Bội Em", "trainer", ""),
)
ANONYMOUS = "an-0123456789abcdef"
FORMER = "hv-900"
"""Handed in, and is no longer on the roster."""


def submit(workspace: Workspace, learner: str, how: str = "right", quiz: str = QUIZ) -> None:
    """A submission of one of the two quizzes, which differ in nothing but their ids."""
    items = workspace.bank(quiz).items
    given: dict[str, Any] = {
        "right": {item.id: item.right() for item in items},
        "partial": PARTIAL,
        "invalid": {item.id: item.invalid() for item in items if item.scored == "machine"},
    }[how]
    answers = answers_of(workspace, learner, given, workspace.booklet(quiz)["version"])
    write_work(workspace, replace(answers, quiz=quiz))
    hand_in(workspace, learner, quiz, NOW)


def by_hand(workspace: Workspace) -> None:
    """What people do in formgrader, and whom nbgrader knows without a submission."""
    from nbgrader.api import Gradebook

    with Gradebook(database_url(workspace.path), "to-thu") as book:
        essay = book.find_grade("tu-luan", QUIZ, QUIZ, "hv-1")
        essay.manual_score, essay.extra_credit, essay.needs_manual_grade = 3.5, 0.5, False
        book.find_grade("con-so", QUIZ, QUIZ, "hv-2").extra_credit = 1.0
        book.find_grade("con-so", QUIZ, QUIZ, FORMER).manual_score = 0.0
        book.grant_extension(QUIZ, "hv-2", days=9)
        book.add_student("chi-nbgrader-biet")
        book.db.commit()


def make_course(folder: Path) -> Workspace:
    """Two quizzes graded, the first one with penalties; a third one planned and not built."""
    content = make_content(folder)
    bank = content / "quizzes" / f"{QUIZ}.yaml"
    second = bank.read_text("utf-8").replace(f"id: {QUIZ}", f"id: {SECOND}")
    bank.with_name(f"{SECOND}.yaml").write_text(second, encoding="utf-8")
    root = folder / "to"
    root.mkdir()
    penalty = '\nc.LateSubmissionPlugin.penalty_method = "zero"\n'
    (root / FILE).write_text(config_text("to-thu") + penalty, encoding="utf-8")
    (root / "group.yaml").write_text(GROUP, encoding="utf-8")
    (root / "secret").write_text("5" * 64, encoding="ascii")
    write_roster(root / "roster.csv", ROSTER)
    build(Workspace(root), content)
    fill(Workspace(root))
    planned = GROUP.replace("]", f", {{quiz: {LATER}}}]")
    (root / "group.yaml").write_text(planned, encoding="utf-8")
    return Workspace(root)


def fill(workspace: Workspace) -> None:
    """Submissions of every sort, graded; one more came since."""
    for learner, how in (("hv-1", "right"), ("hv-2", "partial"), ("hv-3", "invalid")):
        submit(workspace, learner, how)
    for learner in (FORMER, "gv-1"):
        submit(workspace, learner)
    for learner in ("hv-1", "hv-2", ANONYMOUS):
        submit(workspace, learner, quiz=SECOND)
    (workspace.submitted("hv-2", SECOND) / f"{SECOND}.ipynb").write_text("{", encoding="utf-8")
    (workspace.submitted("gv-1", QUIZ) / "answers.json").unlink()
    with engine(database_url(workspace.path)).begin() as connection:
        query = text("UPDATE assignment SET duedate = :due WHERE name = :quiz")
        connection.execute(query, {"due": f"{DUE}.000000", "quiz": QUIZ})
    grade_now(workspace)
    by_hand(workspace)
    grade_now(workspace)  # penalties follow what people did
    submit(workspace, "hv-5", quiz=SECOND)
