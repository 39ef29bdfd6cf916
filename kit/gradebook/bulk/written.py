"""What a learner wrote: a text for a person to score, or nothing at all."""

from collections.abc import Iterable
from hashlib import md5

from kit.gradebook.bulk.structure import Assignment, Cell

NO_RESPONSE = "No response."
"""nbgrader's automatic comment on a text that was left as it is; in English, as it has it."""


def judge(
    assignment: Assignment, texts: Iterable[tuple[str, str]]
) -> tuple[dict[str, float | None], dict[str, str | None]]:
    """Scores and comments of the texts in a notebook, by the ids that their rows refer to.

    ``texts`` are names of cells with what stands there. A text that was left alone has 0 points;
    any other has none until a person gives some. Raises ``UnicodeEncodeError`` for half a
    character.
    """
    scores: dict[str, float | None] = {}
    comments: dict[str, str | None] = {}
    for name, text in texts:
        cell = assignment.cells[name]
        blank = _checksum(cell, text) == cell.checksum
        comments[cell.solution] = NO_RESPONSE if blank else None
        if cell.grade:
            scores[cell.grade] = 0.0 if blank else None
    return scores, comments


def _checksum(cell: Cell, text: str) -> str:
    """nbgrader's, of a cell that a learner writes in."""
    parts = [text, cell.cell_type, str(bool(cell.grade)), "True", "False", cell.name]
    if cell.grade:
        parts.append(str(float(cell.points)))
    return md5("".join(parts).encode(), usedforsecurity=False).hexdigest()
