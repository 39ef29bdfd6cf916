"""Signs that somebody typed to an option: a star, a tick, *(đúng)*."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kit.formats.rich import Rich

__all__ = ["Ticked", "judged_each", "ticked"]

_RIGHT_WORD = r"(?:đúng(?: nhất)?|đ|x|đáp án(?: đúng)?|chọn|đa|right|correct|true|✓|✔|√|\*)"
_WRONG_WORD = r"(?:sai|s|false|wrong|✗|✘)"
_RIGHT = re.compile(
    rf"\s*(?:[\[(<]\s*{_RIGHT_WORD}\s*[\])>]|[*@`✓✔√☑✅]{{1,4}}"
    r"|(?:<=|<-{1,4}|←|=>|→|⇒|-{1,2}>)\s*(?:đáp án\s*)?đúng)\s*[.;]?\s*$",
    re.IGNORECASE,
)
_WRONG = re.compile(rf"\s*[\[(]\s*{_WRONG_WORD}\s*[\])]\s*[.;]?\s*$", re.IGNORECASE)
_JUDGED = re.compile(
    r"\s*(?:[-–—:→]|->|=>|\.{3,40}|…{1,40}|\t)\s*(?P<word>đúng|sai|đ|s)\s*[.;]?\s*$", re.IGNORECASE
)
_SAID = r"(?P<word>đúng|sai|đ|s|true|false)"
_EACH = (
    re.compile(rf"\s*[\[(<]\s*{_SAID}\s*[\])>]\s*[.;]?\s*$", re.IGNORECASE),
    re.compile(
        rf"\s*(?:[-–—:→]|->|=>|\.{{3,40}}|…{{1,40}}|\t|(?<=[.;!])\s|\s{{2,20}})\s*{_SAID}\s*[.;]?\s*$",
        re.IGNORECASE,
    ),
    re.compile(rf"^\s*[\[(<]\s*{_SAID}\s*[\])>](?:\s*:)?\s*", re.IGNORECASE),
)
"""Where each statement says whether it is right: at its end, or before it."""
_COMBINES = re.compile(r"(?<!\w)(?:đúng|sai|đ|s)(?!\w)", re.IGNORECASE)
_SHORT = 30
_FRONT = re.compile(
    r"\s*(?:\*{1,4}|[✓✔√☑✅]|[\[(]\s*(?:x|đ|đúng)\s*[\])](?:\s*:)?)\s*(?=\S)", re.IGNORECASE
)
_FRONT_WRONG = re.compile(r"\s*[\[(]\s*(?:s|sai)\s*[\])](?:\s*:)?\s*(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Ticked:
    """An option's text without its sign, and what the sign says."""

    text: Rich
    right: bool = False
    wrong: bool = False


def ticked(text: Rich, judged: bool = False) -> Ticked:
    """Take the sign off a text; ``judged`` reads ``… – Đúng`` at its end, too."""
    if wrong := _FRONT_WRONG.match(text.text):
        return Ticked(text.cut(wrong.end()).strip(), wrong=True)
    found = _FRONT.match(text.text)
    if found:
        text = text.cut(found.end())
    if end := _RIGHT.search(text.text):
        return Ticked(text.cut(0, end.start()).strip(), right=True)
    if end := _WRONG.search(text.text):
        return Ticked(text.cut(0, end.start()).strip(), wrong=True)
    if judged and (end := _JUDGED.search(text.text)):
        right = end["word"].casefold() in ("đúng", "đ")
        return Ticked(text.cut(0, end.start()).strip(), right, not right)
    return Ticked(text.strip(), right=bool(found))


def judged_each(texts: Sequence[Rich]) -> list[Ticked]:
    """The statements without *(Đ)* or *– Sai* if each of them has one; else nothing.

    *Đúng – Sai* or *1 đúng, 2 – sai* are options that combine judgements, and no statements.
    """
    found = [_judged(text) for text in texts]
    whole = [one for one in found if one]
    combine = [_COMBINES.search(one.text.text) and len(one.text.text) < _SHORT for one in whole]
    if len(whole) < max(len(texts), 2) or all(combine):
        return []
    return whole


def _judged(text: Rich) -> Ticked | None:
    for pattern in _EACH:
        found = pattern.search(text.text)
        if not found:
            continue
        right = found["word"].casefold() in ("đúng", "đ", "true")
        at_end = found.start() > 0
        rest = text.cut(0, found.start()) if at_end else text.cut(found.end())
        if any(map(str.isalnum, rest.text)):
            return Ticked(rest.strip(), right, not right)
    return None
