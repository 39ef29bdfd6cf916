"""kit.gradebook.bulk a second time: what is unchanged is left alone, nothing else is missed."""

import json
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import inspect, text

from kit.errors import UserError
from kit.gradebook.autograde import autograde
from kit.gradebook.bulk import Report, groups
from kit.gradebook.bulk.course import read_course
from kit.gradebook.config import database_url
from kit.gradebook.database import _unindexed, engine, on_server
from kit.gradebook.export import Outline, State, outlines
from kit.gradebook.export.lines import lines
from kit.workspace import Workspace
from tests.gradebook_course import QUIZ, built_workspace, copied, grade_now
from tests.gradebook_state import notebooks, rows
from tests.test_gradebook_bulk import submit

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

LEARNERS = ("hv-1", "hv-2", "hv-3")


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> Workspace:
    """Three submissions, graded."""
    workspace = built_workspace(tmp_path_factory.mktemp("again") / "to", book_url)
    for learner, how in zip(LEARNERS, ("right", "partial", "invalid"), strict=True):
        submit(workspace, learner, how)
    assert grade(workspace).graded == 3
    return workspace


@pytest.fixture
def workspace(graded: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the test's own."""
    return copied(graded, tmp_path / "to")


def grade(workspace: Workspace) -> Report:
    (report,) = grade_now(workspace)
    return report


def run(workspace: Workspace, sql: str) -> list[tuple[object, ...]]:
    with engine(database_url(workspace.path)).begin() as connection:
        found = connection.execute(text(sql))
        return [tuple(row) for row in found] if found.returns_rows else []


def times(workspace: Workspace) -> dict[str, int]:
    files = (workspace.path / "autograded").rglob("*")
    return {str(path): path.stat().st_mtime_ns for path in files}


@pytest.mark.databases
def test_what_is_unchanged_is_left_alone(workspace: Workspace) -> None:
    """No row and no file; what waits for a person is said again."""
    before, files = rows(workspace), times(workspace)
    report = grade(workspace)
    assert (report.graded, report.skipped) == (0, 3)
    assert {one.learner for one in report.held} == {"hv-3"}
    assert (rows(workspace), times(workspace)) == (before, files)


@pytest.mark.databases
def test_what_a_person_has_scored_no_longer_waits(workspace: Workspace) -> None:
    before = len(grade(workspace).held)
    run(
        workspace,
        """UPDATE grade SET manual_score = 1, needs_manual_grade = FALSE WHERE id = (
               SELECT g.id FROM grade g JOIN base_cell b ON b.id = g.cell_id
               JOIN submitted_notebook n ON n.id = g.notebook_id
               JOIN submitted_assignment s ON s.id = n.assignment_id
               WHERE s.student_id = 'hv-3' AND b.name = 'con-so' AND b.type = 'GradeCell')""",
    )
    kept = rows(workspace)
    report = grade(workspace)
    assert len(report.held) == before - 1
    assert rows(workspace) == kept


@pytest.mark.parametrize("name", ["answers.json", f"{QUIZ}.ipynb", "timestamp.txt"])
def test_a_change_of_any_file_is_noticed(workspace: Workspace, name: str) -> None:
    file = workspace.submitted("hv-1", QUIZ) / name
    file.write_bytes(file.read_bytes() + b"\n")
    report = grade(workspace)
    assert (report.graded, report.skipped) == (1, 2)
    assert grade(workspace).skipped == 3


@pytest.mark.parametrize("harm", ["gone", "cut", "folder"])
def test_a_graded_notebook_is_whole_or_made_again(workspace: Workspace, harm: str) -> None:
    """Whoever deleted or cut it: the next grading puts it back."""
    before, kept = notebooks(workspace), rows(workspace)
    path = workspace.path / "autograded" / "hv-1" / QUIZ / f"{QUIZ}.ipynb"
    path.chmod(0o600)
    if harm == "cut":
        path.write_bytes(path.read_bytes()[:100])
    elif harm == "gone":
        path.unlink()
    else:
        shutil.rmtree(path.parents[1])
    assert grade(workspace).graded == 1
    assert (notebooks(workspace), rows(workspace)) == (before, kept)


@pytest.mark.databases
def test_scores_that_others_left_are_noticed(workspace: Workspace) -> None:
    """A stock grading that was cut off, or one of other answers that were put back since."""
    before = rows(workspace)
    run(workspace, "UPDATE grade SET auto_score = NULL, needs_manual_grade = TRUE")
    assert grade(workspace).graded == 3
    assert rows(workspace) == before
    file = workspace.submitted("hv-1", QUIZ) / "answers.json"
    good = file.read_bytes()
    file.write_text(json.dumps({**json.loads(good), "answers": {}}), encoding="utf-8")
    assert autograde(workspace.path, QUIZ, ["hv-1"]) == []
    file.write_bytes(good)
    assert grade(workspace).graded == 1
    assert rows(workspace) == before


@pytest.mark.databases
def test_rows_that_nbgrader_deleted_are_made_again(workspace: Workspace) -> None:
    """A submission that was removed from the gradebook, and a row that got lost."""
    from nbgrader.api import Gradebook

    before = rows(workspace)
    with Gradebook(database_url(workspace.path), "to-thu") as book:
        book.remove_submission(QUIZ, "hv-1")
    run(workspace, "DELETE FROM grade WHERE id IN (SELECT id FROM grade LIMIT 1)")
    assert grade(workspace).graded == 2
    assert rows(workspace) == before


def test_a_bank_that_is_put_back_is_used(workspace: Workspace) -> None:
    """What could not be scored for want of its bank is tried each time."""
    before = rows(workspace)
    bank = workspace.bank_file(QUIZ, workspace.booklet(QUIZ)["version"])
    away = bank.rename(bank.with_suffix(".away"))
    for learner in LEARNERS:
        file = workspace.submitted(learner, QUIZ) / "timestamp.txt"
        file.write_bytes(file.read_bytes() + b"\n")
    assert {one.place for one in grade(workspace).held} == {"answers.json"}
    away.rename(bank)
    assert grade(workspace).graded == 3
    assert rows(workspace) == before


def test_a_removed_submission_keeps_its_rows(workspace: Workspace) -> None:
    """Deleting is not grading's business."""
    before = rows(workspace)
    shutil.rmtree(workspace.submitted("hv-2", QUIZ))
    assert grade(workspace).skipped == 2
    assert rows(workspace) == before


def test_stock_commands_work_in_between(workspace: Workspace) -> None:
    """What one has graded, the other takes over, either way and again."""
    before, books = rows(workspace), notebooks(workspace)
    for learner in LEARNERS:
        assert autograde(workspace.path, QUIZ, [learner]) == []
    assert (rows(workspace), notebooks(workspace)) == (before, books)
    assert grade(workspace).skipped == 3


def test_nbgrader_is_not_imported() -> None:
    """Five seconds; and neither is what runs notebooks."""
    code = (
        "import sys, kit.gradebook.bulk.groups, kit.gradebook.bulk.tables\n"
        "print(*{'nbgrader', 'nbconvert', 'nbformat', 'jupyter_client'} & {*sys.modules})"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


def test_grading_imports_no_nbgrader(workspace: Workspace) -> None:
    """Not even on the way, with late submissions and without a plugin."""
    run(workspace, "UPDATE assignment SET duedate = '2026-01-01 00:00:00.000000'")
    code = (
        "import sys, pathlib, kit.workspace\nfrom tests.gradebook_course import grade_now\n"
        "for n in range(2):\n"
        "    grade_now(kit.workspace.Workspace(pathlib.Path(sys.argv[1])), again=n == 0)\n"
        "print(*{'nbgrader', 'nbconvert', 'nbformat', 'dateutil'} & {*sys.modules})"
    )
    command = [sys.executable, "-c", code, str(workspace.path)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == ""


@pytest.mark.databases
def test_the_gradebook_is_set_up_for_grading(workspace: Workspace) -> None:
    """Readers never wait (WAL)."""
    if not on_server(database_url(workspace.path)):
        assert run(workspace, "PRAGMA journal_mode") == [("wal",)]


@pytest.mark.parametrize("lost", ["ix_kit_grade_notebook_id", "ix_kit_%"])
def test_the_indexes_that_nbgrader_forgot_are_put_back(workspace: Workspace, lost: str) -> None:
    """One that was dropped; all of them, where nbgrader itself has made the gradebook."""
    for (name,) in run(workspace, f"SELECT name FROM sqlite_master WHERE name LIKE '{lost}'"):
        run(workspace, f"DROP INDEX {name}")
    assert unindexed(workspace)
    grade(workspace)
    assert unindexed(workspace) == []


def unindexed(workspace: Workspace) -> list[str]:
    """Foreign keys of the gradebook that no index begins with."""
    with engine(database_url(workspace.path)).connect() as connection:
        inspector = inspect(connection)
        tables = inspector.get_table_names()
        return [column for table in tables for column in _unindexed(inspector, table)]


UNSUITED = {
    "another schema": "UPDATE alembic_version SET version_num = 'abc'",
    "two notebooks": "INSERT INTO notebook SELECT 'x', 'khac', assignment_id, NULL FROM notebook",
}


@pytest.mark.parametrize("case", [*UNSUITED, "other steps", "kernel"])
def test_what_is_not_known_is_left_to_nbgrader(workspace: Workspace, case: str) -> None:
    """The documented way takes over, and the report says why."""
    config = workspace.path / "nbgrader_config.py"
    if case in UNSUITED:
        run(workspace, UNSUITED[case])
    else:
        line = {
            "other steps": "c.OverwriteCells.add_missing_cells = True",
            "kernel": "del c.Autograde.autograde_preprocessors",
        }[case]
        config.write_text(config.read_text("utf-8") + f"\n{line}\n", encoding="utf-8")
    seen = [0]
    shutil.rmtree(workspace.submitted("hv-2", QUIZ))
    shutil.rmtree(workspace.submitted("hv-3", QUIZ))
    (report,) = grade_now(workspace, advance=lambda n: seen.append(n))
    assert report.by_nbgrader
    assert sum(seen) == 1
    failed = [one.learner for one in report.quarantined]
    assert failed == (["hv-1"] if case == "two notebooks" else [])


@pytest.mark.parametrize("case", ["no schema", "no assignment", "no gradebook"])
def test_what_was_never_built_is_said(workspace: Workspace, case: str) -> None:
    """nbgrader could not grade it either; graded notebooks stay as they are."""
    if case == "no gradebook":
        for file in workspace.path.glob("gradebook.db*"):
            file.unlink()
    elif case == "no schema":
        run(workspace, "DROP TABLE alembic_version")
    else:
        run(workspace, "UPDATE assignment SET name = 'khac'")
    before = sorted((workspace.path / "autograded").rglob("*"))
    with pytest.raises(UserError) as raised:
        grade_now(workspace)
    assert "kit build" in raised.value.hint
    assert sorted((workspace.path / "autograded").rglob("*")) == before


def test_what_nbgrader_does_not_say_is_told(workspace: Workspace) -> None:
    """A harmless setting makes nbgrader grade: then, too, nothing is scored silently."""
    config = workspace.path / "nbgrader_config.py"
    config.write_text(config.read_text("utf-8") + "\nc.LimitOutput.max_lines = 10\n", "utf-8")
    shutil.rmtree(workspace.path / "submitted")
    submit(workspace, "hv-4", "invalid")
    submit(workspace, "hv-5", "blank")
    (submit(workspace, "hv-6") / "answers.json").unlink()
    stamp = submit(workspace, "hv-7") / "timestamp.txt"
    stamp.write_text("2131-01-01 00:00:00 UTC", encoding="utf-8")
    (report,) = grade_now(workspace)
    assert report.by_nbgrader
    assert {one.learner for one in report.held} == {"hv-4"}
    assert (report.blank, report.missing) == (["hv-5"], ["hv-6"])
    assert [one.learner for one in report.noted] == ["hv-7"]
    assert report.waiting


def test_settings_of_the_machine_count_as_they_do_for_nbgrader(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder of Jupyter's own may say what lateness costs."""
    monkeypatch.setenv("JUPYTER_CONFIG_DIR", str(tmp_path / "jupyter"))
    file = tmp_path / "jupyter" / "nbgrader_config.py"
    file.parent.mkdir()
    file.write_text("c.LateSubmissionPlugin.penalty_method = 'zero'\n", encoding="utf-8")
    own = workspace.path / "nbgrader_config.py"
    own.write_text(own.read_text("utf-8") + "\n", "utf-8")  # it is read anew only if it changes
    assert read_course(workspace.path).late == "zero"
    file.with_suffix(".json").write_text("{", encoding="utf-8")  # nbgrader passes over it
    own.write_text(own.read_text("utf-8") + "\n", "utf-8")
    assert read_course(workspace.path).late == "zero"


def test_a_replaced_submission_that_cannot_be_graded_is_marked(workspace: Workspace) -> None:
    """Its score is that of the former one, and the table of results says so until it is mended."""
    file = workspace.submitted("hv-1", QUIZ) / f"{QUIZ}.ipynb"
    whole = file.read_bytes()
    grade_now(workspace)
    file.write_bytes(b"{")
    for _ in range(2):
        (report,) = grade_now(workspace)
        assert [one.learner for one in report.quarantined] == ["hv-1"]
        assert states(workspace)["hv-1"] is State.CHANGED
    file.write_bytes(whole)
    assert grade_now(workspace)[0].quarantined == []
    assert states(workspace)["hv-1"] is not State.CHANGED


def states(workspace: Workspace) -> dict[str, State]:
    """How far each learner is by the table of results."""
    (group,) = outlines([workspace], None)
    assert isinstance(group, Outline)
    return {line.learner: line.state for line in lines(group, names=False, items=False)}


def test_a_file_in_the_way_of_graded_notebooks_stops_nobody(workspace: Workspace) -> None:
    (workspace.path / "autograded").mkdir(exist_ok=True)
    shutil.rmtree(workspace.path / "autograded" / "hv-1", ignore_errors=True)
    (workspace.path / "autograded" / "hv-1").write_bytes(b"?")
    grade_now(workspace, again=True)
    assert (workspace.path / "autograded" / "hv-1" / QUIZ / f"{QUIZ}.ipynb").is_file()


@pytest.mark.databases
def test_a_locked_gradebook_is_said(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """Somebody else is writing, and does not end: nothing is half-written."""
    from kit.gradebook import alone, database

    before = rows(workspace)
    database.writer.cache_clear()
    for module in (alone, database):
        monkeypatch.setattr(module, "BUSY_SECONDS", 1)
    try:
        with engine(database_url(workspace.path)).connect() as other:
            if other.dialect.name == "sqlite":
                other.exec_driver_sql("BEGIN IMMEDIATE")
            else:
                other.exec_driver_sql("UPDATE grade SET extra_credit = 1")
            with pytest.raises(UserError, match="khóa"):
                grade_now(workspace, again=True)
            other.rollback()
    finally:
        database.writer.cache_clear()
    assert rows(workspace) == before
    assert grade_now(workspace, again=True)[0].graded == 3


@pytest.fixture
def three(graded: Workspace, tmp_path: Path) -> list[Path]:
    """Three groups, not graded."""
    folders = []
    for n in range(3):
        folders.append(Path(shutil.copytree(graded.path, tmp_path / f"to-{n}")))
        shutil.rmtree(folders[-1] / "autograded")
        run(Workspace(folders[-1]), "DELETE FROM kit_graded")
    return folders


@pytest.mark.parametrize("worth_it", [1, 1_000_000])
def test_groups_are_graded_side_by_side(
    three: list[Path], monkeypatch: pytest.MonkeyPatch, worth_it: int
) -> None:
    """In two processes or one; the trouble of one group is nobody else's."""
    monkeypatch.setattr(groups, "WORTH_IT", worth_it)
    monkeypatch.setattr("os.cpu_count", lambda: 2)
    (three[1] / "gradebook.db").write_bytes(b"not a database" * 100)
    done: list[int] = []
    now = datetime(2026, 11, 23, tzinfo=UTC)
    found = {
        one.folder: one
        for one in groups.grade_groups([*map(Workspace, three)], None, now, done.append)
    }
    assert [found[folder].error == "" for folder in three] == [True, False, True]
    assert [report.graded for folder in three for report in found[folder].reports] == [3, 3]
    assert sum(done) == 6


def test_a_submission_that_comes_back_late_is_penalised_in_the_same_run(
    workspace: Workspace,
) -> None:
    config = workspace.path / "nbgrader_config.py"
    more = "\nc.LateSubmissionPlugin.penalty_method = 'zero'\n"
    config.write_text(config.read_text("utf-8") + more, "utf-8")
    run(workspace, "UPDATE assignment SET duedate = '2026-11-23 00:00:00.000000'")
    grade_now(workspace)
    stamp = workspace.submitted("hv-1", QUIZ) / "timestamp.txt"
    stamp.write_text("2026-11-24 00:00:00 UTC", encoding="utf-8")
    grade_now(workspace)
    penalty = "SELECT late_submission_penalty FROM submitted_notebook ORDER BY 1 DESC"
    late, *others = (row[0] for row in run(workspace, penalty))
    assert isinstance(late, float)
    assert late > 0
    assert not any(others)


def test_a_score_by_hand_that_waits_to_be_looked_at_goes_on_waiting(workspace: Workspace) -> None:
    """Grading anew is no look: only a person takes the mark away."""
    run(
        workspace,
        "UPDATE grade SET manual_score = 0.5, needs_manual_grade = TRUE WHERE auto_score = 1",
    )
    before = run(workspace, "SELECT COUNT(*) FROM grade WHERE needs_manual_grade")
    grade_now(workspace, again=True)
    assert run(workspace, "SELECT COUNT(*) FROM grade WHERE needs_manual_grade") == before
