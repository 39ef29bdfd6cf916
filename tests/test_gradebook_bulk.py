"""kit.gradebook.bulk: leaves what nbgrader with the kit's data-only step leaves, row by row."""

import json
import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from kit.gradebook.autograde import autograde
from kit.gradebook.config import database_url
from kit.gradebook.database import engine
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.gradebook_course import (
    NOW,
    PARTIAL,
    QUIZ,
    answers_of,
    built_workspace,
    copied,
    grade_now,
    write_work,
)
from tests.gradebook_state import exported, notebooks, pages, rows, shown

pytestmark = [
    pytest.mark.kernel,
    pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning"),  # nbgrader's own
]

LATE = datetime(2026, 11, 20, 17, 0)  # noqa: DTZ001  # as nbgrader keeps it
"""A day and nine hours before everybody handed in."""

ALL = 26.0
"""Points of the right answers that a machine scores."""

PLUGIN = '''
from nbgrader.plugins import BasePlugin

class Tenth(BasePlugin):
    """A tenth of the points for each day begun."""
    def late_submission_penalty(self, student_id, score, total_seconds_late):
        if student_id == "hv-loi":
            raise RuntimeError("hỏng")
        return None if student_id == "hv-mien" else score * (total_seconds_late // 86400 + 1) / 10
'''


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory, book_url: str) -> Workspace:
    """A group with the quiz, and nobody's answers."""
    return built_workspace(tmp_path_factory.mktemp("bulk") / "to", book_url)


@pytest.fixture
def pair(built: Workspace, tmp_path: Path) -> tuple[Workspace, Workspace]:
    """Two copies: one for each way of grading."""
    return copied(built, tmp_path / "a"), copied(built, tmp_path / "b")


def submit(workspace: Workspace, learner: str, how: str = "right") -> Path:
    """A submission; returns its folder."""
    items = workspace.bank(QUIZ).items
    given: dict[str, Any] = {
        "right": {item.id: item.right() for item in items},
        "wrong": {item.id: item.wrong() for item in items},
        "partial": PARTIAL,
        "invalid": {item.id: item.invalid() for item in items if item.scored == "machine"},
        "blank": {},
    }[how]
    write_work(workspace, answers_of(workspace, learner, given))
    hand_in(workspace, learner, QUIZ, NOW)
    return workspace.submitted(learner, QUIZ)


def both(pair: tuple[Workspace, Workspace], change: Callable[[Workspace], Any]) -> None:
    """Do the same in both copies."""
    for workspace in pair:
        change(workspace)


def submit_both(pair: tuple[Workspace, Workspace], *learners: str, how: str = "right") -> None:
    """The same submissions in both copies."""
    for workspace in pair:
        for learner in learners:
            submit(workspace, learner, how)


def book(change: Callable[[Any], Any]) -> Callable[[Workspace], None]:
    """A change that a person makes in the gradebook."""

    def made(workspace: Workspace) -> None:
        from nbgrader.api import Gradebook

        with Gradebook(database_url(workspace.path), "to-thu") as found:
            change(found)
            found.db.commit()

    return made


def grade_both(pair: tuple[Workspace, Workspace], again: bool = True) -> tuple[set[str], Any]:
    """Grade each in its way; whom nbgrader failed on, and the kit's report."""
    stock, bulk = pair
    failed = {failure.learner for failure in autograde(stock.path, QUIZ)}
    (report,) = grade_now(bulk, again=again)
    assert report.by_nbgrader == ""
    assert rows(stock) == rows(bulk)
    assert notebooks(stock) == notebooks(bulk)
    return failed, report


def edit(change: Callable[[dict[str, Any]], Any], learner: str) -> Callable[[Workspace], None]:
    """Change a submitted notebook as JupyterLab or a text editor might."""

    def made(workspace: Workspace) -> None:
        path = workspace.submitted(learner, QUIZ) / f"{QUIZ}.ipynb"
        notebook = json.loads(path.read_bytes())
        change(notebook)
        path.write_text(json.dumps(notebook, indent=1, sort_keys=True) + "\n", encoding="utf-8")

    return made


