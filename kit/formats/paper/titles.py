"""The heading over all questions, which names the bank."""

from collections.abc import Iterable

from kit.formats.paper.forms import is_boilerplate
from kit.formats.paper.headings import is_bold, names_part
from kit.formats.paper.line import Line
from kit.formats.paper.signs import question_label

__all__ = ["title_of"]

_FIRST = 12
"""Lines within which a heading stands."""
_SHORTEST, _LONGEST = 8, 120


def title_of(lines: Iterable[Line], plain: bool = False) -> str:
    """The first line before all questions that is set as a heading; "" if there is none.

    ``plain`` takes a line that looks like any other, too: above a table it can be nothing else.
    """
    for n, line in enumerate(lines):
        text = " ".join(line.text.text.split())
        if n >= _FIRST or line.role == "question" or question_label(text):
            return ""
        if is_boilerplate(text) or names_part(line) or line.role in ("note", "contents"):
            continue
        shown = plain or bool(line.level) or line.centred or is_bold(line) or text.isupper()
        if shown and _SHORTEST <= len(text) <= _LONGEST and not text.endswith((":", "?")):
            return text.rstrip(".")
    return ""
