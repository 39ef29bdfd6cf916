"""What is said around the question in brackets: *(tự luận)*, *(đúng/sai, 2 điểm)*, *(1 điểm)*."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.common import level_of
from kit.formats.draft.model import Draft, Entry
from kit.formats.paper.kinds import hint_of
from kit.formats.paper.line import Line
from kit.formats.paper.signs import option_sign
from kit.formats.rich import plain_text

__all__ = ["with_guide", "without_kind", "without_points"]

_SAID = re.compile(r"\s*[(\[](?P<said>[^()\[\]]{3,60})[)\]]\s*[:.–-]?\s*(?=\S)")
_BARE = re.compile(r"\s*(?P<said>(?:câu hỏi\s*)?tự luận)\s*[:.–-]\s*(?=\S)", re.IGNORECASE)
_POINTS = re.compile(r"\d+(?:[.,]\d+)?\s*(?:điểm|đ)\b", re.IGNORECASE)
_ALONE = re.compile(r"\s*[(\[](?P<said>[^()\[\]]{2,30})[)\]]\s*[.:]?\s*")
_WORTH = re.compile(
    r"\s*(?:[(\[]\s*(?:\d+\s*/\s*)?|\d+\s*/\s*)(?P<points>\d{1,2}(?:[.,]\d+)?)\s*(?:điểm|points?)"
    r"\s*[)\]]?\s*",
    re.IGNORECASE,
)
"""A line below the question, as web forms have: *(1 điểm)*, *0/1 điểm*."""
_ANSWER = re.compile(r"\W*(?:trả lời|bài làm|đáp án)\s*:?\W*", re.IGNORECASE)
_GUIDE = plain_text("Gợi ý trả lời:")
_LONGEST = 4
"""Words of a kind: more of them are part of the question."""


def without_kind(lines: Sequence[Line], draft: Draft) -> list[Line]:
    """The lines without it; the draft has it as hint, and the points that stand with it."""
    first = next(iter(lines), None)
    alone = _ALONE.fullmatch(first.text.text) if first and len(lines) > 1 else None
    about = _about(alone["said"]) if alone else ""
    if first and alone and about:
        words = plain_text(alone["said"])
        draft.entries.append(Entry(about, "", (words,), first.place, alone["said"]))
        return without_kind(lines[1:], draft)
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


def without_points(lines: Sequence[Line], draft: Draft) -> list[Line]:
    """The lines without one that says what the question above it is worth, right before an
    option; the draft has it as its points."""
    for n, line in enumerate(lines[1:-1], 1):
        found = _WORTH.fullmatch(line.text.text)
        sign = option_sign(lines[n + 1])
        if found and sign and sign.letter in "A-":
            words = (plain_text(found["points"]),)
            draft.entries.append(Entry("points", "", words, line.place, line.text.text))
            return [*lines[:n], *lines[n + 1 :]]
    return [*lines]


def with_guide(lines: Sequence[Line], draft: Draft) -> list[Line]:
    """The lines of an essay with *Trả lời:* in a line of its own as what guides the grading."""
    if draft.hint != "essay":
        return [*lines]
    alone = [bool(n and _ANSWER.fullmatch(line.text.text)) for n, line in enumerate(lines)]
    return [
        replace(line, text=_GUIDE) if said else line
        for said, line in zip(alone, lines, strict=True)
    ]


def _about(said: str) -> str:
    """What a line of its own in brackets is about: ``level``, ``points``; "" for the question."""
    known = level_of(said) if not said.strip().isdigit() else None
    return known[0] if known else "points" if _POINTS.fullmatch(said.strip()) else ""