def cell(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = next(
        one for one in notebook["cells"] if one["metadata"]["nbgrader"]["grade_id"] == name
    )
    return found


def mark(notebook: dict[str, Any], name: str) -> dict[str, Any]:
    found: dict[str, Any] = cell(notebook, name)["metadata"]["nbgrader"]
    return found


REPAIRED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "locked text": lambda nb: cell(nb, "kit_intro").update(source="Đã sửa"),
    "test cell": lambda nb: cell(nb, "con-so").update(source="1.0"),
    "points": lambda nb: mark(nb, "con-so").update(points=100),
    "checksum": lambda nb: mark(nb, "con-so").update(checksum="0" * 32),
    "unlocked": lambda nb: mark(nb, "kit_intro").update(locked=False),
    "kernel": lambda nb: nb["metadata"].update(kernelspec={"name": "r", "display_name": "R"}),
    "outputs": lambda nb: cell(nb, "con-so").update(
        outputs=[
            {
                "output_type": "execute_result",
                "data": {"text/plain": "99"},
                "execution_count": 9,
                "metadata": {},
            }
        ],
        execution_count=9,
    ),
    "cell type": lambda nb: (
        cell(nb, "con-so").update(cell_type="markdown")
        or cell(nb, "con-so").pop("outputs", None) is None
        or cell(nb, "con-so").pop("execution_count")
    ),
    "collapsed": lambda nb: cell(nb, "con-so")["metadata"].update(collapsed=True, scrolled=True),
    "trusted": lambda nb: cell(nb, "con-so")["metadata"].update(trusted=True),
    "foreign metadata": lambda nb: nb["metadata"].update(widgets={"a": [1]}, title="Bài"),
    "essay in lines": lambda nb: cell(nb, "tu-luan").update(source=["Một\n", "hai"]),
    "essay as given": lambda nb: cell(nb, "tu-luan").update(
        source="*(Bài viết của học viên sẽ nằm ở đây khi nộp bài.)*"
    ),
    "empty essay": lambda nb: cell(nb, "tu-luan").update(source=""),
    "odd line ends": lambda nb: cell(nb, "tu-luan").update(source="a\x0bb\u2028c\r\nd"),
    "picture": lambda nb: cell(nb, "tu-luan").update(
        attachments={"a.png": {"image/png": "iVBORw0KGgo=", "text/plain": ["x\n", "y"]}}
    ),
    "own cells": lambda nb: nb["cells"].extend(
        [
            {"cell_type": "raw", "id": "own1", "metadata": {}, "source": ["thô"]},
            {
                "cell_type": "code",
                "id": "own2",
                "metadata": {"tags": ["a", "b"]},
                "source": "print(1)",
                "outputs": [{"output_type": "stream", "name": "stdout", "text": "1\n"}],
                "execution_count": 3,
            },
        ]
    ),
    "reordered": lambda nb: nb["cells"].reverse(),
}
"""What nbgrader puts right, and what it leaves to learners."""

REFUSED: dict[str, Callable[[dict[str, Any]], Any]] = {
    "renamed": lambda nb: mark(nb, "con-so").update(grade_id="con-so-2"),
    "nameless": lambda nb: mark(nb, "con-so").pop("grade_id"),
    "twice": lambda nb: nb["cells"].append(nb["cells"][-1]),
    "old schema": lambda nb: mark(nb, "con-so").update(schema_version=2),
    "new schema": lambda nb: mark(nb, "con-so").update(schema_version=9),
    "extra key": lambda nb: mark(nb, "con-so").update(extra=1),
    "not graded": lambda nb: mark(nb, "con-so").update(grade=False),
    "a solution": lambda nb: mark(nb, "con-so").update(solution=True),
    "null marks": lambda nb: cell(nb, "con-so")["metadata"].update(nbgrader=None),
    "no cells": lambda nb: nb.pop("cells"),
    "cells as text": lambda nb: nb.update(cells="x"),
    "version 9": lambda nb: nb.update(nbformat=9),
    "half a character": lambda nb: cell(nb, "tu-luan").update(source="a\ud83d"),
    "source as number": lambda nb: cell(nb, "tu-luan").update(source=1),
    "bad tags": lambda nb: cell(nb, "tu-luan")["metadata"].update(tags="x"),
    "bad name": lambda nb: cell(nb, "tu-luan")["metadata"].update(name=""),
}
"""What nbgrader gives up a whole submission over."""


def test_what_nbgrader_repairs_is_repaired_the_same_way(
    pair: tuple[Workspace, Workspace],
) -> None:
    """Rows and notebooks are the same, byte by byte, however the notebook came to be."""
    for n, change in enumerate(REPAIRED.values()):
        submit_both(pair, f"hv-{n}", how="partial")
        both(pair, edit(change, f"hv-{n}"))
    failed, report = grade_both(pair)
    assert failed == set()
    assert (report.graded, report.quarantined, report.held) == (len(REPAIRED), [], [])


