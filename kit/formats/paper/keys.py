"""Lists of keys, ``1-A 2-B``, and which question each of them is for."""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field

from kit.formats.draft.answers import latin
from kit.formats.draft.lists import is_pairs
from kit.formats.draft.looks import looks_of
from kit.formats.draft.model import Answer, Draft, Entry
from kit.formats.exchange import Remarks, some
from kit.formats.paper.key_parts import parts_of, runs_in
from kit.formats.rich import Rich, plain_text

__all__ = [
    "ORDER", "TRUTH", "VALUE", "Keyed", "give_keys", "is_key_heading", "keys_in_line",
    "keys_in_stems", "rows_of_keys",
]  # fmt: skip

TRUTH = r"(?:đúng|sai|Đ|S)(?![^\W_])"
_STATEMENT = rf"[a-h]\s*[).:–-]*\s*{TRUTH}"
VALUE = (
    rf"(?:{_STATEMENT}(?:[\s,;|]*{_STATEMENT}){{1,7}}"
    r"|[A-Ha-h](?:\s*(?:[,&+]|và\b)\s*[A-Ha-h])*|[A-H]{2,6}|[ĐS](?:\s*[,-]?\s*[ĐS]){0,7}|Đúng|Sai)"
)
_PAIR = re.compile(
    rf"\s*[\[(]?(?:câu\s*(?:hỏi\s*)?)?(\d{{1,4}})\s*[\])]?\s*(?:[.:)=/|–—-]|->|→|\s)*\s*[\[(]?({VALUE})"
    r"[\])]?(?![^\W_])[\s;,.|/–-]*",
    re.IGNORECASE,
)
_SPAN = re.compile(
    r"\W*(?:câu\s*)?(\d{1,4})\s*(?:[-–—→]|->|đến)\s*(?:câu\s*)?(\d{1,4})\s*[.:)]?\s*"
    r"([A-H](?:[\s,;.|/-]*[A-H])+)\W*",
    re.IGNORECASE,
)
_LETTERS = re.compile(r"[A-H](?:\s*[,&+]?\s*[A-H])*", re.IGNORECASE)
_LONG = re.compile(r"\W*câu\s*(\d{1,4})\s*[.:)]\s*(\S.*?)[\s.;]*", re.IGNORECASE)
_LONGEST = 300
"""Characters of a line with pairs or an order."""
ORDER = re.compile(r"(?:\d{1,2}|[A-La-l])(?:\s*(?:[-–,;>→]|->)\s*(?:\d{1,2}|[A-La-l])){2,11}")
_NUMBERS = re.compile(r"(?:câu\D{0,6})?\s*\d{1,4}(?:[\s|;,.]+\d{1,4})+[\s|;,.]*", re.IGNORECASE)
_VALUES = re.compile(rf"(?:đáp án\W*|đa\W*)?{VALUE}(?:[\s|;,.]+{VALUE})+[\s|;,.]*", re.IGNORECASE)
_HEADING = re.compile(
    r"\W*(?:(?:bảng|phần)\s+)?(?:đáp án|dap an|answer keys?|keys?)"
    r"(?:\s+(?:đề|câu|trắc|tham|phần|chi|môn|và|các|bộ|mã|chương|bài|của)\b[^\n]{0,60})?\W*",
    re.IGNORECASE,
)
_APPENDIX = re.compile(r"^\W*phụ lục(?:\s+\w{1,3})?\W+", re.IGNORECASE)
_AHEAD = re.compile(
    r"^\W*(?:bảng\s+)?(?:đáp án|đa|key)"
    r"(?:\s+(?:phần|chương|chủ đề|chuyên đề|bài|đề|tuần|trắc nghiệm)\b[^:\n]{0,40}(?=:))?"
    r"\s*[:.]\s*",
    re.IGNORECASE,
)
"""What may stand before a list of keys: *Đáp án chương II:*"""
_IN_STEM = re.compile(r"\s*[\[(]\s*([A-H])\s*[\])]\s*[.:]?\s*$")


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
    text = _APPENDIX.sub("", text)
    heading = len(text) < 90 and bool(_HEADING.fullmatch(text))
    return heading and not re.search(r":\s*\w|\blà\s+[A-Ha-h]\W*$", text)


