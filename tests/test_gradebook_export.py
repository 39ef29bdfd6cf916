"""kit.gradebook.export: nbgrader's own figures, and who is not in them and why."""

import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from random import Random
from typing import Any

import pytest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from kit.errors import UserError
from kit.gradebook.config import FILE, config_text, database_url
from kit.gradebook.database import create
from kit.gradebook.export.lines import Line, State, lines
from kit.gradebook.export.outline import Outline, Trouble, in_order, outlines
from kit.gradebook.export.table import _head
from kit.gradebook.results import results
from kit.workspace import Workspace
from tests.export_course import ANONYMOUS, DUE, FORMER, LATER, SECOND, make_course
from tests.gradebook_course import QUIZ
from tests.gradebook_state import exported

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]


def group_of(workspace: Workspace, *quizzes: str) -> Outline:
    (found,) = outlines([workspace], quizzes or None)
    assert isinstance(found, Outline), found
    return found


def told(workspace: Workspace, **options: bool) -> list[Line]:
    """All lines of a group."""
    return lines(group_of(workspace), **{"names": False, "items": False, **options})


def assert_as_nbgrader(workspace: Workspace, file: Path) -> int:
    """Every figure of nbgrader's export is ours, or there is none yet; counts them."""
    theirs = {(row["assignment"], row["student_id"]): row for row in exported(workspace, file)}
    ours = {(line.quiz, line.learner): line for line in told(workspace)}
    for key, line in ours.items():
        row = theirs.pop(key, None)
        if line.score is None:
            assert row is None or float(row["raw_score"]) == 0
            continue
        assert row is not None
        for name, value in (
            ("score", line.score), ("max_score", line.max),
            ("late_submission_penalty", line.penalty),
        ):  # fmt: skip
            assert value == pytest.approx(float(row[name]), abs=1e-9), (key, name)
        when = line.handed_in
        stamp = when and f"{when - timedelta(hours=7):%Y-%m-%d %H:%M:%S}"
        assert (stamp or "") == row["timestamp"].partition(".")[0]
    # Those whom only nbgrader knows, and quizzes that nobody handed in and no plan names.
    assert all(float(row["score"]) == 0 and not row["timestamp"] for row in theirs.values())
    return sum(line.score is not None for line in ours.values())


