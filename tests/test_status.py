"""kit.status: what is counted is what is there, to the learner, also while all write at once."""

import json
import os
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, replace
from pathlib import Path

import psutil
import pytest

from kit import clock
from kit.attempts import begin_again
from kit.cli import main
from kit.roster import Member, hash_code, secret, write_roster
from kit.serve.live import FILE, OLD_SECONDS, Live, read_live
from kit.status import GroupStatus, Watch
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.banks import ROOT
from tests.serving import CODE, OTHER_CODE, TRAINER_CODE, Visitor, make_group, running
from tests.waiting import until

QUIZ = "thu-nghiem"
LEARNERS = [f"hv-{n:03}" for n in range(24)]


@pytest.fixture
def group(tmp_path: Path) -> Workspace:
    return make_group(tmp_path / "to")


def look(workspace: Workspace, watch: Watch | None = None) -> GroupStatus:
    return (watch or Watch()).look(Workspace(workspace.path), time.time())


@dataclass
class Done:
    """What learners have begun and what they were told to be done."""

    begun: int = 0
    saved: int = 0
    handed_in: int = 0


def test_a_burst_is_counted_to_the_learner(group: Workspace) -> None:
    """At every look: no less than was said to be done before it, no more than was begun."""
    start, done, lock = Done(), Done(), threading.Lock()
    booklet = group.booklet(QUIZ)

    def add(to: Done, **more: int) -> None:
        with lock:
            for name, count in more.items():
                setattr(to, name, getattr(to, name) + count)

    def work(learner: str) -> None:
        file = group.answers_to(booklet, learner)
        add(start, begun=1)
        for item, response in (("ngay-hop", "a"), ("dung-sai", True)):
            add(start, saved=1)
            file.save(item, response, clock.now())
            add(done, saved=1, begun=item == "ngay-hop")
        if int(learner[-1]) % 2:
            add(start, handed_in=1)
            hand_in(group, learner, QUIZ, clock.now())
            add(done, handed_in=1)

    watch, looks = Watch(), 0
    with ThreadPoolExecutor(8) as pool:
        jobs = [pool.submit(work, learner) for learner in LEARNERS]
        while not all(job.done() for job in jobs):
            least = replace(done)
            (found,) = look(group, watch).quizzes
            most = replace(start)
            assert least.begun <= found.begun <= most.begun
            assert least.saved <= found.answers <= most.saved
            assert least.handed_in <= found.handed_in <= most.handed_in
            looks += 1
        for job in jobs:
            job.result()
    (found,) = look(group, watch).quizzes
    half = len(LEARNERS) // 2
    assert looks > 3
    assert asdict(found) == {
        "quiz": QUIZ, "begun": len(LEARNERS), "answers": 2 * len(LEARNERS), "handed_in": half,
        "unscored": half, "by_hand": None, "unreadable": 0,
    }  # fmt: skip


def test_whoever_begins_again_has_begun(group: Workspace) -> None:
    """After the first hand-in there is no file of answers until the first answer of the second."""
    settings = group.path / "group.yaml"
    more = settings.read_text("utf-8").replace(
        f"{{quiz: {QUIZ}}}", f"{{quiz: {QUIZ}, attempts: 2}}"
    )
    settings.write_text(more, "utf-8")
    again = Workspace(group.path)
    again.answers_to(again.booklet(QUIZ), LEARNERS[0]).save("dung-sai", True, clock.now())
    hand_in(again, LEARNERS[0], QUIZ, clock.now())
    begin_again(again, LEARNERS[0], QUIZ, clock.now())
    (found,) = look(again).quizzes
    assert (found.begun, found.handed_in, found.answers) == (1, 1, 0)


def test_what_cannot_be_read_is_told(group: Workspace) -> None:
    """It is no answer, and no reason to stop; what is no quiz of the group does not count."""
    for place, text in ((f"hv-001/{QUIZ}", "{"), ("hv-002/luyen-thu", "{}"), (".ungraded/x", "")):
        (group.path / "work" / place).mkdir(parents=True)
        (group.path / "work" / place / "answers.json").write_text(text, encoding="ascii")
    watch = Watch()
    (found,) = look(group, watch).quizzes
    assert (found.begun, found.answers, found.unreadable) == (1, 0, 1)
    (group.path / "work" / "hv-001" / QUIZ / "answers.json").unlink()
    (found,) = look(group, watch).quizzes
    assert (found.begun, found.unreadable) == (0, 0)


def test_a_server_that_is_gone_is_not_there(tmp_path: Path) -> None:
    """Whatever it has left behind: its process has ended, is another one's, or hangs."""
    me = psutil.Process()
    live = Live(me.pid, me.create_time(), 1000.0, 1, 1, 1, 10, 0)

    def left(**other: float) -> Live | None:
        (tmp_path / FILE).write_text(json.dumps(asdict(live) | other), encoding="ascii")
        return read_live(tmp_path, 1001.0)

    assert left() == live
    assert left(started=live.started - 5) is None
    assert left(at=1000 - OLD_SECONDS) is None
    assert left(pid=2**22 + 1) is None
    assert left(unknown=1) is None
    (tmp_path / FILE).write_text("{", encoding="ascii")
    assert read_live(tmp_path, 1001.0) is None


