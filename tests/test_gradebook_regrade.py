"""kit.gradebook.regrade: who changes is shown first, and is what changes; nothing is lost."""

import json
import os
import shutil
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from kit.amendments import Wish, read_rulings
from kit.answers import read
from kit.attempts import begin_again
from kit.cli.regrade_plans import tell_plans
from kit.errors import UserError
from kit.gradebook import regrade
from kit.gradebook.autograde import autograde
from kit.gradebook.build import build
from kit.gradebook.bulk import grade_group
from kit.gradebook.regrade import Change, Plan, carry_out, history, plan
from kit.gradebook.results import Result, results
from kit.submission import hand_in
from kit.text import write_number
from kit.workspace import Workspace
from tests.gradebook_course import (
    NOW,
    QUIZ,
    answers_of,
    copied,
    grade_now,
    make_content,
    make_workspace,
    write_work,
)
from tests.gradebook_state import notebooks, rows
from tests.test_gradebook_bulk import book, submit

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

LATER = NOW + timedelta(hours=1)


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> tuple[Workspace, Path]:
    """A graded group and its content: all right, all wrong, partly right, and another opinion."""
    folder = tmp_path_factory.mktemp("regrade")
    content = make_content(folder)
    workspace = make_workspace(folder / "to", book_url)
    build(workspace, content)
    for learner, how in (("hv-1", "right"), ("hv-2", "wrong"), ("hv-3", "partial")):
        submit(workspace, learner, how)
    items = workspace.bank(QUIZ).items
    given = {item.id: item.right() for item in items} | {"mot-dap-an": "c"}
    write_work(workspace, answers_of(workspace, "hv-4", given))
    hand_in(workspace, "hv-4", QUIZ, NOW)
    grade_group(workspace, now=NOW)
    return workspace, content


@pytest.fixture
def course(made: tuple[Workspace, Path], tmp_path: Path) -> tuple[Workspace, Path]:
    """Copies of the test's own."""
    content = Path(shutil.copytree(made[1], tmp_path / "content"))
    return copied(made[0], tmp_path / "to"), content


def mend(course: tuple[Workspace, Path], old: str, new: str) -> None:
    """Change the bank and build it."""
    workspace, content = course
    file = content / "quizzes" / f"{QUIZ}.yaml"
    text = file.read_text(encoding="utf-8")
    assert text.count(old) == 1
    file.write_text(text.replace(old, new), encoding="utf-8")
    build(workspace, content)


def mend_key(course: tuple[Workspace, Path]) -> None:
    """It was ``b``; now ``c`` is right."""
    mend(course, "key: b\n    feedback", "key: c\n    feedback")


def planned(workspace: Workspace, **wish: Any) -> Plan:
    return plan(workspace, QUIZ, Wish(**wish), LATER)


def result(workspace: Workspace, learner: str) -> Result:
    found = results(workspace.path, learner, QUIZ)
    assert found is not None
    return found


def score(workspace: Workspace, learner: str, slot: str = "mot-dap-an") -> float:
    return next(line.score for line in result(workspace, learner).items if line.slot == slot)


def test_nothing_to_do(course: tuple[Workspace, Path]) -> None:
    """As long as everybody answered the newest version."""
    found = planned(course[0])
    assert (found.new, found.changes, found.submissions) == (False, (), 4)


def test_a_plan_changes_nothing(course: tuple[Workspace, Path]) -> None:
    """It is there to be looked at."""
    mend_key(course)
    grade_now(course[0])  # the notebooks name the version
    before = rows(course[0]), notebooks(course[0])
    found = planned(course[0])
    assert found.new
    assert found.proposal.mended == ("mot-dap-an",)
    assert found.changes == (
        Change("hv-1", "mot-dap-an", 1.0, 0.0, False),
        Change("hv-4", "mot-dap-an", 0.0, 1.0, False),
    )
    assert (rows(course[0]), notebooks(course[0])) == before
    assert grade_now(course[0])[0].skipped == 4


