"""kit.gradebook.alone: whoever comes second says so and waits, on this machine or another."""

import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlalchemy import make_url

from kit.errors import UserError
from kit.gradebook.alone import LOCK, alone, session
from kit.gradebook.bulk import group
from kit.gradebook.config import database_url
from kit.gradebook.troubles import GradebookError
from kit.workspace import Workspace
from tests import postgres
from tests.banks import ROOT
from tests.bench.course import make_group, submit
from tests.gradebook_course import copied, grade_now, put_gradebook
from tests.gradebook_state import notebooks, rows
from tests.held import held

pytestmark = pytest.mark.kernel

COUNT = 30


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> Workspace:
    """A group with submissions, none of them graded."""
    folder = tmp_path_factory.mktemp("alone")
    workspace = make_group(folder / "to", folder / "content", "to", book_url=book_url)
    submit(workspace, COUNT)
    return workspace


@pytest.fixture
def workspace(made: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the test's own."""
    return copied(made, tmp_path / "to")


@pytest.mark.databases
def test_the_second_grader_says_that_it_waits(workspace: Workspace) -> None:
    """And then does what is left to do."""
    said: list[str] = []

    def waiting() -> None:
        said.append("waits")
        go_on.set()

    go_on = threading.Event()
    second = threading.Thread(target=lambda: grade_now(workspace, waiting=waiting))
    with held(workspace):
        second.start()
        assert go_on.wait(30)
    second.join(60)
    assert said == ["waits"]
    assert grade_now(workspace)[0].skipped == COUNT


@pytest.mark.databases
def test_nobody_waits_for_ever(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(group, "WAIT_SECONDS", 0.1)
    with held(workspace), pytest.raises(UserError, match="đang được chấm"):
        grade_now(workspace)
    assert grade_now(workspace)[0].graded == COUNT


@pytest.mark.databases
def test_who_holds_a_group_does_not_wait_for_itself(workspace: Workspace) -> None:
    """As when a grader starts nbgrader's own conversion; the session is the same one."""
    with alone(workspace.path, 0, pytest.fail):
        ours = session(workspace.path)
        with alone(workspace.path / "source" / "..", 0, pytest.fail):
            assert session(workspace.path) is ours
        assert grade_now(workspace)[0].graded == COUNT
        with pytest.raises(UserError), held(workspace):
            pass
    assert session(workspace.path) is None


def elsewhere(workspace: Workspace, folder: Path, server: postgres.Server) -> Workspace:
    """The group as another machine has it: a copy of the folder, the same gradebook over TCP."""
    copy = Workspace(Path(shutil.copytree(workspace.path, folder)))
    name = make_url(database_url(workspace.path)).database
    return put_gradebook(copy, server.tcp(name or ""))


def start_grading(workspace: Workspace) -> subprocess.Popen[str]:
    """``kit grade`` in a process of its own."""
    command = [sys.executable, "-m", "kit", "grade", str(workspace.path)]
    return subprocess.Popen(
        command, cwd=ROOT, text=True, encoding="utf-8",
        stdout=subprocess.PIPE, stderr=subprocess.PIPE,
    )  # fmt: skip


@pytest.mark.databases("postgresql")
def test_two_machines_take_turns(
    workspace: Workspace, tmp_path: Path, postgres_server: postgres.Server
) -> None:
    """Both grade the same submissions at once, over TCP: each says that it waits, no row is lost
    or doubled, and nobody meets an error of the database.
    """
    calm = copied(workspace, tmp_path / "calm")
    grade_now(calm)
    machines = [elsewhere(workspace, tmp_path / name, postgres_server) for name in ("a", "b")]
    with held(workspace):
        graders = [start_grading(one) for one in machines]
        for grader, machine in zip(graders, machines, strict=True):
            assert grader.stderr
            assert (
                grader.stderr.readline()
                == f"{machine.group.name}: đang có một lần chấm khác, xin đợi …\n"
            )
    for grader in graders:
        out, err = grader.communicate(timeout=60)
        assert (grader.returncode, err) == (0, "")
        assert f"đã chấm {COUNT} bài nộp" in out
    assert rows(workspace) == rows(calm)
    for machine in machines:
        assert notebooks(machine) == notebooks(calm)


def forget(machine: Workspace, learners: range) -> None:
    """What these have handed in never reached this machine."""
    for n in learners:
        shutil.rmtree(machine.path / "submitted" / f"hv-{n:05}")


def graded(workspace: Workspace) -> int:
    """Submissions in the gradebook."""
    ((count,),) = postgres.run(
        database_url(workspace.path), "SELECT count(*) FROM submitted_assignment"
    )
    return int(count)


@pytest.mark.databases("postgresql")
def test_each_machine_has_other_submissions_and_one_is_killed(
    workspace: Workspace, tmp_path: Path, postgres_server: postgres.Server
) -> None:
    """
    Each has two thirds of them, the middle third in common. The first is killed while it writes
    and the second waits; when both have ended, everybody is in the gradebook once.
    """
    calm = copied(workspace, tmp_path / "calm")
    grade_now(calm)
    first, second = (elsewhere(workspace, tmp_path / n, postgres_server) for n in ("a", "b"))
    forget(first, range(COUNT * 2 // 3, COUNT))
    forget(second, range(COUNT // 3))
    code = (
        "import sys, pathlib\nfrom kit.gradebook.bulk import quiz\n"
        "from kit.workspace import Workspace\nfrom tests.gradebook_course import grade_now\n"
        "quiz.BATCH = 1\ngrade_now(Workspace(pathlib.Path(sys.argv[1])))\n"
    )
    process = subprocess.Popen([sys.executable, "-c", code, str(first.path)], cwd=ROOT)
    while not graded(workspace):
        assert process.poll() is None
    other = start_grading(second)
    process.kill()
    process.wait()
    killed_at = graded(workspace)
    out, err = other.communicate(timeout=60)
    assert other.returncode == 0, err
    assert 0 < killed_at <= COUNT * 2 // 3
    again = start_grading(first)
    out, err = again.communicate(timeout=60)
    assert (again.returncode, err) == (0, ""), out
    assert rows(workspace) == rows(calm)
    assert notebooks(first) | notebooks(second) == notebooks(calm)


@pytest.mark.databases("postgresql")
def test_a_gradebook_is_free_when_its_grader_is_killed(
    workspace: Workspace, tmp_path: Path, postgres_server: postgres.Server
) -> None:
    """kill -9 on one machine, and another one goes on at once."""
    machine = elsewhere(workspace, tmp_path / "a", postgres_server)
    code = (
        "import sys, pathlib\nfrom kit.gradebook.alone import alone\n"
        "with alone(pathlib.Path(sys.argv[1]), 0, lambda: None):\n"
        "    print('held', flush=True)\n    sys.stdin.read()\n"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", code, str(machine.path)],
        cwd=ROOT, text=True, stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    assert process.stdout
    assert process.stdout.readline() == "held\n"
    with pytest.raises(UserError, match="đang được chấm"), held(workspace):
        pass
    process.kill()
    process.communicate()
    with alone(workspace.path, 60, lambda: None):
        pass


@pytest.mark.databases("postgresql")
def test_who_loses_the_lock_writes_no_more(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The lock belongs to the session that writes: both end together, in the middle of a batch."""
    from kit.gradebook.bulk import ledger, quiz

    calm = copied(workspace, tmp_path / "calm")
    grade_now(calm)
    url, write = database_url(workspace.path), ledger.write_entries
    monkeypatch.setattr(quiz, "BATCH", 10)
    written: list[int] = []

    def cut(connection: object, entries: object) -> None:
        write(connection, entries)  # type: ignore[arg-type]
        written.append(1)
        if len(written) == 2:
            (found,) = postgres.run(
                url,
                "SELECT pg_terminate_backend(pid) FROM pg_locks WHERE locktype = 'advisory' AND "
                "database = (SELECT oid FROM pg_database WHERE datname = current_database())",
            )
            assert found == (True,)

    monkeypatch.setattr(quiz, "write_entries", cut)
    with pytest.raises(GradebookError, match="Mất kết nối"):
        grade_now(workspace)
    ten = [row for row in rows(workspace) if row[0] == "submitted_assignment"]
    assert len(ten) == 10
    assert len(notebooks(workspace)) == 10
    assert [report.graded for report in grade_now(workspace)] == [COUNT - 10]
    assert rows(workspace) == rows(calm)


def test_the_lock_file_may_stay_behind(workspace: Workspace) -> None:
    """It is the process that holds the lock, not the file."""
    (workspace.path / LOCK).write_bytes(b"")
    with alone(workspace.path, 0, pytest.fail):
        pass
