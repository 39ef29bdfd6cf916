"""Hostile submissions: no crash, no execution, no silent score, and everybody in the report.

``KIT_HOSTILE=20000`` spoils so many of them, ``KIT_HOSTILE_SEED=7`` others than usual.
"""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kit import answers, plainfile
from kit.gradebook.autograde import autograde
from kit.gradebook.build import build
from kit.gradebook.bulk import Report, Trouble, Unsuited, grade_group, group, quiz
from kit.gradebook.bulk.course import read_course
from kit.gradebook.bulk.database import grading
from kit.gradebook.bulk.notebook import parse_notebook, put_right
from kit.gradebook.bulk.shape import Refused
from kit.gradebook.bulk.structure import Assignment, read_assignment
from kit.gradebook.bulk.submissions import _moment
from kit.workspace import Workspace
from tests import drawn_course
from tests.banks import ROOT
from tests.gradebook_course import QUIZ, built_workspace
from tests.gradebook_state import rows
from tests.hostile.campaign import MUTATORS, Spoilt, each_once, spoilt, unspoilt
from tests.hostile.canary import payloads
from tests.hostile.folders import FOLDERS
from tests.hostile.hand import NOW, World, honest
from tests.hostile.mutator import TOKENS, spoil_bytes
from tests.hostile.verdict import judge_all, scores_in

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
    pytest.mark.skipif(sys.platform != "linux", reason="other files have other names and kinds"),
]

COUNT = max(240, int(os.environ.get("KIT_HOSTILE", "0")))
SEED = int(os.environ.get("KIT_HOSTILE_SEED", "1"))
TOGETHER = 2_500
"""Spoilt submissions of one group."""
EXAMPLES = max(100, int(os.environ.get("KIT_HOSTILE", "0")))
"""Of each of the parsers' properties; what a spoilt file comes to is judged by the tests above."""

NOT_IN_STOCK = {
    # It takes the last one of two, a larger file, and minutes for the others.
    "notebook with a key twice", "notebook with a source twice", "notebook too large",
    "no such time", "notebook nested", "notebook wide and deep",
}  # fmt: skip
"""And no pipes or links: it waits for the one and copies what the others lead to."""


