"""Where a phrase stands: paragraphs of a source text and the check of a citation."""

import re
import unicodedata
from typing import Final

__all__ = ["paragraphs", "stands_in"]

_LINE_END: Final = re.compile(r"\r\n|\r|\n")

# A combining mark left over by NFC belongs to its letter.
_NO_LETTER_BEFORE: Final = r"(?<![^\W_])(?<![\u0300-\u036f])"
_NO_LETTER_AFTER: Final = r"(?![^\W_]|[\u0300-\u036f])"
_NO_NUMBER_BEFORE: Final = r"(?<![0-9][-.,/:–])"
_NO_NUMBER_AFTER: Final = r"(?![-.,/:–][0-9])"


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
    before = (_NO_LETTER_BEFORE if wanted[0].isalnum() else "") + (
        _NO_NUMBER_BEFORE if wanted[0].isdigit() else ""
    )
    after = (_NO_LETTER_AFTER if wanted[-1].isalnum() else "") + (
        _NO_NUMBER_AFTER if wanted[-1].isdigit() else ""
    )
    return re.search(before + re.escape(wanted) + after, _even(paragraph)) is not None


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
