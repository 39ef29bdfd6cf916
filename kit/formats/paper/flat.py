"""Questions, or a question and the foot of a page, in one paragraph, as in copied text."""

import re
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import replace
from itertools import pairwise

from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready

__all__ = ["unflattened"]

_LABEL = re.compile(r"(?:(?<=^)|(?<=[\s.?!;:)]))câu\s*(?:hỏi\s*)?(?P<number>\d{1,4})\s*[.:]", re.I)
_FOOT = re.compile(r"(?<=[?.:;!])(?=\s*Trang \d{1,4}\s*$)")
_SHORTEST = 4
"""Characters of a letter or number: *A. Trang 5* is an option."""
_OPTION = re.compile(r"\s*[*(\[]?[B-Hb-h]\s?[.)/:]")
_OPTIONS = re.compile(r"(?<!\w)[Aa]\s?[.)].+(?<!\w)[Bb]\s?[.)]", re.DOTALL)


def unflattened(parts: Sequence[Line | KeyTable | Ready]) -> Iterator[Line | KeyTable | Ready]:
    """The parts, with a line for each of several things that stand in one."""
    begun = _begun(parts)
    for part in parts:
        cuts = _cuts(part.text.text, begun) if isinstance(part, Line) and not part.role else []
        if not isinstance(part, Line) or not cuts:
            yield part
            continue
        for begin, end in pairwise((0, *cuts, len(part.text.text))):
            if text := part.text.cut(begin, end).strip():
                yield replace(part, text=text)


def _begun(parts: Sequence[Line | KeyTable | Ready]) -> frozenset[int]:
    """The numbers that lines begin with: *Câu 5.*"""
    lines = (part for part in parts if isinstance(part, Line))
    found = (_LABEL.match(line.text.text) for line in lines)
    return frozenset(int(one["number"]) for one in found if one)


def _cuts(text: str, begun: AbstractSet[int]) -> list[int]:
    """Where questions begin behind others, each of which has options; where a foot begins.

    Behind an option stands the one question that no line begins with, though the next one's does.
    """
    found = [*_LABEL.finditer(text)]
    cuts = [one.start() for one in _FOOT.finditer(text) if one.start() > _SHORTEST]
    for one, following in pairwise(found):
        counts = int(following["number"]) == int(one["number"]) + 1
        if counts and _OPTIONS.search(text, one.end(), following.start()):
            cuts += [one.start(), following.start()]
    last = found[-1] if found and _OPTION.match(text) else None
    if last and last.start() and int(last["number"]) not in begun:
        number = int(last["number"])
        goes_on = number - 1 in begun and (number + 1 in begun or number > max(begun))
        cuts += [last.start()] * goes_on
    return sorted({*cuts} - {0})
