"""Options that are called *Phương án A*, *PA 1* in place of a letter."""

import re
from collections.abc import Sequence
from dataclasses import replace

from kit.formats.draft.answers import latin
from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.rich import joined, plain_text

__all__ = ["with_letters_alone"]

_NAMED = re.compile(
    r"\s*(?P<tick>[*✓✔√☑]?)\s*(?:phương án|p/?a|lựa chọn)\s*(?P<sign>[A-H]|[1-8])\s*[.:)]\s*(?=\S)",
    re.IGNORECASE,
)
_ALL = "ABCDEFGH"


def with_letters_alone(
    parts: Sequence[Line | KeyTable | Ready],
) -> list[Line | KeyTable | Ready]:
    """The parts, with the letter alone before the options of a question, two at least."""
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


def _lettered(line: Line, found: re.Match[str], letter: str) -> Line:
    [(_, look), *_] = line.text.cut(found.start("sign"), found.end("sign")).spans()
    sign = plain_text(f"{found['tick']}{letter}.").looking(lambda _: look)
    return replace(line, text=joined((sign, line.text.cut(found.end())), " "))
