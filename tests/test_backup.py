"""kit.backup: a group's folder into a file and back, byte by byte and row by row."""

import errno
import os
import shutil
import sqlite3
import subprocess
import sys
import threading
import time
import zipfile
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from filelock import FileLock, Timeout

from kit.answers import read
from kit.attempts import begin_again, handed_in_attempts, submitting
from kit.backup.contents import answer_files, other_files
from kit.backup.making import _Archive, make
from kit.backup.restoring import restore
from kit.begun import begun_file
from kit.durable import leftovers
from kit.errors import UserError
from kit.given import attempts_of
from kit.gradebook.bulk import grade_group
from kit.privacy.erase import erase
from kit.privacy.register import note, read_register
from kit.roster import read_roster
from kit.submission import hand_in
from kit.wording import t
from kit.workspace import Workspace
from tests.gradebook_course import NOW, QUIZ
from tests.test_privacy import MARK, MINE, NAME, OTHER, files_with, made, workspace
from tests.test_serve_attempts import QUIZ as THU
from tests.test_serve_attempts import planned

__all__ = ["made", "workspace"]

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

PASSPHRASE = "bốn từ bất kỳ"


def contents(root: Path) -> dict[str, tuple[bytes, int]]:
    """Every file but the locks and the gradebook, with the time of its last change."""
    return {
        path.relative_to(root).as_posix(): (path.read_bytes(), path.stat().st_mtime_ns)
        for path in root.rglob("*")
        if path.is_file() and not path.match("*.lock") and path.name[0] != "."
        and not path.name.startswith("gradebook.db")
    }  # fmt: skip


def rows(root: Path) -> list[str]:
    """The gradebook, row by row."""
    with closing(sqlite3.connect(root / "gradebook.db")) as connection:
        return list(connection.iterdump())


@pytest.mark.parametrize("passphrase", ["", PASSPHRASE])
def test_a_folder_that_was_lost_is_there_again(
    workspace: Workspace, tmp_path: Path, passphrase: str
) -> None:
    """All answers, scores and codes; and grading finds that nothing has changed."""
    before, book = contents(workspace.path), rows(workspace.path)
    assert any(NAME in line or MARK in line for line in book)
    file = tmp_path / "sao-luu"
    backup = make(workspace, file, passphrase, NOW)
    assert {kept.name for kept in backup.manifest.files} >= {*before, "gradebook.db"}
    assert passphrase == "" or MARK.encode() not in file.read_bytes()
    assert zipfile.is_zipfile(file) == (not passphrase)
    shutil.rmtree(workspace.path)
    elsewhere = tmp_path / "noi-khac" / "to"
    restored = restore(file, elsewhere, passphrase)
    assert (contents(elsewhere), rows(elsewhere)) == (before, book)
    assert not restored.other_config
    (report,) = grade_group(Workspace(elsewhere), now=NOW)
    assert (report.graded, report.skipped) == (0, 2)


def test_nothing_is_ever_replaced(workspace: Workspace, tmp_path: Path) -> None:
    """Neither by a backup nor by what comes out of one; and none lies in the folder it saves."""
    file = tmp_path / "sao-luu.zip"
    make(workspace, file, "", NOW)
    old = file.read_bytes()
    for place in (file, workspace.path / "sao-luu.zip", tmp_path / "khong-co" / "sao-luu.zip"):
        with pytest.raises(UserError):
            make(workspace, place, "", NOW)
    with pytest.raises(UserError):
        restore(file, workspace.path, "")
    assert file.read_bytes() == old
    assert [path.name for path in tmp_path.rglob("*.tmp")] == []
    (tmp_path / "rong").mkdir()
    restore(file, tmp_path / "rong", "")
    assert contents(tmp_path / "rong") == contents(workspace.path)


def test_links_are_told_and_not_followed(workspace: Workspace, tmp_path: Path) -> None:
    """What lies elsewhere is no part of the group's folder."""
    (tmp_path / "rieng.txt").write_text("ngoài thư mục", encoding="utf-8")
    (workspace.path / "lessons" / "lien-ket").symlink_to(tmp_path / "rieng.txt")
    backup = make(workspace, tmp_path / "a.zip", "", NOW)
    assert backup.left_out == ("lessons/lien-ket",)
    restore(tmp_path / "a.zip", tmp_path / "moi", "")
    assert not os.path.lexists(tmp_path / "moi" / "lessons" / "lien-ket")


