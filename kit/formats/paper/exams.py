"""Several exams in one file, each with keys and guides behind its own questions."""

from bisect import bisect
from collections.abc import Iterator, Sequence
from collections.abc import Set as AbstractSet

from kit.formats.paper.endings import Parts, announced
from kit.formats.paper.forms import is_boilerplate
from kit.formats.paper.headings import looks_like_heading
from kit.formats.paper.keys import keys_in_line
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.paper.part_names import PartName, part_name

__all__ = ["exams_in"]

_EXAM = "de"
"""What the name of an exam begins with: *ĐỀ SỐ 2*."""
_FEW, _MOST = 3, 100
"""Headings between two exams that may announce guides, and headings of one exam."""

_Part = Line | KeyTable | Ready


def exams_in(parts: Sequence[_Part]) -> list[Sequence[_Part]]:
    """The exams of a document; most documents are one.

    Behind guides for the questions above, the next exam begins with another name, or with
    number 1 and its options.
    """
    places = [n for n, part in enumerate(parts) if isinstance(part, Line)]
    lines = [part for part in parts if isinstance(part, Line)]
    said = {n: kind for n, line in enumerate(lines) if (kind := announced(line.text.text))}
    if not said:
        return [parts]
    behind = [parts[place + 1 : place + 2] for place in places]
    tables = {n for n, part in enumerate(behind) if part and not isinstance(part[0], Line)}
    cuts = [places[n] for n in _Cuts(Marks(lines), said, tables).all()]
    return [parts[a:b] for a, b in zip([0, *cuts], [*cuts, len(parts)], strict=True)]


class _Cuts:
    """Finds the first lines of all exams but the first."""

    def __init__(self, marks: Marks, said: dict[int, str], tables: AbstractSet[int]) -> None:
        self.marks, self.said, self.tables = marks, said, tables
        """``tables`` are lines with a table behind them."""
        self.announcing = [*said]
        self.headings = [n for n, part in enumerate(marks.parts) if part]
        self.begin = self.last = 0
        """The first line of the exam, and the last one so far with the options of a question."""
        self.names: set[PartName] = set()
        """Names that exams have had since its first line."""

    def all(self) -> Iterator[int]:
        """The lines in order."""
        marks = self.marks
        for n in range(len(marks.lines)):
            options = marks.is_first(n) or marks.inline_options(n) > 1
            found = self.with_options(n) if options else self.with_name(n)
            if found is not None:
                yield found
                self.begin = self.last = found
                self.names.clear()
            self.last = n if options else self.last

    def with_options(self, n: int) -> int | None:
        """Where an exam begins whose first options stand in the line."""
        rows = range(n, self.last, -1)
        labels = self.marks.labels
        counts = ((row, one) for row in rows if (one := labels[row]))
        first = next(((row, one) for row, one in counts if one.named == self.marks.named), None)
        if first is None or first[1].number != 1:
            return None
        guides = self.guides(first[0])
        return None if guides is None else self.head(guides, first[0])

    def with_name(self, n: int) -> int | None:
        """The line itself, if it is the name of another exam."""
        name = part_name(self.marks.text(n)) if self.marks.parts[n] else None
        if name is None or name.chapter != _EXAM:
            return None
        another = not any(map(name.is_same, self.names)) and self.guides(n) is not None
        self.names.add(name)
        return n if another else None

    def guides(self, end: int) -> int | None:
        """The line behind the last options, and before the ``end``, that announces guides."""
        at = bisect(self.announcing, self.last)
        rows = [row for row in self.announcing[at : at + _FEW] if row < end]
        if guides := [row for row in rows if self.said[row] == "guides"]:
            return guides[0]
        parts = Parts()
        above = self.headings[bisect(self.headings, self.begin - 1) :][:_MOST]
        parts.take([self.marks.lines[row] for row in above if rows and row < rows[0]])
        again = (row for row in rows if parts.stand_again(self.marks, row, self.said[row]))
        return next(again, None)

    def head(self, guides: int, first: int) -> int:
        """The line between guides and the ``first`` question at which the exam begins."""
        marks, end = self.marks, guides
        for row in range(guides, first):
            label = marks.labels[row]
            counts = label is not None and (not label.named or label.word in marks.words)
            if counts or row in self.tables or keys_in_line(marks.text(row)):
                end = row
        return next((row for row in range(end + 1, first) if self.is_head(row)), first)

    def is_head(self, n: int) -> bool:
        """Whether a line may stand over an exam."""
        line = self.marks.lines[n]
        form = is_boilerplate(line.text.text) or self.marks.parts[n]
        return form or line.level > 0 or looks_like_heading(line)
