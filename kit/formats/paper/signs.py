"""What a line begins with: a question's number, an option's letter, a key, a heading."""

import re
from dataclasses import dataclass, replace

from kit.formats.draft.answers import latin
from kit.formats.paper.label_remarks import ahead, behind
from kit.formats.paper.line import Line
from kit.text import bare

__all__ = [
    "Label", "OptionSign", "bullet_sign", "option_sign", "question_label",
    "shared_range",
]  # fmt: skip


@dataclass(frozen=True)
class Label:
    """A question's number."""

    named: bool
    """Whether a word such as *Câu* stands before it."""
    number: int
    text: str
    """As it is written: ``12``, ``1.3``."""
    end: int
    """Where the question itself begins."""
    word: str = ""
    level: str = ""
    """A word for a level between number and question, such as ``NB``."""
    points: str = ""
    answer: str = ""
    """A letter in brackets between number and question."""
    remark: str = ""
    """Any other words in brackets before the mark behind the number."""


@dataclass(frozen=True)
class OptionSign:
    """An option's letter."""

    letter: str
    """A capital, or ``-`` for a bullet."""
    family: str
    """Letters that belong together: ``upper``, ``lower``, ``digit``, ``bullet``."""
    end: int
    """Where the option itself begins."""
    ticked: bool = False
    mark: str = ""
    """What stands behind the letter: ``.``, ``)``."""


_NAMED = re.compile(
    r"[\s*#•\[(“\"-]*(?P<word>câu\s*hỏi|câu|cau\s*hoi|cau|bài\s*tập|bài|question|quest|q"
    r"|(?:hỏi|c)(?=\s*\d+\s*[.:)]))\s*:?\s*(?:số\s*|thứ\s*)?(?P<text>\d{1,4}(?:\.\d{1,3}){0,2})"
    r"(?:\s*/\s*\d{2,4}(?=\s*[.:)]))?\s*\]?",
    re.IGNORECASE,
)
_DAMAGED = re.compile(  # Càu 7. C âu 7: Câu 1l.
    r"\s*(?P<word>(?:c\s?)?[aàáảãạâầấẩẫậăằắẳẵặ]\s?u)\s*\.?\s*"
    r"(?P<text>[\dlIoO]{0,3}\d[\dlIoO]{0,3}|(?-i:l[lO]{0,2}))\s*(?=[.:)/])",
    re.IGNORECASE,
)
_DIGITS = str.maketrans("lIoO", "1100")
_NUMBER = re.compile(
    r"[\s*#\[(]*(?P<text>\d{1,4}(?:\.\d{1,3}){0,2})\s*(?P<mark>\.?\)|[.:/\]\\]"
    r"|[-–—,](?=\s))(?!\d)\s*"
)
_WORD = re.compile(r"[A-ZĐÀ-Ỹ][^\W\d_]")
"""*Câu 22Bà A*"""
_AGAIN = re.compile(r"câu hỏi\s*:\s*(?=\S)", re.IGNORECASE)
"""*Câu 7: Câu hỏi: …*"""
_TYPED = re.compile(r"(?:(?P<number>\d{1,4})\s*[.:)/]+|[.…_]|\.{2,3})\s*(?=[A-ZĐÀ-Ỹ“\"])", re.ASCII)
"""What is left of a label: *Câu 7 7. Chợ …*, *Câu 7… Chợ …*; a gap is longer."""
_OPTION = re.compile(
    r"\s*(?:[-–—+•·▪]\s*)?(?P<tick>[*✓✔√☑✅●◉⦿➔►☞→○◯☐□#]|\[x\]|\(x\))?\s*(?P<open>[(\[]?)"
    r"(?P<letter>[A-La-l])(?P<inner>\*?)(?P<mark>\s*\.?\)|\s*[.:/\]]|\s*[-–—](?=\s)"
    r"|[-–—](?=[A-ZĐÀ-Ỹ“\"]\w)|\s+[-–—](?=[A-ZĐÀ-Ỹ“\"\d])"
    r"|[,;](?=\s+(?![A-La-l]\b))|(?=\t)|(?=[ \u00a0]{2,}\S))"
)
_DIGIT = re.compile(
    r"\s*(?P<tick>[*✓✔√☑✅●◉⦿])?\s*[(\[]?(?P<letter>[1-9])(?P<mark>\s*[.)\]])(?!\d)"
)
_BULLET = re.compile(
    r"\s*(?P<mark>[-–—+•·●○◦▪■□☐☑☒◇◆➢❖✓✔√*o])(?:[ \t\u00a0]+|(?<=[•●○☐☑☒□■▪✓✔√]))(?=\S)"
)
_TICKS = frozenset("*✓✔√☑✅●◉⦿➔►☞→")
_TICKED_BULLETS = frozenset("☑☒✓✔√●■")

