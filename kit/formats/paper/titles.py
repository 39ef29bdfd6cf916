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


def title_of(lines: Iterable[Line], plain: bool = False) -> str:
    """The first line before all questions that is set as a heading; "" if there is none.

    Where it names only what any paper is (*BỘ CÂU HỎI TRẮC NGHIỆM*), the line below it that is set
    as a heading, too, goes on with it. ``plain`` takes a line that looks like any other, too:
    above a table it can be nothing else.
    """
    title = ""
    for n, line in enumerate(lines):
        text = " ".join(line.text.text.split())
        if n >= _FIRST or line.role == "question" or question_label(text):
            break
        passed = is_boilerplate(text) or names_part(line) or line.role in ("note", "contents")
        shown = plain or bool(line.level) or line.centred or is_bold(line) or text.isupper()
        fits = shown and _SHORTEST <= len(text) <= _LONGEST and not text.endswith((":", "?"))
        if title:
            goes_on = fits and not passed and text[0] not in "(["
            return f"{title} {text.rstrip('.')}" if goes_on else title
        if passed or not fits:
            continue
        title = text.rstrip(".")
        if not _is_any_paper(title):
            return title
    return title


def _is_any_paper(text: str) -> bool:
    return all(word.casefold() in _OF_ANY_PAPER for word in re.findall(r"\w+", text))
