"""The heading over all questions, which names the bank."""

import re
from collections.abc import Iterable

from kit.formats.paper.forms import is_boilerplate
from kit.formats.paper.headings import is_bold, names_part
from kit.formats.paper.line import Line
from kit.formats.paper.signs import question_label

__all__ = ["title_of"]

_FIRST = 12
"""Lines within which a heading stands."""
_SHORTEST, _LONGEST = 8, 120
_OF_ANY_PAPER = frozenset(
    ("bộ", "ngân", "hàng", "câu", "hỏi", "đề", "bài", "thi", "kiểm", "tra", "cương", "ôn", "tập",
     "trắc", "nghiệm", "tự", "luận", "khách", "quan", "và", "có", "kèm", "đáp", "án")
)  # fmt: skip
"""Words of titles that say nothing of what a paper is about."""
_OFFICE = re.compile(
    r"\W*(?:đảng (?:bộ|ủy|uỷ|đoàn|cộng sản)|(?:tỉnh|thành|quận|huyện|thị|xã|phường) (?:ủy|uỷ)"
    r"|chi (?:bộ|ủy|uỷ|cục)|ban (?:tuyên giáo|tổ chức|chấp hành|thường vụ|dân vận|nội chính)"
    r"|ubnd|ủy ban|uỷ ban|hội đồng|sở|phòng(?!,)|trường|trung tâm|học viện|mặt trận|mttq|văn phòng"
    r"|(?:tổng )?cục|liên đoàn|công đoàn|đoàn (?:tncs|thanh niên|cơ sở|trường)|công an|khoa"
    r"|tổ dân phố|hội (?:nông dân|phụ nữ|cựu chiến binh|liên hiệp))\b",
    re.IGNORECASE,
)
"""How the name of whoever gives a paper out begins; it stands over the paper's own heading."""
_ABOUT = re.compile(r"[(\[]|\W*số\s*:|\W*[^,\d]{2,40},\s*ngày\b", re.IGNORECASE)
"""*(Kèm theo …)*, *Số: 12-KH/ĐU*, *Đồng Mít, ngày 5 tháng 8 năm 2025*: beside a heading."""


def title_of(lines: Iterable[Line], plain: bool = False) -> str:
    """The first line before all questions that is set as a heading; "" if there is none.

    Where it names only what any paper is (*BỘ CÂU HỎI TRẮC NGHIỆM*), the line below it that is set
    as a heading, too, goes on with it. The name of an office counts if nothing else is a heading.
    ``plain`` takes a line that looks like any other, too: above a table it can be nothing else.
    """
    title = office = ""
    for n, line in enumerate(lines):
        text = " ".join(line.text.text.split())
        if n >= _FIRST or line.role == "question" or question_label(text):
            break
        fits = not _is_passed(line, text) and (plain or _is_shown(line, text)) and _may_name(text)
        if title:
            return f"{title} {text.rstrip('.')}" if fits and not _OFFICE.match(text) else title
        if not fits:
            continue
        if _OFFICE.match(text):
            office = office or text.rstrip(".")
            continue
        title = text.rstrip(".")
        if not _is_any_paper(title):
            return title
    return title or office


def _is_passed(line: Line, text: str) -> bool:
    """Whether the line is of the paper's form, or over a part of it."""
    form = is_boilerplate(text) or names_part(line) or line.role in ("note", "contents")
    return form or bool(_ABOUT.match(text))


def _is_shown(line: Line, text: str) -> bool:
    """Whether it is set as a heading."""
    return bool(line.level) or line.centred or is_bold(line) or text.isupper()


def _may_name(text: str) -> bool:
    return _SHORTEST <= len(text) <= _LONGEST and not text.endswith((":", "?"))


def _is_any_paper(text: str) -> bool:
    return all(word.casefold() in _OF_ANY_PAPER for word in re.findall(r"\w+", text))
