"""Figures by hand-made examples, and that what goes upwards tells nothing of a few people."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kit.figures import FEW, SMALL, Attempt, Marked, count, hide, most_missed, spread, upwards

SHARES = st.sampled_from([None, 0.0, 0.5, 1.0])


def tries(*shares: float | None, quiz: str = "a") -> list[Attempt]:
    return [Attempt(quiz, f"hv-{n}", share) for n, share in enumerate(shares)]


def test_people_and_attempts_are_two_things() -> None:
    """Two quizzes by the same three people: three people, five attempts, two with all right."""
    first = tries(1.0, 0.5, 1.0)
    second = tries(1.0, None, quiz="b")
    row = count([("Tổ", 12, [*first, *second])]).rows[0]
    assert (row.people, row.attempts, row.all_correct, row.unscored) == (3, 5, 2, 1)
    assert row.mean == pytest.approx(3.5 / 4)
    assert row.rate == Fraction(3, 12)


def test_whoever_works_without_a_name_is_perhaps_counted_already() -> None:
    """Eleven by name, of whom one has also done it anonymously: never 12 of 12, never 100 %."""
    named = tries(*[1.0] * 11)
    nameless = [Attempt(quiz, "an-1", 1.0, anonymous=True) for quiz in ("a", "b")]
    row = count([("Tổ", 12, [*named, *nameless])]).rows[0]
    assert (row.people, row.perhaps, row.all_correct) == (11, 1, 11)
    assert row.rate == Fraction(11, 12)
    whole = count([("Tổ", 11, [*named, *nameless])]).total
    assert (whole.people, whole.perhaps) == (11, 0)  # the list has no more


def test_a_group_that_works_without_names_took_part() -> None:
    """Within one quiz they are so many; over two quizzes the ids may be the same people's."""
    one = [Attempt("a", f"an-{n}", 0.5, anonymous=True) for n in range(6)]
    two = [Attempt("b", f"an-b{n}", 0.5, anonymous=True) for n in range(5)]
    row = count([("Tổ", 12, [*one, *two, *tries(1.0, 1.0)])]).rows[0]
    assert (row.people, row.perhaps, row.rate) == (6, 6, Fraction(6, 12))


def test_an_attempt_that_does_not_count_is_an_attempt() -> None:
    """A person's second attempt: one person, two attempts, and one score."""
    again = [Attempt("a", "hv-0", 1.0), Attempt("a", "hv-0", None, counts=False)]
    row = count([("Tổ", 12, again)]).rows[0]
    assert (row.people, row.attempts, row.unscored, row.mean) == (1, 2, 0, 1.0)


def test_how_few_worked_without_a_name_is_not_told_upwards() -> None:
    nameless = [Attempt("a", f"an-{n}", 1.0, anonymous=True) for n in range(2)]
    table = count([("A", 30, [*tries(*[1.0] * 20), *nameless]), ("B", 30, tries(*[1.0] * 9))])
    shown = upwards(table)
    assert [row.perhaps for row in shown.rows] == [None, 0]
    assert (shown.total.people, shown.total.perhaps) == (29, None)


def test_a_small_unit_has_no_percentage() -> None:
    assert count([("Tổ", SMALL - 1, tries(1.0))]).rows[0].rate is None
    assert count([("Tổ", SMALL, tries(1.0))]).rows[0].rate == Fraction(1, 10)
    assert count([("Tổ", 0, [])]).rows[0].rate is None


def test_ids_of_two_units_are_two_people() -> None:
    total = count([("A", 10, tries(1.0)), ("B", 10, tries(1.0))]).total
    assert (total.members, total.people, total.attempts, total.all_correct) == (20, 2, 2, 2)


def test_nobody_is_no_mean() -> None:
    row = count([("Tổ", 20, [])]).rows[0]
    assert (row.people, row.attempts, row.mean, row.rate) == (0, 0, None, Fraction(0))


@pytest.mark.parametrize(
    ("counts", "hidden", "told"),
    [
        ([3, 9, 20], {0, 1}, True),  # one alone is total less the others
        ([1, 1, 20, 30], {0, 1, 2}, True),  # two, but a sum about two people
        ([0, 9, 20], set(), True),
        ([3, 0], {0}, False),
        ([4, 4, 0], {0, 1}, True),
        ([5, 9, 20], set(), True),  # five are not few
        ([1, 4, 20], {0, 1}, True),  # nor is a sum about five
    ],
)
def test_what_is_hidden(counts: list[int], hidden: set[int], told: bool) -> None:
    assert hide(counts, FEW) == (hidden, told)


@given(
    st.lists(
        st.tuples(
            st.integers(0, 30), st.lists(st.sampled_from([None, 0.0, 0.5, 1.0]), max_size=30)
        ),
        max_size=8,
    )
)
def test_nothing_is_told_of_a_few_people(units: list[tuple[int, list[float | None]]]) -> None:
    """No figure from 1 to 4 people is left, and none comes out of the total less the rest."""
    table = count((f"U{n}", members, tries(*shares)) for n, (members, shares) in enumerate(units))
    shown = upwards(table)
    for name in ("people", "all_correct"):
        told = [getattr(row, name) for row in shown.rows]
        assert not any(one is not None and 0 < one < FEW for one in told)
        whole = getattr(shown.total, name)
        if whole is not None and None in told:
            assert whole - sum(one or 0 for one in told) >= FEW
    for row in shown.rows:
        if row.people is None:
            assert (row.attempts, row.all_correct, row.mean, row.rate) == (None,) * 4


def test_scores_are_spread_over_bands() -> None:
    shares = [0.0, 0.49, 0.5, 0.1 + 0.7 - 1e-12, 0.99, 1.0, 1.25, -0.1]
    bands = spread(shares)
    assert [(band.low, band.high, band.attempts) for band in bands] == [
        (0.0, 0.5, 3), (0.5, 0.8, 1), (0.8, 1.0, 2), (1.0, 1.0, 2),
    ]  # fmt: skip


def test_bands_are_not_the_yearly_ratings_of_people() -> None:
    """366-QĐ/TW parts people at 50, 70 and 90."""
    edges = [band.low for band in spread([])]
    assert not {0.7, 0.9} & {*edges}


def answers(item: str, *shares: float | None) -> list[Marked]:
    return [Marked(item, share) for share in shares]


def test_the_most_missed_questions() -> None:
    found = most_missed(
        [
            *answers("nửa", 1, 1, 1, 0, 0.5, 0),
            *answers("hết", 0, 0, 0, 0, 0, None),
            *answers("không", 1, 1, 1, 1, 1),
            *answers("ít", 0, 0, 0, 0),
            *answers("nửa-nữa", *[0.0] * 5, *[1.0] * 5),
        ]
    )
    assert [(one.item, one.missed, one.asked) for one in found] == [
        ("hết", 5, 5), ("nửa-nữa", 5, 10), ("nửa", 3, 6),
    ]  # fmt: skip
    assert found[1].rate == Fraction(1, 2)
    assert most_missed([], 3) == ()
