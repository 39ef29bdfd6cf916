"""A copy of a workbook in which every cell that was not understood says so in its margin."""

import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from kit.formats.excel.book import open_book, place_of
from kit.formats.exchange import Note
from kit.formats.package import BANK, read_package
from kit.wording import t

__all__ = ["marked_copy"]


def marked_copy(path: Path, notes: Sequence[Note]) -> tuple[bytes, int]:
    """The workbook with notes in the margins of its cells, and how many cells have one.

    Pictures and macros are not in the copy. Raises ``Problems`` for a file that cannot be read.
    """
    from io import BytesIO

    from openpyxl.comments import Comment

    book = open_book(path, read_package(path, BANK))
    said: dict[str, list[str]] = {}
    for note in notes:
        said.setdefault(note.place, []).append(f"{note.message}\n→ {note.hint}")
    count = 0
    for place, texts in said.items():
        cell = _cell(book, place)
        if cell is not None:
            before = [cell.comment.text] if cell.comment else []
            text = "\n\n".join((*before, *texts))
            cell.comment = Comment(text, t("excel.author"), width=360, height=200)
            count += 1
    target = BytesIO()
    book.save(target)
    return target.getvalue(), count


def _cell(book: Any, place: str) -> Any:
    """The cell of that name, or the first of those joined with it; ``None`` for other places."""
    before, behind = place_of("", 1, 1).split("A1")
    named = re.fullmatch(rf"{before}(?:(?P<title>.+)!)?(?P<cell>[A-Z]{{1,3}}\d+){behind}", place)
    if not named:
        return None
    page = book[named["title"]] if named["title"] else book.worksheets[0]
    for one in page.merged_cells.ranges:
        if named["cell"] in one:
            return page.cell(one.min_row, one.min_col)
    return page[named["cell"]]
