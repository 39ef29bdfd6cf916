"""The command ``kit grade``: what it says, and its exit codes."""

import json
import shutil
from pathlib import Path

import pytest

from kit.cli import main
from kit.workspace import Workspace
from tests.gradebook_course import QUIZ, built_workspace
from tests.test_gradebook_bulk import submit

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A group with one good submission."""
    workspace = built_workspace(tmp_path_factory.mktemp("cli") / "to")
    submit(workspace, "hv-1")
    return workspace


@pytest.fixture
def workspace(built: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the test's own."""
    return Workspace(Path(shutil.copytree(built.path, tmp_path / "to")))


def kit(*arguments: object) -> int:
    """The command's exit code."""
    with pytest.raises(SystemExit) as ended:
        main(["grade", *map(str, arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_what_was_done_is_said(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """One line a quiz; a second time nothing has changed."""
    assert kit(workspace.path) == 0
    assert "đã chấm 1 bài nộp, 0 bài không đổi" in capsys.readouterr().out
    assert kit(workspace.path, "--quiz", QUIZ) == 0
    assert "đã chấm 0 bài nộp, 1 bài không đổi" in capsys.readouterr().out


def test_what_waits_is_said_with_its_place(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Exit code 1: held, quarantined, and what has no file of answers are three things."""
    submit(workspace, "hv-2", "invalid")
    (submit(workspace, "hv-3") / "answers.json").unlink()
    (submit(workspace, "hv-4") / f"{QUIZ}.ipynb").write_text("{", encoding="utf-8")
    assert kit(workspace.path) == 1
    said = capsys.readouterr().out
    assert "hv-2, con-so: chờ người chấm." in said
    assert "hv-3: bài nộp không có tệp câu trả lời, 0 điểm." in said
    assert "hv-4: chưa chấm được. Không phải JSON" in said
    assert f"(submitted/hv-4/{QUIZ}/{QUIZ}.ipynb)" in said
    assert kit(workspace.path, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["graded"], found["skipped"], found["failed"]) == (0, 3, [])
    assert {one["learner"] for one in found["held"]} == {"hv-2"}
    assert [one["learner"] for one in found["missing"]] == ["hv-3"]
    (one,) = found["quarantined"]
    assert one == {
        "folder": str(workspace.path), "quiz": QUIZ, "learner": "hv-4",
        "reason": one["reason"], "place": f"submitted/hv-4/{QUIZ}/{QUIZ}.ipynb",
    }  # fmt: skip
    assert found["seconds"] > 0


def test_one_group_s_trouble_is_told_and_the_others_are_graded(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copytree(workspace.path, tmp_path / "khac"))
    (other / "gradebook.db").write_bytes(b"not a database" * 100)
    assert kit(other, workspace.path, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["graded"] == 1
    assert [one["folder"] for one in found["failed"]] == [str(other)]


@pytest.mark.parametrize("wrong", ["folder", "quiz"])
def test_wrong_use_is_told(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str], wrong: str
) -> None:
    """Exit code 2, before anything is graded."""
    if wrong == "folder":
        assert kit(workspace.path, tmp_path) == 2
    else:
        assert kit(workspace.path, "--quiz", "bai-la") == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert "→" in said.err
    assert not (workspace.path / "autograded").exists()
