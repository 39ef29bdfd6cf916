"""What the formats have in common: lines of cells on the way in, a simple sheet on the way out."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Cell:
    """One cell, or a paragraph beside the tables."""

    text: str
    """As typed; only white space at the ends is taken off."""
    place: str
    """What its author calls the place: ``ô B7``, ``bảng 2, dòng 3, cột 1``."""
    line: int
    """1-based row of the sheet, or of the document's rows and paragraphs; for a problem."""


@dataclass(frozen=True)
class Line:
    """One row, empty cells included, so that columns stay under their heads."""

    cells: tuple[Cell, ...]
    block: int
    """Number of the sheet or table; 0 for a paragraph beside the tables."""


@dataclass(frozen=True)
class Sheet:
    """A form to be filled in."""

    title: str
    notes: tuple[str, ...] = ()
    """Paragraphs above the tables."""
    fields: tuple[str, ...] = ()
    """Labels, each with an empty cell beside it."""
    heads: tuple[str, ...] = ()
    widths: tuple[int, ...] = ()
    """Of the columns, in characters; as long as ``heads``."""
    rows: tuple[tuple[str, ...], ...] = ()
