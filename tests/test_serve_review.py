"""What a learner may see of a result, and when."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pytest

from kit.amendments import Ruling, write_rulings
from kit.clock import ZONE, spoken
from kit.errors import Problems, UserError
from kit.gradebook.results import ItemResult, Result
from kit.model import Citation
from kit.serve import review
from kit.serve.review_items import Reader
from kit.submission import finish, hand_in
from kit.workspace import Workspace
from tests.serving import make_group, notebook

OPEN = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)
CLOSED = datetime(2026, 11, 23, 9, 0, tzinfo=ZONE)
QUIZ = "thu-nghiem"


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    made = make_group(tmp_path / "g", closes="2026-11-22 21:00")
    file = made.answers("hv-001", QUIZ, made.booklet(QUIZ)["version"])
    file.save("ngay-hop", "b", OPEN)
    hand_in(made, "hv-001", QUIZ, OPEN)
    return made


def graded(total: float = 1.0, waiting: bool = False) -> Result:
    items = (
        ItemResult("dung-sai", 0.0, 1.0, needs_manual=waiting, manual=False),
        ItemResult("ngay-hop", total, 1.0, needs_manual=False, manual=False),
    )
    return Result(total, 2.0, 0.0, waiting, None, items)


@pytest.fixture
def book(monkeypatch: pytest.MonkeyPatch) -> dict[str, Result]:
    """The gradebook, by learner."""
    kept: dict[str, Result] = {}
    monkeypatch.setattr(review, "results", lambda root, learner, quiz: kept.get(learner))
    return kept


def test_before_grading_it_waits(workspace: Workspace, book: dict[str, Result]) -> None:
    """Handed in, not graded: no score, no items."""
    view = review.shown(workspace, "hv-001", QUIZ, OPEN)
    assert (view.state, view.graded, view.total, view.items) == ("handed_in", False, None, ())
    assert view.handed_in == "09:00 ngày 22-11-2026"


def test_after_hand_in_the_score_and_no_key(workspace: Workspace, book: dict[str, Result]) -> None:
    """The default rules: the score at once, the key only when the quiz is closed."""
    book["hv-001"] = graded()
    view = review.shown(workspace, "hv-001", QUIZ, OPEN)
    assert (view.total, view.max, view.passed) == (1.0, 2.0, True)
    # Not even which answers were right: a right one is the key of its item.
    assert view.items == ()


def test_after_closing_the_key_and_why(workspace: Workspace, book: dict[str, Result]) -> None:
    """Right answer and explanation of each item."""
    book["hv-001"] = graded(0.0)
    view = review.shown(workspace, "hv-001", QUIZ, CLOSED)
    assert view.items[0].right == "<p>Ngày 6-12-2023</p>"
    assert view.items[0].answer == "<p>Ngày 7-12-2023</p>"
    assert "họp chiều 6-12" in view.items[0].explanation
    assert view.items[0].outcome == "wrong"


def test_a_source_is_named_once(workspace: Workspace) -> None:
    """Its places follow, each with its paragraph; another source comes after them."""
    cites = [
        Citation(source=source, paragraph=paragraph, phrase="lời")
        for source, paragraph in (("bai-a", 7), ("bai-b", 2), ("bai-a", 9))
    ]
    assert Reader(workspace).citations(cites) == (
        "bai-a, đoạn 7: “lời”", "đoạn 9: “lời”", "bai-b, đoạn 2: “lời”",
    )  # fmt: skip


def test_what_was_missed_comes_back_once_its_key_is_open(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """Nothing is said of it before, and nothing if nothing was missed."""
    book["hv-001"] = graded(0.0)
    assert not review.shown(workspace, "hv-001", QUIZ, OPEN).comes_back
    view = review.shown(workspace, "hv-001", QUIZ, CLOSED)
    assert view.comes_back
    rights = tuple(replace(item, outcome="right") for item in view.items)
    assert not replace(view, items=rights).comes_back


def test_a_part_that_waits_for_a_person_is_said(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """The item shows no score, and the total may grow."""
    book["hv-001"] = graded(waiting=True)
    view = review.shown(workspace, "hv-001", QUIZ, CLOSED)
    assert view.waiting
    assert (view.items[1].outcome, view.items[1].score) == ("manual", None)


def test_a_key_mended_since_is_the_one_that_is_shown(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """With its explanation; a faulty key is nobody's to learn."""
    old = workspace.booklet(QUIZ)["version"]
    kept = workspace.bank_file(QUIZ, old).read_text("utf-8")
    text = kept.replace("key: a", "key: b").replace("chiều 6-12", "sáng 7-12")
    workspace.bank_file(QUIZ, "0123456789ab").write_text(text, encoding="utf-8")
    write_rulings(workspace, QUIZ, {old: {"ngay-hop": Ruling("0123456789ab")}})
    book["hv-001"] = graded()
    first = review.shown(workspace, "hv-001", QUIZ, CLOSED).items[0]
    assert first.right == "<p>Ngày 7-12-2023</p>"
    assert "họp sáng 7-12" in first.explanation
    assert first.outcome == "right"


