"""Options that are called *Phương án A*, *PA 1* in place of a letter, or have no mark behind it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from kit.formats.draft.answers import latin
from kit.formats.draft.labels import label_of
from kit.formats.paper.keyline import answer_in
from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.paper.signs import option_sign, question_label
from kit.formats.rich import joined, plain_text

__all__ = ["with_letters_alone"]

_NAMED = re.compile(
    r"\s*(?P<tick>[*✓✔√☑]?)\s*(?:phương án|p/?a|lựa chọn)\s*(?P<sign>[A-H]|[1-8])\s*[.:)]\s*(?=\S)",
    re.IGNORECASE,
)
_ALL = "ABCDEFGH"
_JUDGED = re.compile(r"\s*(?P<sign>[AB])\s+(?P<said>(?i:đúng|sai))\s*\.?\s*")
_BARE = re.compile(r"\s*(?P<sign>[A-Ha-h])[ \u00a0](?=[^\W_]|[“\"(])(?!(?:đúng|sai|là|và|hoặc)\b)")
_ASKS = re.compile(r"[?:]\s*$")
_FEWEST_OPTIONS, _FEWEST_LISTS = 3, 2


def with_letters_alone(
    parts: Sequence[Line | KeyTable | Ready],
) -> list[Line | KeyTable | Ready]:
    """The parts, with the letter alone before the options of a question, two at least."""
    parts = _dotted(_undotted(parts))
    result = [*parts]
    run: list[tuple[int, Line]] = []
    for n, part in enumerate(parts):
        found = _NAMED.match(latin(part.text.text)) if isinstance(part, Line) else None
        if not isinstance(part, Line) or not found or part.role:
            continue
        sign = found["sign"].upper()
        place = int(sign) - 1 if sign.isdigit() else _ALL.index(sign)
        run = [] if place == 0 else run
        run = [*run, (n, _lettered(part, found, _ALL[place]))] if place == len(run) else []
        for at, line in run if len(run) > 1 else ():
            result[at] = line
    return result


def _undotted(parts: Sequence[Line | KeyTable | Ready]) -> list[Line | KeyTable | Ready]:
    """The parts, with *A Sáng*, *B Trưa*, *C Tối* as *A. Sáng* and so on, where most questions
    have such options."""
    lists = [*_bare_lists(parts)]
    firsts = sum(isinstance(part, Line) and _is_dotted_first(part) for part in parts)
    result = [*parts]
    for n in (n for rows in lists for n in rows if len(lists) >= max(_FEWEST_LISTS, firsts)):
        line = parts[n]
        assert isinstance(line, Line)
        result[n] = _with_dot(line)
    return result


def _bare_lists(parts: Sequence[Line | KeyTable | Ready]) -> Iterator[range]:
    """The rows of lines below a question that begin with A, B, C without a mark behind them."""
    said = [
        found["sign"]
        if isinstance(part, Line) and not part.role and (found := _BARE.match(part.text.text))
        else ""
        for part in parts
    ]
    for n, first in enumerate(said):
        above = parts[n - 1] if n else None
        if first not in ("A", "a") or not isinstance(above, Line) or not _asks(above):
            continue
        end = n
        while end < len(said) and said[end] == chr(ord(first) + end - n):
            end += 1
        if end - n >= _FEWEST_OPTIONS:
            yield range(n, end)


def _asks(line: Line) -> bool:
    """Whether a question may end in the line."""
    text = line.text.text
    return not _is_behind(line) and bool(_ASKS.search(text) or question_label(text))


def _is_dotted_first(line: Line) -> bool:
    sign = option_sign(line)
    return sign is not None and sign.family in ("upper", "lower") and sign.letter == "A"


def _dotted(parts: Sequence[Line | KeyTable | Ready]) -> list[Line | KeyTable | Ready]:
    """The parts, with *A Đúng* and *B Sai* right below a question as *A. Đúng* and *B. Sai*.

    Below other options these are what is said of them.
    """
    result = [*parts]
    for n, (above, one, other) in enumerate(zip(parts, parts[1:], parts[2:], strict=False), 1):
        if not (isinstance(above, Line) and isinstance(one, Line) and isinstance(other, Line)):
            continue
        pair = [_JUDGED.fullmatch(line.text.text) for line in (one, other) if not line.role]
        said = [f"{found['sign']} {found['said'].casefold()}" for found in pair if found]
        if said in (["A đúng", "B sai"], ["A sai", "B đúng"]) and not _is_behind(above):
            result[n : n + 2] = [_with_dot(one), _with_dot(other)]
    return result


def _is_behind(line: Line) -> bool:
    """Whether what follows stands behind options: the line is one, a key or a reason."""
    sign, text = option_sign(line), line.text.text
    option = sign is not None and sign.family in ("upper", "lower")
    return option or answer_in(text) is not None or label_of(text) is not None


def _with_dot(line: Line) -> Line:
    text = line.text.strip()
    return replace(line, text=joined((text.cut(0, 1), text.cut(1).strip()), ". "))


def _lettered(line: Line, found: re.Match[str], letter: str) -> Line:
    [(_, look), *_] = line.text.cut(found.start("sign"), found.end("sign")).spans()
    sign = plain_text(f"{found['tick']}{letter}.").looking(lambda _: look)
    return replace(line, text=joined((sign, line.text.cut(found.end())), " "))
