"""Where each question begins, and what stands over and between them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from kit.formats.draft.labels import label_of
from kit.formats.draft.model import Draft
from kit.formats.paper.headings import Outline, is_bold, looks_like_heading, names_part
from kit.formats.paper.keys import Keyed, is_key_heading, keys_in_line, rows_of_keys
from kit.formats.paper.line import Line
from kit.formats.paper.marks import Marks
from kit.formats.paper.signs import Label, answer_in, is_boilerplate, is_end, shared_range
from kit.formats.rich import Rich

__all__ = ["Block", "KeyTable", "Paper", "Passage", "Ready", "blocks_of"]


_NONE: Mapping[int, Rich] = {}


@dataclass(frozen=True)
class KeyTable:
    """A table of keys among the lines."""

    keys: tuple[tuple[int, str], ...]
    place: str
    reasons: Mapping[int, Rich] = field(default_factory=dict)
    """Number → what stands beside its key."""


@dataclass(frozen=True)
class Ready:
    """Questions of a table among the lines, which need no splitting."""

    drafts: tuple[Draft, ...]


@dataclass
class Block:
    """The lines of one question; the first without its number."""

    lines: list[Line]
    label: Label | None
    place: str
    topic: str = ""
    level: str = ""
    hint: str = ""
    series: int = 0
    """Grows wherever the numbers begin anew."""
    lone: bool = False
    """Whether it has no number where others have one."""


@dataclass
class Passage:
    """A text that several questions share."""

    lines: list[Line]
    first: int
    """Number of its first question; 0 if the text does not say which are meant."""
    last: int
    blocks: list[Block] = field(default_factory=list)


@dataclass
class Paper:
    """What the lines of a document are."""

    items: list[Block | Ready] = field(default_factory=list)
    passages: list[Passage] = field(default_factory=list)
    keys: list[Keyed] = field(default_factory=list)
    headings: list[Line] = field(default_factory=list)
    solutions: list[Block] = field(default_factory=list)
    """Blocks behind the questions that explain them."""
    front: list[Line] = field(default_factory=list)
    """Titles, names, page numbers: what no question can mean."""
    strange: list[Line] = field(default_factory=list)
    """Lines that belong to nothing."""


def blocks_of(parts: Sequence[Line | KeyTable | Ready]) -> Paper:
    """The questions among the lines; every line is in the result once."""
    splitter = _Splitter(Marks([one for one in parts if isinstance(one, Line)]))
    at = 0
    for part in parts:
        if isinstance(part, Line):
            splitter.line(at)
            at += 1
        elif isinstance(part, KeyTable):
            splitter.close()
            splitter.keys(part.keys, part.place, part.reasons)
        else:
            splitter.close()
            splitter.paper.items.append(part)
            splitter.count += len(part.drafts)
    splitter.close()
    return splitter.paper


class _Splitter:
    """Goes through the lines, one question at a time."""

    def __init__(self, marks: Marks) -> None:
        self.marks = marks
        self.paper = Paper()
        self.outline = Outline()
        self.block: Block | None = None
        self.passage: Passage | None = None
        self.count = 0
        """Questions so far."""
        self.series = 0
        self.last = 0
        """The last number."""
        self.options = 0
        """Options of the current question, as far as its lines begin with them."""
        self.family = ""
        """Which letters they have."""
        self.explaining = False
        self.sublist = 0
        self.keying = False
        """Whether keys may follow."""
        self.solving = False
        self.ended = False

    def line(self, n: int) -> None:
        """Take one line."""
        line = self.marks.lines[n]
        if line.role:
            self._own(n, line)
        elif not (self._is_key(n, line) or self._is_start(n, line) or self._is_between(n, line)):
            self._inside(n, line)

    def close(self) -> None:
        """The current question is complete."""
        self.block = None
        self.options, self.family, self.explaining, self.sublist = 0, "", False, 0

    def keys(
        self, pairs: Sequence[tuple[int, str]], place: str, reasons: Mapping[int, Rich] = _NONE
    ) -> None:
        """Take entries of a list of keys."""
        self.paper.keys += (
            Keyed(number, value, place, self.count, reasons.get(number, Rich()))
            for number, value in pairs
        )

    def _own(self, n: int, line: Line) -> None:
        if line.role == "question":
            self._begin(n, self.marks.labels[n])
        elif line.role in ("title", "note"):  # the form's own words
            self.close()
        elif line.role == "contents":
            self.paper.front.append(line)
        elif self.block:
            self.block.lines.append(line)
        else:
            self.paper.strange.append(line)

    # Keys

    def _is_key(self, n: int, line: Line) -> bool:
        text = line.text.text
        if self.count and is_key_heading(text) and self.marks.announces_keys(n):
            self.close()
            self.keying = True
            self.paper.front.append(line)
            return True
        pairs = keys_in_line(text)
        if self.count and pairs and (self.keying or len(pairs) > 2 or self.marks.keys_around(n)):
            self.close()
            self.keys(pairs, line.place)
            self.keying = True
            return True
        if self.keying and n and (pairs := rows_of_keys(self.marks.text(n - 1), text)):
            self.keys(pairs, line.place)
            for lines in (self.paper.strange, self.paper.front):
                if lines and lines[-1] is self.marks.lines[n - 1]:
                    del lines[-1]
            return True
        return False

    # Questions

    def _is_start(self, n: int, line: Line) -> bool:
        if self.count and self.marks.is_solution_heading(n):
            self.close()
            self.solving, self.last = True, 0
            self.paper.front.append(line)
            return True
        label = self.marks.labels[n]
        if label and self._starts(n, label):
            self._begin(n, label)
            return True
        if not label and self._goes_on_without_number(n):
            self._begin(n, None)
            return True
        return False

    def _starts(self, n: int, label: Label) -> bool:
        marks = self.marks
        if label.named:
            return label.word in marks.words and (
                marks.marked(n) or label.number == self.last + 1 or marks.options_ahead(n)
            )
        if marks.named:  # Câu 11, 12., Câu 13
            ahead = self.options > 1 and marks.options_ahead(n)
            return ahead and not marks.names_ahead(n, label.number)
        return self._number_starts(n, label)

    def _number_starts(self, n: int, label: Label) -> bool:
        """Whether a number alone begins a question, or an entry of a list in one."""
        if not self.marks.numbered:
            return False
        if self.block is None:
            return self.marks.options_ahead(n) or not self.marks.has_options or label.number == 1
        complete = self.options > 1 or not self.marks.has_options
        if not complete and not self.explaining:
            if label.number == self.sublist + 1 and (self.sublist or label.number != self.last + 1):
                self.sublist = label.number
                return False
            return label.number == self.last + 1
        if label.number == self.last + 1:
            return not self.explaining or self.marks.options_ahead(n, label.number)
        ahead = self.marks.options_ahead(n, self.last + 1)
        return ahead and label.number != self.sublist + 1

    def _goes_on_without_number(self, n: int) -> bool:
        """Whether a question without number begins here: its A stands below, and the last one's
        options above."""
        if self.block is not None and self.options < 2:
            return False
        # Where numbers go on below, none was left out: it is a list in a reason.
        if self.block is not None and self.marks.next_number(n) == self.last + 1:
            return False
        return self.marks.lone_stem(n, self.family, self.explaining)

    def _begin(self, n: int, label: Label | None) -> None:
        line = self.marks.lines[n]
        cut = label.end if label else 0
        first = replace(line, text=line.text.cut(cut).strip())
        if label and not self.solving and label.number <= self.last and label.number <= 1:
            self.series += 1
        self.close()
        lone = label is None and self.marks.has_labels
        block = Block(
            [first] if first.text or first.lost else [], label, line.place, self.outline.topic,
            self.outline.level, self.outline.hint, self.series, lone,
        )  # fmt: skip
        self.block = block
        self.last = label.number if label else self.last + 1
        self.keying = False
        self._count_options(n, self.marks.inline_options(n))
        if self.solving and not self.marks.options_ahead(n):
            self.paper.solutions.append(block)
            return
        self.solving = False
        self.paper.items.append(block)
        self.count += 1
        self._to_passage(block)

    def _to_passage(self, block: Block) -> None:
        passage = self.passage
        if passage is None:
            return
        if passage.first and not passage.first <= self.last <= passage.last:
            if self.last > passage.last:
                self.passage = None
            return
        passage.blocks.append(block)

    # What stands between questions

    def _is_between(self, n: int, line: Line) -> bool:
        text = line.text.text
        if is_end(text):
            self.close()
            self.passage, self.ended = None, True
            self.paper.front.append(line)
            return True
        span = None if self.marks.signs[n] else shared_range(text)
        if span and (span[0] or not self.explaining):
            self.close()
            self.passage = Passage([line], *span)
            self.paper.passages.append(self.passage)
            return True
        between = self.block is None or self.options > 1 or self.explaining
        if is_boilerplate(text) and between and not self.passage_open() and not line.level:
            self.paper.front.append(line)
            return True
        if self._is_heading(n, line, between):
            self._head(line)
            return True
        return False

    def passage_open(self) -> bool:
        """Whether lines belong to a passage whose first question has not come."""
        return bool(self.passage and not self.passage.blocks and self.block is None)

    def _is_heading(self, n: int, line: Line, between: bool) -> bool:
        if self.marks.signs[n] and not names_part(line):
            return False
        if names_part(line):
            return between or not self.marks.options_ahead(n)
        if not between or self.marks.speaks(n) or len(line.text.text) < 4:
            return False
        before = self.block.lines[-1:] if self.block else []
        if before and is_bold(before[0]) and is_bold(line) and not line.centred:
            return False  # more of an option that is marked
        return looks_like_heading(line) and self.marks.question_next(n)

    def _head(self, line: Line) -> None:
        self.close()
        self.passage = None
        self.solving = self.keying = False
        self.outline.enter(line.text.text, line.level)
        self.paper.headings.append(line)

    def _inside(self, n: int, line: Line) -> None:
        """A line of the current question, or of what stands outside of all."""
        if self.passage_open() and self.passage:
            self.passage.lines.append(line)
        elif self.block:
            self.block.lines.append(line)
            self._count_option(n)
        elif self.count == 0 or self.ended:
            self.paper.front.append(line)
        else:
            self.paper.strange.append(line)

    def _count_option(self, n: int) -> None:
        text = self.marks.text(n)
        named = label_of(text)
        if named and named[0] in ("explanation", "basis"):
            self.explaining = True
        elif answer_in(text) is None and not self.explaining:
            self._count_options(n, self.marks.options_in(n))

    def _count_options(self, n: int, count: int) -> None:
        """Capitals count from where they begin: small letters before them were a list."""
        sign = self.marks.signs[n]
        family = sign.family if sign else "upper" if "A." in self.marks.text(n) else "lower"
        if count and family == "upper" and self.family != "upper":
            self.options, self.family = 0, family
        self.family = self.family or (family if count else "")
        self.options += count if family == self.family else 0
