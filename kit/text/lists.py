"""A list typed into one field."""

import re
import unicodedata
from typing import Final

__all__ = ["split_list"]

# A comma between two digits belongs to a number (99,16).
_SEPARATOR: Final = re.compile(r"\svà\s|[\r\n;]+|(?<![0-9]),|,(?![0-9])", re.IGNORECASE)
# "1. ", "2) ", "- ", "• " in front of an entry, as people type lists.
_BULLET: Final = re.compile(r"\s*(?:[-–—•*+]|[0-9]{1,2}[.)]|[a-zđ][.)])\s+", re.IGNORECASE)


def split_list(s: str) -> list[str]:
    """The entries of a list typed with new lines, `,`, `;` or ` và ` between them.

    Bullets and numbering in front of an entry are taken off, blank entries left out; the entries
    are NFC and otherwise as typed. An entry that itself holds ` và ` comes apart: such answers
    need a field each.
    """
    parts = _SEPARATOR.split(unicodedata.normalize("NFC", s))
    entries = (_without_bullet(part).strip() for part in parts)
    return [entry for entry in entries if entry]


def _without_bullet(part: str) -> str:
    bullet = _BULLET.match(part)
    return part[bullet.end() :] if bullet else part
