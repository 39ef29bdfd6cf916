"""Cells that hold more than one thing: options one below another, a question with its options."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kit.formats.draft.model import Draft, Option, remark_at
from kit.formats.draft.texts import rejoined
from kit.formats.exchange import Fate, quoted
from kit.formats.paper.choices import options_in
from kit.formats.paper.drafts import sort_lines
from kit.formats.paper.line import Line
from kit.formats.paper.options import Usual, has_options, parted
from kit.formats.paper.signs import OptionSign, bullet_sign, option_sign, question_label
from kit.formats.rich import Rich, joined, plain_text
from kit.formats.rows.grid import GridCell

__all__ = [
    "blank_before", "from_cell", "in_columns", "in_rows", "is_cross", "number_of", "stem_lines"
]  # fmt: skip

_CROSS = re.compile(r"\W*(?:x|✓|✔|√|☑|v|đúng|đ|1|true|\*)\W*|[✓✔√☑*]+", re.IGNORECASE)
_GAPS = re.compile(r"(?:\t|[ \u00a0]{2})\s*(?=[1-9][.)])")
_BETWEEN = re.compile(r"\s*;\s*")
_BARS = re.compile(r"\s*\|\s*")
_TASKS = ("bai", "bai tap")
"""Words whose number may be a part of the question: *Bài 5 nói về điều gì?*"""
_MARK = re.compile(r"[.:)]\s*$")


def is_cross(cell: GridCell | None) -> bool:
    """Whether the cell holds nothing but a sign that something is right."""
    return cell is not None and bool(_CROSS.fullmatch(cell.plain))


def number_of(number: GridCell | None, stem: GridCell | None) -> tuple[str, str]:
    """A question's number, which may stand before the question itself, and what else is in the
    cell of the numbers."""
    if number is None:
        before = question_label(stem.lines[0].text.text) if stem else None
        return (before.text if before and before.named else ""), ""
    label = question_label(number.plain)
    text = label.text if label else number.plain.strip(".").lstrip("0")
    rest = number.plain[label.end if label else 0 :].strip(" .:)")
    if label and label.remark:
        rest = f"({label.remark}) {rest}".strip()
    return text, rest if label or " " in rest else ""


def stem_lines(cell: GridCell) -> list[Line]:
    """The question's lines, without its number."""
    first, *others = cell.lines
    label = question_label(first.text.text)
    if (
        label
        and label.named
        and (label.word not in _TASKS or _MARK.search(first.text.text[: label.end]))
    ):
        said = first.text.text.find(label.remark, 0, label.end) - 1 if label.remark else label.end
        first = replace(first, text=first.text.cut(max(said, 0)).strip())
    return [line for line in (first, *others) if line.text]


def from_cell(lines: Sequence[Line], draft: Draft) -> list[Option]:
    """All options of a question, out of one cell: with letters, or a line each.

    What stands above, below or between them goes where it belongs in the draft.
    """
    if numbered := _numbered(lines):
        return numbered
    if bulleted := _bulleted(lines):
        return bulleted
    if parted_by_signs := _between_signs(lines, draft):
        return parted_by_signs
    if not has_options(lines):
        texts = _in_lines(lines, draft) if len(lines) > 1 else _listed(lines[0].text)
        return _with_letters(texts, draft) or [Option("", text, draft.place) for text in texts]
    part = Draft(draft.number, draft.label, lines[0].place, draft.remarks)
    sort_lines(lines, part, Usual(), reasons=False)
    draft.stem += part.stem
    draft.answers += part.answers
    draft.entries += part.entries
    if not part.options:
        draft.remarks.lost("strange_line", text=quoted([line.text.text for line in lines]))
    return part.options


def _in_lines(lines: Sequence[Line], draft: Draft) -> list[Rich]:
    """Options without letters, a line each; it is told where a sentence seems to go on."""
    texts = [line.text for line in lines]
    whole = texts if texts[0].text.lstrip()[:1].islower() else rejoined(texts)
    kept = {text.text for text in whole}
    for line in lines if len(whole) < len(lines) else ():
        if line.text.text not in kept and line.text.text[:1].islower():
            shown = quoted([line.text.text])
            remark_at(draft, line.place, Fate.LOST, "line_unsure", text=shown)
    return whole


