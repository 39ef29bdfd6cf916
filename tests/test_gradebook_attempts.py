"""Whose attempts are counted, and that the figures are the gradebook's."""

from datetime import timedelta

import pytest

from kit.figures import count
from kit.gradebook.attempts import attempts, marked
from kit.gradebook.export.outline import Outline, outlines
from kit.gradebook.results import all_results
from kit.workspace import Workspace
from tests.gradebook_course import PARTIAL_POINTS, QUIZ
from tests.reports_course import ANONYMOUS, AT, make_cell

pytestmark = pytest.mark.kernel

NAMED = [f"hv-{n:02}" for n in range(1, 8)]


@pytest.fixture(scope="module")
def cell(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    return make_cell(tmp_path_factory.mktemp("cell"))


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
    assert (row.people, row.attempts, row.unscored) == (8, 8, 0)


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
