"""Tables of keys, however they are turned."""

import re
from collections.abc import Sequence
from itertools import pairwise, zip_longest

from kit.formats.draft.answers import latin
from kit.formats.draft.lists import is_pairs
from kit.formats.paper.keys import ORDER, TRUTH, VALUE, is_key_heading, keys_in_line
from kit.text import bare

__all__ = ["keys_in_table", "several_codes"]

_CODE = re.compile(r"(?:mã\s*(?:đề\s*)?|đề\s*(?:số\s*)?)\d{1,4}|\d{3,4}", re.IGNORECASE)
_PART = re.compile(
    r"(?:(?:phần|chương|part)\s+[IVX\d]+\b|[IVX]{1,4}\s*[.)]|trắc nghiệm|tự luận).{0,80}",
    re.IGNORECASE,
)
"""A row over the keys of a part."""
_CROSS = re.compile(r"[xX✓✔√*]?")
_OF_NUMBERS = frozenset(("cau", "cau hoi", "cau so", "so cau", "stt", "tt"))
_OF_KEYS = frozenset(
    ("dap an", "da", "d/a", "dap an dung", "dadung", "key", "tra loi", "dap so", "ket qua")
)
_SIDES = frozenset(("cot a", "cot b", "ve a", "ve b", "noi", "ghep", "noi voi", "ghep voi"))
_HEADS = _OF_NUMBERS | _OF_KEYS | _SIDES


def keys_in_table(rows: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """The entries of a table of keys, however it is turned; none if it is another table."""
    cells = [[latin(" ".join(text.split())) for text in row] for row in rows]
    cells = [row for row in cells if not _is_over(" ".join(filter(None, row)))]
    if not cells:
        return []
    turned = [[*column] for column in zip(*cells, strict=False)]
    if found := _crossed(cells) or _crossed(turned) or _headed(cells) or _by_tens(cells):
        return found
    if judged := _judged(cells) or _judged(turned):
        return judged
    whole = [text for row in cells for text in row if text]
    if not whole or any(_kind(text) == "" for text in whole):
        return []
    listed = any(_kind(text) == "number" for text in whole) and (_below(cells) or _beside(cells))
    return listed or [pair for text in whole for pair in keys_in_line(text)]


def _is_over(text: str) -> bool:
    """Whether a row stands over keys: the name of a part, or *BẢNG ĐÁP ÁN*."""
    return bool(_PART.fullmatch(text)) or is_key_heading(text)


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


def _by_tens(cells: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Rows of ten keys: *1* to *10* over them, and *0*, *10*, *20* before them."""
    head, *rows = cells
    ones = [int(text) for text in head[1:] if text.isdigit()]
    tens = [int(row[0]) for row in rows if row and row[0].isdigit()]
    counted = len(ones) == len(head) - 1 == 10 and ones in ([*range(1, 11)], [*range(10)])
    if head[0].isdigit() or not counted or len(tens) < len(rows) or not tens:
        return []
    if any(ten != tens[0] + 10 * n for n, ten in enumerate(tens)) or tens[0] not in (0, 10):
        return []
    # Over 1 to 10 the first row is that of 1, whether it is named 0 or 10.
    begin = tens[0] * ones[0]
    pairs = [
        (ten - begin + one, text)
        for ten, row in zip(tens, rows, strict=True)
        for one, text in zip(ones, row[1:], strict=False)
        if text and ten - begin + one
    ]
    return pairs if all(_kind(text) == "value" for _, text in pairs) else []


def _headed(cells: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """Rows headed *Câu* over rows headed *Đáp án*: whatever stands there is the key."""
    found = []
    for numbers, values in zip(cells[::2], cells[1::2], strict=False):
        heads = [bare(row[0]).strip(" .:") if row else "" for row in (numbers, values)]
        if heads[0] not in _OF_NUMBERS or heads[1] not in _OF_KEYS:
            return []
        if not all(_kind(text) == "number" for text in numbers[1:] if text):
            return []
        pairs = zip(numbers[1:], values[1:], strict=False)
        found += [(_number(number), value) for number, value in pairs if number and value]
    return [] if len(cells) % 2 else found


def _judged(cells: Sequence[Sequence[str]]) -> list[tuple[int, str]]:
    """A column for each statement (a, b, c, d), with Đ or S in the row of every question."""
    head, *rows = cells
    letters = "".join(text.strip("() .:").casefold().removeprefix("ý ") for text in head[1:])
    if len(letters) < 2 or letters != "abcdefgh"[: len(letters)] or len(head) != len(letters) + 1:
        return []
    found = []
    for row in rows:
        said = row[1:]
        if _kind(row[0]) != "number" or not all(re.fullmatch(TRUTH, one, re.I) for one in said):
            return []
        found.append((_number(row[0]), ", ".join(said)))
    return found


def _kind(text: str) -> str:
    if re.fullmatch(r"(?:câu\s*)?\d{1,4}[.:)]?", text, re.IGNORECASE):
        return "number"
    if re.fullmatch(VALUE, text, re.IGNORECASE) or ORDER.fullmatch(text) or is_pairs(text):
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
    """Columns of numbers with a column of keys to the right of each, one behind the other."""
    pairs = (pairwise(row) for row in cells)
    found = [
        (_number(number), value)
        for column in zip_longest(*pairs, fillvalue=("", ""))
        for number, value in column
        if _kind(number) == "number" and _kind(value) == "value"
    ]
    # Those that count across the columns count from 1 for one part all the same.
    return sorted(found) if len({number for number, _ in found}) == len(found) else found


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))
