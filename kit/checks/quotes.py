"""Rules about words between quotation marks: they are somebody's, and the place is named.

The way out for words that are nobody's: *italics*, **bold** or `code`.
"""

import re
from collections.abc import Iterator
from functools import cache

from kit.checks.prose import Prose
from kit.checks.runs import words
from kit.checks.scope import Scope
from kit.checks.sheet import citations
from kit.errors import Problem
from kit.text import fold, nfc
from kit.wording import table

# “one quotation “in another” counts once”; "straight ones" do not nest.
_QUOTED = re.compile(r'“((?:[^“”]|“[^“”]*”)*)”|«([^«»]*)»|"([^"]*)"')
_LEFT_OUT = re.compile(r"\[?(?:…|\.\.\.)\]?|\n")
_AT_ENDS = " \t.,;:!?-–—'“”\"«»()"
_ONE_GLYPH = str.maketrans({**dict.fromkeys("“”„«»", '"'), **dict.fromkeys("‘’", "'")})


def quoted(text: str) -> Iterator[str]:
    """What stands between quotation marks in a text, if it is two words or more."""
    for found in _QUOTED.finditer(text):
        quote = next(filter(None, found.groups()), "")
        if sum(any(map(str.isalnum, part)) for part in quote.split()) > 1:
            yield quote


def cited(scope: Scope) -> Iterator[Problem]:
    """``quote-uncited``: a quotation has its source in the same item, paragraph, entry or row."""
    for prose, quote in _quotes(scope):
        if not (prose.cited or prose.elsewhere):
            yield prose.tell("quote-uncited", quote, quote=_short(quote))


def verbatim(scope: Scope) -> Iterator[Problem]:
    """``quote-not-in-source``: a quotation stands in one of the sources cited with it.

    A title or a slogan of the lists, or a part of one, needs the citation only. Where a text is
    not at hand, or another place is named too, nothing can be said.
    """
    texts = _evened(scope)
    titles = [f" {' '.join(words(title))} " for title in scope.titles]
    for prose, quote in _quotes(scope):
        if prose.elsewhere or not prose.cited or not texts.keys() >= set(prose.cited):
            continue
        theirs = [texts[id] for id in prose.cited]
        parts = [part.strip(_AT_ENDS) for part in _LEFT_OUT.split(quote)]
        listed = f" {' '.join(words(quote))} "
        if any(listed in title for title in titles):
            continue
        missing = [part for part in parts if part and not any(_stands(part, one) for one in theirs)]
        if missing:
            params = {"quote": _short(missing[0]), "sources": ", ".join(sorted(set(prose.cited)))}
            yield prose.tell("quote-not-in-source", missing[0], **params)


def slogans_verbatim(scope: Scope) -> Iterator[Problem]:
    """``slogan-not-in-source``: a slogan of the list stands in a source that it cites."""
    sheet, texts = scope.slogans, _evened(scope)
    entries = sheet.document.at(("slogans",)) if sheet else None
    for n, entry in enumerate(entries if isinstance(entries, list) else ()):
        text = entry.get("text") if isinstance(entry, dict) else None
        cited = {one.source for _, one in citations(entry.get("cite"), ())} if text else set()
        if sheet is None or not cited or not texts.keys() >= cited:
            continue
        if not any(_stands(str(text).strip(_AT_ENDS), texts[id]) for id in cited):
            params = {"sources": ", ".join(sorted(cited))}
            yield sheet.problem("slogan-not-in-source", ("slogans", n, "text"), **params)


def _evened(scope: Scope) -> dict[str, str]:
    return {id: _even("\n".join(parts)) for id, parts in scope.library.texts.items()}


def _quotes(scope: Scope) -> Iterator[tuple[Prose, str]]:
    for prose in scope.prose:
        if not prose.heading:
            yield from ((prose, quote) for quote in quoted(prose.text) if not _of_kit(quote))


def _of_kit(quote: str) -> bool:
    """Whether it is a label of the kit's own pages, such as “Đã lưu”."""
    return fold(quote) in _labels()


@cache
def _labels() -> frozenset[str]:
    return frozenset(fold(text) for part in ("quiz", "serve") for text in table(part).values())


def _stands(part: str, text: str) -> bool:
    """Like a citation's phrase, but a sentence may begin with it."""
    wanted = _even(part)
    first = f"[{re.escape(wanted[0].lower())}{re.escape(wanted[0].upper())}]"
    pattern = rf"(?<![^\W_]){first}{re.escape(wanted[1:])}(?![^\W_])"
    return re.search(pattern, text) is not None


def _even(text: str) -> str:
    return " ".join(nfc(text).translate(_ONE_GLYPH).split())


def _short(quote: str) -> str:
    return quote if len(quote) <= 80 else f"{quote[:79]}…"
