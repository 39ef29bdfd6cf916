"""Which part of a paper each key of one list at its end is for, where every part counts from 1."""

from collections.abc import Sequence

from kit.formats.draft.model import Draft

__all__ = ["parts_of", "runs_in"]

_MOST = 0.8
"""Of the numbers of a run of keys that its part must have asked."""


def runs_in(numbers: Sequence[int]) -> list[list[int]]:
    """The places of the numbers in runs that go up."""
    runs: list[list[int]] = []
    for n, number in enumerate(numbers):
        if not runs or number < numbers[runs[-1][-1]]:
            runs.append([])
        runs[-1].append(n)
    return runs


def parts_of(drafts: Sequence[Draft], numbers: Sequence[int]) -> list[int]:
    """The series of questions that each key is for; none if runs of keys and parts do not agree.

    There are as many runs as parts, or as parts with options, or as parts that are no essays.
    """
    runs = runs_in(numbers)
    series = [*dict.fromkeys(one.series for one in drafts)]
    chosen = [*dict.fromkeys(one.series for one in drafts if one.options)]
    short = [*dict.fromkeys(one.series for one in drafts if one.hint != "essay")]
    for parts in (series, chosen, short):
        if len(runs) == len(parts) > 1 and all(
            _agree(drafts, one, [numbers[n] for n in run])
            for one, run in zip(parts, runs, strict=True)
        ):
            return [one for one, run in zip(parts, runs, strict=True) for _ in run]
    return []


def _agree(drafts: Sequence[Draft], series: int, numbers: Sequence[int]) -> bool:
    labels = {one.label for one in drafts if one.series == series}
    return sum(str(number) in labels for number in numbers) >= _MOST * len(numbers)
