"""Signs that somebody typed to an option: a star, a tick, *(đúng)*."""

import re
from dataclasses import dataclass

from kit.formats.rich import Rich

__all__ = ["Ticked", "ticked"]

_RIGHT_WORD = r"(?:đúng|đ|x|đáp án(?: đúng)?|đa|right|correct|true|✓|✔|√|\*)"
_WRONG_WORD = r"(?:sai|s|false|wrong|✗|✘)"
_RIGHT = re.compile(
    rf"\s*(?:[\[(<]\s*{_RIGHT_WORD}\s*[\])>]|[*@`✓✔√☑✅]{{1,4}}"
    r"|(?:<=|<-{1,4}|←|=>|→|⇒|-->)\s*(?:đáp án\s*)?đúng)\s*[.;]?\s*$",
    re.IGNORECASE,
)
_WRONG = re.compile(rf"\s*[\[(]\s*{_WRONG_WORD}\s*[\])]\s*[.;]?\s*$", re.IGNORECASE)
_JUDGED = re.compile(
    r"\s*(?:[-–—:→]|->|=>|\.{3,40}|…{1,40}|\t)\s*(?P<word>đúng|sai|đ|s)\s*[.;]?\s*$", re.IGNORECASE
)
_FRONT = re.compile(r"\s*(?:\*{1,4}|[✓✔√☑✅]|\[\s*x\s*\]|\(\s*x\s*\))\s*(?=\S)", re.IGNORECASE)


@dataclass(frozen=True)
class Ticked:
    """An option's text without its sign, and what the sign says."""

    text: Rich
    right: bool = False
    wrong: bool = False


def ticked(text: Rich, judged: bool = False) -> Ticked:
    """Take the sign off a text; ``judged`` reads ``… – Đúng`` at its end, too."""
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
