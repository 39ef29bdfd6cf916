"""nbgrader's own commands, unmodified, in a workspace: every step from source to export.

One workspace for all; the submissions are graded three times: by the workspace's default (data
only), by nbgrader's Execute step in a kernel, and by ``kit grade``. Every row has to be the same.
"""

import json
import multiprocessing
import os
import re
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from kit.gradebook.autograde import Failure, autograde, feedback
from kit.gradebook.config import database_url
from kit.gradebook.database import engine
from kit.gradebook.results import all_results, results
from kit.model import Item, Response
from kit.scoring import score
from kit.submission import hand_in
from kit.workspace import Workspace
from tests import gradebook_state
from tests.chromium import chromium
from tests.formgrader import HEADERS, ask, fetch, running
from tests.gradebook_course import (
    CONTENT,
    NOW,
    PARTIAL,
    QUIZ,
    TOKEN,
    answers_of,
    built_workspace,
    copied,
    grade_now,
    write_work,
)

pytestmark = pytest.mark.kernel

SCORED = ("hv-right", "hv-wrong", "hv-partial", "hv-blank")
FAILING = ("hv-invalid", "hv-unreadable", "hv-foreign", "hv-oldbank")
LEARNERS = (*SCORED, *FAILING, "hv-missing")


def responses(items: tuple[Item, ...], learner: str) -> dict[str, Response]:
    match learner:
        case "hv-right":
            return {item.id: item.right() for item in items}
        case "hv-wrong":
            return {item.id: item.wrong() for item in items}
        case "hv-partial":
            return PARTIAL
        case "hv-invalid":
            return {item.id: item.invalid() for item in items if item.scored == "machine"}
        case _:
            return {}


def hand_in_all(workspace: Workspace, learners: Sequence[str]) -> None:
    items = workspace.bank(QUIZ).items
    for learner in learners:
        write_work(workspace, answers_of(workspace, learner, responses(items, learner)))
        hand_in(workspace, learner, QUIZ, NOW)


def damage(workspace: Workspace) -> None:
    """What must not become a silent zero."""

    def file(learner: str) -> Path:
        return workspace.submitted(learner, QUIZ) / "answers.json"

    file("hv-missing").unlink()
    file("hv-unreadable").write_text('{"format": 1, "answers": ', encoding="utf-8")
    shutil.copy(file("hv-right"), file("hv-foreign"))
    old = json.loads(file("hv-right").read_text(encoding="utf-8"))
    old |= {"learner": "hv-oldbank", "version": "0" * 12}
    file("hv-oldbank").write_text(json.dumps(old), encoding="utf-8")


@dataclass(frozen=True)
class Command:
    """One of nbgrader's that is being carried out."""

    process: Any
    said: Path
    """What it says."""


def start(workspace: Workspace, *args: str, **env: str) -> Command:
    """nbgrader's command line in the workspace, away from this machine's Jupyter settings."""
    from tests import nbgrader_process

    way = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context: Any = multiprocessing.get_context(way)
    if way == "forkserver":
        context.set_forkserver_preload(["tests.nbgrader_process"])
    settings = {"JUPYTER_CONFIG_DIR": str(workspace.path / ".jupyter"), "PYTHONUTF8": "1"}
    opened, said = tempfile.mkstemp()
    os.close(opened)
    process = context.Process(
        target=nbgrader_process.carry_out,
        args=(str(workspace.path), said, args, {**os.environ, **settings, **env}),
        daemon=True,
    )
    process.start()
    return Command(process, Path(said))


def finish(command: Command) -> str:
    """What it said; a machine that is busy with other things gets ten minutes."""
    try:
        command.process.join(600)
        output = command.said.read_text(encoding="utf-8")
    finally:
        command.process.kill()
        command.said.unlink()
    assert command.process.exitcode == 0, output
    return output


def nbgrader(workspace: Workspace, *args: str) -> str:
    return finish(start(workspace, *args))


