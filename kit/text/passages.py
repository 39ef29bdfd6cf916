"""Where a phrase stands: paragraphs of a source text and the check of a citation."""

import re
import unicodedata
from typing import Final

__all__ = ["paragraphs", "stands_in"]

_LINE_END: Final = re.compile(r"\r\n|\r|\n")

# A combining mark left over by NFC belongs to its letter.
_LETTER: Final = re.compile(r"[^\W_]|[\u0300-\u036f]")
_NUMBER_GOES_ON: Final = re.compile(r"[0-9][-.,/:–]"), re.compile(r"[-.,/:–][0-9]")


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of `text`, trimmed; paragraph n of a citation is entry n - 1."""
    lines = (line.strip() for line in _LINE_END.split(text.removeprefix("\ufeff")))
    return [line for line in lines if line]


def stands_in(phrase: str, paragraph: str) -> bool:
    """Whether `phrase` stands in `paragraph` letter for letter.

    Only NFC and white space are evened out: a citation is verbatim, so case, quotes, dashes and
    tone placement count. It neither begins nor ends inside a word, a number or a date: "6 điểm
    cầu" does not stand in "76 điểm cầu". A blank phrase stands nowhere.
    """
    wanted = _even(phrase)
    if not wanted:
        return False
    text = _even(paragraph)
    start = text.find(wanted)
    while start >= 0:
        if _is_whole(wanted, text[max(start - 2, 0) : start], text[start + len(wanted) :][:2]):
            return True
        start = text.find(wanted, start + 1)
    return False


def _is_whole(phrase: str, before: str, after: str) -> bool:
    """Whether a phrase between these characters is cut out of no word and no number."""
    first, last = phrase[0], phrase[-1]
    if first.isalnum() and _LETTER.match(before[-1:]):
        return False
    if last.isalnum() and _LETTER.match(after):
        return False
    earlier, later = _NUMBER_GOES_ON
    return not (
        (first.isdigit() and earlier.match(before)) or (last.isdigit() and later.match(after))
    )


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
