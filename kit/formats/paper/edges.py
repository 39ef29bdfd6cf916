"""Heads and feet of printed pages that stand among the lines, as in a text that was once a PDF."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

__all__ = ["page_edges"]

_NUMBER = re.compile(r"\d{1,4}")
_PAGE = re.compile(r"\W*(?:trang|page)\s*\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_FEWEST, _APART = 2, 4
"""Pages after the first, and lines between two of them, that it takes; numbers alone take one."""


def page_edges(texts: Sequence[str]) -> frozenset[int]:
    """Which of these lines are page edges: *Trang 7*, or the same words with a number that counts.

    A blank text is never one.
    """
    alike: dict[str, list[int]] = {}
    for n, text in enumerate(texts):
        if len(text) < 160 and _NUMBER.search(text):
            alike.setdefault(" ".join(_NUMBER.sub("#", text).split()), []).append(n)
    pages = {n for n, text in enumerate(texts) if _PAGE.fullmatch(text)}
    return frozenset(pages).union(*(_counted(texts, places) for places in alike.values()))


def _counted(texts: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """The places of lines whose numbers go up by one, far from each other."""
    numbers = {n: [int(one) for one in _NUMBER.findall(texts[n])] for n in places}
    bare = not any(map(str.isalpha, texts[places[0]]))
    fewest = 1 if bare else _FEWEST
    run: list[int] = []
    for before, n in pairwise(places):
        counts = any(b == a + 1 for a, b in zip(numbers[before], numbers[n], strict=True))
        if counts and n - before >= _APART:
            run = run or [before]
            run.append(n)
            continue
        yield from run if len(run) > fewest else ()
        run = []
    yield from run if len(run) > fewest else ()
