"""Options in columns that tabs part, and that go on in the next line at the same tabs."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.paper.signs import option_sign
from kit.formats.rich import Rich, joined

__all__ = ["columns_joined"]

_LETTER = re.compile(r"[a-h]\s?[.)/:–-]")
"""Of an option, whatever stands behind it: *c-2012*."""
_TAB = re.compile(r"\s*\t\s*")


def columns_joined(parts: Iterable[Line | KeyTable | Ready]) -> Iterator[Line | KeyTable | Ready]:
    """The parts; *của A⇥của B* below *A. Nhà⇥B. Vườn* goes to each option above it."""
    last: Line | None = None
    for part in parts:
        if last and isinstance(part, Line) and (texts := _gone_on(last, part)):
            last = replace(last, text=joined(texts, "\t"), lost=last.lost + part.lost)
            continue
        if last:
            yield last
        last = None
        if isinstance(part, Line) and not part.role and "\t" in part.text.text:
            last = part
        else:
            yield part
    if last:
        yield last


def _gone_on(options: Line, line: Line) -> list[Rich]:
    """The columns of two lines together; none if the second does not go on from the first."""
    above, below = _columns(options.text), _columns(line.text)
    if len(below) < 2 or len(above) != len(below):
        return []
    signs = [option_sign(replace(options, text=text)) for text in above]
    lettered = all(sign and sign.family in ("upper", "lower") for sign in signs)
    if not lettered or not all(text.text[:1].islower() for text in below):
        return []
    if any(_LETTER.match(text.text) for text in below):
        return []
    if any(option_sign(replace(line, text=text)) for text in below):
        return []
    return [joined(pair, " ") for pair in zip(above, below, strict=True)]


def _columns(text: Rich) -> list[Rich]:
    gaps = [found.span() for found in _TAB.finditer(text.text)]
    begins = [0, *(end for _, end in gaps)]
    ends = [*(begin for begin, _ in gaps), len(text.text)]
    return [text.cut(begin, end) for begin, end in zip(begins, ends, strict=True)]
