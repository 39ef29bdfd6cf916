"""Attacks by what a learner's process may write: its answers file and the folder of that.

A server's kernel closes the answers, and the server hands them in believing nothing else in the
file: whose they are says the folder, what was drawn the group's secret, the hour its own clock.
"""

import json
import os
from dataclasses import replace
from datetime import UTC, timedelta
from pathlib import Path
from threading import Event, Thread
from typing import Any

import pytest

from kit import clock
from kit.answers import AnswerFile, Answers, Unreadable, encode_json, read, to_json
from kit.attempts import half_made
from kit.durable import write_durably
from kit.submission import complete, finish
from kit.workspace import Workspace
from tests.serving import make_group
from tests.waiting import until

QUIZ, ME, NEIGHBOUR = "thu-nghiem", "hv-001", "hv-002"
NOW = clock.now().replace(microsecond=0)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    return make_group(tmp_path / "g")


def closed(workspace: Workspace, **forged: Any) -> AnswerFile:
    """What a kernel has left after a hand-in, with something else in it."""
    file = workspace.answers_to(workspace.booklet(QUIZ), ME)
    file.save("dung-sai", True, NOW)
    answers = file.hand_in(NOW)
    text = json.dumps(to_json(replace(answers, **forged)))
    file.path.write_bytes(encode_json(text))
    return file


def submission(workspace: Workspace) -> Answers:
    return read(workspace.submitted(ME, QUIZ) / "answers.json")


def test_what_a_kernel_has_closed_is_handed_in_once(workspace: Workspace) -> None:
    """Later answers in the file change nothing."""
    file = closed(workspace)
    assert complete(workspace, ME, QUIZ, NOW)
    whole = submission(workspace)
    assert (whole.responses(), whole.handed_in) == ({"dung-sai": True}, NOW.isoformat())
    closed_text = file.path.read_text(encoding="utf-8").replace("true", "false")
    file.path.write_text(closed_text, encoding="utf-8")
    assert complete(workspace, ME, QUIZ, NOW) is None
    assert finish(workspace, NOW, opened={}) == []
    assert submission(workspace) == whole


def test_what_is_not_closed_is_not_handed_in(workspace: Workspace) -> None:
    """A message that asks for it is no hand-in."""
    workspace.answers_to(workspace.booklet(QUIZ), ME).save("dung-sai", True, NOW)
    assert complete(workspace, ME, QUIZ, NOW) is None
    assert complete(workspace, NEIGHBOUR, QUIZ, NOW) is None
    assert not (workspace.path / "submitted").exists()


@pytest.mark.parametrize(
    "forged", [{"learner": NEIGHBOUR}, {"quiz": "khac"}], ids=["learner", "quiz"]
)
def test_a_file_that_names_another_learner_or_quiz_is_not_handed_in(
    workspace: Workspace, forged: dict[str, object]
) -> None:
    closed(workspace, **forged)
    with pytest.raises(Unreadable):
        complete(workspace, ME, QUIZ, NOW)
    assert not (workspace.path / "submitted").exists()


@pytest.mark.parametrize(
    "stamp",
    [
        (NOW - timedelta(days=3)).isoformat(),
        (NOW + timedelta(hours=1)).isoformat(),
        "2020-01-01",
        "0001-01-01T00:00:00+14:00",
        "gestern",
        "",
    ],
    ids=["three days ago", "in an hour", "years ago", "before all time", "a word", "nothing"],
)
def test_a_hand_in_is_not_dated_back_or_ahead(workspace: Workspace, stamp: str) -> None:
    """What is not a moment just before is now."""
    closed(workspace, handed_in=stamp)
    assert complete(workspace, ME, QUIZ, NOW)
    assert submission(workspace).handed_in == NOW.isoformat("T", "seconds")
    told = (workspace.submitted(ME, QUIZ) / "timestamp.txt").read_text(encoding="utf-8")
    assert told == f"{NOW.astimezone(UTC):%Y-%m-%d %H:%M:%S.%f} UTC"


def test_an_hour_that_was_just_now_is_kept(workspace: Workspace) -> None:
    """A busy server is not the learner's fault."""
    before = (NOW - timedelta(seconds=5)).isoformat("T", "seconds")
    closed(workspace, handed_in=before)
    complete(workspace, ME, QUIZ, NOW)
    assert submission(workspace).handed_in == before


def test_an_hour_after_the_end_is_the_end(tmp_path: Path) -> None:
    """A file that was closed in the last seconds, by its own word after the quiz had closed."""
    closes = NOW.replace(second=0)
    workspace = make_group(tmp_path / "closing", closes=f"{closes:%Y-%m-%d %H:%M}")
    begun = (closes - timedelta(minutes=5)).isoformat()
    closed(workspace, started=begun, handed_in=(closes + timedelta(seconds=9)).isoformat())
    assert complete(workspace, ME, QUIZ, closes + timedelta(seconds=20))
    assert submission(workspace).handed_in == closes.isoformat("T", "seconds")


def hold(file: AnswerFile, how: str) -> None:
    """What code in a kernel can do so that nobody else changes its answers file."""
    lock = file.path.with_name(".lock")
    if how == "a folder":
        lock.unlink(missing_ok=True)
        lock.mkdir()
    else:
        import fcntl

        fcntl.flock(os.open(lock, os.O_RDWR | os.O_CREAT), fcntl.LOCK_EX)


