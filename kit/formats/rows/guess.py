"""Tables without heads: columns by what stands in them."""

import re
from collections.abc import Sequence

from kit.formats.rows.grid import Grid
from kit.formats.rows.heads import Columns

__all__ = ["guessed_columns"]

_KEY = re.compile(r"\W*[A-Ha-h1-8]\W*(?:[,;& ]+[A-Ha-h]\W*)*")
_NUMBER = re.compile(r"(?:câu\s*)?\d{1,4}\W*", re.IGNORECASE)
_MOST = 0.8


def guessed_columns(grid: Grid) -> Columns | None:
    """The columns of a table whose rows are questions; ``None`` if they do not look so."""
    width = max(map(len, grid.rows), default=0)
    columns = [[grid.cell(row, n) for row in range(len(grid.rows))] for n in range(width)]
    texts = [[cell.plain for cell in column if cell] for column in columns]
    used = [n for n in range(width) if len(texts[n]) * 2 > len(grid.rows)]
    numbers = [n for n in used if _share(texts[n], _NUMBER) >= _MOST]
    keys = [n for n in used if _share(texts[n], _KEY) >= _MOST and n not in numbers[:1]]
    words = [n for n in used if n not in numbers[:1] and n not in keys[-1:]]
    if not keys or len(words) < 2:
        return None
    stem = next((n for n in words if _asks(texts[n])), words[0])
    options = [n for n in words if n > stem and n < keys[-1]]
    roles = {"stem": stem, "key": keys[-1]}
    if numbers and numbers[0] < stem:
        roles["number"] = numbers[0]
    if len(options) == 1:
        roles["options"], options = options[0], []
    if not options and "options" not in roles:
        return None
    used_now = {*roles.values(), *options}
    rest = tuple(n for n in range(width) if n not in used_now and texts[n])
    return Columns(0, -1, roles, tuple(options), rest)


def _asks(texts: Sequence[str]) -> bool:
    """Whether these may be questions: no short words that stand again and again."""
    long = sum(map(len, texts)) / len(texts) >= 12
    return long and len({*texts}) * 2 > len(texts)


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    return sum(bool(pattern.fullmatch(text)) for text in texts) / len(texts) if texts else 0.0