def test_what_nbgrader_refuses_is_refused_with_reason_and_place(
    pair: tuple[Workspace, Workspace],
) -> None:
    """And the others are graded: one bad notebook is nobody else's trouble."""
    for n, change in enumerate(REFUSED.values()):
        submit_both(pair, f"hv-{n}")
        both(pair, edit(change, f"hv-{n}"))
    submit_both(pair, "hv-tot")
    failed, report = grade_both(pair)
    assert failed == {f"hv-{n}" for n in range(len(REFUSED))}
    assert {one.learner for one in report.quarantined} == failed
    assert report.graded == 1
    for one in report.quarantined:
        assert one.reason
        assert one.place.startswith(f"submitted/{one.learner}/{QUIZ}/{QUIZ}.ipynb")


def without(name: str, learner: str) -> Callable[[Workspace], None]:
    """A submission from which one cell is deleted."""
    return edit(lambda notebook: notebook["cells"].remove(cell(notebook, name)), learner)


def test_a_deleted_cell_waits_for_a_person(pair: tuple[Workspace, Workspace]) -> None:
    """The other cells are scored; the report says which one is gone, a score of hers stays."""
    submit_both(pair, "hv-1", "hv-2")
    grade_both(pair)
    for learner, name in (("hv-1", "con-so"), ("hv-2", "tu-luan"), ("hv-3", "con-so")):
        submit_both(pair, learner)
        both(pair, without(name, learner))
    _, report = grade_both(pair)
    assert [(one.learner, one.place) for one in sorted(report.held, key=repr)] == [
        ("hv-1", "con-so"), ("hv-2", "tu-luan"), ("hv-3", "con-so"),
    ]  # fmt: skip
    gone = "Ô của câu này đã bị xóa khỏi bài nộp"
    assert {one.learner: one.reason for one in report.held} == {
        "hv-1": f"{gone}; điểm của bài nộp trước vẫn được tính.",
        "hv-2": f"{gone}. Chưa chấm được.",
        "hv-3": f"{gone}. Chưa chấm được.",
    }


def test_what_is_missing_or_damaged(pair: tuple[Workspace, Workspace]) -> None:
    """No notebook, another one, no answers, half of them, somebody else's, no or a bad time."""

    def prepare(one: Workspace) -> None:
        for learner in ("tot", "khong-so", "so-khac", "khong-tep", "nua-tep", "cua-ai", "de-cu"):
            submit(one, learner)
        for learner in ("khong-gio", "gio-rong", "gio-sai", "gio-khac", "sai-cau", "la-lien-ket"):
            submit(one, learner, "invalid" if learner == "sai-cau" else "partial")
        file = {name: one.submitted(name, QUIZ) for name in ("khong-so", "so-khac", "khong-tep")}
        (file["khong-so"] / f"{QUIZ}.ipynb").unlink()
        (file["so-khac"] / f"{QUIZ}.ipynb").rename(file["so-khac"] / "khac.ipynb")
        (file["khong-tep"] / "answers.json").unlink()
        answers = one.submitted("tot", QUIZ) / "answers.json"
        (one.submitted("nua-tep", QUIZ) / "answers.json").write_bytes(answers.read_bytes()[:50])
        shutil.copy(answers, one.submitted("cua-ai", QUIZ))
        old = {**json.loads(answers.read_bytes()), "learner": "de-cu", "version": "0" * 12}
        (one.submitted("de-cu", QUIZ) / "answers.json").write_text(json.dumps(old), "utf-8")
        link = one.submitted("la-lien-ket", QUIZ) / "answers.json"
        link.unlink()
        link.symlink_to(answers)
        (one.submitted("khong-gio", QUIZ) / "timestamp.txt").unlink()
        for learner, stamp in (
            ("gio-rong", "\n"), ("gio-sai", "hôm qua"), ("gio-khac", "2026-11-21 08:00:00 +0700"),
        ):  # fmt: skip
            (one.submitted(learner, QUIZ) / "timestamp.txt").write_text(stamp, "utf-8")

    both(pair, prepare)
    failed, report = grade_both(pair)
    assert failed == {"khong-so", "so-khac", "gio-sai"}
    assert {one.learner for one in report.quarantined} == failed
    assert report.missing == ["khong-tep"]
    whole = {one.learner for one in report.held if one.place == "answers.json"}
    assert whole == {"nua-tep", "cua-ai", "de-cu", "la-lien-ket"}
    assert len([one for one in report.held if one.learner == "sai-cau"]) == 14
    assert grade_both(pair)[0] == failed


