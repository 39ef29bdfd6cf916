"""Keys as letters alone, which only their order puts to questions: ``ABCDABCDAB``, ``A B C D``."""

import re
from collections import Counter, deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from kit.formats.draft.answers import latin
from kit.formats.draft.model import Answer, Draft
from kit.formats.exchange import Remarks
from kit.formats.paper.line import Line
from kit.formats.rich import plain_text

__all__ = ["BareKeys", "BareLists", "give_in_order", "is_column", "is_list"]

_AHEAD = re.compile(r"^\W*(?:(?:bảng\s+)?đáp\s*án|đa|keys?)\s*(?:là\s*)?[:.]\s*", re.IGNORECASE)
_NUMBER = r"(?:[Cc]âu\s*)?(?P<number>\d{1,4})\s*[.:)\]–-]?"
_LETTERS = re.compile(
    rf"\W{{0,3}}(?:{_NUMBER}\s*)?(?P<letters>[A-H](?:[\s,;.|/–-]*[A-H])*|[a-h](?:[\s,;.|/–-]+[a-h])*)\W{{0,3}}"
)
_ALONE = re.compile(rf"\W{{0,3}}{_NUMBER}\W{{0,3}}", re.IGNORECASE)
_FEWEST = 4
"""Letters of a list that nothing announces."""
_TEN = 3
"""Letters behind a number that are more than a key with its reason."""
_MOST = 50
"""Lists of a file, and places where one may begin."""


@dataclass
class BareKeys:
    """Letters, line after line."""

    after: int
    """How many questions stand before them in the file."""
    starts: tuple[int, ...]
    """How many stood before each place where a list may begin: a part, or a list before."""
    letters: list[str] = field(default_factory=list)
    places: list[str] = field(default_factory=list)
    """Of each letter."""
    numbers: list[tuple[int, int]] = field(default_factory=list)
    """Numbers among them, each with how many letters stand before it."""
    lines: list[Line] = field(default_factory=list)
    """Those with letters."""

    def take(self, line: Line, found: tuple[int, str]) -> None:
        """Go on with a line."""
        number, letters = found
        if number:
            self.numbers.append((number, len(self.letters)))
        if letters:
            self.letters += letters
            self.places += [line.place] * len(letters)
            self.lines.append(line)


def letters_in(text: str) -> tuple[int, str] | None:
    """A line's number (0 for none) and its letters ("" for none), if it holds nothing else."""
    text = _AHEAD.sub("", latin(text))
    if found := _LETTERS.fullmatch(text):
        letters = "".join(filter(str.isalpha, found["letters"])).upper()
        return int(found["number"] or 0), letters
    alone = _ALONE.fullmatch(text)
    return (int(alone["number"]), "") if alone else None


def is_list(text: str) -> bool:
    """Whether the letters can be no key of one question: ``11. ABCDABCDAB``, ``B A C A``."""
    number, letters = letters_in(text) or (0, "")
    twice = len({*letters}) < len(letters)
    return (number > 0 and len(letters) >= _TEN) or (twice and len(letters) >= _FEWEST)


def is_column(texts: Sequence[str]) -> bool:
    """Whether these lines begin with a number alone and a letter alone below it."""
    first, second = (letters_in(text) or (0, "-") for text in (*texts, "-", "-")[:2])
    return first[0] > 0 and not first[1] and len(second[1]) == 1 and second[1].isalpha()


