"""Heads and feet of printed pages that stand among the lines, as in a text that was once a PDF."""

import re
from collections.abc import Iterator, Sequence, Set
from itertools import pairwise

from kit.formats.draft.common import level_of
from kit.formats.paper.kinds import hint_of

__all__ = ["page_edges"]

_NUMBER = re.compile(r"\d{1,4}")
_PAGE = re.compile(r"\W*(?:trang|page)\s*\d{1,4}(?:\s*/\s*\d{1,4})?\W*", re.IGNORECASE)
_FEWEST, _APART = 2, 4
"""Pages after the first, and lines between two of them, that it takes; numbers alone take one."""
_SHORTEST, _PAGE_LINES = 6, 12
"""Letters of a line that stands on each page, and lines of a page."""
_MOST = 0.7
"""Of the lines that are alike but for their numbers."""
_HEADS = 2
"""Such lines below each other."""
_CLOSED = re.compile(r"[.?!:;]\s*$")


def page_edges(
    lines: Sequence[str], never: Set[int], lettered: bool, behind: Set[int] = frozenset()
) -> frozenset[int]:
    """Which of these lines are page edges: *Trang 7*, or the same words on each page.

    ``never`` are those that say what they are. Where options are not ``lettered``, lines that are
    alike may be theirs, and only numbers count.
    Lines that nearly always stand ``behind`` the first line of a question are part of it.
    """
    texts = ["" if n in never else line for n, line in enumerate(lines)]
    alike: dict[str, list[int]] = {}
    for n, text in enumerate(texts):
        if len(text) < 160 and _NUMBER.search(text):
            alike.setdefault(" ".join(_NUMBER.sub("#", text).split()), []).append(n)
    pages = {n for n, text in enumerate(texts) if _PAGE.fullmatch(text)}
    for places in alike.values():
        if len(behind & {*places}) <= _MOST * len(places):
            pages.update(_counted(texts, places))
    first = min(never, default=0)
    title = {" ".join(line.split()) for line in lines[:first]}
    texts[:first] = [""] * first
    for _ in range(_HEADS if lettered else 0):
        pages = pages.union(*_repeated(lines, texts, pages, title))
    return frozenset(pages)


def _repeated(
    lines: Sequence[str], texts: Sequence[str], pages: Set[int], title: Set[str]
) -> Iterator[Sequence[int]]:
    """The places of ``texts`` among the ``lines`` that say the same on page after page.

    Reasons, headings and lines of long sentences may be alike, too. But pages are as long as each
    other, and some end in the middle of a sentence, and some do not; or they have numbers there.
    The ``title`` that stands over everything says nothing new in the middle of a sentence.
    """
    alike: dict[str, list[int]] = {}
    for n, text in enumerate(texts):
        if _SHORTEST <= len(text) < 160 and text[0].isupper() and n not in pages:
            alike.setdefault(" ".join(text.split()), []).append(n)
    for places in alike.values():
        gaps = [b - a for a, b in pairwise(places)]
        if len(gaps) < _FEWEST or min(gaps) < _PAGE_LINES:
            continue
        beside = sum(not pages.isdisjoint({n - 1, n + 1}) for n in places)
        even = len(gaps) > _FEWEST and max(gaps) * 2 < min(gaps) * 3
        parting = {_parts(lines, n) for n in places}
        again = (even or True in parting) and " ".join(texts[places[0]].split()) in title
        proven = again or (even and len(parting) > 1) or beside * 2 > len(places)
        if proven and not _tells(texts[places[0]]):
            yield places


def _tells(text: str) -> bool:
    """Whether the line says something of the questions below it, part after part."""
    return bool(hint_of(text)) or level_of(text) is not None


def _parts(lines: Sequence[str], n: int) -> bool:
    """Whether a sentence goes on from the line before this one in the line behind it."""
    before, behind = lines[max(n - 1, 0)], "".join(lines[n + 1 : n + 2])
    return behind[:1].islower() and n > 0 and not _CLOSED.search(before)


def _counted(texts: Sequence[str], places: Sequence[int]) -> Iterator[int]:
    """The places of lines whose numbers go up by one, far from each other, nearly all of them.

    Sentences of questions may be alike as well; by chance their numbers go up here and there.
    """
    numbers = {n: [int(one) for one in _NUMBER.findall(texts[n])] for n in places}
    bare = not any(map(str.isalpha, texts[places[0]]))
    for at in range(len(numbers[places[0]])):
        found = [*_run(places, [numbers[n][at] for n in places], 1 if bare else _FEWEST)]
        if bare or len(found) >= _MOST * len(places):
            yield from found


def _run(places: Sequence[int], numbers: Sequence[int], fewest: int) -> Iterator[int]:
    """The places in runs of more than the ``fewest`` whose numbers go up by one."""
    run: list[int] = []
    for (before, n), (one, other) in zip(pairwise(places), pairwise(numbers), strict=True):
        if other == one + 1 and n - before >= _APART:
            run = run or [before]
            run.append(n)
            continue
        yield from run if len(run) > fewest else ()
        run = []
    yield from run if len(run) > fewest else ()