@pytest.fixture(scope="module")
def graded(
    tmp_path_factory: pytest.TempPathFactory, book_url: str
) -> tuple[Workspace, Workspace, Workspace]:
    """The same submissions graded by the default, by a kernel and at once, side by side."""
    plain = built_workspace(tmp_path_factory.mktemp("stock") / "to", book_url)
    if book_url:  # a kernel takes its time, and what is damaged is so before any database
        hand_in_all(plain, ("hv-partial", "hv-invalid"))
    else:
        hand_in_all(plain, LEARNERS)
        damage(plain)
    executed, bulk = (copied(plain, plain.path.with_name(name)) for name in ("execute", "bulk"))
    executing = start(executed, "autograde", QUIZ, KIT_EXECUTE="1")
    if book_url:
        assert autograde(plain.path, QUIZ) == []
    else:
        nbgrader(plain, "autograde", QUIZ)
    finish(executing)
    (report,) = grade_now(bulk)
    assert (report.by_nbgrader, report.quarantined) == ("", [])
    return plain, executed, bulk


@pytest.fixture(scope="module")
def workspace(graded: tuple[Workspace, ...]) -> Workspace:
    return graded[0]


def rows(workspace: Workspace) -> list[tuple[Any, ...]]:
    """Every column that grading fills, with names in place of random ids."""
    from sqlalchemy import text

    queries = (
        """SELECT s.student_id, b.name, g.auto_score, g.manual_score, g.extra_credit,
                  g.needs_manual_grade
           FROM grade g JOIN base_cell b ON b.id = g.cell_id
           JOIN submitted_notebook n ON n.id = g.notebook_id
           JOIN submitted_assignment s ON s.id = n.assignment_id""",
        """SELECT s.student_id, b.name, c.auto_comment, c.manual_comment
           FROM comment c JOIN base_cell b ON b.id = c.cell_id
           JOIN submitted_notebook n ON n.id = c.notebook_id
           JOIN submitted_assignment s ON s.id = n.assignment_id""",
        """SELECT s.student_id, s.timestamp, s.extension, n.flagged, n.late_submission_penalty
           FROM submitted_notebook n JOIN submitted_assignment s ON s.id = n.assignment_id""",
    )
    with engine(database_url(workspace.path)).connect() as connection:
        found = [tuple(row) for query in queries for row in connection.execute(text(query))]
    return sorted(found, key=repr)


@pytest.mark.databases
def test_the_three_ways_of_grading_fill_equal_rows(graded: tuple[Workspace, ...]) -> None:
    """Right, wrong, partial, blank, invalid, missing and damaged: every row is the same."""
    plain, executed, bulk = map(gradebook_state.rows, graded)
    learners = len(list(graded[0].path.glob("submitted/*")))
    assert len(plain) == learners * (15 + 1 + 1 + 1 + 1)
    assert plain == executed == bulk


@pytest.mark.databases
def test_the_three_ways_of_grading_show_the_same(
    graded: tuple[Workspace, ...], tmp_path: Path
) -> None:
    """In formgrader's lists, in the feedback and in the export."""
    first, *others = (
        (
            gradebook_state.shown(one, QUIZ),
            gradebook_state.exported(one, tmp_path / "grades.csv"),
            {} if one is graded[1] else gradebook_state.pages(one, QUIZ),
        )
        for one in graded
    )
    for other in others:
        assert other[:2] == first[:2]
    # After a kernel, cells carry the times at which they ran.
    assert others[1] == first
    assert gradebook_state.notebooks(graded[0]) == gradebook_state.notebooks(graded[2])


def outputs(workspace: Workspace, learner: str) -> dict[str, list[dict[str, Any]]]:
    path = workspace.path / "autograded" / learner / QUIZ / f"{QUIZ}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    graded = (cell for cell in cells if cell["metadata"]["nbgrader"]["grade"])
    return {
        cell["id"]: [{**one, "execution_count": 0} for one in cell["outputs"]]
        for cell in graded
        if cell["cell_type"] == "code"
    }


def test_graded_notebooks_show_the_same(graded: tuple[Workspace, ...]) -> None:
    """A reader of the graded notebook cannot tell which way it was scored."""
    for learner in LEARNERS:
        assert outputs(graded[0], learner) == outputs(graded[1], learner)


@pytest.mark.parametrize("learner", SCORED)
def test_scores_are_the_scoring_functions(workspace: Workspace, learner: str) -> None:
    """What nbgrader stored is what ``kit.scoring`` says, item by item, for every kind."""
    items = workspace.bank(QUIZ).items
    given = responses(items, learner)
    found = results(workspace.path, learner, QUIZ)
    assert found
    wanted = {
        item.id: score(item, given.get(item.id)).score or 0.0
        for item in items
        if item.scored != "never"
    }
    assert {line.slot: line.score for line in found.items} == wanted
    assert found.total == sum(wanted.values())
    assert found.max == sum(item.points for item in items if item.scored != "never")
    assert found.handed_in == NOW
    assert all_results(workspace.path, QUIZ)[learner] == found


