"""What stands in brackets beside a question's number: level, points, key, or a remark."""

import re

from kit.formats.draft.answers import latin
from kit.formats.draft.common import level_of
from kit.formats.paper.kinds import hint_of

__all__ = ["ahead", "behind"]

_BETWEEN = re.compile(r"\s*[\[({<]\s*([^\[\](){}<>\n]{1,30}?)\s*[\])}>]")
_DASHED = re.compile(r"\s*[-–—]\s*([A-H]|[^\W\d_][^:.()\n]{1,20}?)\s*(?=:)", re.IGNORECASE)
"""*Câu 7 - NB:*, *Câu 7 – B:*"""
_BARE = re.compile(r"(NB|TH|VDC?|VDT)\s*\d?\s*[:.]\s*()")
"""*Câu 7. NB: …*"""
_MARK = re.compile(r"\s*(?:[.:)\]/,;*–—-]|\.\)|\.:)+\s*|\s+|$")
_CLOSES = re.compile(r"\s*[.:)/]")
_POINTS = re.compile(r"([\d.,]+)\s*(?:điểm|đ|points?|pt)", re.IGNORECASE)
_ANSWER = re.compile(r"(?:(?:đáp án|đ/?a)\W{0,3})?[A-H]", re.IGNORECASE)
_STAR = re.compile(r"\s*\*\s*(?=[.:)])")
_CODE = re.compile(r"(?i:nb|th|vdc?|vdt)\s?\d|(?:M|MĐ)\s?[1-4]")
"""*NB1*, *M2*"""


def ahead(text: str) -> tuple[int, dict[str, str]]:
    """Where the number begins behind *[NB]* or *(0,5 điểm)*, and what that says."""
    found = _BETWEEN.match(text)
    said = _said(found[1]) if found else {}
    return (found.end(), said) if found and said and "answer" not in said else (0, {})


def behind(text: str, end: int, *, named: bool) -> tuple[int, dict[str, str]]:
    """Where the question begins behind its number, and what is said between the two.

    Words in brackets before the mark are a remark, whatever they say; behind it they may be the
    question's own.
    """
    said: dict[str, str] = {}
    begin = end
    if star := _STAR.match(text, end) if named else None:
        end = star.end()
    while between := _BETWEEN.match(text, end) or (named and _DASHED.match(text, end)):
        more = _said(between[1])
        closed = _CLOSES.match(text, between.end()) and text[between.end() - 1] in ")]}>"
        remark = named and closed and not hint_of(between[1])
        if not more and not remark:
            break
        said |= more or {"remark": between[1]}
        end = between.end()
    mark = _MARK.match(text, end)
    if named and mark:
        return _behind_mark(text, mark.end(), said)
    return (mark.end() if not named and end > begin and mark else end), said


def _behind_mark(text: str, end: int, said: dict[str, str]) -> tuple[int, dict[str, str]]:
    while between := _BETWEEN.match(text, end):
        more = {} if between[1] == "*" else _said(between[1])
        if (between[1] != "*" and not more) or more.keys() & said.keys():
            break
        said |= more
        again = _MARK.match(text, between.end())
        end = again.end() if again else between.end()
    if not said and (bare := _BARE.match(text, end)):
        return bare.end(), {"level": bare[1]}
    return end, said


def _said(text: str) -> dict[str, str]:
    """What words in brackets say; nothing if any of them is unknown."""
    whole = _one(text)
    if whole:
        return {whole: _level(text)}
    parts = [part.strip() for part in re.split(r"[;–-]|,(?!\d)", text)]
    names = [_one(part) for part in parts]
    if len(parts) < 2 or not all(names) or len({*names}) < len(names):
        return {}
    return {name: _level(part) for name, part in zip(names, parts, strict=True)}


def _level(text: str) -> str:
    """*NB* for *NB1*, *mức 2* for *M2*; any other text as it is."""
    if not _CODE.fullmatch(text):
        return text
    return f"mức {text[-1]}" if text[0] == "M" else text.rstrip("0123456789 ")


def _one(text: str) -> str:
    if _POINTS.fullmatch(text):
        return "points"
    if _ANSWER.fullmatch(latin(text)):
        return "answer"
    known = level_of(_level(text))
    return "level" if known and not text.isdigit() else ""