@pytest.fixture(scope="module")
def empty(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A group without a roster, and a gradebook without anything in it."""
    folder = tmp_path_factory.mktemp("stock") / "to"
    folder.mkdir()
    (folder / "group.yaml").write_text("format: 1\nid: to\nname: Tổ\n", encoding="utf-8")
    (folder / FILE).write_text(config_text("to"), encoding="utf-8")
    create(folder)
    return Workspace(folder)


def fill(book: Any, rng: Random) -> None:
    """Anything that nbgrader's own interface can leave in a gradebook."""
    students = [book.add_student(f"hv-{n}", last_name=f"=1+{n}").id for n in range(8)]
    for quiz in ("bai-1", "bai-2", "bai-3"):
        book.add_assignment(quiz)
        for name in rng.sample([quiz, "phu", "them"], rng.randint(1, 3)):
            book.add_notebook(name, quiz)
            for n in range(rng.randint(0, 4)):
                kind = rng.choice(["code", "markdown"])
                book.add_grade_cell(
                    f"o-{n}", name, quiz, max_score=rng.randint(0, 5), cell_type=kind
                )
                book.add_solution_cell(f"o-{n}", name, quiz)
            if rng.random() < 0.5:
                book.add_task_cell("viec", name, quiz, max_score=2.5, cell_type="markdown")
        for student in rng.sample(students, 6):
            when = DUE + timedelta(seconds=rng.uniform(0, 1e6)) if rng.random() < 0.8 else None
            one = book.add_submission(quiz, student, timestamp=when)
            for notebook in one.notebooks:
                notebook.late_submission_penalty = rng.choice([None, 0.0, 1.5, 50.0])
                for grade in notebook.grades:
                    grade.auto_score = rng.choice([None, 0.0, 0.1, 1 / 3, 2.0])
                    grade.manual_score = rng.choice([None, None, 0.0, -1.0, 2.7])
                    grade.extra_credit = rng.choice([None, None, 0.5])
                    grade.needs_manual_grade = rng.random() < 0.3
    book.db.commit()


@pytest.mark.parametrize("seed", range(4))
def test_any_gradebook_is_told_with_nbgrader_s_figures(
    empty: Workspace, tmp_path: Path, seed: int
) -> None:
    """Scores of machines and people, extra credit, penalties, tasks, several notebooks."""
    from nbgrader.api import Gradebook

    workspace = Workspace(Path(shutil.copytree(empty.path, tmp_path / "to")))
    with Gradebook(database_url(workspace.path), "to") as book:
        fill(book, Random(seed))
    assert assert_as_nbgrader(workspace, tmp_path / "a.csv") > 5
    for line in told(workspace, items=True):
        if line.score is not None and line.items is not None:
            points = sum(filter(None, line.items.values()))
            assert max(0.0, points - (line.penalty or 0)) == pytest.approx(line.score)


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """One group for all tests that only read."""
    return make_course(tmp_path_factory.mktemp("export"))


@pytest.fixture(scope="module")
def states(course: Workspace) -> dict[tuple[str, str], Line]:
    """Quiz and learner → line."""
    return {(line.quiz, line.learner): line for line in told(course)}


def test_a_course_of_the_kit_is_told_with_nbgrader_s_figures(
    course: Workspace, tmp_path: Path
) -> None:
    """After kit grade, with scores by hand, extra credit, an extension and penalties."""
    assert assert_as_nbgrader(course, tmp_path / "a.csv") == 7


def test_every_learner_of_the_roster_has_a_line_a_quiz(
    states: dict[tuple[str, str], Line],
) -> None:
    """Trainers, former members and the anonymous only where they handed in."""
    learners = {f"hv-{n}" for n in range(1, 6)}
    assert {learner for quiz, learner in states if quiz == QUIZ} == learners | {"gv-1", FORMER}
    assert {learner for quiz, learner in states if quiz == SECOND} == learners | {ANONYMOUS}
    assert {learner for quiz, learner in states if quiz == LATER} == learners


def test_no_score_is_something_else_than_zero(states: dict[tuple[str, str], Line]) -> None:
    """Not built, not handed in, not graded, not gradable, waiting and 0 points."""

    def shown(quiz: str, learner: str) -> tuple[State, float | None, int | None]:
        line = states[quiz, learner]
        return line.state, line.score, line.waiting

    assert shown(LATER, "hv-1") == (State.NOT_BUILT, None, None)
    assert shown(QUIZ, "hv-4") == (State.NOT_HANDED_IN, None, None)
    assert shown(SECOND, "hv-4") == (State.PERHAPS_ANONYMOUS, None, None)
    assert shown(SECOND, "hv-5") == (State.NOT_GRADED, None, None)
    assert shown(SECOND, "hv-2") == (State.NOT_GRADED, None, 15)
    assert shown(SECOND, "hv-1") == (State.WAITING, 26.0, 1)
    assert shown(QUIZ, "hv-1") == (State.GRADED, 0.0, 0)
    assert states[QUIZ, "hv-1"].penalty == 30.0
    assert states[QUIZ, "hv-1"].by_hand == 1
    assert states[QUIZ, "hv-2"].share == pytest.approx(11 / 31)


def test_the_hour_is_vietnam_s_before_grading_too(states: dict[tuple[str, str], Line]) -> None:
    for learner in ("hv-1", "hv-5"):
        when = states[SECOND, learner].handed_in
        assert when
        assert when.isoformat() == "2026-11-22T09:00:00+07:00"
    assert states[QUIZ, "hv-4"].handed_in is None


def test_names_stand_in_their_order_and_codes_in_theirs(course: Workspace) -> None:
    """Given names first, as in any Vietnamese list; whoever has no name comes last."""
    by_name = [line.learner for line in told(course, names=True) if line.quiz == QUIZ]
    assert by_name == ["hv-2", "hv-1", "hv-4", "hv-5", "hv-3", "gv-1", FORMER]
    by_code = [line.learner for line in told(course) if line.quiz == SECOND]
    assert by_code == [*(f"hv-{n}" for n in range(1, 6)), ANONYMOUS]


def test_items_are_those_of_one_learner_s_result(course: Workspace) -> None:
    """Without the penalty; in the notebook's order; ``None`` where a cell has no score yet."""
    line = next(one for one in told(course, items=True) if one.learner == "hv-1")
    result = results(course.path, "hv-1", QUIZ)
    assert result
    assert line.items == {item.slot: item.score for item in result.items}
    assert [*in_order(group_of(course), QUIZ)][:3] == ["mot-dap-an", "nhieu-dap-an", "dung-sai"]
    waiting = next(one for one in told(course, items=True) if one.learner == ANONYMOUS)
    assert waiting.items
    assert waiting.items["tu-luan"] is None


@contextmanager
def counted() -> Iterator[list[str]]:
    """The statements that reach a database meanwhile."""
    seen: list[str] = []

    def note(_connection: Any, _cursor: Any, statement: str, *_: Any) -> None:
        seen.append(statement)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def test_one_query_reads_a_group_however_large(course: Workspace) -> None:
    """And a second one its items."""
    group = group_of(course)
    for items, count in ((False, 1), (True, 2)):
        with counted() as seen:
            lines(group, names=False, items=items)
        assert len([one for one in seen if "submitted_assignment." in one]) == count


def test_quizzes_can_be_chosen(course: Workspace) -> None:
    chosen = lines(group_of(course, SECOND), names=False, items=False)
    assert {line.quiz for line in chosen} == {SECOND}
    with pytest.raises(UserError, match="bai-la"):
        outlines([course], ["bai-la", SECOND])


def test_a_quiz_that_was_handed_in_stays_when_no_plan_names_it(
    course: Workspace, tmp_path: Path
) -> None:
    """Its results are not dropped with the line in group.yaml."""
    copy = Workspace(Path(shutil.copytree(course.path, tmp_path / "to")))
    (copy.path / "group.yaml").write_text("format: 1\nid: to\nname: Tổ\n", encoding="utf-8")
    assert {line.quiz for line in told(copy)} == {QUIZ, SECOND}


def test_whoever_handed_in_is_told_without_any_gradebook(course: Workspace, tmp_path: Path) -> None:
    copy = Workspace(Path(shutil.copytree(course.path, tmp_path / "to")))
    for file in copy.path.glob("gradebook.db*"):
        file.unlink()
    found = {(line.quiz, line.learner): line.state for line in told(copy)}
    assert found[QUIZ, "hv-1"] is State.NOT_GRADED
    assert found[QUIZ, "hv-4"] is State.NOT_HANDED_IN


@pytest.mark.parametrize("harm", ["gradebook.db", "roster.csv", "group.yaml"])
def test_a_group_that_cannot_be_read_is_nobody_else_s_trouble(
    course: Workspace, tmp_path: Path, harm: str
) -> None:
    copy = Workspace(Path(shutil.copytree(course.path, tmp_path / "hong")))
    (copy.path / harm).write_bytes(b"x: [" * 2000)
    trouble, good = outlines([copy, course], [QUIZ])
    assert isinstance(trouble, Trouble)
    assert trouble.folder == copy.path
    assert trouble.reason
    assert trouble.group == ("hong" if harm == "group.yaml" else "Tổ thử")
    assert isinstance(good, Outline)
    # The quiz may be one of the group that cannot be read.
    assert outlines([copy, course], ["bai-la"])


def test_nbgrader_is_not_needed(course: Workspace) -> None:
    code = (
        "import sys, pathlib\nfrom kit.workspace import Workspace\n"
        "from kit.gradebook.export.outline import outlines\n"
        "from kit.gradebook.export.lines import lines\n"
        "for one in outlines([Workspace(pathlib.Path(sys.argv[1]))], None):\n"
        "    lines(one, names=True, items=True)\n"
        "print(*{'nbgrader', 'nbconvert', 'nbformat', 'openpyxl'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", code, str(course.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_the_heads_of_items_have_their_points_as_in_vietnam() -> None:
    """In rising order, where groups have other versions of a quiz."""
    assert _head("cau-1", {2.5, 1.0}) == "cau-1 (tối đa 1 / 2,5)"
