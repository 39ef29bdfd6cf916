"""Columns whose heads say nothing, or that have none: by what stands in them."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from kit.formats.draft.answers import latin, truth
from kit.formats.paper.options import has_options
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid, GridCell
from kit.formats.rows.heads import columns_of
from kit.formats.rows.lettered import counts_on
from kit.formats.rows.single import bare_key, is_number, letter_of
from kit.formats.rows.text_keys import text_keys, texts_within
from kit.text import bare

__all__ = ["guessed_columns", "headed_columns"]

_KEY = re.compile(r"\W*[A-Ha-h1-8]\W*(?:[,;& ]+[A-Ha-h]\W*)*")
_LETTER = re.compile(r"\W*[A-Ha-h]\W*")
_LETTERS = re.compile(r"\W*[A-Ha-h]\W*(?:[,;& ]+[A-Ha-h]\W*)*")
_NUMBER = re.compile(r"(?:câu\s*)?\d{1,4}\W*", re.IGNORECASE)
_SEVERAL = re.compile("[;|]")
_MOST = 0.8
_FEW = 4
"""Rows that may all have the same key."""
_FEWEST = 3
"""Lines that may be options."""
_MOST_WORDS = 6
"""Columns of a question and its options."""
_OF_KEYS = ("", "dap an", "da", "key", "answer")
"""How the head of a column of letters may begin."""


def headed_columns(grid: Grid) -> Columns | None:
    """The columns by their heads; one for numbers, question or key may have an unusual head."""
    found = columns_of(grid)
    if found is None:
        return None
    below = {n: [cell.plain for cell in grid.below(found.first, n)] for n in found.unknown}
    roles = {**found.roles}
    if "number" not in roles and (counted := [n for n in below if _counts(below[n])]):
        roles["number"] = counted[0]
        del below[counted[0]]
    beside = roles.get("options", 0) - 1
    if "letter" not in roles and _are_letters(below.get(beside, ())):
        roles["letter"] = beside
        del below[beside]
    if found.options or "options" in roles:
        _complete(grid, found, below, roles)
    elif "key" in roles and "stem" not in roles:
        whole = next((n for n in below if _hold_options(grid.below(found.first, n))), -1)
        roles |= {"stem": whole} if whole >= 0 else {}
    elif {"mark", "number", "stem"} <= {*roles} and not {"key", "wrong"} & {*roles}:
        _key_of_statements(grid, found, roles)
    rest = tuple(n for n in found.unknown if n not in roles.values())
    return replace(found, roles=roles, unknown=rest)


def _are_letters(texts: Sequence[str]) -> bool:
    """Whether these are the letters of options with a row each."""
    letters = [re.sub(r"\W", "", text).upper() for text in texts if _LETTER.fullmatch(text)]
    return len(letters) >= _MOST * len(texts) and counts_on("".join(letters), _MOST)


def _complete(
    grid: Grid, found: Columns, below: Mapping[int, Sequence[str]], roles: dict[str, int]
) -> None:
    """Find the question or the key of a table with options ``below`` a head that says nothing."""
    if found.get("stem") < 0 and (asked := [n for n in below if below[n] and _asks(below[n])]):
        roles["stem"] = max(asked, key=lambda n: sum(map(len, below[n])) / len(below[n]))
    if max(found.get("key"), found.right) < 0 and (keys := _keys(grid, found, below)):
        for name in [name for name, n in roles.items() if n == keys[-1]]:
            del roles[name]
        roles["key"] = keys[-1]
    if "key" not in roles and _are_answers(grid, found):
        roles["key"] = roles.pop("options")


def _key_of_statements(grid: Grid, columns: Columns, roles: dict[str, int]) -> None:
    """Take *Đ/S* for the key where each row is a statement of its own, with its number."""
    rows = [row for row in range(columns.first, len(grid.rows)) if grid.cell(row, roles["stem"])]
    cells = [(grid.cell(row, roles["number"]), grid.cell(row, roles["mark"])) for row in rows]
    alone = [
        is_number(number) and said is not None and truth(said.plain) is not None
        for number, said in cells
    ]
    if sum(alone) >= _MOST * len(alone) > 0:
        roles["key"] = roles.pop("mark")


def _are_answers(grid: Grid, columns: Columns) -> bool:
    """Whether the column of the options has one text for each question: *Câu hỏi*, *Trả lời*."""
    if columns.options or columns.get("mark") >= 0:
        return False
    rows = range(columns.first, len(grid.rows))
    cells = {row: cell for row in rows if (cell := grid.cell(row, columns.get("options")))}
    alone = [
        len(cell.lines) == 1
        and not has_options(cell.lines)
        and not _SEVERAL.search(cell.plain)
        and grid.cell(row, columns.get("stem")) is not None
        for row, cell in cells.items()
    ]
    return sum(alone) >= _MOST * len(alone) > 0


def _keys(grid: Grid, columns: Columns, below: Mapping[int, Sequence[str]]) -> list[int]:
    """Columns that hold keys, by what stands in them; beside options any head will do."""
    odd = [columns.get(name) for name in ("mark", "options", "explanation")]
    texts = {
        n: [cell.plain for cell in grid.below(columns.first, n)]
        for n in odd
        if n >= 0 and columns.options
    }
    keys = [n for n in texts if len(texts[n]) > 1 and _share(texts[n], _LETTER) >= _MOST]
    if columns.get("mark") < 0:
        known = columns.options and len(below) == 1
        keys += [
            n for n in below
            if _share(below[n], _LETTER if known else _KEY) >= _MOST
            and (known or _may_head_keys(grid, columns, n))
        ]  # fmt: skip
    return sorted(keys)


def _may_head_keys(grid: Grid, columns: Columns, n: int) -> bool:
    head = grid.cell(columns.head, n)
    return any(
        bare(head.plain if head else "").startswith(word) if word else head is None
        for word in _OF_KEYS
    )


def guessed_columns(grid: Grid) -> Columns | None:
    """The columns of a table whose rows are questions; ``None`` if they do not look so."""
    width = max(map(len, grid.rows), default=0)
    every = range(len(grid.rows))
    rows = [row for row in every if len(grid.filled(row)) > 1] or every  # no signature, no title
    columns = [[cell for row in rows if (cell := grid.cell(row, n))] for n in range(width)]
    texts = [[cell.plain for cell in column] for column in columns]
    used = [n for n in range(width) if len(texts[n]) * 2 > len(rows)]
    asking = [n for n in used if _asks(texts[n])]
    numbers = [
        n for n in used if _share(texts[n], _NUMBER) >= _MOST and n < min(asking, default=width)
    ][:1]
    short = [n for n in used if _share(texts[n], _KEY) >= _MOST and n not in numbers]
    words = [n for n in used if n not in numbers and n not in short]
    whole = next((n for n in words if _hold_options(columns[n])), -1)
    if whole < 0 and short and asking:
        whole = next((n for n in words if n > asking[0] and _hold_lines(columns[n])), -1)
    first = next(iter((*asking, *words)), -1)
    roles = {"number": next(iter(numbers), -1), "key": _key_of(texts, short, first)}
    options: Sequence[int] = []
    behind = [n for n in used if n not in numbers and n >= first >= 0]
    repeating, repeated = (-1, ()) if short or whole >= 0 else text_keys(grid, behind)
    if whole >= 0:
        before = [n for n in asking if n < whole]
        roles |= {"stem": before[0], "options": whole} if before else {"stem": whole}
        if roles["key"] < 0:
            roles["key"] = texts_within(grid, whole, [n for n in words if n > whole])
    elif repeating >= 0:
        roles |= {"stem": first, "key": repeating}
        options = repeated
    elif (short or _are_asked(texts, numbers, first, words)) and len(words) > 2:
        roles["stem"] = first
        options = _beside(words, short, first)
    if "stem" not in roles or not (options or (whole >= 0 and (numbers or short))):
        return None
    options = _with_seldom(columns, options, roles["key"])
    named = {name: n for name, n in roles.items() if n >= 0}
    rest = tuple(n for n in range(width) if n not in {*named.values(), *options} and texts[n])
    return Columns(0, -1, named, tuple(options), rest)


def _are_asked(
    texts: Sequence[Sequence[str]], numbers: Sequence[int], stem: int, words: Sequence[int]
) -> bool:
    """Whether numbered texts are questions, with a column for each of their options."""
    asked = sum(text.rstrip().endswith(("?", ":")) for text in texts[stem]) if stem >= 0 else 0
    return bool(numbers) and 2 * asked > len(texts[stem]) and 3 <= len(words) <= _MOST_WORDS


def _key_of(texts: Sequence[Sequence[str]], short: Sequence[int], stem: int) -> int:
    """Which column of letters or small numbers is that of the keys; -1 if nobody can know.

    Numbers may count anything else, a chapter or points, which are the same in many rows.
    """
    letters = [n for n in short if _share(texts[n], _LETTERS) >= _MOST]
    found = letters or [n for n in short if len({*texts[n]}) > 1 or len(texts[n]) < _FEW]
    found = [n for n in found if n > stem] or letters
    return found[0] if len({tuple(texts[n]) for n in found}) == 1 else -1


def _beside(words: Sequence[int], short: Sequence[int], stem: int) -> list[int]:
    """The options' columns: between the question and what is short, or else all behind it."""
    end = next((n for n in short if n > stem), None)
    return [n for n in words if n > stem and (end is None or n < end)]


