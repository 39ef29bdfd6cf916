"""Headings: what a line announces, and where it stands among the others."""

import re
from dataclasses import dataclass, field

from kit.formats.draft.common import level_of
from kit.formats.paper.kinds import hint_of
from kit.formats.paper.line import Line
from kit.text import bare

__all__ = [
    "Outline", "counts_questions", "heads_kind", "in_capitals", "is_bold", "is_count",
    "is_instruction", "looks_like_heading", "names_part", "stands_over",
]  # fmt: skip

_PART = re.compile(
    r"\W*(?P<word>phần(?: thi)?|part|chương|chapter|học phần|chuyên đề|chủ đề|bài|mục|nhóm"
    r"|đề(?: số)?|lĩnh vực|section|module?|modun|tuần|vòng|nội dung)[\s-]*(?:thứ\s*)?"
    r"(?P<number>\d{1,3}|[ivx]{1,5}|[a-e]|nhất|hai|ba|tư|năm)?\b"
    r"(?P<rest>.*)",
    re.IGNORECASE | re.DOTALL,
)
# Not *V.I. Lênin*.
_ROMAN = re.compile(r"\s*(?:[IVX]{1,5}(?:\.\d{1,2})?)\s*[.):/–-]\s*(?![A-ZĐ]\.)\S")
_LETTERED = re.compile(r"\s*[A-E]\s*[.):/–-]\s*(?P<rest>\S.*)", re.DOTALL)
_KIND_WORDS = frozenset(
    ("phần", "part", "thi", "câu", "hỏi", "bài", "tập", "trắc", "nghiệm", "tự", "luận", "khách",
     "quan", "đúng", "sai", "nhiều", "phương", "án", "lựa", "chọn", "trả", "lời", "ngắn", "một",
     "điền", "khuyết", "dạng", "thức", "đề", "các", "và", "loại", "hay", "điểm")
)  # fmt: skip
_LEVEL = re.compile(r"\W*(?:mức độ|cấp độ)\b.*", re.IGNORECASE)
_NUMBERING = re.compile(r"[IVX]{1,5}|\d{1,3}|[A-Ea-e]")
_RANKS = (
    ("phan", "part", "phan thi", "de", "de so"),
    ("chuong", "chapter", "hoc phan", "chuyen de", "tuan", "vong", "modul", "modun"),
    ("bai", "muc", "chu de", "nhom", "linh vuc", "section", "module", "noi dung"),
)  # fmt: skip
_COUNT = re.compile(r"\W*(?:gồm\s*|từ câu \d+\W*)?\W*\d+\s*câu\b[^?]{0,40}\W*", re.IGNORECASE)
_WITH_COUNT = re.compile(
    r"\s*(?:\d{1,2}|[a-h])\s*[.)]\s*\S.{2,120}\(\s*\d{1,3}\s*câu(?:\s*hỏi)?\s*\)\W*", re.IGNORECASE
)
"""*2. Quy định nêu gương (50 câu)*"""
_COUNTED = re.compile(r"\W*[^\W\d].{2,120}\(\s*\d{1,3}\s*câu(?:\s*hỏi)?\s*\)\W*", re.IGNORECASE)
_LEVELS = re.compile(
    r"\s*(?:(?:[IVX]{1,4}|\d{1,2})\s*[.):/–-]|[*+•–-])?\s*"
    r"(?:nhận biết|thông hiểu|vận dụng(?: cao| thấp)?)\s*[.:]?\s*",
    re.IGNORECASE,
)
"""*1. Nhận biết:*, *Thông hiểu*"""
_HOW_MANY = re.compile(r"\d\s*(?:điểm|đ|câu)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{2}")
_LONGEST = 160
_WITH_KEY = re.compile(r":\s*[A-Ha-h]\W*$")
"""*Chọn đáp án đúng: B*"""
_WHO = r"(?:(?:các\s+)?(?:anh|chị|em|bạn|đồng chí|thí sinh|học viên|người dự thi)[\s/,()]*)"
_INSTRUCTION = re.compile(
    rf"\W*(?:(?:hãy|mời|đề nghị|yêu cầu|xin)\s+)?{_WHO}{{0,3}}(?:hãy\s+)?"
    r"(?:lựa\s+)?(?:chọn|khoanh(?: tròn)?|đánh (?:dấu|chéo)|tích|tick|điền dấu)\s[^?]{0,60}?"
    r"\b(?:phương án|đáp án|câu|ý|chữ cái|chữ|ô|lựa chọn)\b[^?]{0,60}?"
    r"\b(?:đúng|chính xác|phù hợp|thích hợp|trả lời|tương ứng)\b[^?]{0,40}",
    re.IGNORECASE,
)


