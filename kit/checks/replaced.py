"""A document that was replaced is spoken of with the one that took its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from kit.bank import Draft
from kit.checks.calls import calls
from kit.checks.figures import figures
from kit.checks.notebook import Lesson
from kit.checks.prose import gap_key, plain, read_texts
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.sources import Library
from kit.text import DocNumber, nfc, parse_docnum
from kit.yaml import Path as Place

# What is said after the answer; the note itself stands there.
_AFTERWARDS = frozenset({"explanation", "feedback", "rubric", "superseded_by"})


@dataclass(frozen=True)
class Replaced:
    """A document of the list that is no longer in force."""

    number: DocNumber
    by: DocNumber
    written: str
    """Number of the new one as the list has it."""
    short: re.Pattern[str]
    """How people say it: ``Quy định 124``."""

    def named_in(self, text: str) -> bool:
        """Whether a text speaks of the old document."""
        if str(self.number.number) not in text:
            return False
        return self.number in _numbers(text) or bool(self.short.search(nfc(text)))


def in_bank(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``expired-without-note``: the item has ``superseded_by``, the explanation the new number."""
    for at, raw in draft.entries():
        for one in _replaced(scope.library):
            place = next((place for place, text in _asked(raw, at) if one.named_in(text)), None)
            notes = (str(raw.get("superseded_by")), str(raw.get("explanation")))
            if place and not all(one.by in _numbers(note) for note in notes):
                params = {"old": str(one.number), "new": one.written}
                yield draft.problem("expired-without-note", place, **params)


def in_lesson(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """``expired-in-lesson``: a lesson that names the old document names the new one, too."""
    drawn = {name for call in calls(lesson) if call.name == "picture" for name in call.texts}
    shown = [
        text
        for sheet in scope.pictures
        if sheet.stem in drawn
        for _, text in read_texts(sheet.document.data, ())
    ]
    whole = _numbers("\n".join((*(block.text for _, block in lesson.blocks), *shown)))
    for one in _replaced(scope.library):
        if one.by in whole:
            continue
        for cell, block in lesson.blocks:
            if one.named_in(block.text):
                params = {"old": str(one.number), "new": one.written}
                yield lesson.problem("expired-in-lesson", cell, block.lines[0], **params)
                break


def _replaced(library: Library) -> Iterator[Replaced]:
    data = library.document.data if library.document else None
    documents = data.get("documents") if isinstance(data, dict) else None
    for entry in documents if isinstance(documents, list) else ():
        after = entry.get("superseded_by") if isinstance(entry, dict) else None
        if not isinstance(after, dict):
            continue
        written = str(after.get("number"))
        old, new = parse_docnum(str(entry.get("number"))), parse_docnum(written)
        if old and new:
            kind = re.escape(str(entry.get("kind") or "văn bản"))
            short = rf"(?i:{kind})\s+(?:số\s+)?{old.number}(?![\w/–-]|[.,]\d)"
            yield Replaced(old, new, written, re.compile(short))


def _numbers(text: str) -> set[DocNumber]:
    found = (one.value for one in figures(text))
    return {value for value in found if isinstance(value, DocNumber)}


def _asked(raw: Mapping[str, Any], at: Place) -> Iterator[tuple[Place, str]]:
    """What is read before the answer is told, and the typed keys."""
    shown = {field: part for field, part in raw.items() if field not in _AFTERWARDS}
    yield from ((place, plain(text)) for place, text in read_texts(shown, at))
    if isinstance(raw.get("key"), str):
        yield (*at, "key"), str(raw["key"])
    gaps = raw.get("gaps")
    for id, gap in gaps.items() if isinstance(gaps, dict) else ():
        yield (*at, "gaps", id), gap_key(gap)