_RANGE = r"(?:từ\s*)?(?:câu\s*)?(?P<a>\d{1,4})\s*(?:đến|tới|[-–—]|và|,)\s*(?:câu\s*)?(?P<b>\d{1,4})"
_SHARED = re.compile(
    r"^\W*(?:(?:hãy\s+)?(?:đọc|dựa|sử dụng|căn cứ|dùng|xem|cho|quan sát|với|tình huống|read)\b.*?)"
    r"(?:câu hỏi|các câu|câu|questions?)\s*(?:hỏi\s*)?(?:"
    + _RANGE
    + r"|(?P<open>(?:sau(?: đây)?|dưới đây|bên dưới|tiếp theo|kế tiếp)\b))",
    re.IGNORECASE | re.DOTALL,
)
_SPAN = re.compile(r"^\W*(?:các\s+)?câu\s*(?:hỏi\s*)?" + _RANGE + r"\s*[.:)\]]", re.IGNORECASE)


def question_label(text: str) -> Label | None:
    """The number that a question begins with; ``None`` also for several (*Câu 5–7*)."""
    if _SPAN.match(text):
        return None
    begin, said = ahead(text)
    found = _NAMED.match(text, begin) or _NAMED.match(text)
    if found and (label := _behind(text, found, named=True)):
        again = _NAMED.match(text, label.end)  # Câu 7: Câu 7.
        both = _behind(text, again, named=True) if again else None
        label = both if both and both.number == label.number else label
        if said and found.start() == begin:
            level, points = said.get("level", label.level), said.get("points", label.points)
            label = replace(label, level=level, points=points)
        return label
    if damaged := _DAMAGED.match(text):
        label = _behind(text, damaged, named=True)
        return label and replace(label, word="cau")
    if not found and (found := _NUMBER.match(text)):
        # An automatic number before a typed “Câu 1:”.
        again = _NAMED.match(text, found.end())
        both = _behind(text, again, named=True) if again else None
        return both or _behind(text, found, named=False)
    return None


def _behind(text: str, found: re.Match[str], *, named: bool) -> Label | None:
    """Level, points and the mark after a number; ``None`` if a word goes on from it."""
    rest = text[found.end("text") :]
    if named and rest[:1].isalnum() and not _WORD.match(rest):
        return None  # Câu 3a
    end, said = behind(text, found.end(), named=named)
    if named:
        again = _AGAIN.match(text, end) or _TYPED.match(text, end)
        twice = again and again.groupdict().get("number") not in (None, found["text"])
        end = again.end() if again and not twice else end
    # *Câu 01* and *1-A* in the list of keys are the same one.
    shown = re.sub(r"^0+(?=\d)", "", found["text"].translate(_DIGITS))
    word = bare(found["word"]) if named else ""
    return Label(named, int(shown.rpartition(".")[2]), shown, end, word, **said)


def option_sign(line: Line, at: int = 0) -> OptionSign | None:
    """The letter or bullet that an option begins with."""
    text = latin(line.text.text[at : at + 16]) + line.text.text[at + 16 :]
    if found := _OPTION.match(text):
        letter, mark = found["letter"], found["mark"].strip()
        if not mark and letter.islower():
            return None
        ticked = (
            (found["tick"] or " ")[0] in _TICKS
            or bool(found["inner"])
            or "x" in (found["tick"] or "")
        )
        family = "upper" if letter.isupper() else "lower"
        return OptionSign(letter.upper(), family, at + found.end(), ticked, mark)
    if bullet := bullet_sign(line, at):
        return bullet
    if found := _DIGIT.match(text):
        return OptionSign(
            found["letter"], "digit", at + found.end(), bool(found["tick"]), found["mark"].strip()
        )
    return None


def bullet_sign(line: Line, at: int = 0) -> OptionSign | None:
    """The bullet that a line begins with, whatever stands behind it: *☐ C. Mác*."""
    found = _BULLET.match(line.text.text[at:])
    if not found and line.auto != "bullet":
        return None
    end = at + (found.end() if found else line.left)
    shape = found["mark"] if found else line.text.text[at : at + 1]
    return OptionSign("-", "bullet", end, shape in _TICKED_BULLETS, shape)


def shared_range(text: str) -> tuple[int, int] | None:
    """The questions that a passage is for; (0, 0) for those that follow, ``None`` if it is none."""
    found = _SHARED.search(text[:400]) or _SPAN.match(text)
    if found is None:
        return None
    if found.groupdict().get("open"):
        return 0, 0
    first, last = int(found["a"]), int(found["b"])
    return (first, last) if first < last <= first + 60 else None