@pytest.mark.parametrize("zone", ["UTC", "+0700", "7", "0", "Asia/Ho_Chi_Minh", ""])
def test_times_are_read_as_nbgrader_reads_them(zone: str) -> None:
    from nbgrader.utils import parse_utc

    from kit.gradebook.bulk.submissions import _moment

    for when in (
        "2026-11-22 02:03:04.000005", "2026-11-22 02:03", "22-11-2026 2:03", "22-11-2026 02:03:04",
    ):  # fmt: skip
        stamp = f"{when} {zone}".strip()
        assert _moment(f" {stamp}\n".encode()) == parse_utc(stamp)


@pytest.mark.parametrize(
    "stamp", ["2026-11-22", "12:00", "5", "2026-11-22 09:03 Sao/Hoa", "9:03 ICT"]
)
def test_half_a_time_is_no_time(stamp: str) -> None:
    """nbgrader takes what is missing from the present day, and an unknown zone for UTC."""
    from kit.gradebook.bulk.shape import Refused
    from kit.gradebook.bulk.submissions import _moment

    with pytest.raises(Refused, match="Giờ nộp"):
        _moment(stamp.encode())


def test_lateness_costs_what_the_plugin_says(
    pair: tuple[Workspace, Workspace], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """With extensions, scores by hand, and whatever the plugin raises."""
    (tmp_path / "phat.py").write_text(PLUGIN, encoding="utf-8")
    monkeypatch.syspath_prepend(str(tmp_path))
    add_config(pair, 'c.AssignLatePenalties.plugin_class = "phat.Tenth"')
    submit_both(pair, "hv-1", "hv-2", "hv-3", "hv-mien", "hv-loi")
    both(pair, book(lambda gb: gb.update_or_create_assignment(QUIZ, duedate=LATE)))
    failed, report = grade_both(pair)
    assert failed == {"hv-loi"} == {one.learner for one in report.quarantined}
    assert dict(penalties(pair[1]))["hv-1"] == pytest.approx(0.2 * ALL)
    assert dict(penalties(pair[1]))["hv-mien"] is None

    def change(gb: Any) -> None:
        gb.grant_extension(QUIZ, "hv-2", days=9)
        gb.find_grade("con-so", QUIZ, QUIZ, "hv-1").manual_score = -40.0
        gb.find_grade("tu-luan", QUIZ, QUIZ, "hv-3").manual_score = 4.0
        gb.find_grade("tu-luan", QUIZ, QUIZ, "hv-3").extra_credit = 2.0

    both(pair, book(change))
    grade_both(pair)
    assert dict(penalties(pair[1]))["hv-2"] is None
    assert dict(penalties(pair[1]))["hv-3"] == pytest.approx(0.2 * (ALL + 6))


@pytest.mark.databases
def test_penalties_follow_without_grading_again(pair: tuple[Workspace, Workspace]) -> None:
    """A due date, an extension or a score by hand changes them; what is unchanged is left alone."""
    bulk = pair[1]
    add_config(pair, 'c.LateSubmissionPlugin.penalty_method = "zero"')
    for learner in ("hv-1", "hv-2"):
        submit(bulk, learner)
    assert grade_now(bulk)[0].graded == 2
    book(lambda gb: gb.update_or_create_assignment(QUIZ, duedate=LATE))(bulk)
    book(lambda gb: gb.grant_extension(QUIZ, "hv-2", days=9))(bulk)
    assert grade_now(bulk)[0].skipped == 2
    assert penalties(bulk) == [("hv-1", ALL), ("hv-2", None)]
    book(lambda gb: setattr(gb.find_grade("tu-luan", QUIZ, QUIZ, "hv-1"), "manual_score", 3))(bulk)
    assert grade_now(bulk)[0].skipped == 2
    assert penalties(bulk) == [("hv-1", ALL + 3), ("hv-2", None)]
    book(lambda gb: gb.update_or_create_assignment(QUIZ, duedate=None))(bulk)
    book(lambda gb: setattr(gb.find_submission(QUIZ, "hv-2"), "extension", None))(bulk)
    assert grade_now(bulk)[0].skipped == 2
    assert penalties(bulk) == [("hv-1", None), ("hv-2", None)]


def penalties(workspace: Workspace) -> list[tuple[str, float | None]]:
    query = """SELECT s.student_id, n.late_submission_penalty FROM submitted_notebook n
               JOIN submitted_assignment s ON s.id = n.assignment_id ORDER BY 1"""
    with engine(database_url(workspace.path)).connect() as connection:
        return [(learner, points) for learner, points in connection.execute(text(query))]


def add_config(pair: tuple[Workspace, Workspace], line: str) -> None:
    for workspace in pair:
        file = workspace.path / "nbgrader_config.py"
        file.write_text(file.read_text("utf-8") + f"\n{line}\n", encoding="utf-8")


@pytest.mark.databases
def test_what_people_did_stays_and_all_shows_the_same(
    pair: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    """Scores, extra credit, comments and flags by hand, then new answers, graded again."""
    for learner, how in (
        ("hv-1", "right"),
        ("hv-2", "wrong"),
        ("hv-3", "blank"),
        ("hv-4", "invalid"),
    ):
        both(pair, lambda one, learner=learner, how=how: submit(one, learner, how))  # type: ignore[misc]
    grade_both(pair)

    def change(gb: Any) -> None:
        essay = gb.find_grade("tu-luan", QUIZ, QUIZ, "hv-1")
        essay.manual_score, essay.extra_credit, essay.needs_manual_grade = 3.5, 0.5, False
        gb.find_grade("con-so", QUIZ, QUIZ, "hv-2").extra_credit = 1.0
        held = gb.find_grade("con-so", QUIZ, QUIZ, "hv-4")
        held.manual_score, held.needs_manual_grade = 0.5, False
        gb.find_comment("tu-luan", QUIZ, QUIZ, "hv-1").manual_comment = "Có ví dụ tốt."
        gb.find_submission_notebook(QUIZ, QUIZ, "hv-2").flagged = True
        gb.update_or_create_student("hv-1", first_name="An", last_name="Nguyễn", email="a@b")

    both(pair, book(change))
    both(pair, lambda one: shutil.rmtree(one.submitted("hv-2", QUIZ)))
    both(pair, lambda one: submit_again(one, "hv-2", "partial"))
    grade_both(pair)
    stock, bulk = pair
    assert shown(stock, QUIZ) == shown(bulk, QUIZ)
    assert pages(stock, QUIZ) == pages(bulk, QUIZ)
    assert exported(stock, tmp_path / "a.csv") == exported(bulk, tmp_path / "b.csv")
    found = rows(bulk)
    assert grade_now(bulk)[0].skipped == 4
    assert rows(bulk) == found


def submit_again(workspace: Workspace, learner: str, how: str) -> None:
    """A second submission, half an hour later."""
    shutil.rmtree(workspace.work(learner, QUIZ))
    submit(workspace, learner, how)
    stamp = f"{NOW + timedelta(minutes=30):%Y-%m-%d %H:%M:%S.%f} +0700"
    (workspace.submitted(learner, QUIZ) / "timestamp.txt").write_text(stamp, encoding="utf-8")


@pytest.mark.databases
def test_an_old_version_is_scored_with_its_key(
    pair: tuple[Workspace, Workspace], tmp_path: Path
) -> None:
    """After a mended key is built, what was answered before is scored as it was, cells and all."""
    from kit.gradebook.build import build
    from tests.gradebook_course import make_content

    content = make_content(tmp_path)
    bank = content / "quizzes" / f"{QUIZ}.yaml"
    submit_both(pair, "hv-1")
    grade_both(pair)
    bank.write_text(bank.read_text("utf-8").replace("key: 4.500", "key: 4.600"), "utf-8")
    both(pair, lambda one: build(one, content))
    submit_both(pair, "hv-2")
    grade_both(pair)
    versions = {json.loads((pair[1].submitted(one, QUIZ) / "answers.json").read_bytes())["version"]
                for one in ("hv-1", "hv-2")}  # fmt: skip
    assert len(versions) == 2
    assert sum(points for _, points in totals(pair[1])) == 2 * ALL


def totals(workspace: Workspace) -> list[tuple[str, float]]:
    query = """SELECT s.student_id, sum(g.auto_score) FROM grade g
               JOIN submitted_notebook n ON n.id = g.notebook_id
               JOIN submitted_assignment s ON s.id = n.assignment_id GROUP BY 1"""
    with engine(database_url(workspace.path)).connect() as connection:
        return [(learner, points) for learner, points in connection.execute(text(query))]