def keys_in_line(text: str) -> list[tuple[int, str]]:
    """Number and key of every entry, if the line holds nothing else."""
    text = latin(text)
    text = _AHEAD.sub("", text)
    long = _LONG.fullmatch(text) if len(text) < _LONGEST else None
    if long and (is_pairs(long[2]) or ORDER.fullmatch(long[2])):
        return [(int(long[1]), long[2])]
    if span := _SPAN.fullmatch(text):  # 1-5: ABCDA
        numbers = range(int(span[1]), int(span[2]) + 1)
        letters = re.findall("[A-H]", span[3], re.IGNORECASE)
        return [*zip(numbers, letters, strict=True)] if len(numbers) == len(letters) else []
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
    right = re.findall(rf"(?<![^\W_]){VALUE}(?![^\W_])", latin(values))
    return [*zip(left, right, strict=True)] if len(left) == len(right) else []


def give_keys(drafts: Sequence[Draft], keys: Sequence[Keyed], remarks: Remarks) -> None:
    """Put every key to its question; what fits none is told.

    Where numbers begin anew, a key is for the last question of that number before it that has
    none yet, and of several such, in the order of the parts. Where there are fewer keys than such
    questions, they are for those that nothing else marks, in the last of the parts.
    """
    unused = []
    given = Counter(key.number for key in keys)
    asked = Counter(one.label for one in drafts)
    numbers = [key.number for key in keys]
    behind = all(_one_list(drafts, key) for key in keys)
    parts = parts_of(drafts, numbers) if behind else []
    unsure = behind and not parts and len(runs_in(numbers)) > 1
    for n, key in enumerate(keys):
        fitting = [one for one in drafts if one.label == str(key.number) and not _has(one)]
        if parts:
            fitting = [one for one in fitting if one.series == parts[n]]
        before = [one for one in fitting if one.number <= key.after]
        own = before or fitting
        own = (not parts and [one for one in own if _answers(key.value, one)]) or own
        few = given[key.number] < asked[str(key.number)]
        own = (few and [one for one in own if not _is_marked(one)]) or own
        if not own:
            unused.append(f"{key.number}-{key.value}")
            continue
        # A list behind each part is for the part before it; one list at the end goes through all.
        several = len({one.series for one in own}) > 1
        draft = own[0] if _one_list(drafts, key) and not (few and several) else own[-1]
        draft.answers.append(Answer(plain_text(key.value), key.place, listed=True))
        if unsure and given[key.number] > 1:
            draft.remarks.lost("key_of_part", number=key.number)
        if key.reason:
            draft.entries.append(Entry("explanation", "", (key.reason,), key.place))
    if unused:
        remarks.lost("keys_left", keys=some(unused, 20))


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


def _answers(value: str, draft: Draft) -> bool:
    """Whether the question may have such a key: letters are for options, words are for none."""
    if _LETTERS.fullmatch(value):
        return bool(draft.options) and not draft.right
    said = re.fullmatch(VALUE, value, re.IGNORECASE) or is_pairs(value) or ORDER.fullmatch(value)
    return bool(said) or not draft.options


def _is_marked(draft: Draft) -> bool:
    """Whether anything but a list tells the key."""
    ticked = any(one.ticked for one in draft.options)
    return ticked or bool(draft.answers) or bool(looks_of(draft.options))


def _has(draft: Draft) -> bool:
    return any(answer.listed for answer in draft.answers)


def _one_list(drafts: Sequence[Draft], key: Keyed) -> bool:
    return key.after >= len(drafts)
