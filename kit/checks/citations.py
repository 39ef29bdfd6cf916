"""Rules about citations, wherever they stand: the phrase is in that paragraph of that source."""

from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import ValidationError

from kit.bank import Draft
from kit.checks.blocks import Link
from kit.checks.notebook import Lesson, source
from kit.checks.runs import words
from kit.checks.scope import Scope
from kit.checks.sheet import citations
from kit.errors import Problem
from kit.model import Citation
from kit.sources import Library
from kit.text import stands_in
from kit.validation import problem
from kit.yaml import Path as Place

MOST_WORDS = 12
"""A longer phrase is a quotation, not a place. 34-CT/TU has three words here."""

Fault = tuple[str, str, dict[str, object]]
"""Code, the citation's field that is wrong, values for the sentence."""


def in_bank(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """Citations of items."""
    for place, raw in draft.entries():
        for at, citation in citations(raw.get("cite"), (*place, "cite")):
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


def in_sheets(scope: Scope) -> Iterator[Problem]:
    """Citations of the slogans, of the lessons' pictures and of the sets of indicators."""
    for sheet in (*scope.sheets, *scope.sets):
        for at, citation in sheet.citations():
            for code, part, params in _faults(citation, scope.library):
                yield sheet.problem(code, (*at, part), **params)


def in_lesson(lesson: Lesson, scope: Scope) -> Iterator[Problem]:
    """Citations of a lesson: ``[TTXVN, đoạn 7](#nguon-<source> "phrase")``."""
    anchors = "\n".join(source(cell) for _, cell in lesson.cells("markdown"))
    for cell, link in _links(lesson):
        if f'id="{link.href[1:]}"' not in anchors:
            yield lesson.problem("no-anchor", cell, link.href, anchor=link.href[1:])
        citation = _from_link(link)
        if citation is None:
            # The list of sources has other entries too, which are linked to without a paragraph.
            if link.title or link.paragraph or link.source in scope.library.known:
                yield lesson.problem("bad-citation-link", cell, link.text, text=link.text)
            continue
        for code, _, params in _faults(citation, scope.library):
            yield lesson.problem(code, cell, citation.phrase, **{**params, "where": link.text})


def of_bank(draft: Draft) -> Iterator[Citation]:
    """The citations of a bank's items that can be read."""
    for _, raw in draft.entries():
        yield from (citation for _, citation in citations(raw.get("cite"), ()))


def of_lesson(lesson: Lesson) -> Iterator[Citation]:
    """The citations of a lesson's text that can be read."""
    for _, link in _links(lesson):
        if citation := _from_link(link):
            yield citation


def every(scope: Scope) -> Iterator[Citation]:
    """All citations that can be read."""
    for bank in scope.banks:
        yield from of_bank(bank)
    yield from (citation for _, citation in _of_documents(scope.library))
    for sheet in (*scope.sheets, *scope.sets):
        yield from (citation for _, citation in sheet.citations())
    for lesson in scope.lessons:
        yield from of_lesson(lesson)


def unverified(scope: Scope) -> Iterator[Citation]:
    """Citations whose words could not be looked for, as their source's text is not at hand."""
    library = scope.library
    # Of a single bank, those of the lists beside it are nobody's question.
    asked = replace(scope, library=Library(), slogans=None, sets=()) if scope.named else scope
    for citation in every(asked):
        known = citation.source in library.sources or not library.known
        if known and citation.source not in library.texts:
            yield citation


def _faults(citation: Citation, library: Library) -> Iterator[Fault]:
    source, number, phrase = citation.source, citation.paragraph, citation.phrase
    count_of_words = len(words(phrase))
    if count_of_words > MOST_WORDS:
        yield "phrase-too-long", "phrase", {"count": count_of_words, "most": MOST_WORDS}
    if library.known and source not in library.known:
        declared = {"known": ", ".join(library.known), "zeros": "0" * 64}
        yield "unknown-source", "source", {"source": source, **declared}
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


def _of_documents(library: Library) -> Iterator[tuple[Place, Citation]]:
    raw = library.document.at(("documents",)) if library.document else None
    for n, entry in enumerate(raw if isinstance(raw, list) else ()):
        if isinstance(entry, Mapping):
            yield from citations(entry.get("cite"), ("documents", n, "cite"))


def _links(lesson: Lesson) -> Iterator[tuple[int, Link]]:
    """The links to sources, with their cells."""
    for cell, block in lesson.blocks:
        yield from ((cell, link) for link in block.links if link.source)


def _from_link(link: Link) -> Citation | None:
    raw = {"source": link.source, "paragraph": link.paragraph or None, "phrase": link.title}
    try:
        return Citation.model_validate(raw)
    except ValidationError:
        return None
