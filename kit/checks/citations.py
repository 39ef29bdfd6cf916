"""Rules about citations, wherever they stand: the phrase is in that paragraph of that source."""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from markdown_it import MarkdownIt
from pydantic import ValidationError

from kit.bank import Draft
from kit.checks.notebook import Lesson, source
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.model import Citation
from kit.sources import Library
from kit.text import stands_in
from kit.validation import problem
from kit.yaml import Path as Place

MOST_WORDS = 12
"""A longer phrase is a quotation, not a place."""

_HREF = "#nguon-"
_PARAGRAPH = re.compile(r"đoạn\s+([0-9]+)\s*$")

Fault = tuple[str, str, dict[str, object]]
"""Code, the citation's field that is wrong, values for the sentence."""


def in_bank(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """Citations of items."""
    for place, raw in draft.entries():
        for at, citation in _typed(raw.get("cite"), (*place, "cite")):
            for code, part, params in _faults(citation, scope.library):
                yield draft.problem(code, (*at, part), **params)


def in_source_list(scope: Scope) -> Iterator[Problem]:
    """Citations of the documents in the list of sources."""
    library = scope.library
    if library.document is None:
        return
    for place, citation in _of_documents(library):
        for code, part, params in _faults(citation, library):
            yield problem(library.name, library.document, code, (*place, part), params)


def in_lesson(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """Citations of a lesson: ``[TTXVN, đoạn 7](#nguon-<source> "phrase")``."""
    anchors = "\n".join(source(cell) for _, cell in lesson.cells("markdown"))
    for cell, text, href, phrase in _links(lesson):
        if f'id="{href[1:]}"' not in anchors:
            yield lesson.problem("no-anchor", cell, href, anchor=href[1:])
        citation = _from_link(text, href, phrase)
        if citation is None:
            # The list of sources has other entries too, which are linked to without a paragraph.
            if phrase or _PARAGRAPH.search(text) or href.removeprefix(_HREF) in scope.library.known:
                yield lesson.problem("bad-citation-link", cell, text, text=text)
            continue
        for code, _, params in _faults(citation, scope.library):
            yield lesson.problem(code, cell, phrase, where=text, **params)


def every(scope: Scope) -> Iterator[Citation]:
    """All citations that can be read."""
    for bank in scope.banks:
        for _, raw in bank.entries():
            yield from (citation for _, citation in _typed(raw.get("cite"), ()))
    yield from (citation for _, citation in _of_documents(scope.library))
    for lesson in scope.lessons:
        for _, text, href, phrase in _links(lesson):
            if citation := _from_link(text, href, phrase):
                yield citation


def unverified(scope: Scope) -> Iterator[Citation]:
    """Citations whose words could not be looked for, as their source's text is not at hand."""
    library = scope.library
    for citation in every(scope):
        known = citation.source in library.sources or not library.known
        if known and citation.source not in library.texts:
            yield citation


def _faults(citation: Citation, library: Library) -> Iterator[Fault]:
    source, number, phrase = citation.source, citation.paragraph, citation.phrase
    words = len(phrase.split())
    if words > MOST_WORDS:
        yield "phrase-too-long", "phrase", {"count": words, "most": MOST_WORDS}
    if library.known and source not in library.known:
        yield "unknown-source", "source", {"source": source, "known": ", ".join(library.known)}
    count = library.paragraph_count(source)
    if count is not None and number > count:
        params = {"source": source, "paragraph": number, "count": count}
        yield "no-such-paragraph", "paragraph", params
    text = library.texts.get(source, ())
    if not text or (number <= len(text) and stands_in(phrase, text[number - 1])):
        return
    found = ", ".join(str(n) for n, part in enumerate(text, 1) if stands_in(phrase, part))
    params = {"source": source, "paragraph": number, "phrase": phrase, "found": found}
    yield "phrase-elsewhere" if found else "phrase-not-there", "phrase", params


def _typed(raw: Any, place: Place) -> Iterator[tuple[Place, Citation]]:
    """The citations of a list that have the right shape; the loader tells of the others."""
    for n, entry in enumerate(raw if isinstance(raw, list) else ()):
        try:
            yield (*place, n), Citation.model_validate(entry)
        except ValidationError:
            continue


def _of_documents(library: Library) -> Iterator[tuple[Place, Citation]]:
    raw = library.document.at(("documents",)) if library.document else None
    for n, entry in enumerate(raw if isinstance(raw, list) else ()):
        if isinstance(entry, Mapping):
            yield from _typed(entry.get("cite"), ("documents", n, "cite"))


@cache
def _parser() -> MarkdownIt:
    return MarkdownIt("commonmark").enable("table")


def _links(lesson: Lesson) -> Iterator[tuple[int, str, str, str]]:
    """Cell, text, address and title of every link to a source."""
    for cell, data in lesson.cells("markdown"):
        for token in _parser().parse(source(data)):
            children = token.children or []
            for n, child in enumerate(children):
                href = str(child.attrs.get("href", ""))
                if child.type == "link_open" and href.startswith(_HREF):
                    text = children[n + 1].content if n + 1 < len(children) else ""
                    yield cell, text, href, str(child.attrs.get("title", ""))


def _from_link(text: str, href: str, phrase: str) -> Citation | None:
    found = _PARAGRAPH.search(text)
    raw = {"source": href.removeprefix(_HREF), "phrase": phrase}
    try:
        return Citation.model_validate({**raw, "paragraph": found[1] if found else None})
    except ValidationError:
        return None
