"""Which column of a table is what, once each of its heads has said something."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from kit.formats.draft.answers import latin
from kit.formats.paper.keys import VALUE
from kit.formats.rows.grid import Grid

__all__ = ["Columns", "settled"]

_LETTER = re.compile(r"\W*[A-Ha-h]\W*")
_KEY = re.compile(rf"{VALUE}|\d{{1,2}}", re.IGNORECASE)
_CROSS = re.compile(r"\W*[xX]\W*|[✓✔√]")
_SAID_RIGHT = re.compile(r"\(\s*(?:(?:đáp|phương) án )?(?:đúng|correct|right)\s*\)", re.IGNORECASE)
"""In the head of an option: *Phương án 1 (đúng)*."""
_VERDICT = re.compile(
    r"\W*(?:x|v|đ|s|t|f|đúng|sai|true|false|yes|no|có|không|1|0)\W*|[✓✔√☑✗✘*]+", re.IGNORECASE
)
"""Says of one option whether it is right."""
_MOST = 0.8
_MANY = 0.6
"""Below heads that stand twice crosses are expected; signatures may stand there, too."""


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
    marks: tuple[int, ...] = ()
    """A column for each of ``options``: a cross where that one is right, or *Đ* and *S*."""
    own: bool = False
    """Whether these are the heads of the kit's own form."""

    def get(self, name: str) -> int:
        """The column of a field; -1 if there is none."""
        return self.roles.get(name, -1)


def settled(grid: Grid, head: int, first: int, roles: list[str]) -> Columns:
    """Every role for one column; of several for the same, the one that its cells speak for."""
    where: dict[str, list[int]] = {}
    for column, role in enumerate(roles):
        where.setdefault(role, []).append(column)
    named = {role: columns for role, columns in where.items() if role}
    lettered = [named.pop(role) for role in sorted(named) if role.startswith("option ")]
    single = [one[0] for one in lettered]
    marks = _marks(grid, first, lettered) or _verdicts(grid, first, named, single)
    right = _right(named, single)
    if right < 0 and "key" not in named:
        right = _said_right(grid, head, single)
    _number_keys(grid, first, named, bool(single or "options" in named))
    _part_keys(grid, first, named, single)
    options = named.get("options", [])
    if len(options) > 1:
        single, _ = [*options, *single], named.pop("options")
    elif (
        options
        and not single
        and (more := _without_head(grid, head, first, options[0], where.get("", [])))
    ):
        if _all(grid, first, options, _LETTER):
            named["letter"], named["options"] = options, more
        else:
            single = [options[0], *more]
            named.pop("options")
    _choose_stem(grid, first, named)
    found = {role: columns[0] for role, columns in named.items()}
    used = {*found.values(), *single, *marks}
    unknown = [n for n in range(len(roles)) if n not in used and grid.cell(head, n)]
    beyond = [n for n in range(len(roles)) if n not in used and not grid.cell(head, n)]
    own = "more" in found and "kind" in found
    return Columns(first, head, found, tuple(single), (*unknown, *beyond), right, marks, own)


def _marks(grid: Grid, first: int, lettered: Sequence[Sequence[int]]) -> tuple[int, ...]:
    """Of heads A, B, C … that stand twice, the second columns, if they have crosses alone."""
    second = [n for _, *others in lettered for n in others]
    crosses = _all(grid, first, second, _CROSS, _MANY)
    return tuple(second) if len(second) == len(lettered) and crosses else ()


def _verdicts(
    grid: Grid, first: int, named: dict[str, list[int]], single: Sequence[int]
) -> tuple[int, ...]:
    """Columns that say of each option whether it is right: named so, or each right behind its own;
    none where they say anything else."""
    own = [n for role in sorted(named) if role.startswith("mark ") for n in named.pop(role)]
    behind = named.get("mark", [])
    found = own or (behind if behind == [n + 1 for n in single] else [])
    if not single or len(found) != len(single):
        return ()
    if not _all(grid, first, found, _VERDICT, _MOST):
        return ()
    if not own:
        del named["mark"]
    return tuple(found)


