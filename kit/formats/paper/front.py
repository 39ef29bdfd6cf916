"""What is said before the question in brackets: *(tự luận)*, *(đúng/sai, 2 điểm)*."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.model import Draft, Entry
from kit.formats.paper.line import Line
from kit.formats.paper.signs import hint_of
from kit.formats.rich import plain_text

__all__ = ["without_kind"]

_SAID = re.compile(r"\s*[(\[](?P<said>[^()\[\]]{3,60})[)\]]\s*[:.–-]?\s*(?=\S)")
_BARE = re.compile(r"\s*(?P<said>(?:câu hỏi\s*)?tự luận)\s*[:.–-]\s*(?=\S)", re.IGNORECASE)
_POINTS = re.compile(r"\d+(?:[.,]\d+)?\s*(?:điểm|đ)\b", re.IGNORECASE)
_LONGEST = 4
"""Words of a kind: more of them are part of the question."""


def without_kind(lines: Sequence[Line], draft: Draft) -> list[Line]:
    """The lines without it; the draft has it as hint, and the points that stand with it."""
    first = next(iter(lines), None)
    found = (_SAID.match(first.text.text) or _BARE.match(first.text.text)) if first else None
    if not first or not found:
        return [*lines]
    points = _POINTS.search(found["said"])
    kind = _POINTS.sub("", found["said"]).strip(" ,;:.–-")
    hint = hint_of(kind)
    if not hint or len(kind.split()) > _LONGEST:
        return [*lines]
    draft.hint = "" if hint == "choice" else hint
    if points:
        text = plain_text(points[0])
        draft.entries.append(Entry("points", "", (text,), first.place, points[0]))
    return [replace(first, text=first.text.cut(found.end()).strip()), *lines[1:]]
