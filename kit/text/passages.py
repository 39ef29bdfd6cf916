"""Where a phrase stands: paragraphs of a source text and the check of a citation."""

import re
import unicodedata
from typing import Final

__all__ = ["paragraphs", "stands_in"]

_LINE_END: Final = re.compile(r"\r\n|\r|\n")


def paragraphs(text: str) -> list[str]:
    """The non-empty lines of `text`, trimmed; paragraph n of a citation is entry n - 1."""
    lines = (line.strip() for line in _LINE_END.split(text.removeprefix("\ufeff")))
    return [line for line in lines if line]


def stands_in(phrase: str, paragraph: str) -> bool:
    """Whether `phrase` stands in `paragraph` letter for letter.

    Only NFC and white space are evened out: a citation is verbatim, so case, quotes, dashes and
    tone placement count. A blank phrase stands nowhere.
    """
    wanted = _even(phrase)
    return bool(wanted) and wanted in _even(paragraph)


def _even(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split())
