"""Item statistics: other programs' figures, what holds for any marks, and marks that tell nothing.

``tests/cases/itemstats`` holds marks and the figures that pingouin, scipy, statsmodels, pandas and
numpy give for them, worked out once outside of the project; add a file to add a case.
"""

import doctest
import time
from collections.abc import Sequence
from dataclasses import astuple, replace
from math import fsum, isnan
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import kit.itemstats
from kit.itemstats import Analysis, Choices, Marks, Question, analyse
from kit.itemstats.intervals import sign_test, wilson
from kit.yaml import read
from tests.banks import ROOT

CASES = sorted((ROOT / "tests" / "cases" / "itemstats").glob("*.yaml"))

Row = list[float | None]


def questions(maxima: Sequence[float]) -> list[Question]:
    return [Question(f"q{n}", most) for n, most in enumerate(maxima, 1)]


def equal(count: int) -> list[Question]:
    return questions([1.0] * count)


def case(path: Path) -> tuple[dict[str, Any], Analysis]:
    data = read(path.read_text(encoding="utf-8"), path.name).data
    marks = [
        [None if mark == "-" else float(mark) for mark in line.split()]
        for line in data["marks"].splitlines()
    ]
    return data, analyse(questions([float(most) for most in data["max"]]), marks)


def figure(owner: object, name: str) -> float | None:
    """``facility``, or an end of its interval: ``facility_low``."""
    stem, _, end = name.rpartition("_")
    if end in ("low", "high") and stem:
        return figure(getattr(owner, f"{stem}_interval"), end)
    value: float | None = getattr(owner, name)
    return value


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_figures_are_those_of_other_programs(path: Path) -> None:
    data, found = case(path)
    for name, value in data["quiz"].items():
        assert figure(found.quiz, name) == pytest.approx(float(value), abs=1e-7), name
    for name, values in data["items"].items():
        mine = [figure(item, name) for item in found.items]
        assert mine == pytest.approx([float(value) for value in values], abs=1e-7), name
    # Another method, which needs the F distribution: its ends are near Bonett's.
    if feldt := data.get("feldt"):
        assert found.quiz.alpha_interval is not None
        ends = astuple(found.quiz.alpha_interval)
        assert ends == pytest.approx([float(end) for end in feldt], abs=0.03)


@pytest.mark.parametrize(
    ("right", "n", "low", "high"),
    [
        (81, 263, 0.2553, 0.3662),
        (15, 148, 0.0624, 0.1605),
        (0, 20, 0.0000, 0.1611),
        (1, 29, 0.0061, 0.1718),
    ],
)
def test_wilson_intervals_are_the_published_ones(
    right: int, n: int, low: float, high: float
) -> None:
    """R. G. Newcombe (1998), Statistics in Medicine 17, 857-872, table I, method 3."""
    interval = wilson(right / n, n)
    assert interval is not None
    assert astuple(interval) == pytest.approx((low, high), abs=5e-5)


def test_the_sign_test_is_exact() -> None:
    assert [sign_test(9, 1), sign_test(1, 9), sign_test(3, 3)] == [22 / 1024, 22 / 1024, 1]


def test_the_example_of_the_docstring_holds() -> None:
    tried = doctest.testmod(kit.itemstats)
    assert (tried.attempted, tried.failed) == (3, 0)


@st.composite
def papers(draw: st.DrawFn, gaps: bool = True, least: int = 0) -> tuple[list[Question], list[Row]]:
    """Any paper of up to six items, with quarter marks; with ``gaps``, drawn or half marked."""
    maxima = draw(st.lists(st.integers(1, 4), min_size=least, max_size=6))
    marks = [
        st.integers(0, 4 * most).map(lambda quarters: quarters / 4)
        | (st.none() if gaps else st.nothing())
        for most in maxima
    ]
    rows = draw(st.lists(st.tuples(*marks).map(list), min_size=least, max_size=12))
    return questions([float(most) for most in maxima]), rows


