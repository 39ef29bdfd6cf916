"""A table as rows of cells under columns."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from kit.formats.paper.line import Line
from kit.formats.rich import Rich, joined

__all__ = ["Grid", "GridCell"]


@dataclass(frozen=True)
class GridCell:
    """One cell; never blank in a grid, where blank ones are ``None``."""

    lines: tuple[Line, ...]
    place: str
    span: int = 1
    """Columns that it takes."""

    @property
    def text(self) -> Rich:
        """All its lines."""
        return joined(line.text for line in self.lines)

    @property
    def plain(self) -> str:
        """Its text in one line."""
        return " ".join(" ".join(line.text.text for line in self.lines).split())

    @property
    def lost(self) -> Iterator[str]:
        """What it shows that is no text."""
        return (name for line in self.lines for name in line.lost)


@dataclass(frozen=True)
class Grid:
    """A table."""

    rows: tuple[tuple[GridCell | None, ...], ...]
    """All as wide as the widest."""
    places: tuple[tuple[str, ...], ...]
    """Of every cell, blank ones included."""
    title: str = ""
    """Name of the sheet."""
    above: Mapping[tuple[int, int], tuple[int, int]] = field(default_factory=dict)
    """Row and column of a cell that is joined with one above it → that one's."""

    def cell(self, row: int, column: int) -> GridCell | None:
        """The cell there; ``None`` for a blank one, and beyond the edges."""
        if 0 <= row < len(self.rows) and 0 <= column < len(self.rows[row]):
            return self.rows[row][column]
        return None

    def joined(self, row: int, column: int) -> GridCell | None:
        """The cell there, or the one that it is joined with."""
        return self.cell(*self.above.get((row, column), (row, column)))

    def below(self, row: int, column: int) -> list[GridCell]:
        """The cells of a column from a row on that are not blank."""
        rows = range(row, len(self.rows))
        return [cell for one in rows if (cell := self.cell(one, column))]

    def filled(self, row: int) -> list[int]:
        """Columns of the row's cells that are not blank."""
        return [column for column, cell in enumerate(self.rows[row]) if cell]
