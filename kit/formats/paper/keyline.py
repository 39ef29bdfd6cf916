"""Lines that give the key of the question above: *Đáp án: B*, also mistyped, or a letter alone."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from kit.formats.draft.answers import latin
from kit.text import bare

__all__ = [
    "KEYED", "LETTERS", "LONE_LETTER", "answer_in", "key_at_end", "repeats_option",
]  # fmt: skip

KEYED = re.compile(
    r"(?:(?:đáp án|đa|chọn)(?:\s+đúng)?(?:\s+là)?\W{0,3})?[A-H]\b\s*(?:$|[(.;,:–-])", re.IGNORECASE
)
"""A key behind its number."""

LONE_LETTER = re.compile(r"(?:[\s(\[<*#$>=]*|(?i:câu|ý|phương án)\s+)[A-Ha-h][\s.)\]>]*")
LETTERS = re.compile(r"[\s(\[]*[A-Ha-h](?:\s*(?:[,;&]|và|\s)\s*[A-Ha-h])*[\s.)\]]*|[A-H]{2,6}")

_BEFORE = r"[^\w\n“\"]{0,8}(?:(?:đúng|sai)\s*[.!]\s*)?"
_ANSWER = re.compile(
    _BEFORE
    + r"(?P<word>(?:đáp\s*án|dap\s*an|phương án|phương án trả lời|câu trả lời|trả lời|lựa chọn|ý)"
    r"\s*(?:đúng(?:\s*nhất)?|chính xác|chọn)(?:\s*là)?|đáp\s*án|dap\s*an|đ\s*/\s*[aá]|đ[./]?\s*án"
    r"|đ\.?\s*a|da|đáp số|đáp(?=\s*:)|trả lời|kết quả|chọn(?: đáp án| phương án)?"
    r"|(?:the\s+)?(?:correct|right)\s+answers?(?:\s+(?:is|are))?|answers?|keys?|ans)"
    r"(?:\s*(?:câu|của câu)\s*\d+)?\s*"
    r"(?P<sign>[:.=–—-]+>?|là\s*:?|\s(?=[A-La-l](?:\s*(?:[,;&+]|và)\s*[A-La-l])*[.)\s]*$))\s*",
    re.IGNORECASE,
)
_WITH_REASON = re.compile(
    _BEFORE + r"(?:(?:ta\s+)?chọn(?:\s+(?:đáp án|phương án|câu|ý))?|đáp\s*án|đ/a|đa)\s+"
    r"(?=[A-H]\s*[(.;,:–-]\s*\S|[A-H]\s+(?:vì|do|bởi|theo|căn cứ)\b)(?!.\s*,\s*[A-H]\b)",
    re.IGNORECASE,
)
_ARROW = re.compile(
    r"\s*(?:[=-]+>|[→⇒➔])\s*(?:(?:chọn|đáp án)\s*:?\s*)?"
    r"(?=[A-La-lА-С](?:\s*(?:[,;&+]|và)\s*[A-La-lА-С])*\b[\s.)]*$)",
    re.IGNORECASE,
)
_RIGHT = re.compile(
    r"\s*(?:[=-]+>|[→⇒➔])?\s*(?:(?:phương án|đáp án|câu|ý)\s+)?"
    r"(?=(?-i:[A-H])\s+(?:là\s+(?:đáp|phương) án\s+)?đúng\s*[.!]?\s*$)",
    re.IGNORECASE,
)
"""*B đúng*, *=> B là đáp án đúng*."""
_SAYS = re.compile(
    r"(?=[^\n]*(?:chọn|đáp\s*án|phương án|lời giải|đúng))\W{0,8}(?:(?:vậy|nên|do đó|suy ra|ta|chọn"
    r"|đáp\s*án|phương án|lời giải|hướng dẫn|giải thích|gợi ý|trả lời|kết quả|đúng(?: nhất)?"
    r"|chính xác|của|câu(?: hỏi)?|này|trên|và|là|ý)(?!\w)\W*)+"
    r"(?=[A-H](?!\w)\W*(?:(?:là\s+)?(?:(?:đáp|phương) án\s+)?đúng\W*)?$)",
    re.IGNORECASE,
)
"""*Vậy chọn B*, *Đáp án của câu này là B*, *Lời giải: Chọn B*"""
_COUNTED = re.compile(
    _BEFORE + r"(?:đáp\s*án|đ/a|(?:phương án|ý)\s*đúng|chọn(?:\s+(?:ý|câu|phương án|đáp án))?)"
    r"\s*(?:số|là)?\s*(?=[1-9]\s*(?:$|[.:;,(–-](?!\d)))",
    re.IGNORECASE,
)
"""*Đáp án 3: Quy định tại Điều 1*"""
_SHORT = re.compile(
    r"[^\w\n]*(?![A-La-l]\s*[.):/,;-])(?P<word>[^\W\d][^\d\n]{1,28}?)[^\w\n]*"
    r"(?<!\w)(?P<key>[A-Ha-h])[^\w\n]*"
)
_FIRST_OF_TWO = re.compile(r"\W[A-Ha-h]\W*$")
"""*Đáp án a,* before *c*."""
_WORDS = (
    "dap an", "dap an dung", "dap an dung la", "dap an la", "dap an chon", "dap an goi y",
    "dap an tham khao", "dap an de xuat", "phuong an", "phuong an dung", "phuong an chon",
    "tra loi", "tra loi dung", "chon", "chon cau", "chon y", "cau dung", "y dung", "dung", "tl",
    "kq", "ket qua", "correct", "correct answer", "answer", "key", "goi y",
)  # fmt: skip
_POINTS_AT = re.compile(r"\s*(?:[=-]+>|[→⇒➔])\s*(?=\S{2})")
_ALIKE = 0.8
"""Of 1: one letter of six may be mistyped."""
_NAME = r"(?:đáp án|đ/a|đa|answer|key)\s*(?:đúng)?\s*(?:là)?\s*"
_KEY = r"(?P<key>[A-H](?:\s*[,&]\s*[A-H])*)\s*"
_AT_END = (
    re.compile(rf"[\[(]?\s*{_NAME}[:=]\s*{_KEY}[\])]?\.?\s*$", re.IGNORECASE),
    re.compile(rf"[\[(]\s*{_NAME}{_KEY}[\])]\.?\s*$", re.IGNORECASE),
    re.compile(rf"(?:\s{{2,}}|(?<=\w\w[.;])\s){_NAME}{_KEY}\.?\s*$", re.IGNORECASE),
    re.compile(
        r"(?<=[?.!])\s*(?:đáp án|trả lời|đ/a)\s*[:=]\s*(?P<key>đúng|sai)\W*$", re.IGNORECASE
    ),
    re.compile(rf"\s(?:[=-]+>|→)\s*(?i:chọn|{_NAME})?\s*:?\s*{_KEY}\.?\s*$"),
)


def answer_in(text: str) -> int | None:
    """Where the key begins, if the line gives one."""
    text = latin(text.replace("Ð", "Đ"))  # other letters that look the same
    for pattern in (_ANSWER, _WITH_REASON, _ARROW, _RIGHT, _SAYS, _COUNTED):
        if found := pattern.match(text):
            return found.end()
    short = _SHORT.fullmatch(text) if len(text) < 50 else None
    return short.start("key") if short and _means_key(short["word"]) else None


@lru_cache(maxsize=4096)
def _means_key(word: str) -> bool:
    folded = bare(word)
    return not _FIRST_OF_TWO.search(word) and any(
        SequenceMatcher(None, folded, known).ratio() >= _ALIKE for known in _WORDS
    )


def key_at_end(text: str) -> re.Match[str] | None:
    """A key behind other words of a line, in the group ``key``."""
    hits = (pattern.search(text) for pattern in _AT_END)
    return next((hit for hit in hits if hit and hit.start()), None)


def repeats_option(text: str, above: Sequence[str]) -> int | None:
    """Where the text of an option begins behind an arrow, if just one line ``above`` ends so."""
    found = _POINTS_AT.match(text)
    said = text[found.end() :].strip(" .;").casefold() if found else ""
    ends = sum(one.rstrip(" .;").casefold().endswith(said) for one in above)
    return found.end() if found and said and ends == 1 else None
