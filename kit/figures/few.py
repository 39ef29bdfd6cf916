"""Which figures to hide so that nothing is told about a few people."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

__all__ = ["hide"]


def hide(
    counts: Sequence[int], least: int, forced: AbstractSet[int] = frozenset()
) -> tuple[set[int], bool]:
    """The places of ``counts`` to hide, and whether their total may still be told.

    Hidden are the ``forced`` ones and counts of 1 to ``least`` - 1. As the total would give a
    single hidden figure away, or a sum about a few people, another count is hidden with them: the
    smallest that helps; where none does, the total is not told.
    """
    hidden = set(forced) | {n for n, count in enumerate(counts) if 0 < count < least}
    rest = sorted((count, n) for n, count in enumerate(counts) if count and n not in hidden)
    while hidden and not _safe(hidden, counts, least):
        if not rest:
            return hidden, False
        hidden.add(rest.pop(0)[1])
    return hidden, True


def _safe(hidden: set[int], counts: Sequence[int], least: int) -> bool:
    """Whether the total gives neither one hidden figure away nor a sum about a few people."""
    return len(hidden) > 1 and sum(counts[n] for n in hidden) >= least