def _between_signs(lines: Sequence[Line], draft: Draft) -> list[Option]:
    """Options of one line with semicolons or bars between, in which a letter may be an initial:
    *A. Trần Phú; B. C. Mác*; none if a further option may stand in the last one."""
    options = _with_letters(_listed(lines[0].text), draft) if len(lines) == 1 else []
    further = chr(ord("A") + len(options))
    last = options[-1].text.text if options else ""
    inside = re.search(rf"\s[({{\[]?{further}\s*[.):/]", last, re.IGNORECASE)
    return [] if inside else options


def _bulleted(lines: Sequence[Line]) -> list[Option]:
    """Options with a bullet each, whatever stands behind it: *- C. Mác*; else none."""
    bullets = [bullet_sign(line) for line in lines]
    signs = [option_sign(line) for line in lines]
    lettered = sum(bool(sign and sign.letter.isalpha()) for sign in signs) > 1
    if len(lines) < 2 or lettered or not all(bullets):
        return []
    return [
        Option("", line.text.cut(sign.end).strip(), line.place, line.text.cut(0, sign.end),
               sign.ticked)
        for line, sign in zip(lines, bullets, strict=True) if sign
    ]  # fmt: skip


def _with_letters(texts: Sequence[Rich], draft: Draft) -> list[Option]:
    """Options whose letters count on where others go on with the one before; else none."""
    options: list[Option] = []
    for text in texts:
        sign = option_sign(Line(text, draft.place))
        if sign and sign.family in ("upper", "lower"):
            letter, rest = text.cut(0, sign.end), text.cut(sign.end).strip()
            options.append(Option(sign.letter, rest, draft.place, letter, sign.ticked))
        elif options:
            options[-1].text = options[-1].head = joined((options[-1].text, text), "; ")
        else:
            return []
    named = "".join(one.label for one in options)
    return options if len(named) > 1 and named == "ABCDEFGH"[: len(named)] else []


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
    """The parts of a line between bars, or else semicolons."""
    between = _BARS if "|" in text.text else _BETWEEN
    ends = [found.span() for found in between.finditer(text.text)]
    begins = [0, *(end for _, end in ends)]
    parts = [
        text.cut(begin, end)
        for begin, end in zip(begins, [*(at for at, _ in ends), len(text.text)], strict=True)
    ]
    return [part for part in parts if part]


def in_columns(
    cells: Sequence[GridCell | None], places: Sequence[str], own: bool = False
) -> tuple[list[Option], bool]:
    """Options that have a column each, and whether their letters are odd.

    Letters before all of them are no part of the text; in the kit's ``own`` form they are.
    """
    there = [(n, cell) for n, cell in enumerate(cells) if cell]
    signs, in_place = ([None for _ in there], 0) if own else _own_signs(there)
    options = []
    for (n, cell), sign in zip(there, signs, strict=True):
        text = cell.text
        cut = sign.end if sign else 0
        letter = text.cut(0, cut)
        options.append(
            Option(chr(ord("A") + n), text.cut(cut).strip(), places[n], letter,
                   bool(sign and sign.ticked))
        )  # fmt: skip
    return options, 0 < in_place < len(there)


def _own_signs(there: Sequence[tuple[int, GridCell]]) -> tuple[list[OptionSign | None], int]:
    """The letters of most options in their columns, or the numbers of all, and how many are in
    place; none where they are a part of the texts."""
    found = [option_sign(cell.lines[0]) for _, cell in there]
    for families, fewest in ((("upper", "lower"), 0.5), (("digit",), 1)):
        signs = [sign if sign and sign.family in families else None for sign in found]
        in_place = sum(
            sign is not None and sign.letter in (chr(ord("A") + n), str(n + 1))
            for (n, _), sign in zip(there, signs, strict=True)
        )
        # One alone is an initial: *C. Mác*.
        if in_place > 1 and in_place >= fewest * len(there):
            return signs, in_place
    return [None for _ in there], 0


def blank_before(cells: Sequence[GridCell | None]) -> list[str]:
    """Letters of the options that are blank before others that are not."""
    last = max((n for n, cell in enumerate(cells) if cell), default=0)
    return [chr(ord("A") + n) for n, cell in enumerate(cells[:last]) if cell is None]


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
