"""A drawn quiz through nbgrader's own steps: built, graded both ways, mended, shown."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from kit.attempts import begin_again
from kit.errors import Problems
from kit.gradebook.autograde import autograde, feedback
from kit.gradebook.build import build
from kit.gradebook.results import results
from kit.model import Response
from kit.papers import lay_out
from kit.printings import Entry, record_entry
from kit.serve.review import shown
from kit.submission import hand_in, hand_in_paper
from kit.wording import t
from kit.workspace import Workspace
from tests.drawn_course import (
    CONTENT,
    FINAL,
    NOW,
    QUIZ,
    answer,
    drawn,
    make_content,
    make_workspace,
)
from tests.gradebook_course import grade_now
from tests.paper_course import SEED, printed
from tests.test_gradebook import finish, rows, start

pytestmark = pytest.mark.kernel

PAPERS = {"giay-1": "101", "giay-2": "102"}
"""Learner → code of the printed paper."""
LEARNERS = ("hv-right", "hv-wrong", "hv-blank")
AGAIN = "hv-again"
"""Did it twice, the second time right; each time on another paper."""
SLOTS = ("phan-dem-1", "phan-dem-2", "phan-viet-1", "phan-y-1")
EXECUTED = ("hv-wrong", AGAIN, "giay-1")
"""Whose submissions a kernel runs, too, which takes seconds each: one of every way to a paper."""


def hand_in_all(workspace: Workspace, quiz: str = QUIZ) -> None:
    for learner in LEARNERS:
        given: dict[str, Response] = {}
        for item in drawn(workspace, learner, quiz):
            if learner != "hv-blank":
                given[item.id] = item.right() if learner == "hv-right" else item.wrong()
        answer(workspace, learner, given, quiz)
        hand_in(workspace, learner, quiz, NOW)


def hand_in_twice(workspace: Workspace) -> Workspace:
    """As the group allows since; whoever has handed in before keeps what is there."""
    file = workspace.path / "group.yaml"
    text = file.read_text("utf-8").replace(
        f"- quiz: {QUIZ}\n", f"- quiz: {QUIZ}\n    attempts: 2\n"
    )
    file.write_text(text, "utf-8")
    allowed = Workspace(workspace.path)
    answer(allowed, AGAIN, {item.id: item.wrong() for item in drawn(allowed, AGAIN)})
    hand_in(allowed, AGAIN, QUIZ, NOW)
    begin_again(allowed, AGAIN, QUIZ, NOW)
    draw = allowed.answers_to(allowed.booklet(QUIZ), AGAIN).draw
    answer(allowed, AGAIN, {id: allowed.bank(QUIZ).item(id).right() for id in draw})
    hand_in(allowed, AGAIN, QUIZ, NOW)
    return allowed


def open_key(workspace: Workspace) -> None:
    """After a hand-in everything may be seen; so there is one attempt now."""
    group = workspace.path / "group.yaml"
    opened = f"  - quiz: {QUIZ}\n    review: {{after_hand_in: [score, right, explanation]}}\n"
    once = group.read_text("utf-8").replace("    attempts: 2\n", "")
    group.write_text(once.replace(f"  - quiz: {QUIZ}\n", opened), "utf-8")


def hand_in_papers(workspace: Workspace) -> None:
    """Two people have written on the room's paper, whose draw is nobody's own."""
    printing = printed(workspace, QUIZ)
    for learner, code in PAPERS.items():
        entry = Entry(learner, code, NOW.isoformat(), NOW.isoformat())
        record_entry(workspace.papers_file(QUIZ), QUIZ, entry)
        asked = [one.item for one in lay_out(workspace.bank(QUIZ), SEED, code).questions]
        file = replace(
            workspace.answers(learner, QUIZ, printing.version),
            draw=tuple(item.id for item in asked),
            paper=code,
        )
        right = {item.id: item.right() for item in asked}
        hand_in_paper(workspace, file, right, NOW)


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Workspace, Workspace, Workspace]:
    """The same submissions by the data-only step, by nbgrader's Execute and by ``kit grade``."""
    plain = make_workspace(tmp_path_factory.mktemp("drawn") / "to")
    build(plain, CONTENT)
    hand_in_all(plain)
    hand_in_papers(plain)
    plain = hand_in_twice(plain)
    other, bulk = (
        Workspace(Path(shutil.copytree(plain.path, plain.path.with_name(name))))
        for name in ("execute", "bulk")
    )
    for folder in (other.path / "submitted").iterdir():
        if folder.name not in EXECUTED:
            shutil.rmtree(folder)
    assert autograde(plain.path, QUIZ) == []
    finish(start(other, "autograde", QUIZ, KIT_EXECUTE="1"))
    assert [report.held for report in grade_now(bulk)] == [[]]
    return plain, other, bulk


