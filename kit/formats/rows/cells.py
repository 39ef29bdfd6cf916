"""Cells that hold more than one thing: options one below another, a question with its options."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kit.formats.draft.model import Draft, Option
from kit.formats.draft.texts import rejoined
from kit.formats.paper.choices import options_in
from kit.formats.paper.drafts import sort_lines
from kit.formats.paper.line import Line
from kit.formats.paper.options import Usual, has_options, parted
from kit.formats.paper.signs import option_sign, question_label
from kit.formats.rich import Rich, plain_text
from kit.formats.rows.grid import GridCell

__all__ = [
    "from_cell", "in_columns", "in_rows", "is_cross", "stem_lines"
]  # fmt: skip

_CROSS = re.compile(r"\W*(?:x|✓|✔|√|☑|v|đúng|đ|1|true|\*)\W*|[✓✔√☑*]+", re.IGNORECASE)
_GAPS = re.compile(r"(?:\t|[ \u00a0]{2})\s*(?=[1-9][.)])")
_BETWEEN = re.compile(r"\s*[;|]\s*")


def is_cross(cell: GridCell | None) -> bool:
    """Whether the cell holds nothing but a sign that something is right."""
    return cell is not None and bool(_CROSS.fullmatch(cell.plain))


def stem_lines(cell: GridCell) -> list[Line]:
    """The question's lines, without its number."""
    first, *others = cell.lines
    label = question_label(first.text.text)
    if label and label.named:
        first = replace(first, text=first.text.cut(label.end).strip())
    return [line for line in (first, *others) if line.text]


def from_cell(lines: Sequence[Line], draft: Draft) -> list[Option]:
    """All options of a question, out of one cell: with letters, or a line each.

    What stands above, below or between them goes where it belongs in the draft.
    """
    if numbered := _numbered(lines):
        return numbered
    if not has_options(lines):
        several = rejoined(line.text for line in lines)
        texts = several if len(lines) > 1 else _listed(lines[0].text)
        return [Option("", text, draft.place) for text in texts]
    part = Draft(draft.number, draft.label, lines[0].place, draft.remarks)
    sort_lines(lines, part, Usual(), reasons=False)
    draft.stem += part.stem
    draft.answers += part.answers
    draft.entries += part.entries
    return part.options


def _numbered(lines: Sequence[Line]) -> list[Option]:
    """Options that are counted, *1)* to *4)*: a line each, or with gaps between; else none."""
    whole = [piece for line in lines for piece in _at_numbers(line)]
    signs = [option_sign(line) for line in whole]
    counted = [sign.letter if sign and sign.family == "digit" else "" for sign in signs]
    if len(whole) < 2 or counted != [str(n) for n in range(1, len(whole) + 1)]:
        return []
    return options_in(parted(whole))


def _at_numbers(line: Line) -> Iterator[Line]:
    """The pieces of a line, each of which a number begins behind a gap."""
    begins = [0, *(found.end() for found in _GAPS.finditer(line.text.text))]
    for begin, end in pairwise((*begins, len(line.text.text))):
        yield replace(line, text=line.text.cut(begin, end).strip())


def _listed(text: Rich) -> list[Rich]:
    """The parts of a line between semicolons or bars."""
    ends = [found.span() for found in _BETWEEN.finditer(text.text)]
    begins = [0, *(end for _, end in ends)]
    parts = [
        text.cut(begin, end)
        for begin, end in zip(begins, [*(at for at, _ in ends), len(text.text)], strict=True)
    ]
    return [part for part in parts if part]


def in_columns(
    cells: Sequence[GridCell | None], places: Sequence[str], own: bool = False
) -> list[Option]:
    """Options that have a column each; letters before all of them are no part of the text.

    In the kit's ``own`` form they are.
    """
    there = [(n, cell) for n, cell in enumerate(cells) if cell]
    signs = [option_sign(cell.lines[0]) for _, cell in there]
    lettered = not own and all(
        sign and sign.family in ("upper", "lower") and ord(sign.letter) - ord("A") == n
        for (n, _), sign in zip(there, signs, strict=True)
    )
    options = []
    for (n, cell), sign in zip(there, signs, strict=True):
        text = cell.text
        cut = sign.end if lettered and sign else 0
        letter = text.cut(0, cut)
        options.append(
            Option(chr(ord("A") + n), text.cut(cut).strip(), places[n], letter,
                   bool(lettered and sign and sign.ticked))
        )  # fmt: skip
    return options


def in_rows(
    cells: Sequence[GridCell], letters: Sequence[str], crossed: Sequence[bool]
) -> list[Option]:
    """Options with a row each; ``letters`` stand in cells of their own, "" if they do not."""
    options: list[Option] = []
    signs = [option_sign(cell.lines[0]) for cell in cells]
    # One alone is an initial: *C. Mác*.
    all_own = all(sign and sign.family in ("upper", "lower") for sign in signs)
    for cell, sign, letter, ticked in zip(cells, signs, letters, crossed, strict=True):
        parts = parted(cell.lines)
        if all(part.kind == "option" for part in parts) and (all_own or len(parts) > 1):
            options += options_in(parts)
            continue
        end = sign.end if sign and all_own and not letter else 0
        label = letter or (sign.letter if sign and all_own else "")
        shown = plain_text(letter) if letter else cell.text.cut(0, end)
        option = Option(label.upper(), cell.text.cut(end).strip(), cell.place, shown)
        option.ticked = ticked or bool(sign and all_own and sign.ticked)
        options.append(option)
    return options
