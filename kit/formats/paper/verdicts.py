"""Statements to be judged, with *Đúng* or *Sai* and the reason below: no options, no labels."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kit.formats.paper.line import Line
from kit.formats.rich import Rich

__all__ = ["Verdict", "verdict_in"]

_VERDICT = re.compile(r"\W*(?P<said>đúng|sai)\b\s*(?:$|(?=[.,:;(–-]))[.,:;–-]*\s*", re.IGNORECASE)


@dataclass(frozen=True)
class Verdict:
    """What is said of the statement in the lines before ``at``."""

    at: int
    said: Rich
    reasons: tuple[Rich, ...]


def verdict_in(lines: Sequence[Line]) -> Verdict | None:
    """The verdict below a statement; ``None`` if there is none, or several (they are options)."""
    found = [(n, one) for n in range(1, len(lines)) if (one := _VERDICT.match(lines[n].text.text))]
    if len(found) != 1:
        return None
    at, one = found[0]
    rest = lines[at].text.cut(one.end()).strip()
    reasons = (*([rest] if rest else []), *(line.text for line in lines[at + 1 :]))
    return Verdict(at, lines[at].text.cut(one.start("said"), one.end("said")), reasons)
