"""A learner's page holds the drawn questions and nothing of the others."""

import json
from dataclasses import replace

import pytest

from kit.drawing import PREVIEW
from kit.papers import lay_out
from kit.printings import Entry, record_entry
from kit.submission import hand_in_paper
from kit.widget import quiz as show
from kit.widget.quiz import QuizWidget
from kit.workspace import Workspace
from tests.drawn_course import FINAL, NOW, QUIZ, answer, drawn, make_workspace, release
from tests.paper_course import printed

LEARNERS = [f"hv-{n:03}" for n in range(1, 13)]


@pytest.fixture(scope="module")
def workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    workspace = make_workspace(tmp_path_factory.mktemp("drawn") / "to")
    for quiz in (QUIZ, FINAL):
        release(workspace, quiz)
    return workspace


def page(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, quiz: str, learner: str | None
) -> QuizWidget:
    """The widget as the server's kernel makes it."""
    monkeypatch.setenv("KIT_WORKSPACE", str(workspace.path))
    monkeypatch.setenv("KIT_QUIZ", quiz)
    monkeypatch.setenv("KIT_LEARNER", learner or "")
    return show()


def told(widget: QuizWidget) -> str:
    """Everything that goes to the browser but the script and its style."""
    return json.dumps([widget.booklet, widget.state, widget.words], ensure_ascii=False)


@pytest.mark.parametrize("quiz", [QUIZ, FINAL])
def test_a_page_has_the_drawn_questions_alone_in_the_papers_order(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch, quiz: str
) -> None:
    pages = set()
    for learner in LEARNERS:
        mine = drawn(workspace, learner, quiz)
        widget = page(workspace, monkeypatch, quiz, learner)
        assert [item["id"] for item in widget.booklet["items"]] == [item.id for item in mine]
        for item in workspace.bank(quiz).items:
            there = item in mine
            assert (f"DAU-{item.id}" in told(widget)) == (there and item.kind != "survey")
        assert not {"strata", "shuffle_items"} & set(widget.booklet)
        # The draw is the same at every return.
        assert page(workspace, monkeypatch, quiz, learner).booklet == widget.booklet
        pages.add(tuple(item.id for item in mine))
    assert len(pages) > 6


def test_points_are_those_of_the_places(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = page(workspace, monkeypatch, QUIZ, LEARNERS[0])
    assert [item["points"] for item in widget.booklet["items"]] == [2, 2, 4, 5, 0]


def test_an_answer_to_a_question_that_was_not_drawn_is_not_kept(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = "hv-020"
    mine = {item.id for item in drawn(workspace, learner)}
    other = next(item for item in workspace.bank(QUIZ).items if item.id not in mine)
    widget = page(workspace, monkeypatch, QUIZ, learner)
    replies: list[object] = []
    monkeypatch.setattr(widget, "send", replies.append)
    for id in (other.id, *mine):
        message = {"do": "answer", "n": 1, "item": id, "response": None}
        widget._handle_custom_msg(message, [])
    kept = workspace.answers(learner, QUIZ, "").read(NOW)
    assert len(replies) == len(mine)
    assert other.id not in kept.answers
    assert set(kept.draw) == mine


def test_an_answer_from_before_the_draw_changed_is_not_told(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    learner = "hv-021"
    mine = {item.id for item in drawn(workspace, learner)}
    other = next(item for item in workspace.bank(QUIZ).items if item.id not in mine)
    answer(workspace, learner, {other.id: "DAU-cu"})
    assert "DAU-cu" not in told(page(workspace, monkeypatch, QUIZ, learner))


def test_a_preview_is_a_sample_that_no_learner_chose(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    widget = page(workspace, monkeypatch, QUIZ, None)
    assert widget.booklet == workspace.sheet(workspace.booklet(QUIZ), None)
    assert len(widget.booklet["items"]) == 5
    assert widget.state["status"] == PREVIEW


def test_whoever_was_asked_on_paper_sees_that_paper(
    workspace: Workspace, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Handed in, with the room's questions and the own answers; no question of another draw."""
    printing = printed(workspace, QUIZ)
    paper = lay_out(workspace.bank(QUIZ), printing.seed, "101")
    asked = [question.item for question in paper.questions]
    entry = Entry("hv-giay", "101", NOW.isoformat(), NOW.isoformat())
    record_entry(workspace.papers_file(QUIZ), QUIZ, entry)
    file = replace(
        workspace.answers("hv-giay", QUIZ, printing.version),
        draw=tuple(item.id for item in asked),
        paper="101",
    )
    hand_in_paper(workspace, file, {item.id: item.right() for item in asked}, NOW)
    widget = page(workspace, monkeypatch, QUIZ, "hv-giay")
    shown = {item["id"] for item in widget.booklet["items"]}
    assert shown == widget.state["responses"].keys() == {item.id for item in asked}
    assert widget.state["status"] == "handed_in"