def _all(
    grid: Grid, first: int, columns: Sequence[int], pattern: re.Pattern[str], most: float = 1
) -> bool:
    """Whether all cells of columns that are neither blank nor heads, or ``most``, are of a form."""
    texts: list[str] = []
    for column in columns:
        heads = {cell.plain for row in range(first) if (cell := grid.cell(row, column))}
        texts += (cell.plain for cell in grid.below(first, column) if cell.plain not in heads)
    return sum(bool(pattern.fullmatch(text)) for text in texts) >= most * len(texts)


def _number_keys(grid: Grid, first: int, named: dict[str, list[int]], options: bool) -> None:
    """Numbers right before the keys, beside those of the questions: a list of its own, or where
    there are more of them than questions, the numbers of options."""
    numbers, keys = named.get("number", []), named.get("key", [])
    if len(numbers) < 2 or not keys or numbers[-1] != keys[-1] - 1:
        return
    counted = [cell.plain for cell in grid.below(first, numbers[-1])]
    asked = len(grid.below(first, numbers[0]))
    more = len(counted) > asked
    # A list begins with 1 in each of its parts, the options of each question do.
    listed = not more or 2 * counted.count("1") <= asked
    if listed and (options or _are_keys(grid, first, keys[-1])):
        named["key number"], named["key"] = [numbers[-1]], [keys[-1]]
    elif more:
        named.setdefault("letter", [numbers[-1]])


def _are_keys(grid: Grid, first: int, column: int) -> bool:
    """Whether at least half of a column are letters or numbers, as keys are."""
    cells = grid.below(first, column)
    texts = [latin(cell.plain).strip(" .,;:()[]") for cell in cells]
    return 2 * sum(bool(_KEY.fullmatch(text)) for text in texts) >= len(texts)


def _right(named: dict[str, list[int]], single: list[int]) -> int:
    """The column of the right options, beside those of wrong ones; all of them are options."""
    wrong = named.pop("decoy", [])
    if not wrong or single or "options" in named or len(named.get("key", [])) != 1:
        return -1
    single += [*named.pop("key"), *wrong]
    return single[0]


def _said_right(grid: Grid, head: int, single: Sequence[int]) -> int:
    """The column of options whose head says that they are the right ones; -1 if none does."""
    heads = [(n, grid.cell(head, n)) for n in single]
    found = [n for n, cell in heads if cell and _SAID_RIGHT.search(cell.plain)]
    return found[0] if len(found) == 1 else -1


def _part_keys(grid: Grid, first: int, named: dict[str, list[int]], single: list[int]) -> None:
    """*Đáp án* beside *Đáp án đúng* are the options, and several of them to each question beside
    *Đúng*."""
    keys = named.get("key", [])
    if not keys or "options" in named or single:
        return
    if "stem" not in named and len(named.get("number", [])) > 1:
        return  # lists side by side
    if len(keys) > 1:
        named["options"], named["key"] = keys[:-1], keys[-1:]
    elif "mark" in named and not _are_keys(grid, first, keys[0]):
        asked = [_runs(grid, first, n) for n in named.get("stem", [])]
        if asked and len(grid.below(first, keys[0])) > max(asked):
            named["options"] = named.pop("key")


def _runs(grid: Grid, first: int, column: int) -> int:
    """How many cells of a column are another than the one above."""
    texts = [cell.plain for cell in grid.below(first, column)]
    return sum(before != text for before, text in pairwise(("", *texts)))


def _without_head(grid: Grid, head: int, first: int, column: int, blank: list[int]) -> list[int]:
    """Columns to the right of the options' head that have no head but hold text."""
    more = []
    for n in range(column + 1, len(grid.rows[head])):
        if (
            n not in blank
            or grid.cell(head, n)
            or not any(grid.cell(row, n) for row in range(first, len(grid.rows)))
        ):
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
    texts = [cell.plain for cell in grid.below(first, column)]
    return sum(map(len, texts)) / len(texts) if texts else 0.0
