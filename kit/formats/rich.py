"""Text with looks: what Word and Excel show, as far as it can mean something in a question."""

import re
import unicodedata
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from itertools import groupby

__all__ = ["PLAIN", "Look", "Rich", "joined", "plain_text", "rich", "without_gaps"]

_GAP = re.compile(r"([ \t\u00a0]{20})[ \t\u00a0]+")


@dataclass(frozen=True, slots=True)
class Look:
    """How some characters look."""

    bold: bool = False
    italic: bool = False
    underline: bool = False
    strike: bool = False
    colour: str = ""
    """RRGGBB in capitals; "" for black and whatever nobody chose."""
    ground: str = ""
    """Colour behind the text, or the name of a highlight; "" for none."""
    shift: str = ""
    """``sup`` or ``sub``."""
    source: bool = False
    """Whether the text is Markdown as it stands."""


PLAIN = Look()


@dataclass(frozen=True, slots=True)
class Rich:
    """A text, and the looks of its characters."""

    text: str = ""
    looks: tuple[tuple[int, Look], ...] = ()
    """How many characters look how, in order; the numbers add up to the text's length."""

    def __bool__(self) -> bool:
        return bool(self.text.strip())

    def __add__(self, other: "Rich") -> "Rich":
        return rich((*self.spans(), *other.spans()))

    def spans(self) -> Iterator[tuple[str, Look]]:
        """The pieces with one look each."""
        begin = 0
        for length, look in self.looks:
            yield self.text[begin : begin + length], look
            begin += length

    def cut(self, begin: int, end: int | None = None) -> "Rich":
        """The part from ``begin`` to before ``end``."""
        end = len(self.text) if end is None else end
        if len(self.looks) == 1:
            part = self.text[begin:end]
            return Rich(part, ((len(part), self.looks[0][1]),) if part else ())
        looks, at = [], 0
        for length, look in self.looks:
            kept = min(at + length, end) - max(at, begin)
            if kept > 0:
                looks.append((kept, look))
            at += length
        return Rich(self.text[begin:end], tuple(looks))

    def strip(self) -> "Rich":
        """Without white space at the ends."""
        text = self.text.strip()
        begin = self.text.find(text) if text else 0
        return self.cut(begin, begin + len(text))

    def lines(self) -> list["Rich"]:
        """Its lines, stripped, blank ones included."""
        parts, begin = [], 0
        for line in self.text.split("\n"):
            parts.append(self.cut(begin, begin + len(line)).strip())
            begin += len(line) + 1
        return parts

    def share(self, test: Callable[[Look], bool]) -> float:
        """The share of its letters and digits whose look passes; 0 for a text without any."""
        if len(self.looks) == 1:
            return float(test(self.looks[0][1])) if any(map(str.isalnum, self.text)) else 0.0
        total = passed = 0
        for text, look in self.spans():
            letters = sum(map(str.isalnum, text))
            total += letters
            passed += letters if test(look) else 0
        return passed / total if total else 0.0

    def looking(self, change: Callable[[Look], Look]) -> "Rich":
        """The same text with other looks."""
        return rich((text, change(look)) for text, look in self.spans())


def rich(spans: Iterable[tuple[str, Look]]) -> Rich:
    """Pieces put together; a mark that belongs to the letter before it goes there, then NFC."""
    pieces: list[tuple[str, Look]] = []
    for text, look in spans:
        head = 0
        while pieces and head < len(text) and unicodedata.combining(text[head]):
            head += 1
        if head:
            pieces[-1] = (pieces[-1][0] + text[:head], pieces[-1][1])
        if text[head:]:
            pieces.append((text[head:], look))
    if len(pieces) == 1:
        text = unicodedata.normalize("NFC", pieces[0][0])
        return Rich(text, ((len(text), pieces[0][1]),))
    merged = [
        (unicodedata.normalize("NFC", "".join(text for text, _ in group)), look)
        for look, group in groupby(pieces, key=lambda piece: piece[1])
    ]
    return Rich("".join(text for text, _ in merged), tuple((len(t), look) for t, look in merged))


def plain_text(text: str) -> Rich:
    """A text without any look."""
    return rich([(text, PLAIN)])


def without_gaps(text: Rich) -> Rich:
    """The text with no more than 20 blanks or tabs in a row: more would only take time."""
    if not _GAP.search(text.text):
        return text
    return rich((_GAP.sub(r"\1", words), look) for words, look in text.spans())


def joined(parts: Iterable[Rich], between: str = "\n") -> Rich:
    """Texts one behind another; what is put between looks like what stands before it."""
    spans: list[tuple[str, Look]] = []
    for part in parts:
        if spans and between:
            spans.append((between, replace(spans[-1][1])))
        spans += part.spans()
    return rich(spans)
