"""Whether keys stand near a line of a paper."""

from kit.formats.paper.bare import is_column, is_list
from kit.formats.paper.endings import keys_have_words
from kit.formats.paper.keyline import KEYED
from kit.formats.paper.keys import is_key_heading, keys_in_line
from kit.formats.paper.marks import Marks

__all__ = ["announces_keys", "keys_around", "solves"]


def announces_keys(marks: Marks, n: int) -> bool:
    """Whether a heading says that keys alone follow, and they do within a few lines, or nothing
    does (a table, perhaps)."""
    if not is_key_heading(marks.text(n)) or keys_have_words(marks, n):
        return False
    following = range(n + 1, min(len(marks.lines), n + 5))
    return (
        not following
        or any(
            keys_in_line(text) or is_key_heading(text) or is_list(text)
            for text in map(marks.text, following)
        )
        or not any(marks.labels[row] for row in following)
        or is_column(list(map(marks.text, following)))
    )


def keys_around(marks: Marks, n: int) -> bool:
    """Whether the lines beside it are keys as well, three in a row."""
    near = range(max(0, n - 2), min(len(marks.lines), n + 3))
    run = best = 0
    for row in near:
        run = run + 1 if keys_in_line(marks.text(row)) else 0
        best = max(best, run)
    return best >= 3


def solves(marks: Marks, n: int, most: int) -> bool:
    """Whether a line below a heading of solutions gives a key: *1. C (Điều 5)*, for *Câu 1*."""
    label = marks.labels[n]
    known = label is not None and label.number <= most
    return bool(known and label and KEYED.match(marks.text(n), label.end))