@pytest.fixture(scope="module")
def plain(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A group whose quiz has every kind of question."""
    return built_workspace(tmp_path_factory.mktemp("plain") / "to")


@pytest.fixture(scope="module")
def drawn(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A group whose quiz is drawn."""
    workspace = drawn_course.make_workspace(tmp_path_factory.mktemp("drawn") / "to")
    build(workspace, drawn_course.CONTENT)
    return workspace


def copy(made: Workspace, folder: Path) -> World:
    """A group of its own, with the canary beside it."""
    workspace = Workspace(Path(shutil.copytree(made.path, folder / "to")))
    name = QUIZ if made.path.parent.name.startswith("plain") else drawn_course.QUIZ
    return World.of(workspace, name, payloads(folder / "canary"))


def watched(world: World, hands: list[Spoilt], neighbours: list[Spoilt]) -> Report:
    """Grade them in a process in which every import, program and socket is seen."""
    neighbours[0][0].stamp = b"2026-11-21T09:00+07:00"  # which is read by a parser of its own
    for hand, _ in neighbours:
        hand.write()
    for hand, _ in hands:
        hand.write("hostile")
    command = [sys.executable, "-m", "tests.hostile.watched", str(world.workspace.path)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=1200)
    assert (done.returncode, done.stderr) == (0, "")
    told = json.loads(done.stdout)
    assert (told["seen"], told["error"]) == ([], "")
    assert not (world.workspace.path.parent / "canary").exists()
    (found,) = (one for one in told["reports"] if one["quiz"] == world.quiz)
    for name in ("held", "noted", "quarantined"):
        found[name] = [Trouble(**one) for one in found[name]]
    return Report(**found)


def try_all(world: World, hands: list[Spoilt], number: int) -> Report:
    """Grade them among honest neighbours; everything has to come out as it must, and again."""
    neighbours = unspoilt(world, 20, number)
    report = watched(world, hands, neighbours)
    everybody, count = [*hands, *neighbours], len(hands) + len(neighbours)
    judge_all(everybody, world.workspace.path, report, count)
    before = scores_in(world.workspace.path)
    (again,) = grade_group(world.workspace, [world.quiz], now=NOW)
    assert again.skipped + again.graded == report.skipped + report.graded
    assert scores_in(world.workspace.path) == before
    for name in ("held", "noted", "quarantined", "missing", "blank"):
        assert sorted(getattr(again, name), key=repr) == sorted(getattr(report, name), key=repr)
    return report


@pytest.mark.parametrize("course", ["plain", "drawn"])
def test_each_way_of_spoiling_comes_to_what_it_must(
    course: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """And leaves the honest ones in the same batch their exact scores."""
    world = copy(request.getfixturevalue(course), tmp_path)
    try_all(world, each_once(world, SEED), SEED)


@pytest.mark.parametrize("course", ["plain", "drawn"])
def test_whatever_is_handed_in_is_scored_rightly_or_told(
    course: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    """Nothing crashes, nothing runs, and no score is one that the file does not earn."""
    told: Counter[str] = Counter()
    for n, first in enumerate(range(0, COUNT // 2, TOGETHER)):
        world = copy(request.getfixturevalue(course), tmp_path / str(n))
        number = SEED * 1_000 + n
        hands = spoilt(world, min(TOGETHER, COUNT // 2 - first), number)
        report = try_all(world, hands, number)
        told.update(spoilt=len(hands), seconds=round(report.seconds))
        told.update(
            {
                name: len(found)
                for name, found in vars(report).items()
                if found and isinstance(found, list)
            }
        )
        shutil.rmtree(tmp_path / str(n))
    sys.stdout.write(f"{course}, seed {SEED}: {dict(told)}\n")
    assert told["spoilt"] == COUNT // 2


def test_stock_nbgrader_leaves_the_same_rows(plain: Workspace, tmp_path: Path) -> None:
    """In the ways of spoiling that it comes to an end with, and refuses or grades as we do."""
    names = [name for name in MUTATORS if name not in FOLDERS and name not in NOT_IN_STOCK]
    some = names if COUNT >= 20_000 else names[SEED % 8 :: 8]
    worlds = [copy(plain, tmp_path / "plain-a"), copy(plain, tmp_path / "plain-b")]
    for world in worlds:
        for hand, _ in each_once(world, SEED, some):
            hand.write()
    stock, bulk = (world.workspace for world in worlds)
    failed = {one.learner for one in autograde(stock.path, QUIZ)}
    (report,) = grade_group(bulk, now=NOW)
    assert {one.learner for one in report.quarantined} == failed
    assert rows(stock) == rows(bulk)


def test_the_watch_sees_what_it_is_there_for(tmp_path: Path) -> None:
    """An import, a program, a file elsewhere, code from a text: none of them goes by."""
    code = f"""
import os, pathlib, subprocess, sys
from tests.hostile.watched import Watch
watch = Watch(pathlib.Path({str(tmp_path)!r}))
open({str(tmp_path / "inside")!r}, "w").close()
assert watch.seen == [], watch.seen
for act in (lambda: __import__("this"), lambda: eval("1"), lambda: os.system("true"),
            lambda: open("/etc/passwd").close(), lambda: os.listdir("/etc"),
            lambda: open("../x", "w"), lambda: subprocess.run(["true"]),
            lambda: __import__("_socket").socket(), lambda: os.chmod("/nowhere", 0)):
    before = len(watch.seen)
    try:
        act()
    except OSError:
        pass
    assert len(watch.seen) > before, act.__code__.co_consts
"""
    run = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True)
    assert run.stderr == ""


def test_the_canary_sings(tmp_path: Path) -> None:
    """The texts that must not run would be noticed if they did."""
    canary = tmp_path / "canary"
    python, system, *_ = payloads(canary)
    for text in (python, system):
        exec(text)
        assert canary.exists()
        canary.unlink()


def test_a_large_batch_is_written_in_parts(
    plain: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So that large notebooks do not fill the memory; what comes of it is the same."""
    found = []
    for n, most in enumerate((quiz.BATCH_BYTES, 30_000)):
        world = copy(plain, tmp_path / f"plain-{n}")
        hands = unspoilt(world, 12, 0) + each_once(world, 0, [*MUTATORS][:8])
        for hand, _ in hands:
            hand.write()
        monkeypatch.setattr(quiz, "BATCH_BYTES", most)
        (report,) = grade_group(world.workspace, now=NOW)
        judge_all(hands, world.workspace.path, report, 20)
        found.append(rows(world.workspace))
    assert found[0] == found[1]


def test_without_folders_that_can_be_held_open_links_are_seen_all_the_same(
    plain: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As on Windows."""
    monkeypatch.setattr(plainfile, "_CAN_HOLD", False)
    world = copy(plain, tmp_path)
    hands = [one for n in range(4) for one in each_once(world, n, FOLDERS)]
    for hand, _ in hands:
        hand.write()
    (report,) = grade_group(world.workspace, now=NOW)
    judge_all(hands, world.workspace.path, report, len(hands))


def test_where_nbgrader_does_it_it_gets_no_links_and_no_patterns(
    plain: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It would copy what a link leads to, and grade everybody for a learner called ``*``."""
    world = copy(plain, tmp_path)
    for name in ("hv-1", "hv-2", "hv-*", "hv-[12]"):
        honest(world, name, Random(1)).write()
    inner = world.workspace.path / "submitted" / "hv-2" / QUIZ
    inner.rename(tmp_path / "elsewhere")
    inner.symlink_to(tmp_path / "elsewhere")
    asked: list[str] = []

    def unsuited(_: Path) -> None:
        raise Unsuited("thử")

    def graded(_root: Path, _quiz: str, learners: list[str]) -> list[Any]:
        asked.extend(learners)
        return []

    monkeypatch.setattr(group, "read_course", unsuited)
    monkeypatch.setattr("kit.gradebook.autograde.autograde", graded)
    (report,) = grade_group(world.workspace, now=NOW)
    assert asked == ["hv-1"]
    assert (report.graded, report.submissions) == (1, 4)
    assert {one.learner for one in report.quarantined} == {"hv-2", "hv-*", "hv-[12]"}


@pytest.mark.parametrize("what", ["learner", "quiz"])
def test_a_closed_folder_is_told(
    plain: Workspace, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    """One that the grader may not look into; an administrator may, so it is said to be closed."""
    world = copy(plain, tmp_path)
    honest(world, "hv-1", Random(1)).write()
    closed = {"learner": "hv-1", "quiz": f"hv-1/{QUIZ}"}[what]
    true_open, true_lstat = os.open, os.lstat

    def refuse(true: Callable[..., Any]) -> Callable[..., Any]:
        def checked(path: Any, *rest: Any, **more: Any) -> Any:
            if str(path).endswith(closed) or (what == "quiz" and path == QUIZ):
                raise PermissionError(13, "Permission denied", str(path))
            return true(path, *rest, **more)

        return checked

    monkeypatch.setattr(os, "open", refuse(true_open))
    monkeypatch.setattr(os, "lstat", refuse(true_lstat))
    (report,) = grade_group(world.workspace, now=NOW)
    (one,) = report.quarantined
    assert (one.learner, one.reason.endswith("Permission denied.")) == ("hv-1", True)
    assert str(world.workspace.path) not in one.reason


@pytest.fixture(scope="module")
def assignment(plain: Workspace) -> Assignment:
    """The quiz with every kind of question."""
    with grading(read_course(plain.path)) as connection, connection.begin():
        return read_assignment(connection, QUIZ)


@pytest.fixture(scope="module")
def sample(plain: Workspace) -> bytes:
    """An honest file of answers."""
    return honest(World.of(plain, QUIZ, ()), "hv-1", Random(1)).answers or b""


def bytes_like(*samples: bytes) -> st.SearchStrategy[bytes]:
    """Good files, spoilt byte by byte, and others."""

    @st.composite
    def made(draw: st.DrawFn) -> bytes:
        data = draw(st.sampled_from(samples))
        for _ in range(draw(st.integers(0, 4))):
            data = spoil_bytes(data, draw)
        return data

    return made() | st.binary(max_size=200) | st.lists(TOKENS, max_size=20).map(b"".join)


def is_a_line(reason: str) -> None:
    """What is said can stand in a report, whatever it speaks of."""
    assert reason.isprintable()
    assert 0 < len(reason) <= 400


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_answers_are_read_or_refused(data: st.DataObject, sample: bytes) -> None:
    """Whatever the bytes; what is read is written and read the same."""
    try:
        found = answers.parse(data.draw(bytes_like(sample)), "answers.json")
    except answers.Unreadable as error:
        is_a_line(str(error))
    else:
        text = answers.encode_json(json.dumps(answers.to_json(found), ensure_ascii=False))
        assert repr(answers.parse(text, "answers.json")) == repr(found)


@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_notebooks_are_read_or_refused(
    data: st.DataObject, plain: Workspace, assignment: Assignment
) -> None:
    """Whatever the bytes; and what is put right once stays as it is."""
    sample = (plain.path / "release" / QUIZ / f"{QUIZ}.ipynb").read_bytes()
    try:
        notebook = parse_notebook(data.draw(bytes_like(sample)))
        names = put_right(notebook, assignment)
    except Refused as error:
        is_a_line(error.reason)
    else:
        assert names <= assignment.cells.keys()
        before = json.dumps(notebook)
        assert put_right(notebook, assignment) == names
        assert json.dumps(notebook) == before


@settings(max_examples=EXAMPLES)
@given(
    data=bytes_like(b"2026-11-22 02:03:04.000005 UTC", b"2026-11-22 9:03 +0700", b"22-11-2026 2:03")
)
def test_times_are_read_or_refused(data: bytes) -> None:
    try:
        found = _moment(data)
    except Refused as error:
        is_a_line(error.reason)
    else:
        assert found is None or (isinstance(found, datetime) and found.tzinfo is None)