@pytest.mark.databases
def test_what_was_shown_is_what_changes(course: tuple[Workspace, Path]) -> None:
    """The same four submissions, the log with the former scores; a second time there is nothing."""
    workspace, _ = course
    mend_key(course)
    totals = {one: result(workspace, one).total for one in ("hv-1", "hv-2", "hv-3", "hv-4")}
    report = carry_out(planned(workspace), LATER)
    assert report.graded == 4
    after = {one: result(workspace, one).total for one in totals}
    assert after == {**totals, "hv-1": totals["hv-1"] - 1, "hv-4": totals["hv-4"] + 1}
    told = [
        (one.learner, one.slot, one.before, one.after, one.answers) for one in history(workspace)
    ]
    assert told == [
        ("hv-1", "mot-dap-an", 1.0, 0.0, "same"),
        ("hv-4", "mot-dap-an", 0.0, 1.0, "same"),
    ]
    assert {one.at for one in history(workspace)} == {datetime(2026, 11, 22, 3, 0)}  # noqa: DTZ001
    assert not planned(workspace).new
    assert grade_now(workspace)[0].skipped == 4
    assert len(history(workspace)) == 2


def test_whose_other_attempt_would_count_is_shown_before(
    course: tuple[Workspace, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    """The first attempt said ``c``, the second ``b``: with the key, the better one changes."""
    folder = course[0].path
    settings = folder / "group.yaml"
    more = settings.read_text("utf-8").replace(f"quiz: {QUIZ}", f"quiz: {QUIZ}\n    attempts: 2")
    settings.write_text(more, encoding="utf-8")
    workspace = Workspace(folder)
    begin_again(workspace, "hv-4", QUIZ, NOW)
    given = {item.id: item.right() for item in workspace.bank(QUIZ).items}
    write_work(workspace, replace(answers_of(workspace, "hv-4", given), attempt=2))
    hand_in(workspace, "hv-4", QUIZ, NOW + timedelta(minutes=5))
    assert planned(workspace).recounted == ()
    mend_key((workspace, course[1]))
    found = planned(workspace)
    (one,) = found.recounted
    assert (one.learner, one.counted, one.chosen) == ("hv-4", 2, 1)
    assert "hv-4" not in {change.learner for change in found.changes}
    assert read(workspace.submitted("hv-4", QUIZ) / "answers.json").attempt == 2
    tell_plans([found], {})
    said = " ".join(capsys.readouterr().out.split())
    points = write_number(one.after)
    assert f"hv-4: lượt 2 ({write_number(one.before)} điểm) → lượt 1 ({points} điểm)" in said
    carry_out(found, LATER)
    assert read(workspace.submitted("hv-4", QUIZ) / "answers.json").attempt == 1
    machine = [line for line in result(workspace, "hv-4").items if not line.needs_manual]
    assert sum(line.score for line in machine) == pytest.approx(one.after)


def test_nbgrader_scores_by_the_mended_key_too(
    course: tuple[Workspace, Path], tmp_path: Path
) -> None:
    """Its rows and notebooks are those that ``kit regrade`` leaves."""
    workspace, _ = course
    mend_key(course)
    stock = copied(workspace, tmp_path / "stock")
    found = planned(workspace, drop={"dung-sai": "full", "con-so": "rescaled"})
    carry_out(found, LATER)
    shutil.copy(workspace.amendments_file(QUIZ), stock.amendments_file(QUIZ))
    assert autograde(stock.path, QUIZ) == []
    assert rows(stock) == rows(workspace)
    assert notebooks(stock) == notebooks(workspace)


@pytest.mark.databases
def test_what_a_person_gave_stays(course: tuple[Workspace, Path]) -> None:
    """Scores, extra points and comments; what counts otherwise now is to be looked at again."""
    workspace, _ = course

    def by_hand(gradebook: Any) -> None:
        for cell, points in (("mot-dap-an", 0.5), ("tu-luan", 4)):
            row = gradebook.find_grade(cell, QUIZ, QUIZ, "hv-1")
            row.manual_score, row.extra_credit, row.needs_manual_grade = points, 1, False
        gradebook.find_comment("tu-luan", QUIZ, QUIZ, "hv-1").manual_comment = "Hay."

    book(by_hand)(workspace)
    total = result(workspace, "hv-1").total
    mend_key(course)
    found = planned(workspace)
    assert Change("hv-1", "mot-dap-an", 1.0, 0.0, True) in found.changes
    carry_out(found, LATER)
    after = result(workspace, "hv-1")
    assert after.total == total
    waits = {line.slot for line in after.items if line.needs_manual}
    # The essay was scored, and its text is the same: nobody has to read it once more.
    assert waits == {"mot-dap-an"}
    said = [
        row
        for table, row in rows(workspace)
        if table == "comment" and ("manual_comment", "Hay.") in row
    ]
    assert len(said) == 1


def test_a_dropped_question_is_paid_to_everybody(course: tuple[Workspace, Path]) -> None:
    """Also to whoever left it blank; and it counts again when that is taken back."""
    workspace, _ = course
    totals = {one: result(workspace, one).total for one in ("hv-1", "hv-2", "hv-3")}
    found = planned(workspace, drop={"ghep-cap": "full"})
    assert {(one.learner, one.after) for one in found.changes} == {("hv-2", 3.0), ("hv-3", 3.0)}
    carry_out(found, LATER)
    assert {score(workspace, one, "ghep-cap") for one in totals} == {3.0}
    back = planned(workspace, keep=frozenset({"ghep-cap"}))
    carry_out(back, LATER)
    assert {one: result(workspace, one).total for one in totals} == totals
    assert read_rulings(workspace, QUIZ) == {}


def test_a_rescaled_question_is_as_if_never_asked(course: tuple[Workspace, Path]) -> None:
    """Its share of points is that of all other questions which a machine scores."""
    workspace, _ = course
    before = {one: result(workspace, one) for one in ("hv-1", "hv-2", "hv-3")}
    carry_out(planned(workspace, drop={"ghep-cap": "rescaled"}), LATER)
    for learner, old in before.items():
        rest = sum(line.score for line in old.items if line.slot not in ("ghep-cap", "tu-luan"))
        most = sum(line.max for line in old.items if line.slot not in ("ghep-cap", "tu-luan"))
        assert score(workspace, learner, "ghep-cap") == pytest.approx(3 * rest / most, abs=1e-6)


def test_a_reworded_question_is_scored_as_it_was(course: tuple[Workspace, Path]) -> None:
    """Unless the trainer says that it is the same question."""
    workspace, _ = course
    mend(
        course,
        'options: {a: "1", b: "9", c: "4"}\n    key: b',
        'options: {a: "1", b: "4", c: "9"}\n    key: c',
    )
    found = planned(workspace)
    assert (found.proposal.reworded, found.changes, found.new) == (("mot-dap-an",), (), False)
    asked = planned(workspace, also=frozenset({"mot-dap-an"}))
    assert {one.learner for one in asked.changes} == {"hv-1", "hv-4"}


def test_a_grading_that_was_cut_off_is_completed(
    course: tuple[Workspace, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was decided is on disk first, so the next ``kit grade`` does the rest, log included."""
    workspace, _ = course
    mend_key(course)
    found = planned(workspace)

    def dies(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(regrade, "grade_group", dies)
        with pytest.raises(KeyboardInterrupt):
            carry_out(found, LATER)
    assert score(workspace, "hv-1") == 1.0
    assert grade_group(workspace, now=LATER)[0].graded == 4
    assert score(workspace, "hv-1") == 0.0
    assert [one.learner for one in history(workspace)] == ["hv-1", "hv-4"]


def _damage(file: Path) -> None:
    file.write_text("{", encoding="utf-8")


def _forget(file: Path) -> None:
    version = next(iter(json.loads(file.read_text("utf-8"))["versions"].values()))["mot-dap-an"][
        "key"
    ]
    (file.parent / f"{QUIZ}@{version}.yaml").unlink()


@pytest.mark.parametrize("harm", [_damage, _forget])
def test_a_decision_that_is_lost_scores_nobody(
    course: tuple[Workspace, Path], harm: Callable[[Path], None]
) -> None:
    """Neither by the old key nor with 0: it waits, says why, and is scored when it is back."""
    workspace, _ = course
    mend_key(course)
    carry_out(planned(workspace), LATER)
    banks = workspace.path / "banks"
    shutil.copytree(banks, workspace.path / "kept")
    harm(workspace.amendments_file(QUIZ))
    (report,) = grade_now(workspace, again=True)
    assert len(report.held) == 4
    assert results(workspace.path, "hv-1", QUIZ) is None
    shutil.rmtree(banks)
    (workspace.path / "kept").rename(banks)
    assert grade_now(workspace)[0].held == []
    assert score(workspace, "hv-4") == 1.0


def test_damaged_decisions_are_not_written_over(course: tuple[Workspace, Path]) -> None:
    workspace, _ = course
    workspace.amendments_file(QUIZ).write_text("{", encoding="utf-8")
    with pytest.raises(UserError, match="Không đọc được tệp"):
        planned(workspace)
    assert workspace.amendments_file(QUIZ).read_text("utf-8") == "{"


@pytest.mark.parametrize(
    ("drop", "what"),
    [("khong-co", "khong-co"), ("tu-luan", "người chấm"), ("tham-do", "không tính điểm")],
)
def test_what_cannot_be_dropped_is_said(
    course: tuple[Workspace, Path], drop: str, what: str
) -> None:
    with pytest.raises(UserError, match=what):
        planned(course[0], drop={drop: "full"})


def test_other_answers_are_told_from_another_key(course: tuple[Workspace, Path]) -> None:
    """The log says which of the two changed a score."""
    workspace, _ = course
    file = workspace.submitted("hv-1", QUIZ) / "answers.json"
    data = json.loads(file.read_text("utf-8"))
    data["answers"]["mot-dap-an"]["response"] = "a"
    file.write_text(json.dumps(data), encoding="utf-8")
    grade_group(workspace, now=LATER)
    assert [(one.before, one.after, one.answers) for one in history(workspace)] == [
        (1.0, 0.0, "other")
    ]


def test_a_plan_that_was_overtaken_is_not_carried_out(course: tuple[Workspace, Path]) -> None:
    """Two trainers at once: the later one is told, and takes nothing back."""
    workspace, _ = course
    first, second = (planned(workspace, drop={id: "full"}) for id in ("dung-sai", "con-so"))
    carry_out(first, LATER)
    before = read_rulings(workspace, QUIZ), rows(workspace)
    with pytest.raises(UserError, match="người khác"):
        carry_out(second, LATER)
    assert (read_rulings(workspace, QUIZ), rows(workspace)) == before


def test_who_cannot_be_graded_is_named(course: tuple[Workspace, Path]) -> None:
    """Their scores stay, so they are not among those for whom nothing changes."""
    workspace, _ = course
    (workspace.submitted("hv-2", QUIZ) / f"{QUIZ}.ipynb").write_bytes(b"{")
    found = planned(workspace, drop={"dung-sai": "full"})
    assert [one.learner for one in found.quarantined] == ["hv-2"]
    assert "hv-2" not in {one.learner for one in found.changes}


def test_a_quiz_that_nobody_has_handed_in_has_nothing_to_decide(
    course: tuple[Workspace, Path],
) -> None:
    workspace, _ = course
    shutil.rmtree(workspace.path / "submitted")
    mend_key(course)
    found = planned(workspace)
    assert (found.new, found.submissions) == (False, 0)
    assert carry_out(found, LATER).graded == 0


@pytest.mark.skipif(sys.platform == "win32", reason="names are Unicode there")
def test_a_name_that_is_no_text_stops_nobody(course: tuple[Workspace, Path]) -> None:
    workspace, _ = course
    folder = os.fsencode(workspace.path / "submitted") + b"/hv-\xff/" + QUIZ.encode()
    os.makedirs(folder)
    mend_key(course)
    assert planned(workspace).new


def test_the_newest_bank_is_missing(course: tuple[Workspace, Path]) -> None:
    workspace, _ = course
    workspace.bank_file(QUIZ, workspace.booklet(QUIZ)["version"]).unlink()
    with pytest.raises(UserError, match="Thiếu bản đề"):
        planned(workspace)
