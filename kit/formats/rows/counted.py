"""Questions that have their numbers before their texts, as *12. …*, in the cells of a column."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from kit.formats.paper.line import Line
from kit.formats.paper.signs import Label, question_label
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid
from kit.formats.rows.groups import Group

__all__ = ["counted_stems", "without_number"]

_MOST = 0.8
_FEWEST = 3
"""Questions that show that they are counted."""


def counted_stems(grid: Grid, columns: Columns, groups: Sequence[Group]) -> bool:
    """Whether nearly all questions of a table begin with a number that goes up by one."""
    cells = [grid.cell(group.rows[0], columns.get("stem")) for group in groups]
    labels = [_label(cell.lines[0].text.text) if cell else None for cell in cells]
    numbers = [label.number for label in labels if label]
    steps = sum(after in (before + 1, 1) for before, after in pairwise(numbers))
    if len({*numbers}) < 2:
        return False  # “1)” before each is a list
    return len(numbers) >= max(_FEWEST, _MOST * len(groups)) and steps + 1 >= _MOST * len(numbers)


def _label(text: str) -> Label | None:
    label = question_label(text)
    return label if label and not label.named and text[label.end :].strip() else None


def without_number(lines: Sequence[Line], number: str) -> tuple[list[Line], str]:
    """The lines without the number before them, and that number; as they are where another
    ``number`` stands in a cell of its own."""
    label = _label(lines[0].text.text) if lines else None
    if label is None or number not in ("", str(label.number)):
        return [*lines], number
    first = replace(lines[0], text=lines[0].text.cut(label.end).strip())
    return [first, *lines[1:]], str(label.number)
