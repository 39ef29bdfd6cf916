"""A small course for the gradebook's tests: one item of each kind, one learner of each sort."""

import atexit
import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from zoneinfo import ZoneInfo

from kit import clock
from kit.answers import Answer, Answers, to_json
from kit.gradebook.build import build
from kit.gradebook.bulk import Report, grade_group
from kit.gradebook.config import FILE, config_text, database_url
from kit.model import Response
from kit.workspace import Workspace
from tests import postgres

CONTENT = Path(__file__).parent / "cases" / "grading"
QUIZ = "moi-loai"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))
TOKEN = "khoabimat"

GROUP = f"""
format: 1
id: to-thu
name: Tổ thử
lessons: [00-thu]
quizzes:
  - quiz: {QUIZ}
"""

PARTIAL: dict[str, Response] = {
    "nhieu-dap-an": ["a"],
    "cum-dung-sai": {"a": True, "b": False, "c": True, "d": True},
    "sap-xep": ["thứ nhì", "thứ nhất", "thứ ba", "thứ tư"],
    "dien-chu": "KHOABIMAT cach viet khac",
    "dien-cho-trong": {"l1": "b", "s1": "3.250"},
    "liet-ke": ["vàng", "tím"],
}
"""Responses worth a part of the points; the rest of that learner's answers are blank."""

PARTIAL_POINTS = {
    "nhieu-dap-an": 1.0,
    "cum-dung-sai": 0.5,
    "sap-xep": 5.0,
    "dien-chu": 0.5,
    "dien-cho-trong": 2.0,
    "liet-ke": 1.0,
}


def make_content(folder: Path) -> Path:
    """A copy of the content that a test may change."""
    return Path(shutil.copytree(CONTENT, folder / "content"))


def make_workspace(folder: Path, book_url: str = "") -> Workspace:
    """A workspace before its first build; its gradebook is a file unless another place is named."""
    folder.mkdir(parents=True)
    (folder / "group.yaml").write_text(GROUP, encoding="utf-8")
    (folder / FILE).write_text(config_text("to-thu"), encoding="utf-8")
    return put_gradebook(Workspace(folder), book_url)


def put_gradebook(workspace: Workspace, book_url: str) -> Workspace:
    """Let a group have its gradebook there; empty for the file in its folder."""
    if book_url:
        with open(workspace.path / FILE, "a", encoding="utf-8") as file:
            file.write(f"\nc.CourseDirectory.db_url = {book_url!r}\n")
    return workspace


def built_workspace(folder: Path, book_url: str = "") -> Workspace:
    """A workspace with its quiz built by nbgrader."""
    if not book_url:
        return copied(_built(), folder)
    workspace = make_workspace(folder, book_url)
    build(workspace, CONTENT)
    return workspace


@cache
def _built() -> Workspace:
    """The first of them, which nobody changes: nbgrader takes a while for each."""
    kept = Path(mkdtemp(prefix="kit-built-"))
    atexit.register(shutil.rmtree, kept, ignore_errors=True)
    workspace = make_workspace(kept / "to")
    build(workspace, CONTENT)
    return workspace


def copied(workspace: Workspace, folder: Path) -> Workspace:
    """A copy with a gradebook of its own, which nobody may be using at the moment."""
    copy = Workspace(Path(shutil.copytree(workspace.path, folder)))
    if (url := database_url(copy.path)).startswith("postgresql"):
        put_gradebook(copy, postgres.copy(url))
    return copy


def answers_of(
    workspace: Workspace, learner: str, responses: Mapping[str, Response], version: str = ""
) -> Answers:
    """A file of answers as the widget would have left it."""
    stamp = NOW.isoformat()
    answers = {item: Answer(response, stamp) for item, response in responses.items()}
    version = version or workspace.booklet(QUIZ)["version"]
    return Answers(QUIZ, version, learner, stamp, answers)


def write_work(workspace: Workspace, answers: Answers) -> None:
    """Put answers where a learner's answers lie before hand-in."""
    path = workspace.work(answers.learner, answers.quiz) / "answers.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(to_json(answers)), encoding="utf-8")


def grade_now(
    workspace: Workspace,
    quizzes: Sequence[str] | None = None,
    again: bool = False,
    advance: Callable[[int], None] = lambda _: None,
    waiting: Callable[[], None] = lambda: None,
) -> list[Report]:
    """``grade_group`` by the machine's clock, for whom the hour does not matter."""
    return grade_group(
        workspace, quizzes, now=clock.now(), again=again, advance=advance, waiting=waiting
    )