def test_an_essay_waits_for_a_person(workspace: Workspace) -> None:
    """A written essay needs a manual grade; one that was left blank does not."""
    for learner, waits in (("hv-right", True), ("hv-blank", False)):
        found = results(workspace.path, learner, QUIZ)
        assert found
        assert found.needs_manual is waits
        assert [line.slot for line in found.items if line.needs_manual] == ["tu-luan"] * waits


@pytest.mark.parametrize("learner", FAILING)
def test_what_cannot_be_scored_says_why(workspace: Workspace, learner: str) -> None:
    """The score is empty, a person has to look, and each graded cell shows the reason."""
    found = results(workspace.path, learner, QUIZ)
    assert found
    scored = {line.slot: line for line in found.items if line.slot != "tu-luan"}
    assert all(line.needs_manual for line in scored.values())
    marks = {row[1]: row[2] for row in rows(workspace) if row[0] == learner and len(row) == 6}
    assert {marks[item] for item in scored} == {None}
    for lines in outputs(workspace, learner).values():
        assert [one["output_type"] for one in lines] == ["error"]
        assert lines[0]["ename"] == "NotScored"
        assert "hưa chấm được" in lines[0]["evalue"]


def test_missing_answers_are_zero_and_say_so(workspace: Workspace) -> None:
    """A submission without its file of answers is told apart from blank answers."""
    found = results(workspace.path, "hv-missing", QUIZ)
    assert found
    assert (found.total, found.needs_manual) == (0.0, False)
    for lines in outputs(workspace, "hv-missing").values():
        assert [one["output_type"] for one in lines] == ["stream", "execute_result"]
        assert "không có tệp" in lines[0]["text"][0]


def test_answers_that_can_be_read_again_are_scored_again(workspace: Workspace) -> None:
    """What was held for a person is an ordinary score after the next grading."""
    file = workspace.submitted("hv-unreadable", QUIZ) / "answers.json"
    damaged = file.read_bytes()
    whole = json.loads((workspace.submitted("hv-right", QUIZ) / file.name).read_bytes())
    file.write_text(json.dumps({**whole, "learner": "hv-unreadable"}), encoding="utf-8")
    assert autograde(workspace.path, QUIZ, ["hv-unreadable"]) == []
    found, right = (results(workspace.path, one, QUIZ) for one in ("hv-unreadable", "hv-right"))
    assert found
    assert right
    assert found.total == right.total
    assert not found.needs_manual
    file.write_bytes(damaged)
    assert autograde(workspace.path, QUIZ, ["hv-unreadable"]) == []
    found = results(workspace.path, "hv-unreadable", QUIZ)
    assert found
    assert (found.total, found.needs_manual) == (0.0, True)


def elsewhere(page: str) -> list[str]:
    """What a page would ask another host for."""
    asked = re.findall(r"""(?:src|href)\s*=\s*["']?\s*((?:https?:)?//[^"'\s>]+)""", page, re.I)
    return asked + re.findall(r"""(?:url\(|@import|import)\s*["']?((?:https?:)?//[^"')]+)""", page)


def test_feedback_asks_no_other_host(graded: tuple[Workspace, ...]) -> None:
    """A page opens the same without a network, scored with or without a kernel."""
    for workspace in graded:
        assert feedback(workspace.path, QUIZ, ["hv-right"]) == []
        folder = workspace.path / "feedback" / "hv-right" / QUIZ
        page = (folder / f"{QUIZ}.html").read_text(encoding="utf-8")
        assert "white-space: pre-wrap" in page
        assert elsewhere(page) == []


