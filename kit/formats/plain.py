"""A paper as plain text, a line for each paragraph: ``Câu 1. …``, ``A. …``, ``Đáp án: B``."""

from pathlib import Path

from kit.formats.aiken import ANSWER
from kit.formats.draft.build import build
from kit.formats.exchange import Reading, Remarks
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.read import read_paper
from kit.formats.paper.titles import title_of
from kit.formats.raw import read_text, refused
from kit.formats.rich import plain_text, without_gaps
from kit.wording import t

__all__ = ["is_paper", "read"]

_MOST_LINES = 100_000
_LOOKED_AT = 4_000
"""Lines that tell what a text is."""


def read(path: Path) -> Reading:
    """The questions of a text; raises ``Problems`` for one that cannot be read."""
    text, encoding = read_text(path)
    lines = _lines(text)
    if len(lines) > _MOST_LINES:
        raise refused(path, "too_many_lines", count=len(lines), most=_MOST_LINES)
    about = Remarks(0, "")
    if encoding:
        about.told("encoding", encoding=encoding)
    drafts, notes = read_paper(lines)
    return Reading(tuple(build(drafts)), (*about.notes, *notes), title_of(lines))


def is_paper(text: str, braces: int) -> bool:
    """Whether a text is a paper, and neither Aiken nor GIFT, of which it has so many ``braces``.

    Aiken has no numbers, and options to each question. A text that has options, and neither its
    keys nor braces, can be nothing else; nor one that numbers its questions and has neither.
    """
    lines = _lines(text, _LOOKED_AT)
    marks = Marks(lines)
    asked = sum(bool(label) and marks.options_ahead(n) for n, label in enumerate(marks.labels))
    answers = sum(bool(ANSWER.match(line.text.text)) for line in lines)
    if asked:
        return asked > braces and 2 * asked >= answers
    if marks.last_option < 0:
        return not braces and any(marks.labels)
    return not (braces or answers)


def _lines(text: str, most: int | None = None) -> list[Line]:
    shown = [
        Line(without_gaps(plain_text(line.strip())), t("exchange.line", line=n), n)
        for n, line in enumerate(text.split("\n")[:most], 1)
    ]
    return [line for line in shown if line.text]
