"""Statements to be judged, with *Đúng* or *Sai* and the reason below, or before their letters."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.paper.ticks import ticked
from kit.formats.rich import Rich, joined, plain_text

__all__ = ["Verdict", "judged_with_reason", "letters_first", "verdict_in"]

_VERDICT = re.compile(
    r"\W*(?P<said>đúng|sai)\b[)\]]?\s*(?:$|(?=[.,:;(–-]))[.,:;–-]*\s*", re.IGNORECASE
)
_LETTER = re.compile(r"\W*(?P<said>[ĐS])\W*")
_WITH_REASON = re.compile(r"\W*(?P<said>đúng|sai)\s*[.,:;(–-]+\s*(?=\S{2})", re.IGNORECASE)
_ASKED = re.compile(r"\bđúng\b.{0,12}\bsai\b", re.IGNORECASE)
"""*Đ* alone, below *… Đúng hay sai?*"""
_AHEAD = re.compile(
    r"\s*(?:[\[(]\s*(?P<said>đúng|sai|đ|s)\s*[\])]|(?P<bare>[đs])(?=\s*[:–-]|\s+[a-l]\)))"
    r"\s*[.:–-]?\s*(?P<sign>[(\[]?[A-La-l]\s*[.)\]])\s*(?=\S)",
    re.IGNORECASE,
)


_BOX = r"(?:[☒☑☐□■✓✔●○◯]|[\[(][ \u00a0]*[xX✓✔]?[ \u00a0]*[\])])"
_WORD = r"(?:đúng|sai|đ|s)"
_BOXES = (
    re.compile(
        rf"(?P<a>{_BOX})\s*(?P<one>{_WORD})[\s,;/|–-]*(?P<b>{_BOX})\s*(?P<two>{_WORD})\s*[.;]?\s*$",
        re.IGNORECASE,
    ),
    re.compile(
        rf"(?<!\w)(?P<one>{_WORD})\s*(?P<a>{_BOX})[\s,;/|–-]*(?P<two>{_WORD})\s*(?P<b>{_BOX})\s*[.;]?\s*$",
        re.IGNORECASE,
    ),
)
"""*☒ Đúng ☐ Sai*, *Đúng [x]  Sai [ ]*"""
_UNTICKED = "☐□○◯[]() \u00a0"


@dataclass(frozen=True)
class Verdict:
    """A statement, and what is said of it."""

    stem: tuple[Rich, ...]
    said: Rich
    place: str
    reasons: tuple[Rich, ...] = ()


def letters_first(
    parts: Sequence[Line | KeyTable | Ready],
) -> list[Line | KeyTable | Ready]:
    """The parts, with *(Đ) a) …* as *a) (Đ) …*."""
    return [
        replace(part, text=_letter_first(part.text))
        if isinstance(part, Line) and not part.role
        else part
        for part in parts
    ]


def _letter_first(text: Rich) -> Rich:
    found = _AHEAD.match(text.text)
    if found is None:
        return text
    said = plain_text(f"({found['said'] or found['bare']})")
    sign = text.cut(found.start("sign"), found.end("sign"))
    return joined((sign, said, text.cut(found.end())), " ")


def verdict_in(lines: Sequence[Line], announced: bool) -> Verdict | None:
    """The verdict below a statement, or behind it (*(Đ)*) where statements are ``announced``.

    ``None`` if there is none, or several (they are options).
    """
    texts = [line.text for line in lines]
    if boxes := _boxed(lines):
        return boxes
    found = [(n, one) for n in range(1, len(lines)) if (one := _VERDICT.match(texts[n].text))]
    if texts and not found and _ASKED.search(" ".join(one.text for one in texts[:-1])):
        last = _LETTER.fullmatch(texts[-1].text)
        found = [(len(lines) - 1, last)] if last else []
    if len(found) == 1:
        at, one = found[0]
        rest = texts[at].cut(one.end()).strip()
        said = texts[at].cut(one.start("said"), one.end("said"))
        reasons = (*([rest] if rest else []), *texts[at + 1 :])
        return Verdict(tuple(texts[:at]), said, lines[at].place, reasons)
    end = ticked(texts[-1], judged=True) if announced and texts and not found else None
    if end is None or end.right == end.wrong:
        return None
    said = plain_text("Đúng" if end.right else "Sai")
    return Verdict((*texts[:-1], end.text), said, lines[-1].place)


def _boxed(lines: Sequence[Line]) -> Verdict | None:
    """The verdict of two boxes behind or below a statement, one of which is ticked."""
    for count in (1, 2):
        last = joined(line.text for line in lines[-count:])
        for found in filter(None, (pattern.search(last.text) for pattern in _BOXES)):
            words = [found[name].casefold()[:1] for name in ("one", "two")]
            ticked = [bool(found[name].strip(_UNTICKED)) for name in ("a", "b")]
            rest = last.cut(0, found.start()).strip()
            stem = (*(line.text for line in lines[:-count]), *([rest] if rest else []))
            if {*words} != {"đ", "s"} or sum(ticked) != 1 or not stem:
                return None
            said = "Đúng" if words[ticked.index(True)] == "đ" else "Sai"
            return Verdict(stem, plain_text(said), lines[-1].place)
    return None


def judged_with_reason(said: Rich) -> tuple[Rich, Rich] | None:
    """The word and the reason of *Đúng. Vì Điều 5 …*; ``None`` for any other key."""
    found = _WITH_REASON.match(said.text)
    return (said.cut(0, found.end("said")), said.cut(found.end())) if found else None