def test_feedback_tells_scores_and_no_key(workspace: Workspace) -> None:
    """Feedback is written for everybody; no file of it holds what only the bank knows."""
    nbgrader(workspace, "generate_feedback", QUIZ)
    folder = workspace.path / "feedback"
    assert {path.name for path in folder.iterdir()} == set(LEARNERS)
    for path in folder.rglob("*"):
        if path.is_file():
            text = path.read_bytes().decode().casefold()
            assert elsewhere(text) == []
            for secret in ("giai-thich", "goi-y-sai", "thang-diem"):
                assert f"{TOKEN}-{secret}" not in text
            if path.parts[-3] in ("hv-blank", "hv-invalid", "hv-missing", "hv-unreadable"):
                assert TOKEN not in text
    page = (folder / "hv-invalid" / QUIZ / f"{QUIZ}.html").read_text(encoding="utf-8")
    assert "Chưa chấm được" in page


def test_export_writes_the_totals(workspace: Workspace) -> None:
    """The exported total is the one that results() gives."""
    nbgrader(workspace, "export", "--to", "grades.csv")
    lines = (workspace.path / "grades.csv").read_text(encoding="utf-8").splitlines()
    names, *found = (line.split(",") for line in lines)
    totals = {row[names.index("student_id")]: float(row[names.index("score")]) for row in found}
    for learner in LEARNERS:
        result = results(workspace.path, learner, QUIZ)
        assert result
        assert result.total == totals[learner]


def test_generate_assignment_by_hand_changes_no_release(workspace: Workspace) -> None:
    """The stock command gives the release that kit build gave, submissions or not."""
    release = workspace.path / "release" / QUIZ
    before = {path.name: path.read_bytes() for path in release.iterdir()}
    nbgrader(workspace, "generate_assignment", QUIZ, "--force")
    assert {path.name: path.read_bytes() for path in release.iterdir()} == before


def test_release_and_collect_go_through_an_exchange(workspace: Workspace, tmp_path: Path) -> None:
    """A released quiz lies in the exchange; what is handed in there is collected and scored."""
    if sys.platform == "win32":
        return  # nbgrader has no exchange there; kit serve writes submitted/ itself
    exchange = tmp_path / "exchange"
    exchange.mkdir()
    exchange.chmod(0o777)
    there = f"--Exchange.root={exchange}"
    nbgrader(workspace, "release_assignment", QUIZ, there)
    out = exchange / "to-thu" / "outbound" / QUIZ
    assert {path.name for path in out.iterdir()} == {f"{QUIZ}.ipynb", "booklet.json"}
    inbox = exchange / "to-thu" / "inbound" / f"hv-xa+{QUIZ}+2026-11-22 02:00:00 UTC"
    shutil.copytree(workspace.submitted("hv-right", QUIZ), inbox)
    answers = json.loads((inbox / "answers.json").read_text(encoding="utf-8"))
    (inbox / "answers.json").write_text(json.dumps({**answers, "learner": "hv-xa"}), "utf-8")
    nbgrader(workspace, "collect", QUIZ, there)
    assert autograde(workspace.path, QUIZ, ["hv-xa"]) == []
    mine, theirs = (results(workspace.path, one, QUIZ) for one in ("hv-xa", "hv-right"))
    assert mine
    assert theirs
    assert mine.total == theirs.total


def test_a_failed_submission_is_named_and_the_rest_goes_on(workspace: Workspace) -> None:
    """A damaged notebook, or none at all, is reported with its reason."""
    broken = workspace.submitted("hv-hong", QUIZ)
    shutil.copytree(workspace.submitted("hv-blank", QUIZ), broken)
    (broken / f"{QUIZ}.ipynb").write_text("{", encoding="utf-8")
    failures = autograde(workspace.path, QUIZ, ["hv-hong", "hv-khong-co", "hv-blank"])
    assert [failure.learner for failure in failures] == ["hv-hong", "hv-khong-co"]
    assert "not appear to be JSON" in failures[0].reason
    assert results(workspace.path, "hv-hong", QUIZ) is None
    assert feedback(workspace.path, QUIZ, ["hv-khong-co"]) == [
        Failure("hv-khong-co", failures[1].reason)
    ]
    shutil.rmtree(broken)


def test_a_manual_score_counts_and_survives_a_regrade(workspace: Workspace) -> None:
    """A person's score and extra credit are in the result and stay when graded again."""
    from nbgrader.api import Gradebook

    with Gradebook(database_url(workspace.path), "to-thu") as book:
        grade = book.find_grade("tu-luan", QUIZ, QUIZ, "hv-partial")
        grade.manual_score, grade.extra_credit = 3.5, 0.5
        book.db.commit()
    before = results(workspace.path, "hv-partial", QUIZ)
    assert autograde(workspace.path, QUIZ, ["hv-partial"]) == []
    after = results(workspace.path, "hv-partial", QUIZ)
    assert before
    assert after
    assert after.total == before.total == 10.0 + 4.0
    assert next(line for line in after.items if line.slot == "tu-luan").manual


