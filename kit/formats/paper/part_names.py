"""What the headings of parts say, so that the same part is known where it stands again."""

import re
from dataclasses import dataclass
from functools import lru_cache

from kit.formats.paper.kinds import hint_of
from kit.text import bare

__all__ = ["PartName", "part_name"]

_CHAPTER = re.compile(
    r"\W*(?P<word>chương|chapter|chuyên đề|chủ đề|học phần|bài|đề|tuần|vòng|module?|lĩnh vực)\b",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"\W*(?:(?:phan(?: thi)?|part|muc|section)\b\s*)?"
    r"(?:(?P<sign>\d{1,3}|[ivx]{1,4}|[a-e])\b\W*)?(?:phan\b\s*)?(?P<words>.*)",
    re.DOTALL,
)
"""A part's name without diacritics: *phan ii. tu luan*, *b. phan tu luan*."""
_ROMAN = ("", "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x")


@dataclass(frozen=True)
class PartName:
    """*PHẦN II. TỰ LUẬN (3 điểm)*, taken apart."""

    chapter: str
    """The word of a heading over parts: *chuong*; "" for that of a part."""
    place: int
    """Which of the parts it is, from 1, or 0 if it does not say."""
    words: str
    """Its words without diacritics."""
    hint: str
    """What kind of questions it announces."""

    def is_same(self, other: "PartName") -> bool:
        """Whether both name one part: *PHẦN I*, *I. Trắc nghiệm*, *A. TRẮC NGHIỆM (6 điểm)*."""
        here, there = self.place, other.place
        if self.chapter != other.chapter or (here and there and here != there):
            return False
        if not self.words or not other.words:
            return here == there > 0
        ours, theirs = f"{self.words} ", f"{other.words} "
        alike = ours.startswith(theirs) or theirs.startswith(ours)
        return alike or (self.hint == other.hint != "" and here == there > 0)

    def begins_anew(self, outer: "PartName") -> bool:
        """Whether a chapter begins here, or the parts begin again, as with the ``outer`` name."""
        return self.chapter == outer.chapter if outer.chapter else self.is_same(outer)


@lru_cache(maxsize=2048)
def part_name(heading: str) -> PartName:
    """The name of a part out of its heading."""
    chapter = _CHAPTER.match(heading)
    name = bare(re.sub(r"\([^()]*\)", "", heading)).strip(" .:*")
    found = _NUMBERED.match(name)
    sign = (found["sign"] or "") if found else ""
    words = " ".join(re.findall(r"\w+", found["words"])) if found else ""
    return PartName(bare(chapter["word"]) if chapter else "", _place(sign), words, hint_of(heading))


def _place(sign: str) -> int:
    if sign.isdigit():
        return int(sign)
    return _ROMAN.index(sign) if sign in _ROMAN else max(" abcde".find(sign), 0)
