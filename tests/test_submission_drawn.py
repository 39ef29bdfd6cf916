"""Handing in a drawn paper: with the version that was on the screen, essays with their question."""

import json
from pathlib import Path

import pytest

from kit.answers import Answers, read
from kit.essays import as_markdown
from kit.gradebook.cell import grade
from kit.marking import NotScored
from kit.submission import finish, hand_in
from kit.wording import t
from kit.workspace import Workspace
from tests.drawn_course import NOW, QUIZ, answer, drawn, make_content, make_workspace, release

LEARNER = "hv-001"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    workspace = make_workspace(tmp_path / "to")
    release(workspace)
    return workspace


def cells(workspace: Workspace, learner: str = LEARNER) -> dict[str, str]:
    """Id → source of the submitted notebook's cells."""
    file = workspace.submitted(learner, QUIZ) / f"{QUIZ}.ipynb"
    return {cell["id"]: cell["source"] for cell in json.loads(file.read_text("utf-8"))["cells"]}


def changed(workspace: Workspace, content: Path, learner: str = LEARNER) -> str:
    """Release the bank without the first item of the learner's paper; returns its id."""
    first = drawn(workspace, learner)[0].id
    file = content / "quizzes" / f"{QUIZ}.yaml"
    text = file.read_text("utf-8")
    start = max(text.find(f"  - {{id: {first},"), text.find(f"  - id: {first}\n"))
    end = text.find("\n  - ", start) + 1
    file.write_text(text[:start] + text[end:], "utf-8")
    release(workspace, content=content)
    return first


def mended(workspace: Workspace, content: Path) -> None:
    file = content / "quizzes" / f"{QUIZ}.yaml"
    file.write_text(file.read_text("utf-8").replace("Ai đếm?", "Ai đếm nhanh?"), "utf-8")
    release(workspace, content=content)


def test_the_submission_says_what_was_drawn_in_its_order(workspace: Workspace) -> None:
    answer(workspace, LEARNER, {})
    answers = hand_in(workspace, LEARNER, QUIZ, NOW)
    assert list(answers.draw) == [item.id for item in drawn(workspace, LEARNER)]
    assert read(workspace.submitted(LEARNER, QUIZ) / "answers.json").draw == answers.draw


def test_an_essays_cell_begins_with_its_question(workspace: Workspace) -> None:
    essay = next(item for item in drawn(workspace, LEARNER) if item.kind == "essay")
    answer(workspace, LEARNER, {essay.id: "Vì *thế*.\n\n# Và"})
    hand_in(workspace, LEARNER, QUIZ, NOW)
    question, _, written = cells(workspace)["phan-viet-1"].partition("\n\n")
    assert question.startswith(f"<p>DAU-{essay.id}")
    assert written == as_markdown("Vì *thế*.\n\n# Và")


def test_an_essay_left_blank_leaves_its_cell_alone(workspace: Workspace) -> None:
    """nbgrader gives such a cell 0 by itself; a question in it would wait for a person."""
    answer(workspace, LEARNER, {drawn(workspace, LEARNER)[0].id: "1"})
    before = json.loads((workspace.path / "release" / QUIZ / f"{QUIZ}.ipynb").read_text("utf-8"))[
        "cells"
    ]
    hand_in(workspace, LEARNER, QUIZ, NOW)
    assert cells(workspace) == {cell["id"]: cell["source"] for cell in before}


def test_a_mended_bank_reaches_whoever_got_the_same_questions(
    workspace: Workspace, tmp_path: Path
) -> None:
    answer(workspace, LEARNER, {drawn(workspace, LEARNER)[0].id: "1"})
    old = workspace.booklet(QUIZ)["version"]
    mended(workspace, make_content(tmp_path))
    answers = hand_in(workspace, LEARNER, QUIZ, NOW)
    assert answers.version == workspace.booklet(QUIZ)["version"] != old


