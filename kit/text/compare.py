"""The comparison ladder for a typed answer: exact, spelling, without marks, or not at all."""

from enum import IntEnum

from kit.text.fold import bare, fold, has_marks
from kit.text.spelling import respell, spelling

__all__ = ["Match", "equal", "same"]


class Match(IntEnum):
    """How near a typed text comes to the expected one; a greater value is nearer."""

    NONE = 0
    """Another text."""
    BARE = 1
    """The same letters, typed without any diacritic: the author decides what that is worth."""
    SPELLING = 2
    """The same words in the other tolerated spelling (kỉ luật for kỷ luật): full marks."""
    EXACT = 3
    """Equal after `fold`: full marks."""


def same(typed: str, expected: str) -> Match:
    """Compare what a learner typed with one accepted answer. The order of arguments matters.

    BARE is only for a `typed` text that has no diacritic at all: `so sai` comes near `sợ sai`, but
    `sơ sài` is another text. i and y are folded there, too (`ki luat` for `kỷ luật`). There is no
    edit distance: `10` is not `19`.
    """
    mine, key = fold(typed), fold(expected)
    if mine == key:
        return Match.EXACT
    if respell(mine) == respell(key):
        return Match.SPELLING
    if not has_marks(typed) and respell(bare(mine)) == respell(bare(key)):
        return Match.BARE
    return Match.NONE


def equal(a: str, b: str) -> bool:
    """Whether two texts earn the same marks (level A or B). An equivalence relation."""
    return spelling(a) == spelling(b)
