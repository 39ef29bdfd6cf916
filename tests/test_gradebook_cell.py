"""kit.gradebook.cell: scoring one item where the notebook stands; nbgrader is not needed."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from kit.answers import to_json
from kit.bank import load
from kit.gradebook import NotScored, score_cell
from kit.gradebook.cell import grade
from kit.model import Response
from kit.workspace import Workspace
from tests.gradebook_course import (
    CONTENT,
    PARTIAL,
    PARTIAL_POINTS,
    QUIZ,
    answers_of,
    make_workspace,
)

BANK = load(CONTENT / "quizzes" / f"{QUIZ}.yaml")
REF = f"{QUIZ}@{BANK.version}"
LEARNER = "hv-001"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "to")
    kept = workspace.bank_file(QUIZ, BANK.version)
    kept.parent.mkdir()
    kept.write_bytes(BANK.path.read_bytes())
    return workspace


def place(workspace: Workspace) -> Path:
    """The folder in which nbgrader grades the submission."""
    folder = workspace.path / "autograded" / LEARNER / QUIZ
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def submit(workspace: Workspace, responses: dict[str, Response], **changes: str) -> Path:
    data = to_json(answers_of(workspace, LEARNER, responses, BANK.version))
    return submit_text(workspace, json.dumps({**data, **changes}))


def submit_text(workspace: Workspace, text: str) -> Path:
    path = workspace.submitted(LEARNER, QUIZ) / "answers.json"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return place(workspace)


def test_every_kind_is_scored_by_the_one_function(workspace: Workspace) -> None:
    """Right answers earn the item's points, wrong ones fewer."""
    for item in BANK.quiz.items:
        if item.scored == "machine":
            folder = submit(workspace, {item.id: item.right()})
            assert grade(folder, REF, item.id).score == item.points
            folder = submit(workspace, {item.id: item.wrong()})
            assert grade(folder, REF, item.id).score < item.points


@pytest.mark.parametrize("item", PARTIAL)
def test_partial_credit_reaches_the_cell(workspace: Workspace, item: str) -> None:
    """A response that is partly right earns its part of the points."""
    folder = submit(workspace, {item: PARTIAL[item]})
    assert grade(folder, REF, item).score == PARTIAL_POINTS[item]


def test_a_blank_answer_is_zero_without_a_word(workspace: Workspace) -> None:
    """Blank is an outcome, not a fault."""
    folder = submit(workspace, {"mot-dap-an": ""})
    assert grade(folder, REF, "mot-dap-an").score == 0
    assert grade(folder, REF, "con-so").note == ""


def test_a_missing_file_is_zero_and_says_so(workspace: Workspace) -> None:
    """No file of answers is not the same as blank answers."""
    graded = grade(place(workspace), REF, "mot-dap-an")
    assert graded.score == 0
    assert "không có tệp" in graded.note


def test_an_invalid_response_is_never_a_silent_zero(workspace: Workspace) -> None:
    """Each kind refuses what it cannot read, and the cell fails with the reason."""
    for item in BANK.quiz.items:
        if item.scored == "machine":
            folder = submit(workspace, {item.id: item.invalid()})
            with pytest.raises(NotScored, match="không đọc được"):
                grade(folder, REF, item.id)


@pytest.mark.parametrize("text", ["", "{", "[]", '{"format": 2}', "null", "[" * 5000])
def test_an_unreadable_file_fails(workspace: Workspace, text: str) -> None:
    """A damaged file is told apart from a missing one."""
    with pytest.raises(NotScored, match="Không đọc được tệp"):
        grade(submit_text(workspace, text), REF, "mot-dap-an")


@pytest.mark.parametrize(
    ("field", "value", "says"),
    [
        ("learner", "hv-002", "không phải của hv-001"),
        ("quiz", "bai-khac", "là của bài “bai-khac”"),
        ("version", "000000000000", "Không có bản đề"),
        ("version", "../../secret", "Không có bản đề"),
    ],
)
def test_somebody_elses_answers_are_refused(
    workspace: Workspace, field: str, value: str, says: str
) -> None:
    """Answers count only for their learner, their quiz and a version that is kept."""
    folder = submit(workspace, {"mot-dap-an": "b"}, **{field: value})
    with pytest.raises(NotScored, match=says):
        grade(folder, REF, "mot-dap-an")


