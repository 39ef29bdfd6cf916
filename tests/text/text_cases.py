"""Reads the tables in tests/cases/text, which anyone can add a line to."""

import re
from pathlib import Path

CASES = Path(__file__).parents[1] / "cases" / "text"


def lines(name: str) -> list[str]:
    """The lines of one table without comments; \\uXXXX, \\n, \\r, \\t become characters."""
    text = (CASES / f"{name}.txt").read_text(encoding="utf-8")
    return [_unescape(line) for line in text.splitlines() if line and not line.startswith("#")]


def arrows(name: str) -> list[tuple[str, str]]:
    """The rows `typed -> result` of one table."""
    return [_cut(line, " -> ") for line in lines(name)]


def comparisons(name: str) -> list[tuple[str, str, str]]:
    """The rows `typed sign expected` of one table, as (typed, sign, expected)."""
    rows = []
    for line in lines(name):
        sign = re.search(r" (==|~~|\.\.|!=) ", line)
        assert sign, f"{name}.txt: no sign between the two texts: {line}"
        rows.append((line[: sign.start()], sign[1], line[sign.end() :]))
    return rows


def _cut(line: str, arrow: str) -> tuple[str, str]:
    left, found, right = line.partition(arrow)
    assert found, f"no arrow: {line}"
    return left, right


def _unescape(line: str) -> str:
    escapes = {"n": "\n", "r": "\r", "t": "\t"}
    return re.sub(
        r"\\(?:u([0-9a-fA-F]{4})|([nrt]))",
        lambda found: chr(int(found[1], 16)) if found[1] else escapes[found[2]],
        line,
    )
