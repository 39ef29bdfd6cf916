"""kit.upgrade: folders of former formats, and what commands say to those of another one."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from kit import upgrade as module
from kit import versions
from kit.backup.restoring import restore
from kit.cli import main
from kit.errors import Problems, UserError
from kit.gradebook.bulk import grade_group
from kit.gradebook.results import results
from kit.roster import read_roster
from kit.served import alone
from kit.status import Watch
from kit.upgrade import STEPS, Step, upgrade
from kit.versions import FORMAT, heading
from kit.workspace import Workspace
from tests.first_release import ANONYMOUS, AT_WORK, GRADED
from tests.gradebook_course import NOW, PARTIAL, PARTIAL_POINTS, QUIZ

CASES = Path(__file__).parent / "cases" / "workspaces"


@pytest.fixture
def old(tmp_path: Path) -> Path:
    """A folder of the first release."""
    restore(CASES / "format-1.zip", tmp_path / "to", "")
    return tmp_path / "to"


def rows(root: Path) -> list[str]:
    with closing(sqlite3.connect(root / "gradebook.db")) as connection:
        return list(connection.iterdump())


def test_steps_lead_from_the_first_format_to_todays() -> None:
    """One for each; and a folder of each format is kept."""
    assert [step.since for step in STEPS] == [*range(1, FORMAT)]
    assert {path.name for path in CASES.iterdir()} == {
        f"format-{n}.zip" for n in range(1, FORMAT + 1)
    }


@pytest.mark.kernel
@pytest.mark.parametrize("case", sorted(CASES.glob("*.zip")), ids=lambda path: path.stem)
def test_a_folder_of_a_former_format_works_as_it_did(case: Path, tmp_path: Path) -> None:
    """Members, answers, scores, a comment; what waited to be scored is scored, once."""
    restore(case, tmp_path / "to", "")
    upgrade(tmp_path / "to", tmp_path / "backup.zip", NOW)
    workspace = Workspace(tmp_path / "to")
    assert heading(workspace.path).format == FORMAT
    assert len(read_roster(workspace.path / "roster.csv")) == 3
    at_work = workspace.answers(AT_WORK, QUIZ, "").read(NOW)
    assert at_work.responses() == PARTIAL
    assert at_work.handed_in is None
    graded = results(workspace.path, GRADED, QUIZ)
    assert graded is not None
    assert graded.total == graded.max - 3.5  # an essay of 5 points got 1.5
    assert any("Viết rõ ý." in line for line in rows(workspace.path))
    assert results(workspace.path, ANONYMOUS, QUIZ) is None
    before = Watch().look(workspace, 0.0).quizzes[0]
    assert (before.begun, before.handed_in, before.unscored) == (3, 2, 1)
    (report,) = grade_group(workspace, now=NOW)
    assert Watch().look(workspace, 0.0).quizzes[0].unscored == 0
    assert (report.graded + report.skipped, len(report.quarantined)) == (2, 0)
    assert results(workspace.path, GRADED, QUIZ) == graded
    anonymous = results(workspace.path, ANONYMOUS, QUIZ)
    assert anonymous is not None
    assert anonymous.total == sum(PARTIAL_POINTS.values())


def _tidy(root: Path) -> None:
    """A step for the tests: something moves to another place."""
    if (root / "consent.jsonl").exists():
        (root / "consent.jsonl").rename(root / "agreed.jsonl")


def _fail(root: Path) -> None:
    raise OSError("the disk is full")


@pytest.fixture
def newer(monkeypatch: pytest.MonkeyPatch) -> Callable[..., tuple[Step, ...]]:
    """Lets the kit be of a later format, with these steps."""

    def be(*runs: Callable[[Path], None]) -> tuple[Step, ...]:
        steps = tuple(Step(n, "no_format_line_hint", run) for n, run in enumerate(runs, 1))
        monkeypatch.setattr(versions, "FORMAT", len(steps) + 1)
        monkeypatch.setattr(module, "STEPS", steps)
        return steps

    return be


def test_a_folder_goes_step_by_step(
    old: Path, tmp_path: Path, newer: Callable[..., tuple[Step, ...]]
) -> None:
    """After a backup; a step that fails is done again, and the others are not; then all is done."""
    before = {path.name: path.read_bytes() for path in old.iterdir() if path.is_file()}
    steps = newer(_tidy, _fail)
    with pytest.raises(UserError, match="kit upgrade"):
        _ = Workspace(old).group
    with pytest.raises(OSError, match="full"):
        upgrade(old, tmp_path / "1.zip", NOW, steps)
    assert heading(old).format == 2
    steps = newer(_fail, _tidy)  # the first one is done already
    assert upgrade(old, tmp_path / "2.zip", NOW, steps) == [steps[1]]
    assert Workspace(old).group.name == "Tổ thử"
    assert upgrade(old, tmp_path / "3.zip", NOW, steps) == []
    assert not (tmp_path / "3.zip").exists()
    restore(tmp_path / "1.zip", tmp_path / "before", "")
    there = {
        path.name: path.read_bytes() for path in (tmp_path / "before").iterdir() if path.is_file()
    }
    assert {name: there[name] for name in ("group.yaml", "consent.jsonl", "roster.csv")} == {
        name: before[name] for name in ("group.yaml", "consent.jsonl", "roster.csv")
    }
    lines = (old / "group.yaml").read_text("utf-8")
    assert lines.replace("format: 3", "format: 1").encode() == before["group.yaml"]


def test_nothing_is_changed_without_a_backup_or_under_a_server(
    old: Path, tmp_path: Path, newer: Callable[..., tuple[Step, ...]]
) -> None:
    """Nor where the folder could not say afterwards how far it has come."""
    steps = newer(_tidy)
    (tmp_path / "there.zip").touch()
    with pytest.raises(UserError):
        upgrade(old, tmp_path / "there.zip", NOW, steps)
    with alone(old), pytest.raises(UserError):
        upgrade(old, tmp_path / "1.zip", NOW, steps)
    text = (old / "group.yaml").read_text("utf-8")
    (old / "group.yaml").write_text(text.replace("format: 1", '"format": 1'), encoding="utf-8")
    with pytest.raises(UserError, match="format: …"):
        upgrade(old, tmp_path / "2.zip", NOW, steps)
    assert (old / "consent.jsonl").exists()
    assert not list(tmp_path.glob("[12].zip"))


def test_a_folder_of_a_newer_kit_is_left_alone(old: Path, tmp_path: Path) -> None:
    """By every command, upgrade too; a backup can be made of it."""
    text = (old / "group.yaml").read_text("utf-8")
    (old / "group.yaml").write_text(text.replace("format: 1", "format: 99"), encoding="utf-8")
    for work in (lambda: Workspace(old).group, lambda: upgrade(old, tmp_path / "1.zip", NOW)):
        with pytest.raises(UserError, match="bản mới hơn"):
            work()
    with pytest.raises(SystemExit) as ended:
        main(["backup", str(old), "--to", str(tmp_path / "2.zip"), "--plain"])
    assert ended.value.code == 0
    (old / "group.yaml").write_text(text.replace("format: 1", "format: mới"), encoding="utf-8")
    with pytest.raises(Problems):
        upgrade(old, tmp_path / "1.zip", NOW)
    with pytest.raises(UserError):
        upgrade(tmp_path, tmp_path / "1.zip", NOW)


def test_the_command_says_what_it_does(
    old: Path,
    tmp_path: Path,
    newer: Callable[..., tuple[Step, ...]],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """And where the backup lies."""

    def run() -> str:
        with pytest.raises(SystemExit) as ended:
            main(["upgrade", str(old)])
        assert ended.value.code == 0
        return capsys.readouterr().out

    assert "mới nhất (1)" in run()
    newer(_tidy)
    said = run()
    (backup,) = tmp_path.glob("to-format-1-*.zip")
    assert "từ dạng 1 sang dạng 2" in said
    assert backup.name in said.replace("\n", "")
    assert "mới nhất (2)" in run()
