"""Letters of options that count on from one question to the next: A to D, then E to H, I to L …"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kit.formats.paper.line import Line
from kit.formats.paper.model import KeyTable, Ready
from kit.formats.paper.signs import question_label
from kit.formats.rich import rich

__all__ = ["recounted"]

_LETTER = re.compile(r"\s*(?P<letter>([A-Za-z])\2{0,99})\s*[.)]")
_FIRST = re.compile(r"(?<!\w)[Aa]\s?[.)]")
_SIZE = 26


@dataclass
class _Run:
    """Lines whose letters follow each other, in one question."""

    places: list[int]
    first: int
    """What its first letter counts as; 1 for A, 27 for AA."""
    shift: int = 0

    @property
    def last(self) -> int:
        return self.first + len(self.places) - 1


def recounted(parts: Sequence[Line | KeyTable | Ready]) -> list[Line | KeyTable | Ready]:
    """The parts with such letters counted from A in every question."""
    result = [*parts]
    before: _Run | None = None
    for run in _runs(parts):
        if before and _goes_on(parts, before, run):
            run.shift = run.first - 1
            for place, n in enumerate(run.places):
                result[n] = _lettered(parts[n], place)
        before = run
    return result


def _goes_on(parts: Sequence[Line | KeyTable | Ready], before: _Run, run: _Run) -> bool:
    """Whether a run counts on from the one before it, in another question."""
    counted = (before.first == 1 or before.shift > 0) and run.first == before.last + 1
    between = parts[before.places[-1] + 1 : run.places[0]]
    texts = [part.text.text for part in between if isinstance(part, Line)]
    long = min(len(before.places), len(run.places)) > 1
    return counted and long and not any(_FIRST.search(text) for text in texts)


def _runs(parts: Sequence[Line | KeyTable | Ready]) -> Iterator[_Run]:
    run: _Run | None = None
    for n, part in enumerate(parts):
        text = part.text.text if isinstance(part, Line) and not part.role else ""
        value = _value(text)
        if run and value == run.last + 1:
            run.places.append(n)
        elif value:
            if run:
                yield run
            run = _Run([n], value)
        elif run and question_label(text):
            yield run
            run = None
    if run:
        yield run


def _value(text: str) -> int:
    found = _LETTER.match(text)
    letter = found["letter"].upper() if found else ""
    return ord(letter[0]) - ord("A") + 1 + _SIZE * (len(letter) - 1) if letter else 0


def _lettered(part: Line | KeyTable | Ready, place: int) -> Line | KeyTable | Ready:
    """The line with another letter that looks like its own."""
    found = _LETTER.match(part.text.text) if isinstance(part, Line) else None
    if not isinstance(part, Line) or not found:
        return part
    letter = chr(ord("a" if found["letter"].islower() else "A") + place)
    begin, end = found.span("letter")
    spans = [*part.text.cut(begin, end).spans()]
    text = rich([(letter, spans[0][1]), *part.text.cut(end).spans()])
    return replace(part, text=text, left=max(part.left - (end - begin) + 1, 0))
