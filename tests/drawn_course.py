"""A small group whose quizzes are drawn: banks, booklets and notebooks as a build leaves them."""

import json
import shutil
from datetime import datetime
from pathlib import Path
from random import Random
from zoneinfo import ZoneInfo

from kit.bank import load
from kit.drawing import booklet
from kit.gradebook.assignment import json_text, notebook
from kit.gradebook.config import FILE, config_text
from kit.model import Item, Response
from kit.workspace import Workspace

CONTENT = Path(__file__).parent / "cases" / "drawn"
QUIZ, FINAL = "rut-cau", "cuoi-khoa"
NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZoneInfo("Asia/Ho_Chi_Minh"))

GROUP = f"""\
format: 1
id: to-rut
name: Tổ rút câu
quizzes:
  - quiz: {QUIZ}
  - quiz: {FINAL}
"""


def make_content(folder: Path) -> Path:
    """A copy of the content that a test may change."""
    return Path(shutil.copytree(CONTENT, folder / "content"))


def make_workspace(folder: Path) -> Workspace:
    """A workspace before its first build, with a secret that makes its draws repeatable."""
    folder.mkdir(parents=True)
    (folder / "group.yaml").write_text(GROUP, encoding="utf-8")
    (folder / FILE).write_text(config_text("to-rut"), encoding="utf-8")
    (folder / "secret").write_text("5" * 64, encoding="ascii")
    return Workspace(folder)


def release(workspace: Workspace, quiz: str = QUIZ, content: Path = CONTENT) -> str:
    """Put bank, booklet and notebook where a build puts them; returns the version."""
    bank = load(content / "quizzes" / f"{quiz}.yaml")
    sheet = booklet(bank.quiz, bank.version, Random(1))
    kept = workspace.bank_file(quiz, bank.version)
    folder = workspace.path / "release" / quiz
    for one in (kept.parent, folder):
        one.mkdir(parents=True, exist_ok=True)
    kept.write_bytes(bank.content)
    (folder / "booklet.json").write_text(json.dumps(sheet), encoding="utf-8")
    (folder / f"{quiz}.ipynb").write_bytes(json_text(notebook(bank.quiz, sheet)))
    return bank.version


def drawn(workspace: Workspace, learner: str, quiz: str = QUIZ) -> list[Item]:
    """The items of the learner's paper as it is released now."""
    bank = workspace.bank(quiz)
    return [bank.item(slot.item) for slot in workspace.paper(bank, learner)]


def answer(
    workspace: Workspace, learner: str, responses: dict[str, Response], quiz: str = QUIZ
) -> None:
    """Answer as the quiz page does."""
    file = workspace.answers_to(workspace.booklet(quiz), learner)
    for item, response in responses.items():
        file.save(item, response, NOW)
