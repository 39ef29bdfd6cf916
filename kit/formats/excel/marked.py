"""A copy of a workbook in which every cell that was not understood says so in its margin."""

from collections.abc import Sequence
from pathlib import Path

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
    for number, page in enumerate(book.worksheets):
        for row in page.iter_rows():
            for cell in row:
                place = place_of(page.title if number else "", cell.row, cell.column)
                texts = said.pop(place, None)
                if texts:
                    before = [cell.comment.text] if getattr(cell, "comment", None) else []
                    text = "\n\n".join((*before, *texts))
                    cell.comment = Comment(text, t("excel.author"), width=360, height=200)
                    count += 1
    target = BytesIO()
    book.save(target)
    return target.getvalue(), count
