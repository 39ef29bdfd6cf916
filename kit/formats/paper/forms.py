"""What belongs to a form of papers: its end, rules, names, times, page numbers."""

import re

from kit.formats.draft.labels import label_of

__all__ = ["is_boilerplate", "is_end", "is_rule"]

_END = re.compile(r"[\W_]*(?:hết|the end|end|nơi nhận)[\W_]*", re.IGNORECASE)
_BOILERPLATE = re.compile(
    r"\W*(?:họ(?: và|,)? tên(?:[^:…_]{0,30}(?:[:…_]|\.\.)|\s*$)|số báo danh|sbd\b|lớp\s*[:.…]|mã đề"
    r"|đề thi (?:có|gồm)|\(?đề (?:có|gồm)"
    r"|thời gian (?:làm bài(?: thi)?|thi|kiểm tra)\s*(?:[:.…(]|\d)"
    r"|thời gian\s*[:.…]*\s*\(?\d+\s*(?:phút|giờ|['’])"
    r"|(?:trang|page) \d+(?:\s*[/|–-]|\W*$)|\d+\s*/\s*\d+$|\d+$"
    r"|thí sinh (?:không|trả lời|chỉ)|cán bộ coi thi|giám thị"
    r"|chữ k[ýí]\s*(?:[:.…]|$|(?:của\s*)?(?:giám|cán bộ coi|thí sinh|giáo))|ngày thi\s*[:.…]"
    r"|điểm\s*[:.…]|lời phê|mục lục\W*$|cộng (?:hòa|hoà) xã hội chủ nghĩa việt nam\W*$"
    r"|độc lập\s*[-–]\s*tự do\s*[-–]"
    r"|đảng cộng sản việt nam$|chúc (?:các|anh|quý|thí)|ghi chú\s*:|lưu ý\s*:)"
    r"|.*(?:\.{5,}|…{2,})\s*\d{1,3}$",  # a table of contents
    re.IGNORECASE,
)
_RULE = re.compile(r"[-–—=_*~.…•+#\s]+")
_SHORTEST = 5
"""Characters of a rule beside the words of a question."""
_TO_ALL = re.compile(r"\b(?:thí sinh|giám thị|cán bộ coi thi)\b", re.IGNORECASE)


def is_end(text: str) -> bool:
    """Whether the paper ends here: ``--- HẾT ---``, ``Nơi nhận:``."""
    return len(text) < 60 and bool(_END.fullmatch(text))


def is_rule(text: str, between: bool) -> bool:
    """Whether it is a line drawn with the keyboard, or dots to write on; or * * * ``between``."""
    return bool(_RULE.fullmatch(text)) and (between or len(text) >= _SHORTEST)


def is_boilerplate(text: str, inside: bool = False) -> bool:
    """Whether it belongs to a form of papers: names, time, page numbers; no question does.

    ``inside`` a question a labelled line (*Điểm: 2*, *Lưu ý: …*) is the question's, unless it
    speaks to all who sit there.
    """
    if len(text) >= 200 or text.rstrip().endswith("?") or not _BOILERPLATE.match(text):
        return False
    return not (inside and label_of(text)) or bool(_TO_ALL.search(text))
