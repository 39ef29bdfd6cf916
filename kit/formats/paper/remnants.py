"""Lines that web forms, printers and upload sites leave in a text that was copied or converted."""

import re
from collections import Counter
from collections.abc import Sequence

from kit.formats.paper.keyline import answer_in
from kit.formats.paper.line import Line
from kit.formats.paper.signs import OptionSign

__all__ = ["remnants_in"]

_SITE = re.compile(
    r"\W*(?:lomoarcpsd\W*[\d ]*|about:blank\b.{0,40}|downloaded by .{3,100}|scan to open on \w+"
    r"|this document is available .{3,60}|you might also like|you are on page.{0,20}"
    r"|download as \w+(?:, \w+)*(?: or \w+)?\b.{0,40})\W*",
    re.IGNORECASE,
)
"""What upload sites print on pages."""
_PRINTED = re.compile(
    r"\d{1,2}:\d{2}\s*,?\s*\d{1,2}/\d{1,2}/\d{2,4}\b(?!\s*:).{0,160}"
    r"|\d{1,2}/\d{1,2}/\d{2,4}\s*,\s*\d{1,2}:\d{2}\b.{0,160}",
)
"""*15:23 14/12/24 …*, which a browser prints over each page."""
_PAGE = re.compile(
    r"[-–—]\s*\d{1,3}\s*[-–—]|\|\s*\d{1,3}|\d{1,3}\s*\||\d{1,3}\s*\|\s*(?:trang|page)"
    r"|(?:trang|page)\s*\d{1,3}\s*[-–|]\s*\S.{2,80}|https?://\S+\s+\d{1,3}/\d{1,3}"
    r"|(?:tài liệu\s*(?:lưu hành )?|lưu hành )nội bộ"
    r"|(?:mã đề|đề)\s*(?:thi\s*)?(?:số\s*)?\d{1,4}\W*(?:trang|page)\s*\d{1,3}(?:\s*/\s*\d{1,3})?",
    re.IGNORECASE,
)
"""*- 3 -*, *|3*, *3 | Trang*, *Mã đề 101 - Trang 2/4*"""
_ADDRESS = re.compile(r"(?:https?://|www\.)\S+", re.IGNORECASE)
_COUNTED = re.compile(r"(?P<page>\d{1,3})\s*/\s*(?P<of>[1-9]\d{1,2})")
_PAGES = 3
"""How often an address stands alone that is printed on each page."""
_FORM = re.compile(
    r"(?:chọn một(?: câu trả lời| đáp án| phương án)?(?: hoặc nhiều hơn)?|select one(?: or more)?"
    r"|phản hồi|feedback|your answer is (?:in)?correct|câu trả lời của bạn (?:đúng|sai|không đúng)"
    r"|đoạn văn câu hỏi|question text|không gắn cờ|không đặt cờ|đặt cờ|gỡ cờ|flag question"
    r"|đánh dấu để làm sau|mô tả câu hỏi"
    r"|(?:đạt )?điểm \d+[.,]\d+(?: (?:trên|ngoài khoảng) \d+[.,]\d+)?"
    r"|mark \d+[.,]\d+ out of \d+[.,]\d+"
    r"|rate this question)\s*[.:]?",
    re.IGNORECASE,
)
"""The words of a learning platform around each of its questions."""
_STATE = re.compile(
    r"câu trả lời (?:đúng|sai|không đúng)(?: một phần)?|chưa trả lời|hoàn thành"
    r"|(?:partially )?(?:in)?correct|not answered|complete",
    re.IGNORECASE,
)
"""What it says of an answer, above its points."""
_KEY_AND_REASON = re.compile(
    r"\W*đáp án\s*(?:và|&|-|/)\s*(?:lời giải|giải thích|hướng dẫn(?: giải)?)(?: chi tiết)?\W*",
    re.IGNORECASE,
)
_OF_NUMBER = re.compile(r"câu\D{0,6}\d|\d\s*[-.:]?\s*[A-H]\b", re.IGNORECASE)


def remnants_in(lines: Sequence[Line], signs: Sequence[OptionSign | None]) -> frozenset[int]:
    """The lines that no author has written; one with a letter is an option."""
    texts = [" ".join(line.text.text.split()) for line in lines]
    counted = Counter(of for text in texts if (of := _of(text)))
    said = Counter(text for text in texts if _ADDRESS.fullmatch(text))
    return frozenset(
        n
        for n, (line, sign) in enumerate(zip(lines, signs, strict=True))
        if (
            not (line.auto or line.role or (sign and sign.family in ("upper", "lower")))
            and (_is_remnant(texts[n]) or said[texts[n]] >= _PAGES or counted[_of(texts[n])] > 1)
        )
        or _stands_above(*texts[n : n + 2])
    )


def _stands_above(text: str, below: str = "") -> bool:
    """Whether a line says nothing of its own, as the one below it shows: *Câu trả lời đúng* above
    *Điểm 1,00*, *Đáp án và lời giải* above *Đáp án: B*."""
    if _STATE.fullmatch(text):
        return bool(_FORM.fullmatch(below))
    heads = _KEY_AND_REASON.fullmatch(text) and not _OF_NUMBER.search(below)
    return bool(heads) and answer_in(below) is not None


def _of(text: str) -> str:
    """The 74 of *3/74* in a line of its own."""
    found = _COUNTED.fullmatch(text)
    return found["of"] if found and int(found["page"]) <= int(found["of"]) else ""


def _is_remnant(text: str) -> bool:
    return any(one.fullmatch(text) for one in (_SITE, _PRINTED, _PAGE, _FORM))
