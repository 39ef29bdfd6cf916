"""kit.figures.veil and pools: what is about fewer than five people is neither shown nor told."""

from fractions import Fraction

from hypothesis import given, settings
from hypothesis import strategies as st

from kit.figures.model import FEW
from kit.figures.pools import Pool, pools
from kit.figures.veil import veil

COUNTS = st.sampled_from([0, 1, 2, 4, 5, 7, 9, 20, 60])


@st.composite
def tables(draw: st.DrawFn) -> list[list[int]]:
    columns = draw(st.integers(2, 5))
    row = st.lists(COUNTS, min_size=columns, max_size=columns)
    counts = draw(st.lists(row, min_size=2, max_size=6))
    for r, line in enumerate(counts):  # no sum of its own is about a few people
        if 0 < sum(line) < FEW:
            counts[r][0] += FEW
    for c in range(columns):
        if 0 < sum(line[c] for line in counts) < FEW:
            counts[0][c] += FEW
    return counts


def determined(lines: list[list[int]], cells: int) -> set[int]:
    """The unknowns that sums over these lines determine, by elimination over fractions."""
    rows = [[Fraction(n in line) for n in range(cells)] for line in lines if line]
    pivots: list[tuple[int, list[Fraction]]] = []
    for column in range(cells):
        row = next((one for one in rows if one[column]), None)
        if row is None:
            continue
        rows.remove(row)
        row = [value / row[column] for value in row]

        def without(other: list[Fraction], row: list[Fraction] = row, column: int = column):  # type: ignore[no-untyped-def]
            return [a - other[column] * b for a, b in zip(other, row, strict=True)]

        rows = [without(one) for one in rows]
        pivots = [(at, without(one)) for at, one in pivots] + [(column, row)]
    return {at for at, row in pivots if sum(map(bool, row)) == 1}


@settings(max_examples=150, deadline=None)
@given(tables(), st.booleans(), st.booleans())
def test_no_sum_gives_away_what_is_left_out(
    counts: list[list[int]], by_row: bool, by_column: bool
) -> None:
    """
    Solved as equations, the sums that are shown determine none of the cells that are left out, and
    tell of no fewer than five people together.
    """
    hidden = sorted(veil(counts, row_totals=by_row, column_totals=by_column))
    rows = [[(r, c) for c in range(len(counts[0]))] for r in range(len(counts))]
    columns = [[(r, c) for r in range(len(counts))] for c in range(len(counts[0]))]
    assert all((r, c) in hidden for line in rows for r, c in line if 0 < counts[r][c] < FEW)
    told = []
    for line in [*(rows if by_row else []), *(columns if by_column else [])]:
        mine = [cell for cell in line if cell in hidden]
        told.append([hidden.index(cell) for cell in mine])
        assert not mine or sum(counts[r][c] for r, c in mine) >= FEW
    assert determined(told, len(hidden)) == set()


def test_what_is_left_out_is_as_little_as_will_do() -> None:
    """Three people in a corner cost four cells of nine; without sums across, two of a row."""
    corner = [[3, 10, 10], [10, 10, 10], [10, 10, 10]]
    assert veil(corner) == {(0, 0), (0, 1), (1, 0), (1, 1)}
    assert veil([[3, 10, 10]], column_totals=False) == {(0, 0), (0, 1)}
    assert veil([[5, 10, 0]], column_totals=False) == frozenset()


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=2), COUNTS, max_size=8))
def test_every_pool_is_at_least_five_people_and_nobody_is_in_two(people: dict[str, int]) -> None:
    found = pools(people)
    grouped = [group for one in found for group in one.groups]
    assert len(grouped) == len({*grouped})
    assert all(one.n == sum(people[group] for group in one.groups) >= FEW for one in found)
    left = sum(n for group, n in people.items() if group not in grouped)
    assert left < FEW


def test_a_small_group_is_never_alone() -> None:
    """Three join the smallest of the others, so that the difference of two rows is no one's."""
    assert pools({"a": 3, "b": 10, "c": 7, "d": 0}) == (Pool(("b",), 10), Pool(("a", "c"), 10))
    assert pools({"a": 3, "b": 4}) == (Pool(("a", "b"), 7),)
    assert pools({"a": 3}) == ()
    assert pools({"a": 5, "b": 10}) == (Pool(("a",), 5), Pool(("b",), 10))  # five may stand alone
