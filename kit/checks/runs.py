"""The longest run of words that a text shares with one of the sources."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from kit.text import nfc

_WORD = re.compile(r"\w+|\n")

# Shorter runs are everybody's language; their places would only fill the table.
_LEAST = 4

KEPT = 6
"""A title or slogan of at most so many words is not cut out: it cannot make a run too long by
itself, and cutting it would split a copied sentence into two innocent halves."""


@dataclass(frozen=True)
class Run:
    """Words that stand in a text and, one after the other, in a source, too."""

    length: int
    """How many words; a word is letters and digits without a break, so 34-CT/TU has three."""
    words: str
    """As they stand in the text."""
    source: str
    paragraph: int
    """Where the run begins in the source, from 1."""


@dataclass(frozen=True)
class _Place:
    source: str
    start: int
    """Where in the source's words."""


class Index:
    """The words of the sources, so that a text's runs are found in one go through its words."""

    def __init__(self, texts: Mapping[str, Sequence[str]], titles: Iterable[str]) -> None:
        self._words: dict[str, list[str]] = {}
        self._paragraphs: dict[str, list[int]] = {}
        self._places: dict[tuple[str, ...], list[_Place]] = {}
        for source, paragraphs in texts.items():
            self._add(source, paragraphs)
        self._titles: dict[str, list[tuple[str, ...]]] = {}
        for title in sorted({tuple(words(title)) for title in titles}, key=len, reverse=True):
            if len(title) > KEPT:
                self._titles.setdefault(title[0], []).append(title)

    def _add(self, source: str, paragraphs: Sequence[str]) -> None:
        all_words: list[str] = []
        numbers: list[int] = []
        for n, paragraph in enumerate(paragraphs, 1):
            found = words(paragraph)
            all_words += found
            numbers += [n] * len(found)
        self._words[source], self._paragraphs[source] = all_words, numbers
        for start in range(len(all_words) - _LEAST + 1):
            key = tuple(all_words[start : start + _LEAST])
            self._places.setdefault(key, []).append(_Place(source, start))

    def longest(self, text: str) -> Run | None:
        """The longest run of a text (its first one, if several are as long) outside titles.

        ``None`` if there is none of at least four words. A new line in the text ends a run.
        """
        found = list(_WORD.finditer(nfc(text)))
        typed = self._without_titles([match[0].casefold() for match in found])
        best = Run(_LEAST - 1, "", "", 0)
        for start in range(len(typed) - _LEAST + 1):
            for place in self._places.get(tuple(typed[start : start + _LEAST]), ()):
                length = self._length(typed, start, place)
                if length > best.length:
                    shown = nfc(text)[found[start].start() : found[start + length - 1].end()]
                    paragraph = self._paragraphs[place.source][place.start]
                    best = Run(length, shown, place.source, paragraph)
        return best if best.source else None

    def _length(self, typed: Sequence[str], start: int, place: _Place) -> int:
        theirs = self._words[place.source]
        most = min(len(typed) - start, len(theirs) - place.start)
        n = _LEAST
        while n < most and typed[start + n] == theirs[place.start + n]:
            n += 1
        return n

    def _without_titles(self, typed: list[str]) -> list[str]:
        """The words with titles put out of reach: nothing equals a new line."""
        n = 0
        while n < len(typed):
            for title in self._titles.get(typed[n], ()):
                if tuple(typed[n : n + len(title)]) == title:
                    typed[n : n + len(title)] = ["\n"] * len(title)
                    break
            n += 1
        return typed


def words(text: str) -> list[str]:
    """The words of a text, so that equal ones compare equal."""
    return [word.casefold() for word in _WORD.findall(nfc(text)) if word != "\n"]