def test_a_dropped_question_says_so_and_tells_no_key(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """Something was wrong with it, so neither its key nor its explanation is taught."""
    version = workspace.booklet(QUIZ)["version"]
    write_rulings(workspace, QUIZ, {version: {"ngay-hop": Ruling(dropped="full")}})
    book["hv-001"] = graded()
    first = review.shown(workspace, "hv-001", QUIZ, CLOSED).items[0]
    assert (first.outcome, first.score, first.right, first.explanation) == ("dropped", 1.0, "", "")
    assert first.note == "Câu này đã bỏ sau khi thi: ai cũng được trọn điểm của câu."
    assert first.answer == "<p>Ngày 7-12-2023</p>"


def test_who_has_not_handed_in_sees_nothing(workspace: Workspace, book: dict[str, Result]) -> None:
    """Not even after the quiz is closed: the key might still go to a later group."""
    book["hv-002"] = graded()
    view = review.shown(workspace, "hv-002", QUIZ, CLOSED)
    assert (view.state, view.total, view.items) == ("closed", None, ())


@pytest.mark.parametrize("version", ["0123456789ab", "../practice/luyen-thu", "x/../.."])
def test_a_version_that_is_not_there_is_said_and_no_other_is_shown(
    workspace: Workspace, book: dict[str, Result], version: str
) -> None:
    """Whatever the answers' file says, and wherever it points."""
    book["hv-001"] = graded()
    file = workspace.submitted("hv-001", QUIZ) / "answers.json"
    released = workspace.booklet(QUIZ)["version"]
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(released, version), encoding="utf-8")
    with pytest.raises(Problems) as caught:
        review.shown(workspace, "hv-001", QUIZ, CLOSED)
    assert [problem.code for problem in caught.value.problems] == ["unreadable-file"]