def figures(found: Analysis) -> list[float | None]:
    """Every number of an analysis."""
    flat: list[Any] = [*astuple(found.quiz), *(astuple(item) for item in found.items)]
    numbers: list[float | None] = []
    while flat:
        value = flat.pop()
        if isinstance(value, tuple):
            flat += value
        elif value is None or isinstance(value, int | float):
            numbers.append(value)
    return numbers


@given(papers())
def test_every_figure_is_a_number_or_none_and_within_its_bounds(
    paper: tuple[list[Question], list[Row]],
) -> None:
    found = analyse(*paper)
    assert not [value for value in figures(found) if value is not None and isnan(value)]
    for item in found.items:
        for share in (item.facility, item.intended_weight, item.effective_weight):
            assert share is None or 0 <= share <= 1
        assert item.sd is None or 0 <= item.sd <= 0.5**0.5 + 1e-9
        assert item.discrimination is None or -1 <= item.discrimination <= 1
        assert item.efficiency is None or item.efficiency <= 1
        assert (item.discrimination is None) == (item.efficiency is None)
        for name in ("facility", "discrimination"):
            interval, value = getattr(item, f"{name}_interval"), getattr(item, name)
            assert interval is None or interval.low <= value <= interval.high
    weights = [item.effective_weight for item in found.items if item.effective_weight is not None]
    assert not weights or fsum(weights) == pytest.approx(1)
    alpha, interval = found.quiz.alpha, found.quiz.alpha_interval
    assert alpha is None or alpha <= 1
    assert interval is None or alpha is None or interval.low <= alpha <= interval.high <= 1


@settings(max_examples=50)
@given(papers(), st.randoms(use_true_random=False))
def test_no_order_of_the_learners_changes_any_figure(
    paper: tuple[list[Question], list[Row]], rng: Random
) -> None:
    asked, rows = paper
    assert analyse(asked, rng.sample(rows, len(rows))) == analyse(asked, rows)


@settings(max_examples=50)
@given(papers(), st.sampled_from([0.25, 2.0, 10.0, 1 / 3]))
def test_figures_are_shares_so_the_scale_of_the_marks_does_not_matter(
    paper: tuple[list[Question], list[Row]], factor: float
) -> None:
    asked, rows = paper
    scaled = [replace(question, max=question.max * factor) for question in asked]
    times = [[None if mark is None else mark * factor for mark in row] for row in rows]
    wanted = figures(analyse(asked, rows))
    assert figures(analyse(scaled, times)) == pytest.approx(wanted, abs=1e-5)


@settings(max_examples=50)
@given(papers(gaps=False, least=2), st.integers(0, 4))
def test_an_item_that_all_score_alike_on_changes_nothing_of_the_others(
    paper: tuple[list[Question], list[Row]], quarters: int
) -> None:
    """But for the number of items in alpha's formula."""
    asked, rows = paper
    before = analyse(asked, rows)
    after = analyse([*asked, Question("c", 1.0)], [[*row, quarters / 4] for row in rows])
    assert after.items[-1].discrimination is None
    for old, new in zip(before.items, after.items, strict=False):
        for name in ("facility", "sd", "discrimination", "efficiency", "effective_weight"):
            assert getattr(new, name) == pytest.approx(getattr(old, name), abs=1e-6), name
    k = len(asked)
    if before.quiz.alpha is not None:
        expected = before.quiz.alpha * (k + 1) * (k - 1) / k**2
        assert after.quiz.alpha == pytest.approx(expected, abs=1e-9)


@settings(max_examples=50)
@given(st.integers(2, 6).flatmap(lambda k: st.lists(st.tuples(*[st.booleans()] * k), min_size=2)))
def test_alpha_of_right_and_wrong_is_kr_20(rows: list[tuple[bool, ...]]) -> None:
    """G. F. Kuder and M. W. Richardson (1937), Psychometrika 2, 151-160, formula 20."""
    k, n = len(rows[0]), len(rows)
    alpha = analyse(equal(k), [[float(mark) for mark in row] for row in rows]).quiz.alpha
    totals = [sum(row) for row in rows]
    spread = sum((total - sum(totals) / n) ** 2 for total in totals) / n
    if not spread:
        assert alpha is None
        return
    shares = [sum(column) / n for column in zip(*rows, strict=True)]
    kr_20 = k / (k - 1) * (1 - sum(p * (1 - p) for p in shares) / spread)
    assert alpha == pytest.approx(kr_20, abs=1e-9)


