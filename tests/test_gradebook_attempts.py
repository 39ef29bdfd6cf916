"""Whose attempts are counted, and that the figures are the gradebook's."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from kit.attempts import begin_again
from kit.cli import main
from kit.figures import count
from kit.gradebook.attempts import attempts, marked
from kit.gradebook.export.outline import Outline, outlines
from kit.gradebook.results import all_results
from kit.status import Watch
from kit.submission import hand_in
from kit.workspace import Workspace
from tests.gradebook_course import (
    PARTIAL_POINTS,
    QUIZ,
    answers_of,
    copied,
    grade_now,
    write_work,
)
from tests.reports_course import ANONYMOUS, AT, make_cell

pytestmark = pytest.mark.kernel

NAMED = [f"hv-{n:02}" for n in range(1, 8)]


@pytest.fixture(scope="module")
def cell(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_cell(tmp_path_factory.mktemp("cell"))


@pytest.fixture
def own(cell: Workspace, tmp_path: Path) -> Workspace:
    """A copy of the test's own."""
    return copied(cell, tmp_path / "to")


def outline(workspace: Workspace) -> Outline:
    (found,) = outlines([workspace], None)
    assert isinstance(found, Outline)
    return found


def test_learners_and_the_anonymous_are_counted_and_the_others_told(cell: Workspace) -> None:
    found = attempts(outline(cell))
    assert {one.person for one in found.counted} == {*NAMED, ANONYMOUS}
    assert (found.members, found.others, found.undated) == (12, 2, 0)


def test_the_figures_are_those_of_the_gradebook(cell: Workspace) -> None:
    row = count([("Tổ", 12, attempts(outline(cell)).counted)]).rows[0]
    known = all_results(cell.path, QUIZ)
    of = [known[learner] for learner in (*NAMED, ANONYMOUS)]
    assert row.mean == pytest.approx(sum(one.total / one.max for one in of) / 8)
    assert row.waiting == sum(one.needs_manual for one in of) > 0
    assert (row.people, row.perhaps, row.attempts, row.unscored) == (7, 1, 8, 0)


def test_a_period_has_its_first_moment_and_not_its_last(cell: Workspace) -> None:
    first = AT + timedelta(minutes=1)
    for begin, end, people in (
        (first, first, 0),
        (first, first + timedelta(seconds=1), 1),
        (AT, first, 0),
        (AT, AT + timedelta(days=1), 7),
    ):
        assert len(attempts(outline(cell), None, (begin, end)).counted) == people
    assert attempts(outline(cell), ["bai-khac"]).counted == ()


def test_each_hand_in_of_a_learner_is_an_attempt(own: Workspace) -> None:
    """Whoever does it again was there in the first week as well, and counts once in the mean."""
    settings = own.path / "group.yaml"
    more = settings.read_text("utf-8").replace(f"quiz: {QUIZ}", f"quiz: {QUIZ}\n    attempts: 2")
    settings.write_text(more, "utf-8")
    again, later = Workspace(own.path), AT + timedelta(days=7)
    begin_again(again, "hv-04", QUIZ, later)
    given = {item.id: item.right() for item in again.bank(QUIZ).items}
    write_work(again, replace(answers_of(again, "hv-04", given), attempt=2))
    hand_in(again, "hv-04", QUIZ, later + timedelta(minutes=5))
    grade_now(again)
    week, days = (AT, AT + timedelta(days=1)), timedelta(days=7)
    first = count([("Tổ", 12, attempts(outline(again), None, week).counted)]).rows[0]
    both = attempts(outline(again)).counted
    second = attempts(outline(again), None, (AT + days, later + days)).counted
    assert (first.people, first.attempts) == (7, 7)
    assert [(one.person, one.counts) for one in second] == [("hv-04", True)]
    assert sorted(one.counts for one in both if one.person == "hv-04") == [False, True]
    assert count([("Tổ", 12, both)]).rows[0].attempts == 9


def test_answers_are_marked_as_the_gradebook_has_them(cell: Workspace) -> None:
    found = [mark for _, mark in marked(cell, QUIZ, NAMED)]
    for item, points in PARTIAL_POINTS.items():
        most = next(one.points for one in cell.bank(QUIZ).items if one.id == item)
        shares = sorted(one.share or 0 for one in found if one.item == item)
        part = points / most
        # One left it blank, two had a part, four and the one without a name all of it.
        assert shares == pytest.approx(sorted([0, part, part, 1, 1, 1, 1, 1])), item
    assert "tu-luan" not in {one.item for one in found}
    assert list(marked(cell, "bai-khac", NAMED)) == []


def test_the_status_has_as_many_for_a_person_as_the_grading(
    cell: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    (report,) = grade_now(cell)
    (quiz,) = Watch().look(cell, 0.0).quizzes
    assert quiz.by_hand == report.waiting > 0
    with pytest.raises(SystemExit):
        main(["status", str(cell.path)])
    said = " ".join(capsys.readouterr().out.split())
    assert "Chờ máy chấm" in said
    assert "Chờ người chấm" in said
    assert f"{report.waiting} │" in said


def test_a_gradebook_that_cannot_be_read_stops_no_status(own: Workspace) -> None:
    (own.path / "gradebook.db").write_bytes(b"no database at all, and long enough" * 100)
    (quiz,) = Watch().look(own, 0.0).quizzes
    assert (quiz.by_hand, quiz.handed_in) == (None, 10)
