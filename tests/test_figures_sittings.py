"""kit.figures.heat, gain and pace by hand-made papers."""

from datetime import datetime, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.drawing import Slot
from kit.figures.gain import gain, pairs
from kit.figures.heat import by_topic, heat
from kit.figures.pace import gaps, paces
from kit.figures.sitting import Answered, Sitting, scores
from kit.figures.student import quantile
from kit.kinds.true_false import TrueFalseItem
from kit.model import Tags

NOW = datetime(2026, 11, 22, 9, 0)  # noqa: DTZ001


def item(id: str, topic: str | None = None) -> TrueFalseItem:
    return TrueFalseItem(id=id, kind="true_false", stem="?", key=True, tags=Tags(topic=topic))


ITEMS = {"a": item("a", "xây"), "b": item("b", "xây"), "c": item("c", "chống"), "d": item("d")}


def sat(group: str, learner: str, marks: dict[str, float | None], points: float = 2.0) -> Sitting:
    """Somebody's paper; each place is worth so many points."""
    places = (
        Answered(Slot(id, id, points), ITEMS[id], True, mark, 10.0 * n)
        for n, (id, mark) in enumerate(marks.items(), 1)
    )
    return Sitting(group, learner, tuple(places))


def test_a_score_is_of_the_questions_that_have_marks() -> None:
    """Of 2 + 1 of 4 points a third place without a mark takes nothing, and more is not all."""
    assert sat("x", "1", {"a": 2.0, "b": 1.0, "c": None}).share == 0.75
    assert sat("x", "1", {"a": 3.0}).share == 1.0
    assert sat("x", "1", {"a": None}).share is None
    assert scores([sat("x", "1", {"a": None}), sat("x", "2", {"a": 1.0})]) == [0.5]


def group(name: str, size: int, *, right: int) -> list[Sitting]:
    """So many papers, of which the first ones have everything right."""
    marks = ({"a": 2.0, "b": 2.0, "c": 2.0}, {"a": 2.0, "b": 0.0, "c": 0.0})
    return [sat(name, f"{n}", dict(marks[n >= right])) for n in range(size)]


def test_the_heat_map_has_the_mean_of_what_people_earned() -> None:
    """Ten with all and ten with half of one topic and none of the other: 75 and 50 %."""
    found = heat([*group("x", 20, right=10), *group("y", 10, right=10)], by_topic, upward=True)
    assert found.labels == ("xây", "chống")
    assert [row.groups for row in found.rows] == [("x",), ("y",)]
    assert [[cell.share for cell in row] for row in found.cells] == [[0.75, 0.5], [1.0, 1.0]]
    assert [cell.share for cell in found.everybody] == pytest.approx([25 / 30, 20 / 30])
    assert [cell.n for cell in found.everybody] == [30, 30]


def test_the_heat_map_tells_of_no_four_people() -> None:
    """Within the group they stand there; upward they are part of a row of at least five."""
    papers = [*group("x", 4, right=2), *group("y", 10, right=5), *group("z", 20, right=5)]
    alone = heat(papers, by_topic, upward=False)
    assert [row.n for row in alone.rows] == [4, 10, 20]
    upward = heat(papers, by_topic, upward=True)
    assert [(row.groups, row.n) for row in upward.rows] == [(("z",), 20), (("x", "y"), 14)]


@given(st.lists(st.tuples(st.sampled_from("xyz"), st.sampled_from([0.0, 1.0, 2.0])), max_size=40))
def test_rows_add_up_to_everybody(papers: list[tuple[str, float]]) -> None:
    """Numbers of people and of points: no row is lost, none counts twice."""
    sittings = [sat(one, f"{n}", {"a": mark}) for n, (one, mark) in enumerate(papers)]
    found = heat(sittings, by_topic, upward=False)
    for column, whole in enumerate(found.everybody):
        cells = [row[column] for row in found.cells]
        assert whole.n == sum(cell.n for cell in cells) == len(papers)
        points = sum(cell.n * (cell.share or 0.0) for cell in cells)
        assert points == pytest.approx(whole.n * (whole.share or 0.0))