class BareLists:
    """Gathers the lists of a document while its lines are gone through."""

    def __init__(self, lines: Sequence[Line], lists: list[BareKeys]) -> None:
        self.lines, self.lists = lines, lists
        self.open: BareKeys | None = None
        """The one that goes on here."""
        self.starts = deque([0], maxlen=_MOST)
        """How many questions stood before each part, and before what follows each list."""

    def may_begin(self, count: int) -> None:
        """Take note of a place where a list may begin: so many questions stand before it."""
        if self.starts[-1] != count:
            self.starts.append(count)

    def claims(self, n: int) -> bool:
        """Whether a number with letters is of such a list, though it might be a key: *301. AB*."""
        number, letters = letters_in(self.lines[n].text.text) or (0, "")
        if not number or not letters:
            return False
        if self.open and self.open.numbers:
            first, before = self.open.numbers[0]
            return number == first - before + len(self.open.letters)
        return len({*letters}) < len(letters)

    def has_letters(self, n: int) -> bool:
        """Whether a line holds letters alone, or letters and a number."""
        found = letters_in(self.lines[n].text.text) if 0 <= n < len(self.lines) else None
        return bool(found and found[1])

    def begins(self, n: int, count: int) -> bool:
        """Whether a list begins that nothing announces and that can be nothing else.

        A letter stands twice in it, so that it is no key of one question, and there are as many
        as questions, ``count``, since one of the ``starts``.
        """
        if self.has_letters(n - 1) or not self.has_letters(n):
            return False
        letters = ""
        for row in range(n, len(self.lines)):
            found = letters_in(self.lines[row].text.text)
            if not found or not found[1]:
                break
            letters += found[1]
        twice = len({*letters}) < len(letters)
        return len(letters) >= _FEWEST and twice and count - len(letters) in self.starts

    def take(self, n: int, count: int) -> bool:
        """Go on with a line, if it is one of a list; ``count`` questions stand before it."""
        found = letters_in(self.lines[n].text.text)
        # A number alone may begin a question.
        if not found or not (found[1] or self.has_letters(n + 1) or self._is_number(n + 1)):
            return False
        if self.open is None:
            self.open = BareKeys(count, tuple(self.starts))
            self.lists.append(self.open)
            self.may_begin(count)
        self.open.take(self.lines[n], found)
        return True

    def _is_number(self, n: int) -> bool:
        found = letters_in(self.lines[n].text.text) if n < len(self.lines) else None
        return found is not None and not found[1]


def give_in_order(
    drafts: Sequence[Draft], lists: Sequence[BareKeys], remarks: Remarks
) -> list[Line]:
    """Put the letters of each list to the questions before it, if they are as many; what cannot
    be put to any for sure comes back."""
    left: list[Line] = []
    ranges = [_range(drafts, one) for one in lists[:_MOST]]
    times = Counter(draft.number for asked in ranges for draft in asked)
    for n, one in enumerate(lists):
        asked = ranges[n] if n < _MOST else ()
        known = asked and _known(drafts, asked)
        if not known or any(times[draft.number] > 1 for draft in asked):
            left += one.lines
            continue
        for draft, letter, place in zip(asked, one.letters, one.places, strict=True):
            draft.answers.append(Answer(plain_text(letter), place, listed=True))
        if len(asked) > 1:
            about = Remarks(0, one.places[0])
            first, last = asked[0].label, asked[-1].label
            about.told("keys_in_order", count=len(asked), first=first, last=last)
            remarks.notes += about.notes
    return left


def _range(drafts: Sequence[Draft], keys: BareKeys) -> Sequence[Draft]:
    """The questions before a list that are as many as its letters, from where a list may begin."""
    count = len(keys.letters)
    choices = [one for one in drafts if one.number <= keys.after and _is_choice(one)]
    asked, earlier = choices[-count:], choices[:-count]
    if not 0 < count <= len(choices):
        return ()
    last = earlier[-1].number if earlier else 0
    whole = any(last <= start < asked[0].number for start in keys.starts)
    alone = count == 1 and not asked[0].answers
    return asked if (whole or alone) and _numbers_agree(keys, asked) else ()


def _known(drafts: Sequence[Draft], asked: Sequence[Draft]) -> bool:
    """Whether all before these questions have their keys, and these have none of a list."""
    before = (one for one in drafts if one.number < asked[0].number and _is_choice(one))
    listed = any(answer.listed for one in asked for answer in one.answers)
    return not listed and all(one.answers for one in before)


def _is_choice(draft: Draft) -> bool:
    return len(draft.options) > 1 and not draft.right and draft.hint != "cluster"


def _numbers_agree(keys: BareKeys, asked: Sequence[Draft]) -> bool:
    """Whether numbers among the letters are those of the questions whose keys follow them."""
    labels = [one.label for one in asked]
    numbers = keys.numbers
    if all(before < len(labels) and labels[before] == str(number) for number, before in numbers):
        return True
    # All numbers of a column, or of a part of it, before their letters.
    listed = [str(number) for number, _ in numbers] == labels
    return listed and all(before <= n for n, (_, before) in enumerate(numbers))
