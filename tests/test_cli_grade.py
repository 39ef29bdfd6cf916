"""The command ``kit grade``: what it says, and its exit codes."""

import io
import json
import shutil
from datetime import timedelta
from pathlib import Path

import pytest

from kit.cli import main
from kit.cli.ask import agreed
from kit.roster import Member, write_roster
from kit.workspace import Workspace
from tests.gradebook_course import NOW, QUIZ, built_workspace
from tests.test_gradebook_bulk import submit

pytestmark = pytest.mark.kernel


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A group with one good submission."""
    workspace = built_workspace(tmp_path_factory.mktemp("cli") / "to")
    submit(workspace, "hv-1")
    return workspace


@pytest.fixture(autouse=True)
def noon(monkeypatch: pytest.MonkeyPatch) -> None:
    """Some hours after everybody has handed in, whatever the machine's clock says."""
    monkeypatch.setattr("kit.clock.now", lambda: NOW + timedelta(hours=3))


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
    assert "hv-4: chưa chấm được. Không đọc được (không phải JSON, từ dòng 1, cột 2)" in said
    assert f"(submitted/hv-4/{QUIZ}/{QUIZ}.ipynb)" in said
    assert kit(workspace.path, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert (found["graded"], found["skipped"], found["failed"]) == (0, 3, [])
    assert found["submissions"] == 4
    assert {one["learner"] for one in found["held"]} == {"hv-2"}
    assert [one["learner"] for one in found["missing"]] == ["hv-3"]
    (one,) = found["quarantined"]
    assert one == {
        "folder": str(workspace.path), "quiz": QUIZ, "learner": "hv-4",
        "reason": one["reason"], "place": f"submitted/hv-4/{QUIZ}/{QUIZ}.ipynb",
    }  # fmt: skip
    assert found["seconds"] > 0


def test_a_submission_may_be_missing_unreadable_or_blank(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Three things, each said in its own words; only one of them waits for a person."""
    (submit(workspace, "hv-2") / "answers.json").unlink()
    (submit(workspace, "hv-3") / "answers.json").write_bytes(b"")
    submit(workspace, "hv-4", "blank")
    for _ in range(2):
        assert kit(workspace.path) == 1
        said = capsys.readouterr().out
        assert "hv-2: bài nộp không có tệp câu trả lời, 0 điểm." in said
        assert "hv-3, answers.json: chờ người chấm. Không đọc được tệp câu trả lời" in said
        assert "hv-4: bài nộp để trắng, 0 điểm." in said


def test_a_clock_in_the_future_or_long_past_is_told(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """And so is a submission without a time: lateness may cost or be spared by mistake."""
    stamps = {
        "hv-2": "2026-11-22 05:10:00 UTC", "hv-3": "2000-01-01 00:00:00 UTC", "hv-4": "",
        "hv-5": "2026-11-22 05:00:00 UTC",
    }  # fmt: skip
    for learner, stamp in stamps.items():
        (submit(workspace, learner) / "timestamp.txt").write_text(stamp, encoding="utf-8")
    for _ in range(2):
        assert kit(workspace.path) == 1
        said = capsys.readouterr().out
        assert "hv-2, timestamp.txt: đã chấm, nhưng cần xem lại. Giờ nộp ở tương lai (12:10" in said
        assert "hv-3, timestamp.txt: đã chấm, nhưng cần xem lại. Giờ nộp sớm hơn" in said
        assert "hv-4, timestamp.txt: đã chấm, nhưng cần xem lại. Không có giờ nộp" in said
        assert "hv-5" not in said
    group = workspace.path / "group.yaml"
    line = f"- quiz: {QUIZ}"
    text = group.read_text("utf-8").replace(line, f"{line}\n    opens: 2026-11-22 9:30")
    group.write_text(text, encoding="utf-8")
    assert kit(workspace.path) == 1
    assert "hv-1, timestamp.txt: đã chấm, nhưng cần xem lại. Giờ nộp sớm hơn" in (
        capsys.readouterr().out
    )


def test_many_troubles_are_summed_up_by_reason(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """A terminal with thousands of lines helps nobody; ``--json`` has them all."""
    folder = submit(workspace, "hv-2")
    for n in range(30):
        shutil.copytree(folder, workspace.submitted(f"hv-x{n}", QUIZ))
    for n in range(25):
        (workspace.submitted(f"hv-y{n}", QUIZ)).parent.mkdir()
        (workspace.submitted(f"hv-y{n}", QUIZ)).write_bytes(b"")
    assert kit(workspace.path) == 1
    said = capsys.readouterr().out
    assert "25 bài chưa chấm được. Không mở được thư mục bài nộp: không phải thư mục." in said
    assert said.count("Tệp câu trả lời là của học viên hv-2, không phải của hv-x") == 20
    assert "và 10 trường hợp vì những lý do khác" in said
    assert kit(workspace.path, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert len(found["held"]) == 30
    assert len({one["learner"] for one in found["quarantined"]}) == 25


def test_answers_that_cannot_be_handed_in_are_told(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """What a learner has closed, and no submission could be made of, with its place."""
    for learner, stamp in (("hv-2", "0001-01-01T00:00:00+07:00"), ("hv-3", "hôm qua")):
        shutil.rmtree(submit(workspace, learner).parent)
        file = workspace.work(learner, QUIZ) / "answers.json"
        file.write_text(json.dumps({**json.loads(file.read_bytes()), "handed_in": stamp}), "utf-8")
    shutil.rmtree(workspace.path / "submitted")
    assert kit(workspace.path, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert [one["place"] for one in found["quarantined"]] == [
        f"work/{learner}/{QUIZ}/answers.json" for learner in ("hv-2", "hv-3")
    ]
    assert all("chưa nộp được" in one["reason"] for one in found["quarantined"])


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


def test_a_group_without_a_hand_in_is_told(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    shutil.rmtree(workspace.path / "submitted")
    shutil.rmtree(workspace.path / "work")
    assert kit(workspace.path) == 0
    assert f"{workspace.group.name}: chưa có ai nộp bài" in capsys.readouterr().out


def test_who_is_not_on_the_roster_and_what_is_no_quiz_is_told(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """Graded, respectively passed over; nothing of it is a fault."""
    write_roster(workspace.path / "roster.csv", [Member("hv-2", "Ai Đó", "learner", "")])
    (workspace.path / "submitted" / "hv-1" / "bai-la").mkdir()
    assert kit(workspace.path) == 0
    said = capsys.readouterr().out
    assert "hv-1: không có tên trong roster.csv" in said
    assert "không chấm: submitted/hv-1/bai-la" in said
    assert kit(workspace.path, "--json") == 0
    found = json.loads(capsys.readouterr().out)
    assert [one["learner"] for one in found["strangers"]] == ["hv-1"]
    assert found["unplanned"] == [f"{workspace.path}/submitted/hv-1/bai-la"]


def test_what_waits_for_a_person_is_counted(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    """By this grading, or by one before."""
    for _ in range(2):
        assert kit(workspace.path) == 0
        assert "1 bài có câu chờ người chấm" in capsys.readouterr().out


def test_a_faulty_group_stops_no_other(
    workspace: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    other = Path(shutil.copytree(workspace.path, tmp_path / "khac"))
    (other / "group.yaml").write_text("format: 1\nid: [", encoding="utf-8")
    third = Path(shutil.copytree(workspace.path, tmp_path / "ba"))
    shutil.rmtree(third / "submitted")
    (third / "submitted").write_bytes(b"")
    assert kit(other, third, workspace.path, "--json") == 1
    found = json.loads(capsys.readouterr().out)
    assert found["graded"] == 1
    assert {one["folder"] for one in found["failed"]} == {str(other), str(third)}


@pytest.mark.parametrize("answer", [("có", True), ("C", True), ("y", True), ("không", False),
                                    ("", False), ("gì cơ\nk", False)])  # fmt: skip
def test_a_question_is_answered_in_vietnamese(
    answer: tuple[str, bool], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(answer[0] + "\n"))
    assert agreed("Ghi?") is answer[1]
    assert "Ghi? [c/K]" in capsys.readouterr().out


def test_nobody_there_is_no(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    assert not agreed("Ghi?")
