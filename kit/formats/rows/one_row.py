"""What a row of a table has: a text alone, an option, a block of rows between blank ones."""

import re
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby

from kit.formats.paper.options import has_options
from kit.formats.rows.columns import Columns
from kit.formats.rows.grid import Grid, GridCell
from kit.formats.rows.judged import says
from kit.formats.rows.single import is_named, is_number, letter_of

__all__ = ["Rows"]

_FEWEST = 3
"""Rows of a question with its options."""
_MOST = 0.8
_LAST = 6
"""Rows that a signature may take."""
_SIGNED = re.compile(
    r"(?:người (?:lập|soạn|duyệt|ra đề)|(?:tm|kt|tl)\. ?|xác nhận|nơi nhận|\(?ký\b"
    r"|.{0,40}\bngày\b.*tháng)",
    re.IGNORECASE,
)


def _signed(text: str) -> bool:
    """Whether a text begins what stands below a table: *NGƯỜI LẬP BIỂU*."""
    return bool(_SIGNED.match(text)) and not text.rstrip().endswith(("?", ":"))


@dataclass
class Rows:
    """Looks at single rows below the heads of a table."""

    grid: Grid
    columns: Columns

    def at(self, row: int, name: str) -> GridCell | None:
        """The row's cell for a field."""
        column = self.columns.get(name)
        return self.grid.cell(row, column) if column >= 0 else None

    def only_stem(self, row: int) -> GridCell | None:
        """A text in the column of the questions, if the row has no other."""
        stem = self.at(row, "stem")
        return stem if len(self.grid.filled(row)) == 1 else None

    def is_lone(self, row: int) -> bool:
        """Whether a text that is no option stands alone in the column of the questions."""
        stem = self.at(row, "stem")
        if stem is None or self.columns.options or len(self.grid.filled(row)) > 1:
            return False
        return not letter_of(stem) and not has_options(stem.lines)

    def below(self, row: int) -> int:
        """The next row that is not blank."""
        rows = range(row + 1, len(self.grid.rows))
        return next((below for below in rows if self.grid.filled(below)), len(self.grid.rows))

    def has_option(self, row: int, letter: str = "") -> bool:
        """Whether the row has an option, and no question: that of the letter, or any."""
        stem, number = self.at(row, "stem"), self.at(row, "number")
        if stem is None:
            return self.at(row, "options") is not None
        found = letter_of(stem) or (number.plain.strip("(.) ").upper() if number else "")
        return found == letter if letter else len(found) == 1 and found.isalpha()

    def repeats(self, row: int, first: int) -> bool:
        """Whether the row has the question of another one again, beside an option of its own."""
        stem, option = self.at(row, "stem"), self.at(row, "options")
        if self.columns.options or stem is None or option is None or len(option.lines) > 1:
            return False
        said = self.at(row, "mark") or self.at(row, "key")
        if said and says(said) is None:
            return False  # a key of its own
        same = all(self.plain(row, name) == self.plain(first, name) for name in ("number", "stem"))
        return same and not has_options(option.lines) and "|" not in option.plain

    def closes(self, row: int) -> bool:
        """Whether the row is one of those behind all questions: who made the table, and signed."""
        begin, count = row, len(self.grid.rows)
        if count - row > _LAST:
            return False
        while count - begin <= _LAST and begin and self.grid.filled(begin - 1):
            begin -= 1
        cells = [cell for cell in self.grid.rows[begin] if cell]
        rest = range(begin, count)
        asked = any(is_number(self.at(one, "number")) or self.has_option(one, "A") for one in rest)
        return begin > 0 and len(rest) <= _LAST and not asked and _signed(cells[0].plain)

    def plain(self, row: int, name: str) -> str:
        """The text of the row's cell for a field."""
        cell = self.at(row, name)
        return cell.plain if cell else ""

    @cached_property
    def blocks(self) -> dict[int, int]:
        """Row → the first one of its block, where only blank rows part the questions: there are
        no numbers and no letters. Empty for any other table.
        """
        rows = range(self.columns.first, len(self.grid.rows))
        stems = [self.at(row, "stem") for row in rows]
        others = (self.columns.get(name) for name in ("number", "options"))
        if self.columns.options or max(others) >= 0:
            return {}
        if any(cell and (letter_of(cell) or is_named(cell)) for cell in stems):
            return {}
        filled = groupby(rows, lambda row: bool(self.grid.filled(row)))
        runs = [[*run] for used, run in filled if used]
        # Where most rows have a key beside them, each is a question.
        whole = [run for run in runs if sum(map(self.is_lone, run)) + 1 >= max(len(run), _FEWEST)]
        if len(whole) < 2 or len(whole) < _MOST * len(runs):
            return {}
        return {row: run[0] for run in whole for row in run}
