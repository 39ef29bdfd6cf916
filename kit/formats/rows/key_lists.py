"""A table of numbers and keys without questions, maybe with reasons; several stand side by side."""

import re
from collections.abc import Iterator

from kit.formats.exchange import Note
from kit.formats.paper.keys import Keyed
from kit.formats.rich import Rich
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid
from kit.formats.rows.roles import role_of
from kit.formats.rows.single import tell

__all__ = ["key_list", "lists_keys"]

_ONE_NUMBER = re.compile(r"\D{0,12}(\d{1,4})\W*")
_REASONS = ("basis", "explanation")


def lists_keys(columns: Columns) -> bool:
    """Whether these are numbers and keys without questions."""
    keys = columns.get("number") >= 0 and columns.get("key") >= 0
    return keys and not columns.options and "stem" not in columns.roles


def key_list(grid: Grid, columns: Columns) -> tuple[list[Keyed], list[Note]]:
    """The entries, column group by column group, before any question, and notes about what else
    the table holds."""
    keys: list[Keyed] = []
    used: set[tuple[int, int]] = set()
    for group in _groups(grid, columns):
        for row in range(columns.first, len(grid.rows)):
            label, value = (grid.cell(row, group[name]) for name in ("number", "key"))
            found = _ONE_NUMBER.fullmatch(label.plain) if label else None
            if not found or not value:
                continue
            about = max(group.get(name, -1) for name in _REASONS)
            used |= {(row, column) for column in (group["number"], group["key"], about)}
            reason = grid.cell(row, about)
            text = reason.text if reason else Rich()
            keys.append(Keyed(int(found[1]), value.plain, value.place, 0, text))
    notes: list[Note] = []
    for row in range(columns.first, len(grid.rows)):
        cells = enumerate(grid.rows[row])
        if others := [cell.plain for n, cell in cells if cell and (row, n) not in used]:
            notes += tell(grid.places[row][0], "strange_lines", others, lost=True)
    return keys, notes


def _groups(grid: Grid, columns: Columns) -> Iterator[dict[str, int]]:
    """Field → column, for each of the lists side by side: a column of numbers begins each."""
    heads = grid.rows[columns.head] if columns.head >= 0 else ()
    roles = [role_of(cell.plain) if cell else "" for cell in heads]
    begins = [n for n, role in enumerate(roles) if role == "number"]
    if len(begins) < 2:
        yield {**columns.roles}
        return
    for begin, end in zip(begins, [*begins[1:], len(roles)], strict=True):
        group = {role: n for n, role in enumerate(roles[begin:end], begin) if role}
        if "key" in group:
            yield group
