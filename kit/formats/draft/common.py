"""The fields that every kind of question has, out of its labelled lines."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date

from kit.formats.draft.model import Draft, Entry, remark_at
from kit.formats.draft.texts import paragraphs
from kit.formats.exchange import Data, Fate, quoted
from kit.formats.rich import Rich, plain_text
from kit.text import bare, parse_date, parse_number

__all__ = ["common", "level_of", "one_line"]

LEVELS = {
    "nhớ": ("nho", "nhan biet", "biet", "nb", "muc 1", "1", "ghi nho"),
    "hiểu": ("hieu", "thong hieu", "th", "muc 2", "2"),
    "vận dụng": ("van dung", "van dung cao", "van dung thap", "vd", "vdc", "vdt", "muc 3", "3",
                 "muc 4", "4"),
}  # fmt: skip
DIFFICULTIES = {
    "dễ": ("de", "easy", "rat de"),
    "vừa": ("vua", "trung binh", "trungbinh", "tb", "binh thuong", "medium"),
    "khó": ("kho", "rat kho", "hard"),
}
_EXPLAIN = ("explanation", "basis", "cite", "note")
_CITE = re.compile(r"([a-z0-9-]+)\s*,\s*(?:đoạn|paragraph)\s*(\d+)\s*:\s*[“\"](.*)[”\"]", re.DOTALL)
_POINTS = re.compile(r"([\d.,]+)\s*(?:điểm|đ|points?|pts)?", re.IGNORECASE)


def common(draft: Draft) -> Data:
    """Explanation, citations, tags, level, points and dates; what makes no sense is told."""
    data: Data = {}
    for key, value in (*_texts(draft), *_words(draft)):
        data[key] = value
    tags = {name: one_line(entry) for name in ("topic", "indicator", "slogan")
            if (entry := draft.entry(name)) and one_line(entry)}  # fmt: skip
    return {**data, **({"tags": tags} if tags else {})}


def one_line(entry: Entry) -> str:
    """What it says, as one line of plain text."""
    return " ".join(" ".join(part.text for part in entry.text).split())


def level_of(text: str) -> tuple[str, str] | None:
    """Field and value of a word for a level or a difficulty; ``None`` for any other."""
    word = bare(text).strip("[]() .:")
    for name, table in (("level", LEVELS), ("difficulty", DIFFICULTIES)):
        for value, words in table.items():
            if word in words or word.removeprefix("muc do ") in words:
                return name, value
    return None


def _texts(draft: Draft) -> Iterator[tuple[str, object]]:
    said: list[Rich] = []
    cited = []
    for entry in draft.entries:
        if entry.name not in _EXPLAIN:
            continue
        draft.used.append(entry)
        found = _CITE.fullmatch(one_line(entry)) if entry.name == "cite" else None
        if found:
            cited.append({"source": found[1], "paragraph": found[2], "phrase": found[3]})
        elif entry.name == "explanation":
            said += entry.text
        else:
            label = plain_text(f"{entry.label}: ")
            said += [label + entry.text[0], *entry.text[1:]]
    said = [one for one in said if one]
    if said:
        yield "explanation", paragraphs(said, draft)
    if cited:
        yield "cite", cited


def _words(draft: Draft) -> Iterator[tuple[str, object]]:
    for name, read in _READERS.items():
        entry = draft.entry(name)
        text = one_line(entry) if entry else ""
        found = read(text) if text else None
        if found:
            yield found
        elif entry and text:
            remark_at(
                draft, entry.place, Fate.LOST, "unclear_field", label=entry.label,
                text=quoted([text]),
            )  # fmt: skip


def _points(text: str) -> tuple[str, object] | None:
    found = _POINTS.fullmatch(text)
    number = parse_number(found[1]) if found else None
    if number is None or not 0 < number.value <= 100:
        return None
    return "points", f"{number.value:f}"


def _date(text: str) -> tuple[str, object] | None:
    found = parse_date(text)
    if found is None or None in (found.year, found.month, found.day):
        return None
    return "as_of", date(found.year or 1, found.month or 1, found.day or 1).isoformat()


_READERS: Mapping[str, Callable[[str], tuple[str, object] | None]] = {
    "level": level_of,
    "difficulty": level_of,
    "points": _points,
    "as_of": _date,
    "superseded_by": lambda text: ("superseded_by", text),
}
