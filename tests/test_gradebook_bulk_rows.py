"""kit.gradebook.bulk.rows: ids that keep a secret and rows that leave people's work alone."""

import re

from kit.gradebook.bulk.rows import Ids, New, Old, OldGrade, changes
from kit.gradebook.bulk.structure import Assignment, Cell

CELLS = {
    "cau": Cell("cau", "code", True, "", "", 2.0, grade="g-cau"),
    "viet": Cell("viet", "markdown", False, "", "", 5.0, grade="g-viet", solution="s-viet"),
    "viec": Cell("viec", "markdown", True, "", "", 3.0, task="t-viec"),
    "loi": Cell("loi", "markdown", True, "", ""),
}
QUIZ = Assignment("a", "bai", None, "n", None, CELLS)


def test_ids_of_a_batch_lie_together_and_tell_no_order() -> None:
    """Formgrader sorts by the ids of notebooks; the learners come in theirs."""
    batch = Ids(together=True)
    made = [batch.random() for _ in range(50)]
    assert len({id[:16] for id in made}) == 1
    assert made != sorted(made)
    rows = [batch.next() for _ in range(300)]
    assert rows == sorted(rows)
    alone = Ids(together=False)
    assert len({alone.random()[:8] for _ in range(20)}) == 20
    for id in (*made, *rows, alone.random(), alone.next()):
        assert re.fullmatch("[0-9a-f]{32}", id)


def test_a_new_submission_has_a_row_for_everything() -> None:
    """A grade for each graded cell and task, a comment for each text and task, as nbgrader does."""
    new = New("hv-1", None, {"g-cau": 1.5}, {})
    made = changes(QUIZ, [new], set(), {}, Ids(together=False))
    assert made.students == [("hv-1",)]
    assert {row[2]: row[3:] for row in made.grades} == {
        "g-cau": (1.5, False), "g-viet": (None, True), "t-viec": (None, True),
    }  # fmt: skip
    assert {row[2]: row[3] for row in made.comments} == {"s-viet": None, "t-viec": None}


def test_what_a_person_gave_is_looked_at_again_and_never_taken() -> None:
    """Only machine's scores and the question whether somebody has to look are ever changed."""
    grades = {
        "g-cau": OldGrade("1", 1.0, None, False),
        "g-viet": OldGrade("2", None, 4.0, False),
        "t-viec": OldGrade("3", None, 3.0, False),
    }
    comments: dict[str, tuple[str, str | None]] = {
        "s-viet": ("4", "No response."),
        "t-viec": ("5", None),
    }
    old = Old("s", "m", None, None, None, grades, comments)
    new = New("hv-1", None, {"g-cau": 2.0, "g-viet": None}, {"s-viet": None})
    made = changes(QUIZ, [new], {"hv-1"}, {"hv-1": old}, Ids(together=False))
    assert (made.students, made.submissions, made.notebooks) == ([], [], [])
    assert (made.grades, made.comments, made.new_timestamps) == ([], [], [])
    assert made.new_grades == [(2.0, False, "1"), (None, True, "2")]
    assert made.new_comments == [(None, "4")]
    again = changes(QUIZ, [New("hv-1", None)], {"hv-1"}, {"hv-1": old}, Ids(together=False))
    assert (again.new_grades, again.new_comments) == ([], [])


def test_nothing_but_the_learner_where_nbgrader_makes_no_more() -> None:
    made = changes(QUIZ, [New("hv-1", None, student_only=True)], set(), {}, Ids(together=False))
    assert (made.students, made.submissions, made.grades) == ([("hv-1",)], [], [])