def test_lateness_is_taken_off_and_never_below_zero(workspace: Workspace) -> None:
    """A penalty is part of the total, as in the export."""
    from nbgrader.api import Gradebook

    with Gradebook(database_url(workspace.path), "to-thu") as book:
        notebook = book.find_submission_notebook(QUIZ, QUIZ, "hv-wrong")
        notebook.late_submission_penalty = 2.0
        book.db.commit()
    found = results(workspace.path, "hv-wrong", QUIZ)
    assert found
    assert (found.total, found.penalty) == (0.0, 2.0)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own
def test_nothing_is_a_result_before_grading(workspace: Workspace, tmp_path: Path) -> None:
    """No gradebook, nobody of that name, and rows without a score are all no result."""
    from nbgrader.api import Gradebook

    assert results(workspace.path, "hv-la", QUIZ) is None
    assert results(workspace.path, "hv-right", "bai-la") is None
    with Gradebook(database_url(workspace.path), "to-thu") as book:
        book.add_student("hv-cut")
        book.add_submission(QUIZ, "hv-cut")
    assert results(workspace.path, "hv-cut", QUIZ) is None
    (tmp_path / "nbgrader_config.py").write_text("", encoding="utf-8")
    assert results(tmp_path, "hv-right", QUIZ) is None
    assert not (tmp_path / "gradebook.db").exists()


@pytest.fixture(scope="module")
def formgrader(workspace: Workspace) -> Iterator[str]:
    """A Jupyter server in the workspace with nbgrader's formgrader; its address."""
    with running(workspace) as url:
        yield url


@pytest.mark.server
def test_formgrader_lists_and_grades_submissions(formgrader: str, workspace: Workspace) -> None:
    """formgrader's API shows the scores, and its button grades without starting a kernel."""
    listed = ask(f"{formgrader}/formgrader/api/submissions/{QUIZ}")
    shown = {one["student"]: one for one in listed}
    result = results(workspace.path, "hv-right", QUIZ)
    assert result
    assert shown["hv-right"]["score"] == result.total
    for learner in ("hv-right", *FAILING):
        assert shown[learner]["needs_manual_grade"]
    url = f"{formgrader}/formgrader/api/submission/{QUIZ}/hv-right/autograde"
    assert ask(url, "POST")["success"]
    assert results(workspace.path, "hv-right", QUIZ) == result


@pytest.fixture
def page_of_scores(formgrader: str, workspace: Workspace) -> str:
    """The address of the page on which a person scores an essay."""
    from nbgrader.api import Gradebook

    with Gradebook(database_url(workspace.path), "to-thu") as book:
        id = book.find_submission_notebook(QUIZ, QUIZ, "hv-right").id
    return f"{formgrader}/formgrader/submissions/{id}/"


@pytest.mark.server
def test_formgraders_page_asks_no_other_host(page_of_scores: str) -> None:
    """It shows the essay in its own lines, a field for its score, and needs no network."""
    page = fetch(page_of_scores).decode()
    assert "white-space: pre-wrap" in page
    assert 'id="tu-luan"' in page
    assert elsewhere(page) == []


@pytest.mark.server
@pytest.mark.browser
def test_formgraders_page_works_without_mathjax(page_of_scores: str) -> None:
    """Its script starts, goes to the first score, and knows the scores that are stored."""
    with chromium() as browser:
        context = browser.new_context(extra_http_headers=HEADERS)
        page = context.new_page()
        faults: list[str] = []
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{page_of_scores}?index=1")  # 0 is the link to the next submission
        expect(page.locator("input.score").first).to_be_focused(timeout=60_000)
        expect(page.locator("#mot-dap-an")).to_have_attribute("placeholder", "1", timeout=60_000)
        assert faults == []


def test_the_tests_cover_every_kind() -> None:
    """The bank of these tests has one item of each kind there is."""
    from kit.bank import load
    from kit.kinds import KINDS

    bank = load(CONTENT / "quizzes" / f"{QUIZ}.yaml")
    assert {item.kind for item in bank.quiz.items} == set(KINDS)
