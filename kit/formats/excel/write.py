"""Writing Excel: a bank in the form of the template, which a trainer edits and imports again."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from math import ceil
from typing import Any

from kit.formats.draft.own_out import Field, Shown, shown
from kit.formats.excel.form import (
    LINE_END,
    Column,
    add_instructions,
    add_lists,
    columns,
    dress,
    new_book,
)
from kit.formats.exchange import Exported, LeftOut, Remarks
from kit.formats.held import write_all
from kit.formats.raw import cleaned
from kit.formats.rich import Rich, joined, plain_text
from kit.formats.rich_markdown import paragraphs_of, rich_of, source
from kit.formats.undated import undated
from kit.model import Item, Quiz
from kit.wording import t

__all__ = ["empty", "write"]

_LONGEST = 32_767
"""Characters in a cell."""
_OWN = ("explanation", "cite", "topic", "level", "difficulty", "points", "id")
"""Fields with a column of their own."""


@dataclass(frozen=True)
class Row:
    """A question's cells by the names of their columns."""

    cells: dict[str, Rich]


def write(quiz: Quiz) -> Exported:
    """The bank's questions, a row each."""
    parts, notes = write_all(quiz, _row)
    return Exported(_workbook(parts, (), quiz.title), notes, len(parts))


def empty(items: Sequence[Item]) -> bytes:
    """The empty form; these questions stand on a sheet of examples, which is never imported."""
    shown_items = [_row(item, Remarks(0, "")) for item in items]
    return _workbook([], shown_items, "")


def _workbook(rows: Sequence[Row], examples: Sequence[Row], title: str) -> bytes:
    """A workbook in the form."""
    book = new_book(title)
    every = (*rows, *examples)
    count = max([4, *(sum(name.startswith("option") for name in row.cells) for row in every)])
    form = columns(count)
    page = book.active
    page.title = t("excel.questions")
    dress(page, form)
    _fill(page, form, rows)
    if examples:
        shown_page = book.create_sheet(t("excel.examples"))
        dress(shown_page, form)
        _fill(shown_page, form, examples)
    add_lists(book, page, form, _topics(every))
    add_instructions(book, title)
    target = BytesIO()
    book.save(target)
    return undated(target.getvalue())


def _fill(page: Any, form: Sequence[Column], rows: Sequence[Row]) -> None:
    for number, row in enumerate(rows, 1):
        cells = {"number": plain_text(str(number)), **row.cells}
        height = 1
        for n, column in enumerate(form, 1):
            text = cells.get(column.name, Rich())
            _put(page.cell(number + 1, n), text, column)
            height = max(height, _height(text.text, column.width))
        # Not every program makes a row as high as its text on opening.
        page.row_dimensions[number + 1].height = min(15 * height + 3, 400)


def _height(text: str, width: int) -> int:
    """Lines that a text takes in a column of so many characters."""
    return sum(max(1, ceil(len(line) / width)) for line in text.split("\n"))


def _topics(rows: Sequence[Row]) -> list[str]:
    return list(dict.fromkeys(row.cells["topic"].text for row in rows if "topic" in row.cells))


def _row(item: Item, remarks: Remarks) -> Row:
    """The question as cells; raises ``LeftOut`` for what no cell can hold."""
    found = shown(item, remarks)
    cells = {"kind": plain_text(found.kind), "stem": _block(found.stem)}
    for n, text in enumerate(found.options):
        cells[f"option {n}"] = _option(found, n) if found.beside else rich_of(text, inline=True)
    cells["key"] = plain_text("\n".join(found.keys))
    for name in _OWN:
        own = [field for field in found.fields if field.name == name]
        if own and own[0].block:
            cells[name] = _block(own[0].text)
        elif own:
            cells[name] = plain_text("\n".join(field.text for field in own))
    others = [field for field in found.fields if field.name not in _OWN]
    cells["more"] = plain_text("\n".join(map(_line, others)))
    longest = max(len(cell.text) for cell in cells.values())
    if longest > _LONGEST:
        raise LeftOut("cell_too_long", count=longest, most=_LONGEST)
    return Row(cells)


def _block(text: str) -> Rich:
    """Paragraphs as the lines of a cell; as Markdown where a line would not be a paragraph."""
    found = paragraphs_of(text)
    if len(found) > 1 and any("\n" in one.text for one in found):
        return source(text)
    return source(text) if "\n" in found[0].text else joined(found)


def _option(found: Shown, n: int) -> Rich:
    left, right = found.options[n], found.beside[n]
    if "\n→ " in left:
        raise LeftOut("looks_like_sign", text="→")
    halves = rich_of(left, inline=True), rich_of(right, inline=True)
    if any(look.source for half in halves for _, look in half.looks):
        return source(f"{left}\n→ {right}")
    return halves[0] + plain_text("\n→ ") + halves[1]


def _line(field: Field) -> str:
    if LINE_END in field.text:
        raise LeftOut("looks_like_sign", text=LINE_END)
    return f"{field.label}: {field.text}".replace("\n", LINE_END)


def _put(cell: Any, text: Rich, column: Column) -> None:
    """Write a cell as text, whatever it looks like to Excel."""
    from openpyxl.cell.rich_text import CellRichText, TextBlock
    from openpyxl.cell.text import InlineFont
    from openpyxl.styles import Alignment

    if any(look.source for _, look in text.looks):
        cell.style = t("excel.style_source")
        cell.value = cleaned(text.text)
    elif len(text.looks) > 1 or any(
        look.bold or look.italic or look.strike for _, look in text.looks
    ):
        cell.value = CellRichText(
            *(
                TextBlock(
                    InlineFont(
                        b=look.bold or None, i=look.italic or None, strike=look.strike or None
                    ),
                    cleaned(words),
                )
                for words, look in text.spans()
            )
        )
    else:
        cell.value = cleaned(text.text) or None
    if isinstance(cell.value, str):
        cell.data_type = "s"  # also for a text that begins with an equals sign
    cell.number_format = "@"
    cell.alignment = Alignment(vertical="top", wrap_text=True, horizontal=column.align)