def test_gain_is_over_those_who_did_both() -> None:
    """
    Differences 0.5, 0.5, 0, 0.25, 0 of five people: mean 0.25, standard deviation 0.25, and t for
    four degrees of freedom is 2.776: 0.25 ± 0.3104. Who did one quiz alone plays no part.
    """
    before = {"1": 0.0, "2": 1.0, "3": 2.0, "4": 0.5, "5": 1.0, "6": 2.0}
    after = {"1": 1.0, "2": 2.0, "3": 2.0, "4": 1.0, "5": 1.0, "7": 0.0}
    found = pairs(
        [sat("x", who, {"a": mark}) for who, mark in before.items()],
        [*(sat("x", who, {"a": mark}) for who, mark in after.items()), sat("y", "6", {"a": 0.0})],
    )
    assert {group: len(mine) for group, mine in found.items()} == {"x": 5}
    told = gain(found["x"])
    assert told is not None
    assert told.n == 5
    assert (told.before, told.after) == pytest.approx((0.45, 0.7))
    assert told.gain == pytest.approx(0.25)
    assert told.interval is not None
    assert told.interval.low == pytest.approx(0.25 - 2.7764451 * 0.25 / 5**0.5)
    assert told.interval.high == pytest.approx(0.25 + 2.7764451 * 0.25 / 5**0.5)
    assert gain([]) is None
    one = gain([(0.0, 1.0)])
    assert one is not None
    assert one.interval is None


@pytest.mark.parametrize(
    ("freedom", "expected"),
    [(1, 12.7062047), (2, 4.3026527), (5, 2.5705818), (30, 2.0422725), (1000, 1.9623391)],
)
def test_the_quantile_is_that_of_the_tables(freedom: int, expected: float) -> None:
    assert quantile(freedom) == pytest.approx(expected, abs=1e-6)


def at(*seconds: float) -> dict[str, datetime]:
    return {f"q{n}": NOW + timedelta(seconds=one) for n, one in enumerate(seconds)}


def test_a_question_takes_from_the_answer_before_it_to_its_own() -> None:
    """Whatever order they were answered in; a clock that was set back tells nothing."""
    assert gaps(NOW, at(30, 50, 45)) == {"q0": 30.0, "q2": 15.0, "q1": 5.0}
    assert gaps(NOW + timedelta(seconds=40), at(30, 50)) == {"q1": 20.0}
    assert gaps(NOW, at(7)) == {"q0": 7.0}
    assert gaps(NOW, {}) == {}
    assert gaps(NOW, at(5, 5, 9)) == {"q0": 5.0, "q1": 0.0, "q2": 4.0}  # saved at one moment


def test_a_paper_that_was_typed_in_has_no_times() -> None:
    assert gaps(NOW, at(60, 60, 60)) == {}


def test_the_heat_map_tells_of_five_people_and_not_of_four() -> None:
    for size, told in ((4, ()), (5, (0.75, 0.5))):
        papers = [sat("x", f"{n}", {"a": 2.0, "b": 1.0, "c": 1.0}) for n in range(size)]
        found = heat(papers, by_topic, upward=True)
        assert tuple(cell.share for row in found.cells for cell in row) == told
        assert tuple(cell.share for cell in found.everybody if cell.n) == told


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=20, unique=True), st.randoms())
def test_times_add_up_to_the_whole(seconds: list[int], rng: Random) -> None:
    found = gaps(NOW, at(*rng.sample(seconds, len(seconds))))
    assert sum(found.values()) == max(seconds)


def test_only_medians_of_five_people() -> None:
    """Ten, twenty … seconds; the fifth person's paper makes them tell."""
    four = [sat("x", f"{n}", {"a": 1.0, "b": 1.0}) for n in range(4)]
    assert paces(four) == []
    five = [*four, Sitting("x", "9", (Answered(Slot("a", "a", 2.0), ITEMS["a"], True, 1.0, 90.0),))]
    (pace,) = paces(five)
    assert (pace.item, pace.n, pace.median) == ("a", 5, 10.0)
    assert (pace.quarter, pace.three_quarters) == (10.0, 10.0)