def test_a_quiz_that_is_not_built_has_no_result(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """It is in the group's list already."""
    (workspace.path / "release" / QUIZ / "booklet.json").unlink()
    with pytest.raises(UserError):
        review.shown(workspace, "hv-002", QUIZ, OPEN)


TOPICS = (("ngay-hop", "hội nghị"), ("dung-sai", "số học"))


def with_topics(workspace: Workspace) -> None:
    """The kept bank says what each question is about, and cites a paragraph."""
    version = workspace.booklet(QUIZ)["version"]
    file = workspace.bank_file(QUIZ, version)
    text = file.read_text("utf-8")
    for id, topic in TOPICS:
        more = f"    tags: {{topic: {topic}}}\n    cite: [{{source: s, paragraph: 7, phrase: x}}]\n"
        text = text.replace(f"  - id: {id}\n", f"  - id: {id}\n{more}")
    file.write_text(text, encoding="utf-8")
    lesson = notebook(("markdown", '## Mục một\n\nÝ. ([Báo, đoạn 7](#nguon-s "x"))'))
    (workspace.path / "lessons" / "bai-1.ipynb").write_text(lesson, encoding="utf-8")


def test_topics_say_what_is_worth_reading_again(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """Points by topic, with the section that speaks of what was missed."""
    with_topics(workspace)
    book["hv-001"] = graded()
    view = review.shown(workspace, "hv-001", QUIZ, CLOSED)
    first, second = view.topics
    assert (first.name, first.earned, first.max, first.weak, first.read) == (
        "hội nghị", 1.0, 1.0, False, ()
    )  # fmt: skip
    assert (second.name, second.earned, second.weak) == ("số học", 0.0, True)
    assert [one.address for one in second.read] == ["lesson/bai-1#M%E1%BB%A5c-m%E1%BB%99t"]
    assert [len(item.read) for item in view.items] == [0, 1]


def test_topics_wait_for_the_key(workspace: Workspace, book: dict[str, Result]) -> None:
    """A topic of one question would tell whether the answer was right."""
    with_topics(workspace)
    book["hv-001"] = graded()
    assert review.shown(workspace, "hv-001", QUIZ, OPEN).topics == ()


def test_what_waits_for_a_person_is_in_no_topic(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """Two topics, of which one is not scored yet: that would be the total once more."""
    with_topics(workspace)
    book["hv-001"] = graded(waiting=True)
    assert review.shown(workspace, "hv-001", QUIZ, CLOSED).topics == ()


def test_who_gets_no_certificate_has_not_passed(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """One line: the certificate's, where the group gives one for the quiz; the page names it."""
    book["hv-001"] = graded()
    view = review.shown(workspace, "hv-001", QUIZ, OPEN)
    assert (view.passed, view.mark) == (True, "50%")
    file = workspace.path / "group.yaml"
    before = file.read_text("utf-8")
    for quizzes, expected in ((f"[{QUIZ}]", (False, "80%")), ("[bai-khac]", (True, "50%"))):
        line = f"certificate: {{minimum: 80%, quizzes: {quizzes}}}\n"
        file.write_text(before + line, encoding="utf-8")
        view = review.shown(Workspace(workspace.path), "hv-001", QUIZ, OPEN)
        assert (view.passed, view.mark) == expected


def test_a_page_in_english_has_its_numbers_and_hours(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """Dots and commas the English way round, and no Vietnamese word beside a date."""
    book["hv-001"] = graded()
    file = workspace.path / "group.yaml"
    lines = "language: en\ncertificate: {minimum: 33.3%}\n"
    file.write_text(file.read_text("utf-8") + lines, encoding="utf-8")
    view = review.shown(Workspace(workspace.path), "hv-001", QUIZ, OPEN)
    assert (view.mark, view.handed_in) == ("33.3%", "09:00 on 22-11-2026")


def test_what_was_collected_at_the_end_is_not_said_to_be_handed_in(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """Whoever never pressed the button is told so; others are told when they did."""
    end = datetime(2026, 11, 22, 21, 0, tzinfo=ZONE)
    workspace.answers("hv-002", QUIZ, workspace.booklet(QUIZ)["version"]).save(
        "ngay-hop", "b", OPEN
    )
    assert [one.learner for one in finish(workspace, CLOSED)] == ["hv-002"]
    for learner, collected in (("hv-001", False), ("hv-002", True)):
        for found in ({}, {learner: graded()}):
            book.clear()
            book.update(found)
            view = review.shown(workspace, learner, QUIZ, CLOSED)
            assert (view.collected, view.handed_in) == (
                collected,
                spoken(end if collected else OPEN),
            )


def test_a_closing_hour_put_forward_changes_nobody_s_hand_in(
    workspace: Workspace, book: dict[str, Result]
) -> None:
    """So the key opens at once; all the same they pressed the button themselves."""
    file = workspace.path / "group.yaml"
    text = file.read_text("utf-8")
    assert "closes: 2026-11-22 21:00" in text
    file.write_text(text.replace("closes: 2026-11-22 21:00", "closes: 2026-11-22 8:30"), "utf-8")
    view = review.shown(Workspace(workspace.path), "hv-001", QUIZ, OPEN)
    assert (view.collected, view.handed_in) == (False, spoken(OPEN))


def test_only_who_has_a_lesson_is_sent_to_it(workspace: Workspace, book: dict[str, Result]) -> None:
    book["hv-001"] = graded()
    assert review.shown(workspace, "hv-001", QUIZ, OPEN).lesson is False
    file = next((workspace.path / "banks").glob(f"{QUIZ}@*.yaml"))
    text = file.read_text("utf-8")
    file.write_text(text.replace("items:\n", "lesson: bai-1\nitems:\n", 1), "utf-8")
    assert review.shown(workspace, "hv-001", QUIZ, OPEN).lesson is True
