"""Looking for words in the texts of the sources, typed with their marks or without."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from kit.sources import Library
from kit.text import Match, bare, fold, has_marks, same

_WORD = re.compile(r"[^\W_]+(?:[\u0300-\u036f]+[^\W_]*)*")

_PAUSES = re.compile(r"[^.,;:!?…()]")

Place = tuple[int, int]
"""From letter, to before letter, of a paragraph."""


@dataclass(frozen=True)
class _Word:
    text: str
    place: Place
    pause: str
    """The marks between the word before and this one, at which one pauses."""


@dataclass(frozen=True)
class Hit:
    """A paragraph that has the words."""

    paragraph: int
    """From 1."""
    places: tuple[Place, ...]
    """Where they stand; empty where nothing was looked for."""


def seek(paragraphs: Sequence[str], query: str) -> list[Hit]:
    """The paragraphs that have the words of a query one behind the other; all for none.

    A word without marks finds any, one with marks only itself (``kit.text.same``); the last one may
    be but the beginning of a word, because it is still being typed. A comma or another mark at
    which one pauses stands between two words only if it was typed there, too.
    """
    wanted = _words(query)
    found = [Hit(n, tuple(_places(text, wanted))) for n, text in enumerate(paragraphs, start=1)]
    return [one for one in found if one.places or not wanted]


def elsewhere(library: Library, query: str, but: str) -> dict[str, int]:
    """In how many paragraphs of each other source they stand, where they stand in any."""
    counts = {id: len(seek(text, query)) for id, text in library.texts.items() if id != but}
    return {id: count for id, count in counts.items() if count}


def parts(paragraph: str, places: Sequence[Place]) -> list[dict[str, object]]:
    """The paragraph in pieces, for the page: ``text``, and whether it is ``marked``."""
    edges = [0, *(edge for place in places for edge in place), len(paragraph)]
    cut = [paragraph[start:end] for start, end in pairwise(edges)]
    return [{"text": text, "marked": n % 2 == 1} for n, text in enumerate(cut) if text]


@lru_cache(maxsize=20_000)
def _words(paragraph: str) -> tuple[_Word, ...]:
    found, end = [], 0
    for one in _WORD.finditer(paragraph):
        found.append(_Word(one[0], one.span(), _PAUSES.sub("", paragraph[end : one.start()])))
        end = one.end()
    return tuple(found)


def _places(paragraph: str, wanted: Sequence[_Word]) -> Iterator[Place]:
    words, end = _words(paragraph), 0
    for n in range(len(words) - len(wanted) + 1 if wanted else 0):
        here = words[n : n + len(wanted)]
        if here[0].place[0] >= end and _fit(wanted, here):
            end = here[-1].place[1]
            yield here[0].place[0], end


def _fit(wanted: Sequence[_Word], here: Sequence[_Word]) -> bool:
    pairs = list(zip(wanted, here, strict=True))
    last, found = pairs[-1]
    return (
        _begins(last.text, found.text)
        and all(same(typed.text, word.text) is not Match.NONE for typed, word in pairs[:-1])
        and all(typed.pause == word.pause for typed, word in pairs[1:])
    )


@lru_cache(maxsize=100_000)
def _begins(typed: str, word: str) -> bool:
    if same(typed, word) is not Match.NONE:
        return True
    return fold(word).startswith(fold(typed)) or (
        not has_marks(typed) and bare(word).startswith(bare(typed))
    )
