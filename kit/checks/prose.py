"""The sentences that readers read, wherever they stand, in one shape that rules can go through.

A text here is plain: emphasis, code marks and citation links are gone. A new line stands where
words do not follow each other, ``…`` where something is left out or comes from another file.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, Protocol

from kit.checks.blocks import Block
from kit.checks.guide import Guide
from kit.checks.notebook import Lesson
from kit.checks.sheet import Sheet, citations
from kit.errors import Problem
from kit.yaml import Path as Place

# Never shown, or shown only as what it was typed for: an answer, a name, a number.
_NOT_READ = frozenset({
    "id", "kind", "key", "cite", "tags", "rule", "unit", "pin", "level", "difficulty", "as_of",
    "points", "need", "words", "steps", "tolerance", "without_marks", "format", "from", "to",
    "main", "number", "date", "docnum", "source", "paragraph", "phrase", "url", "sha256",
})  # fmt: skip

_GAP = re.compile(r"\[\[([^\[\]]*)\]\]")
_REFERENCE = re.compile(r"\{[a-z0-9-]+/[a-z0-9-]+\}")
_CODE = re.compile(r"`([^`]*)`")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_MARKS = re.compile(r"\*+|\\(?=\W)")
_QUOTES = re.compile('[“”„«»"]')


class Owner(Protocol):
    """What has items or entries with places, and words its problems."""

    def problem(self, code: str, at: Place, /, **params: object) -> Problem: ...


class Tell(Protocol):
    """Makes a problem at the place of a text; ``words`` say where in it, if that matters."""

    def __call__(self, code: str, words: str = "", /, **params: object) -> Problem: ...


@dataclass(frozen=True)
class Prose:
    """A text, what is cited for it, and how a problem with it is told."""

    text: str
    cited: tuple[str, ...]
    """Ids of the sources cited in the same item, entry or block."""
    elsewhere: bool
    """Whether it also leads to something that is no listed source."""
    heading: bool
    tell: Tell


def plain(text: str) -> str:
    """An author's Markdown as it is read; gaps and references become ``…``."""
    without_code = _CODE.sub(lambda found: _QUOTES.sub("", found[1]), text)
    words = _REFERENCE.sub("…", _GAP.sub("…", _LINK.sub(r"\1", without_code)))
    return _MARKS.sub("", words)


def of_item(owner: Owner, at: Place, raw: Mapping[str, Any]) -> Iterator[Prose]:
    """The texts of an item as typed; what has no text's shape is left to the loader."""
    cited = tuple(one.source for _, one in citations(raw.get("cite"), ()))
    for place, text in read_texts(raw, at):
        tell = partial(_tell_at, owner, place)
        yield Prose(plain(_filled(text, raw)), cited, False, False, tell)


def of_lesson(lesson: Lesson, known: frozenset[str]) -> Iterator[Prose]:
    """The blocks of a lesson; ``known`` are the ids of the listed sources."""
    for cell, block in lesson.blocks:
        yield _of_block(block, known, partial(_tell_in, lesson, cell, block))


def of_guide(guide: Guide, known: frozenset[str]) -> Iterator[Prose]:
    """The blocks of a guide; ``known`` are the ids of the listed sources."""
    for block in guide.blocks:
        yield _of_block(block, known, partial(_tell_of, guide, block))


def _of_block(block: Block, known: frozenset[str], tell: Tell) -> Prose:
    leads = {link.source or link.href for link in block.links}
    leads |= {anchor.removeprefix("nguon-") for anchor in block.anchors}
    cited = tuple(sorted(leads & known))
    return Prose(block.text, cited, bool(leads - known), block.heading, tell)


def of_sheet(sheet: Sheet) -> Iterator[Prose]:
    """The texts of a data file, each with what the entry around it cites, or else the file."""
    every = tuple(one.source for _, one in sheet.citations())
    for place, text in read_texts(sheet.document.data, ()):
        cited = next(_around(sheet, place), every)
        yield Prose(plain(text), cited, False, False, partial(_tell_at, sheet, place))


def _around(sheet: Sheet, place: Place) -> Iterator[tuple[str, ...]]:
    """What the entries around a place cite, the innermost first."""
    for n in range(len(place) - 1, -1, -1):
        entry = sheet.document.at(place[:n])
        if isinstance(entry, dict) and "cite" in entry:
            yield tuple(one.source for _, one in citations(entry["cite"], ()))


def read_texts(data: Any, at: Place) -> Iterator[tuple[Place, str]]:
    """Every text that is shown, as typed, with its place; keys of ``pairs`` are texts, too."""
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, list):
        for n, part in enumerate(data):
            yield from read_texts(part, (*at, n))
    elif isinstance(data, dict):
        for key, part in data.items():
            if at[-1:] == ("pairs",):
                yield (*at, key), key
            # Here the keys are an author's own: an option may be called `to`.
            own = at[-1:] in (("options",), ("feedback",), ("pairs",), ("statements",), ("gaps",))
            if own or key not in _NOT_READ:
                yield from read_texts(part, (*at, key))


def _filled(text: str, raw: Mapping[str, Any]) -> str:
    """A text with the right answers in its gaps, as the review shows it."""
    gaps = raw.get("gaps")
    if raw.get("kind") != "cloze" or not isinstance(gaps, dict):
        return text
    return _GAP.sub(lambda found: gap_key(gaps.get(found[1])) or found[0], text)


def gap_key(gap: Any) -> str:
    """The right answer of a gap as typed, if it has one."""
    if not isinstance(gap, dict):
        return ""
    options, accept = gap.get("options"), gap.get("accept")
    if isinstance(options, dict):
        return str(options.get(str(gap.get("key")), ""))
    if isinstance(accept, list) and accept:
        return str(accept[0])
    return next((str(gap[way]) for way in ("number", "date", "docnum") if gap.get(way)), "")


def _tell_at(
    owner: Owner, place: Place, code: str, words: str = "", /, **params: object
) -> Problem:
    return owner.problem(code, place, **params)


def _tell_in(
    lesson: Lesson, cell: int, block: Block, code: str, words: str = "", /, **params: object
) -> Problem:
    return lesson.problem(code, cell, block.line_with(words) if words else block.lines[0], **params)


def _tell_of(
    guide: Guide, block: Block, code: str, words: str = "", /, **params: object
) -> Problem:
    return guide.problem(code, block.line_with(words) if words else block.lines[0], **params)
