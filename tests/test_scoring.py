"""What the one scoring function adds to the kinds: outcomes, points, blanks, whole quizzes."""

import pytest

from kit.kinds import Bank
from kit.model import Outcome, Response, is_blank
from kit.scoring import score, score_quiz
from kit.text import visible
from tests.banks import BANKS, bank, item

OPTIONS = {"a": "Một", "b": "Hai"}


@pytest.mark.parametrize(
    "response", [None, "", " \n\t", [], {}, [None, " "], {"a": None, "b": {"c": ""}}]
)
def test_nothing_in_any_shape_is_blank(response: Response) -> None:
    assert is_blank(response)


@pytest.mark.parametrize("response", [False, 0, 0.0, "0", [False], {"a": False}])
def test_false_and_zero_are_answers(response: Response) -> None:
    assert not is_blank(response)


def test_points_scale_the_fraction() -> None:
    one = item(kind="set", accept=[["một"], ["hai"]], points="3")
    assert (score(one, ["một"]).score, score(one, ["một"]).max) == (1.5, 3)


def test_thirds_add_up_to_the_whole() -> None:
    one = item(kind="matching", pairs={"1": "x", "2": "y", "3": "z"})
    assert score(one, one.right()).outcome is Outcome.RIGHT


@pytest.mark.parametrize("points", ["0.6666667", "0.3333333", "1.25", "0.00000001"])
def test_what_is_right_earns_its_points_to_the_last_decimal(points: str) -> None:
    """Moodle exports seven decimals: more than the points is no score, less is not all of it."""
    one = item(kind="set", accept=[["một"], ["hai"]], points=points)
    whole = score(one, ["một", "hai"])
    assert whole.score == whole.max == float(points)
    half = score(one, ["một"])
    assert half.score is not None
    assert 0 <= half.score <= half.max
    assert half.score == pytest.approx(half.max / 2, abs=1e-6)


def test_outcomes_tell_right_partial_and_wrong() -> None:
    one = item(kind="set", accept=[["một"], ["hai"]])
    responses: list[Response] = [["hai", "một"], ["hai"], ["ba"]]
    outcomes = [score(one, response).outcome for response in responses]
    assert outcomes == [Outcome.RIGHT, Outcome.PARTIAL, Outcome.WRONG]


def test_notes_come_in_the_language_asked_for() -> None:
    one = item(kind="number", key="5")
    assert "5-7%" not in score(one, "vài").note
    assert score(one, "vài", "vi").note != score(one, "vài", "en").note


def test_a_response_nested_without_end_is_invalid() -> None:
    response: Response = "x"
    for _ in range(5000):
        response = [response]
    assert score(item(kind="single", options=OPTIONS, key="a"), response).outcome is Outcome.INVALID


def test_what_is_told_of_a_response_stands_in_one_line() -> None:
    """Whatever was typed; half a character could not be written into any file."""
    for typed in ("a\nb", "\x1b[2J", "\ud83d", "\u202e", "\0"):
        note = score(item(kind="number", key="5"), typed).note
        assert note.isprintable()
        assert typed not in note
        assert visible(typed) in note


@pytest.mark.parametrize("one", BANKS, ids=lambda one: one.id)
def test_a_whole_quiz_answered_right_earns_all_that_a_machine_can_give(one: Bank) -> None:
    scores = score_quiz(one, {item.id: item.right() for item in one.items})
    earned = sum(each.score for each in scores if each.score is not None)
    assert earned == sum(item.points for item in one.items if item.scored == "machine")


def test_an_item_without_a_response_is_blank_and_foreign_responses_do_not_count() -> None:
    quiz = bank([{"id": "x", "kind": "true_false", "stem": "?", "key": "sai"}])
    (only,) = score_quiz(quiz, {"y": True})
    assert (only.item, only.outcome, only.score) == ("x", Outcome.BLANK, 0.0)
