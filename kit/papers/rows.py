"""A whole row of answers typed in one go: ``1A 2C 3 A,C 4 Đ 5: 27-10-2023``."""

import re

from kit.papers.layout import Paper
from kit.papers.mistyped import Mistyped

# A number, what may follow it, and the rest. A full stop or bracket before a digit is a part of
# the number (4.500), and so is anything that is glued to it but a letter.
_START = re.compile(r"(?<!\S)(?:câu\s*)?(\d{1,3})(?:\s*(:|=|[.)](?!\d))\s*|\s+|(?=[^\W\d_]))", re.I)
_MARKS = r"[A-LĐSTF,;+&-]{1,24}(?!\S)|[^\W\d_](?!\S)|đúng|sai"
_CAN_ANSWER = {
    form: re.compile(rf"[-–—](?!\S)|{answer}", re.I)
    for form, answer in {
        **dict.fromkeys(("choice", "choices", "judgement", "judgements"), _MARKS),
        "pairs": r"(?:\d{1,2}-?[A-L])+(?!\S)|[A-L-]{2,12}(?!\S)",
        "order": r"(?:[A-L]?\d){2,12}(?!\S)",
        "prose": r"x(?!\S)",
    }.items()
}
_NOTHING = re.compile(r"[-–—](?!\S)")


def split_row(paper: Paper, typed: str) -> dict[int, str]:
    """What was typed for each question, by its number; raises ``Mistyped``.

    A line begins with a number. Within it the numbers rise, and a number begins an answer where
    a colon or the like follows it, or where what follows can be an answer to that question: so
    an answer in words may hold numbers.
    """
    found: dict[int, str] = {}
    for line in filter(None, map(str.strip, typed.splitlines())):
        starts = _starts(paper, line)
        if not starts or starts[0][1] > 0:
            raise Mistyped("start", value=line[:60])
        ends = [begin for _, begin, _ in starts[1:]] + [len(line)]
        for (number, _, after), end in zip(starts, ends, strict=True):
            if number not in paper.numbers:
                raise Mistyped("no_question", number=number, most=len(paper.questions))
            if number in found:
                raise Mistyped("twice", number=number)
            found[number] = line[after:end].strip(" \t")
    return found


def _starts(paper: Paper, line: str) -> list[tuple[int, int, int]]:
    """Number, where it stands, and where its answer begins."""
    found: list[tuple[int, int, int]] = []
    for match in _START.finditer(line):
        number, begin, after = int(match[1]), match.start(), match.end()
        first = begin == 0
        rises = bool(found) and number > found[-1][0] and number in paper.numbers
        if first or (rises and (match[2] or _can_answer(paper, number, line[after:]))):
            found.append((number, begin, after))
    return found


def _can_answer(paper: Paper, number: int, rest: str) -> bool:
    answer = _CAN_ANSWER.get(paper.numbers[number].form, _NOTHING)
    return answer.match(rest) is not None
