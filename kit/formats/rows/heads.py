"""Heads of columns: what people call the question, its options and its key."""

import re
from collections.abc import Mapping, Sequence
from functools import cache

from kit.formats.draft.labels import field_named
from kit.formats.rows.columns import Columns, settled
from kit.formats.rows.grid import Grid
from kit.formats.rows.words import COLUMNS
from kit.text import bare, from_legacy, legacy
from kit.wording import LANGUAGES, t

__all__ = ["Columns", "columns_of", "role_of"]

_OPTION = re.compile(
    r"(?:(?:noi dung )?(?:phuong an tra loi|phuong an|dap an|lua chon|pa|option|opt|answer"
    r"|cau tra loi|tra loi|y|tl|da|p a|noi dung|cau|choice|chon|ans) ?)?"
    r"(?:\(?([a-l]|[1-9])\)?|thu (nhat|hai|ba|tu|nam))"
)
_DECOY = re.compile(
    r"(?:(?:dap an|phuong an|pa|lua chon|cau tra loi|tra loi) (?:gay )?(?:sai|nhieu)"
    r"|(?:wrong|incorrect) (?:answer|option)|distractor)(?: (?:so )?[a-d1-9])?"
)
"""A head of wrong options, beside a column that has the text of the right one."""
_REMARK = re.compile(r"(?<=.{6})\s[-–—]\s")
"""Begins what a head says about itself: *Answer 1 - max 75 characters*."""
_BASIS = re.compile(r"(?:can cu|co so phap ly|trich dan|dan chieu|vien dan)\b.{0,40}")
"""A head of what keys are based on, however it goes on: *Căn cứ, điều khoản*."""
_TOGETHER = re.compile(
    r"(?:noi dung )?cau hoi(?: trac nghiem)? (?:(?:va|kem)(?: theo)? )?(?:cac )?(?:noi dung )?"
    r"(?:phuong an|dap an|lua chon)(?: tra loi| lua chon)?"
)
"""A head of questions with their options: *Nội dung câu hỏi / Phương án trả lời*."""
_BRACKETS = re.compile(r"\([^)]*\)|\[[^\]]*\]")
_ORDER = ("nhat", "hai", "ba", "tu", "nam")
_ROWS = 40
"""Heads stand within so many rows."""


@cache
def _words() -> Mapping[str, str]:
    return {word: role for role, words in COLUMNS.items() for word in words}


def role_of(text: str) -> str:
    """What a head says its column is: ``stem``, ``key``, ``option 2`` …; "" for nothing known.

    Heads in the encodings of before Unicode are understood, too.
    """
    if not text.isascii() and (code := legacy(text)):
        text = from_legacy(text, code)
    text = text.replace("§", "Đ")  # of TCVN3, which a text of two letters does not tell
    shown = _BRACKETS.sub(" ", text) if len(text) > 12 else text
    folded = " ".join(re.sub(r"[^\w#() ]+", " ", bare(shown)).split())
    if folded in {bare(t("form.column_more", lang)) for lang in LANGUAGES}:
        return "more"
    if folded in _words():
        return _words()[folded]
    if option := _OPTION.fullmatch(folded):
        sign = option[1] or str(_ORDER.index(option[2]) + 1)
        place = int(sign) - 1 if sign.isdigit() else ord(sign) - ord("a")
        return f"option {place}"
    if _DECOY.fullmatch(folded):
        return "decoy"
    if named := field_named(shown.strip(" *:")):
        return named[0]
    if _TOGETHER.fullmatch(folded):
        return "stem"
    if _BASIS.fullmatch(folded):
        return "basis"
    before, *remarks = _REMARK.split(shown, maxsplit=1)
    if remarks:
        return role_of(before)
    without = _BRACKETS.sub(" ", text).strip()
    return role_of(without) if without and without != text.strip() else ""


def columns_of(grid: Grid) -> Columns | None:
    """The columns by their heads; ``None`` if no row of heads is found."""
    best, score = -1, 0
    for row in range(min(len(grid.rows), _ROWS)):
        texts = [cell.plain for cell in grid.rows[row] if cell]
        counted = all(text.strip("(.) ").isdigit() for text in texts)  # (1) (2) (3), below heads
        found = (
            0 if counted else _score([role_of(text) if len(text) < 80 else "" for text in texts])
        )
        if found > score:
            best, score = row, found
    above = _spread(grid, best - 1) if best > 0 else []
    if any(above) and _score(above) and _second(grid, best, above):
        best -= 1  # A, B, C … below the head of all options
    return _columns(grid, best) if best >= 0 else None


def _score(roles: Sequence[str]) -> int:
    """How much a row looks like heads; 0 if a bank could not be read below it."""
    options = [*dict.fromkeys(role for role in roles if role.startswith("option "))]
    in_order = len(options) > 1 and options == [f"option {n}" for n in range(len(options))]
    found = {role for role in roles if role and (in_order or role not in options)}
    # A row of values may have a letter here and a number there.
    alone = in_order and (len(found) > len(options) or 2 * len(options) >= len(roles))
    shows = (
        bool(found & {"stem", "options"})
        or (alone and len(options) > 2)
        or {"number", "key"} <= found  # keys alone
    )
    useful = bool(found & {"key", "options", "mark", "number"}) or in_order
    useful = useful or ("stem" in found and all(roles))  # questions with their options, and points
    return len(found) if shows and useful and len(found) > 1 else 0


def _columns(grid: Grid, head: int) -> Columns:
    roles = _spread(grid, head)
    first = head + 1
    if below := _second(grid, first, roles):
        roles = [low or high for high, low in zip(roles, below, strict=True)]
        first += 1
    while _is_counted(grid, first):
        first += 1
    return settled(grid, head, first, roles)


def _is_counted(grid: Grid, row: int) -> bool:
    """Whether the row counts the columns: (1) (2) (3)."""
    texts = (
        [cell.plain.strip("(.) ") for cell in grid.rows[row] if cell]
        if row < len(grid.rows)
        else []
    )
    return len(texts) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]


def _second(grid: Grid, row: int, roles: list[str]) -> list[str]:
    """The roles of a second row of heads: A, B, C … below the head of all options."""
    if row >= len(grid.rows):
        return []
    below = [role_of(cell.plain) if cell else "" for cell in grid.rows[row]]
    named = [
        low if low.startswith("option ") and high in ("options", "key", "") else ""
        for high, low in zip(roles, below, strict=True)
    ]
    letters = [role for role in named if role]
    in_order = letters == [f"option {n}" for n in range(len(letters))]
    filled = [n for n, cell in enumerate(grid.rows[row]) if cell]
    heads = [n for n, role in enumerate(named) if role]
    # A question has a number here and a key there, with other cells between.
    if len(letters) < 2 or not in_order or len(filled) > len(letters) + 1:
        return []
    return named if all(n in heads for n in filled if heads[0] < n < heads[-1]) else []


def _spread(grid: Grid, head: int) -> list[str]:
    """The role of each column; a head over several columns counts for all of them."""
    roles = [""] * len(grid.rows[head])
    for column, cell in enumerate(grid.rows[head]):
        if cell:
            for n in range(column, min(column + cell.span, len(roles))):
                roles[n] = role_of(cell.plain)
    return roles
