"""How wide text will be, near enough to break it into lines before any browser has seen it.

Widths are those of Noto Sans, the widest of the fonts that pages use on Windows, Android, Apple
and Linux, and a little more: where another font is taken, lines end a little earlier.
"""

import re
from functools import cache
from itertools import pairwise
from unicodedata import normalize

_REGULAR = {
    20: "‘’", 28: "ijl'", 32: " !J,.:;`·", 36: "()-[]", 40: "ftI/\\“”", 44: '"{}', 48: "r?_",
    52: "csz", 56: "vyF–«»§", 60: "akxELST*|", 64: "0123456789eXYZ$+<=>^~×",
    68: "bdghnopquCKPRVđơ", 72: "AB#", 76: "ư", 80: "DGHU&Đ", 84: "NOQƠƯ", 88: "w…", 92: "%→≥≤",
    100: "MW@", 104: "m", 108: "—",
}  # fmt: skip
_BOLD = {
    24: "‘’", 28: " ", 32: "!',.:;·", 36: "ijlJ-[]", 40: "()`", 44: "fI_{}", 48: "t/\\“”",
    52: 'r"?§', 56: "csz–", 60: "EFS*|", 64: "0123456789evxyLTZ$+<=>^~×", 68: "abdgkopqPY«»",
    72: "hnuBCKRVX#đ", 76: "Aơ", 80: "DGĐ", 84: "HU&ư", 88: "NOQ", 92: "wƠ…→≥≤", 96: "@Ư",
    100: "%", 104: "MW", 108: "m—",
}  # fmt: skip
"""Hundredths of the font size → characters of that width."""

_WIDEST = 110
_HORN = "\u031b"


@cache
def _table(bold: bool) -> dict[str, int]:
    widths = _BOLD if bold else _REGULAR
    return {char: width for width, chars in widths.items() for char in chars}


@cache
def _char(char: str, bold: bool) -> int:
    """A letter with tone marks is as wide as without; ơ and ư are letters of their own."""
    base = normalize("NFD", char)
    plain = base[0] + (_HORN if _HORN in base else "")
    return _table(bold).get(normalize("NFC", plain), _WIDEST)


def width(text: str, size: float, bold: bool = False) -> float:
    """How wide a line of text is, in the units of ``size``."""
    return sum(_char(char, bold) for char in normalize("NFC", text)) * size / 100


def wrap(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """The text in lines no wider than ``room``.

    Words that belong together stay on a line where there is room for them. A word that is wider
    by itself breaks after its slashes and hyphens, as in 73/2023/NĐ-CP; only where that is not
    enough, between two letters.
    """
    lines: list[str] = []
    for group in _groups(text):
        whole = " ".join(group)
        for part in [whole] if width(whole, size, bold) <= room else group:
            joined = f"{lines[-1]} {part}" if lines else part
            if lines and width(joined, size, bold) <= room:
                lines[-1] = joined
            else:
                lines += _pieces(part, room, size, bold)
    return lines


def balanced(text: str, room: float, size: float, bold: bool = False) -> list[str]:
    """``wrap``, with lines of like length that end, where they can, with a comma or the like."""
    lines = wrap(text, room, size, bold)
    found = [wrap(text, room * share / 20, size, bold) for share in range(8, 20)]
    same = [one for one in found if len(one) == len(lines) and _whole(text, one)]
    return max([lines, *same], key=lambda one: _grace(one, room, size, bold))


def _grace(lines: list[str], room: float, size: float, bold: bool) -> float:
    widths = [width(line, size, bold) for line in lines]
    stops = sum(line.endswith((",", ";", ":", ".")) for line in lines[:-1])
    torn = sum(_stays(a.split()[-1], b.split()[0]) for a, b in pairwise(lines))
    return stops * 0.4 - torn * 0.6 - (max(widths) - min(widths)) / room


def _whole(text: str, lines: list[str]) -> bool:
    """Whether every word stands in one piece."""
    return [word for line in lines for word in line.split()] == text.split()


# Second syllables that no line should begin with: Thành ủy, kỷ luật, Nghị định …
_SECOND = {
    "báo", "bộ", "cương", "dân", "đảng", "đề", "định", "luận", "luật", "nhiệm", "phố", "phủ",
    "quyết", "thị", "trị", "tục", "ủy", "ương", "vệ", "viên", "vụ",
}  # fmt: skip


def _groups(text: str) -> list[list[str]]:
    """The words, those together that should stay on one line."""
    groups: list[list[str]] = []
    for word in text.split():
        if groups and _stays(groups[-1][-1], word):
            groups[-1].append(word)
        else:
            groups.append([word])
    return groups


def _stays(before: str, word: str) -> bool:
    if before[-1] in ",;:.":
        return False
    name = before[:1].isupper() and word[:1].isupper()
    dash = word in ("-", "–")
    return name or dash or word[0].isdigit() or word.strip(",;:.()“”") in _SECOND


def _pieces(word: str, room: float, size: float, bold: bool) -> list[str]:
    if width(word, size, bold) <= room:
        return [word]
    lines = [""]
    for part in re.findall(r"[^/-]*[/-]|[^/-]+", word):
        # One letter at a time only if the part alone is too wide.
        steps = [part] if width(part, size, bold) <= room else list(part)
        for step in steps:
            if lines[-1] and width(lines[-1] + step, size, bold) > room:
                lines.append("")
            lines[-1] += step
    return lines
