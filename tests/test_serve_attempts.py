"""Attempts and limits on the home page and on the page of the result."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kit import clock
from kit.attempts import begin_again
from kit.begun import note_beginning
from kit.clock import ZONE
from kit.gradebook.config import FILE, config_text
from kit.plainfile import Unreadable
from kit.serve.attempts import hand_in_overtaken
from kit.serve.group import GroupApp
from kit.serve.kernel_desk import KernelDesk
from kit.serve.pages import quiz_rows
from kit.serve.review import Shown, shown
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.serving import CODE, Visitor, make_group, running

QUIZ, LEARNER = "thu-nghiem", "hv-001"
NOW = datetime(2026, 11, 24, 8, 0, tzinfo=ZONE)
MINUTE = timedelta(minutes=1)


def planned(folder: Path, plan: str) -> Workspace:
    made = make_group(folder / "to")
    file = made.path / "group.yaml"
    text = file.read_text("utf-8").replace(f"{{quiz: {QUIZ}}}", f"{{quiz: {QUIZ}, {plan}}}")
    file.write_text(text, "utf-8")
    (made.path / FILE).write_text(config_text("chi-bo-1"), encoding="utf-8")
    return Workspace(made.path)


@pytest.fixture
def group(tmp_path: Path) -> Workspace:
    return planned(tmp_path, "time_limit: 15, attempts: 2, closes: 2026-11-30 9:00")


def begin(workspace: Workspace, now: datetime, right: bool = True) -> None:
    file = workspace.answers_to(workspace.booklet(QUIZ), LEARNER)
    file.start(now)
    file.save("ngay-hop", "a" if right else "b", now)


def page(workspace: Workspace, now: datetime) -> Shown:
    return shown(workspace, LEARNER, QUIZ, now)


def test_the_home_page_says_how_long_and_how_often(group: Workspace) -> None:
    now = NOW
    app = GroupApp(group, KernelDesk(), now=lambda: now)
    (row,) = quiz_rows(app, LEARNER)
    assert (row.state, row.length, row.attempt, row.most) == ("open", "15 phút", 1, 2)
    begin(group, NOW)
    now = NOW + 20 * MINUTE
    assert [one.state for one in quiz_rows(app, LEARNER)] == ["time_up"]
    hand_in_overtaken(group, LEARNER, QUIZ, now)
    (row,) = quiz_rows(app, LEARNER)
    assert (row.state, row.again) == ("handed_in", True)
    begin_again(group, LEARNER, QUIZ, now)
    (row,) = quiz_rows(app, LEARNER)
    assert (row.state, row.attempt, row.again) == ("open", 2, False)


def test_outside_the_office_hours_a_quiz_opens_the_next_morning(tmp_path: Path) -> None:
    group = planned(tmp_path, "hours: {opens: 7:30, closes: 17:30}")
    app = GroupApp(group, KernelDesk(), now=lambda: NOW.replace(hour=18))
    (row,) = quiz_rows(app, LEARNER)
    assert (row.state, row.opens) == ("soon", NOW.replace(day=25, hour=7, minute=30))


def test_the_result_has_every_attempt_and_says_which_counts(group: Workspace) -> None:
    begin(group, NOW)
    hand_in(group, LEARNER, QUIZ, NOW + MINUTE)
    view = page(group, NOW + 2 * MINUTE)
    assert (len(view.attempts), view.again, view.under_way) == (1, True, 0)
    assert view.left == 1
    begin_again(group, LEARNER, QUIZ, NOW + 2 * MINUTE)
    begin(group, NOW + 2 * MINUTE, right=False)
    assert page(group, NOW + 3 * MINUTE).under_way == 2
    hand_in(group, LEARNER, QUIZ, NOW + 3 * MINUTE)
    view = page(group, NOW + 4 * MINUTE)
    found = [(one.number, one.counts, one.earned.points) for one in view.attempts if one.earned]
    assert found == [(1, True, 1), (2, False, 0)]
    assert not view.again
    assert view.attempts[1].handed_in == "08:03 ngày 24-11-2026"


def test_scores_that_may_not_be_seen_are_not_in_the_history(tmp_path: Path) -> None:
    plan = "attempts: unlimited, review: {after_hand_in: [], after_close: [score]}"
    group = planned(tmp_path, plan)
    begin(group, NOW)
    hand_in(group, LEARNER, QUIZ, NOW + MINUTE)
    view = page(group, NOW + 2 * MINUTE)
    assert [one.earned for one in view.attempts] == [None]
    assert view.again


@pytest.mark.server
def test_an_attempt_that_cannot_be_handed_in_hides_no_result_of_one_before(tmp_path: Path) -> None:
    """Its time is up, and what was answered cannot be read; or the quiz is not built any more."""
    group = planned(tmp_path, "time_limit: 15, attempts: 2")
    began = clock.now() - 20 * MINUTE
    begin(group, began)
    hand_in(group, LEARNER, QUIZ, began)
    begin_again(group, LEARNER, QUIZ, began)
    begin(group, began)
    note_beginning(group.work(LEARNER, QUIZ), began)
    (group.work(LEARNER, QUIZ) / "answers.json").write_text("{", encoding="utf-8")
    with pytest.raises(Unreadable):
        hand_in_overtaken(group, LEARNER, QUIZ, clock.now())
    with running(group, warm=False) as alone:
        visitor = Visitor(alone.url).sign_in(CODE)
        answer = visitor.get(f"/chi-bo-1/result/{QUIZ}")
        assert (answer.status, "Đã nộp lúc" in answer.body) == (200, True)
        (group.path / "release" / QUIZ / "booklet.json").unlink()
        assert visitor.get(f"/chi-bo-1/result/{QUIZ}").status == 404


def test_answers_that_were_taken_back_are_not_counted_on_the_home_page(group: Workspace) -> None:
    app = GroupApp(group, KernelDesk(), now=lambda: NOW + MINUTE)

    def saved() -> list[int]:
        return [one.saved for one in quiz_rows(app, LEARNER)]

    assert saved() == [0]
    begin(group, NOW)
    file = group.answers_to(group.booklet(QUIZ), LEARNER)
    file.save("dung-sai", True, NOW)
    assert saved() == [2]
    file.save("ngay-hop", None, NOW + MINUTE)
    assert saved() == [1]
    hand_in(group, LEARNER, QUIZ, NOW + MINUTE)
    assert saved() == [0]


def test_one_attempt_without_a_limit_looks_as_before(tmp_path: Path) -> None:
    group = planned(tmp_path, "closes: 2026-11-30 9:00")
    begin(group, NOW)
    hand_in(group, LEARNER, QUIZ, NOW + MINUTE)
    view = page(group, NOW + 2 * MINUTE)
    assert (view.attempts, view.again, view.under_way, view.left) == ((), False, 0, 0)
    assert not (group.path / "attempts").exists()
