"""The row of a table that has the heads of its columns."""

from collections.abc import Sequence

from kit.formats.rows.columns import Columns, settled
from kit.formats.rows.grid import Grid
from kit.formats.rows.roles import role_of

__all__ = ["Columns", "columns_of"]

_ROWS = 40
"""Heads stand within so many rows."""


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
