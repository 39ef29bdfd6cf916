"""Choosing a citation in the text of a source: a stretch of letters becomes whole words."""

import re
from dataclasses import dataclass

from kit.checks.citations import MOST_WORDS
from kit.checks.runs import words
from kit.errors import UserError
from kit.sources import Library
from kit.text import stands_in
from kit.wording import t

_WORD = re.compile(r"[^\W_]+(?:[-./:,][^\W_]+)*", re.UNICODE)
_EDGES = " \t“”\"'‘’«»()[]–—-…,;:."


@dataclass(frozen=True)
class Picked:
    """A citation as it stands in an item."""

    source: str
    paragraph: int
    phrase: str


def whole_words(paragraph: str, start: int, end: int) -> str:
    """The words that a stretch of a paragraph touches, without marks at either end."""
    touched = [
        found.span() for found in _WORD.finditer(paragraph)
        if start < end and found.start() < end and found.end() > start
    ]  # fmt: skip
    if not touched:
        return ""
    return paragraph[touched[0][0] : touched[-1][1]].strip(_EDGES)


def pick(library: Library, source: str, paragraph: int, start: int, end: int) -> Picked:
    """What was selected, from letter ``start`` to before ``end`` of a paragraph, from 1.

    Raises ``UserError`` if no word was selected, too many were, or there is no such place.
    """
    text = library.texts.get(source, ())
    if not 1 <= paragraph <= len(text):
        raise UserError(t("studio.no_paragraph"), t("studio.no_paragraph_hint"))
    phrase = whole_words(text[paragraph - 1], start, end)
    if not phrase or not stands_in(phrase, text[paragraph - 1]):
        raise UserError(t("studio.nothing_selected"), t("studio.nothing_selected_hint"))
    if (count := len(words(phrase))) > MOST_WORDS:
        what = t("studio.too_many_words", count=count, most=MOST_WORDS)
        raise UserError(what, t("studio.too_many_words_hint"))
    return Picked(source, paragraph, phrase)


def at_hand(library: Library) -> list[dict[str, str]]:
    """The sources, those with their text first: id, what readers call it, whether it is there."""
    known = {id: library.sources[id].title if id in library.sources else id for id in library.known}
    listed = [
        {"id": id, "title": title, "text": "yes" if id in library.texts else ""}
        for id, title in known.items()
    ]
    return sorted(listed, key=lambda one: (not one["text"], one["id"]))
