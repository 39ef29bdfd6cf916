"""Options that speak of other options, and so must keep their places."""

import re
from collections.abc import Mapping

from kit.formats.draft.model import Draft
from kit.text import about_others, fold, letters_named

__all__ = ["pins_of"]

_LAST = re.compile(
    r"(?:tất cả|toàn bộ|cả (?:hai|ba|bốn|năm|[2-9]|0[2-9]))\b.{0,40}"
    r"|.{0,40}\b(?:đều đúng|đều sai|nêu trên|kể trên|ở trên|nói trên)"
    r"|(?:không|chẳng) (?:có )?(?:\w+ ){1,3}nào\b.{0,30}|(?:một )?(?:ý|phương án|đáp án) khác"
)
_HINTS = re.compile(
    r"tất cả|toàn bộ|mọi|cả |đều|trên|nào|khác|còn lại|nêu"
    r"|\b[A-Ha-h]\b(?:\s*[,;+&]|\s+(?:và|lẫn|hoặc|đúng|sai))",
    re.IGNORECASE,
)
"""Without any of these an option says nothing about others; folding every text would take time."""
_LONGEST = 60


def pins_of(draft: Draft, options: Mapping[str, str]) -> list[str]:
    """Ids of the options that are not to be moved.

    An option about all others stays where it is. One that names some of them by their letters
    holds every option in its place.
    """
    ids = [*options]
    pinned: list[str] = []
    for id, text in options.items():
        if not _HINTS.search(text):
            continue
        named = set(letters_named(text)) & {*ids} - {id}
        if named and len(named) < len(ids) - 1:
            draft.remarks.told("letters_in_option")
            return ids
        if named or about_others(text) or (id == ids[-1] and _closes(text)):
            pinned.append(id)
    return pinned


def _closes(text: str) -> bool:
    folded = fold(text)
    return len(folded) <= _LONGEST and bool(_LAST.fullmatch(folded))
