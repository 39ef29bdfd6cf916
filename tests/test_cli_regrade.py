"""The command ``kit regrade``: what it says, what it writes, and its exit codes."""

import json
from pathlib import Path
from typing import Any

import pytest

from kit.amendments import read_rulings
from kit.cli import main
from kit.errors import UserError
from kit.gradebook import regrade
from kit.workspace import Workspace
from tests.gradebook_course import QUIZ, copied
from tests.test_gradebook_regrade import course, made, mend, mend_key, result

__all__ = ["course", "made"]

pytestmark = pytest.mark.kernel


def kit(*arguments: object) -> int:
    """The command's exit code."""
    with pytest.raises(SystemExit) as ended:
        main(["regrade", *map(str, arguments)])
    assert isinstance(ended.value.code, int)
    return ended.value.code


def test_who_changes_is_said_and_nothing_written(
    course: tuple[Workspace, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Where nobody can be asked, it takes ``--yes``; whoever loses points stands first."""
    workspace, _ = course
    mend_key(course)
    assert kit(workspace.path) == 0
    said = capsys.readouterr().out
    assert "Đáp án hoặc cách chấm đã đổi: mot-dap-an." in said
    assert "1 người tăng điểm, 1 người giảm, 2 người không đổi" in said
    first, second = "hv-1: −1 (mot-dap-an: 1 → 0)", "hv-4: +1 (mot-dap-an: 0 → 1)"
    assert -1 < said.index(first) < said.index(second)
    assert said.rstrip().endswith("chạy lại lệnh này với --yes.")
    assert read_rulings(workspace, QUIZ) == {}


def test_a_key_that_was_not_built_is_pointed_to(
    course: tuple[Workspace, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """Only an explanation is another one in the group: no score changes, and nobody is asked."""
    workspace, _ = course
    mend(course, "một câu giải thích.", "một câu giải thích khác.")
    assert kit(workspace.path) == 0
    said = " ".join(capsys.readouterr().out.split())
    assert "0 người tăng điểm" in said
    assert f"Nếu vừa sửa đáp án của {QUIZ}, chạy kit build {workspace.path} trước" in said
    assert "--yes" not in said


def test_what_is_written_stands_in_the_log(
    course: tuple[Workspace, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, _ = course
    mend_key(course)
    assert kit(workspace.path, "--yes") == 0
    assert "Đã ghi." in capsys.readouterr().out
    assert kit(workspace.path, "--log") == 0
    said = capsys.readouterr().out
    assert f"Tổ thử, {QUIZ}, hv-1, mot-dap-an: 1 → 0 (cùng câu trả lời" in said
    assert kit(workspace.path) == 0
    assert "Điểm đã theo như trên." in capsys.readouterr().out


def test_a_program_reads_all_of_it(
    course: tuple[Workspace, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """It has to say ``--yes``; then it is told what was written."""
    workspace, _ = course
    arguments = (workspace.path, "--quiz", QUIZ, "--drop", "dung-sai", "--json")
    assert kit(*arguments) == 0
    (found,) = json.loads(capsys.readouterr().out)["quizzes"]
    assert found["dropped"] == {"dung-sai": "full"}
    assert {one["learner"] for one in found["changes"]} == {"hv-2", "hv-3"}
    assert found["written"] is False
    before = result(workspace, "hv-2").total
    assert kit(*arguments, "--yes") == 0
    assert json.loads(capsys.readouterr().out)["quizzes"][0]["written"] is True
    assert result(workspace, "hv-2").total == before + 1
    assert kit(workspace.path, "--log", "--json") == 0
    log = json.loads(capsys.readouterr().out)
    assert [(one["learner"], one["before"], one["after"]) for one in log] == [
        ("hv-2", 0.0, 1.0),
        ("hv-3", 0.0, 1.0),
    ]


def test_one_group_s_trouble_is_said_and_the_others_go_on(
    course: tuple[Workspace, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, _ = course
    mend_key(course)
    other = copied(workspace, tmp_path / "other")
    other.amendments_file(QUIZ).write_text("{", encoding="utf-8")
    assert kit(workspace.path, other.path, "--yes") == 1
    said = capsys.readouterr().out
    assert "Đã ghi." in said
    assert "Lấy lại" in said
    assert result(workspace, "hv-4").total == result(workspace, "hv-4").max - 5


@pytest.mark.parametrize(
    ("arguments", "what"),
    [
        (("--quiz", "khong-co"), "không có bài “khong-co”"),
        (("--drop", "khong-co"), "Bài này không có câu: khong-co."),
        (("--drop", "con-so", "--rescale", "con-so"), "Mỗi câu chỉ chọn một cách"),
        (("--drop", "con-so", "--keep", "con-so"), "Mỗi câu chỉ chọn một cách"),
        (("--drop", "tu-luan"), "formgrader"),
    ],
)
def test_wrong_use_is_told(
    course: tuple[Workspace, Path],
    arguments: tuple[str, ...],
    what: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert kit(course[0].path, *arguments) == 2
    assert what in capsys.readouterr().err


def test_one_group_s_trouble_stops_no_other(
    course: tuple[Workspace, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """What was written is named, and what was not, with the reason."""
    mend_key(course)
    other = copied(course[0], tmp_path / "khac")
    real = regrade.carry_out

    def fail(plan: regrade.Plan, *rest: Any) -> Any:
        if plan.folder == course[0].path:
            raise UserError("đĩa đầy")
        return real(plan, *rest)

    monkeypatch.setattr(regrade, "carry_out", fail)
    assert kit(course[0].path, other.path, "--yes") == 1
    said = capsys.readouterr().out
    assert f"{QUIZ}: đã ghi điểm mới." in said
    assert f"{course[0].path}: đĩa đầy" in said
    assert read_rulings(other, QUIZ)


def test_who_is_left_behind_is_said(
    course: tuple[Workspace, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    workspace, _ = course
    (workspace.submitted("hv-2", QUIZ) / f"{QUIZ}.ipynb").write_bytes(b"{")
    assert kit(workspace.path, "--quiz", QUIZ, "--drop", "dung-sai", "--yes") == 1
    said = capsys.readouterr().out
    assert "1 bài không chấm được nên giữ nguyên điểm cũ, nếu có: hv-2." in said
    assert "2 người không đổi" in said
