"""Groups too small to stand alone stand together.

Every figure over some of the rows is then one over at least five people, and so is what two such
figures differ by.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from kit.figures.model import FEW

__all__ = ["Pool", "pools"]


@dataclass(frozen=True)
class Pool:
    """One row of a table by groups."""

    groups: tuple[str, ...]
    """Ids; more than one where small groups were put together."""
    n: int
    """People."""

    @property
    def pooled(self) -> bool:
        """Whether it stands for groups that are too small alone."""
        return len(self.groups) > 1


def pools(people: Mapping[str, int], least: int = FEW) -> tuple[Pool, ...]:
    """Groups with so many people → rows, in the same order, the pooled ones last.

    Groups of nobody are left out: there is nothing to show. As few groups as will do join the
    pool, the smallest first, until it has ``least`` people; a pool of one group would not hide
    it. If all of them together are fewer, there is no row at all.
    """
    there = {group: n for group, n in people.items() if n}
    order = sorted(there, key=lambda group: there[group])
    pool = [group for group in order if there[group] < least]
    for group in order[len(pool) :]:
        if not pool or (len(pool) > 1 and sum(map(there.__getitem__, pool)) >= least):
            break
        pool.append(group)
    alone = [Pool((group,), n) for group, n in there.items() if group not in pool]
    together = sum(map(there.__getitem__, pool))
    if together < least:
        return tuple(alone)
    return (*alone, Pool(tuple(group for group in there if group in pool), together))
