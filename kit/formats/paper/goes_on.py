"""Whether a line without a letter is more of the option above it."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kit.formats.paper.line import Line
from kit.formats.paper.options import Part

__all__ = ["goes_on", "unsure"]

_CLOSED = re.compile(r"[.;?!:…”\"»]\s*$")
_OPEN = re.compile(
    r"(?:[,(“/–-]|\b(?:và|hoặc|hay|của|theo|tại|về|là|các|những|số|điều|khoản|luật|với|do|từ|cho"
    r"|trong|bởi|như|nhưng|gồm))\s*$",
    re.IGNORECASE,
)
_WIDE = 60
"""Characters after which a line may have been broken at the edge of a page."""


def goes_on(before: str, line: Line, same_paragraph: bool = False) -> bool:
    """Whether the line goes on from the text ``before`` it beyond doubt."""
    if same_paragraph or line.text.text.lstrip()[:1].islower() or _OPEN.search(before):
        return True
    return len(before.rpartition("\n")[2]) >= _WIDE and not _CLOSED.search(before)


def unsure(parts: Sequence[Part]) -> Iterator[Line]:
    """Lines between the letters of the options that may be no part of any."""
    for before, part in pairwise(parts):
        if part.kind == "option" and part.sign is None:
            same = before.line.paragraph == part.line.paragraph
            if not goes_on(before.line.text.text, part.line, same):
                yield part.line
