"""kit.gradebook.lessons: what a build copies for reading, and what it refuses."""

from pathlib import Path

import pytest

from kit.errors import Problem
from kit.gradebook.lessons import GUIDE, lesson_files
from kit.workspace import Workspace
from tests.test_pictures import TIMELINE
from tests.test_slogans import TEXT


@pytest.fixture
def content(tmp_path: Path) -> Path:
    folder = tmp_path / "content"
    for name, text in (
        ("lessons/01-bai.ipynb", "{}"),
        ("lessons/02-khac.ipynb", "{}"),
        (f"lessons/{GUIDE}", "# Hướng dẫn\n"),
        ("lessons/pictures/cac-moc.yaml", TIMELINE),
        ("quizzes/slogans.yaml", TEXT),
    ):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "to").mkdir()
    text = "format: 1\nid: to\nname: Tổ\nlessons: [01-bai]\n"
    (tmp_path / "to" / "group.yaml").write_text(text, encoding="utf-8")
    return Workspace(tmp_path / "to")


def copied(workspace: Workspace, content: Path) -> tuple[set[str], list[Problem]]:
    problems: list[Problem] = []
    places = {place.as_posix() for place, _ in lesson_files(workspace, content, problems)}
    return places, problems


def test_lessons_come_with_what_they_show(workspace: Workspace, content: Path) -> None:
    """The group's lessons, all pictures and slogans, and the guide for its trainers."""
    assert copied(workspace, content) == (
        {
            "lessons/01-bai.ipynb",
            f"lessons/{GUIDE}",
            "lessons/pictures/cac-moc.yaml",
            "practice/slogans.yaml",
        },
        [],
    )


def test_what_could_not_be_shown_is_refused(workspace: Workspace, content: Path) -> None:
    """A faulty picture, faulty slogans, a missing lesson, a guide nobody can read: all at once."""
    (content / "lessons" / "01-bai.ipynb").unlink()
    picture = content / "lessons" / "pictures" / "cac-moc.yaml"
    picture.write_text(TIMELINE.replace("title:", "titel:"), encoding="utf-8")
    slogans = content / "quizzes" / "slogans.yaml"
    slogans.write_bytes(b"\xff\xfe")
    guide = content / "lessons" / GUIDE
    guide.write_bytes(b"# H\xad")
    _, problems = copied(workspace, content)
    assert {problem.code for problem in problems} == {
        "no-lesson", "missing", "unknown-key", "not-utf8",
    }  # fmt: skip
    assert str(guide) in {problem.path for problem in problems}


def test_a_content_without_any_of_it_is_fine(workspace: Workspace, content: Path) -> None:
    """Pictures, slogans and guide are no duty."""
    for path in (content / "lessons" / GUIDE, content / "quizzes" / "slogans.yaml"):
        path.unlink()
    (content / "lessons" / "pictures" / "cac-moc.yaml").unlink()
    assert copied(workspace, content) == ({"lessons/01-bai.ipynb"}, [])
