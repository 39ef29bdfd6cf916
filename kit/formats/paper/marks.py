"""What every line of a document begins with, and what stands ahead of it."""

import re
from collections.abc import Sequence
from functools import cached_property

from kit.formats.draft.answers import latin
from kit.formats.draft.labels import label_of
from kit.formats.paper.edges import page_edges
from kit.formats.paper.forms import is_boilerplate, is_end
from kit.formats.paper.headings import (
    heads_kind,
    is_count,
    is_instruction,
    names_part,
    stands_over,
)
from kit.formats.paper.inline import count_inline
from kit.formats.paper.keyline import KEYED, answer_in
from kit.formats.paper.keys import is_key_heading
from kit.formats.paper.labels import labels_of
from kit.formats.paper.line import Line
from kit.formats.paper.part_letters import lettered_parts
from kit.formats.paper.remnants import remnants_in
from kit.formats.paper.roman import are_questions, romans_in
from kit.formats.paper.signs import Label, OptionSign, option_sign

__all__ = ["FAR", "TASKS", "Marks"]

_QUESTIONS = frozenset(("cau", "cau hoi", "question", "quest", "q", "hoi", "c"))
TASKS = frozenset(("bai", "bai tap"))
_ASKS = re.compile(r"[?:]\s*$")
_NEXT = {"B": {"A"}, "C": {"A", "B"}, "-": {"-"}}
"""Letters of options → letters before them, as one may have lost its own."""
FAR = 80
"""Lines that are looked ahead."""


