"""Which counts of a table to leave out so that none under five can be read or worked out.

A count of one to four is left out, and with it as many others as it takes that no sum that is
shown gives it away. Seen as a graph, with a node for each row and each column and an edge for each
count that is left out, sums determine just those counts whose edge is a bridge: so more are left
out until no edge is one, and until what a sum hides is at least five people.

L. H. Cox (1980), Suppression Methodology and Statistical Disclosure Control, Journal of the
American Statistical Association 75, 377-385; D. Gusfield (1988), A Graph Theoretic Approach to
Statistical Data Security, SIAM Journal on Computing 17, 552-571.
"""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from kit.figures.model import FEW

__all__ = ["veil"]

Cell = tuple[int, int]
"""Row and column, from 0."""


def veil(
    counts: Sequence[Sequence[int]],
    *,
    row_totals: bool = True,
    column_totals: bool = True,
    least: int = FEW,
) -> frozenset[Cell]:
    """The cells to leave out of a table of people.

    ``row_totals`` and ``column_totals`` say which sums are shown beside it, or can be known; each
    of them has to be about at least ``least`` people or about nobody, as ``pools`` makes rows. A
    smaller one has all its cells left out, and is the caller's to leave out, too.
    """
    rows, columns = len(counts), len(counts[0]) if counts else 0
    cells = [(row, column) for row in range(rows) for column in range(columns)]
    hidden = {cell for cell in cells if 0 < _at(counts, cell) < least}
    lines = [
        *([(row, column) for column in range(columns)] for row in range(rows) if row_totals),
        *([(row, column) for row in range(rows)] for column in range(columns) if column_totals),
    ]
    bridges = _Bridges(row_totals, column_totals)
    while weak := next(_weak(counts, lines, hidden, least, bridges), None):
        crowded = Counter(cell[axis] + axis * rows for cell in hidden for axis in (0, 1))
        hidden.add(min(weak, key=partial(_dearness, counts, crowded, rows)))
    return frozenset(hidden)


def _dearness(
    counts: Sequence[Sequence[int]], crowded: Counter[int], rows: int, cell: Cell
) -> tuple[bool, int, int, Cell]:
    """What is lost by leaving a cell out: nobody covers nothing, and one beside others is cheap."""
    row, column = cell
    n = counts[row][column]
    beside = (crowded[row] > 0) + (crowded[column + rows] > 0)
    return not n, -beside, n, cell


def _weak(
    counts: Sequence[Sequence[int]],
    lines: Sequence[Sequence[Cell]],
    hidden: set[Cell],
    least: int,
    bridges: "_Bridges",
) -> Iterator[list[Cell]]:
    """For each sum that tells too much, what else could be left out of it."""
    for line in lines:
        mine = [cell for cell in line if cell in hidden]
        rest = [cell for cell in line if cell not in hidden]
        if mine and rest and sum(_at(counts, cell) for cell in mine) < least:
            yield rest
    for told, beyond in bridges.of(hidden):
        around = [cell for line in lines for cell in line if cell not in hidden]
        yield from filter(None, [[one for one in around if bridges.parts(one, beyond)]])
        for line in lines:
            rest = [cell for cell in line if cell not in hidden]
            if told in line and rest:
                yield rest


Node = tuple[str, int]


@dataclass(frozen=True)
class _Bridges:
    """Finds the edges that nothing goes around. Where no sums are shown, one node is enough."""

    by_row: bool
    by_column: bool

    def ends(self, cell: Cell) -> tuple[Node, Node]:
        """The two nodes of a cell's edge."""
        return ("row", cell[0] * self.by_row), ("column", cell[1] * self.by_column)

    def parts(self, cell: Cell, beyond: frozenset[Node]) -> bool:
        """Whether the cell's edge would lead to those nodes from elsewhere."""
        row, column = self.ends(cell)
        return (row in beyond) != (column in beyond)

    def of(self, hidden: set[Cell]) -> list[tuple[Cell, frozenset[Node]]]:
        """The cells whose edge is a bridge, each with the nodes on one side of it.

        R. E. Tarjan (1974), Information Processing Letters 2, 160-161.
        """
        around: dict[Node, list[tuple[Node, Cell]]] = {}
        for cell in sorted(hidden):
            row, column = self.ends(cell)
            around.setdefault(row, []).append((column, cell))
            around.setdefault(column, []).append((row, cell))
        found: list[tuple[Cell, frozenset[Node]]] = []
        reached: dict[Node, int] = {}

        def visit(node: Node, by: Cell | None) -> int:
            lowest = reached[node] = len(reached)
            for other, cell in around[node]:
                if cell == by:
                    continue
                if other in reached:
                    lowest = min(lowest, reached[other])
                    continue
                below = visit(other, cell)
                lowest = min(lowest, below)
                if below > reached[node]:
                    side = frozenset(one for one in reached if reached[one] >= below)
                    found.append((cell, side))
            return lowest

        for node in around:
            if node not in reached:
                visit(node, None)
        return sorted(found, key=lambda one: one[0])


def _at(counts: Sequence[Sequence[int]], cell: Cell) -> int:
    return counts[cell[0]][cell[1]]