@pytest.mark.server
def test_the_server_tells_who_is_in(group: Workspace) -> None:
    """Learners, with or without a name; no trainer, nobody before the answer about consent."""

    def people() -> tuple[int, int]:
        live = look(group).server
        return (live.people, live.pages) if live else (-1, -1)

    assert people() == (-1, -1)
    with running(group) as found:
        first, phone, second, trainer = (Visitor(found.url) for _ in range(4))
        until(lambda: people() == (0, 0))
        first.sign_in(CODE).get("/chi-bo-1/")
        phone.sign_in(CODE).get("/chi-bo-1/")
        trainer.sign_in(TRAINER_CODE).get("/chi-bo-1/")
        assert second.post("/chi-bo-1/sign-in", code=OTHER_CODE).status == 302
        second.get("/chi-bo-1/consent")
        until(lambda: people() == (1, 0))
        second.sign_in(OTHER_CODE, keep=False).get("/chi-bo-1/")
        until(lambda: people() == (2, 0))
        assert first.get(f"/chi-bo-1/quiz/{QUIZ}").status == 200
        until(lambda: people() == (2, 1))
        seen = look(group)
        assert (seen.learners, seen.memory is not None) == (2, True)
        assert seen.memory is None or seen.memory > 10_000_000
        file = group.path / FILE
        assert "hv-" not in file.read_text("ascii")
        assert os.name == "nt" or file.stat().st_mode & 0o077 == 0
        second.post("/chi-bo-1/sign-out")
        until(lambda: people() == (1, 1))
    assert not (group.path / FILE).exists()
    assert people() == (-1, -1)


def test_the_command_shows_it(group: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    """As a table, or for programs."""
    group.answers(LEARNERS[1], QUIZ, "0" * 12).save("ngay-hop", "a", clock.now())
    with pytest.raises(SystemExit) as ended:
        main(["status", str(group.path)])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "trang học chưa mở (danh sách 2 học viên)" in shown
    assert "Câu đã lưu" in shown
    with pytest.raises(SystemExit):
        main(["status", str(group.path), "--json"])
    (data,) = json.loads(capsys.readouterr().out)
    assert data["quizzes"][0]["answers"] == 1
    assert data["server"] is None
    with pytest.raises(SystemExit) as ended:
        main(["status", str(group.path.parent)])
    assert ended.value.code == 2


def test_a_city_is_a_row_a_group(
    group: Workspace, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """With the sums of all on top, so that 76 groups can be watched; who is in comes first."""
    other = make_group(tmp_path / "khac" / "to-2", id="chi-bo-2")
    group.answers(LEARNERS[1], QUIZ, "0" * 12).save("ngay-hop", "a", clock.now())
    for one in ("hv-001", "hv-002"):
        other.answers(one, QUIZ, "0" * 12).save("ngay-hop", "a", clock.now())
    mine = psutil.Process()
    live = Live(mine.pid, mine.create_time(), clock.now().timestamp(), 2, 3, 3, 9, 4)
    (other.path / FILE).write_text(json.dumps(asdict(live)), encoding="ascii")
    with pytest.raises(SystemExit) as ended:
        main(["status", str(group.path), str(other.path)])
    assert ended.value.code == 0
    shown = capsys.readouterr().out
    assert "2 tổ, 1 tổ đang mở: 2 học viên đang vào (danh sách 4), 4 người đang đợi chỗ" in shown
    rows = [[cell.strip() for cell in line.split("│")[1:-1]] for line in shown.splitlines()]
    # A name may go on in the next line.
    assert [row[1:] for row in rows if row and row[1]] == [
        ["2", "2", "2", "0", "0", "–"],
        ["chưa mở", "1", "1", "0", "0", "–"],
    ]


def test_watching_goes_on_until_it_is_ended(group: Workspace) -> None:
    """One line of JSON a look, and what is saved meanwhile is in the next one."""
    key = secret(group.path)
    members = [Member(one, "Người Học", "learner", hash_code(CODE, key)) for one in LEARNERS[:1]]
    write_roster(group.path / "roster.csv", members)
    command = [sys.executable, "-m", "kit", "status", str(group.path), "--watch", "--json"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as program:
        assert program.stdout is not None
        before = json.loads(program.stdout.readline())[0]
        group.answers(LEARNERS[0], QUIZ, "0" * 12).save("ngay-hop", "a", clock.now())
        after = json.loads(program.stdout.readline())[0]
        program.terminate()
    assert (before["learners"], before["quizzes"][0]["answers"]) == (1, 0)
    assert after["quizzes"][0]["answers"] == 1