def test_a_link_to_another_file_is_not_followed(workspace: Workspace) -> None:
    """A submission cannot point at somebody else's answers."""
    folder = submit(workspace, {"mot-dap-an": "b"})
    path = workspace.submitted(LEARNER, QUIZ) / "answers.json"
    other = path.rename(workspace.path / "other.json")
    try:
        path.symlink_to(other)
    except OSError:  # Windows without the right to make links
        return
    with pytest.raises(NotScored):
        grade(folder, REF, "mot-dap-an")


def test_answers_are_scored_with_the_version_they_were_given_to(workspace: Workspace) -> None:
    """A newer key in the assignment does not change what was asked."""
    folder = submit(workspace, {"mot-dap-an": "b"})
    assert grade(folder, f"{QUIZ}@ffffffffffff", "mot-dap-an").score == 1


def test_a_kept_bank_that_was_changed_is_not_trusted(workspace: Workspace) -> None:
    """A bank's name is its digest; other content under that name scores nobody."""
    path = workspace.bank_file(QUIZ, BANK.version)
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("key: b", "key: a", 1), encoding="utf-8")
    with pytest.raises(NotScored, match="bị hỏng"):
        grade(submit(workspace, {"mot-dap-an": "a"}), REF, "mot-dap-an")


def test_an_essay_or_an_unknown_item_has_no_score(workspace: Workspace) -> None:
    """Nothing but a machine's score comes out as a number."""
    folder = submit(workspace, {"tu-luan": "Một đoạn văn."})
    for item in ("tu-luan", "khong-co"):
        with pytest.raises(NotScored):
            grade(folder, REF, item)


def test_the_cell_scores_where_nbgrader_grades(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """In the autograded folder the cell's value is the score, and stderr stays empty."""
    monkeypatch.chdir(submit(workspace, {"mot-dap-an": "b"}))
    monkeypatch.setenv("NBGRADER_EXECUTION", "autograde")
    assert score_cell(REF, "mot-dap-an") == 1.0
    assert capsys.readouterr() == ("", "")


@pytest.mark.parametrize(("where", "mode"), [("work", ""), ("autograded", "validate")])
def test_outside_grading_the_cell_says_so_and_reads_nothing(
    workspace: Workspace,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    where: str,
    mode: str,
) -> None:
    """In JupyterLab or Voila there is one sentence and no score, with or without a bank."""
    folder = workspace.path / where / LEARNER / QUIZ
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    assert score_cell("khong-co@000000000000", "x") is None
    assert capsys.readouterr().out.count("\n") == 1


@pytest.mark.parametrize("mode", ["autograde", "another"])
def test_grading_in_another_folder_is_refused(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, mode: str
) -> None:
    """A cell that showed no number would get full marks, so it fails instead."""
    submit(workspace, {"mot-dap-an": "b"})
    folder = workspace.path / "graded" / LEARNER / QUIZ
    folder.mkdir(parents=True)
    monkeypatch.chdir(folder)
    monkeypatch.setenv("NBGRADER_EXECUTION", mode)
    with pytest.raises(NotScored, match="ngoài thư mục autograded"):
        score_cell(REF, "mot-dap-an")


def test_a_failure_shows_one_line_and_no_folder() -> None:
    """IPython prints the reason, not a traceback through the grader's files."""
    assert NotScored("Lý do.")._render_traceback_() == ["NotScored: Lý do."]


def test_the_import_is_light() -> None:
    """A kernel that scores does not pay for nbgrader, nbconvert or SQLAlchemy."""
    heavy = {"nbgrader", "nbconvert", "sqlalchemy"}
    code = f"import sys, kit.gradebook; print(*{heavy} & {{*sys.modules}})"
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, check=True, text=True
    )
    assert (done.stdout.strip(), done.stderr) == ("", "")
