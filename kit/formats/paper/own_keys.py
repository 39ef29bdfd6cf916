"""Whether pairs of a number and a letter are the key of one question, or a list for all of them."""

import re
from collections.abc import Sequence

from kit.formats.paper.columns import asks_to_pair
from kit.formats.paper.headings import names_part
from kit.formats.paper.keyline import answer_in
from kit.formats.paper.keys import keys_in_line
from kit.formats.paper.marks import Marks
from kit.formats.paper.model import Block, KeyTable
from kit.formats.paper.options import has_options

__all__ = ["is_own_line", "is_own_table", "short_key"]

_NUMBERED = re.compile(r"\W*(\d{1,2})\s*[.)]", re.ASCII)
_LETTER = re.compile("[A-Ha-h]")
_LONGEST = 60
"""Characters of a short answer."""
_GAP = 20
"""Numbers at most from one short answer to the next."""


def is_own_line(block: Block, text: str, has_options: bool) -> bool:
    """Whether ``Đáp án: 1-c, 2-b`` answers the question above it, which pairs one with another.

    Its own lines have those numbers, or it has no options; the last question before a list of
    keys has options and no such lines.
    """
    pairs = keys_in_line(text)
    if not all(_LETTER.fullmatch(value) for _, value in pairs):
        return False
    listed = bool(pairs) and {number for number, _ in pairs} <= _numbers(block)
    return listed or (not has_options and answer_in(text) is not None)


def is_own_table(block: Block, table: KeyTable, items: Sequence[object]) -> bool:
    """Whether a table ``1 | 2 | 3`` over ``c | a | b`` answers the question above it.

    A table with just the numbers of all questions of its part so far is for them, unless two
    columns are to be paired here: no single letter would answer that.
    """
    ours = (one for one in items if isinstance(one, Block) and one.series == block.series)
    asked = {one.label.number for one in ours if one.label}
    numbers = {number for number, _ in table.keys}
    letters = all(_LETTER.fullmatch(value) for _, value in table.keys)
    if table.reasons or not letters or not numbers <= _numbers(block):
        return False
    return numbers != asked or len(asked) == 1 or asks_to_pair(block.lines)


def short_key(items: Sequence[object], marks: Marks, n: int) -> list[tuple[int, str]]:
    """What a list of keys says in a line of its own, of a question without options: *Câu 3: 25*."""
    label, following = marks.labels[n], marks.lines[n + 1 : n + 2]
    value = marks.text(n)[label.end :].strip() if label else ""
    if not label or not value or len(value) > _LONGEST or value.endswith(("?", ":")):
        return []
    if marks.options_ahead(n):
        return []
    next_label = marks.labels[n + 1] if following else None
    counts = next_label and 0 < next_label.number - label.number <= _GAP
    if following and not (counts or names_part(following[0])):
        return []  # it goes on
    asked = [one for one in items if isinstance(one, Block) and one.label]
    found = [one for one in asked if one.label and one.label.number == label.number]
    return [(label.number, value)] if found and not has_options(found[-1].lines) else []


def _numbers(block: Block) -> set[int]:
    """The numbers that its lines begin with."""
    begins = (_NUMBERED.match(line.text.text) for line in block.lines)
    return {int(found[1]) for found in begins if found}
