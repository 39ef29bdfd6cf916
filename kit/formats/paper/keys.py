"""Lists of keys, ``1-A 2-B`` or as a table, and which question each of them is for."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kit.formats.draft.answers import latin
from kit.formats.draft.lists import is_pairs
from kit.formats.draft.model import Answer, Draft, Entry
from kit.formats.exchange import Remarks
from kit.formats.rich import Rich, plain_text
from kit.text import bare

__all__ = [
    "Keyed",
    "give_keys",
    "is_key_heading",
    "keys_in_line",
    "keys_in_stems",
    "keys_in_table",
    "several_codes",
]

_TRUTH = r"(?:đúng|sai|Đ|S)(?![^\W_])"
_STATEMENT = rf"[a-h]\s*[).:–-]*\s*{_TRUTH}"
_VALUE = (
    rf"(?:{_STATEMENT}(?:[\s,;|]*{_STATEMENT}){{1,7}}"
    r"|[A-Ha-h](?:\s*[,&+]\s*[A-Ha-h])*|[A-H]{2,6}|[ĐS](?:\s*[,-]?\s*[ĐS]){0,7}|Đúng|Sai)"
)
_PAIR = re.compile(
    rf"\s*[\[(]?(?:câu\s*(?:hỏi\s*)?)?(\d{{1,4}})\s*[\])]?\s*(?:[.:)=/|–—-]|->|→|\s)*\s*[\[(]?({_VALUE})"
    r"[\])]?(?![^\W_])[\s;,.|/–-]*",
    re.IGNORECASE,
)
_LONG = re.compile(r"\W*câu\s*(\d{1,4})\s*[.:)]\s*(\S.*?)[\s.;]*", re.IGNORECASE)
_ORDER = re.compile(r"(?:\d{1,2}|[A-La-l])(?:\s*(?:[-–,;>→]|->)\s*(?:\d{1,2}|[A-La-l])){2,11}")
_NUMBERS = re.compile(r"(?:câu\D{0,6})?\s*\d{1,4}(?:[\s|;,.]+\d{1,4})+[\s|;,.]*", re.IGNORECASE)
_VALUES = re.compile(rf"(?:đáp án\W*|đa\W*)?{_VALUE}(?:[\s|;,.]+{_VALUE})+[\s|;,.]*", re.IGNORECASE)
_HEADING = re.compile(
    r"\W*(?:bảng\s+)?(?:đáp án|dap an|answer keys?|keys?)"
    r"(?:\s+(?:đề|câu|trắc|tham|phần|chi|môn|và|các|bộ|mã|chương|bài|của)\b[^\n]{0,60})?\W*",
    re.IGNORECASE,
)
_IN_STEM = re.compile(r"\s*[\[(]\s*([A-H])\s*[\])]\s*[.:]?\s*$")
_CODE = re.compile(r"(?:mã\s*(?:đề\s*)?|đề\s*(?:số\s*)?)\d{1,4}|\d{3,4}", re.IGNORECASE)
_CROSS = re.compile(r"[xX✓✔√*]?")
_HEADS = frozenset(
    ("cau", "dap an", "da", "stt", "cau hoi", "dap an dung", "tt", "so cau", "key", "cau so",
     "dadung")
)  # fmt: skip


@dataclass(frozen=True)
class Keyed:
    """One entry of a list of keys."""

    number: int
    value: str
    place: str
    after: int
    """How many questions stand before it in the file."""
    reason: Rich = field(default_factory=Rich)
    """What the list says beside it."""


def is_key_heading(text: str) -> bool:
    """Whether a list of keys may follow: ``BẢNG ĐÁP ÁN``."""
    return len(text) < 90 and bool(_HEADING.fullmatch(text)) and not re.search(r":\s*\w", text)


def keys_in_line(text: str) -> list[tuple[int, str]]:
    """Number and key of every entry, if the line holds nothing else."""
    text = latin(text)
    text = re.sub(r"^\W*(?:đáp án|đa|key)\s*[:.]\s*", "", text, flags=re.IGNORECASE)
    if (long := _LONG.fullmatch(text)) and (is_pairs(long[2]) or _ORDER.fullmatch(long[2])):
        return [(int(long[1]), long[2])]
    found, at = [], 0
    while at < len(text):
        pair = _PAIR.match(text, at)
        if pair is None or pair.end() == at:
            return []
        found.append((int(pair[1]), pair[2]))
        at = pair.end()
    return found


def rows_of_keys(numbers: str, values: str) -> list[tuple[int, str]]:
    """A line of numbers and the line of their keys below it."""
    if not (_NUMBERS.fullmatch(numbers) and _VALUES.fullmatch(latin(values))):
        return []
    left = [int(one) for one in re.findall(r"\d+", numbers)]
    right = re.findall(rf"(?<![^\W_]){_VALUE}(?![^\W_])", latin(values))
    return [*zip(left, right, strict=True)] if len(left) == len(right) else []


def keys_in_table(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """The entries of a table of keys, however it is turned; none if it is another table."""
    cells = [[latin(" ".join(text.split())) for text in row] for row in rows]
    if crossed := _crossed(cells):
        return crossed
    if judged := _judged(cells) or _judged([[*column] for column in zip(*cells, strict=False)]):
        return judged
    whole = [text for row in cells for text in row if text]
    if not whole or any(_kind(text) == "" for text in whole):
        return []
    both = [pair for text in whole for pair in keys_in_line(text) if _kind(text) == "pair"]
    if both:
        return both
    return _below(cells) or _beside(cells)


def several_codes(rows: Sequence[Sequence[str]]) -> str:
    """The codes of papers whose keys a table has side by side; "" if it is no such table.

    Which of them is the paper at hand nobody can tell from it.
    """
    cells = [[latin(" ".join(text.split())) for text in row] for row in rows]
    cells = [row for row in cells if any(row)]
    for n, head in enumerate(cells[:-1]):
        codes = [found[0] for text in head[1:] if (found := _CODE.fullmatch(text))]
        below = cells[n + 1 :]
        if len(codes) > 1 and len(codes) == sum(map(bool, head[1:])):
            listed = all(_kind(row[0]) == "number" for row in below)
            given = all(not text or _kind(text) == "value" for row in below for text in row[1:])
            return ", ".join(codes) if listed and given else ""
    return ""


def _crossed(cells: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """A column for each letter, with an x in the row of every question."""
    head, *rows = cells
    letters = "".join(head[1:])
    if len(letters) < 2 or letters != "ABCDEFGH"[: len(letters)] or len(head) != len(letters) + 1:
        return []
    found = []
    for row in rows:
        right = "".join(letter for letter, mark in zip(letters, row[1:], strict=False) if mark)
        if _kind(row[0]) != "number" or not all(_CROSS.fullmatch(mark) for mark in row[1:]):
            return []
        found += [(_number(row[0]), right)] if right else []
    return found


def _judged(cells: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """A column for each statement (a, b, c, d), with Đ or S in the row of every question."""
    head, *rows = cells
    letters = "".join(text.strip("() .:").casefold().removeprefix("ý ") for text in head[1:])
    if len(letters) < 2 or letters != "abcdefgh"[: len(letters)] or len(head) != len(letters) + 1:
        return []
    found = []
    for row in rows:
        said = row[1:]
        if _kind(row[0]) != "number" or not all(re.fullmatch(_TRUTH, one, re.I) for one in said):
            return []
        found.append((_number(row[0]), ", ".join(said)))
    return found


def _kind(text: str) -> str:
    if re.fullmatch(r"(?:câu\s*)?\d{1,4}[.:)]?", text, re.IGNORECASE):
        return "number"
    if re.fullmatch(_VALUE, text, re.IGNORECASE):
        return "value"
    if bare(text).strip(" .:") in _HEADS or _CODE.fullmatch(text):
        return "head"
    return "pair" if len(keys_in_line(text)) >= 1 else ""


def _below(cells: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """A row of numbers with a row of keys below it."""
    found = []
    for upper, lower in pairwise(cells):
        pairs = [
            (_number(number), value)
            for number, value in zip(upper, lower, strict=False)
            if _kind(number) == "number" and _kind(value) == "value"
        ]
        numbers = sum(_kind(one) == "number" for one in upper)
        if any(_kind(one) == "number" for one in lower):
            continue  # a row of its own, below a head of codes
        if pairs and len(pairs) == numbers > 0 and (len(pairs) > 1 or len(upper) <= 2):
            found += pairs
    return found


def _beside(cells: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Columns of numbers with a column of keys to the right of each."""
    return [
        (_number(number), value)
        for row in cells
        for number, value in pairwise(row)
        if _kind(number) == "number" and _kind(value) == "value"
    ]


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def give_keys(drafts: Sequence[Draft], keys: Iterable[Keyed], remarks: Remarks) -> None:
    """Put every key to its question; what fits none is told.

    Where numbers begin anew, a key is for the last question of that number before it that has
    none yet, and of several such, in the order of the parts.
    """
    unused = []
    for key in keys:
        fitting = [one for one in drafts if one.label == str(key.number) and not _has(one)]
        before = [one for one in fitting if one.number <= key.after]
        own = before or fitting
        if not own:
            unused.append(f"{key.number}-{key.value}")
            continue
        # A list behind each part is for the part before it; one list at the end goes through all.
        draft = own[0] if _one_list(drafts, key) else own[-1]
        draft.answers.append(Answer(plain_text(key.value), key.place, listed=True))
        if key.reason:
            draft.entries.append(Entry("explanation", "", (key.reason,), key.place))
    if unused:
        remarks.lost("keys_left", keys=", ".join(unused[:20]))


def keys_in_stems(drafts: Sequence[Draft]) -> None:
    """Take keys from the ends of questions, *(B)*, where most questions have one."""
    shown = [one for one in drafts if len(one.options) > 1 and one.stem and not one.own]
    ends = [_IN_STEM.search(one.stem[-1].text) for one in shown]
    if len(shown) < 3 or 2 * sum(bool(end) for end in ends) < len(shown):
        return
    for draft, end in zip(shown, ends, strict=True):
        if end and ord(end[1].upper()) - ord("A") < len(draft.options):
            draft.answers.append(Answer(plain_text(end[1]), draft.place))
            draft.stem[-1] = draft.stem[-1].cut(0, end.start()).strip()


def _has(draft: Draft) -> bool:
    return any(answer.listed for answer in draft.answers)


def _one_list(drafts: Sequence[Draft], key: Keyed) -> bool:
    return key.after >= len(drafts)
