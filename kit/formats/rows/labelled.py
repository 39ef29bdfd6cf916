"""What is said about a question in a cell: of a field's own column, or in labelled lines."""

from collections.abc import Iterator
from dataclasses import replace

from kit.formats.draft.labels import entry_of
from kit.formats.draft.model import Draft, Entry
from kit.formats.exchange import quoted
from kit.formats.rich import plain_text
from kit.formats.rich_markdown import source
from kit.formats.rows.grid import GridCell

__all__ = ["entries_of", "labelled"]

_MARKDOWN = ("text", "feedback", "rubric", "extra", "explanation")
"""Labelled lines of a cell whose text is Markdown; a line of it can look like nothing else."""
_LINE_END = "⏎"


def entries_of(name: str, cell: GridCell, head: str, own: bool) -> Iterator[Entry]:
    """A cell of a field's column; citations have a line each.

    What an author calls a hint for whoever grades (*Gợi ý: …*) is one in any column.
    """
    first, *others = cell.lines
    said = None if own else entry_of(first.text, cell.place)
    if name == "explanation" and said and said.name in ("explanation", "rubric"):
        yield replace(said, text=(*said.text, *(line.text for line in others)))
        return
    texts = tuple(line.text for line in cell.lines)
    for one in [(text,) for text in texts] if name == "cite" else [texts]:
        yield Entry(name, "", one, cell.place, head)


def labelled(cell: GridCell, draft: Draft) -> Iterator[Entry]:
    """The labelled lines of a cell; a line without a label belongs to nothing."""
    for line in cell.lines:
        entry = entry_of(line.text, cell.place)
        if entry is None:
            draft.remarks.lost("strange_line", text=quoted([line.text.text]))
            continue
        said = entry.text[0].text.replace(_LINE_END, "\n")
        text = source(said) if entry.name in _MARKDOWN else plain_text(said)
        yield Entry(entry.name, entry.argument, (text,), cell.place, entry.label)