def test_nobody_is_scored_on_questions_that_were_never_shown(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The pool changed, the learner did not come back: her paper is the one she worked on."""
    paper = drawn(workspace, LEARNER)
    essay = next(item for item in paper if item.kind == "essay")
    answer(workspace, LEARNER, {paper[0].id: "1", essay.id: "Bài viết."})
    old = workspace.booklet(QUIZ)["version"]
    gone = changed(workspace, make_content(tmp_path))
    (answers,) = finish_closed(workspace)
    assert (answers.version, gone in answers.draw) == (old, True)
    assert essay.id in cells(workspace)["phan-viet-1"]


def finish_closed(workspace: Workspace) -> list[Answers]:
    file = workspace.path / "group.yaml"
    closing = file.read_text("utf-8").replace(
        f"  - quiz: {QUIZ}\n", f"  - quiz: {QUIZ}\n    closes: 2026-11-22 8:00\n"
    )
    file.write_text(closing, "utf-8")
    return finish(Workspace(workspace.path), NOW)


def test_who_has_seen_the_new_paper_hands_in_that_one(workspace: Workspace, tmp_path: Path) -> None:
    """A page that shows the new paper hands in the new paper, answered or not."""
    answer(workspace, LEARNER, {drawn(workspace, LEARNER)[0].id: "1"})
    gone = changed(workspace, make_content(tmp_path))
    shown = workspace.answers_to(workspace.booklet(QUIZ), LEARNER)
    answers = hand_in(workspace, LEARNER, QUIZ, NOW, shown)
    assert answers.version == workspace.booklet(QUIZ)["version"]
    assert gone not in answers.draw
    # The answer stays in the file, as everything a learner gave.
    assert gone in answers.answers


def test_a_page_of_the_old_paper_hands_in_the_old_paper(
    workspace: Workspace, tmp_path: Path
) -> None:
    shown = workspace.answers_to(workspace.booklet(QUIZ), LEARNER)
    changed(workspace, make_content(tmp_path))
    answers = hand_in(workspace, LEARNER, QUIZ, NOW, shown)
    assert (answers.version, answers.draw) == (shown.version, shown.draw)


def lose_secret(workspace: Workspace) -> None:
    """From here on everybody's draw is another."""
    (workspace.path / "secret").write_text("6" * 64, "ascii")


def test_an_essay_about_another_question_is_shown_to_a_person(workspace: Workspace) -> None:
    """nbgrader would give the untouched cell 0 points, and nobody would read what was written."""
    learner = other_essay(workspace)
    essay = next(item for item in drawn(workspace, learner) if item.kind == "essay")
    answer(workspace, learner, {essay.id: "Bài viết."})
    lose_secret(workspace)
    hand_in(workspace, learner, QUIZ, NOW)
    said, question, written = cells(workspace, learner)["phan-viet-1"].split("\n\n")
    assert said == t("grade.other_essay")
    assert question.startswith(f"<p>DAU-{essay.id}")
    assert written == as_markdown("Bài viết.")


def test_an_essay_that_was_never_asked_is_no_zero(workspace: Workspace) -> None:
    learner = other_essay(workspace)
    answer(workspace, learner, {drawn(workspace, learner)[0].id: "1"})
    lose_secret(workspace)
    hand_in(workspace, learner, QUIZ, NOW)
    assert cells(workspace, learner)["phan-viet-1"] == t("grade.other_essay")


def other_essay(workspace: Workspace) -> str:
    """A learner who would get another essay by the other secret."""
    bank = workspace.bank(QUIZ)
    other = make_workspace(workspace.path.parent / "khac")
    lose_secret(other)
    for learner in (f"hv-{n:03}" for n in range(1, 20)):
        if workspace.paper(bank, learner)[3].item != other.paper(bank, learner)[3].item:
            return learner
    raise AssertionError("all the same")


def test_a_hand_in_that_says_no_paper_keeps_its_essay(workspace: Workspace) -> None:
    """Cut off before files said what was drawn."""
    essay = next(item for item in drawn(workspace, LEARNER) if item.kind == "essay")
    answer(workspace, LEARNER, {essay.id: "Bài viết."})
    file = workspace.work(LEARNER, QUIZ) / "answers.json"
    data = json.loads(file.read_text("utf-8"))
    del data["draw"]
    file.write_text(json.dumps({**data, "handed_in": data["started"]}), "utf-8")
    assert [answers.learner for answers in finish(workspace, NOW)] == [LEARNER]
    assert cells(workspace)["phan-viet-1"].endswith(as_markdown("Bài viết."))


def test_a_kept_bank_that_is_damaged_stops_nobody_else(
    workspace: Workspace, tmp_path: Path
) -> None:
    """The paper of one learner cannot be found; the next one's hand-in is completed."""
    other = "hv-002"
    answer(workspace, LEARNER, {drawn(workspace, LEARNER)[0].id: "1"})
    old = workspace.booklet(QUIZ)["version"]
    changed(workspace, make_content(tmp_path))
    answer(workspace, other, {drawn(workspace, other)[0].id: "1"})
    workspace.bank_file(QUIZ, old).write_text("format: 1\n", "utf-8")
    assert [answers.learner for answers in finish_closed(workspace)] == [other]


@pytest.mark.parametrize("version", ["../../etc", "0" * 12, ""])
def test_a_file_cannot_choose_a_version_that_was_never_released(
    workspace: Workspace, version: str
) -> None:
    answer(workspace, LEARNER, {drawn(workspace, LEARNER)[0].id: "1"})
    file = workspace.work(LEARNER, QUIZ) / "answers.json"
    data = json.loads(file.read_text("utf-8"))
    draw = ["x", *data["draw"][1:]]
    file.write_text(json.dumps({**data, "version": version, "draw": draw}), "utf-8")
    answers = hand_in(workspace, LEARNER, QUIZ, NOW)
    assert answers.version == workspace.booklet(QUIZ)["version"]
    # What it says of the paper stays: a question that was never asked is no zero.
    assert list(answers.draw) == draw


def test_a_page_whose_bank_is_gone_can_be_handed_in(workspace: Workspace, tmp_path: Path) -> None:
    """By the released bank; what it does not ask any more waits for a person."""
    shown = workspace.answers_to(workspace.booklet(QUIZ), LEARNER)
    gone = changed(workspace, make_content(tmp_path))
    workspace.bank_file(QUIZ, shown.version).unlink()
    answers = hand_in(workspace, LEARNER, QUIZ, NOW, shown)
    assert answers.version == workspace.booklet(QUIZ)["version"]
    assert gone in answers.draw
    folder = workspace.path / "autograded" / LEARNER / QUIZ
    held = []
    for slot in ("phan-dem-1", "phan-dem-2", "phan-y-1"):
        try:
            assert grade(folder, f"{QUIZ}@{answers.version}", slot).score == 0
        except NotScored:
            held.append(slot)
    assert len(held) == 1
