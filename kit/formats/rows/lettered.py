"""Tables with a letter or a label in one cell and its text in the next: ``A | Hà Nội``.

They become the lines that others write without a table.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kit.formats.draft.answers import truth
from kit.formats.paper.letters import is_whole
from kit.formats.paper.line import Line
from kit.formats.paper.signs import option_sign, question_label
from kit.formats.rich import Rich, joined, plain_text
from kit.formats.rows.cells import is_cross
from kit.formats.rows.grid import Grid, GridCell

__all__ = ["counts_on", "labelled_lines"]

_LETTER = re.compile(r"[*(\[]?\s*(?P<letter>[A-Ha-h])\s*[.):/\]]?")
_MARKED = re.compile(r".*[.):/\]]\s*")
_LONGEST = 30
"""Characters of a label."""


@dataclass(frozen=True)
class _Option:
    """An option with a cell for its letter, one for its text, and maybe one for a sign."""

    letter: GridCell
    text: GridCell
    sign: GridCell | None = None


def labelled_lines(grid: Grid) -> list[Line]:
    """The lines of such a table; none if it is another one, or has no options."""
    lines: list[Line] = []
    letters = ""
    columns = set[int]()
    for row in grid.rows:
        cells = [cell for cell in row if cell]
        if options := _options(cells):
            letters += "".join(_letter(one.letter) for one in options)
            columns |= {row.index(one.sign) for one in options if one.sign}
            lines += (line for one in options for line in _option_lines(one))
        elif len(cells) == 1 or all(_signs(cell) for cell in cells):
            letters += "".join(_signs(cell) for cell in cells)
            lines += (line for cell in cells for line in cell.lines)
        elif len(cells) == 2 and _is_label(cells[0]):
            lines += _beside(cells[0].text, _label_end(cells[0].plain), cells[1])
        else:
            return []
    # Signs in two columns are for right and for wrong.
    return lines if counts_on(letters) and len(columns) < 2 else []


def _letter(cell: GridCell) -> str:
    found = _LETTER.fullmatch(cell.plain)
    return found["letter"].upper() if found else ""


def _signs(cell: GridCell) -> str:
    """The letters before its lines."""
    signs = (option_sign(line) for line in cell.lines)
    return "".join(sign.letter for sign in signs if sign and sign.family in ("upper", "lower"))


def _is_label(cell: GridCell) -> bool:
    return len(cell.lines) == 1 and len(cell.plain) <= _LONGEST and not _letter(cell)


def counts_on(letters: str, most: float = 1) -> bool:
    """Whether they are the options of one question, or of several: ABCDABC; all of the questions,
    or ``most``."""
    runs = re.findall("A[^A]*", letters)
    whole = [run for run in runs if len(run) > 1 and is_whole(run)]
    return "".join(runs) == letters != "" and len(whole) >= most * len(runs)


def _options(cells: Sequence[GridCell]) -> list[_Option]:
    """The options of a row; none if it holds anything else."""
    found: list[_Option] = []
    rest = [*cells]
    while rest:
        letter, *rest = rest
        if not _letter(letter) or not rest or _letter(rest[0]):
            return []
        text, *rest = rest
        sign = rest.pop(0) if rest and _verdict(rest[0]) else None
        found.append(_Option(letter, text, sign))
    return found


def _verdict(cell: GridCell) -> str:
    """What a cell beside an option says of it; "" for nothing."""
    return "(Đ)" if is_cross(cell) else "(S)" if truth(cell.plain) is False else ""


def _option_lines(one: _Option) -> Iterator[Line]:
    """*A. Hà Nội (Đ)*; the letter keeps its looks, which may be the key."""
    letter = one.letter.text.strip()
    lines = [*_beside(letter, "" if _MARKED.fullmatch(letter.text) else ".", one.text)]
    if one.sign:
        end = plain_text(_verdict(one.sign))
        lines[-1] = replace(lines[-1], text=joined((lines[-1].text, end), " "))
    yield from lines


def _label_end(text: str) -> str:
    """What is put behind a label: *Câu 1.*, *Đáp án:*."""
    label = question_label(f"{text}.")
    number = label and label.end > len(text)
    return "" if text.endswith((".", ":", ")")) else "." if number else ":"


def _beside(label: Rich, end: str, cell: GridCell) -> Iterator[Line]:
    """The lines of a cell, the first of them behind its label."""
    first, *others = cell.lines
    yield replace(first, text=joined((label, first.text), f"{end} "))
    yield from others