def _with_seldom(
    columns: Sequence[Sequence[GridCell]], options: Sequence[int], key: int
) -> Sequence[int]:
    """The options' columns with those that few questions fill: between them, before the key, or
    behind them with the next letter."""
    if not options:
        return options
    last = key - 1 if key > max(options) else max(options)
    found = [n for n in range(min(options), last + 1) if columns[n] and n != key]
    while found[-1] + 1 < len(columns) and (behind := columns[found[-1] + 1]):
        if {letter_of(cell) for cell in behind} != {chr(ord("A") + len(found))}:
            break
        found.append(found[-1] + 1)
    return found


def _hold_options(cells: Sequence[GridCell]) -> bool:
    """Whether most of these cells hold several options."""
    found = sum(has_options(cell.lines) for cell in cells)
    return found >= _MOST * len(cells) > 0


def _hold_lines(cells: Sequence[GridCell]) -> bool:
    """Whether most of these cells hold several lines, as options without letters do."""
    return sum(len(cell.lines) >= _FEWEST for cell in cells) >= _MOST * len(cells) > 0


def _asks(texts: Sequence[str]) -> bool:
    """Whether these may be questions: no short words that stand again and again."""
    long = sum(map(len, texts)) / len(texts) >= 12
    return long and len({*texts}) * 2 > len(texts)


def _counts(texts: Sequence[str]) -> bool:
    """Whether these are the numbers of questions: nearly all go up by one."""
    numbers = [int(re.sub(r"\D", "", text)) for text in texts if _NUMBER.fullmatch(text)]
    steps = sum(after == before + 1 for before, after in pairwise(numbers))
    return len(numbers) > _FEW and steps + 1 >= _MOST * len(texts)


def _share(texts: Sequence[str], pattern: re.Pattern[str]) -> float:
    found = sum(bool(pattern.fullmatch(latin(bare_key(text)))) for text in texts)
    return found / len(texts) if texts else 0.0
