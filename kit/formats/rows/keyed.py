"""A list of keys beside the questions, with numbers of its own: its rows are not theirs."""

from dataclasses import replace

from kit.formats.exchange import Note
from kit.formats.paper.keys import Keyed
from kit.formats.paper.signs import question_label
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid
from kit.formats.rows.single import tell

__all__ = ["without_keys"]

_OWN = ("key", "key number")


def without_keys(
    grid: Grid, columns: Columns, notes: list[Note]
) -> tuple[Grid, Columns, list[Keyed]]:
    """The table and its columns without such a list, and the list's entries.

    All as it is, and no entries, where the keys stand in the rows of their questions. What the
    list has besides entries is added to the ``notes``.
    """
    key, number = (columns.get(name) for name in _OWN)
    if number < 0:
        return grid, columns, []
    keys = []
    for row in range(columns.first, len(grid.rows)):
        said, counted = grid.cell(row, key), grid.cell(row, number)
        text = f"{counted.plain.strip('.')}." if counted else ""
        label = question_label(text)
        odd = [cell for cell in (counted, said) if cell]
        if said and label:
            keys.append(Keyed(label.number, said.plain, said.place, len(grid.rows)))
            odd = odd[:1] if label.remark or text[label.end :].strip(" .") else []
        if odd:
            notes += tell(odd[0].place, "strange_lines", [cell.plain for cell in odd], lost=True)
    whole, rest = grid.rows[: columns.head], grid.rows[columns.head :]
    cleared = tuple(
        tuple(None if n in (key, number) else cell for n, cell in enumerate(row)) for row in rest
    )
    roles = {name: n for name, n in columns.roles.items() if name not in _OWN}
    return replace(grid, rows=whole + cleared), replace(columns, roles=roles), keys