def test_nobody_at_all_tells_nothing() -> None:
    found = analyse(equal(3), [])
    assert set(figures(found)) == {0, None}
    assert analyse([], []).items == ()
    assert analyse([], [[], []]).quiz.n == 0


def test_one_learner_has_a_score_and_no_spread() -> None:
    found = analyse(equal(2), [[1, 0]])
    assert (found.quiz.mean, found.quiz.sd, found.quiz.alpha) == (0.5, None, None)
    assert [item.facility for item in found.items] == [1, 0]
    assert {item.discrimination for item in found.items} == {None}


def test_equal_scores_have_a_spread_of_nothing_and_no_correlation() -> None:
    found = analyse(equal(3), [[1 / 3, 1, 0.1]] * 7)
    assert (found.quiz.sd, found.quiz.alpha, found.quiz.skewness) == (0, None, None)
    assert {item.effective_weight for item in found.items} == {None}


def test_thirds_that_add_up_to_the_same_are_the_same() -> None:
    """What rounding leaves of 0,1 + 0,7 and 0,8 is no difference between learners."""
    rows: list[Row] = [[0.1, 0.7, 0], [0.8, 0, 0], [0, 0.8, 0], [0.7, 0.1, 0]]
    assert analyse(equal(3), rows).quiz.sd == 0
    assert analyse(equal(3), rows).items[2].discrimination is None


def test_a_learner_with_one_mark_counts_for_facility_and_not_for_discrimination() -> None:
    rows: list[Row] = [[1, 1], [0, 0], [1, None]]
    first = analyse(equal(2), rows).items[0]
    assert (first.n, first.discrimination) == (3, 1)
    assert first.facility == pytest.approx(2 / 3)


def test_drawn_papers_have_no_alpha_by_item_and_one_by_place() -> None:
    drawn: list[Row] = [[1, None, 1], [None, 0, 0], [1, 1, None], [0, None, 0]]
    by_item = analyse(equal(3), drawn)
    assert (by_item.quiz.n, by_item.quiz.complete, by_item.quiz.alpha) == (4, 0, None)
    assert {item.effective_weight for item in by_item.items} == {None}
    by_place = analyse(equal(2), [[m for m in row if m is not None] for row in drawn])
    assert by_place.quiz.alpha == pytest.approx(1)
    assert by_place.quiz.mean == by_item.quiz.mean


def test_everything_wrong_with_the_marks_is_said_at_once() -> None:
    asked = [Question("a", 0), Question("b", 1), Question("b", 1)]
    rows: Marks = [[0, 1.5, 0], [0, float("nan"), 0], [0, 1], [0, -1, 1]]
    with pytest.raises(ValueError, match="'b' stands twice") as caught:
        analyse(asked, rows)
    for said in ("'a': a maximum of 0", "learner 0, 'b': 1.5", "learner 1, 'b': nan",
                 "learner 2: 2 marks for 3 items", "learner 3, 'b': -1"):  # fmt: skip
        assert said in str(caught.value)


def test_a_city_is_analysed_in_a_second() -> None:
    """4,500 learners, 25 items with their options: half a second of one core where it was made."""
    rng, sets = Random(1), {option: frozenset(option) for option in "abcd"}
    skills = [rng.gauss(0, 1) for _ in range(4500)]
    marks = [[float(rng.random() * 3 - 1 < skill) for _ in range(25)] for skill in skills]
    chosen = [{n: sets["a" if row[i] else rng.choice("bcd")] for n, row in enumerate(marks)}
              for i in range(25)]  # fmt: skip
    options, key = tuple("abcd"), frozenset("a")
    asked = [Question(f"q{n}", 1.0, Choices(options, key, one)) for n, one in enumerate(chosen)]
    begun = time.process_time()
    found = analyse(asked, marks)
    spent = time.process_time() - begun
    assert found.quiz.n == 4500
    assert spent < 3, f"{spent:.2f} s of processor time"
