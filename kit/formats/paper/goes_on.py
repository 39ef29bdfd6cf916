"""Whether a line without a letter is more of the option above it, or a reason."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from kit.formats.draft.model import Option
from kit.formats.paper.line import Line
from kit.formats.paper.options import Part
from kit.formats.paper.signs import option_sign

__all__ = [
    "another_list", "first_is_stray", "goes_on", "is_reason", "is_stray", "next_option", "unsure",
]  # fmt: skip

_CLOSED = re.compile(r"[.;?!:…”\"»]\s*$")
_OPEN = re.compile(
    r"(?:[,(“/–-]|\b(?:và|hoặc|hay|của|theo|tại|về|là|các|những|số|điều|khoản|luật|với|do|từ|cho"
    r"|trong|bởi|như|nhưng|gồm))\s*$",
    re.IGNORECASE,
)
_LISTED, _LISTS = re.compile(r"\(?[a-zđ]\s?[.)]\s"), re.compile(r"[:;]\s*$")
"""An entry of a list, and what may stand before one."""
_ADDRESS = re.compile(r"https?://|www\.", re.IGNORECASE)
_WIDE = 60
"""Characters after which a line may have been broken at the edge of a page."""

_REASON = re.compile(
    r"\W*(?:theo\b|căn cứ|điều \d|khoản \d|điểm [a-zđ\d]\b|luật\b|nghị định|nghị quyết|thông tư"
    r"|quy định|quyết định|hiến pháp|pháp lệnh|chỉ thị|kết luận|hướng dẫn|văn kiện|trích|vì\b|bởi"
    r"|do đó|do vậy|xem\b)",
    re.IGNORECASE,
)
_CITED = re.compile(r"\b(?:điều|khoản|trang|tr\.)\s*\d|\b[đk]\s?\d+\s?[đk]\s?\d", re.IGNORECASE)
_QUOTED = re.compile(r"[“\"«].{20,}[”\"»]\W*[(\[][^()\[\]]*\d[^()\[\]]*[)\]]\W*", re.DOTALL)
"""*“…” (Điều 6)*"""
_SHORT = 20
"""Characters of what may be more of an option, in brackets."""
_SURE = 3
"""Letters of a list that are more than an entry or two of a law."""


def goes_on(before: str, line: Line, same_paragraph: bool = False) -> bool:
    """Whether the line goes on from the text ``before`` it beyond doubt."""
    text = line.text.text.lstrip()
    if same_paragraph or _OPEN.search(before):
        return True
    if _LISTED.match(text):
        return bool(_LISTS.search(before))
    if text[:1].islower():
        return not _ADDRESS.match(text)
    wide = len(before.rpartition("\n")[2]) >= _WIDE and not _CLOSED.search(before)
    return wide and (before.isupper() or not text.isupper())


def first_is_stray(lines: Sequence[Line]) -> bool:
    """Whether the first line of a question that no number begins may be no part of it."""
    first, *others = lines
    if not others or first.place == others[0].place or first.text.text[:1].isdigit():
        return False
    return not goes_on(first.text.text, others[0])


def unsure(parts: Sequence[Part]) -> Iterator[Line]:
    """Lines between the letters of the options, or behind them, that may be no part of any, or of
    another one than the one before: of several in columns nobody knows which goes on."""
    beside = {n for n, (one, other) in enumerate(pairwise(parts), 1) if _are_columns(one, other)}
    for n, (before, part) in enumerate(pairwise(parts)):
        same = before.line.paragraph == part.line.paragraph
        loose = part.kind == "option" and part.sign is None
        apart = loose and not goes_on(before.line.text.text, part.line, same)
        of_any = n in beside and not same and part.sign is None
        if apart or (of_any and part.line.text.text[:1].islower()):
            yield part.line


def _are_columns(one: Part, other: Part) -> bool:
    """Whether two options stand in one line with a tab between."""
    both = one.kind == other.kind == "option" and other.sign is not None
    same = one.line.paragraph == other.line.paragraph
    return both and same and one.line.text.text.endswith("\t")


def is_stray(before: str, line: Line) -> bool:
    """Whether a line below a reason, the last line of which is ``before``, may be no part of it."""
    text = line.text.text.strip()
    listed = option_sign(line) or text[:1] in '“"«(['
    says = listed or _ADDRESS.match(text) or _REASON.match(text) or _CITED.search(text)
    return bool(before.strip()) and not (listed or says or goes_on(before, line))


def next_option(reasons: Sequence[Line], options: Sequence[Option]) -> Line | None:
    """The first line with a letter among reasons, if that would be the next option's."""
    signs = ((line, option_sign(line)) for line in reasons)
    lettered = ((line, sign.letter) for line, sign in signs if sign and sign.letter.isalpha())
    line, letter = next(lettered, (None, ""))
    return line if options and letter and ord(letter) - ord("A") == len(options) else None


def is_reason(line: Line, option: Option) -> bool:
    """Whether the line below the last option says why the key is right."""
    text = line.text.text.strip()
    if _ADDRESS.match(text):
        return True
    if text[:1].islower():
        return False
    italic = line.text.share(lambda look: look.italic) > 0.8
    option_italic = option.text.share(lambda look: look.italic) > 0.8
    whole = text.startswith("(") and text.rstrip(".").endswith(")")
    bracketed = whole and (len(text) > _SHORT or bool(_CITED.search(text)))
    cited = bool(_CITED.search(text)) and not goes_on(option.text.text, line)
    if _QUOTED.fullmatch(text):
        return True
    return bool(_REASON.match(text)) or cited or bracketed or (italic and not option_italic)


def another_list(lines: Sequence[Line], options: Sequence[Option]) -> Line | None:
    """The line behind the options at which letters like theirs begin anew: they may be those of
    another question."""
    if len(options) < 2 or not options[0].label:
        return None
    last, wanted = options[-1], min(len(options), _SURE)
    upper = any(one.sign.text.strip(" *([")[:1].isupper() for one in options)
    ends = (
        n
        for n, line in enumerate(lines)
        if line.place == last.place and last.head.text in line.text.text
    )
    begin: Line | None = None
    for line in lines[next(ends, len(lines)) + 1 :]:
        sign = option_sign(line)
        if not sign or sign.family != ("upper" if upper else "lower"):
            continue
        begin = line if sign.letter == "A" else begin
        if begin and begin is not line and ord(sign.letter) - ord("A") + 1 >= wanted:
            return begin
    return None
