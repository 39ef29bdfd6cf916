"""Heads of columns: what people call the question, its options and its key."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from kit.formats.draft.labels import field_named
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
_ORDER = ("nhat", "hai", "ba", "tu", "nam")
_ROWS = 40
"""Heads stand within so many rows."""


@dataclass(frozen=True)
class Columns:
    """Which column is what."""

    first: int
    """The first row below the heads."""
    head: int
    """The row of the heads; -1 if there are none."""
    roles: Mapping[str, int]
    """Field → column."""
    options: tuple[int, ...] = ()
    """Columns of the single options, in order."""
    unknown: tuple[int, ...] = ()
    """Columns whose heads say nothing to a bank."""
    right: int = -1
    """The one of ``options`` that has the right option in every row; -1 if none has."""
    own: bool = False
    """Whether these are the heads of the kit's own form."""

    def get(self, name: str) -> int:
        """The column of a field; -1 if there is none."""
        return self.roles.get(name, -1)


@cache
def _words() -> Mapping[str, str]:
    return {word: role for role, words in COLUMNS.items() for word in words}


def role_of(text: str) -> str:
    """What a head says its column is: ``stem``, ``key``, ``option 2`` …; "" for nothing known.

    Heads in the encodings of before Unicode are understood, too.
    """
    if not text.isascii() and (code := legacy(text)):
        text = from_legacy(text, code)
    shown = re.sub(r"\([^)]*\)|\[[^\]]*\]", " ", text) if len(text) > 12 else text
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
    before, *remarks = _REMARK.split(shown, maxsplit=1)
    return role_of(before) if remarks else ""


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
    return len(found) if shows and useful and len(found) > 1 else 0


def _columns(grid: Grid, head: int) -> Columns:
    roles = _spread(grid, head)
    first = head + 1
    if below := _second(grid, first, roles):
        roles = [low or high for high, low in zip(roles, below, strict=True)]
        first += 1
    return _settled(grid, head, first, roles)


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


def _settled(grid: Grid, head: int, first: int, roles: list[str]) -> Columns:
    """Every role for one column; of several for the same, the one that its cells speak for."""
    where: dict[str, list[int]] = {}
    for column, role in enumerate(roles):
        where.setdefault(role, []).append(column)
    named = {role: columns for role, columns in where.items() if role}
    single = [
        named.pop(role)[0] for role in sorted(one for one in named if one.startswith("option "))
    ]
    right = _right(named, single)
    _number_keys(named)
    _part_keys(named, single)
    options = named.get("options", [])
    if len(options) > 1:
        single, _ = [*options, *single], named.pop("options")
    elif (
        options
        and not single
        and (more := _without_head(grid, head, first, options[0], where.get("", [])))
    ):
        single = [options[0], *more]
        named.pop("options")
    _choose_stem(grid, first, named)
    found = {role: columns[0] for role, columns in named.items()}
    used = {*found.values(), *single}
    unknown = [n for n in range(len(roles)) if n not in used and grid.cell(head, n)]
    beyond = [n for n in range(len(roles)) if n not in used and not grid.cell(head, n)]
    own = "more" in found and "kind" in found
    return Columns(first, head, found, tuple(single), (*unknown, *beyond), right, own)


def _number_keys(named: dict[str, list[int]]) -> None:
    """Numbers right before the keys, beside those of the questions: a list of its own."""
    numbers, keys = named.get("number", []), named.get("key", [])
    if len(numbers) > 1 and keys and numbers[-1] == keys[-1] - 1:
        named["key number"], named["key"] = [numbers[-1]], [keys[-1]]


def _right(named: dict[str, list[int]], single: list[int]) -> int:
    """The column of the right options, beside those of wrong ones; all of them are options."""
    wrong = named.pop("decoy", [])
    if not wrong or single or "options" in named or len(named.get("key", [])) != 1:
        return -1
    single += [*named.pop("key"), *wrong]
    return single[0]


def _part_keys(named: dict[str, list[int]], single: list[int]) -> None:
    """*Đáp án* beside *Đáp án đúng* are the options."""
    keys = named.get("key", [])
    if len(keys) > 1 and "options" not in named and not single:
        named["options"] = keys[:-1]
        named["key"] = keys[-1:]


def _without_head(grid: Grid, head: int, first: int, column: int, blank: list[int]) -> list[int]:
    """Columns to the right of the options' head that have no head but hold text."""
    more = []
    for n in range(column + 1, len(grid.rows[head])):
        if n not in blank or not any(grid.cell(row, n) for row in range(first, len(grid.rows))):
            break
        more.append(n)
    return more


def _choose_stem(grid: Grid, first: int, named: dict[str, list[int]]) -> None:
    """Of two heads for the question, the one with the longer texts; the other is a topic, or
    numbers."""
    stems = named.get("stem", [])
    if len(stems) < 2:
        return
    lengths = {column: _length(grid, first, column) for column in stems}
    best = max(stems, key=lambda column: lengths[column])
    named["stem"] = [best]
    for column in stems:
        if column != best:
            role = "number" if lengths[column] < 8 else "topic"
            named.setdefault(role, []).append(column)


def _length(grid: Grid, first: int, column: int) -> float:
    texts = [cell.plain for row in range(first, len(grid.rows)) if (cell := grid.cell(row, column))]
    return sum(map(len, texts)) / len(texts) if texts else 0.0