@pytest.fixture
def workspace(graded: tuple[Workspace, ...], tmp_path: Path) -> Workspace:
    """A graded workspace of the test's own."""
    return Workspace(Path(shutil.copytree(graded[0].path, tmp_path / "to")))


def test_the_kernel_and_the_data_only_step_fill_equal_rows(
    graded: tuple[Workspace, ...],
) -> None:
    """One row a slot, an essay for a person, whatever was drawn for whom, on paper or not."""
    plain, executed, bulk = graded
    assert len(rows(plain)) == (len(LEARNERS) + 1 + len(PAPERS)) * (len(SLOTS) + 1 + 1)
    assert rows(plain) == rows(bulk)
    assert [row for row in rows(plain) if row[0] in EXECUTED] == rows(executed) != []


def test_a_second_attempt_is_graded_by_its_own_paper(graded: tuple[Workspace, ...]) -> None:
    first, second = (graded[0].paper(graded[0].bank(QUIZ), AGAIN, "", n) for n in (1, 2))
    assert first != second
    found = results(graded[0].path, AGAIN, QUIZ)
    assert found
    assert (found.total, found.max) == (8, 13)  # an essay waits


def test_parallel_papers_earn_the_same(graded: tuple[Workspace, ...]) -> None:
    """All points that a machine gives, on either code; the draw needs no secret."""
    for learner in PAPERS:
        found = results(graded[0].path, learner, QUIZ)
        assert found
        assert (found.total, found.max) == (8, 13)
        assert [line.slot for line in found.items if line.needs_manual] == ["phan-viet-1"]


def test_a_printed_paper_keeps_its_numbers_in_the_review(workspace: Workspace) -> None:
    """Câu 1 of the result is Câu 1 of the sheet in somebody's hand."""
    open_key(workspace)
    for learner, code in PAPERS.items():
        view = shown(Workspace(workspace.path), learner, QUIZ, NOW)
        asked = lay_out(workspace.bank(QUIZ), SEED, code).questions
        assert [one.number for one in view.items] == [one.number for one in asked]
        for question, one in zip(asked, view.items, strict=True):
            assert question.item.stem.split(":")[0] in one.stem
            assert one.outcome in ("right", "manual", "unscored")


def test_without_its_record_a_paper_waits_for_a_person(workspace: Workspace) -> None:
    """And is scored as before once the record is back."""
    before = rows(workspace)
    file = workspace.papers_file(QUIZ)
    stamps = [workspace.submitted(learner, QUIZ) / "timestamp.txt" for learner in PAPERS]
    for stamp in stamps:  # or nothing would be graded again
        stamp.write_text("2026-11-22 02:00:01.000000 UTC", "utf-8")
    file.rename(file.with_suffix(".kept"))
    (report,) = grade_now(workspace)
    assert {one.learner for one in report.held} == {*PAPERS}
    assert not report.quarantined
    file.with_suffix(".kept").rename(file)
    for stamp in stamps:
        stamp.write_text("2026-11-22 02:00:00.000000 UTC", "utf-8")
    assert [report.held for report in grade_now(workspace)] == [[]]
    assert rows(workspace) == before


def test_points_and_what_waits(graded: tuple[Workspace, ...]) -> None:
    """A written essay waits for a person, one left blank does not."""
    for learner, total, waits in (("hv-right", 8, True), ("hv-wrong", 0, True), ("hv-blank", 0, 0)):
        found = results(graded[0].path, learner, QUIZ)
        assert found
        assert tuple(line.slot for line in found.items) == SLOTS
        assert (found.total, found.max) == (total, 13)
        assert [line.slot for line in found.items if line.needs_manual] == ["phan-viet-1"] * waits


def test_a_result_shows_the_drawn_questions(workspace: Workspace) -> None:
    """In the order of the paper, each with the own answer and its place's points."""
    open_key(workspace)
    for learner in LEARNERS:
        mine = drawn(workspace, learner)
        view = shown(Workspace(workspace.path), learner, QUIZ, NOW)
        assert [item.max for item in view.items] == [2, 2, 4, 5, 0]
        for item, one in zip(mine, view.items, strict=True):
            assert item.kind == "survey" or f"DAU-{item.id}" in one.stem
            assert bool(one.answer) == (learner != "hv-blank")
        outcomes = {item.outcome for item in view.items[:3]}
        wanted = {"hv-right": "right", "hv-wrong": "wrong", "hv-blank": "blank"}
        assert outcomes == {wanted[learner]}