@pytest.mark.skipif(os.name == "nt", reason="there a file that is read has to be held")
def test_a_learners_process_that_holds_its_answers_keeps_no_backup(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    import fcntl

    file = workspace.work(MINE, QUIZ) / "answers.json"
    lock = os.open(file.with_name(".lock"), os.O_RDWR | os.O_CREAT)
    fcntl.flock(lock, fcntl.LOCK_EX)
    monkeypatch.setattr("kit.backup.contents.FileLock", lambda *_, **__: pytest.fail("it waits"))
    backup = make(workspace, tmp_path / "a.zip", "", NOW)
    os.close(lock)
    assert f"work/{MINE}/{QUIZ}/answers.json" in {kept.name for kept in backup.manifest.files}


def test_answers_that_are_given_meanwhile_are_whole(workspace: Workspace, tmp_path: Path) -> None:
    """What was said to be saved before the backup began is in it."""
    stop, saved = threading.Event(), [0]
    file = workspace.answers("hv-003", QUIZ, "0" * 12)

    def answer() -> None:
        while not stop.is_set():
            file.save("con-so", str(saved[0] + 1), NOW)
            saved[0] += 1

    busy = threading.Thread(target=answer)
    busy.start()
    try:
        until = time.monotonic() + 30
        while saved[0] < 3:
            assert time.monotonic() < until
        for n in range(2):
            least = saved[0]
            make(workspace, tmp_path / f"{n}.zip", "", NOW)
            restore(tmp_path / f"{n}.zip", tmp_path / str(n), "")
            found = read(tmp_path / str(n) / "work" / "hv-003" / QUIZ / "answers.json")
            assert int(str(found.responses()["con-so"])) >= least
    finally:
        stop.set()
        busy.join()


def killed() -> int:
    """The number of a process that is no longer there."""
    with subprocess.Popen([sys.executable, "-c", ""]) as process:
        process.wait()
    return process.pid


def test_what_a_kill_has_left_goes_with_the_next_run(workspace: Workspace, tmp_path: Path) -> None:
    """Copies of everybody's data under names that nobody looks for; not what is being written."""
    gone, mine = killed(), os.getpid()
    left = [
        workspace.path / f".gradebook.db.{gone}.tmp",
        workspace.path / f".gradebook.db.{gone}.tmp-journal",
        tmp_path / f".a.zip.{gone}.tmp",
        tmp_path / f".moi.{gone}.tmp" / "roster.csv",
    ]
    others = [tmp_path / f".b.zip.{gone}.tmp", tmp_path / f".a.zip.{mine}.tmp.txt"]
    for path in (*left, *others):
        path.parent.mkdir(exist_ok=True)
        path.write_text(NAME, encoding="utf-8")
    make(workspace, tmp_path / "a.zip", "", NOW)
    restore(tmp_path / "a.zip", tmp_path / "moi", "")
    assert [path for path in left if path.exists()] == []
    assert [path for path in others if path.exists()] == others
    busy = workspace.path / f".gradebook.db.{mine}.tmp"
    busy.touch()
    assert [*leftovers(workspace.path)] == []


def test_whoever_is_deleted_is_in_no_file_that_a_kill_has_left(workspace: Workspace) -> None:
    gone = killed()
    for name in (f".gradebook.db.{gone}.tmp", f".roster.csv.{gone}.tmp"):
        (workspace.path / name).write_text(f"{NAME} {MARK}", encoding="utf-8")
    erase(workspace, MINE)
    assert [*files_with(workspace.path, MARK)] == []


def test_a_disk_that_is_full_for_the_gradebook_is_told_as_that(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is copied beside itself first; nothing is wrong with it."""
    connect = sqlite3.connect

    def small(path: Path, **options: Any) -> sqlite3.Connection:
        connection: sqlite3.Connection = connect(path, **options)
        if path.suffix == ".tmp":
            connection.execute("PRAGMA max_page_count = 2")
        return connection

    monkeypatch.setattr("kit.backup.making.sqlite3.connect", small)
    with pytest.raises(UserError, match=os.strerror(errno.ENOSPC)) as told:
        make(workspace, tmp_path / "a.zip", "", NOW)
    assert told.value.hint == t("backup.not_written_hint")
    assert [*leftovers(workspace.path), *tmp_path.glob("*.zip"), *tmp_path.glob(".*.zip.*")] == []


def test_who_was_deleted_since_does_not_come_back(workspace: Workspace, tmp_path: Path) -> None:
    """If the register of the folder in use is at hand; its lines are kept, too."""
    note(workspace, "deleted", OTHER, NOW - timedelta(days=1))
    make(workspace, tmp_path / "a.zip", "", NOW)
    erase(workspace, MINE)
    note(workspace, "deleted", MINE, NOW + timedelta(days=1))
    register = read_register(workspace.path / "privacy.jsonl")
    restored = restore(tmp_path / "a.zip", tmp_path / "moi", "", register)
    assert restored.deleted == (MINE,)
    assert list(files_with(tmp_path / "moi", MARK)) == []
    assert [one.learner for one in read_roster(tmp_path / "moi" / "roster.csv")] == [OTHER]
    assert read_register(tmp_path / "moi" / "privacy.jsonl") == register
    assert len(rows(tmp_path / "moi")) > 100


def test_program_text_that_is_not_the_kits_is_told(workspace: Workspace, tmp_path: Path) -> None:
    """Every command runs it."""
    with open(workspace.path / "nbgrader_config.py", "a", encoding="utf-8") as file:
        file.write("\n# khác\n")
    make(workspace, tmp_path / "a.zip", "", NOW)
    assert restore(tmp_path / "a.zip", tmp_path / "moi", "").other_config


@pytest.mark.databases("postgresql")
def test_a_gradebook_on_a_server_is_told(
    workspace: Workspace, tmp_path: Path, book_url: str
) -> None:
    """It is not in the backup, and the password of the server in no message."""
    backup = make(workspace, tmp_path / "a.zip", "", NOW)
    assert backup.manifest.gradebook == "elsewhere"
    assert backup.server.startswith("postgresql")
    restored = restore(tmp_path / "a.zip", tmp_path / "moi", "")
    assert contents(tmp_path / "moi") == contents(workspace.path)
    assert restored.manifest.gradebook == "elsewhere"


def test_what_is_read_later_belongs_to_what_was_read_before(workspace: Workspace) -> None:
    """Answers to an attempt that had begun by then are never without its beginning."""
    work = workspace.work("hv-001", "thu")
    for file in (work / "answers.json", begun_file(work), attempts_of(work) / "again-2"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(b"{}")
    tops = list(
        dict.fromkeys(name.split("/")[0] for name in answer_files(workspace.path, "hv-001"))
    )
    assert tops == ["attempts", "submitted", "work", "begun"]
    assert not {name.split("/")[0] for name in other_files(workspace.path, "x")} & set(tops)


def test_no_hand_in_is_put_away_while_answers_are_read(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an attempt could be in neither place: too late for one, overtaken in the other."""
    held, add = set[str](), _Archive.add

    def adding(archive: _Archive, name: str) -> None:
        with suppress(Timeout), FileLock(submitting(workspace).lock_file, timeout=0):
            return add(archive, name)
        held.add(name.split("/")[0])
        return add(archive, name)

    monkeypatch.setattr(_Archive, "add", adding)
    make(workspace, tmp_path / "a.zip", "", NOW)
    assert {"submitted", "work"} <= held <= {"attempts", "submitted", "work", "begun"}


def test_an_attempt_that_changes_hands_while_a_backup_reads_is_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handed in after the hand-ins were read, and followed by the next one before the answers are:
    the backup has it still."""
    group = planned(tmp_path, "attempts: 2")
    save(group, "a")
    begun, moved = threading.Event(), threading.Event()

    @contextmanager
    def told(workspace: Workspace) -> Iterator[None]:
        lock = submitting(workspace)
        with suppress(Timeout):
            lock.acquire(timeout=0)
        if not lock.is_locked:
            moved.set()  # it cannot go on until the backup does
        with lock:
            yield

    def change() -> None:
        hand_in(group, MINE, THU, NOW)
        begin_again(group, MINE, THU, NOW)
        save(group, "b")
        moved.set()

    learner, add = threading.Thread(target=change), _Archive.add

    def adding(archive: _Archive, name: str) -> None:
        if name.startswith(f"work/{MINE}/") and not begun.is_set():
            begun.set()
            learner.start()
            assert moved.wait(60)
        add(archive, name)

    monkeypatch.setattr("kit.submission.submitting", told)
    monkeypatch.setattr(_Archive, "add", adding)
    make(group, tmp_path / "a.zip", "", NOW)
    learner.join(60)
    assert [one.responses() for one in handed_in_attempts(group, MINE, THU)] == [{"ngay-hop": "a"}]
    restore(tmp_path / "a.zip", tmp_path / "moi", "")
    kept = Workspace(tmp_path / "moi")
    file = kept.answers_to(kept.booklet(THU), MINE)
    assert file.read(NOW).responses() == {"ngay-hop": "a"}


def save(group: Workspace, answer: str) -> None:
    group.answers_to(group.booklet(THU), MINE).save("ngay-hop", answer, NOW)


def test_hand_ins_and_a_backup_take_turns(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many have answered: nobody's hand-in waits for all of them."""
    turns = list[float]()

    def somebody_hands_in(pause: float) -> None:
        with FileLock(submitting(workspace).lock_file, timeout=0):
            turns.append(pause)

    for learner in ("hv-701", "hv-702"):
        (workspace.path / "work" / learner / "thu").mkdir(parents=True)
        (workspace.path / "work" / learner / "thu" / "answers.json").write_bytes(b"{}")
    monkeypatch.setattr("kit.backup.making._TURN_SECONDS", 0)
    monkeypatch.setattr("kit.backup.making.time.sleep", somebody_hands_in)
    backup = make(workspace, tmp_path / "a.zip", "", NOW)
    assert len(turns) >= 2
    names = {one.name for one in backup.manifest.files}
    assert {f"work/hv-70{n}/thu/answers.json" for n in (1, 2)} <= names


def test_a_backup_that_waits_too_long_for_hand_ins_says_so(
    workspace: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    lock = submitting(workspace).lock_file
    monkeypatch.setattr("kit.backup.making.submitting", lambda _: FileLock(lock, timeout=0))
    with FileLock(lock), pytest.raises(UserError) as raised:
        make(workspace, tmp_path / "a.zip", "", NOW)
    assert raised.value.message == t("backup.busy")
    assert list(tmp_path.glob("*a.zip*")) == []
