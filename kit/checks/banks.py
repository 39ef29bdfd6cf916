"""Rules about one bank. They look at the items as typed, so a faulty one is looked at too."""

from collections.abc import Iterator
from typing import Any

from kit.bank import Draft
from kit.checks.blocks import parser
from kit.checks.scope import Scope
from kit.errors import Problem
from kit.kinds import KINDS
from kit.text import legacy
from kit.yaml import Path as Place

# What is compared with an answer or names something: never shown as Markdown.
_NOT_MARKDOWN = frozenset(
    {"id", "kind", "key", "accept", "unit", "number", "date", "docnum", "cite", "tags", "rule"}
)


def explained(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``no-explanation``: a scored item says why its key is right."""
    for at, raw in draft.entries():
        if is_scored(raw) and not raw.get("explanation"):
            yield draft.problem("no-explanation", at)


def cited(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``no-citation``: a scored item names its source.

    A practice item about the kit itself has none, and says so: ``cite: []``.
    """
    for at, raw in draft.entries():
        without = draft.is_practice and raw.get("cite") == []
        if is_scored(raw) and not raw.get("cite") and not without:
            yield draft.problem("no-citation", at)


def is_scored(raw: Any) -> bool:
    """Whether an item as typed is of a kind that earns points."""
    kind = KINDS.get(str(raw.get("kind")))
    return kind is not None and kind.scored != "never"


def survey_without_points(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``survey-points``: an opinion earns nothing."""
    for at, raw in draft.entries():
        if raw.get("kind") == "survey" and "points" in raw:
            yield draft.problem("survey-points", (*at, "points"))


def in_unicode(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``legacy-text``: nothing is written in TCVN3 or VNI."""
    for at, text in _texts(draft.document.data, ()):
        if code := legacy(text):
            yield draft.problem("legacy-text", at, code=code)


def without_html(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``raw-html``: HTML is not rendered, so it would be read as it stands."""
    for at, text in _texts(draft.document.data, ()):
        if "<" in text and not _NOT_MARKDOWN & {part for part in at if isinstance(part, str)}:
            for tag in _html(text):
                yield draft.problem("raw-html", at, tag=tag)


def _html(text: str) -> Iterator[str]:
    for token in parser().parse(text):
        for part in (token, *(token.children or ())):
            closes = part.content.startswith("</")
            if part.type in ("html_block", "html_inline") and not closes:
                yield part.content.split("\n")[0][:40]


def lesson_exists(draft: Draft, scope: Scope) -> Iterator[Problem]:
    """``unknown-lesson``: the lesson that a bank belongs to is there."""
    lesson = draft.document.at(("lesson",))
    if not isinstance(lesson, str):
        return
    if lesson and scope.known_lessons is not None and lesson not in scope.known_lessons:
        known = ", ".join(sorted(scope.known_lessons))
        yield draft.problem("unknown-lesson", ("lesson",), lesson=lesson, known=known)


def _texts(data: Any, at: Place) -> Iterator[tuple[Place, str]]:
    """Every text of a document, keys that are text included, with its place."""
    if isinstance(data, str):
        yield at, data
    elif isinstance(data, list):
        for n, part in enumerate(data):
            yield from _texts(part, (*at, n))
    elif isinstance(data, dict):
        for key, part in data.items():
            if at[-1:] == ("pairs",):  # the left entries of a matching item are its keys
                yield (*at, key), key
            yield from _texts(part, (*at, key))
