"""Whether a line begins a question, by its number, or by the options below it."""

import re
from dataclasses import dataclass

from kit.formats.draft.labels import label_of
from kit.formats.paper.forms import is_rule
from kit.formats.paper.headings import names_part
from kit.formats.paper.keyline import answer_in
from kit.formats.paper.marks import FAR, TASKS, Marks
from kit.formats.paper.signs import Label

__all__ = ["Now"]

_DOTS = re.compile(r"[.…_\s]+")
_CLOSED = re.compile(r"[.?!:;…]\W*$")
_FEW, _NEAR = 5, 6
"""Lines with dots below each other, at most, that are one gap; lines from a question to its A."""


@dataclass
class Now:
    """Where one is while going through the lines of a document."""

    marks: Marks
    inside: bool = False
    """Whether a question is open."""
    last: int = 0
    """The last number."""
    asked: int = 0
    """Where guides for the questions follow: the highest number of these."""
    dots: int = 0
    """How many stood in it: 1 for *2.15*."""
    options: int = 0
    """Options of the open question, as far as its lines begin with them."""
    family: str = ""
    """Which letters they have."""
    explaining: bool = False
    """Whether the open question is being explained."""
    sublist: int = 0
    """The last number of a list inside it."""

    def close(self) -> None:
        """No question is open any more."""
        self.inside, self.options, self.family = False, 0, ""
        self.explaining, self.sublist = False, 0

    def begins(self, n: int) -> bool:
        """Whether a question begins in a line, with the line's label or without any."""
        label = self.marks.labels[n]
        return self._starts(n, label) if label else self._without_number(n)

    def _starts(self, n: int, label: Label) -> bool:
        marks = self.marks
        if label.named:
            asks = label.word in marks.words and (marks.named or label.word not in TASKS)
            return asks and (
                marks.marked(n) or label.number == self.last + 1 or marks.options_ahead(n)
            )
        if marks.named:  # Câu 11, 12., Câu 13
            ahead = (self.options > 1 or not self.inside) and marks.options_ahead(n)
            return ahead and not self._named_ahead(n, label.number)
        return marks.numbered and self._number_starts(n, label)

    def _number_starts(self, n: int, label: Label) -> bool:
        """Whether a number alone begins a question, or an entry of a list in one."""
        marks = self.marks
        if not self.inside:
            goes_on = label.number in (1, self.last + 1)
            guides = self.last == 0 and label.number <= self.asked
            return goes_on or guides or marks.options_ahead(n) or not marks.has_options
        complete = self.options > 1 or not marks.has_options
        if not complete and not self.explaining:
            if label.number == self.sublist + 1 and (self.sublist or label.number != self.last + 1):
                self.sublist = label.number
                return False
            return label.number == self.last + 1
        if label.number == self.last + 1:
            return not self.explaining or marks.options_ahead(n, label.number)
        if label.text.count(".") == self.dots > 0:
            return marks.options_ahead(n)  # 1.18, 2.1
        if label.number == self.sublist + 1 and not (label.number == 1 and self._asks_below(n)):
            self.sublist = label.number
            return False
        return marks.options_ahead(n, self.last + 1)

    def _without_number(self, n: int) -> bool:
        """Whether a question without number begins here: its A stands below, and the options of
        the last one above."""
        if self.inside and self.options < 2:
            return False
        # Where numbers go on below, none was left out: it is a list in a reason, or it asks.
        goes_on = self.inside and self.marks.next_number(n) == self.last + 1
        if goes_on and (self.explaining or not self._asks(n)):
            return False
        return self.marks.lone_stem(n, self.family, self.explaining)

    def is_rule(self, n: int) -> bool:
        """Whether a line is drawn with the keyboard, or dots to write on; dots among the words of
        the open question are its gap."""
        between = not self.inside or self.options > 1 or self.explaining
        return is_rule(self.marks.text(n), between) and (between or not self._is_gap(n))

    def _is_gap(self, n: int) -> bool:
        marks, rows = self.marks, range(n + 1, min(len(self.marks.lines), n + _FEW))
        behind = next((row for row in rows if not is_rule(marks.text(row), False)), None)
        if behind is None or not _DOTS.fullmatch(marks.text(n)):
            return False
        if marks.labels[behind] or marks.speaks(behind) or names_part(marks.lines[behind]):
            return False
        above = (row for row in range(n - 1, -1, -1) if not is_rule(marks.text(row), False))
        before = next(above, 0)
        return marks.text(behind)[:1].islower() or not _CLOSED.search(marks.text(before))

    def _named_ahead(self, n: int, number: int) -> bool:
        """Whether a question with that number and a word such as *Câu* follows soon."""
        return any(
            label and label.named and label.number == number
            for label in self.marks.labels[n + 1 : n + FAR]
        )

    def _asks_below(self, n: int) -> bool:
        """Whether the line has options of its own, with no other number between."""
        marks, rows = self.marks, range(n + 1, min(len(self.marks.lines), n + _NEAR))
        end = next((row for row in rows if marks.labels[row]), rows.stop)
        below = (marks.is_first(row) or marks.inline_options(row) > 1 for row in range(n + 1, end))
        return marks.inline_options(n) > 1 or any(below)

    def _asks(self, n: int) -> bool:
        """Whether the line is a question with its A right below."""
        asks = self.marks.text(n).rstrip().endswith("?")
        return asks and self.marks.is_first(n + 1, self.family)

    def lists(self, n: int) -> bool:
        """Whether the line is one more option of a question whose options have bullets: *☐ 26/3*;
        *- 5 -* is the foot of a page."""
        sign, text = self.marks.signs[n], self.marks.text(n)
        bullet = sign is not None and sign.family == self.family == "bullet"
        return bullet and not text.rstrip().endswith(("-", "–", "—"))

    def pass_by(self, n: int) -> None:
        """Take note of a line of the open question."""
        text = self.marks.text(n)
        named = label_of(text)
        note = named is not None and named[0] == "note" and self.options > 1
        if note or (named and named[0] in ("explanation", "basis")):
            self.explaining = True
        elif answer_in(text) is None and not self.explaining:
            self.count(n, self.marks.options_in(n))

    def count(self, n: int, options: int) -> None:
        """Count options; capitals from where they begin, as small letters before them were a
        list."""
        sign = self.marks.signs[n]
        family = sign.family if sign else "upper" if "A." in self.marks.text(n) else "lower"
        if options and family == "upper" and self.family != "upper":
            self.options, self.family = 0, family
        self.family = self.family or (family if options else "")
        self.options += options if family == self.family else 0
