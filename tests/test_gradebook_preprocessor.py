"""kit.gradebook.preprocessor: fails closed, because no output means full marks to nbgrader."""

import json
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from kit.answers import to_json
from kit.bank import load
from tests.gradebook_course import CONTENT, QUIZ, answers_of, make_workspace

pytestmark = pytest.mark.kernel

BANK = load(CONTENT / "quizzes" / f"{QUIZ}.yaml")
SCORE = f'score_cell("{QUIZ}@{BANK.version}", "mot-dap-an")'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where nbgrader grades a submission with one right answer."""
    workspace = make_workspace(tmp_path / "to")
    kept = workspace.bank_file(QUIZ, BANK.version)
    kept.parent.mkdir()
    kept.write_bytes(BANK.path.read_bytes())
    submitted = workspace.submitted("hv-001", QUIZ)
    submitted.mkdir(parents=True)
    answers = answers_of(workspace, "hv-001", {"mot-dap-an": "b"}, BANK.version)
    (submitted / "answers.json").write_text(json.dumps(to_json(answers)), encoding="utf-8")
    graded = workspace.path / "autograded" / "hv-001" / QUIZ
    graded.mkdir(parents=True)
    return graded


def run(folder: Path, source: str, grade_id: str = "mot-dap-an", points: float = 1) -> Any:
    """The outputs of one graded cell after the step."""
    from nbformat import v4

    from kit.gradebook.preprocessor import QuizScore

    make: Any = v4
    meta = {"grade": True, "solution": False, "grade_id": grade_id, "points": points}
    old = make.new_output("execute_result", data={"text/plain": "99"})
    graded = make.new_code_cell(source, metadata={"nbgrader": meta}, outputs=[old])
    plain = make.new_code_cell("print(1)", outputs=[old], execution_count=7)
    notebook = make.new_notebook(cells=[plain, graded])
    QuizScore().preprocess(notebook, {"metadata": {"path": str(folder)}})
    assert (plain.outputs, plain.execution_count) == ([], None)
    return graded.outputs


def test_the_score_is_the_cells_value(folder: Path) -> None:
    """Old outputs are dropped, and the number is what Python would show."""
    (output,) = run(folder, f"from kit.gradebook import score_cell\n\n{SCORE}")
    assert output.output_type == "execute_result"
    assert output.data == {"text/plain": "1.0"}


@pytest.mark.parametrize(
    ("source", "grade_id"),
    [
        ("", "mot-dap-an"),
        ("1.0", "mot-dap-an"),
        ("# BEGIN HIDDEN TESTS\nassert True", "mot-dap-an"),
        (SCORE, "con-so"),
        (f"x = {SCORE}", "mot-dap-an"),
    ],
)
def test_a_cell_that_is_not_the_kits_earns_nothing(
    folder: Path, source: str, grade_id: str
) -> None:
    """A graded cell without the kit's call, or with another item's, is an error."""
    (output,) = run(folder, source, grade_id)
    assert (output.output_type, output.ename) == ("error", "NotScored")


def test_more_than_the_cells_points_is_an_error(folder: Path) -> None:
    """nbgrader would give up the whole submission over such a number."""
    (output,) = run(folder, SCORE, points=0.5)
    assert output.output_type == "error"


def output(kind: str, **content: Any) -> Any:
    from nbformat import v4

    make: Any = v4.new_output
    return make(kind, **content)


NUMBER = ("execute_result", {"data": {"text/plain": "1.0"}})
WARNING = ("stream", {"name": "stderr", "text": "a warning"})
FAILED = ("error", {"ename": "AssertionError", "evalue": "", "traceback": []})
REFUSED = ("error", {"ename": "NotScored", "evalue": "", "traceback": []})


@pytest.mark.parametrize(
    ("source", "shown", "held"),
    [
        (SCORE, [NUMBER], False),
        (SCORE, [REFUSED], True),
        (SCORE, [FAILED], True),
        (SCORE, [WARNING, NUMBER], True),
        (SCORE, [], True),
        ("assert False", [FAILED], False),
        ("assert False", [REFUSED], True),
        ("assert True", [], False),
    ],
)
def test_a_quiz_cell_without_a_number_is_held(
    source: str, shown: list[tuple[str, dict[str, Any]]], held: bool
) -> None:
    """Whatever kept the kit's call from a score; nbgrader judges cells that are not the kit's."""
    from nbformat import v4

    from kit.gradebook.preprocessor import _unscored

    make: Any = v4.new_code_cell
    meta = {"nbgrader": {"grade": True, "solution": False, "grade_id": "x", "points": 1}}
    outputs = [output(kind, **content) for kind, content in shown]
    assert _unscored(make(source, metadata=meta, outputs=outputs)) is held


def test_a_fault_of_the_disk_is_not_a_zero(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is no answer of the learner's stops the submission, so that it is graded again."""

    def broken(*_: object) -> SimpleNamespace:
        raise OSError("disk")

    monkeypatch.setattr("kit.gradebook.preprocessor.grade", broken)
    with pytest.raises(OSError, match="disk"):
        run(folder, SCORE)