def test_a_result_tells_nothing_of_what_was_never_shown(workspace: Workspace) -> None:
    """With a new secret another paper is drawn, which others may be answering now."""
    open_key(workspace)
    mine = {learner: [item.id for item in drawn(workspace, learner)] for learner in LEARNERS}
    (workspace.path / "secret").write_text("6" * 64, "ascii")
    hidden = 0
    for learner in LEARNERS:
        view = shown(Workspace(workspace.path), learner, QUIZ, NOW)
        for item, one in zip(drawn(workspace, learner), view.items, strict=True):
            if item.id in mine[learner]:
                assert item.kind == "survey" or f"DAU-{item.id}" in one.stem
                continue
            hidden += 1
            assert one.stem == f"<p>{t('serve.other_draw')}</p>"
            assert (one.right, one.explanation, one.citations, one.answer) == ("", "", (), "")
    assert hidden


def test_feedback_names_the_own_questions_and_no_other(workspace: Workspace) -> None:
    assert feedback(workspace.path, QUIZ) == []
    for learner in LEARNERS:
        page = (workspace.path / "feedback" / learner / QUIZ / f"{QUIZ}.html").read_text("utf-8")
        mine = {item.id for item in drawn(workspace, learner)}
        for item in workspace.bank(QUIZ).items:
            # A blank essay's cell is left alone, and so it does not say its question.
            silent = item.kind == "survey" or (item.kind == "essay" and learner == "hv-blank")
            assert (f"DAU-{item.id}:" in page) == (item.id in mine and not silent)


def test_without_the_secret_nobody_is_scored_and_nobody_fails(workspace: Workspace) -> None:
    """One sentence for each, and the scores of before once the file is back."""
    assert [report.held for report in grade_now(workspace)] == [[]]
    before = rows(workspace)
    (workspace.path / "roster.csv").write_text("learner,name,role,code_hash\n", "utf-8")
    (workspace.path / "secret").rename(workspace.path / "kept")
    (report,) = grade_now(workspace)
    assert {one.reason for one in report.held} == {t("grade.no_secret")}
    assert {one.learner for one in report.held} == {*LEARNERS, AGAIN}
    assert not report.quarantined
    (workspace.path / "kept").rename(workspace.path / "secret")
    assert [report.held for report in grade_now(workspace)] == [[]]
    assert rows(workspace) == before


def test_a_pool_grows_and_is_mended_while_people_work(workspace: Workspace, tmp_path: Path) -> None:
    """What is graded again is graded with the version it was given to."""
    content = make_content(tmp_path)
    file = content / "quizzes" / f"{QUIZ}.yaml"
    more = "  - {id: dem-7, kind: number, stem: DAU-dem-7, key: 7, tags: {topic: đếm}}\n"
    text = file.read_text("utf-8").replace("key: 2,", "key: 99,")
    file.write_text(text.replace("  - {id: dem-6", more + "  - {id: dem-6"), "utf-8")
    before = rows(workspace)
    built = build(workspace, content)
    # The pool of the final quiz has changed with it.
    assert [(one.quiz, one.changed) for one in built] == [(QUIZ, True), (FINAL, True)]
    assert autograde(workspace.path, QUIZ) == []
    assert rows(workspace) == before
    text = file.read_text("utf-8")
    file.write_text(text.replace("topic: đếm, count: 2", "topic: đếm, count: 3"), "utf-8")
    with pytest.raises(Problems) as caught:
        build(workspace, content)
    assert [one.code for one in caught.value.problems] == ["quiz-begun"]
    assert "phan-dem-3" in caught.value.problems[0].message


def test_a_pool_is_kept_whole_and_built_once(workspace: Workspace) -> None:
    """Banks it draws from need not be there any more; building again changes nothing."""
    version = workspace.booklet(FINAL)["version"]
    assert len(workspace.bank(FINAL, version).items) == 15
    assert [one.changed for one in build(workspace, CONTENT)] == [False, False]
    hand_in_all(workspace, FINAL)
    assert autograde(workspace.path, FINAL) == []
    totals = [results(workspace.path, learner, FINAL) for learner in LEARNERS]
    assert [one and (one.total, one.max) for one in totals] == [(4, 4), (0, 4), (0, 4)]