class Marks:
    """The lines of a document with what each of them begins with."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.signs: list[OptionSign | None] = [
            None if heads_kind(line) else option_sign(line) for line in lines
        ]
        self.labels = labels_of(lines)
        self.parts: list[bool] = [names_part(line) for line in lines]
        """Whether the line names a part."""
        self._inline: dict[int, int] = {}
        for n in lettered_parts(lines, self.labels, self.signs):
            self.parts[n], self.signs[n] = True, None
        self._read_romans()

    def _read_romans(self) -> None:
        """*Câu I.* begins a question where all that is asked has such a number; else it is a part,
        with its number in its name."""
        if not (found := romans_in(self.lines, self.labels)):
            return
        firsts = sum(self.is_first(n) or self.inline_options(n) > 1 for n in range(len(self.lines)))
        if are_questions(len(found), self.labels, firsts):
            self.labels = [found.get(n, label) for n, label in enumerate(self.labels)]
        else:
            self.parts = [part or n in found for n, part in enumerate(self.parts)]

    def text(self, n: int) -> str:
        """The line's text."""
        return self.lines[n].text.text

    @cached_property
    def words(self) -> frozenset[str]:
        """The words that questions begin with: *Bài* is a heading where there is a *Câu*."""
        used = {label.word for label in self.labels if label and label.named}
        return _QUESTIONS if used & _QUESTIONS else TASKS

    @cached_property
    def named(self) -> bool:
        """Whether most questions begin with such a word."""
        named = sum(
            bool(one and one.word in self.words and not KEYED.match(self.text(n), one.end))
            for n, one in enumerate(self.labels)
        )  # a list of keys may have the word where questions have none
        return 2 * named >= max(self._numbers, 1)

    @cached_property
    def _numbers(self) -> int:
        return sum(
            bool(one and not one.named and self.options_ahead(n))
            for n, one in enumerate(self.labels)
        )

    @cached_property
    def numbered(self) -> bool:
        """Whether questions begin with a number alone."""
        return not self.named and any(one and not one.named for one in self.labels)

    @property
    def has_labels(self) -> bool:
        """Whether questions have numbers."""
        return self.named or (self.numbered and self._numbers > 0)

    @cached_property
    def has_options(self) -> bool:
        """Whether any question has options."""
        return any(
            sign and sign.family in ("upper", "lower") and sign.letter == "A" for sign in self.signs
        ) or any(self.inline_options(n) for n in range(len(self.lines)))

    @cached_property
    def edges(self) -> frozenset[int]:
        """Lines that are heads and feet of pages."""
        left = remnants_in(self.lines, self.signs)
        if not self.has_labels:
            return left  # numbers alone may be the questions'
        texts = [line.text.text for line in self.lines]
        said = {n for n, text in enumerate(texts) if self._is_said(n) or _ASKS.search(text)}
        behind = {n + 1 for n, label in enumerate(self.labels) if label}
        return left | page_edges(texts, said, self.has_options, behind)

    def _is_said(self, n: int) -> bool:
        return bool(self.labels[n] or self.parts[n]) or self.speaks(n)

    @cached_property
    def last_option(self) -> int:
        """The last line with an A that a B follows; -1 if there is none."""
        rows = reversed(range(len(self.lines)))
        return next((n for n in rows if self.is_first(n) or self.inline_options(n) > 1), -1)

    def marked(self, n: int) -> bool:
        """Whether something like a colon stands behind the number, or nothing at all."""
        label = self.labels[n]
        if label is None:
            return False
        before = self.text(n)[: label.end].rstrip()
        return not before[-1:].isalnum() or label.end >= len(self.text(n).rstrip())

    def options_ahead(self, n: int, expected: int = 0) -> bool:
        """Whether an A, and a B behind it, come before the next number, or the ``expected`` one."""
        if self.inline_options(n) > 1:
            return True
        seen: set[str] = set()
        listed = 0
        for row in range(n + 1, min(len(self.lines), n + FAR)):
            label = self.labels[row]
            if label and self.labels[n] and not (label.named or seen or label.number != listed + 1):
                listed += 1  # 1., 2., 3., below the question
                continue
            if label and self._ends(n, label, expected, bool(seen)):
                break
            if self.parts[row] and not self.signs[row]:
                break
            if self.inline_options(row) > 1:
                return True
            sign = self.signs[row]
            if sign and sign.family != "digit":
                if sign.letter in _NEXT and seen & _NEXT[sign.letter]:
                    return True
                seen.add(sign.letter)
        return False

    def _ends(self, n: int, label: Label, expected: int, seen: bool) -> bool:
        """Whether a number is the next question's, seen from a line; ``seen`` tells whether options
        were, and ``expected`` is a number that can only be one."""
        own = self.labels[n]
        if own is None:
            return label.named or label.named == self.named
        return label.named or (own.named == label.named and seen) or label.number == expected

    def next_number(self, n: int) -> int:
        """The number of the next question that has one; 0 if none has."""
        for row in range(n + 1, min(len(self.lines), n + FAR)):
            label = self.labels[row]
            if label and label.named == self.named and (label.named or self.numbered):
                return label.number
        return 0

    def question_next(self, n: int) -> bool:
        """Whether the next line begins a question, or is a heading over one."""
        for row in range(n + 1, min(len(self.lines), n + 4)):
            label, text = self.labels[row], self.text(row)
            if label and (label.named or not self.named):
                return True
            if not self.has_labels and self.lone_stem(row, "", False):
                return True
            over = self.parts[row] or is_count(text) or is_instruction(text)
            if not (over or (not self.has_labels and self._stands_over(row))):
                return False
        return False

    def inline_options(self, n: int) -> int:
        """How many options stand in the line, if it begins or goes on with an A."""
        if n not in self._inline:  # every line is asked for from each of many lines before it
            self._inline[n] = count_inline(latin(self.text(n)))
        return self._inline[n]

    def is_option(self, n: int) -> bool:
        """Whether the line begins with an option's letter."""
        return bool((sign := self.signs[n]) and sign.family in ("upper", "lower"))

    def options_in(self, n: int) -> int:
        """How many options begin in the line."""
        sign = self.signs[n]
        begins = self.is_option(n) or bool(sign and sign.family == "bullet")
        return max(self.inline_options(n), int(begins))

    def lone_stem(self, n: int, family: str, explaining: bool) -> bool:
        """Whether a question without number begins: an A stands here, or within a few lines.

        ``family`` are the letters of the question before; "" if there is none.
        """
        if self.speaks(n):
            return self.is_first(n, family) and not explaining and bool(family)
        if self.text(n)[:1].islower():
            return False
        for row in range(n + 1, min(len(self.lines), n + 4)):
            label = self.labels[row]
            if (label and (label.named or not self.named)) or is_key_heading(self.text(row)):
                return False
            sign = self.signs[row]  # capitals are the options of a list of small letters
            alike = not family or not sign or sign.family == family
            if self.is_first(row, family) or (alike and self.inline_options(row) > 1):
                return row == n + 1 or not (explaining or self._is_form(n))
            if self.speaks(row):
                return False
        return False

    def _is_form(self, n: int) -> bool:
        """Whether the line is a heading or an instruction, or belongs to the form of the paper."""
        text = self.text(n)
        if is_boilerplate(text) or is_end(text) or self.parts[n] or is_instruction(text):
            return True
        return not self.has_labels and self._stands_over(n)

    def _stands_over(self, n: int) -> bool:
        """Whether the line looks like a heading beside the one below it."""
        return n + 1 < len(self.lines) and stands_over(self.lines[n], self.lines[n + 1])

    def speaks(self, n: int) -> bool:
        """Whether the line says what it is, so that no question begins with it."""
        text = self.text(n)
        return bool(self.signs[n]) or answer_in(text) is not None or label_of(text) is not None

    def is_first(self, n: int, family: str = "") -> bool:
        """Whether the line is an A with a B behind it."""
        sign = next(iter(self.signs[n : n + 1]), None)
        families = (family,) if family else ("upper", "lower")
        if not sign or sign.letter != "A" or sign.family not in families:
            return False
        following = self.signs[n + 1 : n + 4]
        return any(one and one.family == sign.family and one.letter == "B" for one in following)
