"""Marks of learners × items as shares of what each learner could get."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import fsum, isfinite

from kit.itemstats.model import Question

__all__ = ["Column", "Marks", "Scores", "scores"]

Marks = Sequence[Sequence[float | None]]
"""Learners × items. ``None``: not asked, or no mark yet; a blank answer was asked and has 0."""

# Nine decimals: marks are sums of thirds and sevenths, and equal scores have to be equal.
_PLACES = 9


@dataclass(frozen=True)
class Column:
    """One item's marks, over the learners who have one."""

    shares: tuple[float, ...]
    """Mark / maximum of the item."""
    rests: dict[int, float]
    """Learner → score on the rest of the own paper; without those who have no other mark."""
    paired: tuple[float, ...]
    """``shares`` of the learners in ``rests``, in the same order."""


@dataclass(frozen=True)
class Scores:
    """The same marks, looked at by item and by learner."""

    columns: tuple[Column, ...]
    totals: tuple[float, ...]
    """Score of each learner with a mark: marks / maximum of what has a mark, 0 to 1."""
    complete: tuple[tuple[float, ...], ...]
    """Rows of the learners with a mark for every item, as parts of the paper's maximum."""


def scores(questions: Sequence[Question], marks: Marks) -> Scores:
    """Raises ``ValueError`` with everything that is no matrix of marks from 0 to the maximum."""
    if faults := list(_faults(questions, marks)):
        raise ValueError("; ".join(faults))
    most = [question.max for question in questions]
    whole = fsum(most)
    sums = [_sums(row, most) for row in marks]
    return Scores(
        tuple(_column(n, question.max, marks, sums) for n, question in enumerate(questions)),
        tuple(_share(got, of) for got, of, count in sums if count),
        tuple(
            tuple(mark / whole for mark in row if mark is not None)
            for row, (_, _, count) in zip(marks, sums, strict=True)
            if count == len(questions)
        ),
    )


Sums = tuple[float, float, int]
"""A learner's marks, the maximum of what has a mark, and how many have."""


def _sums(row: Sequence[float | None], most: Sequence[float]) -> Sums:
    given = [(mark, of) for mark, of in zip(row, most, strict=True) if mark is not None]
    return fsum(mark for mark, _ in given), fsum(of for _, of in given), len(given)


def _column(n: int, most: float, marks: Marks, sums: Sequence[Sums]) -> Column:
    shares, paired, rests = [], [], {}
    for learner, (row, (got, of, count)) in enumerate(zip(marks, sums, strict=True)):
        mark = row[n]
        if mark is None:
            continue
        shares.append(_share(mark, most))
        if count > 1:
            paired.append(shares[-1])
            rests[learner] = _share(got - mark, of - most)
    return Column(tuple(shares), rests, tuple(paired))


def _share(part: float, of: float) -> float:
    return min(1.0, max(0.0, round(part / of, _PLACES)))


def _faults(questions: Sequence[Question], marks: Marks) -> Iterator[str]:
    ids = [question.id for question in questions]
    yield from (f"{id!r} stands twice" for id in sorted({i for i in ids if ids.count(i) > 1}))
    for question in questions:
        if not (isfinite(question.max) and question.max > 0):
            yield f"{question.id!r}: a maximum of {question.max}"
    for learner, row in enumerate(marks):
        if len(row) != len(questions):
            yield f"learner {learner}: {len(row)} marks for {len(questions)} items"
            continue
        for question, mark in zip(questions, row, strict=True):
            if mark is not None and not -1e-9 <= mark <= question.max + 1e-9:
                yield f"learner {learner}, {question.id!r}: {mark} is not in 0 to {question.max}"
