"""kit.gradebook.exporter: stock ``nbgrader autograde`` takes turns with the kit's graders."""

import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random

import pytest

from kit.gradebook.alone import alone
from kit.gradebook.autograde import autograde
from kit.gradebook.bulk import Report, grade_some
from kit.gradebook.config import FILE
from kit.workspace import Workspace
from tests.gradebook_course import NOW, QUIZ, built_workspace, copied, grade_now
from tests.gradebook_state import notebooks, rows
from tests.held import held
from tests.test_gradebook import finish, start
from tests.test_gradebook_bulk import submit

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

LEARNERS = [f"hv-{n}" for n in range(4)]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> Workspace:
    """A group with submissions, none of them graded."""
    workspace = built_workspace(tmp_path_factory.mktemp("turns") / "to", book_url)
    for learner in LEARNERS:
        submit(workspace, learner, Random(learner).choice(["right", "partial", "invalid"]))
    return workspace


@pytest.fixture
def workspace(made: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the test's own."""
    return copied(made, tmp_path / "to")


@pytest.fixture
def wanted(made: Workspace, tmp_path: Path) -> tuple[object, object]:
    """What is there when one grader has done it all."""
    calm = copied(made, tmp_path / "calm")
    grade_now(calm)
    return rows(calm), notebooks(calm)


@pytest.mark.databases
def test_stock_autograde_waits_its_turn(
    workspace: Workspace, wanted: tuple[object, object]
) -> None:
    """While ``kit serve`` scores a hand-in; what it finds when it comes to its turn is whole."""
    with alone(workspace.path, 0, pytest.fail):
        command = start(workspace, "autograde", QUIZ)
        while "đang có một lần chấm khác" not in command.said.read_text("utf-8", "replace"):
            assert command.process.is_alive(), finish(command)
            threading.Event().wait(0.05)
        grade_some(workspace, [(learner, QUIZ) for learner in LEARNERS[:2]], 0, NOW)
    assert finish(command).count("Skipping existing assignment") == 2
    assert (rows(workspace), notebooks(workspace)) == wanted


@pytest.mark.databases
def test_graders_of_all_sorts_at_once(workspace: Workspace, wanted: tuple[object, object]) -> None:
    """``kit grade``, the server and nbgrader over the same submissions, again and again: nobody
    fails.
    """
    ended, faults = threading.Event(), list[BaseException]()

    def go_on(grade: Callable[[], list[Report]]) -> None:
        try:
            while not ended.is_set():
                (report,) = grade()
                assert (report.submissions, report.quarantined) == (len(LEARNERS), [])
        except BaseException as error:
            faults.append(error)

    hands = [(learner, QUIZ) for learner in LEARNERS]
    beside = [
        threading.Thread(target=go_on, args=(grade,))
        for grade in (partial(grade_now, workspace, again=True),
                      partial(grade_some, workspace, hands, 60, NOW))
    ]  # fmt: skip
    for thread in beside:
        thread.start()
    try:
        assert autograde(workspace.path, QUIZ, LEARNERS) == []
    finally:
        ended.set()
        for thread in beside:
            thread.join(60)
    assert faults == []
    assert (rows(workspace), notebooks(workspace)) == wanted


@pytest.mark.parametrize("place", [f"{QUIZ}.ipynb", "timestamp.txt"])
def test_a_failed_submission_lets_go(workspace: Workspace, place: str) -> None:
    """Whether nbgrader gives it up in the notebook or before."""
    (workspace.submitted("hv-1", QUIZ) / place).write_text("{", encoding="utf-8")
    assert [one.learner for one in autograde(workspace.path, QUIZ, ["hv-0", "hv-1"])] == ["hv-1"]
    with held(workspace):
        pass


def test_who_waits_for_too_long_fails_and_is_named(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is written without the lock."""
    before = rows(workspace)
    monkeypatch.setattr("kit.gradebook.exporter.WAIT_SECONDS", 0.1)
    with held(workspace):
        (failure,) = autograde(workspace.path, QUIZ, ["hv-1"])
    assert failure.learner == "hv-1"
    assert "đang được chấm" in failure.reason
    assert rows(workspace) == before


def test_an_older_configuration_is_graded_as_before(workspace: Workspace) -> None:
    """A folder made before there was such an exporter; another one is for nbgrader to use."""
    file = workspace.path / FILE
    text = file.read_text("utf-8")
    (line,) = (line for line in text.splitlines() if "exporter_class" in line)
    file.write_text(text.replace(line, ""), encoding="utf-8")
    assert grade_now(workspace)[0].by_nbgrader == ""
    other = line.replace("kit.gradebook.exporter.AloneExporter", "nbconvert.NotebookExporter")
    file.write_text(text.replace(line, other), encoding="utf-8")
    assert "exporter_class" in grade_now(workspace)[0].by_nbgrader