@dataclass
class Outline:
    """The headings over the current question."""

    over: list[tuple[int, str]] = field(default_factory=list)
    hint: str = ""
    level: str = ""
    """A word for a level, such as *nhận biết*."""

    def enter(self, text: str, level: int) -> None:
        """Go on below a heading."""
        rank = level or _rank(text)
        hint = hint_of(text)
        while self.over and self.over[-1][0] >= rank:
            self.over.pop()
            self.level = ""
        if hint or rank <= 1:
            self.hint = "" if hint == "choice" else hint
        words = text.strip(" .:–-*")
        if level_of(_without_number(words)):
            self.level = _without_number(words)
        elif not _only_kind(words):
            self.over.append((rank, " ".join(words.split())))

    @property
    def topic(self) -> str:
        """The headings as a topic."""
        return " / ".join(text for _, text in self.over)


def _without_number(text: str) -> str:
    return re.sub(r"^\W*(?:[IVX]{1,5}|\d{1,2}|[A-Ea-e])\s*[.):/–-]\s*", "", text).strip(" .:")


def _rank(text: str) -> int:
    found = _PART.match(text)
    word = bare(found["word"]) if found else ""
    for rank, words in enumerate(_RANKS, 1):
        if word in words:
            return rank
    return 4 if _ROMAN.match(text) or _LETTERED.match(text) else 5


def names_part(line: Line) -> bool:
    """Whether its words make it a heading: *Phần 1*, *Chương II*, *I.*, *A. TỰ LUẬN*."""
    text = line.text.text
    if len(text) > _LONGEST:
        return False
    if line.level:
        return True
    if (found := _PART.match(text)) and found["number"]:
        rest = found["rest"].strip()
        return not rest or rest[0] in ".:-–—(" or rest.isupper() or _stands_out(line)
    if found and bare(found["word"]) in ("chuyen de", "chu de", "linh vuc") and _stands_out(line):
        return True
    if _ROMAN.match(text) and not text.rstrip().endswith("?"):
        return True
    if counts_questions(text) or (_COUNTED.fullmatch(text) and _stands_out(line)):
        return True
    if _LEVELS.fullmatch(text) and _stands_out(line):
        return True
    lettered = _LETTERED.match(text)
    return bool(lettered and hint_of(text)) and (_only_kind(text) or _stands_out(line))


def counts_questions(text: str) -> bool:
    """Whether a number, a name and how many questions follow make a heading of it:
    *2. Quy định nêu gương (50 câu)*."""
    return bool(_WITH_COUNT.fullmatch(text)) and not text.rstrip().endswith("?")


def heads_kind(line: Line) -> bool:
    """Whether it is *A. TRẮC NGHIỆM*, *B. Tự luận (3 điểm)*, and no option of that letter."""
    text = line.text.text
    found = _LETTERED.match(text) if len(text) <= _LONGEST else None
    if not found or not hint_of(text) or not _only_kind(text):
        return False
    judged = hint_of(text) == "cluster" and "câu" not in text.casefold()  # A. ĐÚNG – SAI
    return bool(_HOW_MANY.search(text)) or (in_capitals(line) and not judged)


def looks_like_heading(line: Line) -> bool:
    """Whether it stands out like one: short, bold or in capitals, no sentence."""
    text = line.text.text.strip()
    if len(text) > _LONGEST or text[-1:] in ".?;," or "\n" in text or text[:1].islower():
        return False
    if not _WORD.search(text):
        return False  # C 1960, an option without its dot
    return _stands_out(line) or _only_kind(text)


def is_instruction(text: str) -> bool:
    """Whether it tells how to answer: *Chọn phương án đúng nhất*, *Khoanh tròn chữ cái …*."""
    told = len(text) <= _LONGEST and bool(_INSTRUCTION.fullmatch(text))
    return told and not _WITH_KEY.search(text)


def stands_over(line: Line, below: Line) -> bool:
    """Whether it looks like a heading, in a way that the line below it does not."""
    if not looks_like_heading(line) or line.place == below.place:
        return False
    others = (in_capitals, is_bold, lambda one: one.centred)
    return bool(line.level) or any(look(line) and not look(below) for look in others)


def _stands_out(line: Line) -> bool:
    return in_capitals(line) or is_bold(line) or (line.centred and len(line.text.text) < 80)


def in_capitals(line: Line) -> bool:
    """Whether nearly all of its letters are capitals."""
    letters = [char for char in line.text.text if char.isalpha()]
    return sum(map(str.isupper, letters)) > 0.8 * len(letters) if letters else False


def is_count(text: str) -> bool:
    """Whether a line in brackets says how many questions follow: *(18 câu)*."""
    return len(text) <= _LONGEST and text.lstrip()[:1] == "(" and bool(_COUNT.fullmatch(text))


def is_bold(line: Line) -> bool:
    """Whether all of it is bold, or nearly so."""
    return line.text.share(lambda look: look.bold) > 0.8


def _only_kind(text: str) -> bool:
    """Whether a heading names nothing but the kind or the level of questions."""
    if _LEVEL.fullmatch(text):
        return True
    words = re.findall(r"\w+", re.sub(r"\([^)]*\)", " ", text))
    named = [word for word in words if not _NUMBERING.fullmatch(word)]
    says = bool(hint_of(text)) or "câu hỏi" in text.casefold()
    return says and all(word.casefold() in _KIND_WORDS for word in named)
