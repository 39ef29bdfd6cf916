"""Questions, or a question and the foot of a page, in one paragraph, as in copied text."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready

__all__ = ["unflattened"]

_LABEL = re.compile(r"(?:(?<=^)|(?<=[\s.?!;:)]))câu\s*(?:hỏi\s*)?(?P<number>\d{1,4})\s*[.:]", re.I)
_FOOT = re.compile(r"(?<=[?.:;!])(?=\s*Trang \d{1,4}\s*$)")
_SHORTEST = 4
"""Characters of a letter or number: *A. Trang 5* is an option."""
_OPTIONS = re.compile(r"(?<!\w)[Aa]\s?[.)].+(?<!\w)[Bb]\s?[.)]", re.DOTALL)


def unflattened(parts: Sequence[Line | KeyTable | Ready]) -> Iterator[Line | KeyTable | Ready]:
    """The parts, with a line for each of several things that stand in one."""
    for part in parts:
        cuts = _cuts(part.text.text) if isinstance(part, Line) and not part.role else []
        if not isinstance(part, Line) or not cuts:
            yield part
            continue
        for begin, end in pairwise((0, *cuts, len(part.text.text))):
            if text := part.text.cut(begin, end).strip():
                yield replace(part, text=text)


def _cuts(text: str) -> list[int]:
    """Where questions begin behind others, each of which has options; where a foot begins."""
    found = [*_LABEL.finditer(text)]
    cuts = [one.start() for one in _FOOT.finditer(text) if one.start() > _SHORTEST]
    for one, following in pairwise(found):
        counts = int(following["number"]) == int(one["number"]) + 1
        if counts and _OPTIONS.search(text, one.end(), following.start()):
            cuts += [one.start(), following.start()]
    return sorted({*cuts} - {0})
