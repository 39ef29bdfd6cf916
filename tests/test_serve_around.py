"""kit.serve.around: where a reader may go from a lesson."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kit.clock import ZONE
from kit.serve.around import Link, around
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.workspace import Workspace
from tests.serving import make_group, notebook

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
QUIZ = "thu-nghiem"


@pytest.fixture
def app(tmp_path: Path) -> GroupApp:
    """Three lessons; the quiz is about the second one."""
    made = make_group(tmp_path / "g", opens="2026-11-22 08:00")
    for n in (1, 2, 3):
        text = f"# Bài {n}\n\n## 1. Một\n\nÝ.\n\n### Nhỏ\n\n## 2. Hai"
        file = made.path / "lessons" / f"bai-{n}.ipynb"
        file.write_text(notebook(("markdown", text)), encoding="utf-8")
    settings = made.path / "group.yaml"
    text = settings.read_text("utf-8").replace("[bai-1]", "[bai-1, bai-2, bai-3]")
    settings.write_text(text, encoding="utf-8")
    version = made.booklet(QUIZ)["version"]
    bank = made.bank_file(QUIZ, version)
    bank.write_text(bank.read_text("utf-8") + "lesson: bai-2\n", encoding="utf-8")
    return GroupApp(Workspace(made.path), KernelDesk(), now=lambda: NOW)


def test_the_middle_lesson_leads_everywhere(app: GroupApp) -> None:
    """Its sections, the lessons on both sides, the quiz about it."""
    found = around(app, "bai-2", "hv-001")
    assert found.contents == (
        Link("1. Một", "lesson/bai-2#1.-M%E1%BB%99t"),
        Link("2. Hai", "lesson/bai-2#2.-Hai"),
    )
    assert found.before == Link("Bài 1", "lesson/bai-1")
    assert found.after == Link("Bài 3", "lesson/bai-3")
    assert found.quizzes == (Link("Bài thử", f"quiz/{QUIZ}"),)


def test_the_ends_lead_one_way(app: GroupApp) -> None:
    first, last = around(app, "bai-1", "hv-001"), around(app, "bai-3", "hv-001")
    assert (first.before, last.after) == (None, None)
    assert (first.quizzes, last.quizzes) == ((), ())


def test_a_quiz_that_is_not_open_yet_is_no_way(app: GroupApp) -> None:
    early = replace(app, now=lambda: NOW.replace(hour=7))
    assert around(early, "bai-2", "hv-001").quizzes == ()


def test_a_lesson_that_is_gone_takes_nothing_with_it(app: GroupApp) -> None:
    (app.workspace.path / "lessons" / "bai-3.ipynb").unlink()
    assert around(app, "bai-2", "hv-001").after is None