@pytest.mark.skipif(os.name == "nt", reason="nothing keeps a kernel in there")
@pytest.mark.parametrize("how", ["held", "a folder"])
def test_who_holds_the_answers_file_does_not_put_off_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    """Whatever is in it when the time is up is handed in then; what is written later is not."""
    for name, seconds in (("_BRIEFLY", 0.05), ("PATIENCE", 0.1)):
        monkeypatch.setattr(f"kit.submission.{name}", seconds)
    closes = NOW.replace(second=0)
    workspace = make_group(tmp_path / "closing", closes=f"{closes:%Y-%m-%d %H:%M}")
    file = workspace.answers_to(workspace.booklet(QUIZ), ME)
    file.save("dung-sai", True, closes - timedelta(minutes=5))
    hold(file, how)
    failed: list[object] = []
    late = closes + timedelta(seconds=20)
    finish(workspace, late, lambda *given: failed.append(given), opened={})
    assert failed == []
    whole = submission(workspace)
    assert (whole.responses(), whole.handed_in) == ({"dung-sai": True}, closes.isoformat())
    assert read(file.path).handed_in == closes.isoformat()


@pytest.mark.skipif(os.name == "nt", reason="nothing keeps a kernel in there")
def test_what_is_being_saved_at_the_end_is_waited_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a slow disk: the page will be told that it is saved. Others are not kept waiting."""
    monkeypatch.setattr("kit.submission._BRIEFLY", 0.05)
    closes = NOW.replace(second=0)
    workspace = make_group(tmp_path / "closing", closes=f"{closes:%Y-%m-%d %H:%M}")
    booklet, other = workspace.booklet(QUIZ), "hv-002"
    slow, quick = (workspace.answers_to(booklet, one) for one in (ME, other))
    quick.save("dung-sai", False, closes - timedelta(minutes=5))
    begun, go_on = Event(), Event()

    def check(_: object) -> None:
        begun.set()
        assert go_on.wait(60)

    slow.save("dung-sai", False, closes - timedelta(minutes=1))
    saving = Thread(target=slow.save, args=("dung-sai", True, closes, check))
    saving.start()
    assert begun.wait(60)
    others = workspace.submitted(other, QUIZ)
    ending = Thread(target=lambda: finish(workspace, closes + timedelta(seconds=20), opened={}))
    ending.start()
    until(others.is_dir)
    assert not workspace.submitted(ME, QUIZ).is_dir()
    go_on.set()
    saving.join(60)
    ending.join(60)
    assert submission(workspace).responses() == {"dung-sai": True}


@pytest.mark.parametrize("version", ["0123456789ab", "../../secret", "x" * 999])
def test_a_forged_version_or_draw_is_not_scored_by(workspace: Workspace, version: str) -> None:
    """The bank is the released one where the one that the file names is none of the group's."""
    closed(workspace, version=version, draw=("dung-sai",))
    assert complete(workspace, ME, QUIZ, NOW)
    assert submission(workspace).version == workspace.booklet(QUIZ)["version"]


def test_a_printed_paper_that_nobody_entered_is_not_handed_in_by_the_server(
    workspace: Workspace,
) -> None:
    closed(workspace, paper="101")
    assert complete(workspace, ME, QUIZ, NOW) is None


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("kind", ["link", "fifo"])
def test_what_lies_in_the_way_of_a_write_is_not_written_through(tmp_path: Path, kind: str) -> None:
    """A link to a file of the group, put where the server's next temporary file will be."""
    target, way = tmp_path / "secret", tmp_path / f".answers.json.{os.getpid()}.tmp"
    target.write_text("x", encoding="utf-8")
    if kind == "link":
        way.symlink_to(target)
    else:
        os.mkfifo(way)
    write_durably(tmp_path / "answers.json", b"{}")
    assert target.read_text(encoding="utf-8") == "x"
    assert (tmp_path / "answers.json").read_bytes() == b"{}"
    assert not way.exists()


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
@pytest.mark.parametrize("name", [".submission", ".submitting", "answers.json", ".lock"])
def test_a_link_in_the_own_folder_leads_no_hand_in_elsewhere(
    workspace: Workspace, name: str
) -> None:
    """Nothing of the neighbour's is read, written, moved or cut off."""
    theirs = workspace.answers_to(workspace.booklet(QUIZ), NEIGHBOUR)
    theirs.save("dung-sai", False, NOW)
    kept = theirs.path.read_bytes()
    file = closed(workspace)
    (file.path.with_name(name)).unlink(missing_ok=True)
    target = theirs.path.parent if name == ".submission" else theirs.path
    file.path.with_name(name).symlink_to(target)
    finish(workspace, NOW, lambda *_: None, opened={})
    assert theirs.path.read_bytes() == kept
    assert sorted(os.listdir(theirs.path.parent)) == [".lock", "answers.json"]
    if name == "answers.json":
        assert not workspace.submitted(ME, QUIZ).exists()
    else:
        assert submission(workspace).responses() == {"dung-sai": True}


def test_a_hand_in_is_made_where_no_kernel_may_write(workspace: Workspace) -> None:
    """Else it could be changed between the writing and the move into its place."""
    place = half_made(workspace, ME, QUIZ)
    assert not place.is_relative_to(workspace.path / "work" / ME)
    assert place.parent.parent == workspace.path / "work"
